"""Damage: pages of the file overwritten; what can be read is brought into the restored backup."""

from __future__ import annotations

import os
import random
import secrets
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

import pytest

from db import restoring
from db import store as stores
from db.healing import schema_pages
from db.keys import write_key_file
from db.pages import PAGE_BYTES, PageCipher, broken_pages, page_count, salt_of
from db.store import Store
from tests.db.stores import KEY, add, change, everything, faults_in, new_store, now, opened
from tests.db.test_keys import MADE
from tests.factories import make_household, make_person

SOAKING = "LIANXIN_SOAK" in os.environ


def office(folder: Path, before: int = 200, after: int = 60) -> Path:
    """A closed office: so many households, a backup, so many more and some changed; the backup."""
    with new_store(folder):
        pass
    write_key_file(folder, MADE)
    with closing(opened(folder)) as store:
        with store.write("add", "王芳") as (writer, _):
            writer.add_many("household", [make_household(number=str(n)) for n in range(before)])
        backup = store.back_up(folder / "backups", "closing")
        first = everything(store)[0].id
        with store.write("add", "王芳") as (writer, _):
            writer.add_many("person", [make_person(notes="记" * 300) for _ in range(after)])
        change(store, "household", first, {"notes": "备份以后改的"})
    return backup


def overwrite(path: Path, pages: Iterable[int]) -> None:
    """Have these pages hold noise."""
    with path.open("r+b") as file:
        for number in pages:
            file.seek((number - 1) * PAGE_BYTES)
            file.write(secrets.token_bytes(PAGE_BYTES))


def restored(folder: Path, backup: Path) -> tuple[Store, restoring.Swapped]:
    """The office after the backup was put back and the damaged file salvaged."""
    swapped = restoring.replace(folder, backup, KEY, "王芳", now, salvaging=True)
    return opened(folder), swapped


def data_pages(folder: Path) -> range:
    """The pages that do not hold the schema."""
    with closing(opened(folder)):
        pass
    path = folder / "lianxin.db"
    return range(max(schema_pages(path, KEY)) + 1, page_count(path) + 1)


def test_a_whole_file_gives_all_that_is_newer_than_the_backup(tmp_path: Path) -> None:
    backup = office(tmp_path)
    with closing(opened(tmp_path)) as store:
        before = {each.id: each.values for each in everything(store)}
    store, swapped = restored(tmp_path, backup)
    with closing(store):
        assert {each.id: each.values for each in everything(store)} == before
        assert faults_in(store) == []
    assert swapped.salvage is not None
    assert {each.kind: (each.added, each.changed, each.lost) for each in swapped.salvage.tables} == {
        "person": (60, 0, 0),
        "household": (0, 1, 0),
    }


@pytest.mark.parametrize("seed", range(200 if SOAKING else 12))
def test_random_pages_lost_take_only_their_own_rows(tmp_path: Path, seed: int) -> None:
    backup = office(tmp_path)
    with closing(opened(tmp_path)) as store:
        before = {each.id: dict(each.values) for each in everything(store)}
    path = tmp_path / "lianxin.db"
    dice = random.Random(seed)
    overwrite(path, dice.sample(data_pages(tmp_path), dice.randint(1, 6)))
    store, swapped = restored(tmp_path, backup)
    saved = swapped.salvage
    assert saved is not None and saved.readable and saved.broken_pages
    with closing(store):
        after = {each.id: dict(each.values) for each in everything(store)}
        assert faults_in(store) == []
    people = {id: values for id, values in before.items() if "household" in values and "sex" in values}
    lost = sum(each.lost for each in saved.tables if each.kind == "person")
    assert len([id for id in people if id not in after]) == lost
    assert all(after[id] == people[id] for id in people if id in after)
    assert len([id for id in before if id in after]) >= 200


@pytest.mark.parametrize("seed", range(400 if SOAKING else 12))
def test_whatever_pages_are_lost_nothing_of_the_backup_is_and_nothing_is_made_up(
    tmp_path: Path, seed: int
) -> None:
    dice = random.Random(seed)
    backup = office(tmp_path, before=dice.randint(1, 150), after=dice.randint(0, 120))
    path = tmp_path / "lianxin.db"
    with closing(opened(tmp_path)) as store:
        now_there = {each.id: dict(each.values) for each in everything(store)}
    with closing(stores.open_store(backup, KEY, now)) as store:
        then = {each.id: dict(each.values) for each in everything(store)}
    overwrite(path, dice.sample(range(1, page_count(path) + 1), dice.choice((1, 2, 5, 20, 60))))
    store, swapped = restored(tmp_path, backup)
    with closing(store):
        after = {each.id: dict(each.values) for each in everything(store)}
        assert faults_in(store) == []
    assert swapped.salvage is not None
    assert then.keys() <= after.keys() <= now_there.keys()
    assert all(each in (then.get(id), now_there[id]) for id, each in after.items())


