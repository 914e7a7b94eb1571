"""One take-in: one transaction with capture off, all of it or nothing; or a rehearsal without a trace."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from db import redaction
from db.connection import faults_told
from db.exchange import forks, late, moves, parking, vectors
from db.exchange.branching import show_anew
from db.exchange.forks import MissingBefore
from db.exchange.mapping import Context, Heard, context_of
from db.exchange.merging import Merge
from db.exchange.taken import Taken
from db.store import Store, new_writer

_ROOMY = -64_000  # as SQLite counts its cache: negative for KiB


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
                if each.seq:
                    forks.keep_batches(self.connection, context.bucket, each, place)
        if self.taken.forks:
            for context, _, _ in self._open:
                show_anew(self.connection, context)
        if moves.let_go(self.connection, [context for context, _, _ in self._open]):
            self._free_moved()
        self._free()
        redaction.apply_redactions(self.connection)
        after = self._written()
        forked = any(each.own for each in self.taken.forks)
        self.taken.rolled_back = not forked and any(
            seq > self._before.get(bucket, 0) for bucket, seq in after.items()
        )

    def _written(self) -> dict[int, int]:
        rows = self.connection.execute("SELECT bucket, seq FROM tally WHERE writer = ?", (self._own,))
        return dict(rows)

    def _free(self) -> None:
        """Records that waited for their owner or for a readable value, as long as any can go in."""
        freed = -1
        while freed != self.taken.freed:
            freed = self.taken.freed
            for reason in parking.PASSED_ON:
                for each in parking.listing(self.connection, reason, limit=100_000):
                    self.taken.freed += self.apply_parked(each)

    def _free_moved(self) -> None:
        """What came in a household's new bucket before it had left the old one."""
        for each in parking.listing(self.connection, "other_bucket", limit=100_000):
            if late.applied(self.connection, each, self.taken, own=False):
                parking.settle(self.connection, each.number, "applied")

    def apply_parked(self, each: parking.Parked) -> bool:
        """Let a parked record in, whatever its sender might write here; False if it must wait on.

        What others were not given either goes in as this office's own writing, for all to have.
        """
        if not late.applied(self.connection, each, self.taken, own=each.reason not in parking.PASSED_ON):
            return False
        parking.settle(self.connection, each.number, "applied")
        return True


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
    with faults_told(), _roomy(connection):
        connection.execute("BEGIN IMMEDIATE")
        try:
            cursor = connection.execute(
                "INSERT INTO action (at, operator, intention) VALUES (?, ?, 'exchange.take')",
                (at.isoformat(timespec="seconds"), operator),
            )
            taken = Taken(int(cursor.lastrowid))
            connection.execute("UPDATE capture SET capturing = 0, action = ? WHERE one = 1", (taken.action,))
            vectors.name_own(connection, store.office)
            late.know_better(connection, taken)
            taking = Taking(store, taken, package)
            yield taking
            connection.execute("UPDATE capture SET capturing = 1, action = 0 WHERE one = 1")
            if taken.rolled_back or any(each.own for each in taken.forks):
                _begin_epoch(store)
            if store.before_commit is not None and not rehearsal:
                store.before_commit()
            connection.execute("ROLLBACK" if rehearsal else "COMMIT")
        except BaseException as error:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            if isinstance(error, MissingBefore) and error.rolled_back and not rehearsal:
                _begin_epoch(store)  # before anything more is written under numbers given out already
            raise


@contextmanager
def _roomy(connection: Any) -> Iterator[None]:
    """More pages in memory: a large package touches many indexes, and what is spilled is encrypted twice."""
    before = int(connection.execute("PRAGMA cache_size").fetchone()[0])
    connection.execute(f"PRAGMA cache_size = {_ROOMY}")
    try:
        yield
    finally:
        connection.execute(f"PRAGMA cache_size = {before}")


def _begin_epoch(store: Store) -> None:
    new_writer(store.database, vectors.own_writer(store.connection)[1].node)
    vectors.name_own(store.connection, store.office)


def settle_home(store: Store, bucket_name: str) -> None:
    """Give this desk's own bucket and writers the names that all offices know; done once."""
    with store.local_write() as connection:
        vectors.name_home(connection, bucket_name)
        vectors.name_own(connection, store.office)


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
