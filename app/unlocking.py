"""From what an operator types to the data key: slow on purpose, and loaded without the database."""

from __future__ import annotations

from pathlib import Path

from app.entrance import wraps_of
from app.problems import Problem
from db.keys import RECOVERY, KeyFile, normal_recovery_code


def unlock(home: Path, operator: str, password: str) -> bytes:
    """The data key. Raises Problem: no_such_operator, wrong_password, what `wraps_of` raises."""
    found = KeyFile(wraps_of(home))
    if operator not in found.operators:
        raise Problem("no_such_operator", name=operator[:50])
    data_key = found.unwrap(operator, password)
    if data_key is None:
        raise Problem("wrong_password")
    return data_key


def unlock_by_code(home: Path, code: str) -> bytes:
    """The data key by the printed recovery code. Raises Problem: wrong_recovery_code, …"""
    found = KeyFile(wraps_of(home))
    try:
        data_key = found.unwrap(RECOVERY, normal_recovery_code(code))
    except KeyError:
        data_key = None
    if data_key is None:
        raise Problem("wrong_recovery_code")
    return data_key
