"""One write is one transaction; opening, closing and what stays open beside it."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from db import local, records
from db import store as stores
from db.connection import connect, faults_told
from db.errors import StoreFault
from db.history import action
from db.records import Query
from db.store import DATABASE_FILE, Store
from tests.db.stores import KEY, add, change, faults_in, new_store, now, opened, read, tallies
from tests.factories import make_household, make_person


class WorldSaidNo(Exception):
    """Stands for app's Problem, which this room does not know."""


def actions(store: Store) -> int:
    """How many actions there are."""
    return int(store.connection.execute("SELECT count(*) FROM action").fetchone()[0])


@pytest.mark.parametrize("error", [WorldSaidNo, KeyboardInterrupt, ZeroDivisionError])
def test_a_write_that_raises_leaves_nothing(store: Store, error: type[BaseException]) -> None:
    with pytest.raises(error), store.write("add", "王芳") as (writer, written):
        writer.add("household", make_household())
        local.set_setting(store, "half", True)
        raise error
    assert (written.action, actions(store), tallies(store)) == (0, 0, [(1, 1, 0)])
    assert local.setting(store, "half") is None
    assert add(store, "household", make_household())


def test_a_write_inside_a_write_is_a_bug_and_nothing_happens(store: Store) -> None:
    with pytest.raises(RuntimeError, match="one intention"), store.write("outer", "王芳") as (writer, _):
        writer.add("household", make_household())
        with store.write("inner", "王芳"):
            pass
    assert actions(store) == 0
    assert add(store, "household", make_household())


def test_a_backup_inside_a_write_is_a_bug(store: Store, tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="backup"), store.write("outer", "王芳"):
        store.back_up(tmp_path, "manual")


def test_a_write_without_change_leaves_no_action(store: Store) -> None:
    person = add(store, "person", make_person())
    assert change(store, "person", person, make_person()) == 0
    assert change(store, "person", person, {}) == 0
    assert (actions(store), tallies(store)) == (1, [(1, 1, 1)])


def test_what_a_write_touched_is_told(store: Store) -> None:
    with store.write("add", "王芳") as (writer, written):
        home = writer.add("household", make_household())
        person = writer.add("person", make_person(household=home))
    assert (written.action, written.touched) == (1, {"household": {home}, "person": {person}})


def test_contents_alone_are_kept_without_an_action(store: Store) -> None:
    with store.write("attach", "王芳") as (writer, written):
        writer.store_content("ab", b"picture")
        writer.store_content("ab", b"picture")
    assert (written.action, actions(store), local.content(store, "ab")) == (0, 0, b"picture")
    assert local.content(store, "cd") is None


def test_a_local_write_inside_a_write_without_change_is_kept(store: Store) -> None:
    with store.write("look", "王芳"):
        local.set_setting(store, "seen", 1)
    assert (local.setting(store, "seen"), actions(store)) == (1, 0)


def test_the_writer_reads_what_it_wrote(store: Store) -> None:
    with store.write("add", "王芳") as (writer, _):
        home = writer.add("household", make_household(id="h-1"))
        found = writer.get("household", home)
        assert (home, found and found["head"], writer.get("household", "h-2")) == ("h-1", "张桂花", None)


@pytest.mark.parametrize("name", ["remove", "restore"])
def test_what_is_not_there_cannot_be_marked(store: Store, name: str) -> None:
    with pytest.raises(KeyError), store.write(name, "王芳") as (writer, _):
        getattr(writer, name)("household", "nobody")


def test_what_is_not_there_cannot_be_changed(store: Store) -> None:
    with pytest.raises(KeyError):
        change(store, "household", "nobody", {"head": "甲", "x_own": "乙"})


def test_reading_goes_on_while_others_write(store: Store) -> None:
    with store.write("add", "王芳") as (writer, _):
        ids = writer.add_many("household", [make_household(number=str(n)) for n in range(50)])
    chunks = records.stream(store.database, Query("household"), chunk=10)
    first = next(chunks)
    change(store, "household", ids[0], {"head": "甲"})
    with pytest.raises(WorldSaidNo), store.write("add", "王芳") as (writer, _):
        writer.add("household", make_household())
        raise WorldSaidNo
    rest = [record for chunk in chunks for record in chunk]
    assert [each.id for each in first + rest] == ids
    assert faults_in(store) == []


