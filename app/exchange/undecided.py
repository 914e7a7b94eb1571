"""Which fields of a record wait for a decision: asked whenever a record is opened, so nothing heavy here."""

from __future__ import annotations

from app.desk import Desk
from app.exchange.text import REPORT
from app.kinds import KINDS
from db.exchange import inbox


def undecided_fields(desk: Desk, kind: str, identity: str) -> list[str]:
    """The labels of a record's fields in which two offices said different things."""
    return [_label(kind, each) for each in sorted(inbox.waiting(desk.store, kind, identity))]


def _label(kind: str, field: str) -> str:
    if field == "deleted":
        return REPORT["kept"]
    return KINDS[kind].field(field).label if KINDS[kind].has(field) else REPORT["extra"]
