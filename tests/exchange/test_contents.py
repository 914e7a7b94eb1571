"""Attachments travel by their content: once, within a limit, later when asked for, and never damaged."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
import zstandard

from app import attachments, records
from app.exchange import giving, incoming, ties
from app.exchange.problems import ExchangeProblem
from app.exchange.safe_json import canonical
from app.offices import OpenOffice
from app.problems import Problem
from db import local
from tests.exchange import papers
from tests.exchange.desk_states import digest_of
from tests.exchange.forging import forged, frame, plain_json
from tests.exchange.offices import carry, joined_pair, pack
from tests.exchange.rewriting import opened
from tests.factories import make_household

SIZE = 300_000


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[tuple[OpenOffice, OpenOffice]]:
    lower, upper = joined_pair(tmp_path)
    yield lower, upper
    lower.close()
    upper.close()


def attach(desk: OpenOffice, home: str, number: int, size: int = SIZE) -> str:
    """A file that no compression makes smaller; the hash of its contents."""
    path = desk.home.parent / f"合同{number}.bin"
    path.write_bytes(random.Random(number).randbytes(size))
    attachments.attach(desk, "household", home, path)
    return hashlib.sha256(path.read_bytes()).hexdigest()


def has(desk: OpenOffice, sha256: str) -> bool:
    found = local.content(desk.store, sha256)
    return found is not None and hashlib.sha256(found).hexdigest() == sha256


def household(desk: OpenOffice, number: str = "1") -> str:
    return records.add(desk, "household", make_household(number=number))


def test_the_same_contents_travel_once_however_often_they_are_attached(pair):
    low, high = pair
    sha256 = attach(low, household(low), 1)
    attach(low, household(low, "2"), 1)
    path = pack(low, high)
    assert SIZE < path.stat().st_size < 1.2 * SIZE
    report = incoming.take(high, path)
    assert (report.added["attachment"], report.contents, has(high, sha256)) == (2, 1, True)


def test_contents_that_the_other_office_has_do_not_travel_again(pair):
    low, high = pair
    home = household(low)
    attach(low, home, 1)
    carry(low, high)
    carry(high, low)
    records.change(low, "household", home, {"notes": "只改了一处"})
    assert pack(low, high).stat().st_size < 6000


def test_contents_of_a_lost_package_are_in_the_next_one(pair):
    low, high = pair
    sha256 = attach(low, household(low), 1)
    pack(low, high).unlink()
    report = carry(low, high)
    assert (report.contents, has(high, sha256)) == (1, True)


def test_what_is_beyond_the_limit_waits_and_comes_when_it_is_asked_for(pair):
    low, high = pair
    low.settings.set("exchange.attachment_bytes", SIZE + 1000)
    home = household(low)
    hashes = [attach(low, home, number, SIZE + number) for number in (1, 2, 3)]
    given = giving.pack(low, high.office.id)
    assert given.left == 2
    report = incoming.take(high, given.path)
    assert (report.added["attachment"], [has(high, each) for each in hashes]) == (3, [True, False, False])
    for expected in ([True, True, False], [True, True, True]):
        carry(high, low)  # says which contents it lacks
        carry(low, high)
        assert [has(high, each) for each in hashes] == expected
    carry(high, low)
    assert giving.pack(low, high.office.id).left == 0


def test_one_file_larger_than_the_limit_still_gets_through(pair):
    low, high = pair
    low.settings.set("exchange.attachment_bytes", 1000)
    sha256 = attach(low, household(low), 1)
    carry(low, high)
    assert has(high, sha256)


def test_what_was_asked_for_comes_again_when_the_answer_was_lost(pair):
    low, high = pair
    low.settings.set("exchange.attachment_bytes", SIZE + 1000)
    home = household(low)
    hashes = [attach(low, home, number, SIZE + number) for number in (1, 2)]
    carry(low, high)
    carry(high, low)
    pack(low, high).unlink()  # the answer with the second file
    carry(low, high)
    assert all(has(high, each) for each in hashes)


def test_an_attachment_without_its_contents_says_so_until_they_come(pair):
    low, high = pair
    low.settings.set("exchange.attachment_bytes", SIZE + 1000)
    home = household(low)
    for number in (1, 2):
        attach(low, home, number, SIZE + number)
    carry(low, high)
    codes = []
    for each in records.find(high, records.Query("attachment")):
        try:
            attachments.save_as(high, each.id, high.home.parent / "拿出来.bin")
        except Problem as problem:
            codes.append(problem.code)
            assert problem.sentence.endswith("。")
    assert len(codes) == 1


def repacked(low: OpenOffice, high: OpenOffice, contents: bytes, sha256: str, size: int) -> Path:
    """The package as it was, with other bytes behind the name of its attachment."""
    original = pack(low, high)
    manifest, frames = opened(original, low)
    sender, addressee = (papers.Desk(each.office, ties.own_keys(each)) for each in (low, high))
    manifest["package"] = "ab" * 16
    inner = frame(b"M", canonical(manifest))
    inner += b"".join(frame(b"R", plain_json(each)) for each in frames)
    inner += frame(b"A", plain_json({"sha256": sha256, "size": size}))
    inner += b"".join(frame(b"C", contents[at : at + 200_000]) for at in range(0, len(contents), 200_000))
    inner += frame(b"E", plain_json({"attachments": 1, "records": len(frames)}))
    path = original.with_name("坏.lxp")
    path.write_bytes(forged(sender, addressee, zstandard.ZstdCompressor().compress(inner)))
    return path


@pytest.mark.parametrize("what", ["changed", "cut", "lengthened"])
def test_a_package_with_damaged_contents_is_refused_whole(pair, what):
    low, high = pair
    sha256 = attach(low, household(low), 1)
    whole = random.Random(1).randbytes(SIZE)
    bad = {"changed": whole[:-1] + b"\x00", "cut": whole[:-1], "lengthened": whole + b"\x00"}[what]
    before = digest_of(high)
    with pytest.raises(ExchangeProblem) as refused:
        incoming.take(high, repacked(low, high, bad, sha256, SIZE))
    assert refused.value.code == "hostile"
    assert (digest_of(high), has(high, sha256)) == (before, False)
    assert incoming.take(high, repacked(low, high, whole, sha256, SIZE)).contents == 1
