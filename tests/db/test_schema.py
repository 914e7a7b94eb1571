"""Wish (a): after all migrations the tables are what the record kinds describe."""

from __future__ import annotations

import pytest

from db.derived import install
from db.kinds import KINDS
from db.schema import create_indexes, create_table, expected_columns, kind_by_number
from db.search_index import triggers
from db.store import Store
from tests.db.stores import add, tallies
from tests.factories import make_person, one_of_each


def _plain(sql: str) -> str:
    return " ".join(sql.split())


@pytest.mark.parametrize("kind", KINDS)
def test_the_columns_are_the_described_ones(store: Store, kind: str) -> None:
    rows = store.connection.execute(f'PRAGMA table_info("{kind}")')
    assert {row[1]: row[2] for row in rows} == expected_columns(KINDS[kind])


def test_every_table_and_index_stands_as_it_is_described(store: Store) -> None:
    rows = store.connection.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL")
    standing = {_plain(row[0]) for row in rows}
    wanted = [create_table(kind) for kind in KINDS.values()]
    wanted += [statement for kind in KINDS.values() for statement in create_indexes(kind)]
    assert [each for each in wanted if _plain(each) not in standing] == []


def test_every_searched_kind_has_its_index_table(store: Store) -> None:
    names = {row[0] for row in store.connection.execute("SELECT name FROM sqlite_master")}
    assert triggers().keys() <= names


def test_the_numbers_of_kinds_are_their_own() -> None:
    assert len({kind.number for kind in KINDS.values()}) == len(KINDS)
    assert all(kind_by_number(kind.number) is kind for kind in KINDS.values())


def test_a_record_of_every_kind_is_stamped_once(store: Store) -> None:
    ids = one_of_each(lambda kind, values: add(store, kind, values))
    assert ids.keys() == KINDS.keys()
    assert tallies(store) == [(1, 1, len(KINDS))]


def test_what_stands_is_left_alone(store: Store) -> None:
    assert install(store.database) is False


def test_a_lost_trigger_is_made_again_and_its_index_filled(store: Store) -> None:
    store.connection.execute("DROP TRIGGER find_person_insert")
    add(store, "person", make_person())
    found = "SELECT count(*) FROM find_person WHERE find_person MATCH '\"桂花\"'"
    assert store.connection.execute(found).fetchone()[0] == 0
    assert install(store.database) is True
    assert store.connection.execute(found).fetchone()[0] == 1


def test_a_lost_index_to_sort_by_is_made_again(store: Store) -> None:
    store.connection.execute("DROP INDEX by_household_place")
    assert install(store.database) is True
    assert install(store.database) is False


def test_households_are_read_in_the_order_of_their_places_without_sorting(store: Store) -> None:
    sql = (
        'SELECT id FROM household WHERE "deleted" = 0 '
        'ORDER BY lx_counted("group"), lx_counted("number"), row LIMIT 50'
    )
    plan = [row[-1] for row in store.connection.execute("EXPLAIN QUERY PLAN " + sql)]
    assert plan == ["SEARCH household USING INDEX by_household_place (deleted=?)"]
