"""Packages of a township's villages: their bytes, the first take-in of all, a month's, a county's year."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import zstandard

from app.exchange.frames import LEVEL
from db.exchange import taking, vectors
from db.kinds import KINDS
from db.store import new_id
from tests.bench import village
from tests.bench.bare import Bare
from tests.bench.exchanging import FULL, add, changes, store_of
from tests.bench.measuring import Measured, Scale, seconds
from tests.bench.memory import highest_within
from tests.bench.sealing import records_in, sealed, take, unsealed

VILLAGES, PEOPLE, COLUMNS, MONTH, VISITS = 140, 2000, 40, 200, 1500
FULL_SCALE = 1_000_000  # ROWS at which all 140 villages are measured
# What the SQLite extension sqlite-sync 1.1.4 was measured at, in rows of 8 columns per second (issue 4).
SYNC_BARE, SYNC_CAPTURES, SYNC_APPLIES = 58_000, 15_400, 7_400


def wide(people: Iterator[dict[str, Any]]) -> list[dict[str, Any]]:
    """People with forty columns filled: those of the register, and a village's own."""
    own = COLUMNS - len(KINDS["person"].names)
    return [
        {**FULL, **each, **{f"x_自填{at}": f"{each['name']}{at * 37 % 100}" for at in range(own)}}
        for each in people
    ]


def as_csv(frames: list[Any]) -> bytes:
    """The same cells as a table, compressed as the package is."""
    out = io.StringIO()
    writer = csv.writer(out)
    for frame in frames:
        if frame["t"] == "rows":
            for row in frame["rows"]:
                writer.writerow([row[0], *row[5:-1]])
    return zstandard.ZstdCompressor(level=LEVEL).compress(out.getvalue().encode())


def bytes_of_a_package(folder: Path, count: int) -> tuple[int, int]:
    """(bytes of a first package of so many people, bytes of the compressed table)."""
    store = store_of(folder / "size.db", "s")
    add(store, wide(village.people(count, seed=12)))
    path = sealed(store, {"office:s": "s"}, folder / "size.lxp")
    store.close()
    return path.stat().st_size, len(as_csv(records_in(path)))


def bytes_of_a_person(folder: Path, count: int) -> float:
    """What one person of the register adds to the database that took it in."""
    giver, taker = store_of(folder / "one.db", "s"), store_of(folder / "other.db", "t")
    add(giver, [{**FULL, **each} for each in village.people(count, seed=12)])
    before = (folder / "other.db").stat().st_size
    take(taker, sealed(giver, {"office:s": "s"}, folder / "one.lxp"))
    for store in (giver, taker):
        store.close()
    return ((folder / "other.db").stat().st_size - before) / count


def plain_rows(count: int) -> Iterator[dict[str, Any]]:
    """Rows of a kind without search: eight columns of nine filled."""
    for at, each in enumerate(village.households(count, seed=13)):
        yield {
            "name": f"{each['head']}合作社{at}", "type": "cooperative", "code": str(at),
            "contact": each["head"], "phone": f"138{at:08}", "founded": "2020-01-02",
            "ended": "2026-01-02", "notes": "种植柿子两亩",
        }  # fmt: skip


def beside_sync(folder: Path, count: int) -> tuple[float, float, float]:
    """Rows of 8 columns per second: captured, taken in, and written bare with the same indexes."""
    rows = list(plain_rows(count))
    giver, taker, bare = store_of(folder / "g.db", "s"), store_of(folder / "r.db", "t"), Bare(folder / "b.db")

    def capture() -> None:
        with giver.write("bench.fill", "王芳") as (writer, _):
            writer.add_many("organization", rows)

    ready = [Bare.row("organization", new_id(), each) for each in rows]
    captured = seconds(capture)
    path = sealed(giver, {"office:s": "s"}, folder / "g.lxp")
    taken = seconds(lambda: take(taker, path))
    written = seconds(lambda: bare.save_all("organization", ready))
    for each in (giver, taker, bare):
        each.close()
    return count / captured, count / taken, count / written


