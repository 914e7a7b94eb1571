"""What each role may do: entry writes; review also closes and lets data out; admin also keeps the keys."""

from __future__ import annotations

from app.desk import Desk
from app.problems import Problem

# right → the least role that has it
RIGHTS = {
    "matter.close": "review",  # 确认、挂起、销号, striking an event out, matter events past the machine
    "handbook.review": "review",  # 讲评 of members' handbooks
    "matter.assign": "review",  # giving matters to the offices below
    "export.personal": "review",  # tables of personal data as files, packages
    "exchange": "review",
    "conflict.resolve": "review",
    "record.merge": "review",
    "unmask": "entry",  # anyone may look, and is noted in the audit log
    "unmask.sensitive": "review",
    "operators": "admin",
    "settings": "admin",  # the office's name and code, when the desk locks itself
    "codes": "review",  # what the lists of choices say
    "restore": "admin",
    "enrol": "admin",
    "redact": "admin",
    "bin.empty": "admin",
    "audit.read": "admin",
}
_RANK = {"entry": 0, "review": 1, "admin": 2}


def has(role: str, right: str) -> bool:
    """Whether a role has a right of RIGHTS. Raises KeyError for an unknown right or role."""
    return _RANK[role] >= _RANK[RIGHTS[right]]


def may(desk: Desk, right: str) -> bool:
    """Whether the signed-in operator has a right of RIGHTS. Raises KeyError for an unknown right."""
    return has(desk.operator.role, right)


def require(desk: Desk, right: str) -> None:
    """Raises Problem only_review or only_admin where `may` says no."""
    if not may(desk, right):
        raise Problem("only_admin" if RIGHTS[right] == "admin" else "only_review")
