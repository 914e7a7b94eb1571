"""The state machine of a matter: its ways, and what holds for every way."""

from __future__ import annotations

from collections import deque

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.matters import Act, Event, Holder, State, Why, allowed, standing
from app.matters.transitions import PART_TABLE, TABLE
from tests.app.matter_walks import any_events, filled, lawful_walk, offers


def way(*steps: str) -> list[Event]:
    """Events one after another: "accept", "evaluate:dissatisfied", "respond@water", "whistle@water"."""
    events: list[Event] = []
    for number, step in enumerate(steps):
        name, _, organization = step.partition("@")
        name, _, result = name.partition(":")
        whistle = "哨1" if organization else ""
        after = (events[-1].id,) if events else ()
        made = Event(f"e{number:02}", name, "2026-11-02", after, "", organization, "", "", result, whistle)
        events.append(made)
    return events


DIRECT = ("accept", "direct", "finish", "report_branch", "feed_back", "evaluate:satisfied", "close")
VILLAGE = ("accept", "analyse", "handle", "finish", "feed_back", "evaluate:basically", "close")
UP = ("accept", "analyse", "escalate", "confirm", "dispatch", "receive", "handle")


@pytest.mark.parametrize(
    ("steps", "state"),
    [
        ((), State.COLLECTED),
        (DIRECT, State.CLOSED),
        (VILLAGE, State.CLOSED),
        (("accept", "analyse", "explain:unreasonable", "close"), State.CLOSED),
        (UP, State.DEPARTMENT),
        ((*UP, "finish", "feed_back", "evaluate:satisfied", "close"), State.CLOSED),
        ((*UP, "finish", "feed_back", "evaluate:dissatisfied"), State.RETURNED_UPPER),
        (("accept", "direct", "finish", "feed_back", "evaluate:dissatisfied"), State.RETURNED),
        (("accept", "analyse", "escalate", "return"), State.RETURNED),
        (("accept", "analyse", "escalate", "escalate"), State.COUNTY),
        (("accept", "analyse", "escalate", "escalate", "return"), State.RETURNED_UPPER),
        (("accept", "handle", "suspend"), State.SUSPENDED),
        (("accept", "handle", "suspend", "resume"), State.VILLAGE),
        (("accept", "handle", "whistle@water", "respond@water"), State.WHISTLED),
    ],
)
def test_a_way_leads_to_its_state(steps: tuple[str, ...], state: State):
    reached = standing(way(*steps))
    assert (reached.state, reached.disputed) == (state, ())


def test_a_matter_solved_on_the_spot_closes_only_after_the_report_to_the_branch():
    silent = standing(way("accept", "direct", "finish", "feed_back", "evaluate:satisfied"))
    assert Act.CLOSE not in silent.acts
    assert Act.REPORT_BRANCH in silent.acts


def test_a_whistled_matter_finishes_only_when_every_part_is_finished_or_excused():
    called = ["accept", "handle", "whistle@water", "whistle@power", "respond@water", "finish@water"]
    assert Act.FINISH not in standing(way(*called)).acts
    assert Act.FINISH in standing(way(*called, "excuse@power")).acts


def test_a_suspended_matter_stands_still_in_all_its_parts():
    still = standing(way("accept", "handle", "whistle@water", "suspend"))
    assert [part.acts for part in still.parts] == [()]
    assert still.acts == (Act.RESUME, Act.CORRECT)


def test_a_part_that_moves_while_the_matter_is_suspended_is_disputed():
    events = way("accept", "handle", "whistle@water", "suspend")
    answer = Event("z", "respond", "2026-11-03", (events[-1].id,), organization="water", whistle="哨1")
    assert [each.why for each in standing([*events, answer]).disputed] == [Why.NOT_POSSIBLE]


def test_the_county_hands_nothing_further_up():
    at_county = standing(way("accept", "escalate", "escalate", "confirm"))
    assert at_county.holder is Holder.COUNTY
    assert Act.ESCALATE not in at_county.acts


def test_closing_and_dispatching_again_at_once_keeps_both_and_shows_the_second():
    events = way("accept", "analyse", "handle", "finish", "feed_back", "evaluate:satisfied")
    closing = Event("z2", "close", "2026-11-05", (events[-1].id,))
    returning = Event("z1", "return", "2026-11-06", (events[-1].id,))
    both = standing([*events, returning, closing])
    assert both.state is State.CLOSED
    assert [(each.event, each.why) for each in both.disputed] == [("z1", Why.NOT_POSSIBLE)]


def test_a_correction_strikes_out_the_event_it_names():
    events = way("accept", "direct", "finish")
    wrong = events[-1].id
    events.append(Event("z", "correct", "2026-11-03", (wrong,), result="void", text="记错了"))
    corrected = standing(events)
    assert corrected.state is State.DIRECT
    assert wrong not in {event.id for event in corrected.taken}


