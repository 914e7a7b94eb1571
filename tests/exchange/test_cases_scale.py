"""Cases 53 to 55 by the amount of work instead of seconds, which `make bench` measures."""

from __future__ import annotations

import json
import secrets
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from app import records
from app.exchange import deciding, incoming
from app.exchange.frames import MANIFEST_LIMITS
from app.exchange.problems import ExchangeProblem
from app.exchange.rounds import stop
from app.offices import OpenOffice
from app.records import Query
from db.exchange import vectors
from db.exchange.parcel import Wanted, acknowledgement, parcel_for
from db.exchange.taking import taking_in
from db.exchange.unpacking import Unpacking
from db.store import Store, open_store
from tests.bench import village
from tests.bench.exchanging import add, change, store_of
from tests.bench.sealing import Known, sealed, take
from tests.exchange.desk_states import digest_of
from tests.exchange.offices import NOW, joined_pair, pack
from tests.factories import make_person

STEP = 1000
SMALL, LARGE = 500, 4000


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[tuple[OpenOffice, OpenOffice]]:
    lower, upper = joined_pair(tmp_path)
    yield lower, upper
    lower.close()
    upper.close()


def steps_of(store: Store, action: Callable[[], object]) -> int:
    """Thousands of steps of SQLite's machine: the same on every computer."""
    counted: Counter[str] = Counter()
    store.connection.set_progress_handler(lambda: counted.update("s") or 0, STEP)
    try:
        action()
    finally:
        store.connection.set_progress_handler(None, STEP)
    return counted["s"]


def seasoned(path: Path, office: str) -> Store:
    """A store that was closed on its first day: the planner has seen one record of each."""
    store = store_of(path, office)
    add(store, list(village.people(1)))
    store.close()
    again = open_store(path, store.data_key)
    again.office = office
    return again


def work(folder: Path, people: int) -> Counter[str]:
    """Steps of a first package and of one with a change in each record, given and taken in."""
    folder.mkdir()
    with closing(seasoned(folder / "a.db", "a")) as giver, closing(seasoned(folder / "t.db", "t")) as taker:
        ids = add(giver, list(village.people(people)))
        first = _work_of_one(giver, taker, folder / "first.lxp", {})
        change(giver, ids)
        bucket = vectors.buckets(taker.connection)["office:a"]
        known = {"office:a": vectors.vector(taker.connection, bucket)}
        second = _work_of_one(giver, taker, folder / "second.lxp", known)
        return Counter(
            {f"first {each}": n for each, n in first.items()} | {f"second {e}": n for e, n in second.items()}
        )


def _work_of_one(giver: Store, taker: Store, path: Path, known: Known) -> Counter[str]:
    given = steps_of(giver, lambda: sealed(giver, {"office:a": "a"}, path, known))
    return Counter(given=given, taken=steps_of(taker, lambda: take(taker, path)))


def test_case_53_the_work_of_giving_and_taking_grows_with_the_records_and_no_faster(tmp_path):
    small, large = work(tmp_path / "small", SMALL), work(tmp_path / "large", LARGE)
    times = {name: large[name] / max(small[name], 1) for name in large}
    assert all(each < 1.5 * LARGE / SMALL for each in times.values()), (times, small, large)


def test_case_53_a_first_take_in_that_is_stopped_leaves_nothing_and_can_be_done_again(pair):
    low, high = pair
    with low.store.write("sample.add", "王芳") as (writer, _):
        writer.add_many("person", [make_person() for _ in range(1000)])
    path, before = pack(low, high), digest_of(high)
    told: list[int] = []

    def progress(done: int, total: int) -> None:
        told.append(done)
        if done >= 400:
            stop()

    with pytest.raises(ExchangeProblem) as stopped:
        incoming.take(high, path, progress)
    assert (stopped.value.code, digest_of(high)) == ("stopped", before)
    assert incoming.take(high, path).added["person"] == 1000
    assert [incoming.take(high, path).state for _ in range(2)] == ["already", "already"]


def test_case_54_five_hundred_questions_open_with_little_work_each(pair):
    low, high = pair
    with low.store.write("sample.add", "王芳") as (writer, _):
        ids = writer.add_many("person", [make_person(phone="1380") for _ in range(500)])
    incoming.take(high, pack(low, high))
    for desk, phone in ((low, "13800002222"), (high, "13800003333")):
        with desk.store.write("sample.change", "王芳") as (writer, _):
            for each in ids:
                writer.change("person", each, {"phone": phone})
    incoming.take(high, pack(low, high))
    asked: list[deciding.Question] = []
    steps = steps_of(high.store, lambda: asked.extend(deciding.questions(high)))
    assert (len(asked), deciding.count(high)) == (500, 500)
    assert steps < 3000  # thousands: some tenths of a second
    assert records.count(high, Query("person")) == 500


BUCKETS, EPOCHS, BATCHES = 140, 20, 3  # five years: sixty packages of each village


def with_a_long_past(store: Store) -> dict[str, str]:
    """140 villages of twenty epochs each, as five years and many restores leave them."""
    offices = {f"office:v{number}": f"v{number}" for number in range(BUCKETS)}
    with store.local_write() as run:
        for name, office in offices.items():
            bucket, node = vectors.bucket_number(run, name), secrets.token_hex(16)
            for _ in range(EPOCHS):
                epoch = vectors.WriterName(node, secrets.token_hex(8))
                writer = vectors.writer_number(run, epoch, office)
                vectors.raise_tally(run, bucket, writer, BATCHES * 10)
                run.executemany(
                    "INSERT INTO batch (bucket, writer, last_seq, first_seq, nonce, hash) "
                    "VALUES (?, ?, ?, ?, x'', ?)",
                    [
                        (bucket, writer, n * 10, n * 10 - 9, secrets.token_bytes(8))
                        for n in range(1, BATCHES + 1)
                    ],
                )
    return offices


def test_case_55_vectors_of_five_years_and_twenty_epochs_stay_under_a_megabyte(tmp_path):
    with (
        closing(store_of(tmp_path / "t.db", "t")) as store,
        closing(store_of(tmp_path / "k.db", "k")) as county,
    ):
        offices = with_a_long_past(store)
        acks = acknowledgement(store, list(offices))
        wanted = [Wanted(name, office, {}) for name, office in offices.items()]
        with parcel_for(store, wanted) as parcel:
            described = parcel.description()
            frames = list(parcel.frames())
        manifest = json.dumps([described, acks], separators=(",", ":"))
        assert len(manifest) < 1 << 20 < MANIFEST_LIMITS.size
        assert manifest.count(",") < MANIFEST_LIMITS.values
        with taking_in(county, NOW, "李强", "p") as under_way:
            unpacking = Unpacking(under_way, described, lambda *_: None)
            for frame in frames:
                unpacking.frame(frame)
            unpacking.finish()
        assert acknowledgement(county, list(offices)) == acks
        steps = steps_of(store, lambda: _given_again(store, offices, acks))
    assert steps < 5000  # thousands: a second or two at the most


def _given_again(store: Store, offices: dict[str, str], acks: dict[str, list[list[object]]]) -> None:
    known = {
        name: {
            vectors.WriterName(str(node), str(epoch)): vectors.Mark(int(str(seq)), bytes.fromhex(str(head)))
            for node, epoch, seq, head in rows
        }
        for name, rows in acks.items()
    }
    with parcel_for(store, [Wanted(name, office, known[name]) for name, office in offices.items()]) as parcel:
        assert [frame["t"] for frame in parcel.frames()] == ["bucket"] * BUCKETS
