"""What the document says is enough: a reader that knows only the document reads the vectors."""

from __future__ import annotations

import hashlib
import json

from tests.architecture.sources import ROOT
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
