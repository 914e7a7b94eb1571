"""A village and its township at two terminals, with a stick between them; what their records are."""

from __future__ import annotations

import hashlib
from contextlib import closing
from pathlib import Path
from typing import Any

from app.offices import OpenOffice, SetUp, create_office
from db.kinds import KINDS
from db.schema import quoted
from tests.app.village_desk import CHEAP, NOW
from tests.command_line.conftest import PASSWORD, Terminal


def terminal(folder: Path, level: str, name: str, code: str) -> Terminal:
    """A terminal on a new office."""
    home = folder / name
    desk, _ = create_office(home, SetUp(level, name, code, "王芳", PASSWORD), lambda: NOW, CHEAP)
    desk.close()
    return Terminal(home, {"LIANXIN_PASSWORD": PASSWORD})


def done(answer: Any) -> Any:
    """The JSON of a command that was carried out."""
    assert answer.code == 0, answer.err
    return answer.json


def join(low: Terminal, high: Terminal, stick: Path, *more: str) -> None:
    """Request, digits, approval, and the records that came with it."""
    asked = done(low("exchange", "request", "--to", str(stick / "up"), "--json"))
    admitted = done(high(
        "exchange", "admit", asked["file"], "--digits", asked["digits"], "--to", str(stick / "down"),
        *more, "--json",
    ))  # fmt: skip
    approval, records = admitted["files"]
    known = bool(more)
    words = ("--digits", done(high("exchange", "key-digits", "--json"))["digits"]) if known else ()
    done(low("exchange", "join", approval, *words, "--json"))
    done(low("exchange", "take", records, "--json"))


def pack(giver: Terminal, receiver: str, folder: Path, *more: str) -> str:
    """The file of a package."""
    made = done(giver("exchange", "pack", "--for", receiver, "--to", str(folder), *more, "--json"))
    return str(made["files"][0])


def record_dump(place: Terminal) -> str:
    """A digest of everything that stands in the record tables, their stamps and the history."""
    with closing(place.desk()) as desk:
        return digest_of(desk)


def digest_of(desk: OpenOffice) -> str:
    """The same of an open office."""
    tables = [*(kind.name for kind in KINDS.values()), *STAMPS]
    told = hashlib.sha256()
    for each in tables:
        for row in desk.store.connection.execute(f"SELECT * FROM {quoted(each)} ORDER BY 1, 2, 3"):
            told.update(repr(tuple(row)).encode())
    return told.hexdigest()


STAMPS = ("row_stamp", "column_stamp", "sibling", "history", "action", "tally", "batch", "parked", "raw_cell")
