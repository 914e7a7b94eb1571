"""From what an operator types to the data key: slow on purpose, and loaded without the database."""

from __future__ import annotations

import time
from contextlib import suppress
from pathlib import Path

from app.attempts import Ticks, one_try, take_untold
from app.entrance import wraps_of
from app.problems import Problem
from db.errors import StoreFault
from db.keys import (
    DEFAULT_COSTS,
    RECOVERY,
    RECOVERY_LENGTH,
    Cost,
    KeyFile,
    normal_recovery_code,
    write_key_file,
)


def unlock(
    home: Path,
    operator: str,
    password: str,
    ticks: Ticks = time.monotonic,
    defaults: tuple[Cost, ...] = DEFAULT_COSTS,
) -> bytes:
    """The data key. A wrap made with a former default cost is made anew, silently.

    Raises Problem: no_such_operator, wrong_password, too_soon, what `wraps_of` raises.
    """
    found = KeyFile(wraps_of(home))
    if operator not in found.operators:
        raise Problem("no_such_operator", name=operator[:50])
    data_key = _tried(home, found, operator, password, ticks)
    if data_key is None:
        raise Problem("wrong_password")
    _upgrade(home, found, operator, password, data_key, defaults)
    return data_key


def unlock_by_code(home: Path, code: str, ticks: Ticks = time.monotonic) -> bytes:
    """The data key by the printed recovery code. Raises Problem: wrong_recovery_code, too_soon, …"""
    found = KeyFile(wraps_of(home))
    typed = normal_recovery_code(code)
    data_key = None
    if found.has(RECOVERY) and len(typed) == RECOVERY_LENGTH:  # a group left out is no try
        data_key = _tried(home, found, RECOVERY, typed, ticks)
    if data_key is None:
        raise Problem("wrong_recovery_code")
    return data_key


def failures_to_note(home: Path, *names: str) -> int:
    """Wrong tries at these names' wraps (RECOVERY among them) that the audit log does not know of.

    Asking makes them known. Raises Problem: what `wraps_of` raises.
    """
    found = KeyFile(wraps_of(home))
    return take_untold(home, {found.mark(name) for name in names if found.has(name)})


def _tried(home: Path, found: KeyFile, name: str, password: str, ticks: Ticks) -> bytes | None:
    """The data key, or None when the password is wrong; counted. Raises KeyError, Problem too_soon."""
    with one_try(home, found.mark(name), found.marks, ticks) as right:
        data_key = found.unwrap(name, password)
        if data_key is not None:
            right()
    return data_key


def _upgrade(
    home: Path, found: KeyFile, name: str, password: str, data_key: bytes, defaults: tuple[Cost, ...]
) -> None:
    if found.cost(name) in defaults[:-1]:
        with suppress(StoreFault):  # the old wrap is still good: next time, then
            write_key_file(home, found.with_wrap(name, password, data_key, defaults[-1]))
