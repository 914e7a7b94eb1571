"""Which rows of a roster are one household: by the head's name carried down, by number, by relation."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from app.records import Record
from app.spreadsheets.existing import ByValue
from app.spreadsheets.rows import HEAD_RELATION, CleanRow
from app.spreadsheets.seen import may_be_one, packed

_DIGITS = {
    "零": 0,
    "〇": 0,
    "一": 1,
    "二": 2,
    "两": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
}
_GROUP = re.compile(
    r"^(?:第)?([零〇一二两三四五六七八九十\d]+)(?:村民小组|村民组|居民小组|小组|组|社|队|屯)?$"
)


def group_key(text: str | None) -> str:
    """三组, 第3组, 3社 and 3 are one group."""
    found = _GROUP.match(text or "")
    if not found:
        return text or ""
    word = found[1]
    if word.isdecimal():
        return str(int(word))
    if "十" in word:
        tens, _, ones = word.partition("十")
        return str(_DIGITS.get(tens, 1) * 10 + _DIGITS.get(ones, 0))
    return "".join(str(_DIGITS.get(each, each)) for each in word)


@dataclass(slots=True)
class Home:
    """One household of the sheet, and what the register has for it."""

    head: str
    group: str
    number: str
    values: dict[str, Any] = field(default_factory=dict)
    id: str = ""
    record: Record | None = None
    added: bool = False
    head_person: int = 0  # packed, see app.spreadsheets.seen
    compared: frozenset[str] = frozenset()


class Homes:
    """The households of one roster, in the order in which the sheet names them."""

    def __init__(self, used: frozenset[str]) -> None:
        self._has_heads = "household.head" in used
        self._has_numbers = "household.number" in used
        self._has_relations = "person.relation" in used
        self._by_head: dict[tuple[str, str], list[Home]] = {}
        self._by_number: dict[tuple[str, str], Home] = {}
        self._current: Home | None = None

    @property
    def kept(self) -> bool:
        """Whether the sheet says anything about households."""
        return self._has_heads or self._has_relations

    def place(self, row: CleanRow) -> Home | None:
        """The household of a row; None, with a fault in the row's notes, when nothing tells it."""
        if not self.kept:
            return None
        said = row.records["household"]
        person = row.records["person"]
        is_head = person.get("relation") == HEAD_RELATION
        if self._has_heads:
            home = self._by_name(
                said.get("head") or "", row, is_head and person.get("name") == said.get("head")
            )
        elif self._has_numbers and said.get("number"):
            home = self._numbered(said, person.get("name") or "" if is_head else "")
        elif is_head:
            home = self._by_name(person.get("name") or "", row, True)
        else:
            home = self._current
        self._current = home
        if home is None:
            row.notes.fault("no_household")
            return None
        if not home.added:
            for name, value in said.items():
                home.values.setdefault(name, value)
        return home

    def _by_name(self, head: str, row: CleanRow, is_head: bool) -> Home | None:
        if not head:
            return None
        said, person = row.records["household"], row.records["person"]
        group, number = group_key(said.get("group")), str(said.get("number") or "")
        homes = self._by_head.setdefault((head, group), [])
        fitting = [each for each in homes if not number or each.number in ("", number)]
        member = packed(row.number, row.notes.identity, person.get("birth") or "")
        if is_head:
            # Two heads of one name in one group are two households.
            fitting = [
                each for each in fitting if not each.head_person or may_be_one(each.head_person, member)
            ]
        home = fitting[-1] if fitting else None
        if home is None:
            home = Home(head, group, number)
            homes.append(home)
        if is_head:
            home.head_person = member
        return home

    def _numbered(self, said: dict[str, Any], head: str) -> Home:
        key = (group_key(said.get("group")), str(said["number"]))
        home = self._by_number.get(key)
        if home is None:
            home = self._by_number[key] = Home("", *key)
        if head and not home.head:
            home.head = home.values["head"] = head
        return home


def resolve(
    homes: Iterable[Home], by_head: ByValue, votes: dict[int, list[str]], known: dict[str, Record]
) -> None:
    """Finds each household's existing record: by head, group and number, else by where its people live.

    `votes`: id(home) → for each of its rows where the register has that person living, "" for nowhere;
    `known`: those records.
    """
    for home in homes:
        if home.id:
            continue
        counted = Counter(votes.get(id(home), ()))
        fitting = [each for each in by_head.get(home.head, ()) if _fits(home, each)]
        fitting.sort(key=lambda each: (-counted[each.id], each["number"] != home.number, each.id))
        if fitting:
            home.record = fitting[0]
        elif counted:
            # One member known elsewhere has moved or married; most of them known there are that household.
            (place, votes_for), *_ = counted.most_common(1)
            if votes_for > 1 and 2 * votes_for > counted.total():
                home.record = known.get(place)
        if home.record is not None:
            home.id = home.record.id


def _fits(home: Home, record: Record) -> bool:
    group, number = group_key(record["group"]), record["number"] or ""
    return (not group or not home.group or group == home.group) and (
        not number or not home.number or number == home.number
    )


def same_day(one: str | None, other: str | None) -> bool:
    """Whether two birth dates do not contradict each other; a missing part contradicts nothing."""
    if not one or not other:
        return True
    return one.startswith(other) or other.startswith(one)
