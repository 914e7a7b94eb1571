"""Records that go in later than they came: their owner has come, a person says so, the program knows more."""

from __future__ import annotations

from typing import Any

from db import capture
from db.exchange import parking, raw, vectors
from db.exchange.mapping import late_context
from db.exchange.merging import Merge
from db.exchange.siblings import Coming, Outcome, shown
from db.exchange.taken import Taken
from db.kinds import KINDS
from db.schema import captured_columns, quoted


def applied(connection: Any, parked: parking.Parked, taken: Taken, *, own: bool) -> bool:
    """Let a parked record in with the context of its own time; False if it cannot go in yet.

    `own`: as this office's own writing, which reaches all others; its values are those it would show.
    """
    outcome = taken.outcomes.setdefault("parked", Outcome())
    each = parking.coming(parked.record)
    context = late_context(
        connection, parked.bucket, vectors.office_of(connection, parked.bucket), parked.there
    )
    if not own:
        return Merge(connection, context, taken.action, None, outcome).late(parked.kind, each)
    kind = KINDS.get(parked.kind)
    if kind is None:
        return False
    values = {n: each.values.get(n) for n in each.values if n in captured_columns(kind)}
    values.update({n: f[shown(n, f, context)].value for n, f in each.columns.items()})
    with _captured(connection):
        _write_own(connection, parked, each, values)
    outcome.count(parked.kind, [each.id], is_new=each.made is not None)
    return True


def _write_own(connection: Any, parked: parking.Parked, each: Coming, values: dict[str, Any]) -> None:
    names = list(values)
    settings = ", ".join(f"{quoted(name)} = ?" for name in names)
    sql = f"UPDATE {quoted(parked.kind)} SET {settings} WHERE id = ?"
    if names and connection.execute(sql, (*values.values(), each.id)).rowcount:
        return
    columns = ", ".join(map(quoted, ("id", "bucket", "office", *names)))
    connection.execute(
        f"INSERT INTO {quoted(parked.kind)} ({columns}) VALUES ({', '.join('?' * (len(names) + 3))})",
        (each.id, parked.bucket, each.office, *values.values()),
    )


class _captured:
    """Within a take-in: what is written inside is stamped and chained as this machine's own."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection
        self._before: dict[tuple[int, int], int] = {}

    def __enter__(self) -> None:
        self._before = capture.high_water(self._connection)
        self._connection.execute("UPDATE capture SET capturing = 1 WHERE one = 1")

    def __exit__(self, *_: object) -> None:
        self._connection.execute("UPDATE capture SET capturing = 0 WHERE one = 1")
        capture.close_batch(self._connection, self._before)


def know_better(connection: Any, taken: Taken) -> None:
    """What an older program kept unread goes in once this one knows its kind or field.

    Capture is off; the caller holds the transaction.
    """
    if not raw.has_any(connection):
        return
    outcome = taken.outcomes.setdefault("upgraded", Outcome())
    for bucket, kind, each in raw.become_known(connection):
        context = late_context(connection, bucket, vectors.office_of(connection, bucket), {})
        merge = Merge(connection, context, taken.action, None, outcome)
        if not merge.upgraded(kind, each):
            parking.park(connection, context, kind, each, "orphan", "")


def know_better_at_rest(connection: Any) -> None:
    """The same where no package is coming in: before one is given. The caller holds the transaction."""
    if not raw.has_any(connection):
        return
    connection.execute("UPDATE capture SET capturing = 0 WHERE one = 1")
    know_better(connection, Taken(0))
    connection.execute("UPDATE capture SET capturing = 1 WHERE one = 1")
