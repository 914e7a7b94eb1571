"""Saving: one durable record, and many in one transaction, against bare SQLCipher."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from functools import partial
from typing import Any

from app import records
from app.offices import OpenOffice
from db.store import new_id
from tests.bench import village
from tests.bench.bare import Bare
from tests.bench.measuring import Measured, Scale, alternately, seconds
from tests.bench.offices import fill, new_office

TIMES = 150
ROUNDS = 3


def measured(scale: Scale) -> Iterator[Measured]:
    """The rows of this topic."""
    home = scale.folder / "saving"
    desk, bare = new_office(home), Bare(scale.folder / "bare.db")
    household = fill(desk, "household", village.households(1))
    yield from one_by_one(desk, bare, household)
    for kind, label in (("person", "人"), ("visit", "走访")):
        made = village.people(scale.bulk) if kind == "person" else village.visits(scale.bulk, household)
        rows = list(made)
        yield from bulk(f"批量写入{label} {scale.bulk:,} 条（含采集、查找索引）", kind, rows, desk, bare)
    bare.close()
    desk.close()
    shutil.rmtree(home)


def one_by_one(desk: OpenOffice, bare: Bare, household: list[str]) -> Iterator[Measured]:
    """One visit after another, each durable: like with like, and against a peer that cannot search."""
    peer_is = "SQLCipher 裸 INSERT+COMMIT，同表同索引"
    for searched in (True, False):
        visits = list(village.visits(TIMES + 1, household))
        rows = [Bare.row("visit", new_id(), values) for values in visits]
        add = partial(_add_next, desk, iter(visits))
        saved = alternately(add, partial(_save_next, bare, iter(rows), searched), TIMES)
        if searched:
            what = "保存一条走访（含检查、采集、查找索引、落盘）"
            yield Measured(what, *saved, "ms", f"{peer_is}含查找索引", 2.0)
        else:
            yield Measured("  同上", *saved, "ms", f"{peer_is}，不建查找索引")


def _add_next(desk: OpenOffice, visits: Iterator[dict[str, Any]]) -> None:
    records.add(desk, "visit", next(visits))


def _save_next(bare: Bare, rows: Iterator[list[Any]], searched: bool) -> None:
    bare.save_all("visit", [next(rows)], searched=searched)


def bulk(
    what: str, kind: str, rows: list[dict[str, Any]], desk: OpenOffice, bare: Bare
) -> Iterator[Measured]:
    """Records per second of one transaction, best of several rounds each, in turn.

    The goal is against a peer that fills the same indexes, the one for searching among them; the
    row below tells what all of it costs against a peer that cannot search.
    """
    ours: list[float] = []
    peer: list[float] = []
    unsearched: list[float] = []
    for _ in range(ROUNDS):
        for times, searched in ((unsearched, False), (peer, True)):
            ready = [Bare.row(kind, new_id(), values) for values in rows]
            times.append(seconds(partial(bare.save_all, kind, ready, searched=searched)))
        ours.append(seconds(partial(fill, desk, kind, rows)))
    rates = [len(rows) / min(times) for times in (ours, peer, unsearched)]
    yield Measured(
        what, rates[0], rates[1], "条/秒", "executemany，同表同索引含查找索引，无触发器", 0.5, at_least=True
    )
    yield Measured("  同上", rates[0], rates[2], "条/秒", "executemany，同表同索引，不建查找索引，无触发器")
