"""Restoring a backup: what is in it, what would change, and putting it in the place of the office's file."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from app import records
from app.backups import reason_label
from app.backups_text import RESTORED
from app.clock import Clock, wall_clock
from app.desk import Desk
from app.faults import faults_as_problems
from app.kinds import KINDS
from app.problems import Problem
from app.rights import require
from app.settling import alone_in
from db import backup, restoring
from db import store as stores
from db.connection import quick_check
from db.errors import StoreFault
from db.files import DATABASE_FILE
from db.keys import KEY_FILE, RECOVERY, KeyFile, normal_recovery_code
from db.pages import PageCipher, broken_pages, page_count, salt_of
from db.restoring import Contents
from db.salvage import Salvage
from db.wraps import operators_of, read_wraps, read_wraps_at

# Faults of the store that mean something else when it is a backup that says no.
_OF_BACKUP = {
    "missing": "backup_missing",
    "wrong_key": "backup_wrong_key",
    "damaged": "backup_damaged",
    "damaged_keys": "backup_damaged_keys",
    "keys_missing": "backup_keys_missing",
}
_PRESENT_BROKEN = ("damaged", "wrong_key", "damaged_keys", "missing")
FEW_PAGES = 1000  # so many are looked through to tell whose file it is


@dataclass(frozen=True)
class Line:
    """One kind: how many are in the backup, how many now, how many of these are newer than the backup."""

    kind: str
    label: str
    in_backup: int
    now: int | None = None
    newer: int | None = None


@dataclass(frozen=True)
class Outlook:
    """What a restore would bring. `now` and `newer` of its lines are None without an open office."""

    place: Path
    at: datetime | None
    reason: str
    office: str
    operators: tuple[str, ...]
    lines: tuple[Line, ...]
    same_office: bool = True

    @property
    def newer(self) -> int:
        """How many records of now would be set aside."""
        return sum(each.newer or 0 for each in self.lines)


@dataclass(frozen=True)
class Keys:
    """What a password of the backup's time opened. `present`: what it opened of the present key file."""

    operator: str
    data_key: bytes = field(repr=False)
    present: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True)
class Restored:
    """What was done. `steps`: what to do next, in sentences; `salvage`: what the damaged file gave."""

    aside: Path | None
    steps: tuple[str, ...]
    salvage: Salvage | None = None


@dataclass(frozen=True)
class Saved:
    """One record that the salvage brought: as it is called now."""

    kind: str
    id: str
    title: str
    is_new: bool


@contextmanager
def _of_the_backup(place: Path) -> Iterator[None]:
    """Turns what the backup says no to into the clerk's sentence about the backup."""
    try:
        yield
    except StoreFault as fault:
        code = _OF_BACKUP.get(fault.code, fault.code)
        raise Problem(
            code, file=place.name, keys=backup.key_file_of(place).name, folder=str(place.parent)
        ) from None


def operators_of_backup(home: Path, place: Path) -> list[str]:
    """Who could sign in when the backup was made. Raises Problem: backup_missing, backup_keys_missing, …"""
    return operators_of(_keys_of(home, place).wraps)


def unlock_backup(home: Path, place: Path, operator: str, typed: str, by_code: bool = False) -> Keys:
    """Open the backup's keys with a password of its time or, `by_code`, the recovery code.

    Raises Problem: no_such_operator, wrong_password, wrong_recovery_code, backup_missing, …
    """
    found = _keys_of(home, place)
    if not by_code and operator not in found.operators:
        raise Problem("no_such_operator", name=operator[:50])
    name, secret = (RECOVERY, normal_recovery_code(typed)) if by_code else (operator, typed)
    data_key = _unwrapped(found, name, secret)
    if data_key is None:
        raise Problem("wrong_recovery_code" if by_code else "wrong_password")
    present = None
    with suppress(StoreFault):
        present = _unwrapped(KeyFile(read_wraps(home)), name, secret)
    return Keys(operator or found.operators[0], data_key, present)


def _unwrapped(keys: KeyFile, name: str, secret: str) -> bytes | None:
    try:
        return keys.unwrap(name, secret)
    except KeyError:
        return None


def _keys_of(home: Path, place: Path) -> KeyFile:
    with _of_the_backup(place):
        if not place.is_file():
            raise StoreFault("missing")
        beside = backup.key_file_of(place)
        if beside.exists():
            return KeyFile(read_wraps_at(beside))
        if (home / KEY_FILE).exists():
            return KeyFile(read_wraps(home))
        raise StoreFault("keys_missing")


def look(place: Path, data_key: bytes) -> Outlook:
    """What is in a backup, every page of it checked. Raises Problem: backup_damaged, backup_wrong_key, …"""
    with _of_the_backup(place):
        found = restoring.look_into(place, data_key)
    return _outlook(place, found, {}, {})


def look_from(desk: Desk, place: Path) -> Outlook:
    """The same, compared with the open office. Raises Problem."""
    with _of_the_backup(place):
        found = restoring.look_into(place, desk.store.data_key)
        newer = restoring.newer_than(desk.store, place, desk.store.data_key)
    now = restoring.counts_now(desk.store)
    outlook = _outlook(place, found, now, newer)
    same = found.office.get("id") == desk.office.id
    return Outlook(**{**outlook.__dict__, "same_office": same})


