"""举一反三排查情况表 and 集中攻关台账: what they say of an office's sweeps and task groups."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app import records
from app.ledgers.building import build
from app.ledgers.catalogue import get_ledger
from app.ledgers.contents import Content, Table
from app.ledgers.periods import parse_period
from app.ledgers.printing import print_ledger
from app.ledgers.sources import DeskSource
from app.matters import sweeps, task_groups
from app.offices import OpenOffice
from tests.app.village_desk import add_matter, add_organization, add_person, open_village


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[OpenOffice]:
    made = open_village(tmp_path)
    yield made
    made.close()


def content(desk: OpenOffice, name: str, edition: str = "inner") -> Content:
    return build(DeskSource(desk), get_ledger(desk, name), parse_period("2026-11"), edition)


def table(desk: OpenOffice, name: str, edition: str = "inner") -> Table:
    (found,) = content(desk, name, edition).sections
    assert isinstance(found, Table)
    return found


def swept(desk: OpenOffice) -> str:
    """One sweep over two groups, finished."""
    source = add_matter(desk, description="李建国家门口路灯不亮", category="power")
    values = {"about": "路灯不亮", "days": 5, "standard": "每月查一遍", "areas": ["一组", "二组"]}
    (identity,) = sweeps.start(desk, source, [], values)
    sweeps.finish(desk, identity, {"found": 4, "solved": 3, "text": "三组的还差灯杆"})
    return identity


def test_a_sweep_stands_with_its_source_its_office_its_numbers_and_what_was_said(desk):
    swept(desk)
    add_matter(desk, description="别的事")
    found = table(desk, "举一反三排查情况表")
    assert found.texts == [(
        "1", "李建国家门口路灯不亮",
        "举一反三：排查路灯不亮，发现一处、登记一处、解决一处。（排查范围：一组、二组）",
        "每月查一遍", "柿子坪村", "2026-11-27", "已办结", "4", "3", "三组的还差灯杆",
    )]  # fmt: skip
    assert found.totals[-3:-1] == ("4", "3")


def test_the_public_edition_of_the_sweeps_holds_no_words_about_people(desk):
    swept(desk)
    found = table(desk, "举一反三排查情况表", "public")
    assert found.texts == [("1", "每月查一遍", "柿子坪村", "2026-11-27", "已办结", "4", "3")]


def test_a_task_group_stands_with_each_milestone_on_a_line(desk):
    leader, unit = add_person(desk, "陈志远"), add_organization(desk)
    steps = [
        {"date": "2026-11-05", "text": "勘测", "owner": leader, "finished": "2026-11-04"},
        {"date": "2026-11-15", "text": "备料"},
        {"date": "2026-12-10", "text": "通水"},
    ]
    matter = add_matter(desk, description="三组饮水管爆裂", category="water")
    task_groups.found(
        desk, matter, {"owner": leader, "units": [unit], "start": "2026-11-01", "milestones": steps}
    )
    records.add(desk, "project", {"name": "改路", "type": "road", "start": "2026-11-01"})
    assert table(desk, "集中攻关台账").texts == [(
        "1", "饮水水利集中攻关组", "三组饮水管爆裂", "陈志远", "", "镇水利站", "2026-11-01", "",
        "2026-11-05 勘测（陈志远；2026-11-04 完成）\n2026-11-15 备料（超期 5 天）\n2026-12-10 通水（未完成）",
        "1/3",
    )]  # fmt: skip


def test_both_are_written_as_pdf_and_as_workbook(desk, tmp_path):
    swept(desk)
    task_groups.found(desk, add_matter(desk), {})
    for name in ("举一反三排查情况表", "集中攻关台账"):
        for suffix, first in ((".pdf", b"%PDF"), (".xlsx", b"PK")):
            made = print_ledger(desk, name, "2026-11", tmp_path / f"{name}{suffix}")
            assert made.path.read_bytes().startswith(first)
            assert len(made.ids) == 1
