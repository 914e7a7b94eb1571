"""Whistles read from a standing: each department from the call to its end, what is late, what is open."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.desk import Desk
from app.matters.acts import Act, PartState
from app.matters.events import Event
from app.matters.standings import Part, Standing
from app.matters.stored import renew
from app.matters.text import WHISTLES
from db import whistle_queries
from db.whistle_queries import COUNTED, CalledPart

__all__ = [
    "COUNTED", "DIMENSIONS", "Called", "CalledPart", "Figures", "called", "figures", "late_days",
    "late_words", "numbers", "parts_behind", "still_open",
]  # fmt: skip

DIMENSIONS = ("organization", "village", "month", "matter")


@dataclass(frozen=True)
class Called:
    """One department's line on the list of a whistle: its part, and the steps that belong to it."""

    part: Part
    call: Event
    received: str = ""
    handled: tuple[Event, ...] = ()
    end: Event | None = None  # finished or excused

    @property
    def excused(self) -> bool:
        """Whether the department need not do anything."""
        return self.part.state is PartState.EXCUSED


def called(current: Standing) -> tuple[Called, ...]:
    """The lines of all whistles of a matter, in the order of the calls."""
    parts = {(part.whistle, part.organization): part for part in current.parts}
    calls: dict[tuple[str, str], Event] = {}
    steps: dict[tuple[str, str], list[Event]] = {key: [] for key in parts}
    for event in current.taken:
        if event.act == Act.WHISTLE:
            calls.setdefault((event.whistle or event.id, event.organization), event)
        elif event.whistle and (key := _part_of(parts, event)) is not None:
            steps[key].append(event)
    return tuple(_line(part, calls[key], steps[key]) for key, part in parts.items())


def _part_of(parts: Iterable[tuple[str, str]], event: Event) -> tuple[str, str] | None:
    """Whose step it is: a whistle that called one department alone need not say which."""
    fitting = [key for key in parts if key[0] == event.whistle and event.organization in (key[1], "")]
    return fitting[0] if fitting else None


def _line(part: Part, call: Event, steps: Sequence[Event]) -> Called:
    received = next((each.date for each in steps if each.act == Act.RECEIVE), "")
    handled = tuple(each for each in steps if each.act == Act.HANDLE)
    end = next((each for each in reversed(steps) if each.act in (Act.FINISH, Act.EXCUSE)), None)
    return Called(part, call, received, handled, end if part.done else None)


def numbers(current: Standing) -> tuple[str, ...]:
    """The numbers of the matter's whistles, in the order they were blown."""
    return tuple(dict.fromkeys(part.whistle for part in current.parts))


def late_days(part: Part, today: date) -> int:
    """Days beyond its time to respond, until it responded or until today; 0 when it is not late.

    A department that was excused without responding is not late; nor is one without a full date.
    """
    until = part.responded or ("" if part.done else today.isoformat())
    if len(part.deadline) != 10 or len(until) != 10 or until <= part.deadline:
        return 0
    return (date.fromisoformat(until) - date.fromisoformat(part.deadline)).days


def late_words(part: Part, today: date) -> str:
    """ "超期2天未报到", "超期2天报到", or "" when it is not late."""
    days = late_days(part, today)
    if not days:
        return ""
    return WHISTLES["late_responded" if part.responded else "late_absent"].format(days=days)


def still_open(current: Standing, names: Mapping[str, str], today: date) -> str:
    """What is to be done with the whistles before the matter can be finished, as one sentence; "" for none.

    `names`: id → name of the organizations.
    """
    waiting = [part for part in current.parts if not part.done]
    if not current.parts:
        return ""
    if not waiting:
        return WHISTLES["none_open"]
    told = "、".join(
        WHISTLES["open_part"].format(
            name=names.get(part.organization) or WHISTLES["unnamed"], state=_waits_for(part, today)
        )
        for part in waiting
    )
    return WHISTLES["still_open"].format(count=len(waiting), parts=told)


def _waits_for(part: Part, today: date) -> str:
    late = "" if part.responded else late_words(part, today)
    return late or WHISTLES[f"waits.{part.state.value}"]


@dataclass(frozen=True)
class Figures:
    """Departments called in some months, by what became of it: names of whistle_queries.COUNTED.

    `days`: from the call to the response, added up over those that responded.
    """

    counts: Mapping[str, int]
    days: int = 0

    def __getitem__(self, measure: str) -> int:
        return self.counts.get(measure, 0)

    @property
    def in_time(self) -> float | None:
        """报到及时率 in hundredths, to one decimal: of those that responded or should have by now.

        None where there is none of them. Left out: not due yet, excused before responding, no time set.
        """
        whole = self["on_time"] + self["late"] + self["absent"]
        return round(self["on_time"] * 100 / whole, 1) if whole else None

    @property
    def mean_days(self) -> float | None:
        """Days from call to response on average, to one decimal; None where none responded."""
        return round(self.days / self["responded"], 1) if self["responded"] else None


def figures(desk: Desk, first: str, last: str, by: str = "") -> dict[str, Figures]:
    """Value → figures of those called in the months first..last ("YYYY-MM", both included).

    `by`: "" (everything, under "") or one of DIMENSIONS. Raises KeyError for another. Domain row 64.
    """
    renew(desk)
    found = whistle_queries.figures(desk.store.database, first, last, desk.today().isoformat(), by)
    return {value: Figures(counts, days) for value, (counts, days) in found.items()}


def parts_behind(
    desk: Desk, measure: str, first: str, last: str, by: str = "", value: str = ""
) -> list[CalledPart]:
    """The departments' parts that a number of `figures` was counted from, in the order of the calls.

    Raises KeyError for a measure that is not of COUNTED, or an unknown dimension.
    """
    renew(desk)
    today = desk.today().isoformat()
    return whistle_queries.parts(desk.store.database, measure, first, last, today, by, value)
