"""The assembled office: a signed-in operator's desk, through which everything is read and written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from app.clock import Clock
from app.codes import CodeChange, Codes, assembled
from app.derivation import derive_change
from app.faults import faults_as_problems
from app.kinds import KINDS, FieldType
from app.notices import Notice, Notices
from app.problems import Problem
from app.settings import Settings
from app.validation import checked
from db import history as store_history
from db import local, records
from db.store import Store
from db.writer import Writer


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


class CheckedWriter:
    """Adding and changing records inside one transaction, every value checked first."""

    def __init__(self, writer: Writer, codes: Codes) -> None:
        self._writer = writer
        self._codes = codes

    def add(self, kind: str, values: Mapping[str, Any]) -> str:
        """Add a record; its id. Raises Problem."""
        ready = checked(KINDS[kind], values, self._codes)
        self._check_references(kind, ready)
        return self._writer.add(kind, ready)

    def add_many(self, kind: str, rows: Sequence[Mapping[str, Any]]) -> list[str]:
        """Add records of which the caller knows that their references exist; ids in order."""
        described = KINDS[kind]
        return self._writer.add_many(kind, [checked(described, row, self._codes) for row in rows])

    def change(self, kind: str, identity: str, values: Mapping[str, Any]) -> None:
        """Change the given fields. Raises Problem: no_such_record, append_only, what `checked` raises."""
        described = KINDS[kind]
        before = self._existing(kind, identity)
        if described.append_only:
            raise Problem("append_only", kind=described.label)
        ready = checked(described, values, self._codes, partial=True)
        span = {name: before[name] for name in ("start", "end") if described.has(name)}
        checked(described, {**span, **{n: ready[n] for n in span if n in ready}}, self._codes, partial=True)
        derive_change(kind, before.values, values, ready)
        self._check_references(kind, ready)
        self._writer.change(kind, identity, ready)

    def remove(self, kind: str, identity: str) -> None:
        """Send to the recycle bin. Raises Problem no_such_record."""
        self._existing(kind, identity)
        self._writer.remove(kind, identity)

    def restore(self, kind: str, identity: str) -> None:
        """Take back from the recycle bin. Raises Problem no_such_record."""
        self._existing(kind, identity)
        self._writer.restore(kind, identity)

    def get(self, kind: str, identity: str) -> records.Record | None:
        """The record as this transaction sees it."""
        return self._writer.get(kind, identity)

    def store_content(self, sha256: str, contents: bytes) -> None:
        """Keep an attachment's bytes under their hash."""
        self._writer.store_content(sha256, contents)

    def _existing(self, kind: str, identity: str) -> records.Record:
        found = self._writer.get(kind, identity)
        if found is None:
            raise Problem("no_such_record", id=identity[:64], kind=KINDS[kind].label)
        return found

    def _check_references(self, kind: str, values: Mapping[str, Any]) -> None:
        for field in KINDS[kind].fields:
            value = values.get(field.name)
            if value is None or field.type not in (FieldType.REFERENCE, FieldType.REFERENCES):
                continue
            for identity in [value] if isinstance(value, str) else value:
                if not any(self._writer.get(target, identity) for target in field.targets):
                    raise Problem("not_a_reference", label=field.label, field=field.name)


class Desk:
    """One open office. Made by app.offices; used from one thread at a time."""

    def __init__(self, home: Path, store: Store, office: Office, operator: Operator, clock: Clock) -> None:
        self.home = home
        self.store = store
        self.office = office
        self.operator = operator
        self.notices = Notices()
        self.settings = Settings(store)
        self._clock = clock
        self._session_start = int(
            store.connection.execute("SELECT coalesce(max(number), 0) FROM action").fetchone()[0]
        )
        store.office = office.id
        self._codes: Codes | None = None

    @property
    def codes(self) -> Codes:
        """The code lists with this office's changes."""
        if self._codes is None:
            changes = records.find(self.store.database, records.Query("code", order=("position",)))
            self._codes = assembled(
                CodeChange(each["list"], each["code"], each["label"], each["position"], bool(each["hidden"]))
                for each in changes
            )
        return self._codes

    def now(self) -> datetime:
        """The wall clock."""
        return self._clock()

    def today(self) -> date:
        """The wall clock's day."""
        return self._clock().date()

    @contextmanager
    def write(self, intention: str, initiator: object | None = None) -> Iterator[CheckedWriter]:
        """One intention of the operator: one transaction, one undo step, one notice.

        Raises Problem; then nothing was written.
        """
        with faults_as_problems(self.home):
            with self.store.write(intention, self.operator.name) as (writer, written):
                yield CheckedWriter(writer, self.codes)
            self._tell(written.touched if written.action else {}, intention, initiator)

    def undo(self, initiator: object | None = None) -> str:
        """Undo this operator's latest action of the session; the intention undone.

        Raises Problem: nothing_to_undo, changed_since.
        """
        database = self.store.database
        action = store_history.latest_undoable(database, self.operator.name, self._session_start)
        if action is None:
            raise Problem("nothing_to_undo")
        if store_history.changed_since(database, action.number):
            raise Problem("changed_since")
        self._reverse(action.number, "undo", initiator)
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

    def _reverse(self, number: int, intention: str, initiator: object | None) -> None:
        with faults_as_problems(self.home):
            written = store_history.reverse(self.store, number, self.operator.name, intention)
            self._tell(written.touched, intention, initiator)

    def _tell(self, touched: Mapping[str, set[str]], intention: str, initiator: object | None) -> None:
        kinds = frozenset(kind for kind, ids in touched.items() if ids)
        if kinds & {"code", "code_list"}:
            self._codes = None
        if kinds:
            ids = frozenset(identity for each in touched.values() for identity in each)
            self.notices.announce(Notice(kinds, ids, intention, initiator))
