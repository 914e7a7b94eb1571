"""Finding people, households and texts from what was typed, best first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from app import records
from app.desk import Desk
from app.kinds import KINDS
from app.masking import mask, mask_text
from app.text import SEARCH
from db import search as store_search
from db.records import Query, Record, Where

ENDING = 4  # the last digits of an ID number that its mask leaves readable
SHORTEST = 15  # digits of an ID number; of anything shorter four would be too many to show


@dataclass(frozen=True)
class Hit:
    """One find: which record, how it is named, and what tells it from others of that name."""

    kind: str
    id: str
    title: str
    detail: str = ""


def find_people(
    desk: Desk, text: str, limit: int = 20, kinds: Iterable[str] = ("person", "household")
) -> list[Hit]:
    """People and households by part of a name, pinyin initials, number endings, group and house.

    A place ("三组12") asked of people gives the members of its households. Organizations are
    found by part of their name when "organization" is among `kinds`.
    """
    hits: list[Hit] = []
    for kind in kinds:
        if kind == "organization":
            where = (Where("name", "like", text.strip()),)
            found = (
                records.find(desk, Query("organization", where=where, limit=limit)) if text.strip() else []
            )
            hits += [
                Hit(kind, each.id, str(each["name"]), desk.codes.label("organization_type", each["type"]))
                for each in found
            ]
        elif kind == "household":
            found = _households(desk, text, limit)
            hits += [_household_hit(each) for each in found]
        else:
            hits += _people(desk, text, limit)
    typed = text.strip()
    hits.sort(key=lambda hit: (hit.title != typed, not hit.title.startswith(typed)))
    return hits[:limit]


def search_text(
    desk: Desk, text: str, kinds: Iterable[str] = ("visit", "matter", "aid"), limit: int = 50
) -> list[Hit]:
    """Records whose free text holds what was typed, newest first in each kind."""
    hits = []
    for kind in kinds:
        for record in store_search.by_words(desk.store.database, kind, text, limit).records:
            shown = next((s for name in KINDS[kind].searched if (s := _around(record[name], text))), "")
            hits.append(Hit(kind, record.id, records.title(desk, record), mask_text(shown)))
    return hits[:limit]


def _people(desk: Desk, text: str, limit: int) -> list[Hit]:
    found = list(store_search.by_keys(desk.store.database, "person", text, limit).records)
    if not found:
        houses = [each.id for each in _households(desk, text, limit)]
        where = (Where("household", "in", houses),)
        found = records.find(desk, Query("person", where=where, limit=limit)) if houses else []
    homes = records.by_ids(desk, "household", (each["household"] for each in found if each["household"]))
    return [_person_hit(desk, each, homes.get(each["household"]), text) for each in found]


def _households(desk: Desk, text: str, limit: int) -> list[Record]:
    return list(store_search.by_keys(desk.store.database, "household", text, limit).records)


def _person_hit(desk: Desk, person: Record, home: Record | None, text: str) -> Hit:
    number = str(person["id_number"] or "")
    by_number = _names_number(number, text)
    # First: a narrow list cuts the end off, and the ending is what the clerk looked for.
    parts = [SEARCH["id_ending"].format(ending=number[-ENDING:])] if by_number else []
    if home:
        parts.append(f"{home['group'] or ''}{home['number'] or ''} {home['head']}家".strip())
    elif person["work_unit"] or person["job"]:
        parts.append(f"{person['work_unit'] or ''}{person['job'] or ''}")
    if person["birth"]:
        parts.append(f"{person['birth'][:4]}年生")
    if number and not by_number:
        parts.append(mask(number, "id_number"))
    return Hit("person", person.id, str(person["name"]), " · ".join(parts))


def _names_number(number: str, text: str) -> bool:
    """Whether what was typed is a beginning or an end of the number, not merely a house's "12"."""
    typed, whole = text.strip().upper(), number.upper()
    if len(typed) < ENDING or len(whole) < SHORTEST:
        return False
    return whole.startswith(typed) or whole.endswith(typed)


def _household_hit(home: Record) -> Hit:
    place = f"{home['group'] or ''}{home['number'] or ''}"
    return Hit("household", home.id, str(home["head"]), " · ".join(p for p in (place, home["address"]) if p))


def _around(text: str | None, typed: str, span: int = 16) -> str:
    """The words around the first place where what was typed stands."""
    if not text:
        return ""
    at = text.find(typed.split()[0]) if typed.split() else -1
    if at < 0:
        return ""
    start = max(at - span, 0)
    end = at + len(typed) + span
    return f"{'…' if start else ''}{text[start:end]}{'…' if end < len(text) else ''}".replace("\n", " ")
