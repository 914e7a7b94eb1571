"""How a matter was sorted: read from its steps, whatever departments do afterwards."""

from __future__ import annotations

import pytest

from app.matters import Event, standing
from app.matters.sorting import Sorting, explanation, sorting


def stood(*steps: str) -> list[Event]:
    """Steps one after another; "explain:decided" with that result."""
    events: list[Event] = []
    for at, step in enumerate(steps):
        act, _, result = step.partition(":")
        after = (events[-1].id,) if events else ()
        events.append(Event(f"e{at}", act, f"2026-11-{at + 1:02}", after, organization="d1", result=result))
    return events


@pytest.mark.parametrize(
    ("steps", "found"),
    [
        (("accept",), None),
        (("accept", "analyse"), None),
        (("accept", "direct", "finish"), Sorting.DIRECT),
        (("accept", "analyse", "handle"), Sorting.VILLAGE),
        (("accept", "analyse", "escalate"), Sorting.ESCALATED),
        (("accept", "analyse", "escalate", "confirm", "dispatch", "handle", "finish"), Sorting.ESCALATED),
        (("accept", "analyse", "escalate", "return", "handle"), Sorting.VILLAGE),
        (("accept", "confirm", "handle", "finish"), Sorting.OWN),
        (("accept", "confirm", "whistle"), Sorting.WHISTLE),
        (("accept", "analyse", "explain:unreasonable"), Sorting.EXPLAINED),
        (("accept", "analyse", "explain:elsewhere", "feed_back"), Sorting.ELSEWHERE),
        (("accept", "escalate", "explain:decided"), Sorting.EXPLAINED),
        (("accept", "analyse", "whistle"), Sorting.WHISTLE),
        (("accept", "analyse", "explain:decided", "analyse", "handle"), Sorting.VILLAGE),
    ],
)
def test_the_last_sorting_counts(steps, found):
    assert sorting(standing(stood(*steps))) is found


def test_an_explanation_holds_until_something_is_done_about_the_matter():
    told = standing(stood("accept", "analyse", "explain:decided", "feed_back"))
    found = explanation(told)
    assert found is not None and (found.date, found.result) == ("2026-11-03", "decided")
    again = standing(stood("accept", "analyse", "explain:decided", "analyse"))
    assert explanation(again) is None
    unpleased = stood("accept", "analyse", "explain:decided", "feed_back", "evaluate:dissatisfied")
    assert explanation(standing(unpleased)) is None
