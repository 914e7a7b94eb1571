"""Writes the test vectors for readers in other languages: -m tests.tools.make_vectors tests/vectors.

Made once for a release and kept: encryption is random, what reading them gives is not.
"""

from __future__ import annotations

import hashlib
import json
import random
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from app.exchange import crypto
from app.exchange.certificates import Scope
from app.exchange.container import Sheet, read_header, write_package
from app.exchange.delivering import deliver
from app.exchange.digits import key_digits
from app.exchange.documents import write_approval, write_request, write_succession
from app.exchange.enrolments import admit
from app.exchange.frames import Attachment
from app.exchange.identities import request_to_json
from app.exchange.rosters import Entry, first_roster, next_roster
from tests.exchange.papers import TOWNSHIP, VILLAGE, Desk, desk, dice

RECORDS = ['[["person","p1",{"name":"王𠮷芳"}]]', '{"n":-1.5,"t":"=1+1"}']
PHOTO = random.Random(4).randbytes(70_000)
PART_BYTES = 40_000


def write_vectors(folder: Path) -> None:
    """All vectors, their keys and what a reader must find in them."""
    folder.mkdir(parents=True, exist_ok=True)
    village, township, successor = desk(VILLAGE, 1), desk(TOWNSHIP, 2), desk(TOWNSHIP, 3)
    expected: dict[str, Any] = {}
    request = village.request()
    write_request(folder / "request.lxp", request, village.keys, dice(11))
    expected["request.lxp"] = {"request": request_to_json(request), "digits": request.digits}
    scope = Scope(("village:office-village", "config"), ("village:office-village",), ("person",))
    roster = first_roster(township.keys, TOWNSHIP)
    admission = admit(township.keys, TOWNSHIP, request, request.digits, roster, scope)
    write_approval(folder / "approval.lxp", township.member, admission, township.keys, dice(12))
    expected["approval.lxp"] = {"upper_digits": key_digits(township.keys.public), "serial": 2, "roster": 2}
    entry = Entry(successor.member, 3, "upper")
    after = next_roster(successor.keys, admission.roster, [entry])
    write_succession(folder / "succession.lxp", township.keys, successor.member, after, dice(13))
    expected["succession.lxp"] = {"new_key": successor.keys.public.key_id, "roster": 3}
    _write_package(folder, village, township)
    expected["package.lxp"] = {
        "records": [json.loads(each) for each in RECORDS],
        "attachments": [hashlib.sha256(PHOTO).hexdigest()],
        "manifest": {"recipient": TOWNSHIP.id, "note": "vector"},
    }
    expected |= _refused(folder)
    parts = deliver(folder / "package.lxp", folder, "parts.lxp", limit=PART_BYTES)
    expected["parts"] = [each.name for each in parts]
    for name in ("request.lxp", "approval.lxp", "succession.lxp", "package.lxp"):
        header = {key: value for key, value in asdict(read_header(folder / name)).items() if key != "signed"}
        expected[name]["header"] = header
    keys = {"village": village, "township": township, "successor": successor}
    _write_json(folder / "keys.json", {name: crypto.keys_to_json(each.keys) for name, each in keys.items()})
    _write_json(folder / "expected.json", expected)


def _write_package(folder: Path, village: Desk, township: Desk) -> None:
    recipients = [township.keys.public.age_recipient, village.keys.public.age_recipient]
    photo = Attachment(hashlib.sha256(PHOTO).hexdigest(), len(PHOTO), lambda: [PHOTO])
    write_package(
        folder / "package.lxp", Sheet("package", "0f" * 16), {"recipient": TOWNSHIP.id, "note": "vector"},
        [each.encode() for each in RECORDS], keys=village.keys, recipients=recipients, attachments=[photo],
    )  # fmt: skip


def _refused(folder: Path) -> dict[str, Any]:
    """Files that must be refused, with the code for it."""
    whole = (folder / "request.lxp").read_bytes()
    flipped = bytearray(whole)
    flipped[-1] ^= 1
    bad = {
        "truncated.lxp": whole[:-1],
        "lengthened.lxp": whole + b"\x00",
        "flipped.lxp": bytes(flipped),
        "sqlite.lxp": b"SQLite format 3\x00" + bytes(100),
        "newer.lxp": whole[:8] + b"\x02" + whole[9:],
    }
    codes = ("truncated", "damaged", "damaged", "sqlite_file", "newer")
    for name, contents in bad.items():
        (folder / name).write_bytes(contents)
    return {name: {"refused": code} for name, code in zip(bad, codes, strict=True)}


def _write_json(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    write_vectors(Path(sys.argv[1]))
