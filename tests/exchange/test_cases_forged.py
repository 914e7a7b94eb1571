"""Case 43: an office that signs well and claims what is not its own, with real desks and files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from app import records
from app.exchange import deciding, incoming
from app.exchange.buckets import config_of, records_of
from app.exchange.problems import ExchangeProblem
from app.offices import OpenOffice
from app.records import Query
from db.exchange import vectors
from db.local import audit_lines
from tests.exchange.desk_states import digest_of
from tests.exchange.offices import carry, join, pack, township, village
from tests.exchange.rewriting import rewritten
from tests.factories import make_household, make_person


@dataclass
class Region:
    """A township with the villages A and B; each village has handed in one person."""

    a: OpenOffice
    b: OpenOffice
    upper: OpenOffice
    of_a: str
    of_b: str

    def forged(self, edit: Any) -> Path:
        """A package of A as A's clerk rewrote it."""
        return rewritten(pack(self.a, self.upper), self.a, self.upper, edit)


@pytest.fixture
def region(tmp_path: Path) -> Iterator[Region]:
    upper = township(tmp_path)
    desks = [village(tmp_path), village(tmp_path, "桃花村", "500110103204")]
    people = []
    for each in desks:
        join(each, upper)
        home = records.add(each, "household", make_household(head=each.office.name))
        people.append(records.add(each, "person", make_person(household=home, name="张桂花", phone="1380")))
        carry(each, upper)
    yield Region(desks[0], desks[1], upper, *people)
    for desk in (upper, *desks):
        desk.close()


def test_case_43_a_manifest_that_names_another_village_is_refused(region):
    def claim(manifest: dict[str, Any], frames: list[Any]) -> None:
        manifest["office"]["id"] = region.b.office.id

    before = digest_of(region.upper)
    with pytest.raises(ExchangeProblem) as refused:
        incoming.take(region.upper, region.forged(claim))
    assert refused.value.code == "readdressed"
    assert digest_of(region.upper) == before


def claim_bucket(region: Region, name: str, office: str) -> Any:
    """A's own changes told as those of another bucket."""

    def claim(manifest: dict[str, Any], frames: list[Any]) -> None:
        for each in manifest["buckets"]:
            if each["name"] == records_of(region.a.office.id):
                each["name"], each["office"] = name, office

    return claim


def test_case_43_changes_in_another_village_s_bucket_stay_out_and_are_noted(region):
    records.add(region.a, "person", make_person(name="塞进来的人"))
    name = records_of(region.b.office.id)
    report = incoming.take(region.upper, region.forged(claim_bucket(region, name, region.b.office.id)))
    assert (report.out_of_scope, report.added) == ((name,), {})
    assert records.count(region.upper, Query("person")) == 2
    noted = [(act, detail) for _, _, act, detail in audit_lines(region.upper.store, 2)]
    assert ("exchange.out_of_scope", f"{region.a.office.id} {name}") in noted


def test_case_43_changes_in_the_bucket_of_the_township_s_definitions_stay_out(region):
    records.add(region.a, "person", make_person(name="塞进来的人"))
    name = config_of(region.upper.office.id)
    report = incoming.take(region.upper, region.forged(claim_bucket(region, name, region.upper.office.id)))
    assert (report.out_of_scope, report.added) == ((name,), {})


def test_case_43_a_row_of_another_village_in_one_s_own_bucket_waits_and_the_rest_goes_in(region):
    mine = records.add(region.a, "person", make_person(name="自己的人"))
    records.change(region.a, "person", region.of_a, {"phone": "13811110000"})

    def claim(manifest: dict[str, Any], frames: list[Any]) -> None:
        for frame in frames:
            for row in frame["rows"] if frame["t"] == "rows" else ():
                row[0] = region.of_b if row[0] == region.of_a else row[0]

    report = incoming.take(region.upper, region.forged(claim))
    assert [(kind, each, why) for kind, each, why in report.parked] == [
        ("person", region.of_b, "other_bucket")
    ]
    assert report.added == {"person": 1}
    assert records.get(region.upper, "person", mine)["name"] == "自己的人"
    assert records.get(region.upper, "person", region.of_b)["phone"] == "1380"
    assert len(deciding.quarantine(region.upper)) == 1


def test_case_43_the_hands_of_another_village_in_one_s_own_bucket_stay_out(region):
    records.change(region.a, "person", region.of_a, {"phone": "13811110000"})
    node_of_b = vectors.own_writer(region.b.store.connection)[1].node

    def claim(manifest: dict[str, Any], frames: list[Any]) -> None:
        manifest["writers"] = [[node_of_b, each[1], each[2]] for each in manifest["writers"]]

    report = incoming.take(region.upper, region.forged(claim))
    assert (report.out_of_scope, report.changed) == ((records_of(region.a.office.id),), {})
    assert records.get(region.upper, "person", region.of_a)["phone"] == "1380"


def test_case_43_an_office_that_another_upper_office_admitted_is_a_stranger(region, tmp_path):
    stranger, other = village(tmp_path, "李家湾村", "500110104203"), township(tmp_path, "小河镇")
    join(stranger, other)
    records.add(stranger, "person", make_person(name="外县的人"))
    forged = rewritten(pack(stranger, other), stranger, region.upper, lambda manifest, _: manifest.update(
        recipient=region.upper.office.id
    ))  # fmt: skip
    with pytest.raises(ExchangeProblem) as refused:
        incoming.take(region.upper, forged)
    assert refused.value.code == "unknown_sender"
    stranger.close()
    other.close()
