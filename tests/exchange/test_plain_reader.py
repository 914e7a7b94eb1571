"""What the document says is enough: a reader that knows only the document reads the vectors."""

from __future__ import annotations

import hashlib
import json

import pytest

from tests.architecture.sources import ROOT
from tests.exchange.plain_merge import PlainReader, Refused
from tests.exchange.plain_reader import check_signed, digits, frames, key_id, read

FOLDER = ROOT / "tests/vectors"
KEYS = json.loads((FOLDER / "keys.json").read_text("utf-8"))
EXPECTED = json.loads((FOLDER / "expected.json").read_text("utf-8"))
VILLAGE, TOWNSHIP = KEYS["village"], KEYS["township"]


def test_the_document_is_enough_to_read_a_package():
    found = read(FOLDER / "package.lxp", VILLAGE, TOWNSHIP["age_identity"])
    told = EXPECTED["package.lxp"]
    assert [json.loads(content) for kind, content in found if kind == b"R"] == told["records"]
    photo = b"".join(content for kind, content in found if kind == b"C")
    assert [hashlib.sha256(photo).hexdigest()] == told["attachments"]
    assert json.loads(found[-1][1]) == {"attachments": 1, "records": 2}


def test_the_document_is_enough_to_compare_the_digits_of_a_request():
    request = json.loads(read(FOLDER / "request.lxp", VILLAGE, "")[0][1])["request"]
    assert digits("request", request) == EXPECTED["request.lxp"]["digits"]
    assert key_id(request["member"]["public"]) == EXPECTED["request.lxp"]["header"]["sender"]


def test_the_document_is_enough_to_check_an_approval():
    manifest = json.loads(read(FOLDER / "approval.lxp", TOWNSHIP, VILLAGE["age_identity"])[0][1])
    public = manifest["upper"]["public"]
    check_signed("lianxin certificate", manifest["certificate"], public)
    check_signed("lianxin roster", manifest["roster"], public)
    assert digits("key", public) == EXPECTED["approval.lxp"]["upper_digits"]


def test_the_document_is_enough_to_follow_a_succession():
    manifest = json.loads(read(FOLDER / "succession.lxp", TOWNSHIP, VILLAGE["age_identity"])[0][1])
    check_signed("lianxin roster", manifest["roster"], manifest["upper"]["public"])
    assert manifest["roster"]["number"] == EXPECTED["succession.lxp"]["roster"]


def test_frames_follow_each_other_to_the_end():
    assert list(frames(b"R\x00\x00\x00\x01xE\x00\x00\x00\x02{}")) == [(b"R", b"x"), (b"E", b"{}")]


def record_package(number: int) -> list[tuple[bytes, bytes]]:
    """Of the three packages between a village and its township, this one."""
    village, township = KEYS["records village"], KEYS["records township"]
    sender, addressee = (township, village) if number == 2 else (village, township)
    return read(FOLDER / f"records-{number}.lxp", sender, addressee["age_identity"])


def test_the_document_is_enough_to_merge_records():
    reader, told = PlainReader(), EXPECTED["records"]
    for number in (1, 2, 3):
        reader.take(record_package(number))
    bucket = reader.buckets[told["bucket"]]
    vector = [[*writer, seq, bucket.chains[writer][seq]] for writer, seq in sorted(bucket.vector.items())]
    assert vector == told["vector"]
    shown = {
        (kind, identity): {
            name: value
            for name in record.values.keys() | record.columns.keys()
            if (value := bucket.shown(record, name)) is not None
        }
        for (kind, identity), record in bucket.records.items()
    }
    assert shown == {(kind, identity): values for kind, identity, values in told["shown"]}
    siblings = [
        [kind, identity, name, sorted(record.columns[name].values())]
        for (kind, identity), record in bucket.records.items()
        for name in sorted(record.columns)
        if len(record.columns[name]) > 1
    ]
    assert sorted(siblings) == sorted(told["siblings"])


def test_the_document_is_enough_to_refuse_a_package_whose_base_is_missing():
    reader = PlainReader()
    reader.take(record_package(1))
    before = repr(reader.buckets)
    with pytest.raises(Refused):
        reader.take(record_package(3))
    assert repr(reader.buckets) == before


def test_the_document_is_enough_to_take_repeated_and_late_packages():
    straight, repeated = PlainReader(), PlainReader()
    for number in (1, 2, 3):
        straight.take(record_package(number))
    for number in (1, 1, 2, 1, 3, 2, 3, 1):
        repeated.take(record_package(number))
    assert repeated.buckets == straight.buckets
