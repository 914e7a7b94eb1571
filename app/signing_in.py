"""What the audit log says of signing in: who, how, and how often a wrong password went before it."""

from __future__ import annotations

from app.desk import Desk
from app.unlocking import failures_to_note, unlock
from db.keys import RECOVERY


def note_failures(desk: Desk, *names: str) -> None:
    """Write down how often a wrong password or code was tried for these names. Raises Problem."""
    if failed := failures_to_note(desk.home, *names):
        desk.audit("sign_in.failed", str(failed))


def note_sign_in(desk: Desk, how: str = "sign_in") -> None:
    """Write down a sign-in, after the wrong tries that went before it. Raises Problem.

    `how`: sign_in, sign_in.recovered (by the recovery code), sign_in.unlocked (a locked window).
    """
    note_failures(desk, desk.operator.name, RECOVERY)
    desk.audit(how)


def confirm_password(desk: Desk, password: str) -> None:
    """Whether who sits at a locked desk knows the password. Raises Problem: wrong_password, too_soon."""
    unlock(desk.home, desk.operator.name, password)
    note_sign_in(desk, "sign_in.unlocked")