def test_an_unfinished_reading_does_not_keep_the_store_open(tmp_path: Path) -> None:
    with new_store(tmp_path) as store:
        add(store, "household", make_household())
        add(store, "household", make_household())
        chunks = records.stream(store.database, Query("household"), chunk=1)
        next(chunks)
    assert not (tmp_path / f"{DATABASE_FILE}-wal").exists()
    opened(tmp_path).close()


def test_a_large_import_leaves_no_large_log(store: Store) -> None:
    with store.write("import", "王芳") as (writer, _):
        writer.add_many("household", [make_household(notes="记" * 5000) for _ in range(6000)])
    log = store.path.with_name(f"{DATABASE_FILE}-wal")
    assert log.stat().st_size > 70_000_000
    add(store, "household", make_household())
    add(store, "household", make_household())
    assert log.stat().st_size <= 64 << 20


def test_closing_folds_the_log_in_and_leaves_statistics(tmp_path: Path) -> None:
    with new_store(tmp_path) as store:
        for number in range(30):
            add(store, "household", make_household(number=str(number)))
    assert [path.name for path in tmp_path.iterdir()] == [DATABASE_FILE]


def test_a_store_is_not_made_over_another(tmp_path: Path) -> None:
    with new_store(tmp_path), pytest.raises(FileExistsError), new_store(tmp_path):
        pass


@pytest.mark.parametrize(
    ("contents", "code"),
    [(b"", "damaged"), (b"no database at all" * 500, "wrong_key"), (b"x", "damaged")],
)
def test_a_file_that_is_not_ours_is_told(tmp_path: Path, contents: bytes, code: str) -> None:
    (tmp_path / DATABASE_FILE).write_bytes(contents)
    with pytest.raises(StoreFault) as caught:
        opened(tmp_path)
    assert caught.value.code == code
    assert (tmp_path / DATABASE_FILE).read_bytes() == contents


def test_an_encrypted_file_of_something_else_is_told(tmp_path: Path) -> None:
    with closing(connect(tmp_path / DATABASE_FILE, KEY, create=True).conn) as connection:
        connection.execute("CREATE TABLE other (x)")
    with pytest.raises(StoreFault, match="damaged"):
        opened(tmp_path)


def test_a_bug_is_no_fault_of_the_world() -> None:
    with pytest.raises(sqlcipher.OperationalError), faults_told():
        sqlcipher.connect(":memory:").execute("SELEC 1")
    with pytest.raises(sqlcipher.ProgrammingError, match="own words"), faults_told():
        raise sqlcipher.ProgrammingError("own words")


def test_a_disk_too_full_for_the_index_of_the_log_is_full() -> None:
    error = sqlcipher.OperationalError("disk I/O error")
    error.sqlite_errorcode = 4874
    with pytest.raises(StoreFault, match="disk_full"), faults_told():
        raise error


def test_a_missing_file_and_a_wrong_key_are_told(tmp_path: Path) -> None:
    with pytest.raises(StoreFault, match="missing"):
        opened(tmp_path)
    with new_store(tmp_path) as store:
        add(store, "household", make_household())
    with pytest.raises(StoreFault, match="wrong_key"):
        stores.open_store(tmp_path / DATABASE_FILE, bytes(32), now)


def test_a_damaged_page_is_told(tmp_path: Path) -> None:
    with new_store(tmp_path) as store:
        home = add(store, "household", make_household())
    whole = bytearray((tmp_path / DATABASE_FILE).read_bytes())
    whole[4096 + 100 :] = bytes(len(whole) - 4196)
    (tmp_path / DATABASE_FILE).write_bytes(whole)
    with pytest.raises(StoreFault) as caught, faults_told():
        read(opened(tmp_path), "household", home)
    assert caught.value.code == "damaged"


def test_a_second_program_is_told_to_wait(store: Store, tmp_path: Path) -> None:
    other = opened(tmp_path)
    other.connection.execute("PRAGMA busy_timeout = 0")
    with store.write("add", "王芳") as (writer, _):
        writer.add("household", make_household())
        with pytest.raises(StoreFault, match="busy"), other.write("add", "李强"):
            pass
    assert add(other, "household", make_household())
    other.close()
    assert faults_in(store) == []


def test_an_action_that_never_was_is_none(store: Store) -> None:
    assert action(store.database, 7) is None
