"""Matters: any desk's list and any figure of many matters with six events each, against a bare count."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial
from typing import Any

from app.matters import desk_lists, ranking, stored, supervision, whistles
from app.matters.desk_lists import Wanted
from app.matters.supervision import DIMENSIONS, Trace
from app.offices import OpenOffice
from tests.bench.measuring import Measured, Scale, median_seconds, seconds, worst_of
from tests.bench.offices import CHUNK, fill, new_office

TIMES = 7
A_TENTH = 0.100
LIMIT = "100 毫秒"
VILLAGES, DEPARTMENTS, PEOPLE = 140, 30, 800
DAYS = 1760  # up to the autumn of 2026
CATEGORIES = ("road", "water", "power", "housing", "aid", "dispute", "health", "other")
_STRUCK_OFF = ("accept", "analyse", "handle", "finish", "feed_back", "evaluate", "close")
_WAYS = {
    _STRUCK_OFF[:1] + _STRUCK_OFF[2:]: 70,
    ("accept", "analyse", "escalate", "confirm", "dispatch", "receive"): 12,
    ("accept", "analyse", "handle", "extend", "handle", "handle"): 8,
    ("accept", "analyse", "handle", "finish", "feed_back", "feed_back"): 5,
    ("accept", "analyse", "escalate", "return", "analyse", "handle"): 3,
    ("accept", "analyse", "whistle", "respond", "handle", "extend"): 2,
}  # six events each


def _opened(at: int) -> date:
    """The day a matter was collected: spread evenly over five years."""
    return date(2022, 1, 1) + timedelta(days=at * 7919 % DAYS)


def _matters(count: int, made: random.Random) -> Iterator[dict[str, Any]]:
    for at in range(count):
        yield {
            "id": f"m{at:07}",
            "opened": _opened(at).isoformat(),
            "description": f"门前排水沟堵塞，第{at}件",
            "category": made.choice(CATEGORIES),
            "kind": made.choice(("individual", "common")),
            "urgency": made.choice(("normal", "normal", "normal", "urgent")),
            "recorder": f"r{made.randrange(PEOPLE)}",
            "channel": made.choice(("visit", "phone", "wechat")),
            "responsible": f"p{made.randrange(PEOPLE)}",
            "organization": f"d{made.randrange(DEPARTMENTS)}",
            "deadline": (_opened(at) + timedelta(days=made.randint(10, 60))).isoformat(),
        }


def _events(count: int, made: random.Random) -> Iterator[dict[str, Any]]:
    ways, weights = list(_WAYS), list(_WAYS.values())
    for at in range(count):
        before: list[str] = []
        called, day = f"d{made.randrange(DEPARTMENTS)}", _opened(at)
        for step, act in enumerate(made.choices(ways, weights)[0]):
            on_part = act in ("whistle", "respond")
            event = f"e{at:07}{step}"
            result = made.choice(("satisfied", "satisfied", "basically")) if act == "evaluate" else None
            day += timedelta(days=made.randint(0, 14))
            until = {"extend": 25, "whistle": 5}.get(act)
            yield {
                "id": event, "matter": f"m{at:07}", "act": act, "date": day.isoformat(),
                "after": before, "result": result, "text": "情况",
                "deadline": (day + timedelta(days=until)).isoformat() if until else None,
                "organization": called if on_part else None, "whistle": "镇1" if on_part else None,
            }  # fmt: skip
            before = [event]


def _spread_over_villages(desk: OpenOffice) -> None:
    """As the matters of a county's villages lie at the county: each under its own office."""
    with desk.store.local_write() as connection:
        connection.execute("UPDATE capture SET capturing = 0 WHERE one = 1")
        connection.execute(f"UPDATE matter SET office = 'v' || (row % {VILLAGES})")
        connection.execute("UPDATE capture SET capturing = 1 WHERE one = 1")


NARROWED = {
    "": {},
    "某村": {"village": "v7"},
    "某部门": {"organization": "d3"},
    "某人": {"responsible": "p9"},
    "某填写人": {"recorder": "r9"},
    "某类": {"category": "road"},
    "某类型": {"type": "problem"},
    "某性质": {"kind": "common"},
    "某紧急程度": {"urgency": "urgent"},
    "某村某类": {"village": "v7", "category": "road"},
    "某部门某类": {"organization": "d3", "category": "water"},
    "某年某渠道": {"channel": "phone", "since": "2026-01-01"},
    "某被召部门": {"called": "d3"},
}


