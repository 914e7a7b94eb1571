"""Importing: rows per second of a roster, and its memory, against calamine reading the same workbook."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import xlsxwriter

from tests.bench import village
from tests.bench.measuring import Measured, Scale
from tests.bench.offices import new_office

HEADINGS = ("户主姓名", "姓名", "与户主关系", "性别", "公民身份号码", "联系电话", "村民组", "户号", "住址")
RELATIONS = ("户主", "妻", "子", "女")
LIMIT_MB = 300
MEMBERS = 4


def write_roster(path: Path, rows: int) -> None:
    """A roster as a township sends it: a title row, headings, the head's name on the first row only."""
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    sheet = book.add_worksheet("花名册")
    sheet.write_string(0, 0, "柿子村户籍花名册")
    sheet.write_row(1, 0, HEADINGS)
    head = ""
    for at, person in enumerate(village.people(rows, seed=7)):
        place, house = at % MEMBERS, at // MEMBERS
        head = person["name"] if place == 0 else head
        sex = "男" if person["sex"] == "1" else "女"
        group = f"{house % 12 + 1}组"
        who = [head if place == 0 else "", person["name"], RELATIONS[place], sex]
        where = [person["id_number"], person["phone"], group, str(house + 1), f"柿子村{group}"]
        sheet.write_row(at + 2, 0, [*who, *where])
    book.close()


def told(*words: str) -> dict[str, Any]:
    """What one process of its own told."""
    command = [sys.executable, "-m", "tests.bench.importing_process", *words]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=600, check=True)
    return dict(json.loads(ran.stdout.splitlines()[-1]))


def measured(scale: Scale) -> Iterator[Measured]:
    """The rows of this topic."""
    rows = max(min(scale.visits // 10, 100_000), 1000)
    path, home = scale.folder / "roster.xlsx", scale.folder / "importing"
    write_roster(path, rows)
    new_office(home).close()
    peer = told("calamine", str(path))
    ours = told("import", str(path), str(home))
    rates = (ours["rows"] / ours["seconds"], peer["rows"] / peer["seconds"])
    yield Measured(
        f"导入 {rows:,} 行花名册（试算加写入）", *rates, "行/秒", "只用 python-calamine 读同一个文件"
    )
    yield Measured(f"导入 {rows:,} 行的内存峰值", ours["megabytes"], LIMIT_MB, "MB", "300 MB 上限", 1.0)
