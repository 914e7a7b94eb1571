"""How far a database has come; two runs of one snapshot are told apart (exchange 25)."""

from __future__ import annotations

import shutil
from contextlib import closing
from pathlib import Path

from db.high_water import begin_epoch, high_water, holds, newest_action, node_of
from db.store import Store
from tests.db.stores import add, change, new_store, opened
from tests.factories import make_household


def snapshot(store: Store, folder: Path) -> Path:
    """The database's files as a snapshot of the whole machine holds them in the middle of a session."""
    folder.mkdir()
    for file in store.path.parent.glob(f"{store.path.name}*"):
        shutil.copy(file, folder / file.name)
    return folder


def test_a_database_holds_each_mark_it_ever_had(tmp_path: Path):
    with new_store(tmp_path) as store:
        marks = [high_water(store)]
        id = add(store, "household", make_household())
        marks.append(high_water(store))
        change(store, "household", id, {"notes": "常年在外"})
        marks.append(high_water(store))
        begin_epoch(store)
        marks.append(high_water(store))
        assert all(holds(store, node_of(store), each) for each in marks)
        assert [sum(seq for seq, _ in each.heads.values()) for each in marks] == [0, 1, 2, 0]


def test_an_older_copy_lacks_the_newer_mark(tmp_path: Path):
    with new_store(tmp_path) as store:
        add(store, "household", make_household())
        kept = snapshot(store, tmp_path / "kept")
        add(store, "household", make_household())
        mark, node = high_water(store), node_of(store)
    with closing(opened(kept)) as older:
        assert not holds(older, node, mark)
        begin_epoch(older)
        assert not holds(older, node, mark)


def test_a_copy_from_before_an_epoch_lacks_its_mark(tmp_path: Path):
    with new_store(tmp_path) as store:
        kept = snapshot(store, tmp_path / "kept")
        begin_epoch(store)
        mark, node = high_water(store), node_of(store)
    with closing(opened(kept)) as older:
        assert not holds(older, node, mark)


def test_a_snapshot_resumed_twice_in_one_session_is_two_chains(tmp_path: Path):
    with new_store(tmp_path) as store:
        id = add(store, "household", make_household())
        copies = [snapshot(store, tmp_path / name) for name in ("once", "twice")]
    marks = []
    for folder in copies:  # the very same act at the very same time, each in its own run
        with closing(opened(folder)) as resumed:
            change(resumed, "household", id, {"notes": "常年在外"})
            marks.append(high_water(resumed))
            node = node_of(resumed)
    one, other = marks
    assert one.epoch == other.epoch
    assert {name: seq for name, (seq, _) in one.heads.items()} == {
        name: seq for name, (seq, _) in other.heads.items()
    }
    assert one != other
    for folder, mine, theirs in ((copies[0], one, other), (copies[1], other, one)):
        with closing(opened(folder)) as resumed:
            assert (holds(resumed, node, mine), holds(resumed, node, theirs)) == (True, False)


def test_the_newest_action_is_the_last_one_whatever_its_time_says(tmp_path: Path):
    with new_store(tmp_path) as store:
        assert newest_action(store) == ""
        add(store, "household", make_household())
        store.connection.execute("UPDATE action SET at = '2099-12-31T23:59:59'")
        add(store, "household", make_household())
        assert newest_action(store) == "2026-11-20T09:00:00"
