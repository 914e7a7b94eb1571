"""One take-in: one transaction with capture off, all of it or nothing; or a rehearsal without a trace."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from db.connection import faults_told
from db.exchange import forks, parking, raw, vectors
from db.exchange.forks import Fork
from db.exchange.mapping import Context, Heard, context_of
from db.exchange.merging import Merge
from db.exchange.siblings import Coming, Outcome
from db.kinds import KINDS
from db.schema import quoted
from db.store import Store, new_writer


@dataclass
class Taken:
    """What a take-in did. `rolled_back`: a peer knew more of this machine than it did itself."""

    action: int
    forks: list[Fork] = field(default_factory=list)
    rolled_back: bool = False
    outcomes: dict[str, Outcome] = field(default_factory=dict)  # by bucket name
    freed: int = 0  # records that had waited for what came now

    def touched(self) -> dict[str, set[str]]:
        """Kind → ids, for the pages that show them."""
        found: dict[str, set[str]] = {}
        for outcome in self.outcomes.values():
            for kind, ids in outcome.touched.items():
                found.setdefault(kind, set()).update(ids)
        return found


class Taking:
    """What the caller holds while a package goes in."""

    def __init__(self, store: Store, taken: Taken, package: str) -> None:
        self.connection = store.connection
        self.taken = taken
        self._package = package
        self._own = vectors.own_writer(self.connection)[0]
        self._before = self._written()
        self._open: list[tuple[Context, Sequence[Heard], Merge]] = []

    def bucket(
        self, name: str, office: str, heard: Sequence[Heard], kinds: frozenset[str] | None
    ) -> tuple[Merge, Context]:
        """Begin a bucket of the package. `office`: whose it is; `kinds`: what the sender may write there.

        Raises MissingBefore: the package builds on what is not here.
        """
        number = vectors.bucket_number(self.connection, name)
        places, found = forks.placed(self.connection, number, heard)
        self.taken.forks += found
        context = context_of(self.connection, number, self._package, office, heard, places)
        merge = Merge(self.connection, context, self.taken.action, kinds)
        self.taken.outcomes[name] = merge.outcome
        self._open.append((context, heard, merge))
        return merge, context

    def keep_content(self, sha256: str, contents: bytes) -> bool:
        """Keep an attachment's bytes; False if they lie here already."""
        sql = "INSERT OR IGNORE INTO content (sha256, bytes) VALUES (?, ?)"
        return bool(self.connection.execute(sql, (sha256, contents)).rowcount)

    def finish(self) -> None:
        """Raise the vectors, let in what had waited for it, and begin a new epoch where one is due."""
        for context, heard, _ in self._open:
            for each, place in zip(heard, context.places, strict=True):
                forks.keep_batches(self.connection, context.bucket, each, place)
        for context, _, merge in self._open:
            self._know_better(context, merge)
        self._free_orphans()
        after = self._written()
        forked = any(each.own for each in self.taken.forks)
        self.taken.rolled_back = not forked and any(
            seq > self._before.get(bucket, 0) for bucket, seq in after.items()
        )

    def _written(self) -> dict[int, int]:
        rows = self.connection.execute("SELECT bucket, seq FROM tally WHERE writer = ?", (self._own,))
        return dict(rows)

    def _know_better(self, context: Context, merge: Merge) -> None:
        """What an older program kept unread goes in once this one knows its kind or field."""
        for kind, each in raw.become_known(self.connection, context.bucket):
            self._late(context, merge.outcome, kind, each)

    def _free_orphans(self) -> None:
        """Records that waited for their owner, as long as any owner came."""
        while True:
            freed = 0
            for each in parking.listing(self.connection, "orphan", limit=100_000):
                if self._has_owner(each.kind, parking.coming(each.record)):
                    parking.settle(self.connection, each.number, "applied")
                    self.apply_parked(each)
                    freed += 1
            self.taken.freed += freed
            if not freed:
                return

    def _has_owner(self, kind_name: str, each: Coming) -> bool:
        kind = KINDS.get(kind_name)
        if kind is None:
            return False
        if each.made is None:
            sql = f"SELECT 1 FROM {quoted(kind.name)} WHERE id = ?"
            return self.connection.execute(sql, (each.id,)).fetchone() is not None
        from_columns = {name: next(iter(found.values())).value for name, found in each.columns.items()}
        values = {**each.values, **from_columns}
        needed = [f for f in kind.fields if f.required and f.targets]
        return all(
            any(
                self.connection.execute(
                    f"SELECT 1 FROM {quoted(t)} WHERE id = ?", (values.get(f.name),)
                ).fetchone()
                for t in f.targets
            )
            for f in needed
        )

    def apply_parked(self, each: parking.Parked) -> None:
        """Let a parked record in as its package would have: its dots count as unseen here."""
        sql = "SELECT vector FROM package WHERE id = ?"
        found = self.connection.execute(sql, (each.package,)).fetchone()
        there = json.loads(found[0]).get(str(each.bucket), {}) if found else {}
        names = vectors.writers(self.connection)
        context = Context(
            each.bucket, each.package, "", {}, {int(w): seq for w, seq in there.items()}, [],
            {number: office for number, (_, office) in names.items()},
            {number: name for number, (name, _) in names.items()},
        )  # fmt: skip
        outcome = self.taken.outcomes.setdefault("parked", Outcome())
        self._late(context, outcome, each.kind, parking.coming(each.record))

    def _late(self, context: Context, outcome: Outcome, kind: str, each: Coming) -> None:
        late = Context(
            context.bucket, context.package, context.office, {}, context.there, [],
            context.offices, context.names,
        )  # fmt: skip
        fields = list(dict.fromkeys((*each.values, *each.columns)))
        merge = Merge(self.connection, late, self.taken.action, None)
        merge.outcome = outcome
        merge.records(kind, fields, [each])


