"""One go with a stick: for whom it is, what is refused, what a stop leaves, what was not written."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app import records
from app.desk import Desk
from app.exchange import giving, registering, rounds, trips
from app.exchange.problems import ExchangeProblem
from app.records import Query
from tests.exchange.offices import carry, join, joined_pair, township, village
from tests.factories import make_household


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[tuple[Desk, Desk]]:
    lower, upper = joined_pair(tmp_path)
    yield lower, upper
    lower.close()
    upper.close()


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    made = tmp_path / "stick"
    made.mkdir()
    return made


def silent(_name: str, _done: int, _total: int) -> None:
    """Nobody watches."""


def add(desk: Desk, head: str = "李福") -> str:
    return records.add(desk, "household", make_household(head=head))


def test_a_stick_from_one_village_is_for_that_village(tmp_path, stick):
    high = township(tmp_path)
    low, other = village(tmp_path), village(tmp_path, "桃花村", "500110103204")
    for each in (low, other):
        join(each, high)
    records.add(high, "code", {"list": "tag", "code": "x_pioneer", "label": "致富带头人"})
    trips.give_to(low, stick, [high.office.id])
    waiting = rounds.board(high).waiting
    assert rounds.receivers(waiting, trips.look(high, stick)) == [low.office.id]
    assert rounds.receivers(waiting, []) == [low.office.id, other.office.id]


def test_an_empty_round_gives_nothing_to_who_has_everything(pair, stick):
    low, high = pair
    add(low)
    rounds.give(low, stick, [high.office.id], silent)
    waiting = rounds.board(low).waiting
    assert rounds.receivers(waiting, trips.look(low, stick)) == []


def test_the_last_package_of_which_the_peer_has_all_is_known(pair):
    low, high = pair
    add(low)
    carry(low, high)
    add(low, "第二户")
    giving.pack(low, high.office.id)
    assert giving.waiting(low)[0].received is None
    carry(high, low)
    (waiting,) = giving.waiting(low)
    assert waiting.received is not None and waiting.last_given is not None
    assert (waiting.received.number, waiting.last_given.number) == (1, 2)
    assert waiting.owes_receipt


def test_a_package_that_was_not_written_counts_as_not_given(pair, stick):
    low, high = pair
    add(low)
    stick.rmdir()
    done = rounds.give(low, stick, [high.office.id], silent)
    assert [name for name, _ in done.failed] == ["大石镇"]
    (waiting,) = giving.waiting(low)
    assert (waiting.counts["household"], waiting.last_given) == (1, None)
    stick.mkdir()
    rounds.give(low, stick, [high.office.id], silent)
    assert [each.number for each in trips.look(high, stick)] == [1]


def test_what_was_taken_in_before_a_stop_stays_and_is_told(tmp_path, stick):
    high = township(tmp_path)
    for name, code in (("柿子村", "500110103203"), ("桃花村", "500110103204")):
        low = village(tmp_path, name, code)
        join(low, high)
        add(low, name)
        trips.give_to(low, stick, [high.office.id])
    names: list[str] = []

    def told(name: str, _done: int, _total: int) -> None:
        names.append(name)
        if len(set(names)) == 2:
            rounds.stop()

    done = rounds.take(high, trips.look(high, stick), told)
    assert (done.is_stopped, len(done.trip.reports)) == (True, 1)
    assert records.count(high, Query("household")) == 1


def test_a_refusal_names_the_file_on_the_stick_and_the_others_go_on(pair, stick):
    low, high = pair
    add(low)
    trips.give_to(low, stick, [high.office.id])
    (gone,) = stick.iterdir()
    (stick / "好的.lxp").write_bytes(giving.pack(low, high.office.id).path.read_bytes())
    items = trips.look(high, stick)
    gone.unlink()
    done = rounds.take(high, items, silent)
    ((name, sentence),) = done.trip.refused
    assert (name, gone.name in sentence) == (gone.name, True)
    assert len(done.trip.reports) == 1


def test_the_register_tells_both_directions_and_opens_a_report_again(pair, stick):
    low, high = pair
    add(low)
    report = carry(low, high)
    newest = registering.entries(high)[0]
    assert (newest.is_in, newest.office, newest.counts["added"]) == (True, "柿子村", 2)
    again = registering.report_of(high, newest.id)
    assert (again.added, again.titles) == (report.added, report.titles)
    with pytest.raises(ExchangeProblem) as refused:
        registering.report_of(high, "0" * 32)
    assert refused.value.code == "no_such_entry"


def test_one_backup_serves_all_packages_of_a_go(tmp_path, stick):
    high = township(tmp_path)
    for name, code in (("柿子村", "500110103203"), ("桃花村", "500110103204")):
        low = village(tmp_path, name, code)
        join(low, high)
        add(low, name)
        trips.give_to(low, stick, [high.office.id])
    rounds.take(high, trips.look(high, stick), silent)
    assert len(list((high.home / "backups").glob("*.json"))) == 1
