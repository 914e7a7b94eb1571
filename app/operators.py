"""Who may sign in: adding operators, their roles and passwords, taking sign-in away and giving it back."""

from __future__ import annotations

import uuid
from dataclasses import asdict, dataclass, replace

from app.desk import Desk, Office, Operator
from app.faults import faults_as_problems
from app.notices import Notice
from app.offices import check_office, check_password, plain_name
from app.problems import Problem
from app.rights import require
from app.signing_in import note_failures
from app.unlocking import unlock
from db import keys, local

ROLES = {"entry": "录入员", "review": "审核", "admin": "管理员"}
LOCK_MINUTES = "lock.minutes"
LOCK_AFTER_MINUTES = 10


@dataclass(frozen=True)
class Account:
    """An operator as the settings page lists them."""

    id: str
    name: str
    role: str
    disabled: bool


def accounts(desk: Desk) -> list[Account]:
    """Everyone who may or might sign in."""
    return [Account(*each) for each in local.operators(desk.store)]


def add_operator(desk: Desk, name: str, role: str, password: str, cost: keys.Cost | None = None) -> Operator:
    """A new operator; only an administrator may. Raises Problem."""
    require(desk, "operators")
    check_password(password)
    _check_role(role)
    name = plain_name(name)
    if not name:
        raise Problem("required", label="姓名")
    if len(name) > 50:
        raise Problem("too_long", label="姓名", limit=50, length=len(name))
    if any(each.name == name for each in accounts(desk)):
        raise Problem("operator_exists", name=name)
    operator = Operator(str(uuid.uuid4()), name, role)
    _rewrap(desk, name, password, cost)  # first: cut off after it, nobody is listed who cannot sign in
    _set_operator(desk, operator.id, name, role, "operator.add", disabled=False)
    return operator


def change_password(desk: Desk, name: str, password: str, cost: keys.Cost | None = None) -> None:
    """Wrap the data key anew: anyone's for an administrator, one's own for who has just signed in.

    At a desk that has been open for a while one's own goes through `change_own_password`.
    Raises Problem.
    """
    if name != desk.operator.name:
        require(desk, "operators")
    found = _account(desk, name)
    check_password(password)
    note_failures(desk, name)  # a new wrap starts counting anew
    _rewrap(desk, name, password, cost)
    desk.audit("operator.password", found.id)


def change_own_password(desk: Desk, old: str, new: str, cost: keys.Cost | None = None) -> None:
    """Another password for who sits here and knows the old one.

    Raises Problem: weak_password, wrong_password, too_soon.
    """
    check_password(new)
    unlock(desk.home, desk.operator.name, old)
    change_password(desk, desk.operator.name, new, cost)


def change_role(desk: Desk, name: str, role: str) -> None:
    """Another role from the next sign-in on. One's own stays: an administrator is always left.

    Raises Problem: only_admin, no_such_operator, not_a_role, cannot_demote_self.
    """
    require(desk, "operators")
    found = _account(desk, name)
    _check_role(role)
    if name == desk.operator.name:
        raise Problem("cannot_demote_self")
    _set_operator(desk, found.id, name, role, "operator.role", disabled=found.disabled)


def disable(desk: Desk, name: str) -> None:
    """Take away an operator's sign-in; their history stays. Raises Problem."""
    require(desk, "operators")
    found = _account(desk, name)
    if name == desk.operator.name:
        raise Problem("cannot_disable_self")
    _set_operator(desk, found.id, name, found.role, "operator.disable", disabled=True)
    with faults_as_problems(desk.home):
        keys.write_key_file(desk.home, keys.read_key_file(desk.home).without(name))


def enable(desk: Desk, name: str, password: str, cost: keys.Cost | None = None) -> None:
    """Give a disabled operator sign-in back, with a new password. Raises Problem."""
    require(desk, "operators")
    found = _account(desk, name)
    if not found.disabled:
        raise Problem("not_disabled", name=name)
    check_password(password)
    _rewrap(desk, name, password, cost)
    _set_operator(desk, found.id, name, found.role, "operator.enable", disabled=False)


def lock_minutes(desk: Desk) -> int:
    """After how many idle minutes the desk locks itself; 0 never."""
    return int(desk.settings.get(LOCK_MINUTES, LOCK_AFTER_MINUTES))


def set_lock_minutes(desk: Desk, minutes: int) -> None:
    """Another patience, for everyone at this desk and at once. Raises Problem only_admin."""
    require(desk, "settings")
    desk.settings.set(LOCK_MINUTES, minutes)
    desk.audit("settings.lock", str(minutes))
    desk.notices.announce(Notice(frozenset({"setting"}), frozenset({LOCK_MINUTES}), "settings.lock"))


def describe_office(desk: Desk, name: str, code: str) -> Office:
    """Another name or code for this office, in its settings and as an organization. Raises Problem."""
    require(desk, "settings")
    check_office(name, code)
    office = replace(desk.office, name=plain_name(name), code=code.strip())
    with desk.write("office.change") as writer:
        writer.change("organization", office.id, {"name": office.name, "code": office.code or None})
        desk.settings.set("office", asdict(office))
    desk.office = office
    return office


def new_recovery_code(desk: Desk, cost: keys.Cost | None = None) -> str:
    """A new recovery code; the old one no longer opens. Raises Problem."""
    require(desk, "operators")
    code = keys.new_recovery_code()
    desk.audit("operator.recovery_code")  # before: the code must reach the paper once it opens
    _rewrap(desk, keys.RECOVERY, code, cost)
    return code


def _set_operator(desk: Desk, identity: str, name: str, role: str, act: str, *, disabled: bool) -> None:
    """The row and the line about it in the audit log, both or neither."""
    with faults_as_problems(desk.home), desk.store.local_write():
        local.set_operator(desk.store, identity, name, role, desk.now(), disabled=disabled)
        desk.audit(act, f"{identity} {role}")


def _rewrap(desk: Desk, name: str, password: str, cost: keys.Cost | None) -> None:
    with faults_as_problems(desk.home):
        found = keys.read_key_file(desk.home)
        made = found.with_wrap(name, password, desk.store.data_key, cost or keys.Cost())
        keys.write_key_file(desk.home, made)


def _account(desk: Desk, name: str) -> Account:
    found = next((each for each in accounts(desk) if each.name == name), None)
    if found is None:
        raise Problem("no_such_operator", name=name[:50])
    return found


def _check_role(role: str) -> None:
    if role not in ROLES:
        raise Problem("not_a_role", role=role[:30])
