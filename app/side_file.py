"""The side file of an office: what its database held last, kept outside it (exchange 6a).

It lies in the user account's own state folder, so that who copies the data folder or the database
back leaves it behind. It holds counts and hashes only. Two files: the firm one is flushed to the
disk when an office is opened and closed and every half minute of writing; the quick one is written
over in place by every write and never waited for. A killed program leaves both exact, for the
system still holds them; a power cut may leave the quick one old or torn, which its seal shows, and
then the firm one is at most half a minute behind. So no save waits for a second flush, which alone
would double its time.
"""

from __future__ import annotations

import hashlib
import json
import os
import weakref
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.station import Signs
from db.errors import StoreFault
from db.files import write_whole
from db.high_water import HighWater

MOST_BYTES = 1 << 20


@dataclass(frozen=True)
class Remembered:
    """What the side file of a node says. `marks`: place → all that its database held for certain."""

    signs: Signs = field(default_factory=Signs)
    marks: Mapping[str, tuple[HighWater, ...]] = field(default_factory=dict)


class SideFile:
    """The two files of one node in the folder `states`. Failing to write them never fails a save."""

    def __init__(self, states: Path, node: str) -> None:
        name = hashlib.sha256(node.encode()).hexdigest()[:32]
        self._firm, self._quick = states / f"{name}.json", states / f"{name}.quick"
        self._open: int | None = None
        self._closing: weakref.finalize[[int], SideFile] | None = None

    def read(self) -> Remembered | None:
        """What is known; None when nothing is. A broken file counts as none."""
        firm, quick = _read(self._firm), _read(self._quick)
        if firm is None and quick is None:
            return None
        marks: dict[str, tuple[HighWater, ...]] = {}
        for place, mark in [*_marks(firm), *_marks(quick)]:
            if mark not in marks.get(place, ()):
                marks[place] = (*marks.get(place, ()), mark)
        return Remembered(_signs(firm), marks)

    def keep(self, remembered: Remembered) -> None:
        """Put down everything anew and wait until the disk has it."""
        marks = {place: [_told(each) for each in marks] for place, marks in remembered.marks.items()}
        with suppress(OSError, StoreFault):
            self._firm.parent.mkdir(parents=True, exist_ok=True)
            quick = self._opened()
            os.ftruncate(quick, 0)  # first: it may speak of what the database was just taken back from
            os.fsync(quick)
            write_whole(self._firm, _sealed({"signs": list(remembered.signs.parts), "marks": marks}))

    def note(self, place: str, mark: HighWater) -> None:
        """Put down the newest mark of a place at once, without waiting for the disk."""
        with suppress(OSError):
            quick = self._opened()
            os.lseek(quick, 0, os.SEEK_SET)
            os.write(quick, _sealed({"marks": {place: [_told(mark)]}}))

    def close(self) -> None:
        """Let go of the quick file."""
        if self._closing is not None:
            self._closing()
        self._open = self._closing = None

    def _opened(self) -> int:
        if self._open is None:
            self._open = os.open(self._quick, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
            # A desk that is dropped without being closed, as by a kill, drops this with it.
            self._closing = weakref.finalize(self, os.close, self._open)
        return self._open


def _told(mark: HighWater) -> dict[str, Any]:
    return {"epoch": mark.epoch, "heads": {name: list(head) for name, head in mark.heads.items()}}


def _sealed(contents: dict[str, Any]) -> bytes:
    """JSON under its own hash and length, by which a half-written file is known."""
    body = json.dumps(contents, sort_keys=True).encode()
    return b"%s %d\n%s" % (hashlib.sha256(body).hexdigest().encode(), len(body), body)


def _read(path: Path) -> Any:
    """The file's contents, or None for a file that is not there, not whole or not ours."""
    try:
        with path.open("rb") as file:
            seal, _, body = file.read(MOST_BYTES).partition(b"\n")
        name, length = seal.split(b" ")
        body = body[: int(length)]  # behind it may stand the end of a longer one
        if hashlib.sha256(body).hexdigest().encode() != name:
            return None
        found = json.loads(body)
    except (OSError, ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _marks(contents: Any) -> Iterator[tuple[str, HighWater]]:
    with suppress(AttributeError, KeyError, TypeError, ValueError):
        for place, marks in (contents or {}).get("marks", {}).items():
            for each in marks:
                heads = {str(name): (int(seq), str(head)) for name, (seq, head) in each["heads"].items()}
                yield str(place), HighWater(str(each["epoch"]), heads)


def _signs(contents: Any) -> Signs:
    with suppress(AttributeError, KeyError, TypeError, ValueError):
        machine, host, folder = (contents or {}).get("signs", ())
        return Signs(str(machine), str(host), str(folder))
    return Signs()
