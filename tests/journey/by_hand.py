"""李家湾村's two months as a table that a person can count with a pencil, and the figures so counted."""

from __future__ import annotations

from datetime import date

from tests.journey.arrows import Spot, after, arrow_of
from tests.journey.plans import FIRST, Plan, Planned, parsed

# name | collected | deadline | what was done, month-day, "镇 " where the township does it
TABLE = """
甲 | 2026-12-01 | 2026-12-20 | 12-01 accept, 12-02 handle, 12-08 finish:done, 12-09 feed_back,\
 12-10 evaluate:satisfied, 12-11 close
乙 | 2026-12-01 | 2026-12-10 | 12-01 accept, 12-03 handle, 12-15 finish:done, 12-16 feed_back,\
 12-17 evaluate:basically, 12-18 close
丙 | 2026-12-02 | 2026-12-31 | 12-02 direct, 12-02 finish:done, 12-03 report_branch, 12-03 feed_back,\
 12-04 evaluate:satisfied, 12-04 close
丁 | 2026-12-03 |            | 12-03 accept, 12-04 explain:unreasonable, 12-07 close
戊 | 2025-11-20 | 2026-12-15 | 12-02 accept, 12-04 handle, 12-14 finish:done, 12-15 feed_back,\
 12-16 evaluate:satisfied, 12-18 close
己 | 2026-12-07 | 2026-12-25 | 12-07 accept, 12-09 handle
庚 | 2026-12-08 | 2027-01-20 | 12-08 accept, 12-09 handle, 01-18 finish:done, 01-19 feed_back,\
 01-20 evaluate:dissatisfied
辛 | 2026-12-09 |            | 12-09 accept, 12-10 analyse, 12-11 escalate, 镇 12-14 confirm,\
 镇 12-15 dispatch, 镇 12-16 receive, 镇 12-17 handle, 镇 12-28 finish:done, 12-30 feed_back,\
 12-31 evaluate:satisfied, 01-04 close
壬 | 2026-12-14 | 2026-12-30 | 12-14 accept, 12-15 escalate, 镇 12-17 return, 12-21 analyse,\
 12-22 handle, 12-23 suspend
癸 | 2027-01-05 | 2027-01-15 | 01-05 accept, 01-06 handle, 01-15 finish:done, 01-18 feed_back,\
 01-19 evaluate:not_reached, 01-20 close
子 | 2027-01-06 | 2027-02-10 | 01-06 accept, 01-07 handle
丑 | 2024-05-06 |            |
寅 | 2026-12-21 | 2026-12-28 | 12-21 accept, 12-22 direct, 12-22 finish:done, 12-23 feed_back,\
 12-24 return, 12-25 analyse, 12-28 handle, 12-29 finish:done, 12-30 feed_back, 12-31 evaluate:satisfied,\
 01-04 close
"""
DISPATCHED_UNTIL = "2027-01-10"  # 辛, by the township

# Counted with a pencil, each line with its matters. Month → measure → 当月数.
COUNTED: dict[str, dict[str, str]] = {
    "2026-12": {
        "opened": "甲乙丙丁己庚辛壬寅",
        "direct": "丙",  # 寅 came back and was sorted anew
        "escalated": "辛壬",
        "done": "甲乙丙丁戊辛寅",  # 丁 by explaining
        "closed": "甲乙丙丁戊",
        "closed_carried": "戊",
        "returned": "壬寅",
        "due": "甲乙丙戊己壬寅",
        "on_time": "甲丙戊",
        "late": "乙寅",
        "overdue": "己",  # 壬 is suspended
        "evaluated": "甲乙丙戊辛寅",
        "satisfied": "甲丙戊辛寅",
        "basically": "乙",
        "dissatisfied": "",
        "open": "己庚辛壬丑寅",
        "carried": "戊丑",
    },
    "2027-01": {
        "opened": "癸子",
        "direct": "",
        "escalated": "",
        "done": "癸",  # 庚 was finished and came back
        "closed": "辛癸寅",
        "closed_carried": "辛寅",
        "returned": "",
        "due": "庚辛癸",
        "on_time": "辛癸",
        "late": "",
        "overdue": "庚",
        "evaluated": "庚癸",
        "satisfied": "",
        "basically": "",
        "dissatisfied": "庚",
        "open": "己庚壬子丑",
        "carried": "己庚辛壬丑寅",
    },
}
# The week of 14 to 20 December: 新增, 推进 (with a step that week), 已销号.
WEEK = "2026-W51"
ON_THE_LIST = {"added": "壬", "progressed": "己庚辛丑", "moved": "辛", "closed": "乙戊"}


def plans() -> list[Plan]:
    """The table as plans of the third village; each step on its very day."""
    return [_plan(line) for line in TABLE.strip().splitlines()]


def _plan(line: str) -> Plan:
    name, opened, deadline, way = (each.strip() for each in line.split("|"))
    plan = Plan(name, "v3", opened, max(date.fromisoformat(opened), FIRST))
    plan.values = {"category": "road", "kind": "individual", "channel": "visit", "deadline": deadline}
    spot = Spot("village")
    for words in filter(None, (each.strip() for each in way.split(","))):
        desk, words = ("t", words[2:]) if words.startswith("镇 ") else ("v3", words)
        day, _, act = words.partition(" ")
        move = parsed(act)
        until = DISPATCHED_UNTIL if act == "dispatch" else ""
        year = "2026" if day.startswith("12") else "2027"
        plan.steps.append(Planned(move, desk, arrow_of(spot, move), day=f"{year}-{day}", deadline=until))
        spot = after(spot, move)
    return plan
