"""Matters: any desk's list and any figure of many matters with six events each, against a bare count."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from app.matters import desk_lists, stored
from app.matters.desk_lists import Wanted
from app.offices import OpenOffice
from db import standing_queries
from tests.bench.measuring import Measured, Scale, median_seconds, seconds, worst_of
from tests.bench.offices import CHUNK, fill, new_office

TIMES = 7
A_TENTH = 0.100
LIMIT = "100 毫秒"
VILLAGES, DEPARTMENTS, PEOPLE = 140, 30, 800
CATEGORIES = ("road", "water", "power", "housing", "aid", "dispute", "health", "other")
_STRUCK_OFF = ("accept", "analyse", "handle", "finish", "feed_back", "evaluate", "close")
_WAYS = {
    _STRUCK_OFF[:1] + _STRUCK_OFF[2:]: 70,
    ("accept", "analyse", "escalate", "confirm", "dispatch", "receive"): 12,
    ("accept", "analyse", "handle", "extend", "handle", "handle"): 8,
    ("accept", "analyse", "handle", "finish", "feed_back", "feed_back"): 5,
    ("accept", "analyse", "escalate", "return", "analyse", "handle"): 3,
    ("accept", "analyse", "escalate", "report_branch", "extend", "extend"): 2,
}  # six events each


def _matters(count: int, made: random.Random) -> Iterator[dict[str, Any]]:
    for at in range(count):
        yield {
            "id": f"m{at:07}",
            "opened": f"{made.randint(2022, 2026)}-{made.randint(1, 12):02}-{made.randint(1, 28):02}",
            "description": f"门前排水沟堵塞，第{at}件",
            "category": made.choice(CATEGORIES),
            "kind": made.choice(("single", "shared")),
            "channel": made.choice(("visit", "phone", "wechat")),
            "responsible": f"p{made.randrange(PEOPLE)}",
            "organization": f"d{made.randrange(DEPARTMENTS)}",
            "deadline": f"2026-{made.randint(1, 12):02}-{made.randint(1, 28):02}",
        }


def _events(count: int, made: random.Random) -> Iterator[dict[str, Any]]:
    ways, weights = list(_WAYS), list(_WAYS.values())
    for at in range(count):
        before: list[str] = []
        for step, act in enumerate(made.choices(ways, weights)[0]):
            event = f"e{at:07}{step}"
            result = made.choice(("satisfied", "satisfied", "basically")) if act == "evaluate" else None
            yield {
                "id": event, "matter": f"m{at:07}", "act": act, "date": f"2026-{1 + step:02}-15",
                "after": before, "result": result, "text": "情况",
                "deadline": "2026-12-20" if act == "extend" else None,
            }  # fmt: skip
            before = [event]


def _spread_over_villages(desk: OpenOffice) -> None:
    """As the matters of a county's villages lie at the county: each under its own office."""
    with desk.store.local_write() as connection:
        connection.execute("UPDATE capture SET capturing = 0 WHERE one = 1")
        connection.execute(f"UPDATE matter SET office = 'v' || (row % {VILLAGES})")
        connection.execute("UPDATE capture SET capturing = 1 WHERE one = 1")


def _lists(desk: OpenOffice) -> dict[str, Callable[[], object]]:
    """The first page and the count of every list, and of those that people narrow down."""
    narrowed = {
        "某村": {"village": "v7"},
        "某部门": {"organization": "d3"},
        "某人": {"responsible": "p9"},
        "某类": {"category": "road"},
        "某村某类": {"village": "v7", "category": "road"},
        "某部门某类": {"organization": "d3", "category": "water"},
        "某年某渠道": {"channel": "phone", "since": "2026-01-01"},
    }
    wanted = {name: Wanted(name) for name in desk_lists.LISTS}
    for list_name in ("working", "overdue", "due_soon", "not_evaluated", "returned", "all", "closed"):
        wanted |= {f"{list_name}，{words}": Wanted(list_name, **by) for words, by in narrowed.items()}
    asked: dict[str, Callable[[], object]] = {}
    for name, each in wanted.items():
        asked[f"{name}，第一页"] = partial(desk_lists.page, desk, each)
        asked[f"{name}，件数"] = partial(desk_lists.count, desk, each)
    return asked


def _figures(desk: OpenOffice) -> dict[str, Callable[[], object]]:
    database = desk.store.database
    dimensions = ("", "village", "organization", "responsible", "category", "kind", "village category")
    spans = {"当月": ("2026-06", "2026-06"), "本年": ("2026-00", "2026-12"), "历年": ("0000-00", "9999-12")}
    asked: dict[str, Callable[[], object]] = {
        f"按{dimension or '全部'}，{name}": partial(standing_queries.figures, database, dimension, *span)
        for dimension in dimensions
        for name, span in spans.items()
    }
    by_month = partial(standing_queries.by_month, database, "village", "v7")
    asked["某村逐月"] = partial(by_month, ("opened", "closed"), "0000", "9999")
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
