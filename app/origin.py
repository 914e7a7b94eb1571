"""Where this database comes from: taken back, moved, or a copy; then a new epoch and one question.

A database that is taken back must never count on in its old epoch: the numbers it gives out next
were given out before, for other changes (exchange 6a). So the epoch begins at once, whoever answers
what; the answer decides only what is said next, and that a copy must be enrolled anew.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from app.desk import Desk
from app.faults import faults_as_problems
from app.problems import Problem
from app.settings import Settings
from app.side_file import Remembered, SideFile
from app.station import Signs, Station
from db import high_water
from db.errors import StoreFault
from db.high_water import HighWater
from db.restoring import RESTORED
from db.store import Store

SIGNS, QUESTION, REENROL = "origin.signs", "origin.question", "exchange.reenrol"
BEHIND, ELSEWHERE, TWIN = "behind", "elsewhere", "twin"
ANSWERS = ("restored", "moved", "copied")
FLUSH_SECONDS = 30.0
NOTE_SECONDS = 0.05  # a person saves no faster; many saves in a row need not each be noted


@dataclass(frozen=True)
class Question:
    """What the clerk is to be asked. `reason`: behind (older than it was), elsewhere (another
    computer), twin (another copy on this computer went on). `newest`: when it was last written in,
    by the wall clock, "" for never."""

    reason: str
    newest: str


class Origin:
    """Watches one open database. `found`: why this opening began a new epoch, "" when it did not."""

    def __init__(self, store: Store, home: Path, station: Station) -> None:
        self._store, self._settings, self._ticks = store, Settings(store), station.ticks
        self._home, self._station = home, station
        self._node = high_water.node_of(store)
        self._signs = Signs(*(self._hidden(each) for each in station.signs(home).parts))
        self._place = self._hidden(str(home.resolve()))
        self._file = SideFile(station.states, self._node)
        self._flushed, self._noted = self._ticks(), float("-inf")
        remembered = self._file.read()
        self._others = {
            place: marks
            for place, marks in (remembered or Remembered()).marks.items()
            if place != self._place
        }
        restored = bool(self._settings.get(RESTORED))
        self.found = self._look(remembered, restored)
        self._known = remembered
        self._keep()
        if restored:  # last: cut off before it, the next start would take the restore for a stranger's
            with suppress(StoreFault, Problem):
                self._settings.set(RESTORED, None)
        store.after_write = self._note

    def close(self) -> None:
        """Put the side file down for good."""
        with suppress(StoreFault):
            self._keep()
        self._file.close()

    def again(self) -> Origin:
        """The database writes as another node from now on: watch it under that name."""
        self._file.close()
        return Origin(self._store, self._home, self._station)

    def _look(self, remembered: Remembered | None, restored: bool) -> str:
        reason = self._reason(remembered, restored)
        stands = list(self._signs.parts)
        if reason:
            newest = high_water.newest_action(self._store)
            # One transaction: a kill leaves both to be found again, never an epoch without its question.
            with self._store.local_write():
                self._settings.set(QUESTION, {"reason": reason, "newest": newest})
                self._settings.set(SIGNS, stands)
                high_water.begin_epoch(self._store)
        elif self._settings.get(SIGNS) != stands:
            with suppress(StoreFault, Problem):  # a full disk: known next time
                self._settings.set(SIGNS, stands)
        return reason

    def _reason(self, remembered: Remembered | None, restored: bool) -> str:
        here = remembered.marks.get(self._place, ()) if remembered else ()
        # A restore by the program itself began its own epoch: older than it was, and known to be.
        if not restored and not self._holds(here):
            return BEHIND
        if not restored and not here:
            # A moved folder holds all that its old place held; a copy lacks what the other did since.
            if not all(self._holds(marks) for marks in self._others.values()):
                return TWIN
            self._others = {}
        stored = self._settings.get(SIGNS) or (remembered.signs.parts if remembered else ())
        known = Signs(*map(str, stored)) if len(stored) == 3 else Signs()
        return ELSEWHERE if known.differs(self._signs) else ""

    def _holds(self, marks: Sequence[HighWater]) -> bool:
        return all(high_water.holds(self._store, self._node, each) for each in marks)

    def _keep(self) -> None:
        mark = high_water.high_water(self._store)
        told = Remembered(self._signs, {**self._others, self._place: (mark,)})
        if told != self._known:
            self._file.keep(told)
        self._known, self._flushed = told, self._ticks()

    def _note(self) -> None:
        """The save is done and durable: nothing that goes wrong here may make it look undone."""
        with suppress(StoreFault):
            now = self._ticks()
            if now - self._flushed >= FLUSH_SECONDS:
                self._keep()
            elif now - self._noted >= NOTE_SECONDS:
                self._noted = now
                self._file.note(self._place, high_water.high_water(self._store))

    def _hidden(self, sign: str) -> str:
        """A sign as it is kept: known again, but telling no name of a computer or a folder."""
        return (
            hashlib.sha256(f"{self._node}\n{sign}".encode("utf-8", "surrogatepass")).hexdigest()[:16]
            if sign
            else ""
        )


def question(desk: Desk) -> Question | None:
    """What is still to be asked at this desk; None when nothing is."""
    stored = desk.settings.get(QUESTION)
    return Question(str(stored["reason"]), str(stored["newest"])) if stored else None


def answer(desk: Desk, given: str) -> None:
    """Keep the clerk's answer, one of ANSWERS; it is not asked again. Raises Problem."""
    if given not in ANSWERS:
        raise ValueError(given)
    with faults_as_problems(desk.home), desk.store.local_write():
        desk.audit(f"origin.{given}")
        if given == "copied":
            desk.settings.set(REENROL, True)
        desk.settings.set(QUESTION, None)