@contextmanager
def taking_in(
    store: Store, at: datetime, operator: str, package: str, *, rehearsal: bool = False
) -> Iterator[Taking]:
    """A take-in of one package as one transaction; a rehearsal is rolled back at the end.

    Raises StoreFault as Store.write does; then nothing happened.
    """
    connection = store.connection
    if connection.in_transaction:
        raise RuntimeError("a take-in inside an open write: one intention, one transaction")
    with faults_told():
        connection.execute("BEGIN IMMEDIATE")
        try:
            cursor = connection.execute(
                "INSERT INTO action (at, operator, intention) VALUES (?, ?, 'exchange.take')",
                (at.isoformat(timespec="seconds"), operator),
            )
            taken = Taken(int(cursor.lastrowid))
            connection.execute("UPDATE capture SET capturing = 0, action = ? WHERE one = 1", (taken.action,))
            taking = Taking(store, taken, package)
            yield taking
            connection.execute("UPDATE capture SET capturing = 1 WHERE one = 1")
            if taken.rolled_back or any(each.own for each in taken.forks):
                new_writer(store.database, vectors.own_writer(connection)[1].node)
                _name_own(connection, store.office)
            connection.execute("ROLLBACK" if rehearsal else "COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise


def _name_own(connection: Any, office: str) -> None:
    connection.execute(
        "UPDATE writer SET office = ? WHERE node = (SELECT w.node FROM writer w JOIN capture c "
        "ON c.writer = w.number) AND office = ''",
        (office,),
    )


def settle_home(store: Store, bucket_name: str) -> None:
    """Give this desk's own bucket and writers the names that all offices know; done once."""
    with store.local_write() as connection:
        vectors.name_home(connection, bucket_name)
        _name_own(connection, store.office)


def rename_home(store: Store, bucket_name: str, office: str) -> None:
    """This PC joins an office that exists: its first bucket and its writers are that office's."""
    with store.local_write() as connection:
        connection.execute("UPDATE bucket SET name = ? WHERE number = 1", (bucket_name,))
        connection.execute(
            "UPDATE writer SET office = ? WHERE node = (SELECT w.node FROM writer w JOIN capture c "
            "ON c.writer = w.number)",
            (office,),
        )


def written_by(store: Store, node: str) -> dict[str, dict[str, int]]:
    """Bucket name → node/epoch → seq of what was seen of a node, whose id is given without hyphens."""
    rows = store.connection.execute(
        "SELECT b.name, w.node, w.epoch, t.seq FROM tally t JOIN writer w ON w.number = t.writer "
        "JOIN bucket b ON b.number = t.bucket WHERE replace(w.node, '-', '') = ? AND t.seq > 0",
        (node,),
    )
    found: dict[str, dict[str, int]] = {}
    for bucket, name, epoch, seq in rows:
        found.setdefault(bucket, {})[f"{name}/{epoch}"] = seq
    return found