class Township:
    """Villages of the size asked for, their packages, and the township that takes them in."""

    def __init__(self, folder: Path, villages: int, people: int) -> None:
        self.folder, self.people = folder, people
        self.store = store_of(folder / "township.db", "t")
        self.villages = [store_of(folder / f"v{number}.db", f"v{number}") for number in range(villages)]
        self._ids: list[list[str]] = []
        for number, each in enumerate(self.villages):
            self._ids.append(add(each, wide(village.people(people, seed=number))))

    def year(self) -> None:
        """The visits of a year in each village."""
        for each in self.villages:
            rows = list(village.visits(VISITS * self.people // PEOPLE, []))
            with each.write("bench.fill", "王芳") as (writer, _):
                writer.add_many("visit", rows)

    def packages(self, name: str) -> list[Path]:
        """One of each village, of what the township lacks."""
        known = {
            bucket: vectors.vector(self.store.connection, number)
            for bucket, number in vectors.buckets(self.store.connection).items()
        }
        return [
            sealed(
                each, {f"office:{each.office}": each.office}, self.folder / f"{name}-{each.office}.lxp", known
            )
            for each in self.villages
        ]

    def month(self) -> None:
        """200 changes in each village."""
        for store, ids in zip(self.villages, self._ids, strict=True):
            with store.write("bench.change", "王芳") as (writer, _):
                for name, rows in changes(ids[:MONTH]).items():
                    writer.connection.executemany(f"UPDATE person SET {name} = ? WHERE id = ?", rows)

    def take_all(self, paths: list[Path]) -> None:
        """One after the other, as from a stick."""
        for path in paths:
            take(self.store, path)

    def close(self) -> None:
        """Let go of the files."""
        for each in (self.store, *self.villages):
            each.close()


def look_into(path: Path) -> int:
    """As much of a package as it takes to know it again."""
    with unsealed(path) as payload:
        return len(payload.manifest)


def county_taking(township: Township, folder: Path) -> tuple[float, float, Path]:
    """(seconds, MB at the highest) of taking in all of a township, and its package."""
    offices = {f"office:{each.office}": each.office for each in township.villages}
    path = sealed(township.store, offices, folder / "county.lxp")
    county = store_of(folder / "county.db", "k")
    taking.settle_home(county, "office:k")
    took: list[float] = []
    grown = highest_within(lambda: took.append(seconds(lambda: take(county, path))))
    county.close()
    return took[0], grown, path


def measured(scale: Scale) -> Iterator[Measured]:
    """The rows of this topic; what is smaller than 140 villages is told with its size."""
    folder = scale.folder / "packages"
    folder.mkdir()
    count = max(min(scale.visits // 50, 20_000), 1000)
    yield from _of_size(folder, count)
    yield from _of_sync(folder, max(count, 20_000))
    villages = min(max(VILLAGES * scale.visits // FULL_SCALE, 4), VILLAGES)
    people = PEOPLE if scale.visits >= FULL_SCALE // 10 else PEOPLE // 5
    township = Township(folder, villages, people)
    yield from _of_a_township(township)
    yield from _of_a_county(township, folder)
    township.close()


def _of_size(folder: Path, count: int) -> Iterator[Measured]:
    ours, table = bytes_of_a_package(folder, count)
    what = f"首包字节（{count:,} 人 × {COLUMNS} 列）"
    yield Measured(what, ours, table, "字节", f"同样单元格的 CSV 经 zstd {LEVEL} 级压缩", 1.15)
    total = bytes_of_a_person(folder, count) * VILLAGES * PEOPLE / (1 << 20)
    yield Measured("140 村 × 2,000 人的镇数据库（按每人推算）", total, 200, "MB", "200 MB 上限", 1.0)


def _of_sync(folder: Path, count: int) -> Iterator[Measured]:
    captured, taken, bare = beside_sync(folder, count)
    told = "sqlite-sync 1.1.4 在同类机器上"
    yield Measured("8 列行：收入速度", taken, SYNC_APPLIES, "行/秒", told, 5.0, True)
    yield Measured("8 列行：捕获速度", captured, SYNC_CAPTURES, "行/秒", told)
    yield Measured(
        "8 列行：收入 ÷ 裸写", taken / bare, SYNC_APPLIES / SYNC_BARE, "倍", f"{told}（7,400 ÷ 58,000）"
    )
    ratio = SYNC_CAPTURES / SYNC_BARE
    yield Measured("8 列行：捕获 ÷ 裸写", captured / bare, ratio, "倍", f"{told}（15,400 ÷ 58,000）")


def _of_a_township(township: Township) -> Iterator[Measured]:
    villages = len(township.villages)
    share = villages * township.people / (VILLAGES * PEOPLE)
    told = f"{villages} 村 × {township.people:,} 人 × {COLUMNS} 列"
    first = township.packages("first")
    took = seconds(lambda: township.take_all(first))
    yield Measured(f"首次收入 {told}", took, 60 * share, "秒", f"140 村 60 秒，按 {share:.1%} 折算", 1.0)
    again = seconds(lambda: [look_into(each) for each in first])
    told = "同一批再收一次（验签、解密，认出已收过）"
    yield Measured(told, again, 10 * share, "秒", f"140 村 10 秒，按 {share:.1%} 折算", 1.0)
    again = seconds(lambda: township.take_all(first))
    yield Measured("同样内容换新包再收", again, took, "秒", "首次收入")
    township.month()
    month = township.packages("month")
    took = seconds(lambda: township.take_all(month))
    share = villages / VILLAGES
    yield Measured(
        f"{villages} 包 × {MONTH} 处改动", took, 15 * share, "秒", f"140 包 15 秒，按 {share:.1%} 折算", 1.0
    )


def _of_a_county(township: Township, folder: Path) -> Iterator[Measured]:
    township.year()
    township.take_all(township.packages("year"))
    took, grown, path = county_taking(township, folder)
    villages = len(township.villages)
    visits = VISITS * township.people // PEOPLE
    told = f"县一次收入 {villages} 村一年（每村 {township.people:,} 人、{visits:,} 条走访）"
    yield Measured(
        told, took, took, "秒", f"数据包 {path.stat().st_size / (1 << 20):.1f} MB；139 村按村数推算"
    )
    yield Measured("县收入时内存最多增加", grown, 200, "MB", "200 MB 上限", 1.0)
