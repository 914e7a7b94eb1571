"""A restore: whole, a new epoch, the old file aside; cut off or failing anywhere, one of two stands."""

from __future__ import annotations

import errno
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

import pytest

from db import local, restoring, swapping
from db import store as stores
from db.backup import key_file_of
from db.errors import StoreFault
from db.files import DATABASE_FILE, Disk
from db.keys import KEY_FILE, read_key_file, write_key_file
from tests.db.disks import FailingDisk
from tests.db.stores import KEY, add, change, everything, faults_in, new_store, now, opened, tallies
from tests.db.test_keys import CHEAP, MADE
from tests.factories import make_household


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A closed office: one household, a backup, then one more and the first changed, another password."""
    with new_store(tmp_path) as store:
        write_key_file(tmp_path, MADE)
        first = add(store, "household", make_household(head="备份里的"))
        store.back_up(tmp_path / "backups", "manual")
        add(store, "household", make_household(head="后来的"))
        change(store, "household", first, {"notes": "后来改的"})
    write_key_file(tmp_path, MADE.with_wrap("李强", "houlai1", KEY, CHEAP))
    return tmp_path


def backup_of(home: Path) -> Path:
    return next((home / "backups").glob("*.db"))


def heads(home: Path) -> list[str]:
    """The households' heads of the office as it opens now."""
    with closing(opened(home)) as store:
        assert faults_in(store) == []
        return sorted(each["head"] for each in everything(store))


def restore(home: Path, disk: Disk | None = None) -> restoring.Swapped:
    return restoring.replace(home, backup_of(home), KEY, "王芳", now, disk=disk or Disk())


def test_the_database_and_its_keys_are_those_of_the_backup(home: Path) -> None:
    swapped = restore(home)
    assert heads(home) == ["备份里的"]
    assert read_key_file(home) == MADE
    assert swapped.aside is not None
    assert sorted(each.name for each in swapped.aside.iterdir()) == [KEY_FILE, DATABASE_FILE]
    assert not (home / swapping.WORKSHOP).exists()


def test_what_was_set_aside_still_opens_with_all_it_held(home: Path) -> None:
    aside = restore(home).aside
    assert aside is not None
    with closing(stores.open_store(aside / DATABASE_FILE, KEY, now)) as store:
        assert len(everything(store)) == 2


def test_a_restored_database_goes_on_as_a_new_epoch_of_the_same_node(home: Path) -> None:
    restore(home)
    with closing(opened(home)) as store:
        writers = store.connection.execute("SELECT node, epoch FROM writer ORDER BY number").fetchall()
        add(store, "household", make_household(head="恢复后的"))
        assert [seq for *_, seq in tallies(store)] == [1, 1]
        assert faults_in(store) == []
    assert len(writers) == 2
    assert writers[0][0] == writers[1][0] and writers[0][1] != writers[1][1]


def test_the_audit_log_names_the_backup(home: Path) -> None:
    name = backup_of(home).name
    restore(home)
    with closing(opened(home)) as store:
        assert local.audit_lines(store)[0][1:] == ("王芳", "office.recover", name)
        assert local.audit_intact(store)


def test_two_restores_set_two_files_aside(home: Path) -> None:
    first, second = restore(home), restore(home)
    assert first.aside != second.aside
    assert first.aside is not None and second.aside is not None
    assert (first.aside / DATABASE_FILE).exists() and (second.aside / DATABASE_FILE).exists()


def test_into_an_empty_folder_nothing_is_set_aside(home: Path, tmp_path: Path) -> None:
    new_home = tmp_path / "new" / "pc"
    restoring.replace(new_home, backup_of(home), KEY, "王芳", now)
    assert heads(new_home) == ["备份里的"]


def test_a_backup_without_its_keys_takes_those_that_are_there(home: Path, tmp_path: Path) -> None:
    key_file_of(backup_of(home)).unlink()
    restore(home)
    assert read_key_file(home).operators == ["王芳", "李强"]
    with pytest.raises(StoreFault, match="keys_missing"):
        restoring.replace(tmp_path / "new", backup_of(home), KEY, "王芳", now)


