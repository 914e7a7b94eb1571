"""What is known of a data folder before anybody signs in; loads no database, for the quickest start."""

from __future__ import annotations

from pathlib import Path

from app.problems import Problem
from db.errors import StoreFault
from db.files import DATABASE_FILE
from db.wraps import KEY_FILE, Wraps, operators_of, read_wraps

WORKSHOP = ".setup"  # where an office is made before it is moved into place


def exists(home: Path) -> bool:
    """Whether this folder holds an office, or a part of one. A set-up cut short is none."""
    if (home / DATABASE_FILE).exists():
        return True
    return (home / KEY_FILE).exists() and not (home / WORKSHOP).exists()


def operator_names(home: Path) -> list[str]:
    """Who can sign in here, read from the key file alone. Raises what `wraps_of` raises."""
    return operators_of(wraps_of(home))


def wraps_of(home: Path) -> Wraps:
    """What the key file holds. Half an office is told apart from none, for which set-up is offered.

    Raises Problem: no_office, keys_missing, database_missing, damaged_keys, disk_error.
    """
    if exists(home):
        for name, code in ((KEY_FILE, "keys_missing"), (DATABASE_FILE, "database_missing")):
            if not (home / name).exists():
                raise Problem(code, folder=str(home), file=name)
    try:
        return read_wraps(home)
    except StoreFault as fault:
        raise Problem("no_office" if fault.code == "missing" else fault.code, folder=str(home)) from None