def test_a_finished_theme_lets_its_sources_be_fed_back():
    theme = standing(way(*VILLAGE[:4]))
    source = standing(way("accept"), theme)
    assert Act.FEED_BACK in source.acts
    assert Act.FEED_BACK not in standing(way("accept"), standing(way("accept"))).acts
    assert standing(way("accept", "feed_back", "evaluate:satisfied", "close"), theme).state is State.CLOSED


@given(st.data())
def test_any_order_of_arrival_gives_the_same_standing(data: st.DataObject):
    events = data.draw(any_events())
    shuffled = data.draw(st.permutations(events))
    assert standing(shuffled) == standing(events)


@given(any_events())
def test_no_event_is_lost(events: list[Event]):
    read = standing(events)
    seen = {event.id for event in read.taken} | {each.event for each in read.disputed}
    struck = {e.after[0] for e in events if e.act == "correct" and e.result == "void" and e.after}
    assert {event.id for event in events} - struck <= seen


@given(lawful_walk())
def test_nothing_offered_is_refused(events: list[Event]):
    assert standing(events).disputed == ()


@given(st.data())
def test_nothing_hidden_is_accepted(data: st.DataObject):
    events = data.draw(lawful_walk(12))
    current = standing(events)
    open_offers = offers(current)
    every: list[tuple[Act, str, str]] = [(act, "", "") for act in Act if act is not Act.CORRECT]
    every += [(act, part.whistle, part.organization) for part in current.parts for act in Act]
    hidden = [each for each in every if each not in open_offers and each[0] not in (Act.CORRECT, Act.WHISTLE)]
    if hidden:
        event = data.draw(filled(99, data.draw(st.sampled_from(hidden)), current.heads))
        assert [each.event for each in standing([*events, event]).disputed] == [event.id]


@given(lawful_walk())
def test_striking_off_stays_within_reach(events: list[Event]):
    seen: set[tuple[object, ...]] = set()
    waiting = deque([events])
    while waiting:
        known = waiting.popleft()
        current = standing(known)
        if current.state is State.CLOSED:
            return
        for number, (act, whistle, organization) in enumerate(offers(current)):
            if (
                act in (Act.WHISTLE, Act.EXTEND, Act.HANDLE)
                and current.state is State.WHISTLED
                and not whistle
            ):
                continue
            step = Event(
                f"~{len(known)}{number}", act.value, "2026-12-01", current.heads, "", organization, "", "",
                "satisfied" if act is Act.EVALUATE else "", whistle or ("哨x" if act is Act.WHISTLE else ""),
            )  # fmt: skip
            reached = standing([*known, step])
            parts = tuple(part.state for part in reached.parts)
            key = (reached.state, reached.holder, reached.direct, reached.reported, parts)
            if key not in seen:
                seen.add(key)
                waiting.append([*known, step])
    raise AssertionError("no way to 销号")


def test_every_state_is_in_the_table_and_every_part_state_too():
    assert set(TABLE) == set(State)
    assert all(act in Act for steps in PART_TABLE.values() for act in steps)


@given(lawful_walk())
def test_someone_may_always_go_on(events: list[Event]):
    current = standing(events)
    if current.state is State.CLOSED:
        return
    offered = {
        act
        for level in ("village", "township", "county")
        for act in allowed(current, level, "admin")
        if act is not Act.CORRECT
    }
    parts = [act for part in current.parts for act in allowed(current, "township", "admin", part=part)]
    assert offered or parts


@pytest.mark.parametrize(
    ("holder_steps", "level", "role", "act", "may"),
    [
        (("accept", "analyse"), "village", "entry", Act.ESCALATE, True),
        (("accept", "analyse"), "township", "entry", Act.ESCALATE, False),
        (("accept", "analyse"), "township", "review", Act.CONFIRM, True),
        (("accept", "analyse"), "village", "admin", Act.CONFIRM, False),
        (("accept", "analyse", "escalate"), "village", "admin", Act.CONFIRM, False),
        (("accept", "analyse", "escalate"), "township", "review", Act.CONFIRM, True),
        (("accept", "analyse", "escalate"), "township", "entry", Act.CONFIRM, False),
        (("accept", "analyse", "escalate", "escalate"), "township", "admin", Act.CONFIRM, False),
        (("accept", "analyse", "escalate", "escalate"), "county", "admin", Act.CONFIRM, True),
        (UP, "township", "entry", Act.FINISH, True),
        (UP, "village", "admin", Act.FINISH, False),
        (VILLAGE[:-1], "village", "entry", Act.CLOSE, False),
        (VILLAGE[:-1], "village", "review", Act.CLOSE, True),
    ],
)
def test_level_and_role_decide_what_is_offered(
    holder_steps: tuple[str, ...], level: str, role: str, act: Act, may: bool
):
    assert (act in allowed(standing(way(*holder_steps)), level, role)) is may


def test_an_office_without_a_program_above_writes_down_the_answers_on_paper():
    handed_up = standing(way("accept", "analyse", "escalate"))
    assert handed_up.holder is Holder.TOWNSHIP
    assert Act.CONFIRM in allowed(handed_up, "village", "admin", on_paper=True)
