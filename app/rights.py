"""What each role may do: entry writes; review also closes and lets data out; admin also keeps the keys."""

from __future__ import annotations

from app.desk import Desk
from app.problems import Problem

# right → the least role that has it
RIGHTS = {
    "matter.close": "review",  # 销号、更正
    "export.personal": "review",  # tables of personal data as files, packages
    "exchange": "review",
    "conflict.resolve": "review",
    "record.merge": "review",
    "unmask": "entry",  # anyone may look, and is noted in the audit log
    "unmask.sensitive": "review",
    "operators": "admin",
    "restore": "admin",
    "enrol": "admin",
    "redact": "admin",
    "bin.empty": "admin",
    "audit.read": "admin",
}
_RANK = {"entry": 0, "review": 1, "admin": 2}


def may(desk: Desk, right: str) -> bool:
    """Whether the signed-in operator has a right of RIGHTS. Raises KeyError for an unknown right."""
    return _RANK[desk.operator.role] >= _RANK[RIGHTS[right]]


def require(desk: Desk, right: str) -> None:
    """Raises Problem only_review or only_admin where `may` says no."""
    if not may(desk, right):
        raise Problem("only_admin" if RIGHTS[right] == "admin" else "only_review")