def test_newer_records_are_counted_by_their_stamps(home: Path) -> None:
    with closing(opened(home)) as store:
        assert restoring.newer_than(store, backup_of(home), KEY) == {"household": 2}
        assert restoring.counts_now(store)["household"] == 2
        again = store.back_up(home / "b", "manual")
        assert restoring.newer_than(store, again, KEY) == {}
    assert restoring.look_into(backup_of(home), KEY).counts["household"] == 1


def broken(path: Path, at: int) -> None:
    with path.open("r+b") as file:
        file.seek(at)
        file.write(b"noise" * 200)


@pytest.mark.parametrize("spoil", [
    pytest.param(lambda path: broken(path, 0), id="beginning"),
    pytest.param(lambda path: broken(path, path.stat().st_size // 2), id="middle"),
    pytest.param(lambda path: path.write_bytes(b""), id="empty"),
    pytest.param(lambda path: path.write_bytes(b"x" * 5000), id="another file"),
])  # fmt: skip
def test_a_broken_backup_is_refused_and_the_office_stays(home: Path, spoil: Callable[[Path], object]) -> None:
    spoil(backup_of(home))
    for act in (lambda: restore(home), lambda: restoring.look_into(backup_of(home), KEY)):
        with pytest.raises(StoreFault) as refused:
            act()
        assert refused.value.code in ("damaged", "wrong_key")
    assert heads(home) == ["后来的", "备份里的"]
    assert not (home / swapping.WORKSHOP).exists()


class CountingDisk(FailingDisk):
    """Counts its steps and never fails."""

    def __init__(self) -> None:
        super().__init__(-1)


def steps_of_a_restore(folder: Path) -> int:
    """How many steps at the disk a restore takes."""
    with new_store(folder) as store:
        write_key_file(folder, MADE)
        store.back_up(folder / "backups", "manual")
    disk = CountingDisk()
    restore(folder, disk)
    return len(disk.steps)


@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EIO, errno.EROFS])
def test_the_disk_fails_at_each_step_and_one_of_the_two_stands(tmp_path: Path, error: int) -> None:
    (tmp_path / "counted").mkdir()
    outcomes = set()
    for step in range(steps_of_a_restore(tmp_path / "counted")):
        home = tmp_path / f"{error}-{step}"
        home.mkdir()
        with new_store(home) as store:
            write_key_file(home, MADE)
            add(store, "household", make_household(head="备份里的"))
            store.back_up(home / "backups", "manual")
            add(store, "household", make_household(head="后来的"))
        with pytest.raises(StoreFault):
            restore(home, FailingDisk(step, error))
        swapping.settle(home)
        assert heads(home) in (["备份里的"], ["后来的", "备份里的"])
        assert read_key_file(home) == MADE
        assert not (home / swapping.WORKSHOP).exists()
        outcomes.add(len(heads(home)))
    assert outcomes == {1, 2}


class CutOff(BaseException):
    """The power went."""


class PowerCut(FailingDisk):
    """At the step of that number the power goes: nothing after it runs, not even the clearing away."""

    def _step(self, name: str) -> None:
        self.steps.append(name)
        if len(self.steps) > self.left:
            raise CutOff


def test_a_power_cut_at_each_step_leaves_the_old_or_the_new_whole(tmp_path: Path) -> None:
    (tmp_path / "counted").mkdir()
    outcomes = []
    for step in range(steps_of_a_restore(tmp_path / "counted")):
        home = tmp_path / str(step)
        home.mkdir()
        with new_store(home) as store:
            write_key_file(home, MADE)
            add(store, "household", make_household(head="备份里的"))
            store.back_up(home / "backups", "manual")
            add(store, "household", make_household(head="后来的"))
        with pytest.raises(CutOff):
            restore(home, PowerCut(step))
        with suppress(CutOff):  # and goes again while the next start finishes
            swapping.settle(home, PowerCut(2))
        swapping.settle(home)
        outcomes.append(len(heads(home)))
        assert read_key_file(home) == MADE
    assert outcomes == sorted(outcomes, reverse=True)  # two before the decision, one after it
    assert set(outcomes) == {1, 2}
