"""Making and opening an office: the data folder, its lock, its keys, the first operator."""

from __future__ import annotations

import os
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from app.clock import Clock, wall_clock
from app.desk import Desk, Office, Operator
from app.entrance import WORKSHOP, check_place
from app.entrance import exists as exists
from app.faults import faults_as_problems
from app.matters.stored import keep_current
from app.occupants import move_in, move_out, occupied
from app.origin import Origin
from app.problems import Problem
from app.signing_in import note_sign_in
from app.station import Station, this_station
from app.unlocking import unlock, unlock_by_code
from db import keys, local
from db import store as stores
from db.files import Disk, disk_faults_told
from db.store import DATABASE_FILE, Store

LEVELS = ("village", "township", "county")
LOCK_FILE = "lianxin.lock"


@dataclass(frozen=True)
class SetUp:
    """What the first-run steps ask for. `level`: village, township, county; `code`: 12 digits."""

    level: str
    name: str
    code: str
    operator: str
    password: str


class OpenOffice(Desk):
    """A desk that holds the lock of its folder until it is closed, and knows where its data comes from."""

    lock: FileLock
    origin: Origin

    def close(self) -> None:
        """Let go of the data folder and its lock; a second time does nothing."""
        if not self.store.is_open:
            return
        try:
            self.origin.close()
            super().close()
        finally:
            move_out(self.home)
            self.lock.release()


def create_office(
    home: Path,
    asked: SetUp,
    clock: Clock = wall_clock,
    cost: keys.Cost | None = None,
    station: Station | None = None,
) -> tuple[OpenOffice, str]:
    """A new office in an empty folder, signed in; and the recovery code, shown this once.

    It is made aside and moved into place when it is whole: a set-up that is cut short leaves no
    office and can be begun again. Raises Problem: office_exists, required, too_long,
    weak_password, not_writable, disk_full, on_stick, on_network.
    """
    _check(asked)
    station = station or this_station()
    check_place(home, station.carrier)
    with faults_as_problems(home), disk_faults_told(home):
        home.mkdir(parents=True, exist_ok=True)
    lock = _locked(home)
    try:
        if exists(home):
            raise Problem("office_exists", folder=str(home))
        with faults_as_problems(home), disk_faults_told(home), _workshop(home) as workshop:
            data_key, code = keys.new_data_key(), keys.new_recovery_code()
            _make(workshop, asked, data_key, clock, lock)
            name = plain_name(asked.operator)
            made = keys.KeyFile().with_wrap(name, asked.password, data_key, cost or keys.Cost())
            made = made.with_wrap(keys.RECOVERY, code, data_key, cost or keys.Cost())
            keys.write_key_file(workshop, made)
            for file in (keys.KEY_FILE, DATABASE_FILE):
                os.replace(workshop / file, home / file)
        lock.release()
    except BaseException:
        lock.release()
        raise
    return open_with_key(home, data_key, name, clock, station), code


@contextmanager
def _workshop(home: Path) -> Iterator[Path]:
    """A folder to make the office in; what an earlier, cut-short set-up left there is nobody's."""
    folder = home / WORKSHOP
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    try:
        yield folder
        Disk().flush_folder(home)
    finally:
        if not (home / DATABASE_FILE).exists():
            with suppress(OSError):
                (home / keys.KEY_FILE).unlink(missing_ok=True)
        shutil.rmtree(folder, ignore_errors=True)


def _make(workshop: Path, asked: SetUp, data_key: bytes, clock: Clock, lock: FileLock) -> None:
    store = stores.create(workshop / DATABASE_FILE, data_key, clock)
    try:
        _furnished(workshop, store, asked, clock, lock)
    finally:
        store.close()


def _furnished(home: Path, store: Store, asked: SetUp, clock: Clock, lock: FileLock) -> OpenOffice:
    """The new office's first rows: itself, its first operator, itself as an organization."""
    office = Office(str(uuid.uuid4()), plain_name(asked.name), asked.code.strip(), asked.level)
    operator = Operator(str(uuid.uuid4()), plain_name(asked.operator), "admin")
    local.set_setting(store, "office", asdict(office))
    local.set_operator(store, operator.id, operator.name, "admin", clock(), disabled=False)
    desk = _assembled(home, store, office, operator, clock, lock)
    with desk.write("office.create") as writer:
        writer.add("organization", {
            "id": office.id, "name": office.name, "type": asked.level, "code": office.code or None,
        })  # fmt: skip
    return desk


