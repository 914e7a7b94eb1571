"""Wish (e): killed at any instant, what was reported saved is there, and nothing is half done."""

from __future__ import annotations

import random
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from db import local
from db import store as stores
from db.backup import listing
from db.errors import StoreFault
from db.keys import read_key_file, write_key_file
from db.records import Query, Where, count, find
from db.rotation import ALWAYS
from db.store import DATABASE_FILE, Store
from tests.db.killed import BATCH
from tests.db.stores import KEY, everything, faults_in, new_store, now, opened
from tests.db.test_keys import MADE
from tests.db.test_migrations import later, rebuild, widen
from tests.factories import make_person

KILLS = 28  # the store alone; tests/faults kills a clerk at the desk hundreds of times
SMALL_KILLS = 6
ROOT = Path(__file__).parents[2]


def killed(folder: Path, work: str, run: int, after: float) -> list[str]:
    """What a clerk's process reported before it was killed, `after` seconds past its first word."""
    command = [sys.executable, "-m", "tests.db.killed", str(folder), work, str(run)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, encoding="utf-8") as child:
        assert child.stdout is not None and child.stdout.readline() == "ready\n"
        try:
            child.wait(after)
        except subprocess.TimeoutExpired:
            child.kill()
        # A line cut off in the middle was not reported.
        return [line.rstrip("\n") for line in child.stdout if line.endswith("\n")]


def households(store: Store, field: str, value: str, deleted: bool = False) -> int:
    """How many households have that value."""
    return count(store.database, Query("household", where=(Where(field, "=", value),), deleted=deleted))


def lost(store: Store, folder: Path, run: int, reported: list[str]) -> list[str]:
    """Reported lines whose work is not there."""
    missing = []
    said = [line.split(" ") for line in reported]
    for what, mark in said:
        there = {
            "add": lambda mark=mark: households(store, "head", mark) == 1,
            "import": lambda mark=mark: (
                households(store, "notes", mark) + households(store, "notes", mark, True) >= BATCH
            ),
            "undo": lambda mark=mark: households(store, "notes", mark, True) == BATCH,
            "backup": lambda mark=mark: (
                (folder / "backups" / mark).exists() or len(listing(folder / "backups")) >= ALWAYS
            ),
        }.get(what, lambda: True)
        if not there():
            missing.append(f"{what} {mark}")
    newest = {what: int(mark.split("-")[1]) for what, mark in said if what in ("change", "setting", "keys")}
    (first,) = find(store.database, Query("household", where=(Where("head", "=", f"{run}-first"),)))
    if "change" in newest and int(first["notes"].split("-")[1]) < newest["change"]:
        missing.append("change")
    if "setting" in newest and int(local.setting(store, "mark")[0].split("-")[1]) < newest["setting"]:
        missing.append("setting")
    return missing


def half_done(store: Store) -> list[str]:
    """What shows only a part of one intention."""
    sql = (
        "SELECT notes, count(*) FROM household WHERE notes LIKE '%-%' AND head = '张桂花' "
        "GROUP BY notes, deleted"
    )
    halves = [str(row[0]) for row in store.connection.execute(sql) if row[1] != BATCH]
    marks = local.setting(store, "mark", [""])
    parted = [
        each.id
        for each in find(store.database, Query("household"))
        if (each["head"] or "").endswith("first")
        and each["notes"] != "独居"
        and each["notes"] != each["address"]
    ]
    return [*halves, *parted, *([] if len(set(marks)) == 1 else ["setting"])]


def test_work_that_is_cut_off_loses_nothing_that_was_reported(tmp_path: Path) -> None:
    dice = random.Random(2026)
    with new_store(tmp_path):
        write_key_file(tmp_path, MADE)
    done = 0
    for run in range(KILLS):
        reported = killed(tmp_path, "work", run, dice.uniform(0, 0.2))
        done += len(reported)
        with closing(opened(tmp_path)) as store:
            assert faults_in(store) == []
            assert lost(store, tmp_path, run, reported) == []
            assert half_done(store) == []
        assert read_key_file(tmp_path).unwrap("王芳", "mima123") == KEY
    assert done > KILLS
    for place in listing(tmp_path / "backups"):
        with closing(stores.open_store(place, KEY, now)) as copy:
            assert faults_in(copy) == []


def test_a_new_store_that_is_cut_off_is_whole_or_can_be_made_again(tmp_path: Path) -> None:
    dice = random.Random(2027)
    for run in range(SMALL_KILLS):
        home = tmp_path / str(run)
        home.mkdir()
        reported = killed(tmp_path, "create", run, dice.uniform(0, 0.12))
        try:
            stores.create(home / DATABASE_FILE, KEY, now).close()
        except FileExistsError:
            pass
        else:
            assert reported == []
        with closing(opened(home)) as store:
            assert faults_in(store) == []


def test_a_step_that_is_cut_off_is_done_whole_or_not_at_all(tmp_path: Path) -> None:
    dice = random.Random(2028)
    for run in range(SMALL_KILLS):
        home = tmp_path / str(run)
        home.mkdir()
        with new_store(home) as store, store.write("add", "王芳") as (writer, _):
            writer.add_many("person", [make_person() for _ in range(300)])
        killed(tmp_path, "migrate", run, dice.uniform(0, 0.3))
        try:
            with closing(opened(home)) as store:
                assert len(everything(store)) == 300
        except StoreFault as fault:
            assert fault.code == "newer_format"
        steps = later(("0002_widen", widen), ("0003_rebuild", rebuild))
        with closing(stores.open_store(home / DATABASE_FILE, KEY, now, steps)) as store:
            assert (len(everything(store)), faults_in(store)) == (300, [])
            assert store.connection.execute("SELECT DISTINCT phone FROM person").fetchall() == [
                ("013800000012",)
            ]
