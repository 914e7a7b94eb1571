"""Wish (c): a step to a later format is nobody's change, happens whole or not at all, after a backup."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from db import search
from db import store as stores
from db.backup import listing
from db.errors import StoreFault
from db.migrations import STEPS
from db.store import DATABASE_FILE, Store
from tests.db.stores import KEY, add, change, everything, faults_in, new_store, now, opened, tallies
from tests.factories import make_household, make_person


def widen(db: Database) -> None:
    """A column with a default, and values worked over: what must not be stamped (Fly's storm)."""
    db.execute("ALTER TABLE person ADD COLUMN nickname TEXT DEFAULT '无'")
    db.execute("UPDATE person SET phone = '0' || phone")


def rebuild(db: Database) -> None:
    """A table made anew, which takes its triggers and indexes with it."""
    (made,) = db.execute("SELECT sql FROM sqlite_master WHERE name = 'household'").fetchone()
    db.execute("ALTER TABLE household RENAME TO old")
    db.execute(made)
    db.execute("INSERT INTO household SELECT * FROM old")
    db.execute("UPDATE household SET head = '改' || head")
    db.execute("DROP TABLE old")


def break_off(db: Database) -> None:
    """A step that fails after it did something."""
    db.execute("DROP TABLE code")
    raise ZeroDivisionError


def later(*applied: tuple[str, object]) -> Migrations:
    """A later program's steps."""
    steps = Migrations("lianxin")
    todays = [(each.name, each.fn) for each in STEPS._migrations]
    for name, apply in (*todays, *applied):
        steps(name=name)(apply)  # type: ignore[type-var]
    return steps


def open_later(folder: Path, steps: Migrations) -> Store:
    """The store, opened by the later program."""
    return stores.open_store(folder / DATABASE_FILE, KEY, now, steps)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A closed store with a person and a household."""
    with new_store(tmp_path) as store:
        add(store, "person", make_person())
        add(store, "household", make_household())
    return tmp_path


def test_a_step_stamps_nothing_and_capture_goes_on_after_it(folder: Path) -> None:
    store = open_later(folder, later(("9002_widen", widen)))
    assert tallies(store) == [(1, 1, 2)]
    assert store.connection.execute("SELECT nickname, phone FROM person").fetchone() == ("无", "013800000012")
    assert store.connection.execute("SELECT count(*) FROM history").fetchone()[0] == 0
    person = everything(store)[1].id
    assert change(store, "person", person, {"phone": "1"}) == 3
    assert (tallies(store), faults_in(store)) == ([(1, 1, 3)], [])
    store.close()


def test_a_backup_is_made_before_a_step_and_only_then(folder: Path) -> None:
    opened(folder).close()
    assert listing(folder / "backups") == []
    open_later(folder, later(("9002_widen", widen))).close()
    (kept,) = listing(folder / "backups")
    before = stores.open_store(kept, KEY, now)
    assert [each["phone"] for each in everything(before)] == ["13800000012", "13800000012"]
    before.close()
    open_later(folder, later(("9002_widen", widen))).close()
    assert listing(folder / "backups") == [kept]


def test_todays_program_refuses_the_later_format(folder: Path) -> None:
    open_later(folder, later(("9002_widen", widen))).close()
    before = (folder / DATABASE_FILE).read_bytes()
    with pytest.raises(StoreFault, match="newer_format"):
        opened(folder)
    assert (folder / DATABASE_FILE).read_bytes() == before


def test_a_rebuilt_table_is_captured_and_found_again(folder: Path) -> None:
    store = open_later(folder, later(("9002_rebuild", rebuild)))
    assert [each["head"] for each in search.by_keys(store.database, "household", "改张", 5).records] == [
        "改张桂花"
    ]
    add(store, "household", make_household(head="新户"))
    assert (tallies(store), faults_in(store)) == ([(1, 1, 3)], [])
    assert len(search.by_keys(store.database, "household", "新户", 5).records) == 1
    store.close()


def test_steps_that_break_off_leave_the_old_format(folder: Path) -> None:
    with pytest.raises(ZeroDivisionError):
        open_later(folder, later(("9002_widen", widen), ("9003_break", break_off)))
    store = opened(folder)
    assert [row[1] for row in store.connection.execute("PRAGMA table_info(person)")].count("nickname") == 0
    assert store.connection.execute("SELECT capturing FROM capture").fetchone()[0] == 1
    assert faults_in(store) == []
    store.close()


def test_without_room_for_the_backup_nothing_is_migrated(folder: Path) -> None:
    (folder / "backups").write_bytes(b"in the way")
    with pytest.raises(StoreFault, match="not_writable"):
        open_later(folder, later(("9002_widen", widen)))
    opened(folder).close()
