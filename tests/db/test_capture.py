"""Wish (d): whatever is written, undone and redone, stamps and history agree with a plain model."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from sqlcipher3 import dbapi2 as sqlcipher

from db import history
from db.fields import FieldType
from db.kinds import KINDS
from db.reversal import changed_since, reverse
from db.store import Store, new_writer
from tests.db.stores import add, change, faults_in, new_store, read, tallies, undo
from tests.factories import RARE_NAMES, RARE_TEXT, make_household, make_ledger, make_person

OPERATOR = "王芳"
TEXTS = st.one_of(st.none(), st.just(""), st.sampled_from([*RARE_NAMES, RARE_TEXT, "1", "1.0", "NULL"]))
VALUES: dict[FieldType, st.SearchStrategy[Any]] = {
    FieldType.INTEGER: st.one_of(st.none(), st.integers(-(2**63), 2**63 - 1)),
    FieldType.MONEY: st.one_of(st.none(), st.integers(-(2**53), 2**53)),
    FieldType.NUMBER: st.one_of(st.none(), st.floats(allow_nan=False, allow_infinity=False)),
    FieldType.BOOLEAN: st.sampled_from([None, 0, 1]),
    FieldType.REFERENCES: st.lists(st.sampled_from(["a", "b", "c"]), max_size=3),
    FieldType.JSON: st.one_of(
        st.none(), st.dictionaries(st.sampled_from("xyz"), st.integers(0, 2), max_size=2)
    ),
}


def values_of(kind: str) -> st.SearchStrategy[dict[str, Any]]:
    """Some fields of a kind, and now and then a township's own field."""
    fields = {each.name: VALUES.get(each.type, TEXTS) for each in KINDS[kind].fields}
    fields["x_own"] = st.sampled_from([None, "", "自有", RARE_TEXT])
    return st.fixed_dictionaries({}, optional=fields)


Model = dict[tuple[str, str], dict[str, Any]]


def _kept(value: Any) -> Any:
    return None if value in ("", [], {}) and not isinstance(value, int | float) else value


class Office(RuleBasedStateMachine):
    """A clerk who adds, changes, removes, restores, undoes and redoes; the model does the same."""

    kinds = ("person", "visit", "aid", "duty")

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.opening = new_store(Path(self.folder.name))
        self.store: Store = self.opening.__enter__()
        self.store.connection.execute("PRAGMA synchronous = OFF")  # only here: no power is cut
        self.model: Model = {}
        self.seq = 0
        self.done: list[tuple[int, Model]] = []  # (action, the model before it)
        self.undone: list[tuple[int, Model]] = []  # (undoing action, the model before it)

    def _copy(self) -> Model:
        return {key: dict(values) for key, values in self.model.items()}

    def _acted(self, action: int, before: Model, dots: int) -> None:
        assert bool(action) == bool(dots)
        self.seq += dots
        if action:
            self.done.append((action, before))
            self.undone.clear()

    def _target(self, choice: int) -> tuple[str, str]:
        return list(self.model)[choice % len(self.model)]

    def _set(self, key: tuple[str, str], values: dict[str, Any]) -> int:
        now = self.model[key]
        changed = {name for name, value in values.items() if not _same(now.get(name), _kept(value))}
        now.update({name: _kept(value) for name, value in values.items()})
        return len(_with_groups(key[0], changed))

    @rule(kind=st.sampled_from(kinds), data=st.data())
    def add(self, kind: str, data: st.DataObject) -> None:
        before, many = self._copy(), data.draw(st.lists(values_of(kind), min_size=1, max_size=3))
        with self.store.write("add", OPERATOR) as (writer, written):
            ids = writer.add_many(kind, many)
        for identity, values in zip(ids, many, strict=True):
            self.model[kind, identity] = {name: _kept(value) for name, value in values.items()} | {
                "deleted": 0
            }
        self._acted(written.action, before, len(many))

    @precondition(lambda self: self.model)
    @rule(choice=st.integers(0, 99), data=st.data())
    def change(self, choice: int, data: st.DataObject) -> None:
        key, before = self._target(choice), self._copy()
        values = data.draw(values_of(key[0]))
        action = change(self.store, *key, values)
        self._acted(action, before, self._set(key, values))

    @precondition(lambda self: self.model)
    @rule(choice=st.integers(0, 99), name=st.sampled_from(["remove", "restore"]))
    def mark(self, choice: int, name: str) -> None:
        key, before = self._target(choice), self._copy()
        with self.store.write(name, OPERATOR) as (writer, written):
            getattr(writer, name)(*key)
        self._acted(written.action, before, self._set(key, {"deleted": int(name == "remove")}))

    @precondition(lambda self: self.done)
    @rule()
    def undo(self) -> None:
        number, earlier = self.done.pop()
        found = history.latest_undoable(self.store.database, OPERATOR, 0)
        assert found is not None and found.number == number
        assert not changed_since(self.store.database, number)
        self._reversed(undo(self.store, number), earlier)

    @precondition(lambda self: self.undone)
    @rule()
    def redo(self) -> None:
        number, earlier = self.undone.pop()
        found = history.latest_redoable(self.store.database, OPERATOR, 0)
        assert found is not None and found.number == number and found.undoes is not None
        before = self._copy()
        reverse(self.store, number, OPERATOR, "redo")
        self.done.append((found.undoes, before))
        self._goes_to(earlier)

    def _reversed(self, action: int, earlier: Model) -> None:
        self.undone.append((action, self._copy()))
        self._goes_to(earlier)

    def _goes_to(self, wanted: Model) -> None:
        for key, values in self.model.items():
            target = wanted.get(key, {**values, "deleted": 1})
            names = values.keys() | target.keys()
            self.seq += sum(not _same(values.get(n), target.get(n)) for n in names)
            self.model[key] = dict(target)
        # A group that is put back field by field is stamped each time: never less than one dot a change.
        ((_, _, stamped),) = tallies(self.store)
        assert stamped >= self.seq
        self.seq = stamped

    @invariant()
    def records_are_the_model(self) -> None:
        for (kind, identity), values in self.model.items():
            record = read(self.store, kind, identity)
            assert record.deleted == bool(values["deleted"])
            for name in (*KINDS[kind].names, "x_own"):
                assert _same(_kept(record[name]), values.get(name)), (kind, name)

    @invariant()
    def stamps_are_contiguous_and_one_a_change(self) -> None:
        assert tallies(self.store) == [(1, 1, self.seq)]
        assert faults_in(self.store) == []

    def teardown(self) -> None:
        self.opening.__exit__(None, None, None)
        self.folder.cleanup()


