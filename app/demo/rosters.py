"""Writing the roster as the messy workbook a township sends."""

from __future__ import annotations

import datetime
import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.codes import Codes, assembled
from app.demo.population import DEFAULT_END, NewHousehold, Population
from app.desk import Desk
from app.presets import preset
from app.records import Query, find

_FULL_WIDTH = str.maketrans("0123456789X", "０１２３４５６７８９Ｘ")
_HEADER_AGAIN_AFTER = 260  # people between two repeated headers
#: (heading, field of the household or "" for the running number), merged over two rows
_HOUSEHOLD_COLUMNS = (
    ("序号", ""),
    ("户号", "number"),
    ("村民组", "group"),
    ("户主姓名", "head"),
    ("户类型", "type"),
    ("家庭住址", "address"),
)
_MEMBER_COLUMNS = (
    ("姓名", "name"),
    ("与户主关系", "relation"),
    ("性别", "sex"),
    ("民族", "ethnic"),
    ("公民身份号码", "id_number"),
    ("出生年月日", "birth"),
    ("文化程度", "education"),
    ("政治面貌", "political"),
    ("健康状况", "health"),
    ("劳动能力", "labour"),
    ("是否在家", "status"),
    ("工作单位", "work_unit"),
    ("职业", "job"),
    ("联系电话", "phone"),
)
_WIDTH = len(_HOUSEHOLD_COLUMNS) + len(_MEMBER_COLUMNS) + 1
_IMPOSSIBLE_DATES = ("1987-02-30", "1990.13.5", "2003年4月31日")


@dataclass
class Mess:
    """What was written, and what is wrong with it: for checking what an import made of it."""

    households: int = 0
    people: int = 0
    damaged_ids: int = 0  # stored as numbers: their last three digits are lost
    short_ids: int = 0  # fifteen digits
    full_width: int = 0
    nameless: list[int] = field(default_factory=list)  # sheet rows, counted from 1
    impossible_dates: list[int] = field(default_factory=list)


def population_of(desk: Desk) -> Population:
    """The households and people of this desk's register as plain values."""
    members: dict[str, list[Mapping[str, Any]]] = {}
    for person in find(desk, Query("person", order=("relation",))):
        members.setdefault(person["household"] or "", []).append(person.values)
    households = find(desk, Query("household", order=("number",)))
    return Population(
        tuple(NewHousehold(each.values, tuple(members.get(each.id, ()))) for each in households)
    )


def write_messy_roster(
    population: Population,
    path: Path,
    seed: int = 1,
    village: str = "柿子坪村",
    on: datetime.date | None = None,
) -> Mess:
    """Write everyone into a workbook with all the sins of its kind. The same for the same seed.

    Two title rows, a merged header of two rows, households merged over their members, repeated
    headers, sums, several date formats, damaged and old ID numbers, a few impossible rows.
    """
    import xlsxwriter  # heavy: only the demo and the ledgers write workbooks

    workbook = xlsxwriter.Workbook(str(path))
    try:
        sheet = _Sheet(workbook, random.Random(f"roster {seed}"), village, on or DEFAULT_END)
        return sheet.fill(population)
    finally:
        workbook.close()