def _outlook(place: Path, found: Contents, now: dict[str, int], newer: dict[str, int]) -> Outlook:
    lines = [
        Line(
            kind.name,
            kind.label,
            found.counts.get(kind.name, 0),
            now.get(kind.name, 0) if now else None,
            newer.get(kind.name, 0) if now else None,
        )
        for kind in KINDS.values()
    ]
    named = backup.described(place)
    return Outlook(
        place,
        named.at,
        reason_label(named.reason),
        str(found.office.get("name", "")),
        found.operators,
        tuple(each for each in lines if each.in_backup or each.now or each.newer),
    )


def leaves_a_file(home: Path) -> bool:
    """Whether a database lies here from which something may still be read."""
    return (home / DATABASE_FILE).exists()


def is_damaged(desk: Desk) -> bool:
    """Whether the open database has a broken page or hangs together wrongly. Looks at everything."""
    path = desk.store.path
    try:
        if any(broken_pages(path, PageCipher(desk.store.data_key, salt_of(path)))):
            return True
        with faults_as_problems(desk.home):
            return quick_check(desk.store.database) != "ok"
    except (Problem, OSError):
        return True


def restore_over(desk: Desk, place: Path, *, salvaging: bool = False) -> Restored:
    """Put a backup in the place of the open office, which is closed by it; sign in anew afterwards.

    For an administrator. With `salvaging`, what is newer in the present (damaged) file is brought over.
    Raises Problem; the office is closed then too, and its file as it was.
    """
    require(desk, "restore")
    outlook = look_from(desk, place)
    if not outlook.same_office:
        raise Problem("backup_of_another", office=outlook.office, own=desk.office.name)
    with suppress(Problem):  # a damaged file may take no line any more
        desk.audit("office.recover", place.name)
    home, key, name, clock = desk.home, desk.store.data_key, desk.operator.name, desk.now
    desk.close()
    with alone_in(home):
        return _restored(home, place, key, name, clock, salvaging)


def restore_dead(home: Path, place: Path, keys: Keys, clock: Clock = wall_clock) -> Restored:
    """Put a backup where no office opens: an empty folder, a damaged or half missing one.

    The password of the backup is enough. What a damaged file still gives is brought over.
    Raises Problem: is_alive when the present office opens (sign in and restore from there), …
    """
    with faults_as_problems(home):
        _make_folder(home)
    with _of_the_backup(place):
        salt = restoring.look_into(place, keys.data_key).salt
    with alone_in(home):
        if _is_alive(home, keys, salt):
            raise Problem("is_alive")
        return _restored(home, place, keys.data_key, keys.operator, clock, salvaging=True)


def _make_folder(home: Path) -> None:
    try:
        home.mkdir(parents=True, exist_ok=True)
    except OSError:
        raise StoreFault("not_writable") from None


def _is_alive(home: Path, keys: Keys, salt: bytes) -> bool:
    """Whether there is an office here that somebody could sign in to; `salt`: as the backup knew it."""
    path = home / DATABASE_FILE
    try:
        read_wraps(home)
        if not path.exists():
            return False
    except StoreFault:
        return False
    if keys.present is not None or _is_of_key(path, keys.data_key, salt):
        return _opens_whole(path, keys.present or keys.data_key)
    return True  # of another key that we were not given: whoever has it must sign in


def _is_of_key(path: Path, key: bytes, salt: bytes) -> bool:
    """Whether any of the first pages of the file was written with this key."""
    looked_at = min(FEW_PAGES, page_count(path))
    for each in (salt_of(path), salt):
        if sum(1 for _ in broken_pages(path, PageCipher(key, each), most=looked_at)) < looked_at:
            return True
    return False


def _opens_whole(path: Path, key: bytes) -> bool:
    try:
        with closing(stores.open_store(path, key)) as store, faults_as_problems(path.parent):
            return quick_check(store.database) == "ok"
    except StoreFault as fault:
        return fault.code not in _PRESENT_BROKEN
    except Problem as problem:
        return problem.code not in _PRESENT_BROKEN


def _restored(home: Path, place: Path, key: bytes, name: str, clock: Clock, salvaging: bool) -> Restored:
    with _of_the_backup(place):
        done = restoring.replace(home, place, key, name, clock, salvaging=salvaging)
    steps = [RESTORED["sign_in"], RESTORED["look_through"]]
    if done.aside is not None:
        steps.insert(1, RESTORED["aside"].format(folder=done.aside))
    if done.salvage is not None:
        steps.insert(1, salvage_words(done.salvage))
    return Restored(done.aside, (*steps, RESTORED["hand_in"]), done.salvage)


def salvage_words(salvage: Salvage) -> str:
    """What the damaged file still gave, in one sentence."""
    if not salvage.readable:
        return RESTORED["unreadable"]
    counted = {
        name: sum(getattr(each, name) for each in salvage.tables) for name in ("added", "changed", "lost")
    }
    words = RESTORED["salvaged"].format(**counted, drafts=salvage.drafts)
    return words + (RESTORED["lost"].format(**counted) if counted["lost"] else "")


def saved_records(desk: Desk) -> tuple[Saved, ...]:
    """What the last salvage brought into this office, as the records are called now; () when none."""
    report = restoring.last_report(desk.store)
    brought = (report or {}).get("brought", ())
    found = []
    for kind in dict.fromkeys(each[0] for each in brought if each[0] in KINDS):
        ids = {identity: bool(is_new) for of, identity, is_new in brought if of == kind}
        known = records.by_ids(desk, kind, ids)
        found += [
            Saved(kind, identity, records.title(desk, known[identity]), is_new)
            for identity, is_new in ids.items()
            if identity in known
        ]
    return tuple(found)
