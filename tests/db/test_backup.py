"""Wish (h): backups that were opened and checked, thinned out as they age, never half."""

from __future__ import annotations

import errno
import shutil
from datetime import datetime
from pathlib import Path

import pytest

from db import backup
from db import store as stores
from db.backup import described, key_file_of, listing, opens
from db.errors import StoreFault
from db.keys import KEY_FILE, read_key_file, write_key_file
from db.rotation import ALWAYS
from db.store import DATABASE_FILE, Store
from tests.db.disks import FailingDisk
from tests.db.stores import KEY, NOW, add, everything, faults_in, new_store, now
from tests.db.test_keys import MADE
from tests.factories import make_household


def restored(place: Path, folder: Path) -> Store:
    """A backup opened as the database of a new folder."""
    folder.mkdir()
    shutil.copy(place, folder / DATABASE_FILE)
    shutil.copy(key_file_of(place), folder / KEY_FILE)
    return stores.open_store(folder / DATABASE_FILE, KEY, now)


def test_a_backup_holds_everything_and_its_keys(store: Store, tmp_path: Path) -> None:
    write_key_file(tmp_path, MADE)
    add(store, "household", make_household())
    place = store.back_up(tmp_path / "backups", "manual")
    again = restored(place, tmp_path / "again")
    assert everything(again) == everything(store)
    assert faults_in(again) == []
    assert read_key_file(tmp_path / "again") == MADE
    again.close()


def test_a_backup_is_one_file_that_opens_from_where_nothing_can_be_written(
    store: Store, tmp_path: Path
) -> None:
    store.back_up(tmp_path / "backups", "manual")
    assert len(list((tmp_path / "backups").iterdir())) == 1
    assert listing(tmp_path / "backups")[0].read_bytes()[:6] != b"SQLite"


@pytest.mark.parametrize("years", [(2026, 2000, 2026), (2026, 2099, 2026), (2026, 2026, 2026)])
def test_the_newest_is_the_last_made_whatever_the_clock_says(
    store: Store, tmp_path: Path, years: tuple[int, ...]
) -> None:
    made = [
        backup.back_up(store.database, KEY, tmp_path / "b", datetime(year, 1, 1), "manual") for year in years
    ]
    assert listing(tmp_path / "b") == made[::-1]


def test_the_oldest_of_ours_go_and_nobody_elses(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "stick"
    folder.mkdir()
    write_key_file(tmp_path, MADE)
    others = ["lianxin-20200101-000000-manual-abcdef-0001.db", "lianxin-重要.db", "photo.jpg"]
    for name in others:
        (folder / name).write_bytes(b"theirs")
    made = [store.back_up(folder, "manual") for _ in range(ALWAYS + 2)]
    left = {path.name for path in folder.iterdir()}
    assert left == {
        *others,
        *(path.name for path in made[2:]),
        *(key_file_of(path).name for path in made[2:]),
    }


def test_what_a_cut_off_backup_left_is_swept_away(store: Store, tmp_path: Path) -> None:
    place = store.back_up(tmp_path / "b", "manual")
    for ending in (".part", ".part-journal", ".part-wal"):
        place.with_name(place.name + ending).write_bytes(b"half")
    store.back_up(tmp_path / "b", "manual")
    assert [path for path in (tmp_path / "b").iterdir() if ".part" in path.name] == []


@pytest.mark.parametrize("at", [0, 1, 2])
def test_the_disk_fails_at_each_step_after_the_copy(store: Store, tmp_path: Path, at: int) -> None:
    write_key_file(tmp_path, MADE)
    folder = tmp_path / "b"
    with pytest.raises(StoreFault, match="disk_error"):
        backup.back_up(store.database, KEY, folder, NOW, "manual", FailingDisk(at, errno.EIO))
    left = sorted(path.name for path in folder.iterdir())
    assert len(left) == (2 if at == 2 else 0)
    assert listing(store.back_up(folder, "manual").parent)


def test_a_backup_into_what_is_no_folder_is_told(store: Store, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(StoreFault, match="not_writable"):
        store.back_up(tmp_path / "file", "manual")


def test_a_damaged_database_makes_no_backup(tmp_path: Path) -> None:
    with new_store(tmp_path) as store:
        with store.write("add", "王芳") as (writer, _):
            writer.add_many("household", [make_household(notes="记" * 2000) for _ in range(200)])
        store.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        with store.path.open("r+b") as file:
            file.seek(store.path.stat().st_size // 2)
            file.write(bytes(8192))
        store.connection.execute("PRAGMA shrink_memory")
        with pytest.raises(StoreFault, match="damaged"):
            store.back_up(tmp_path / "b", "manual")
    assert list((tmp_path / "b").iterdir()) == []


def test_an_empty_folder_has_no_backups(tmp_path: Path) -> None:
    assert listing(tmp_path) == listing(tmp_path / "gone") == []


def test_the_newest_copy_stays_however_little_space_is_allowed(store: Store, tmp_path: Path) -> None:
    made = [store.back_up(tmp_path / "b", "timer", limit_bytes=1) for _ in range(3)]
    assert listing(tmp_path / "b") == made[-1:]


def test_what_a_copy_is_stands_in_its_name(store: Store, tmp_path: Path) -> None:
    copy = described(store.back_up(tmp_path / "b", "closing"))
    assert (copy.at, copy.reason, copy.number, len(copy.node)) == (NOW, "closing", 1, 6)
    assert described(tmp_path / "lianxin-重要.db").number == 0


def test_a_copy_that_lost_its_end_or_its_beginning_does_not_count_as_one(
    store: Store, tmp_path: Path
) -> None:
    whole, short, other = (store.back_up(tmp_path / "b", "manual") for _ in range(3))
    with short.open("r+b") as file:
        file.truncate(short.stat().st_size - 4096)
    with other.open("r+b") as file:
        file.write(b"\0" * 4096)
    assert [opens(each, KEY) for each in (whole, short, other)] == [True, False, False]
    assert not opens(whole, bytes(32))


def test_keys_of_a_copy_that_was_never_finished_are_swept_away(store: Store, tmp_path: Path) -> None:
    place = store.back_up(tmp_path / "b", "manual")
    orphan = key_file_of(place.with_name(place.name.replace("-0001.", "-0002.")))
    orphan.write_bytes(b"half")
    store.back_up(tmp_path / "b", "manual")
    assert not orphan.exists()
