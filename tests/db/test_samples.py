"""Wish (b): the sample database of every released format opens with today's program, nothing lost."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from db import local, records, search
from db import store as stores
from db.connection import connect
from db.errors import StoreFault
from db.keys import read_key_file
from db.kinds import KINDS
from db.records import Query
from db.store import DATABASE_FILE, Store
from tests.db.stores import add, faults_in, new_store, now, tallies
from tests.factories import RARE_NAMES, make_person
from tests.tools.make_sample import digest

SAMPLES = sorted((Path(__file__).parents[1] / "samples").glob("format_*"))


@pytest.fixture(params=SAMPLES, ids=lambda folder: folder.name)
def home(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A copy of a sample's folder."""
    return Path(shutil.copytree(request.param, tmp_path / "home"))


def key_of(home: Path) -> bytes:
    """The sample's key, by its password."""
    operator, password = (home / "password.txt").read_text("utf-8").split()
    key = read_key_file(home).unwrap(operator, password)
    assert key is not None
    return key


@pytest.fixture
def sample(home: Path) -> Iterator[Store]:
    """The copy, opened."""
    store = stores.open_store(home / DATABASE_FILE, key_of(home), now)
    yield store
    store.close()


def test_there_is_a_sample() -> None:
    assert [folder.name for folder in SAMPLES][:1] == ["format_0001"]


def test_every_cell_is_still_there(home: Path, sample: Store) -> None:
    told = json.loads((home / "digests.json").read_text("utf-8"))
    first = {kind.name for kind in KINDS.values() if kind.number <= 24}  # kinds of the first format
    assert told.keys() >= first
    kept = {
        name: each for name, each in told.items() if name != "setting"
    }  # the program notes its version there
    assert [
        name for name, each in kept.items() if digest(sample, name, each["columns"]) != each["sha256"]
    ] == []


def test_opening_stamps_nothing(home: Path, sample: Store) -> None:
    before = sample.connection.execute("SELECT max(last_seq) FROM batch").fetchone()[0]
    assert tallies(sample) == [(1, 1, before)]
    assert faults_in(sample) == []


def test_everyone_is_found(sample: Store) -> None:
    for name in RARE_NAMES[1:]:
        assert [each["name"] for each in search.by_keys(sample.database, "person", name, 5).records] == [name]
    assert len(search.by_words(sample.database, "visit", "修路", 5).records) == 1
    assert records.count(sample.database, Query("person", deleted=True)) == 1
    assert local.content(sample, "cd" * 32) == bytes(range(256))


def test_work_goes_on(sample: Store) -> None:
    before = tallies(sample)[0][2]
    add(sample, "person", make_person(name="新人"))
    assert tallies(sample) == [(1, 1, before + 1)]
    assert len(search.by_keys(sample.database, "person", "新人", 5).records) == 1


def test_a_migrated_database_looks_like_a_new_one(sample: Store, tmp_path: Path) -> None:
    """Also: a released step was not edited afterwards."""
    look = "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY 1, 2"
    (tmp_path / "new").mkdir()
    with new_store(tmp_path / "new") as fresh:
        wanted = [tuple(row) for row in fresh.connection.execute(look)]
    assert [tuple(row) for row in sample.connection.execute(look)] == wanted


def test_a_newer_format_is_refused_and_left_as_it_is(home: Path) -> None:
    database = connect(home / DATABASE_FILE, key_of(home))
    database.execute(
        "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('lianxin', '9999_x', '')"
    )
    database.conn.close()
    before = {path.name: path.read_bytes() for path in home.iterdir()}
    with pytest.raises(StoreFault, match="newer_format"):
        stores.open_store(home / DATABASE_FILE, key_of(home), now)
    assert {path.name: path.read_bytes() for path in home.iterdir()} == before
