"""Every record kind, described once; schema, forms, ledgers, masking and docs read this."""

from __future__ import annotations

from db.fields import Kind
from db.kinds import contacts, desk, register, trust, work

KINDS: dict[str, Kind] = {
    kind.name: kind for kind in (*register.KINDS, *contacts.KINDS, *work.KINDS, *desk.KINDS, *trust.KINDS)
}

# What an upper office defines for all below it; nobody below changes what came from above.
DEFINED_ABOVE = frozenset({"duty", "ledger", "code_list", "code", "score_item"})

__all__ = ["DEFINED_ABOVE", "KINDS"]
