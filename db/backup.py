"""Copies of the database: made through SQLite's backup API, verified by opening them."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlcipher
from sqlite_utils import Database

from db.connection import faults_told
from db.errors import StoreFault
from db.files import disk_faults_told, flush_folder

KEPT = 20


def back_up(database: Database, key: bytes, folder: Path, at: datetime, reason: str) -> Path:
    """Copy the database into `folder` as lianxin-DATE-REASON.db, encrypted with the same key.

    The copy counts only after it was opened and checked; the oldest beyond KEPT of one folder go.
    Raises StoreFault: disk_full, not_writable, disk_error, damaged.
    """
    with disk_faults_told(folder):
        folder.mkdir(parents=True, exist_ok=True)
    place = _free_place(folder, at, reason)
    part = place.with_name(place.name + ".part")
    try:
        with faults_told():
            _copy(database, key, part)
        with disk_faults_told(place):
            os.replace(part, place)
            flush_folder(folder)
    finally:
        with disk_faults_told(part):
            part.unlink(missing_ok=True)
    _rotate(folder)
    return place


def listing(folder: Path) -> list[Path]:
    """The backups of a folder, newest first by name, which begins with the date."""
    return sorted(folder.glob("lianxin-*.db"), reverse=True)


def _free_place(folder: Path, at: datetime, reason: str) -> Path:
    stem = f"lianxin-{at:%Y%m%d-%H%M%S}-{reason}"
    place, number = folder / f"{stem}.db", 1
    while place.exists():
        number += 1
        place = folder / f"{stem}-{number}.db"
    return place


def _copy(database: Database, key: bytes, part: Path) -> None:
    part.unlink(missing_ok=True)
    copy = sqlcipher.connect(str(part), isolation_level=None)
    try:
        copy.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        database.conn.backup(copy)
        found = copy.execute("PRAGMA quick_check(1)").fetchone()[0]
        if found != "ok":
            raise StoreFault("damaged", part.name)
    finally:
        copy.close()


def _rotate(folder: Path) -> None:
    for old in listing(folder)[KEPT:]:
        with disk_faults_told(old):
            old.unlink(missing_ok=True)
