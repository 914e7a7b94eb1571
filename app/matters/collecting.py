"""Several matters from one paste: each in the words of whoever raised it, all in one intention."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app import records
from app.desk import Desk
from app.matters.acts import Act
from app.matters.pasting import MOST
from app.matters.recording import MatterProblem
from app.records import Query, Record, Where

CHANNELS = ("wechat", "phone", "meeting", "box", "letter", "caller", "hotline", "visit", "form", "other")
COLLECTED = "matter.collect"


@dataclass(frozen=True)
class Said:
    """One matter to be written down: the words verbatim, the summary a person may have worded anew."""

    words: str
    summary: str
    raised_by: str = ""


def collect(
    desk: Desk, said: Sequence[Said], common: Mapping[str, Any], *, accepting: bool = False
) -> list[str]:
    """Write these down as matters, in order; their ids. One intention, one undo.

    `common`: channel, opened (today if missing), recorder, category … of all of them. Whoever is the only
    one of that name in the register is linked with the household; else the name is written down.
    `accepting`: accepted at once. Raises MatterProblem nothing_pasted, pasted_too_much, and Problem for a
    value that does not fit its field; then nothing was written.
    """
    if not said:
        raise MatterProblem("nothing_pasted")
    if len(said) > MOST:
        raise MatterProblem("pasted_too_much", limit=MOST, count=len(said))
    known = registered(desk, [each.raised_by for each in said])
    shared = {"opened": desk.today().isoformat(), **{k: v for k, v in common.items() if v}}
    rows = [{**shared, **_own(each, known)} for each in said]
    with desk.write(COLLECTED) as writer:
        ids = [writer.add("matter", row) for row in rows]
        for matter in ids if accepting else ():
            event = {"matter": matter, "act": Act.ACCEPT.value, "date": shared["opened"]}
            writer.add("matter_event", {**event, "by": shared.get("recorder")})
    return ids


def registered(desk: Desk, names: Sequence[str]) -> dict[str, Record]:
    """Name → the person, for each name that exactly one person of the register has."""
    wanted = sorted({name for name in names if name})
    found: dict[str, list[Record]] = {}
    for person in records.find(desk, Query("person", where=(Where("name", "in", wanted),))):
        found.setdefault(person["name"], []).append(person)
    return {name: people[0] for name, people in found.items() if len(people) == 1}


def _own(each: Said, known: Mapping[str, Record]) -> dict[str, Any]:
    person = known.get(each.raised_by)
    who = {"person": person.id, "household": person["household"]} if person else {"raised_by": each.raised_by}
    return {"description": each.summary.strip() or each.words, "original_words": each.words, **who}