class _Sheet:
    """The sheet while it is filled from top to bottom."""

    def __init__(self, workbook: Any, chance: random.Random, village: str, on: datetime.date) -> None:
        self._chance = chance
        self._village = village
        self._on = on
        self._words: dict[str, Any] = preset("demo/roster")
        self._codes: Codes = assembled()
        self._sheet = workbook.add_worksheet("人口花名册")
        self._plain = workbook.add_format({"border": 1, "valign": "vcenter", "font_name": "宋体"})
        self._bold = workbook.add_format({"border": 1, "bold": True, "align": "center", "valign": "vcenter"})
        self._title = workbook.add_format({"bold": True, "font_size": 20, "align": "center"})
        self._day = workbook.add_format({"border": 1, "num_format": "yyyy/m/d"})
        self._row = 0
        self._mess = Mess()

    def fill(self, population: Population) -> Mess:
        """Everything, in the order people meet it."""
        self._title_rows()
        self._header()
        bad = self._rows_to_spoil(population)
        since_header = 0
        for household in population.households:
            if since_header > _HEADER_AGAIN_AFTER:
                self._header()
                since_header = 0
            self._household(household, bad)
            since_header += len(household.members)
        self._foot()
        return self._mess

    def _rows_to_spoil(self, population: Population) -> dict[int, str]:
        """Which person (counted from 1) is spoilt how; never a head, so that the household stays."""
        followers: list[int] = []
        number = 0
        for household in population.households:
            followers += range(number + 2, number + len(household.members) + 1)
            number += len(household.members)
        chosen = self._chance.sample(followers, min(6, len(followers)))
        return {person: "name" if at % 2 else "date" for at, person in enumerate(chosen)}

    def _title_rows(self) -> None:
        title = self._words["title"].format(village=self._village)
        self._sheet.merge_range(0, 0, 0, _WIDTH - 1, title, self._title)
        day = f"{self._on.year}年{self._on.month}月{self._on.day}日"
        line = [part.format(village=self._village, date=day) for part in self._words["filler"]]
        self._sheet.merge_range(1, 0, 1, _WIDTH - 1, "        ".join(line))
        self._row = 2

    def _header(self) -> None:
        """Two rows: what belongs to the household merged downwards, the members' part sideways."""
        top = self._row
        for column, (heading, _) in enumerate(_HOUSEHOLD_COLUMNS):
            self._sheet.merge_range(top, column, top + 1, column, heading, self._bold)
        first = len(_HOUSEHOLD_COLUMNS)
        last = first + len(_MEMBER_COLUMNS) - 1
        self._sheet.merge_range(top, first, top, last, "家庭成员信息", self._bold)
        for column, (heading, _) in enumerate(_MEMBER_COLUMNS, first):
            self._sheet.write_string(top + 1, column, heading, self._bold)
        self._sheet.merge_range(top, last + 1, top + 1, last + 1, "备注", self._bold)
        self._row = top + 2

    def _household(self, household: NewHousehold, bad: Mapping[int, str]) -> None:
        self._mess.households += 1
        top, bottom = self._row, self._row + max(len(household.members), 1) - 1
        for column, (_, name) in enumerate(_HOUSEHOLD_COLUMNS):
            value = household.values.get(name) if name else str(self._mess.households)
            if name == "type":
                value = self._codes.label("household_type", value)
            if bottom > top:
                self._sheet.merge_range(top, column, bottom, column, value or "", self._plain)
            else:
                self._sheet.write_string(top, column, value or "", self._plain)
        for member in household.members:
            self._member(member, bad.get(self._mess.people + 1, ""))
            self._mess.people += 1
            self._row += 1
        self._row = bottom + 1

    def _member(self, member: Mapping[str, Any], spoilt: str) -> None:
        for column, (_, name) in enumerate(_MEMBER_COLUMNS, len(_HOUSEHOLD_COLUMNS)):
            if spoilt and name == "id_number":
                self._text(column, self._chance.choice(self._words["blanks"]))
            elif name == "name" and spoilt == "name":
                self._mess.nameless.append(self._row + 1)
                self._text(column, "")
            elif name == "birth" and spoilt == "date":
                self._mess.impossible_dates.append(self._row + 1)
                self._text(column, self._chance.choice(_IMPOSSIBLE_DATES))
            elif name == "id_number":
                self._id_number(column, str(member.get(name) or ""))
            elif name == "birth":
                self._date(column, str(member.get(name) or ""))
            else:
                self._text(column, self._as_written(name, member.get(name)))

    def _as_written(self, name: str, value: Any) -> str:
        """A value as one of several people would write it."""
        if value is None:
            return str(self._chance.choice(self._words["blanks"]))
        written = self._words["words"].get(name, {}).get(value)
        if written:
            return str(self._chance.choice(written))
        if name in ("sex", "ethnic", "labour", "education", "political", "relation", "health", "status"):
            return self._codes.label("person_status" if name == "status" else name, value)
        if name == "phone":
            return self._phone(str(value))
        if name == "name" and len(value) == 2 and self._chance.random() < 0.3:
            return f"{value[0]}\u3000{value[1]}"  # two characters spread to the width of three
        return str(value)

    def _phone(self, value: str) -> str:
        drawn = self._chance.random()
        if drawn < 0.06:
            return f"{value[:3]} {value[3:7]} {value[7:]}"
        if drawn < 0.09:
            return f"{value[:3]}-{value[3:7]}-{value[7:]}"
        if drawn < 0.11:
            self._mess.full_width += 1
            return value.translate(_FULL_WIDTH)
        return value

    def _id_number(self, column: int, value: str) -> None:
        drawn = self._chance.random()
        if len(value) == 18 and drawn < 0.006 and value.isdecimal():
            self._mess.damaged_ids += 1
            self._sheet.write_number(self._row, column, float(value), self._plain)
            return
        if drawn < 0.02 and value[6:8] == "19" and value[6:10] < "1985":
            self._mess.short_ids += 1
            value = value[:6] + value[8:17]
        elif drawn < 0.03:
            self._mess.full_width += 1
            value = value.translate(_FULL_WIDTH)
        elif drawn < 0.05:
            value = f"{value[:6]} {value[6:14]} {value[14:]}"
        elif drawn < 0.2:
            value = value.lower()
        self._text(column, value)

    def _date(self, column: int, value: str) -> None:
        if len(value) != 10:
            self._text(column, value)
            return
        day = datetime.date.fromisoformat(value)
        drawn = self._chance.randrange(8)
        if drawn == 0:
            self._sheet.write_datetime(
                self._row, column, datetime.datetime(day.year, day.month, day.day), self._day
            )
        elif drawn == 1:
            self._text(column, f"{day.year}年{day.month}月{day.day}日")
        elif drawn == 2:
            self._text(column, f"{day:%Y%m%d}")
        elif drawn == 3:
            self._text(column, f"{day.year}/{day.month}/{day.day}")
        elif drawn == 4:
            self._text(column, value)
        else:
            self._text(column, f"{day.year}.{day.month}.{day.day}")

    def _text(self, column: int, value: str) -> None:
        self._sheet.write_string(self._row, column, value, self._plain)

    def _foot(self) -> None:
        """The sum, and who filled it in."""
        self._sheet.write_string(self._row, 0, "合计", self._bold)
        self._sheet.write_number(self._row, 1, self._mess.households, self._bold)
        self._sheet.write_number(self._row, len(_HOUSEHOLD_COLUMNS), self._mess.people, self._bold)
        self._sheet.write_string(self._row + 2, 0, "填表人：王芳")
        self._sheet.write_string(self._row + 2, 6, "审核人：")
        self._sheet.write_string(self._row + 2, 11, "联系电话：19900000001")
