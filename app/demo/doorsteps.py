"""Problems as they come to a made-up village: in people's own words, analysed, and sorted."""

from __future__ import annotations

import datetime
import random
from collections.abc import Callable
from typing import Any

from app import records
from app.demo.troubles import Trouble, Troubles
from app.desk import Desk
from app.matters import act
from app.matters.bulk import finish_at_once
from app.records import Query, Record, Where

CHANNELS = ("visit", "wechat", "phone", "meeting", "box", "hotline", "caller", "letter")
_FITS: dict[str, Callable[[Trouble], object]] = {
    "direct": lambda one: one.direct,
    "explained": lambda one: one.explain,
    "escalated": lambda one: one.department and not one.county,
    "water": lambda one: one.department and one.category == "water",
    "other": lambda one: not (one.direct or one.explain or one.department),
}


class Doorsteps:
    """Draws problems and writes them down. `collected`: matter → its village; `told`: its problem."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self.troubles = Troubles(chance)
        self.collected: dict[str, Desk] = {}
        self.told: dict[str, Trouble] = {}

    def collect(
        self, desk: Desk, way: str, friday: datetime.date, words: tuple[str, str] | None = None
    ) -> str:
        """One problem of the week or the one before, sorted that way; its id.

        way: direct, village, explained, escalated or waiting. `words`: the problem and the person's own.
        """
        chance = self._chance
        home = chance.choice(records.find(desk, Query("household", order=("group", "number"), limit=40)))
        trouble = self._drawn("water" if words else way, home)
        text, said = words or (trouble.text, trouble.words)
        day = friday - datetime.timedelta(days=chance.choice((4, 4, 5, 6, 7, 8)))
        by = chance.choice(cadres_of(desk))
        values: dict[str, Any] = {
            "number": next_number(desk, day), "opened": on(day, 0), "household": home.id,
            "channel": chance.choice(CHANNELS), "category": trouble.category, "description": text,
            "original_words": said, "kind": "common" if words or "户" in text else "individual",
            "urgency": chance.choice(("normal", "normal", "soon", "urgent")), "recorder": by,
        }  # fmt: skip
        matter = records.add(desk, "matter", values)
        self.collected[matter], self.told[matter] = desk, trouble
        self._sort(desk, matter, way, day, by)
        return matter

    def _drawn(self, way: str, home: Record) -> Trouble:
        fits = _FITS.get(way, _FITS["other"])
        return next(one for one in iter(lambda: self.troubles.draw(home), None) if fits(one))

    def _sort(self, desk: Desk, matter: str, way: str, day: datetime.date, by: str) -> None:
        """分拣: on the spot, in the village, explained, or handed up; one waits for its turn."""
        trouble, line = self.told[matter], self.troubles.line
        if way == "waiting":
            return
        if way == "direct":
            said = {"text": trouble.done, "date": on(day, 1), "by": by}
            finish_at_once(desk, [matter], said, feedback=trouble.told)
            return
        act(desk, matter, "accept", {"date": on(day, 1), "by": by, "text": line("accept")})
        analysed = {"cause": trouble.cause, "remedy": "".join(trouble.work), "text": trouble.cause}
        due = on(day, 21 if way == "village" else 28)
        act(desk, matter, "analyse", {**analysed, "date": on(day, 2), "by": by, "deadline": due})
        if way == "explained":
            told = {"text": trouble.done, "result": "unreasonable", "date": on(day, 3), "by": by}
            act(desk, matter, "explain", told)
        elif way == "escalated":
            act(desk, matter, "escalate", {"date": on(day, 3), "by": by, "text": line("escalate")})
        else:
            act(desk, matter, "handle", {"date": on(day, 4), "by": by, "text": trouble.work[0]})


def next_number(desk: Desk, day: datetime.date) -> str:
    """The number that comes next in the office's own list."""
    own = (Where("office", "=", desk.office.id), Where("number", ">=", f"{day.year}-"))
    return f"{day.year}-{records.count(desk, Query('matter', own)) + 1:03d}"


def cadres_of(desk: Desk) -> list[str]:
    """The people of the village committee."""
    found = records.find(desk, Query("post", (Where("kind", "=", "committee"),)))
    return [str(post["person"]) for post in found]


def on(day: datetime.date, days: int) -> str:
    """The day so many days later, as records hold it."""
    return (day + datetime.timedelta(days=days)).isoformat()
