"""Questions of the audit page: lines by operator, act and day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from db.store import Store


@dataclass(frozen=True)
class AuditRow:
    """One line as it is kept."""

    number: int
    at: str
    operator: str
    act: str
    detail: str


def audit_rows(
    store: Store, operator: str, acts: Sequence[str], first_day: str, last_day: str, limit: int
) -> list[AuditRow]:
    """Lines newest first; "" and an empty `acts` ask for all. Days as "YYYY-MM-DD", both included."""
    where, values = _conditions(operator, acts, first_day, last_day)
    sql = f"SELECT number, at, operator, act, detail FROM audit {where} ORDER BY number DESC LIMIT ?"
    return [AuditRow(*row) for row in store.connection.execute(sql, (*values, limit))]


def audit_count(store: Store, operator: str, acts: Sequence[str], first_day: str, last_day: str) -> int:
    """How many lines `audit_rows` would give without a limit."""
    where, values = _conditions(operator, acts, first_day, last_day)
    return int(store.connection.execute(f"SELECT count(*) FROM audit {where}", values).fetchone()[0])


def audit_operators(store: Store) -> list[str]:
    """Everyone who is named in the log."""
    return [row[0] for row in store.connection.execute("SELECT DISTINCT operator FROM audit ORDER BY 1")]


def audit_acts(store: Store) -> list[str]:
    """Every act that is named in the log."""
    return [row[0] for row in store.connection.execute("SELECT DISTINCT act FROM audit ORDER BY 1")]


def _conditions(
    operator: str, acts: Sequence[str], first_day: str, last_day: str
) -> tuple[str, tuple[str, ...]]:
    parts, values = [], []
    if operator:
        parts.append("operator = ?")
        values.append(operator)
    if acts:
        parts.append(f"act IN ({', '.join('?' * len(acts))})")
        values.extend(acts)
    for sign, day in ((">=", first_day), ("<=", last_day)):
        if day:
            parts.append(f"substr(at, 1, 10) {sign} ?")
            values.append(day)
    return (f"WHERE {' AND '.join(parts)}" if parts else ""), tuple(values)