def _lists(desk: OpenOffice) -> dict[str, Callable[[], object]]:
    """The first page and the count of every list, whole and with each thing that narrows it down."""
    asked: dict[str, Callable[[], object]] = {}
    for name in desk_lists.LISTS:
        for words, by in NARROWED.items():
            wanted = Wanted(name, **by)
            asked[f"{name}，{words or '全部'}，第一页"] = partial(desk_lists.page, desk, wanted)
            asked[f"{name}，{words or '全部'}，件数"] = partial(desk_lists.count, desk, wanted)
        for by_column in ("village", "organization", "category"):
            tally = partial(desk_lists.tally, desk, Wanted(name), by_column)
            asked[f"{name}，按{by_column}点数"] = tally
    return asked


SPANS = {"当月": ("2026-06", "2026-06"), "本年": ("2026-01", "2026-11"), "历年": ("2022-01", "2026-12")}


def _figures(desk: OpenOffice) -> dict[str, Callable[[], object]]:
    """Every statistic that a page or a sheet shows."""
    asked: dict[str, Callable[[], object]] = {}
    for name, (first, last) in SPANS.items():
        for dimension in ("", *DIMENSIONS):
            words = f"按{dimension or '全部'}，{name}"
            asked[words] = partial(supervision.figures, desk, first, last, dimension)
        asked[f"各村各类，{name}"] = partial(supervision.kinds_by_village, desk, first, last)
        asked[f"办理天数，{name}"] = partial(supervision.closing, desk, first, last)
        asked[f"各村办理天数，{name}"] = partial(supervision.closing, desk, first, last, "village", "v7")
        for dimension in ("", "village", "organization"):
            words = f"吹哨，按{dimension or '全部'}，{name}"
            asked[words] = partial(whistles.figures, desk, first, last, dimension)
        asked[f"村排名，{name}"] = partial(ranking.ranking, desk, "village", "on_time", first, last)
    asked["逐月"] = partial(supervision.by_month, desk, "2022-01", "2026-12")
    asked["某村逐月"] = partial(supervision.by_month, desk, "2022-01", "2026-12", "village", "v7")
    asked["走势"] = partial(supervision.trend, desk, "2026-11", 12)
    asked["月报"] = partial(supervision.month_report, desk, "2026-06")
    asked["某村月报"] = partial(supervision.month_report, desk, "2026-06", "village", "v7")
    asked["截至目前"] = partial(supervision.so_far, desk)
    asked["吹哨超期的单位"] = partial(whistles.parts_behind, desk, "late", "2026-06", "2026-06")
    for measure in supervision.MEASURES:
        trace = Trace(measure, "2026-06", "2026-06")
        asked[f"当月“{measure}”的事项"] = partial(supervision.page_behind, desk, trace, 100)
        trace = Trace(measure, "2026-06", "2026-06", "village", "v7")
        asked[f"某村当月“{measure}”的事项"] = partial(supervision.page_behind, desk, trace, 100)
    return asked


def measured(scale: Scale, _: OpenOffice) -> Iterator[Measured]:
    """The rows of this topic: 400,000 matters at the full scale."""
    count = max(scale.visits * 4 // 10, 2000)
    desk = new_office(scale.folder / "matters")
    desk.store.before_commit = None
    stored.renew(desk)
    fill(desk, "matter", _matters(count, random.Random(1)))
    fill(desk, "matter_event", _events(count, random.Random(2)))
    _spread_over_villages(desk)
    took = seconds(partial(stored.renew, desk))
    desk.store.connection.execute("PRAGMA optimize")
    yield Measured("逐件算出办理状态，每秒", count / took, CHUNK, "件", "只作记录")
    sql = 'SELECT count(*) FROM matter NOT INDEXED WHERE "deleted" = 0'
    bare = median_seconds(lambda: desk.store.connection.execute(sql).fetchone(), 3)
    name, slowest = worst_of(_lists(desk), TIMES)
    yield Measured(f"任一清单，最慢的“{name}”", slowest, A_TENTH, "ms", LIMIT, 1.0)
    yield Measured("任一清单，与逐行数一遍相比", slowest, bare, "ms", f"逐行数 {count:,} 件事项")
    name, slowest = worst_of(_figures(desk), TIMES)
    yield Measured(f"任一统计，最慢的“{name}”", slowest, A_TENTH, "ms", LIMIT, 1.0)
    yield Measured("任一统计，与逐行数一遍相比", slowest, bare, "ms", f"逐行数 {count:,} 件事项")
    desk.close()
