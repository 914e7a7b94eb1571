"""Handbooks from the command line: what books lack, one on paper, its review."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.command_line.conftest import Refused, Terminal


@pytest.fixture
def member(village: Terminal) -> str:
    """李建国 with a book of two pages, one of them with a reflection."""
    found = village.add("person", name="李建国")
    for text in ("要早看", ""):
        village.add("matter", opened="2026-11-17", description="路灯不亮", recorder=found, reflection=text)
    return found


def test_books_are_listed_with_what_they_lack(village: Terminal, member: str) -> None:
    (line,) = village("handbook", "list", "--period", "2026-11", "--json").lines
    assert line == {
        "member": member, "name": "李建国", "pages": 2, "complete": 0, "grade": None, "review": None,
        "missing": {"acceptance": 2, "handling": 2, "feedback": 2, "reflection": 1},
    }  # fmt: skip
    told = village("handbook", "list", "--period", "2026-11").out
    assert "共 2 页\t五有齐全 0 页\t缺受理情况 2、缺办理状态 2" in told and "未讲评" in told


def test_incomplete_pages_are_named(village: Terminal, member: str) -> None:
    lines = village("handbook", "incomplete", member, "--period", "2026-11", "--json").lines
    assert [each["missing"] for each in lines] == [
        ["acceptance", "handling", "feedback"], ["acceptance", "handling", "feedback", "reflection"],
    ]  # fmt: skip
    assert "共 2 条" in village("handbook", "incomplete", member, "--period", "2026-11").out


def test_a_review_is_written_and_stands_in_the_list_and_on_paper(
    village: Terminal, member: str, tmp_path: Path
) -> None:
    said = json.dumps({"grade": "优秀", "remark": "写得实", "shown": 1})
    answer = village("handbook", "review", member, "--period", "2026-11", stdin=said)
    assert (answer.code, "已讲评：优秀" in answer.out) == (0, True), answer.err
    (line,) = village("handbook", "list", "--period", "2026-11", "--json").lines
    assert line["grade"] == "excellent" and line["review"]
    for suffix in (".pdf", ".xlsx"):
        place = tmp_path / f"book{suffix}"
        made = village("handbook", "print", member, "--period", "2026-11", "--to", str(place), "--json").json
        assert (made["pages"], made["records"], place.is_file()) == (4, 3, True)


@pytest.mark.parametrize(
    ("words", "stdin", "told"),
    [
        (("review", "--period", "2026-11"), "{}", "等级"),
        (("review", "--period", "2026-11"), '{"grade": "一百分"}', "等级"),
        (("review", "--period", "2025-01"), '{"grade": "good"}', "没有手册"),
        (("review", "--period", "11月"), '{"grade": "good"}', "不是期间"),
        (("incomplete", "--period", "11月"), "", "不是期间"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_sentence(
    village: Terminal, member: str, words: tuple[str, ...], stdin: str, told: str
) -> None:
    answer = village("handbook", words[0], member, *words[1:], stdin=stdin)
    assert (answer.code, told in answer.err, answer.out) == (1, True, ""), answer.err


def test_a_book_of_nobody_is_refused(village: Terminal, tmp_path: Path) -> None:
    for words in (("incomplete", "nobody"), ("print", "nobody", "--to", str(tmp_path / "a.pdf"))):
        answer = village("handbook", words[0], words[1], "--period", "2026-11", *words[2:])
        assert (answer.code, answer.err.count("\n")) == (1, 1)


def test_who_only_enters_neither_writes_nor_reads_what_is_said_of_others_books(
    village: Terminal, member: str, refused: Refused
) -> None:
    answer = village("handbook", "review", member, "--period", "2026-11", stdin='{"grade": "poor"}')
    review = answer.out.rpartition("（")[2].partition("）")[0]
    village("operators", "add", "李四", "--role", "entry", env={"LIANXIN_NEW_PASSWORD": "lisi456"})
    entering, who = {"LIANXIN_PASSWORD": "lisi456"}, ("--operator", "李四")
    said = json.dumps({"member": member, "date": "2026-11-20", "grade": "excellent"})
    for words in (("add", "review"), ("show", "review", review), ("history", "review", review)):
        assert "审核" in refused(village(*words, *who, stdin=said, env=entering))
    assert "较差" not in village("show", "review", *who, env=entering).out
    assert [each["grade"] for each in village("show", "review", "--json").lines] == ["poor"]
