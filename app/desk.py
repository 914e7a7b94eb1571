"""The assembled office: a signed-in operator's desk, through which everything is read and written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from pathlib import Path

from app.checked_writer import CheckedWriter
from app.clock import Clock
from app.clock_trust import trust, watch_of
from app.codes import CodeChange, Codes, assembled
from app.faults import faults_as_problems
from app.notices import Notice, Notices
from app.problems import Problem
from app.settings import Settings
from app.sight import Sight
from db import code_queries, local, records, reversal
from db import history as store_history
from db.store import Store


@dataclass(frozen=True)
class Office:
    """Whose records these are. `level`: village, township or county; `code`: 12 digits or empty."""

    id: str
    name: str
    code: str
    level: str


@dataclass(frozen=True)
class Operator:
    """Who signed in. `role`: entry (录入员), review (审核) or admin (管理员)."""

    id: str
    name: str
    role: str


class Desk:
    """One open office. Made by app.offices; used from one thread at a time."""

    def __init__(self, home: Path, store: Store, office: Office, operator: Operator, clock: Clock) -> None:
        self.home = home
        self.store = store
        self.office = office
        self.operator = operator
        self.notices = Notices()
        self.settings = Settings(store)
        self.sight = Sight()
        self.watch = watch_of(store, clock)
        self._session_start = int(
            store.connection.execute("SELECT coalesce(max(number), 0) FROM action").fetchone()[0]
        )
        store.office = office.id
        self.within_write: Callable[[], object] | None = None  # part of the transaction of each write
        self._codes: Codes | None = None

    @property
    def codes(self) -> Codes:
        """The code lists with this office's changes."""
        if self._codes is None:
            changes = records.find(self.store.database, records.Query("code", order=("position",)))
            ranks = code_queries.ranks(self.store.database, self.office.id)
            self._codes = assembled(
                CodeChange(
                    each["list"], each["code"], each["label"], each["position"], bool(each["hidden"]),
                    ranks.get(each.id, "own"),
                )
                for each in changes
            )  # fmt: skip
        return self._codes

    def now(self) -> datetime:
        """The wall clock."""
        return self.watch.now()

    def today(self) -> date:
        """The wall clock's day."""
        return self.watch.now().date()

    def trust_clock(self) -> None:
        """The operator says that the computer's present time is right. Raises Problem."""
        with faults_as_problems(self.home):
            trust(self.store, self.watch)
        self.audit("clock.trust")

    @contextmanager
    def write(self, intention: str, initiator: object | None = None) -> Iterator[CheckedWriter]:
        """One intention of the operator: one transaction, one undo step, one notice.

        Raises Problem; then nothing was written.
        """
        with faults_as_problems(self.home):
            with self.store.write(intention, self.operator.name) as (writer, written):
                yield CheckedWriter(writer, self.codes, written.action)
                if self.within_write is not None:
                    self.within_write()
            self.announce(written.touched if written.action else {}, intention, initiator)

    def undo(self, initiator: object | None = None) -> str:
        """Undo this operator's latest action of the session; the intention undone.

        Raises Problem: nothing_to_undo, changed_since.
        """
        database = self.store.database
        action = store_history.latest_undoable(database, self.operator.name, self._session_start)
        if action is None:
            raise Problem("nothing_to_undo")
        if reversal.changed_since(database, action.number):
            raise Problem("changed_since")
        self._reverse(action.number, "undo", initiator)
        return action.intention

    def later_work(self, number: int) -> tuple[reversal.Later, ...]:
        """What of an action was changed after it, and what it added that newer records refer to."""
        return reversal.later_work(self.store.database, number)

    def undo_action(
        self,
        number: int,
        *,
        keep_later: bool = False,
        of_others: bool = False,
        initiator: object | None = None,
    ) -> str:
        """Undo the action of that number, however long ago; the intention undone.

        `keep_later`: what later work built on stays, the rest goes back. `of_others`: the caller has
        seen to the right to undo another operator's action. Raises Problem: no_such_action,
        not_your_action, not_undoable, already_undone, later_work (its details say how many).
        """
        action = store_history.action(self.store.database, number)
        if action is None:
            raise Problem("no_such_action", number=number)
        if action.office or (action.operator != self.operator.name and not of_others):
            raise Problem("not_your_action", operator=action.operator)
        if store_history.is_lasting(action.intention):
            raise Problem("not_undoable")
        if action.undone_by is not None:
            raise Problem("already_undone")
        count = 0 if keep_later else len({(each.kind, each.id) for each in self.later_work(number)})
        if count:
            raise Problem("later_work", count=count)
        self._reverse(number, "undo", initiator, keep_later)
        return action.intention

    def redo(self, initiator: object | None = None) -> str:
        """Do again what was undone last; the intention. Raises Problem nothing_to_undo."""
        database = self.store.database
        undo = store_history.latest_redoable(database, self.operator.name, self._session_start)
        original = store_history.action(database, undo.undoes) if undo and undo.undoes else None
        if undo is None or original is None:
            raise Problem("nothing_to_undo")
        self._reverse(undo.number, "redo", initiator)
        return original.intention

    def audit(self, act: str, detail: str = "") -> None:
        """Note in the audit log what this operator did. `detail` holds no personal data."""
        with faults_as_problems(self.home):
            local.add_audit(self.store, self.now(), self.operator.name, act, detail)

    def back_up(self, folder: Path | None = None, reason: str = "manual") -> Path:
        """A verified copy of the database; in the data folder's own "backups" when none is named."""
        target = folder or self.home / "backups"
        with faults_as_problems(target):
            return self.store.back_up(target, reason)

    def close(self) -> None:
        """Let go of the data folder."""
        with faults_as_problems(self.home):
            self.store.close()

    def _reverse(
        self, number: int, intention: str, initiator: object | None, keep_later: bool = False
    ) -> None:
        with faults_as_problems(self.home):
            name = self.operator.name
            written = reversal.reverse(self.store, number, name, intention, keep_later=keep_later)
            if self.office.id in written.touched.get("organization", ()):
                self._take_name_from_records()
            self.announce(written.touched, intention, initiator)

    def _take_name_from_records(self) -> None:
        """The office's name and code stand in the settings too; an undo brings back the record's."""
        found = records.by_ids(self.store.database, "organization", [self.office.id])[self.office.id]
        if not found.deleted and found["name"]:
            self.office = replace(self.office, name=found["name"], code=found["code"] or "")
            self.settings.set("office", asdict(self.office))

    def announce(
        self, touched: Mapping[str, set[str]], intention: str, initiator: object | None = None
    ) -> None:
        """Tell the open pages which records changed, by kind."""
        kinds = frozenset(kind for kind, ids in touched.items() if ids)
        if kinds:
            self.watch.saw()
        if kinds & {"code", "code_list"}:
            self._codes = None
        if kinds:
            ids = frozenset(identity for each in touched.values() for identity in each)
            self.notices.announce(Notice(kinds, ids, intention, initiator))
