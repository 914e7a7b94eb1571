"""意见归并表 and the township's merged weekly list: what stands on them, and what they add up to."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from app import records
from app.ledgers.building import build
from app.ledgers.catalogue import get_ledger, save_ledger
from app.ledgers.contents import Table
from app.ledgers.periods import parse_period
from app.ledgers.problems import LedgerProblem
from app.ledgers.sources import DeskSource
from app.ledgers.themes_sheet import content_of, preview_themes, print_themes
from app.ledgers.weekly_reminder import reminder_model, reminder_pages
from app.ledgers.weekly_sheet import folder_of, hand_in_week, keep_folder, sheet_of
from app.matters import act, themes
from app.matters.weekly import Week, hand_in, hand_ins
from app.offices import OpenOffice
from tests.app.village_desk import add_matter, open_village
from tests.exchange import offices
from tests.exchange.offices import carry, join

THIS = Week(2026, 47)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[OpenOffice]:
    opened = open_village(tmp_path)
    yield opened
    opened.close()


def two_themes(desk: OpenOffice) -> tuple[str, str]:
    """One worded for three sources, one that somebody raised, with one source."""
    lamps = [add_matter(desk, description=f"灯{at}", original_words=f"黑{at}") for at in range(3)]
    worded = themes.merge_into_new(desk, lamps, "全村路灯")
    raised, other = add_matter(desk, description="水压小"), add_matter(desk, description="没水")
    themes.merge(desk, [other], raised)
    add_matter(desk, description="没有归并的")
    return worded, raised


def rows(table: Table, *labels: str) -> list[tuple[str, ...]]:
    places = [[each.label for each in table.columns].index(label) for label in labels]
    return [tuple(row[at] for at in places) for row in table.texts]


def test_every_source_stands_under_its_theme_in_the_persons_own_words(desk: OpenOffice):
    two_themes(desk)
    assert preview_themes(desk).pdf.startswith(b"%PDF") and len(preview_themes(desk).ids) == 5
    content = content_of(desk)
    (table,) = content.sections
    assert isinstance(table, Table)
    assert rows(table, "归并后的主题", "原始条数", "归并后条数", "群众原话") == [
        ("全村路灯", "3", "1", "黑0"),
        ("全村路灯", "", "", "黑1"),
        ("全村路灯", "", "", "黑2"),
        ("水压小", "2", "1", "水压小"),
        ("水压小", "", "", "没水"),
    ]
    assert [value for value in table.total_values if isinstance(value, int)] == [5, 2]
    assert content.info[2] == "原始意见 5 条，归并为 2 条"


def test_one_theme_is_printed_alone_and_the_ledger_keeps_to_its_period(desk: OpenOffice, tmp_path: Path):
    worded, _ = two_themes(desk)
    assert content_of(desk, [worded]).info[2] == "原始意见 3 条，归并为 1 条"
    for suffix in (".pdf", ".xlsx"):
        assert print_themes(desk, tmp_path / f"表{suffix}").path.stat().st_size > 1000
    shipped = build(DeskSource(desk), get_ledger(desk, "意见归并表"), parse_period("2026-10"))
    assert all(isinstance(each, Table) and not each.texts for each in shipped.sections)
    with pytest.raises(LedgerProblem, match="只能打印成"):
        print_themes(desk, tmp_path / "表.doc")


def test_when_the_person_was_told_and_what_they_said_of_it_stands_beside(desk: OpenOffice):
    first, second = add_matter(desk), add_matter(desk)
    for each in (first, second):
        act(desk, each, "accept", {})
    themes.merge(desk, [second], first)
    for step in ("handle", "finish"):
        act(desk, first, step, {"text": "好"})
    themes.feed_back(desk, first, "好了", {"date": "2026-11-18"})
    act(desk, second, "evaluate", {"result": "satisfied", "date": "2026-11-19"})
    (table,) = content_of(desk).sections
    assert isinstance(table, Table)
    assert ("2026-11-18 满意",) in rows(table, "反馈")


def test_a_sheet_changed_by_the_office_still_prints(desk: OpenOffice):
    two_themes(desk)
    own = get_ledger(desk, "意见归并表")
    kept = tuple(each for each in own.columns if each.path != "$as_one")
    save_ledger(desk, replace(own, columns=kept))
    assert content_of(desk).info[2] == "单位：条"


def test_the_township_prints_all_villages_together_each_row_with_its_village(tmp_path: Path):
    high = offices.township(tmp_path)
    lows = [offices.village(tmp_path, f"{name}村", f"50011010320{at}") for at, name in enumerate("乙甲", 3)]
    for low in lows:
        join(low, high)
        add_matter(low, opened="2026-11-17", description=f"{low.office.name}的事")
        carry(low, high)
    merged = sheet_of(high, THIS)
    content = build(DeskSource(high), merged, parse_period(THIS.code))
    table = content.sections[0]
    assert isinstance(table, Table)
    assert sorted(rows(table, "村（单位）", "问题描述")) == [("乙村", "乙村的事"), ("甲村", "甲村的事")]
    assert sum(each.width for each in merged.columns) <= sum(
        each.width for each in get_ledger(high, "问题清单周报").columns
    )
    alone = build(DeskSource(high), sheet_of(high, THIS, lows[0].office.id), parse_period(THIS.code))
    assert alone.title.startswith("乙村问题清单周报") and len(alone.ids) == 1
    for desk in (*lows, high):
        desk.close()


def test_the_reminder_names_those_that_have_not_handed_in_and_when_they_did_last(tmp_path: Path):
    low, high = offices.joined_pair(tmp_path)
    with closing(low), closing(high):
        hand_in(low, THIS.before())
        carry(low, high)
        assert reminder_model(high, THIS.before()).content.sections
        assert reminder_pages(high, THIS).pages == 1
        (table,) = reminder_model(high, THIS).content.sections
        assert isinstance(table, Table)
        assert [row[1:3] for row in table.texts] == [("柿子村", "2026-W46（2026-11-20）")]
        hand_in(low, THIS)
        carry(low, high)
        (table,) = reminder_model(high, THIS).content.sections
        assert isinstance(table, Table) and table.texts[0][1] == "都已交齐"


def test_an_office_that_never_handed_in_is_told_so(tmp_path: Path):
    low, high = offices.joined_pair(tmp_path)
    with closing(low), closing(high):
        (table,) = reminder_model(high, THIS).content.sections
        assert isinstance(table, Table) and table.texts[0][2] == "近 12 周没有交过"


def test_who_may_not_save_files_has_the_paper_and_hands_in(desk: OpenOffice, tmp_path: Path):
    desk.operator = replace(desk.operator, role="entry")
    done = hand_in_week(desk, THIS, tmp_path / "lists")
    assert done.files == () and done.preview.pages and hand_ins(desk, THIS)


def test_a_theme_of_another_office_is_named_as_such(tmp_path: Path):
    low, high = offices.joined_pair(tmp_path)
    with closing(low), closing(high):
        matter = add_matter(low, description="路灯不亮")
        carry(low, high)
        themes.merge_into_new(high, [matter], "全镇路灯")
        carry(high, low)
        (table,) = content_of(low).sections
        assert isinstance(table, Table)
        assert rows(table, "归并后的主题", "来源单位") == [("（上级归并的主题）", "柿子村")]


def test_where_a_file_cannot_be_written_nothing_is_handed_in(desk: OpenOffice, tmp_path: Path):
    blocked = tmp_path / "file"
    blocked.write_text("", "utf-8")
    with pytest.raises(LedgerProblem, match=r"没有保存|写不进去"):
        hand_in_week(desk, THIS, blocked / "folder")
    assert hand_ins(desk, THIS) == {}
    done = hand_in_week(desk, THIS, tmp_path / "lists")
    assert [each.suffix for each in done.files] == [".pdf", ".xlsx"] and done.note.week == THIS.code


def test_the_folder_of_the_files_is_remembered(desk: OpenOffice, tmp_path: Path):
    assert folder_of(desk, tmp_path) == tmp_path / "问题清单周报"
    keep_folder(desk, tmp_path / "别处")
    assert folder_of(desk, tmp_path) == tmp_path / "别处"
    assert records.count(desk, records.Query("document")) == 0
