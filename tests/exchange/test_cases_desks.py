"""Cases of exchange.md with real desks and real files: a full stick, replays, copies, what is kept."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from app import records
from app.exchange import giving, incoming, trips
from app.exchange.incoming import Report
from app.offices import OpenOffice, open_office
from db.exchange import packages
from tests.exchange.desk_states import copied, count_of, digest_of
from tests.exchange.offices import (
    NOW,
    PASSWORD,
    carry,
    join,
    joined_pair,
    make_office,
    pack,
    township,
)
from tests.factories import make_household, make_person

PACKAGES = 140


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[tuple[OpenOffice, OpenOffice]]:
    lower, upper = joined_pair(tmp_path)
    yield lower, upper
    lower.close()
    upper.close()


def with_person(desk: OpenOffice, name: str = "张桂花") -> str:
    home = records.add(desk, "household", make_household(head=name))
    return records.add(desk, "person", make_person(household=home, name=name, phone="13800001111"))


class Stick:
    """A stick of 140 packages of a year: two villages to us, one to another township, ours to them."""

    def __init__(self, folder: Path) -> None:
        self.day = NOW
        self.folder = folder / "stick"
        self.folder.mkdir()
        clock = lambda: self.day  # noqa: E731
        self.us, self.other = township(folder), township(folder, "小河镇")
        self.villages = [
            make_office(folder, "village", name, f"50011010320{at}", clock)
            for at, name in enumerate(("柿子村", "桃花村", "李家湾村"))
        ]
        for each, upper in zip(self.villages, (self.us, self.us, self.other), strict=True):
            join(each, upper)
        self.people = [with_person(each) for each in self.villages]
        for number in range(PACKAGES):
            self._add(number)

    def _add(self, number: int) -> None:
        at = number % 4
        if at == 3:  # our own, for a village that never sees it
            giver, to = self.us, self.villages[number // 4 % 2].office.id
        else:
            giver, to = self.villages[at], (self.other if at == 2 else self.us).office.id
            records.change(giver, "person", self.people[at], {"phone": f"138{number:08}"})
        self.day += timedelta(days=2)
        made = giving.pack(giver, to)
        made.path.rename(self.folder / f"{number * 7919 % 1000:03}-新建文件夹.dat")

    def close(self) -> None:
        for each in (self.us, self.other, *self.villages):
            each.close()


@pytest.fixture(scope="module")
def stick(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stick]:
    made = Stick(tmp_path_factory.mktemp("stick"))
    yield made
    made.close()


def test_case_09_of_140_packages_only_ours_are_offered_and_the_newest_first(stick):
    items = trips.look(stick.us, stick.folder)
    assert Counter(each.standing for each in items) == {
        trips.NEW: PACKAGES // 2, trips.OWN: PACKAGES // 4, trips.OTHERS: PACKAGES // 4,
    }  # fmt: skip
    ours = [(each.office, each.number) for each in items if each.standing == trips.NEW]
    assert [each[1] for each in ours if each[0] == "柿子村"] == list(range(PACKAGES // 4, 0, -1))
    assert {len(each.at) for each in items if each.standing == trips.NEW} == {10}


def test_case_09_the_order_in_which_packages_are_taken_does_not_matter(stick, tmp_path):
    homes = [copied(stick.us, tmp_path / name) for name in ("straight", "shuffled")]
    straight, shuffled = (open_office(each, "王芳", PASSWORD, lambda: NOW) for each in homes)
    trip = trips.take_from(straight, trips.look(straight, stick.folder))
    assert (len(trip.reports), trip.refused) == (PACKAGES // 2, [])
    items = [each for each in trips.look(shuffled, stick.folder) if each.standing == trips.NEW]
    random.Random(9).shuffle(items)
    for each in items:
        incoming.take(shuffled, each.found.paths[0], is_backed_up=True)
    assert digest_of(straight) == digest_of(shuffled)
    straight.close()
    shuffled.close()


def quiet_facts(desk: OpenOffice) -> tuple[str, int, int]:
    return digest_of(desk), count_of(desk, "history"), count_of(desk, "package")


def test_case_45_the_replay_of_an_old_genuine_package_has_no_effect(pair):
    low, high = pair
    person = with_person(low)
    old = pack(low, high)
    incoming.take(high, old)
    records.change(low, "person", person, {"phone": "13800002222"})
    carry(low, high)
    before = quiet_facts(high)
    assert incoming.take(high, old).state == "already"
    assert quiet_facts(high) == before


def test_case_45_an_old_package_that_never_came_brings_nothing_that_later_ones_overwrote(pair):
    low, high = pair
    person = with_person(low)
    old = pack(low, high)
    records.change(low, "person", person, {"phone": "13800002222"})
    carry(low, high)
    before = digest_of(high), count_of(high, "history")
    report = incoming.take(high, old)
    assert (report.state, report.added, report.changed, report.alarm) == ("taken", {}, {}, "")
    assert (digest_of(high), count_of(high, "history")) == before


def test_case_22_change_data_is_never_pruned_however_much_was_acknowledged(pair):
    low, high = pair
    person = with_person(low)
    for number in range(8):
        records.change(low, "person", person, {"phone": f"1380000{number:04}"})
        carry(low, high)
        carry(high, low)
    batches = low.store.connection.execute("SELECT count(*) FROM batch WHERE bucket = 1").fetchone()[0]
    assert batches >= 10
    # So a township that lost everything is filled by one package, built for whoever has nothing.
    full = giving.pack(low, high.office.id, is_full=True)
    assert full.counts["person"] == 1


def test_case_22_a_township_taken_back_behind_all_acknowledgements_is_filled_again(pair, tmp_path):
    low, high = pair
    person = with_person(low)
    kept = copied(high, tmp_path / "kept")
    for number in range(6):
        records.change(low, "person", person, {"phone": f"1380000{number:04}"})
        carry(low, high)
        carry(high, low)
    back = open_office(kept, "王芳", PASSWORD, lambda: NOW)
    assert not back.home.samefile(high.home)
    carry_back_and_forth(low, back)
    assert records.get(back, "person", person)["phone"] == "13800000005"
    back.close()


def carry_back_and_forth(low: OpenOffice, high: OpenOffice) -> Report:
    """The refused package makes the township ask; the next one has all of it."""
    carry(high, low)
    return carry(low, high)


def test_case_22_the_last_twelve_packages_stay_as_copies(pair):
    low, high = pair
    person = with_person(low)
    made = []
    for number in range(15):
        records.change(low, "person", person, {"phone": f"1380000{number:04}"})
        made.append(pack(low, high))
        if number % 2:
            incoming.take(high, made[-1])
            carry(high, low)
    kept = [each for each in made if each.exists()]
    assert kept == made[-giving.KEPT_COPIES :]
    assert len(packages.listing(low.store, "out", high.office.id)) >= 15
    assert incoming.take(high, kept[0]).state in ("taken", "already")
