"""Backups as an office keeps them: in the data folder, in a second folder, on a stick; how old they are."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.backups_text import REASONS, STICK_FOLDER
from app.desk import Desk
from app.faults import faults_as_problems
from app.problems import Problem
from db import backup
from db.files import disk_faults_told

FOLDER, LIMIT = "backup.folder", "backup.limit_mb"
TROUBLE, SECOND_TROUBLE = "backup.trouble", "backup.second_trouble"
LIMIT_MB = 4096
LIMITS_MB = (1024, 2048, 4096, 8192, 16384)
OLD_AFTER_DAYS = 7
_MEGABYTE = 1 << 20
# How a failed backup is told afterwards.
_FAILED = {
    "disk_full": "no_backup_disk_full",
    "not_writable": "no_backup_not_writable",
    "damaged": "no_backup_damaged",
    "busy": "no_backup_busy",
}


@dataclass(frozen=True)
class Made:
    """What one round of backups came to. `trouble`: why the second folder got none, "" when it did."""

    place: Path
    second: Path | None = None
    trouble: str = ""


@dataclass(frozen=True)
class Known:
    """One backup of a folder. `at`: by the clock of then, None for a renamed file; `ours`: made here."""

    place: Path
    at: datetime | None
    reason: str
    bytes: int
    ours: bool


@dataclass(frozen=True)
class BackupState:
    """How the office stands with its backups. `newest`: the newest that opens, None for never.

    `days` since then, None when the clock cannot be right; `trouble`, `second_trouble`: the sentence
    why the last attempt failed, "" when it did not.
    """

    newest: datetime | None = None
    days: int | None = None
    is_old: bool = True
    count: int = 0
    bytes: int = 0
    folder: Path | None = None
    second: Path | None = None
    limit_mb: int = LIMIT_MB
    trouble: str = ""
    second_trouble: str = ""


def make(desk: Desk, reason: str) -> Made:
    """A verified backup in the data folder and, where one is named, in the second folder.

    One folder's failing does not keep the other from getting its copy; the second's is told in the
    answer, the first's is raised after the second was tried. Raises Problem.
    """
    place, failed = _tried(desk, _own(desk), reason)
    named = desk.settings.get(FOLDER)
    second, second_failed = _second(desk, Path(named), reason) if named else (None, None)
    _note(desk, TROUBLE, failed)
    _note(desk, SECOND_TROUBLE, second_failed)
    if failed is not None or place is None:
        raise failed or Problem("disk_error")
    return Made(place, second, second_failed.sentence if second_failed else "")


def before(desk: Desk, reason: str) -> Path:
    """A backup before much is written at once (reason: import, take-in). Raises Problem."""
    return desk.back_up(reason=reason)


def to_folder(desk: Desk, folder: Path, reason: str = "stick") -> Path:
    """One backup in any folder: a stick, another disk. Raises Problem."""
    with faults_as_problems(folder):
        return desk.store.back_up(folder, reason, _limit(desk))


def state(desk: Desk) -> BackupState:
    """How the office stands with its backups; every copy counted, the newest one opened."""
    own = _own(desk)
    found = backup.copies(own)
    newest = next((each for each in found if backup.opens(each.place, desk.store.data_key)), None)
    days = _days(desk, newest.at) if newest else None
    named = desk.settings.get(FOLDER)
    return BackupState(
        newest=newest.at if newest else None,
        days=days,
        is_old=newest is None or (days is not None and days > OLD_AFTER_DAYS),
        count=len(found),
        bytes=sum(_size(each.place) for each in found),
        folder=own,
        second=Path(named) if named else None,
        limit_mb=int(desk.settings.get(LIMIT, LIMIT_MB)),
        trouble=_told(desk, TROUBLE, own),
        second_trouble=_told(desk, SECOND_TROUBLE, Path(named)) if named else "",
    )


def listed(desk: Desk, folder: Path | None = None) -> list[Known]:
    """The backups of a folder (the data folder's own when none is named), newest first."""
    return in_folder(folder or _own(desk), backup.node_of(desk.store.database))


def in_folder(folder: Path, node: str = "") -> list[Known]:
    """The same without an open office; then all count as ours."""
    return [
        Known(
            each.place, each.at, reason_label(each.reason), _size(each.place), not node or each.node == node
        )
        for each in backup.copies(folder)
    ]


def stick_folder(stick: Path) -> Path:
    """Where on a stick the backups go."""
    return stick / STICK_FOLDER


def own_folder(home: Path) -> Path:
    """Where the data folder keeps its own backups."""
    return home / "backups"


def choose_folder(desk: Desk, folder: Path | None) -> None:
    """Keep a second copy there from now on; None: no more.

    Raises Problem: second_folder_inside, not_writable, disk_full.
    """
    if folder is not None:
        if folder.resolve().is_relative_to(desk.home.resolve()):
            raise Problem("second_folder_inside", folder=str(desk.home))
        with faults_as_problems(folder), disk_faults_told(folder):
            folder.mkdir(parents=True, exist_ok=True)
    with faults_as_problems(desk.home), desk.store.local_write():
        desk.settings.set(FOLDER, str(folder) if folder else None)
        desk.settings.set(SECOND_TROUBLE, None)
        desk.audit("backup.folder")


def set_limit(desk: Desk, megabytes: int) -> None:
    """How much room the backups of one folder may take; from the next one on. Raises Problem."""
    with faults_as_problems(desk.home):
        desk.settings.set(LIMIT, megabytes)


def reason_label(reason: str) -> str:
    """Why a backup was made, in words; what the program does not know of stays as it stands."""
    return REASONS.get(reason, reason)


def _own(desk: Desk) -> Path:
    return own_folder(desk.home)


def _limit(desk: Desk) -> int:
    return int(desk.settings.get(LIMIT, LIMIT_MB)) * _MEGABYTE


def _tried(desk: Desk, folder: Path, reason: str) -> tuple[Path | None, Problem | None]:
    try:
        return to_folder(desk, folder, reason), None
    except Problem as problem:
        return None, problem


def _second(desk: Desk, folder: Path, reason: str) -> tuple[Path | None, Problem | None]:
    """Never made anew: where a stick was pulled out, its folder would come to lie on this computer's disk."""
    if not folder.is_dir():
        return None, Problem("not_writable", folder=str(folder))
    return _tried(desk, folder, reason)


def _note(desk: Desk, key: str, failed: Problem | None) -> None:
    """Remembered for the home page; a disk too full for a backup may be too full for this as well."""
    code = failed.code if failed else None
    with suppress(Problem), faults_as_problems(desk.home):
        if desk.settings.get(key) != code:
            desk.settings.set(key, code)


def _told(desk: Desk, key: str, folder: Path) -> str:
    code = desk.settings.get(key)
    return Problem(_FAILED.get(code, "no_backup_disk_error"), folder=str(folder)).sentence if code else ""


def _days(desk: Desk, at: datetime | None) -> int | None:
    days = (desk.today() - at.date()).days if at else -1
    return days if days >= 0 else None


def _size(place: Path) -> int:
    try:
        return place.stat().st_size
    except OSError:
        return 0
