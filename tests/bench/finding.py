"""Finding: any search and any list's first page, against the 50 ms that a hand feels as at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from app import records, search
from app.offices import OpenOffice
from tests.bench.measuring import Measured, Scale, worst_of
from tests.bench.village import GIVEN, SURNAMES

AT_ONCE = 0.050
TIMES = 7
PAGE = 50
LIMIT = "50 毫秒：手感上的立即"
TYPED = (
    "王",
    "王伟",
    "wang",
    "w",
    "wl",
    "zhaoliu",
    "01X",
    "13",
    "8888",
    "3-12",
    "三组12",
    "不存在的人",
    "伟 建",
)
WORDS = ("排水", "排水沟", "医保 缴费", "招工信息", "没有这个词", "第12345次", "沟")


def lists(desk: OpenOffice) -> dict[str, Callable[[], object]]:
    """First pages as the window's lists ask for them, with their counts."""
    household = records.find(desk, records.Query("household", limit=1))[0].id
    where = records.Where
    queries = {
        "走访，最新在前": records.Query("visit", order=("-date",)),
        "走访，某月": records.Query(
            "visit", (where("date", ">=", "2026-06-01"), where("date", "<", "2026-07-01"))
        ),
        "走访，某户": records.Query("visit", (where("household", "=", household),), ("-date",)),
        "走访，含“排水”": records.Query("visit", order=("-date",), text="排水"),
        "人，按姓名": records.Query("person", order=("name",)),
        "人，某户": records.Query("person", (where("household", "=", household),)),
        "户，按村民组": records.Query("household", order=("group", "number")),
    }
    return {name: _page(desk, query) for name, query in queries.items()}


def _page(desk: OpenOffice, query: records.Query) -> Callable[[], object]:
    asked = records.Query(query.kind, query.where, query.order, PAGE, 0, False, query.text)
    return partial(records.find, desk, asked)


def counts(desk: OpenOffice) -> dict[str, Callable[[], object]]:
    """The counts that stand beside a list's title."""
    asked = {
        "走访": records.Query("visit"),
        "人": records.Query("person"),
        "走访，某月": records.Query("visit", (records.Where("date", ">=", "2026-06-01"),)),
    }
    return {name: partial(records.count, desk, query) for name, query in asked.items()}


def measured(scale: Scale, desk: OpenOffice) -> Iterator[Measured]:
    """The rows of this topic, each the slowest of its kind."""
    typed = (*TYPED, SURNAMES[0] + GIVEN[0] + GIVEN[1])
    people = {text: partial(search.find_people, desk, text) for text in typed}
    name, took = worst_of(people, TIMES)
    yield Measured(f"找人，{scale.people:,} 人中最慢的“{name}”", took, AT_ONCE, "ms", LIMIT, 1.0)
    words = {text: partial(search.search_text, desk, text) for text in WORDS}
    name, took = worst_of(words, TIMES)
    yield Measured(f"全文查找，{scale.visits:,} 条走访中最慢的“{name}”", took, AT_ONCE, "ms", LIMIT, 1.0)
    name, took = worst_of(lists(desk), TIMES)
    yield Measured(f"列表第一页，最慢的“{name}”", took, AT_ONCE, "ms", LIMIT, 1.0)
    name, took = worst_of(counts(desk), TIMES)
    yield Measured(f"列表计数，最慢的“{name}”", took, AT_ONCE, "ms", LIMIT, 1.0)
