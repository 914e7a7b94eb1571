"""Undoing and redoing: what is offered, what is refused, what comes back."""

from __future__ import annotations

from db import history
from db.reversal import changed_since, reverse
from db.store import Store
from tests.db.stores import add, change, faults_in, read, undo
from tests.factories import make_household, make_person

OPERATOR = "王芳"


def offered(store: Store, since: int = 0, operator: str = OPERATOR) -> tuple[int | None, int | None]:
    """The numbers of what undo and redo would take back."""
    latest = history.latest_undoable(store.database, operator, since)
    undone = history.latest_redoable(store.database, operator, since)
    return (latest.number if latest else None, undone.number if undone else None)


def test_a_session_undoes_only_its_own(store: Store) -> None:
    add(store, "household", make_household())
    assert offered(store) == (1, None)
    assert offered(store, since=1) == (None, None)
    assert offered(store, operator="李强") == (None, None)


def test_undo_and_redo_go_back_and_forth(store: Store) -> None:
    person = add(store, "person", make_person(name="甲"))
    change(store, "person", person, {"name": "乙"})
    assert undo(store, 2) == 3
    assert (offered(store), read(store, "person", person)["name"]) == ((1, 3), "甲")
    reverse(store, 3, OPERATOR, "redo")
    assert (offered(store), read(store, "person", person)["name"]) == ((2, None), "乙")


def test_after_something_new_nothing_is_redone(store: Store) -> None:
    person = add(store, "person", make_person(name="甲"))
    change(store, "person", person, {"name": "乙"})
    undo(store, 2)
    change(store, "person", person, {"name": "丙"})
    assert offered(store) == (4, None)


def test_a_later_change_of_the_same_field_stands_in_the_way(store: Store) -> None:
    person = add(store, "person", make_person(name="甲"))
    change(store, "person", person, {"name": "乙"})
    assert changed_since(store.database, 2) is False
    change(store, "person", person, {"phone": "1"})
    assert changed_since(store.database, 2) is False
    assert changed_since(store.database, 1) is True
    change(store, "person", person, {"name": "丙"})
    assert changed_since(store.database, 2) is True


def test_what_was_changed_back_within_one_action_is_undone_once(store: Store) -> None:
    person = add(store, "person", make_person(name="甲"))
    with store.write("person.change", OPERATOR) as (writer, _):
        writer.change("person", person, {"name": "乙"})
        writer.change("person", person, {"name": "甲"})
    assert offered(store) == (2, None)
    undo(store, 2)
    assert (offered(store), read(store, "person", person)["name"]) == ((1, 3), "甲")
    assert faults_in(store) == []


def test_what_was_changed_twice_within_one_action_goes_back_to_the_first_value(store: Store) -> None:
    person = add(store, "person", make_person(name="甲"))
    with store.write("person.change", OPERATOR) as (writer, _):
        writer.change("person", person, {"name": "乙"})
        writer.change("person", person, {"name": "丙"})
    undo(store, 2)
    assert read(store, "person", person)["name"] == "甲"
    reverse(store, 3, OPERATOR, "redo")
    assert read(store, "person", person)["name"] == "丙"


def test_undoing_an_import_bins_what_it_added_and_puts_back_what_it_changed(store: Store) -> None:
    old = add(store, "person", make_person(name="甲", phone="1"))
    with store.write("import", OPERATOR) as (writer, _):
        new = writer.add_many("person", [make_person(name=str(n)) for n in range(500)])
        homes = writer.add_many("household", [make_household()] * 3)
        writer.change("person", old, {"name": "乙", "phone": None, "x_own": 1})
        writer.change("person", new[0], {"name": "改"})
        writer.remove("person", old)
    written = reverse(store, 2, OPERATOR, "undo")
    assert (read(store, "person", old)["name"], read(store, "person", old).deleted) == ("甲", False)
    assert (read(store, "person", new[0])["name"], read(store, "person", new[0]).deleted) == ("0", True)
    assert written.touched == {"person": {old, *new}, "household": set(homes)}
    reverse(store, written.action, OPERATOR, "redo")
    assert (read(store, "person", old)["x_own"], read(store, "person", old).deleted) == (1, True)
    assert (read(store, "person", new[0])["name"], read(store, "person", new[499]).deleted) == ("改", False)
    assert faults_in(store) == []


def test_a_record_that_never_was_has_no_history(store: Store) -> None:
    assert history.of_record(store.database, "person", "nobody") == []


def test_a_record_that_came_without_an_action_has_only_its_changes(store: Store) -> None:
    store.connection.execute("UPDATE capture SET capturing = 0")
    store.connection.execute("INSERT INTO person (id, name) VALUES ('p', '甲')")
    change(store, "person", "p", {"name": "乙"})
    found = history.of_record(store.database, "person", "p")
    assert [(each.field, each.before, each.after) for each in found] == [("name", "甲", "乙")]
    assert found[0].action.operator == OPERATOR


def test_undo_looks_rows_up_and_does_not_read_the_table(store: Store) -> None:
    person = add(store, "person", make_person(name="甲"))
    number = change(store, "person", person, {"name": "乙"})
    said: list[str] = []
    store.connection.set_trace_callback(said.append)
    undo(store, number)
    store.connection.set_trace_callback(None)
    update = next(each for each in said if each.startswith('UPDATE "person"'))
    plan = [row[3] for row in store.connection.execute(f"EXPLAIN QUERY PLAN {update}")]
    assert "SEARCH person USING INTEGER PRIMARY KEY (rowid=?)" in plan
