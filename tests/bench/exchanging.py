"""Taking in: a sealed file to commit, against bare executemany of the same rows and searches."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from db.exchange import taking
from db.exchange.parcel import acknowledgement, vector_in
from db.kinds import KINDS
from db.schema import quoted
from db.store import Store, create
from tests.bench import village
from tests.bench.measuring import Measured, Scale, seconds
from tests.bench.memory import highest_within
from tests.bench.sealing import sealed, take

ADDED, CHANGED = 0.6, 0.4  # of all changes: new people with all their columns, single fields of others
CHUNK = 50_000
BUCKET, OFFICE = "office:a", "a"
FIELDS = ("phone", "notes", "health", "work_unit")
FULL = {
    "ethnic": "01", "education": "20", "political": "13", "labour": "normal", "health": "healthy",
    "work_unit": "柿子坪村合作社", "job": "社员", "notes": "常年在家，种植柿子两亩",
}  # fmt: skip


def store_of(path: Path, office: str) -> Store:
    """A new store of an office."""
    store = create(path, secrets.token_bytes(32))
    store.office = office
    taking.settle_home(store, f"office:{office}")
    return store


def add(store: Store, rows: list[dict[str, Any]]) -> list[str]:
    """Write people in large transactions."""
    ids: list[str] = []
    for start in range(0, len(rows), CHUNK):
        with store.write("bench.fill", "王芳") as (writer, _):
            ids += writer.add_many("person", rows[start : start + CHUNK])
    return ids


def change(store: Store, ids: list[str]) -> None:
    """Change one field of each."""
    for start in range(0, len(ids), CHUNK):
        with store.write("bench.change", "王芳") as (writer, _):
            for name, rows in changes(ids[start : start + CHUNK]).items():
                sql = f"UPDATE person SET {quoted(name)} = ? WHERE id = ?"
                writer.connection.executemany(sql, rows)


def changes(ids: list[str]) -> dict[str, list[tuple[str, str]]]:
    """Field → (value, id)."""
    found: dict[str, list[tuple[str, str]]] = {name: [] for name in FIELDS}
    for at, identity in enumerate(ids):
        found[FIELDS[at % len(FIELDS)]].append((f"改{at}", identity))
    return found


def package_for(giver: Store, reader: Store | None, path: Path) -> Path:
    """A package for a reader, as a sealed file."""
    acks = acknowledgement(reader, [BUCKET]).get(BUCKET, []) if reader else []
    return sealed(giver, {BUCKET: OFFICE}, path, {BUCKET: vector_in(acks)})


def bare(store: Store, rows: list[list[Any]], changed: dict[str, list[tuple[str, str]]]) -> None:
    """The same rows into the same tables with the same indexes and searches, nothing else."""
    names = ("id", "bucket", "office", *KINDS["person"].names)
    columns, marks = ", ".join(map(quoted, names)), ", ".join("?" * len(names))
    run = store.connection
    run.execute("BEGIN IMMEDIATE")
    run.execute("UPDATE capture SET capturing = 0")
    run.executemany(f"INSERT INTO person ({columns}) VALUES ({marks})", rows)
    for name, parameters in changed.items():
        run.executemany(f"UPDATE person SET {quoted(name)} = ? WHERE id = ?", parameters)
    run.execute("UPDATE capture SET capturing = 1")
    run.execute("COMMIT")


def compared(folder: Path, count: int) -> tuple[float, float, float, float]:
    """(seconds ours, seconds bare, seconds to make the package, MB that memory grew) for so many changes."""
    folder.mkdir(parents=True)
    giver, reader, peer = (store_of(folder / f"{name}.db", name) for name in "abt")
    people = [{**FULL, **each} for each in village.people(count, seed=11)]
    old = add(giver, people[: int(count * CHANGED)])
    for store in (reader, peer):
        take(store, package_for(giver, None, folder / f"{store.office}.lxp"))
    change(giver, old)
    new = people[: int(count * ADDED)]
    new_ids = add(giver, new)
    path = folder / "delta.lxp"
    giving = seconds(lambda: package_for(giver, reader, path))
    names = KINDS["person"].names
    rows = [
        [identity, 2, "a", *map(values.get, names)] for identity, values in zip(new_ids, new, strict=True)
    ]
    ours: list[float] = []
    grown = highest_within(lambda: ours.append(seconds(lambda: take(reader, path))))
    theirs = seconds(lambda: bare(peer, rows, changes(old)))
    for store in (giver, reader, peer):
        store.close()
    return ours[0], theirs, giving, grown


def measured(scale: Scale) -> Iterator[Measured]:
    """The rows of this topic."""
    sizes = [size for size in (100_000, 1_000_000) if size <= max(scale.visits, 10_000)] or [10_000]
    rates, bares = [], []
    for size in sizes:
        ours, theirs, giving, grown = compared(scale.folder / f"exchange{size}", size)
        rates.append(size / ours)
        bares.append(size / theirs)
        what = f"收入 {size:,} 处改动（解密到落盘）"
        yield Measured(
            what,
            size / ours,
            size / theirs,
            "处/秒",
            "SQLCipher 裸 executemany，同表同索引同查找",
            0.33,
            True,
        )
        yield Measured(f"打出 {size:,} 处改动的数据包", size / giving, size / theirs, "处/秒", "同上")
        yield Measured(f"收入 {size:,} 处改动时内存最多增加", grown, 200, "MB", "200 MB 上限", 1.0)
    if len(rates) > 1:
        # Linear as far as the tables themselves are: their indexes outgrow the cache for both.
        ratios = rates[-1] / bares[-1], rates[0] / bares[0]
        yield Measured("百万处改动时为裸写的几倍", *ratios, "倍", "十万处时为裸写的几倍", 0.8, True)
        yield Measured("  同上，只看速度", rates[-1], rates[0], "处/秒", "十万处时的速度")
        yield Measured("  裸写的速度", bares[-1], bares[0], "处/秒", "十万处裸写（索引大了，裸写也会慢）")
