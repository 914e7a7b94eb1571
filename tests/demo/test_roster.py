"""The messy roster: what it looks like, and that the importer takes it in."""

from __future__ import annotations

import datetime
from pathlib import Path

import openpyxl
import pytest

from app import records
from app.demo import Mess, Population, invent, write_messy_roster
from app.records import Query
from app.spreadsheets.importing import import_file
from tests.app.village_desk import open_village

END = datetime.date(2026, 11, 20)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Mess, Population]:
    path = tmp_path_factory.mktemp("roster") / "花名册.xlsx"
    population = invent(160, 1, END)
    return path, write_messy_roster(population, path, 1, on=END), population


def test_the_sheet_has_titles_a_merged_header_repeated_and_a_foot(written: tuple[Path, Mess, Population]):
    sheet = openpyxl.load_workbook(written[0]).worksheets[0]
    first = [row[0] for row in sheet.iter_rows(values_only=True)]
    assert first[0] == "柿子坪村户籍人口花名册"
    assert str(first[1]).startswith("填报单位")
    assert first.count("序号") == 2
    assert "合计" in first
    assert str(first[-1]).startswith("填表人")
    assert sheet["G3"].value == "家庭成员信息"
    assert len(sheet.merged_cells.ranges) > 100


def test_the_mess_is_there(written: tuple[Path, Mess, Population]):
    mess = written[1]
    assert (len(mess.nameless), len(mess.impossible_dates)) == (3, 3)
    assert mess.full_width > 0
    assert mess.short_ids > 0


def test_the_same_seed_writes_the_same_cells(written: tuple[Path, Mess, Population], tmp_path: Path):
    again = tmp_path / "again.xlsx"
    assert write_messy_roster(written[2], again, 1, on=END) == written[1]
    one, other = (
        list(openpyxl.load_workbook(path).worksheets[0].iter_rows(values_only=True))
        for path in (written[0], again)
    )
    assert one == other


def test_the_importer_takes_in_everyone_but_the_spoilt_rows(
    written: tuple[Path, Mess, Population], tmp_path: Path
):
    path, mess, population = written
    desk = open_village(tmp_path)
    report = import_file(desk, path, "person")
    people = records.find(desk, Query("person"))
    desk.close()
    assert sorted(report.rejected) == sorted(mess.nameless + mess.impossible_dates)
    assert report.added == {"household": 160, "person": population.people - 6}
    invented = {m["name"]: m for h in population.households for m in h.members}
    same = sum(invented[person["name"]]["birth"] == person["birth"] for person in people)
    assert same >= len(people) * 0.98  # people of one name aside
