"""The vectors of docs/exchange-format.md are read as they say, now and by every later program."""

from __future__ import annotations

import json
import os
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from app.exchange.container import read_header, verify
from app.exchange.crypto import keys_from_json
from app.exchange.digits import key_digits
from app.exchange.documents import Table, open_approval, read_request, read_succession
from app.exchange.enrolments import joined
from app.exchange.finding import fetch, find_packages
from app.exchange.identities import request_from_json, request_to_json
from app.exchange.payloads import open_payload
from app.exchange.problems import ExchangeProblem
from tests.architecture.sources import ROOT
from tests.tools.make_record_vectors import add_records
from tests.tools.make_vectors import write_vectors

FOLDER = ROOT / "tests/vectors"
EXPECTED = json.loads((FOLDER / "expected.json").read_text("utf-8"))
KEYS = {
    name: keys_from_json(each) for name, each in json.loads((FOLDER / "keys.json").read_text("utf-8")).items()
}
PAPERS = [name for name, each in EXPECTED.items() if "header" in each]
REFUSED = [name for name, each in EXPECTED.items() if "refused" in each]


def table(office: str, who: str, staging: Path) -> Table:
    return Table(office, KEYS[who], staging)


@pytest.mark.parametrize("name", PAPERS)
def test_the_front_page_of_a_vector_is_as_recorded(name):
    header = asdict(read_header(FOLDER / name))
    assert {key: header[key] for key in EXPECTED[name]["header"]} == EXPECTED[name]["header"]


def test_the_package_vector_holds_what_is_recorded(tmp_path):
    path, told = FOLDER / "package.lxp", EXPECTED["package.lxp"]
    header = read_header(path)
    verify(path, header, KEYS["village"].public)
    with open_payload(path, header, KEYS["township"], tmp_path, addressee="office-township") as payload:
        assert {key: payload.manifest[key] for key in told["manifest"]} == told["manifest"]
        assert list(payload.records()) == told["records"]
        assert [(each.sha256, *(None for _ in each.pieces))[0] for each in payload.attachments()] == told[
            "attachments"
        ]
        payload.finish()


def test_the_enrolment_vectors_lead_to_the_recorded_membership(tmp_path):
    request = read_request(FOLDER / "request.lxp", table("office-township", "township", tmp_path))
    assert request_to_json(request) == EXPECTED["request.lxp"]["request"]
    assert request.digits == EXPECTED["request.lxp"]["digits"]
    desk = table("office-village", "village", tmp_path)
    approval, payload = open_approval(FOLDER / "approval.lxp", desk)
    payload.close()
    held = joined(approval, request_from_json(EXPECTED["request.lxp"]["request"]))
    told: Any = EXPECTED["approval.lxp"]
    assert key_digits(held.upper.public) == told["upper_digits"]
    assert (held.certificate.serial, held.roster.number) == (told["serial"], told["roster"])
    after = read_succession(FOLDER / "succession.lxp", desk, held)
    assert after.upper.public.key_id == EXPECTED["succession.lxp"]["new_key"]
    assert after.roster.number == EXPECTED["succession.lxp"]["roster"]


@pytest.mark.parametrize("name", REFUSED)
def test_a_bad_vector_is_refused_as_recorded(name):
    with pytest.raises(ExchangeProblem) as refusal:
        verify(FOLDER / name, read_header(FOLDER / name), KEYS["village"].public)
    assert refusal.value.code == EXPECTED[name]["refused"]


def test_the_parts_make_the_package(tmp_path):
    stick = tmp_path / "stick"
    stick.mkdir()
    for name in EXPECTED["parts"]:
        os.link(FOLDER / name, stick / name)
    (found,) = find_packages(stick).found
    assert fetch(found, tmp_path / "p").read_bytes() == (FOLDER / "package.lxp").read_bytes()


def test_the_vectors_can_be_made_anew(tmp_path):
    write_vectors(tmp_path)
    add_records(tmp_path)
    assert sorted(each.name for each in tmp_path.iterdir()) == sorted(each.name for each in FOLDER.iterdir())
