"""Wish (e): the disk fills up at any page of any write; then nothing happened, and later all works."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from db import local
from db import store as stores
from db.backup import listing
from db.errors import StoreFault
from db.keys import read_key_file, write_key_file
from db.reversal import reverse
from db.store import DATABASE_FILE, Store
from tests.db.disks import SmallDisk
from tests.db.stores import KEY, add, change, everything, faults_in, now, opened
from tests.db.test_keys import MADE
from tests.db.test_migrations import later, widen
from tests.factories import make_household, make_person

ROOM = 64 << 20


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[SmallDisk]:
    """A disk with room enough, for now."""
    with SmallDisk(tmp_path / "disk", ROOM) as made:
        yield made


def filled(disk: SmallDisk) -> Store:
    """A store with a few records on that disk."""
    store = stores.create(disk.folder / DATABASE_FILE, KEY, now)
    with store.write("add", "王芳") as (writer, _):
        writer.add_many("person", [make_person(name=f"甲{n}", notes="记" * 300) for n in range(60)])
    store.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return store


@pytest.fixture
def office(disk: SmallDisk) -> Iterator[Store]:
    """That store, closed at the end."""
    with closing(filled(disk)) as store:
        yield store


def _import(store: Store) -> None:
    with store.write("import", "王芳") as (writer, _):
        writer.add_many("person", [make_person(name=f"乙{n}", notes="记" * 500) for n in range(120)])
        writer.add_many("household", [make_household(number=str(n)) for n in range(60)])


def _setting(store: Store) -> None:
    local.set_setting(store, "long", "长" * 20_000)


def _contents(store: Store) -> None:
    with store.write("attach", "王芳") as (writer, _):
        writer.store_content("ab", bytes(100_000))


WRITES: dict[str, Callable[[Store], object]] = {
    "add": lambda store: add(store, "household", make_household(notes="记" * 3000)),
    "change": lambda store: change(store, "person", everything(store)[0].id, {"notes": "改" * 5000}),
    "undo": lambda store: reverse(store, 1, "王芳", "undo"),
    "import": _import,
    "setting": _setting,
    "contents": _contents,
}


@pytest.mark.parametrize("name", WRITES)
@pytest.mark.parametrize("pages", [0, 1, 2, 3, 5, 8, 13, 21, 34, 55])
def test_a_write_that_finds_no_room_did_nothing(
    disk: SmallDisk, office: Store, name: str, pages: int
) -> None:
    before, kept = everything(office), local.setting(office, "long")
    disk.limit(office, pages)
    try:
        WRITES[name](office)
    except StoreFault as fault:
        assert fault.code == "disk_full"
        assert everything(office) == before
        assert (local.setting(office, "long"), local.content(office, "ab")) == (kept, None)
    disk.unlimit(office)
    assert faults_in(office) == []
    WRITES[name](office)
    assert faults_in(office) == []
    assert (everything(office), local.setting(office, "long"), local.content(office, "ab")) != (
        before,
        kept,
        None,
    )


@pytest.mark.parametrize("pages", [0, 3, 10])
def test_a_store_on_a_full_disk_closes_and_opens_with_all_it_saved(disk: SmallDisk, pages: int) -> None:
    office = filled(disk)
    _import(office)
    before = everything(office)
    disk.limit(office, pages)
    office.close()
    disk.resize(ROOM)
    again = opened(disk.folder)
    assert everything(again) == before
    again.close()


@pytest.mark.parametrize("part", [0.0, 0.1, 0.5, 0.9, 0.99])
def test_a_backup_that_finds_no_room_leaves_nothing(
    disk: SmallDisk, office: Store, tmp_path: Path, part: float
) -> None:
    write_key_file(disk.folder, MADE)
    with SmallDisk(tmp_path / "stick", max(4096, int(office.path.stat().st_size * part))) as stick:
        if not stick.mounted:
            (stick.folder / "b").write_bytes(b"in the way")
        with pytest.raises(StoreFault):
            office.back_up(stick.folder / "b", "manual")
        assert listing(stick.folder / "b") == []
        assert [path for path in stick.folder.rglob("lianxin-*")] == []
    assert faults_in(office) == []


@pytest.mark.parametrize("size", [4096, 65_536, 200_000, 400_000, 800_000, 1_200_000])
def test_a_new_store_is_whole_or_not_there(tmp_path: Path, size: int) -> None:
    with SmallDisk(tmp_path / "disk", size) as disk:
        try:
            stores.create(disk.folder / DATABASE_FILE, KEY, now).close()
        except StoreFault as fault:
            assert fault.code == "disk_full"
            assert list(disk.folder.iterdir()) == []
        else:
            opened(disk.folder).close()


@pytest.mark.parametrize("pages", [0, 2, 5, 10, 20, 40, 200, 300, 400])
def test_a_step_to_a_later_format_that_finds_no_room_did_nothing(
    disk: SmallDisk, office: Store, pages: int
) -> None:
    steps = later(("0002_widen", widen))
    before = everything(office)
    disk.limit(office, pages)
    try:
        stores.open_store(office.path, KEY, now, steps).close()
    except StoreFault as fault:
        assert fault.code == "disk_full"
        assert everything(office) == before
    disk.unlimit(office)
    stores.open_store(office.path, KEY, now, steps).close()
    assert faults_in(office) == []


def test_keys_that_find_no_room_leave_the_old_ones(disk: SmallDisk, office: Store) -> None:
    write_key_file(disk.folder, MADE)
    disk.limit(office, 0)
    if disk.mounted:
        with pytest.raises(StoreFault, match="disk_full"):
            write_key_file(disk.folder, MADE.without("王芳"))
    assert read_key_file(disk.folder) == MADE


def test_a_protected_disk_is_told(disk: SmallDisk) -> None:
    filled(disk).close()
    if disk.protect():
        with pytest.raises(StoreFault, match="not_writable"):
            opened(disk.folder)
        with pytest.raises(StoreFault, match="not_writable"):
            write_key_file(disk.folder, MADE)
        with pytest.raises(StoreFault, match="not_writable"):
            stores.create(disk.folder / "other.db", KEY, now)