@pytest.mark.parametrize("seed", range(8))
def test_lost_pages_of_the_schema_are_taken_from_the_backup(tmp_path: Path, seed: int) -> None:
    backup = office(tmp_path)
    path = tmp_path / "lianxin.db"
    dice = random.Random(seed)
    schema = sorted(schema_pages(path, KEY))
    overwrite(path, dice.sample(schema, min(len(schema), 4)))
    store, swapped = restored(tmp_path, backup)
    with closing(store):
        assert len(everything(store)) == 260
    assert swapped.salvage is not None and swapped.salvage.readable


def test_a_lost_first_page_loses_no_record(tmp_path: Path) -> None:
    backup = office(tmp_path)
    overwrite(tmp_path / "lianxin.db", [1])
    store, swapped = restored(tmp_path, backup)
    with closing(store):
        assert len(everything(store)) == 260
        assert faults_in(store) == []
    assert swapped.salvage is not None
    assert [each.lost for each in swapped.salvage.tables] == [0] * len(swapped.salvage.tables)


def test_a_lost_first_page_loses_no_record_of_an_office_that_was_put_back_before(tmp_path: Path) -> None:
    backup = office(tmp_path)
    store, _ = restored(tmp_path, backup)
    with closing(store), store.write("add", "王芳") as (writer, _):
        writer.add_many("household", [make_household(number="新")])
    with closing(opened(tmp_path)) as store:
        before = len(everything(store))
    overwrite(tmp_path / "lianxin.db", [1])
    store, swapped = restored(tmp_path, backup)
    with closing(store):
        assert len(everything(store)) == before
    assert swapped.salvage is not None and swapped.salvage.readable


def test_what_was_committed_but_not_yet_folded_in_is_read_from_the_log(tmp_path: Path) -> None:
    backup = office(tmp_path)
    store = opened(tmp_path)
    added = add(store, "household", make_household(head="刚刚记的"))
    overwrite(tmp_path / "lianxin.db", [page_count(tmp_path / "lianxin.db")])
    swapped = restoring.replace(tmp_path, backup, KEY, "王芳", now, salvaging=True)
    store.connection.close()
    with closing(opened(tmp_path)) as again:
        assert added in {each.id for each in everything(again)}
    assert swapped.salvage is not None


def test_a_file_that_was_cut_short_still_gives_its_first_part(tmp_path: Path) -> None:
    backup = office(tmp_path)
    path = tmp_path / "lianxin.db"
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size * 3 // 4 // PAGE_BYTES * PAGE_BYTES + 100)
    store, swapped = restored(tmp_path, backup)
    with closing(store):
        assert len(everything(store)) >= 200
        assert faults_in(store) == []
    assert swapped.salvage is not None and swapped.salvage.readable


def test_of_a_file_full_of_noise_nothing_is_read_and_the_backup_stands(tmp_path: Path) -> None:
    backup = office(tmp_path)
    path = tmp_path / "lianxin.db"
    overwrite(path, range(1, page_count(path) + 1))
    store, swapped = restored(tmp_path, backup)
    with closing(store):
        assert len(everything(store)) == 200
    assert swapped.salvage is not None and not swapped.salvage.readable


def test_the_damaged_file_lies_aside_as_it_was(tmp_path: Path) -> None:
    backup = office(tmp_path)
    path = tmp_path / "lianxin.db"
    overwrite(path, [page_count(path)])
    damaged = path.read_bytes()
    store, swapped = restored(tmp_path, backup)
    store.close()
    assert swapped.aside is not None
    assert (swapped.aside / "lianxin.db").read_bytes() == damaged


def test_what_the_salvage_brought_is_kept_inside_the_database(tmp_path: Path) -> None:
    backup = office(tmp_path)
    store, _ = restored(tmp_path, backup)
    with closing(store):
        report = restoring.last_report(store)
        assert report is not None and report["readable"]
        assert len(report["brought"]) == 61


@pytest.mark.parametrize("number", [1, 2, 7])
def test_a_page_is_told_broken_by_a_single_bit(tmp_path: Path, number: int) -> None:
    with new_store(tmp_path) as store:
        add(store, "household", make_household())
    path = tmp_path / "lianxin.db"
    cipher = PageCipher(KEY, salt_of(path))
    assert list(broken_pages(path, cipher)) == []
    with path.open("r+b") as file:
        file.seek((number - 1) * PAGE_BYTES + 100)
        byte = file.read(1)[0]
        file.seek((number - 1) * PAGE_BYTES + 100)
        file.write(bytes([byte ^ 1]))
    assert list(broken_pages(path, cipher)) == [number]


def test_a_page_sealed_again_opens_as_it_was(tmp_path: Path) -> None:
    with new_store(tmp_path):
        pass
    path = tmp_path / "lianxin.db"
    cipher = PageCipher(KEY, salt_of(path))
    for number in (1, 2):
        stored = path.read_bytes()[(number - 1) * PAGE_BYTES : number * PAGE_BYTES]
        clear = cipher.opened(number, stored)
        again = cipher.sealed(number, clear)
        assert cipher.is_whole(number, again) and cipher.opened(number, again) == clear
