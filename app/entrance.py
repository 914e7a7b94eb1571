"""What is known of a data folder before anybody signs in; loads no database, for the quickest start."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from app.carriers import NETWORK, carrier_of
from app.problems import Problem
from db.errors import StoreFault
from db.files import DATABASE_FILE, disk_faults_told
from db.swapping import is_under_way
from db.wraps import KEY_FILE, Wraps, operators_of, read_wraps

WORKSHOP = ".setup"  # where an office is made before it is moved into place
TRIAL = ".trial"
SETTLING = "app.settling"  # named, not imported: hardly any start needs its lock


def exists(home: Path) -> bool:
    """Whether this folder holds an office, or a part of one. A set-up cut short is none.

    A restore that was cut off is settled first. Raises Problem when the disk says no to that.
    """
    if is_under_way(home):
        import_module(SETTLING).settle(home)
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


def check_place(home: Path, carrier: Callable[[Path], str] = carrier_of) -> None:
    """Refuses a data folder that lies where an open database is not safe (design 3).

    Raises Problem: on_stick, on_network.
    """
    if found := carrier(home):
        raise Problem("on_network" if found == NETWORK else "on_stick", folder=str(home))


def check_folder(home: Path, carrier: Callable[[Path], str] = carrier_of) -> None:
    """Makes the data folder for a first start, and finds out now whether it can be written in.

    Raises Problem: on_stick, on_network, not_writable, disk_full, disk_error.
    """
    check_place(home, carrier)
    trial = home / TRIAL
    try:
        with disk_faults_told(home):
            home.mkdir(parents=True, exist_ok=True)
            trial.write_bytes(b"")
            trial.unlink()
    except StoreFault as fault:
        raise Problem(fault.code, folder=str(home)) from None
