"""The sheet of supervision: its numbers, rates and totals, as PDF and workbook, and from the command line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.ledgers.contents import Table
from app.ledgers.problems import LedgerProblem
from app.ledgers.supervision_sheet import content_of, preview_figures, print_figures
from app.matters import act
from app.offices import OpenOffice
from tests.app.village_desk import add_matter, add_organization, open_village
from tests.command_line.conftest import Terminal


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[OpenOffice]:
    opened = open_village(tmp_path, "township")
    yield opened
    opened.close()


def some_work(desk: OpenOffice) -> dict[str, str]:
    water = add_organization(desk)
    found = {
        "done": add_matter(desk, deadline="2026-11-25", category="road", organization=water),
        "late": add_matter(desk, deadline="2026-11-10", category="water", organization=water),
        "old": add_matter(desk, opened="2025-12-20"),
    }
    for step in ("accept", "handle", "finish", "feed_back"):
        act(desk, found["done"], step, {"text": "情况"})
    act(desk, found["done"], "evaluate", {"result": "satisfied"})
    return found


def tables(desk: OpenOffice, period: str = "2026-11") -> dict[str, Table]:
    return {each.label: each for each in content_of(desk, period).sections if isinstance(each, Table)}


def test_the_report_tells_month_year_and_what_was_carried_over(desk: OpenOffice):
    found = some_work(desk)
    report = tables(desk)["一、总体情况"]
    rows = {row[1]: row[3:] for row in report.texts}
    assert (rows["收集问题"], rows["超期未办结"]) == (("2", "2", ""), ("1", "1", ""))
    assert rows["未销号"] == ("3", "3", "1")
    assert report.traces[len(report.texts) - 1, 5] == (found["old"],)


def test_each_place_and_kind_has_its_rates_and_the_whole_is_at_the_foot(desk: OpenOffice):
    found = some_work(desk)
    kinds = tables(desk)["四、按问题类别"]
    rates = [column.label for column in kinds.columns].index("按时办结率")
    assert {row[rates : rates + 2] for row in kinds.texts} == {("0%", "—"), ("100%", "100%")}
    assert kinds.totals[:2] == ("合计", "2")
    (department,) = tables(desk)["三、按责任单位"].texts
    assert department[:2] == ("镇水利站", "2") and department[rates] == "50%"
    assert {each for ids in kinds.traces.values() for each in ids} == {found["done"], found["late"]}


@pytest.mark.parametrize("suffix", [".pdf", ".xlsx"])
def test_it_is_written_as_pdf_and_as_workbook(desk: OpenOffice, tmp_path: Path, suffix: str):
    some_work(desk)
    written = print_figures(desk, "2026-11", tmp_path / f"办理{suffix}")
    assert (written.pages, written.path.stat().st_size > 1000) == (8, True)  # four of them are charts


def test_the_preview_is_a_pdf_and_an_empty_office_has_one_too(desk: OpenOffice):
    assert preview_figures(desk, "2026").pdf[:4] == b"%PDF"


@pytest.mark.parametrize("period", ["2026-W47", "2026-11-01..2026-11-15"])
def test_a_week_has_no_monthly_figures(desk: OpenOffice, period: str):
    with pytest.raises(LedgerProblem, match="请填月份、季度或年份"):
        content_of(desk, period)


def test_another_kind_of_file_is_refused(desk: OpenOffice, tmp_path: Path):
    with pytest.raises(LedgerProblem, match="只能打印成"):
        print_figures(desk, "2026-11", tmp_path / "a.txt")


def test_the_command_line_tells_the_rates_and_the_sentence(tmp_path: Path):
    desk = open_village(tmp_path)
    some_work(desk)
    desk.close()
    terminal = Terminal(tmp_path / "office", {"LIANXIN_PASSWORD": "lianxin1"})
    place = tmp_path / "表.xlsx"
    answer = terminal("report", "supervision", "--period", "2026-11", "--to", str(place))
    assert answer.code == 0, answer.err
    assert "截至2026年11月20日，上年结转 1 件" in answer.out
    assert "柿子坪村\t收集 2\t按时办结率 50%\t满意率 100%" in answer.out
    (line,) = terminal("report", "supervision", "--period", "2026-11", "--json", "--by", "village").lines
    assert (line["counts"]["opened"], line["rates"]["on_time"]) == (2, 50.0)


@pytest.fixture
def terminal(tmp_path: Path) -> tuple[Terminal, dict[str, str]]:
    desk = open_village(tmp_path)
    found = some_work(desk)
    desk.close()
    return Terminal(tmp_path / "office", {"LIANXIN_PASSWORD": "lianxin1"}), found


def test_the_command_line_gives_figures_of_some_months_with_ids_on_request(terminal, tmp_path: Path):
    run, found = terminal
    place = tmp_path / "统计.xlsx"
    asked = ("report", "figures", "--by", "category", "--from", "2026-11", "--save", str(place))
    answer = run(*asked)
    assert answer.code == 0, answer.err
    assert "合计\t收集 2\t" in answer.out and place.stat().st_size > 1000
    lines = run(*asked[:6], "--to", "2026-11", "--ids", "--json").lines
    assert lines[-1]["name"] == "合计" and sorted(lines[-1]["ids"]["收集"]) == sorted(
        (found["done"], found["late"])
    )
    assert [line["numbers"]["收集"] for line in lines] == [1, 1, 2]


def test_the_command_line_ranks_departments_and_refuses_persons(terminal):
    run, _ = terminal
    asked = ("report", "figures", "--from", "2026-01", "--to", "2026-11", "--rank", "on_time")
    (line,) = run(*asked, "--by", "organization", "--json", "--ids").lines
    assert (line["rank"], line["part"], line["whole"]) == (None, 1, 2)
    assert "不排名\t镇水利站\t50%（1/2）" in run(*asked, "--by", "organization", "--ids").out
    refused = run(*asked, "--by", "responsible")
    assert (refused.code, "不给人" in refused.err) == (1, True)


def test_months_the_wrong_way_round_are_refused(terminal):
    answer = terminal[0]("report", "figures", "--from", "2026-11", "--to", "2026-01")
    assert answer.code == 1 and answer.err