def _with_groups(kind: str, changed: set[str]) -> set[str]:
    """The changed fields and those that merge as one with them."""
    fields = [each for each in KINDS[kind].fields if each.group]
    groups = {each.group for each in fields if each.name in changed}
    return changed | {each.name for each in fields if each.group in groups}


def _same(one: Any, other: Any) -> bool:
    return bool(one == other)


TestOffice = Office.TestCase
TestOffice.settings = settings(
    max_examples=50, stateful_step_count=25,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)  # fmt: skip


def test_history_gives_every_earlier_value(store: Store) -> None:
    person = add(store, "person", make_person(name="甲"))
    for name in ("乙", "丙", "丙", "丁"):
        change(store, "person", person, {"name": name, "phone": name})
    steps = history.of_record(store.database, "person", person)
    assert [(each.field, each.before, each.after) for each in steps if each.field != "phone"] == [
        ("", None, None), ("name", "甲", "乙"), ("name", "乙", "丙"), ("name", "丙", "丁"),
    ]  # fmt: skip
    assert [each.action.number for each in steps] == [1, 2, 2, 3, 3, 4, 4]


def test_own_fields_saved_again_change_nothing(store: Store) -> None:
    person = add(store, "person", make_person(x_b="乙", x_a="甲"))
    assert change(store, "person", person, {"x_a": "甲", "x_b": "乙"}) == 0
    assert change(store, "person", person, {"x_a": None}) != 0
    assert (read(store, "person", person)["x_a"], read(store, "person", person)["x_b"]) == (None, "乙")


def test_lists_saved_again_change_nothing(store: Store) -> None:
    ledger = add(store, "ledger", make_ledger())
    assert (
        change(store, "ledger", ledger, {"definition": {"columns": ["date", "content"], "kind": "visit"}})
        == 0
    )


@pytest.mark.parametrize(
    "sql", ["DELETE FROM household", "REPLACE INTO household (row, id) VALUES (1, 'x')",
            "INSERT OR REPLACE INTO household (row, id) SELECT 2, id FROM household"],
)  # fmt: skip
def test_a_record_is_never_really_deleted(store: Store, sql: str) -> None:
    add(store, "household", make_household())
    with pytest.raises(sqlcipher.DatabaseError, match="never deleted"):
        store.connection.execute(sql)


def test_a_bucket_that_came_later_is_counted_too(store: Store) -> None:
    store.connection.execute("INSERT INTO bucket (number, name) VALUES (2, 'town')")
    with store.write("move", OPERATOR) as (writer, _):
        first, second = writer.add_many("household", [make_household(), make_household()])
        store.connection.execute("UPDATE household SET bucket = 2, head = '乙' WHERE id = ?", (first,))
        store.connection.execute("UPDATE household SET bucket = 2, head = '丙' WHERE id = ?", (second,))
    assert tallies(store) == [(1, 1, 2), (2, 1, 2)]
    assert faults_in(store) == []


def test_a_new_writer_counts_from_one_again(store: Store) -> None:
    first = add(store, "household", make_household())
    new_writer(store.database, "another-node")
    change(store, "household", first, {"head": "乙", "number": "2"})
    add(store, "household", make_household())
    assert tallies(store) == [(1, 1, 1), (1, 2, 3)]
    assert faults_in(store) == []


def test_a_change_outside_of_any_write_is_still_captured(store: Store) -> None:
    first = add(store, "household", make_household())
    store.connection.execute("UPDATE household SET head = '乙' WHERE id = ?", (first,))
    add(store, "household", make_household())
    assert tallies(store) == [(1, 1, 3)]
    assert faults_in(store) == []
