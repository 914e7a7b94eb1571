"""Working days and the calendar from the command line."""

from __future__ import annotations

import pytest

from tests.command_line.conftest import Refused, Terminal

NOTICE = (
    "一、元旦：1月1日（周五）至3日（周日）放假，共3天。"
    "二、春节：2月5日（周五）至11日（周四）放假调休，共7天。1月30日（周六）上班。"
)


@pytest.mark.parametrize(
    ("given", "day", "count"),
    [
        ("+15", "2026-12-11", 15),
        ("15", "2026-12-11", 15),
        ("-5", "2026-11-16", -5),
        ("2026-12-11", "2026-12-11", 15),
    ],
)
def test_working_days_are_counted_on_back_and_between(village: Terminal, given: str, day: str, count: int):
    answer = village("workdays", "2026-11-22", given, "--json")
    assert answer.code == 0, answer.err
    assert answer.json == {"start": "2026-11-22", "day": day, "count": count, "unknown": []}


def test_what_is_leapt_over_and_a_year_not_known_are_told(village: Terminal):
    assert "15个工作日，到2026年12月11日（跳过周末4天）" in village("workdays", "2026-11-22", "+15").out
    assert "2027年的放假和调休安排还没有收到" in village("workdays", "2026-12-25", "+15").out


def test_a_day_of_ones_own_is_added_listed_and_taken_back(village: Terminal):
    assert village("calendar", "add", "rest", "2026-11-25", "2026-11-26", "--name", "镇庆").code == 0
    listed = village("calendar", "list", "--year", "2026")
    assert "11月25日（周三）至26日（周四）　2 天　放假　镇庆　本单位加的" in listed.out
    assert village("workdays", "2026-11-22", "+3", "--json").json["day"] == "2026-11-27"
    assert village("calendar", "remove", "2026-11-25", "2026-11-26").out == "已删去 2 天\n"
    assert "镇庆" not in village("calendar", "list").out


def test_a_notice_is_read_and_kept_unless_it_is_a_dry_run(village: Terminal):
    dry = village("calendar", "read", "--dry-run", stdin=NOTICE)
    assert "读懂了 2027 年：放假 10 天，调休上班 1 天" in dry.out
    assert "2027年还没有放假安排" in village("calendar", "list", "--year", "2027").out
    assert "已记下 11 天" in village("calendar", "read", stdin=NOTICE).out
    assert village("calendar", "list", "--year", "2027", "--json").lines[0]["name"] == "元旦"


@pytest.mark.parametrize(
    "words",
    [
        ("workdays", "昨天", "5"), ("workdays", "2026-11-22", "9999"), ("calendar", "add", "rest", "2026"),
        ("calendar", "add", "work", "2026-11-05", "2026-11-01"), ("calendar", "remove", "2026-10-01"),
        ("calendar", "read"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_said_in_one_sentence(
    village: Terminal, refused: Refused, words: tuple[str, ...]
):
    refused(village(*words))