def open_office(
    home: Path, operator: str, password: str, clock: Clock = wall_clock, station: Station | None = None
) -> OpenOffice:
    """The office of this folder, with `operator` signed in.

    Raises Problem: no_office, no_such_operator, wrong_password, busy, damaged, newer_format, …
    """
    return open_with_key(home, unlock(home, operator, password), operator, clock, station)


def open_with_recovery_code(home: Path, operator: str, code: str, clock: Clock = wall_clock) -> OpenOffice:
    """The office opened with the printed recovery code; set a new password next.

    Raises Problem: wrong_recovery_code and what open_office raises.
    """
    return open_with_key(home, unlock_by_code(home, code), operator, clock, how="sign_in.recovered")


def open_with_key(
    home: Path,
    data_key: bytes,
    name: str,
    clock: Clock = wall_clock,
    station: Station | None = None,
    how: str = "sign_in",
) -> OpenOffice:
    """The office of this folder, unlocked already, with the operator `name` signed in; noted as `how`.

    A database that was taken back, moved or copied begins a new epoch here: see app.origin.
    Raises Problem: no_such_operator, busy, damaged, newer_format, on_stick, on_network, …
    """
    station = station or this_station()
    check_place(home, station.carrier)
    lock = _locked(home)
    try:
        with faults_as_problems(home):
            store = stores.open_store(home / DATABASE_FILE, data_key, clock)
            operator = _operator(store, name)
            office = Office(**local.setting(store, "office"))
            desk = _assembled(home, store, office, operator, clock, lock)
            desk.origin = Origin(store, home, station)
        move_in(home)
        with suppress(Problem):  # a full disk must not keep anybody from reading
            note_sign_in(desk, how)
        return desk
    except BaseException:
        lock.release()
        raise


def _operator(store: Store, name: str) -> Operator:
    for identity, known, role, disabled in local.operators(store):
        if known == name and not disabled:
            return Operator(identity, known, role)
    store.close()
    raise Problem("no_such_operator", name=name[:50])


def _assembled(
    home: Path, store: Store, office: Office, operator: Operator, clock: Clock, lock: FileLock
) -> OpenOffice:
    desk = OpenOffice(home, store, office, operator, clock)
    desk.lock = lock
    keep_current(desk)
    return desk


def _locked(home: Path) -> FileLock:
    lock = FileLock(home / LOCK_FILE, timeout=0, thread_local=False)
    try:
        lock.acquire()
    except Timeout:
        if not (home / LOCK_FILE).exists():  # also what a folder that takes no files looks like
            raise Problem("not_writable", folder=str(home)) from None
        raise occupied(home) from None
    except OSError:
        raise Problem("not_writable", folder=str(home)) from None
    return lock


def plain_name(typed: str) -> str:
    """A name without what cannot be seen: control characters, lone surrogates, blanks around it."""
    return "".join(c for c in typed if c.isprintable()).strip()


def check_name(label: str, value: str) -> None:
    """Raises Problem required or too_long for what cannot be a name."""
    if not plain_name(value):
        raise Problem("required", label=label)
    if len(value) > 50:
        raise Problem("too_long", label=label, limit=50, length=len(value))


def check_office(name: str, code: str) -> None:
    """Raises Problem for what cannot be an office's name or its statistical code."""
    check_name("单位名称", name)
    typed = code.strip()
    if typed and not (typed.isdigit() and len(typed) in (6, 9, 12)):
        raise Problem("not_a_number", label="统计代码", value=code[:30])


def _check(asked: SetUp) -> None:
    check_office(asked.name, asked.code)
    check_name("操作员", asked.operator)
    if asked.level not in LEVELS:
        raise Problem("not_a_code", label="层级", value=asked.level[:30])
    check_password(asked.password)


def check_password(password: str) -> None:
    """Raises Problem weak_password for fewer than six characters."""
    if len(password) < 6:
        raise Problem("weak_password")


@contextmanager
def half_made_removed(home: Path) -> Iterator[None]:
    """A set-up that failed midway leaves nothing that looks like an office."""
    try:
        yield
    except BaseException:
        for path in (home / keys.KEY_FILE, *home.glob(DATABASE_FILE + "*")):
            with suppress(OSError):
                path.unlink(missing_ok=True)
        raise
