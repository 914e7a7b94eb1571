"""The audit log in words: filtered, checked, exported; ids in it are turned into names when it is read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from app import audit, operators, unmasking
from app.audit import Asked
from app.intentions import intention_label
from app.offices import OpenOffice
from tests.app.village_desk import CHEAP, add_person, open_village


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[OpenOffice]:
    made = open_village(tmp_path)
    operators.add_operator(made, "李强", "entry", "liqiang1", CHEAP)
    yield made
    made.close()


def test_ids_are_told_as_names(desk):
    person = add_person(desk, "张桂花", id_number="500110196203041228")
    unmasking.reveal(desk, "person", person, {"id_number": "unmask"})
    operators.change_role(desk, "李强", "review")
    newest = audit.read_log(desk).lines[:2]
    assert [(each.act, each.detail) for each in newest] == [
        ("改操作员身份", "李强 审核"),
        ("显示隐藏内容", "人“张桂花”：身份证号"),
    ]


def test_a_record_that_is_gone_is_told_by_its_id(desk):
    nobody = "01a20219-6322-708e-b553-029a5f6e8f12"
    unmasking.reveal(desk, "person", nobody, {"id_number": "unmask"})
    assert nobody in audit.read_log(desk).lines[0].detail


def test_lines_are_narrowed_by_operator_act_and_day(desk):
    assert audit.read_log(desk, Asked(operator="李强")).total == 0
    added = audit.read_log(desk, Asked(act="添加操作员"))
    assert [each.act for each in added.lines] == ["添加操作员"]
    assert audit.read_log(desk, Asked(first_day="2026-11-21")).total == 0
    assert audit.read_log(desk, Asked(last_day="2026-11-20")).total == audit.read_log(desk).total > 0


def test_a_limit_shows_the_newest_and_counts_all(desk):
    log = audit.read_log(desk, limit=1)
    assert (len(log.lines), log.lines[0].act) == (1, "添加操作员")
    assert log.total > 1


def _change(sql: str, desk: OpenOffice) -> None:
    with desk.store.local_write() as connection:
        connection.execute(sql)


@pytest.mark.parametrize("sql", [
    "DELETE FROM audit WHERE number = 1",
    "DELETE FROM audit WHERE number = (SELECT max(number) FROM audit)",
    "UPDATE audit SET operator = '别人' WHERE number = 2",
    "DELETE FROM audit",
])  # fmt: skip
def test_a_line_removed_or_changed_shows(desk, sql):
    assert audit.read_log(desk).broken is None
    _change(sql, desk)
    log = audit.read_log(desk)
    assert log.broken is not None
    assert f"第 {log.broken} 行" in log.verdict


def test_the_workbook_holds_the_lines_and_the_export_is_noted(desk, tmp_path):
    desk.audit("ledger.save", "=HYPERLINK(1)")
    path = tmp_path / "log.xlsx"
    count = audit.save_log(desk, Asked(), path)
    rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
    assert len(rows) == count + 3
    assert rows[3][4] == "=HYPERLINK(1)"
    assert "日志完整" in str(rows[1][0])
    assert audit.read_log(desk).lines[0].act == intention_label("audit.export")
