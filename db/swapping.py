"""One database in the place of another: decided by one file, carried out at the next start if cut off.

The new database and its key file are made ready in a workshop inside the data folder. Until the
decision is written the old one stands, and the workshop is nobody's; from then on the new one does,
however often the moving is cut off. What stood there before goes into a folder of its own, for good.
"""

from __future__ import annotations

import json
from pathlib import Path

from db.errors import StoreFault
from db.files import DATABASE_FILE, DISK, Disk, disk_faults_told, write_whole
from db.wraps import KEY_FILE

WORKSHOP = ".restoring"
DECISION = "decided.json"
SET_ASIDE = "set-aside"
_BESIDE = tuple(DATABASE_FILE + ending for ending in ("-wal", "-shm", "-journal"))


def is_under_way(home: Path) -> bool:
    """Whether a restore was cut off here, or is going on."""
    return (home / WORKSHOP).exists()


def free_aside(home: Path, wanted: str) -> str:
    """A name for the folder to set the old file aside in, that no earlier restore took."""
    name, number = wanted, 1
    while (home / SET_ASIDE / name).exists():
        number += 1
        name = f"{wanted}-{number}"
    return name


def decide(home: Path, aside: str, disk: Disk = DISK) -> None:
    """From here on the database in the workshop is the office's. Raises StoreFault."""
    with disk_faults_told(home):
        disk.flush_folder(home / WORKSHOP)
    write_whole(home / WORKSHOP / DECISION, json.dumps({"aside": aside}).encode(), disk)


def settle(home: Path, disk: Disk = DISK) -> Path | None:
    """Finish a restore that was cut off, or clear away one that was not decided.

    The folder that holds what stood there before, when a decided restore was finished. The caller
    holds the lock of the data folder. Raises StoreFault: disk_full, not_writable, disk_error.
    """
    workshop = home / WORKSHOP
    with disk_faults_told(home):
        if not workshop.exists():
            return None
        if not (workshop / DECISION).exists():
            disk.remove_folder(workshop)
            return None
        aside = home / SET_ASIDE / _decided(workshop)
        disk.make_folder(aside)
        _move(home, workshop, aside, DATABASE_FILE, _BESIDE, disk)
        _move(home, workshop, aside, KEY_FILE, (), disk)
        disk.flush_folder(aside)
        disk.flush_folder(home)
        disk.remove_folder(workshop)
    return aside


def _decided(workshop: Path) -> str:
    try:
        name = json.loads((workshop / DECISION).read_text(encoding="utf-8"))["aside"]
    except (ValueError, KeyError, TypeError):
        raise StoreFault("damaged", DECISION) from None  # written whole or not at all: not by us
    return Path(str(name)).name


def _move(home: Path, workshop: Path, aside: Path, name: str, beside: tuple[str, ...], disk: Disk) -> None:
    """The old one aside, then the new one in its place; a new one that is gone from the workshop is in it."""
    if not (workshop / name).exists():
        return
    for each in (*beside, name):
        if (home / each).exists():
            disk.replace(home / each, aside / each)
    disk.replace(workshop / name, home / name)
