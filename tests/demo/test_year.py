"""The made-up year: enough of everything, lawful, told in words, the same for the same seed."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app import records
from app.demo import Counts, make_village, population_of
from app.kinds import KINDS, FieldType
from app.matters import State, states
from app.offices import OpenOffice
from app.pairings import rule, sides
from app.records import Query
from tests.app.village_desk import open_village

END = datetime.date(2026, 11, 20)
KINDS_MADE = (
    "organization",
    "household",
    "person",
    "tag",
    "post",
    "visit",
    "matter",
    "matter_event",
    "pairing",
    "aid",
)


@pytest.fixture(scope="module")
def village(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[OpenOffice, Counts]]:
    desk = open_village(tmp_path_factory.mktemp("village"))
    yield desk, make_village(desk, end=END)
    desk.close()


def found(desk: OpenOffice, kind: str) -> list[records.Record]:
    return records.find(desk, Query(kind))


def test_a_village_has_a_year_of_work(village: tuple[OpenOffice, Counts]):
    counts = village[1]
    assert (counts.households, counts.visits, counts.matters, counts.aid) == (600, 1500, 400, 300)
    assert counts.events >= 400 * 6
    assert counts.pairings >= 600


def test_every_matter_is_lawful_and_most_are_struck_off(village: tuple[OpenOffice, Counts]):
    desk = village[0]
    standings = states(desk, [matter.id for matter in found(desk, "matter")]).values()
    assert not [each for each in standings if each.disputed]
    closed = sum(each.state is State.CLOSED for each in standings)
    assert 0.85 * 400 <= closed < 400
    wanted = "direct report_branch explain escalate dispatch whistle respond extend suspend"
    assert {event["act"] for event in found(desk, "matter_event")} >= set(wanted.split())


def test_no_two_visits_are_told_in_the_same_words(village: tuple[OpenOffice, Counts]):
    contents = [visit["content"] for visit in found(village[0], "visit")]
    assert len(set(contents)) > 0.99 * len(contents)


def test_no_sentence_has_an_unfilled_brace(village: tuple[OpenOffice, Counts]):
    for kind in ("visit", "matter", "matter_event", "aid", "pairing"):
        texts = [str(value) for record in found(village[0], kind) for value in record.values.values()]
        assert not [text for text in texts if "{" in text]


def test_pairings_of_every_kind_keep_their_rules(village: tuple[OpenOffice, Counts]):
    desk = village[0]
    pairings = found(desk, "pairing")
    known = sides(desk, [side for each in pairings for side in (each["helper"], each["helped"])])
    for each in pairings:
        assert known[each["helper"]].kind in rule(each["kind"]).helpers
        assert known[each["helped"]].kind in rule(each["kind"]).helped
    shipped = {code for code, _ in desk.codes.options("pairing_kind")}
    assert shipped - {each["kind"] for each in pairings} <= {"other"}
    assert len({each["card_number"] for each in pairings}) == len(pairings)


def test_every_reference_points_at_a_record(village: tuple[OpenOffice, Counts]):
    desk = village[0]
    known = {record.id for kind in KINDS_MADE for record in found(desk, kind)}
    for kind in KINDS_MADE:
        fields = [f for f in KINDS[kind].fields if f.type in (FieldType.REFERENCE, FieldType.REFERENCES)]
        for record in found(desk, kind):
            for field in fields:
                value = record[field.name]
                assert {value} if isinstance(value, str) else set(value or ()) <= known


def test_nothing_happens_after_the_last_day(village: tuple[OpenOffice, Counts]):
    for kind in ("visit", "matter_event", "aid"):
        assert max(record["date"] for record in found(village[0], kind)) <= "2026-11-20"


def told(desk: OpenOffice) -> list[Any]:
    """Everything in the desk but ids, in an order that ids do not decide."""
    return sorted(
        sorted((name, str(value)) for name, value in record.values.items() if not _is_reference(kind, name))
        for kind in KINDS_MADE
        for record in found(desk, kind)
    )


def _is_reference(kind: str, name: str) -> bool:
    field = KINDS[kind].field(name)
    return field.type in (FieldType.REFERENCE, FieldType.REFERENCES)


def test_the_same_seed_makes_the_same_village(tmp_path: Path):
    first, second, third = (open_village(tmp_path / name) for name in "123")
    for desk, seed in ((first, 4), (second, 4), (third, 5)):
        make_village(desk, households=40, months=6, seed=seed, end=END)
    one, same, other = told(first), told(second), told(third)
    for desk in (first, second, third):
        desk.close()
    assert one == same
    assert one != other


def test_the_register_reads_back_as_it_was_invented(tmp_path: Path):
    desk = open_village(tmp_path)
    make_village(desk, households=10, months=1, seed=1, end=END)
    population = population_of(desk)
    desk.close()
    assert [household.values["number"] for household in population.households][:2] == ["001", "002"]
    assert all(household.members for household in population.households)


@pytest.mark.parametrize("households", [1, 2, 5])
def test_a_tiny_village_is_made_without_complaint(tmp_path: Path, households: int):
    desk = open_village(tmp_path)
    counts = make_village(desk, households=households, months=1, seed=1, end=END)
    desk.close()
    assert counts.households == households
