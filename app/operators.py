"""Who may sign in: adding operators, changing passwords and roles."""

from __future__ import annotations

import uuid
from dataclasses import asdict, dataclass, replace

from app.desk import Desk, Office, Operator
from app.faults import faults_as_problems
from app.offices import check_office, check_password, plain_name
from app.problems import Problem
from db import keys, local

ROLES = {"entry": "录入员", "review": "审核", "admin": "管理员"}


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
    only_admin(desk)
    check_password(password)
    name = plain_name(name)
    if not name:
        raise Problem("required", label="姓名")
    if len(name) > 50:
        raise Problem("too_long", label="姓名", limit=50, length=len(name))
    if any(each.name == name for each in accounts(desk)):
        raise Problem("operator_exists", name=name)
    operator = Operator(str(uuid.uuid4()), name, role)
    local.set_operator(desk.store, operator.id, name, role, desk.now(), disabled=False)
    _rewrap(desk, name, password, cost)
    desk.audit("operator.add", operator.id)
    return operator


def change_password(desk: Desk, name: str, password: str, cost: keys.Cost | None = None) -> None:
    """Wrap the data key anew; one's own, or anyone's for an administrator. Raises Problem."""
    if name != desk.operator.name:
        only_admin(desk)
    if all(each.name != name for each in accounts(desk)):
        raise Problem("no_such_operator", name=name[:50])
    check_password(password)
    _rewrap(desk, name, password, cost)
    desk.audit("operator.password")


def disable(desk: Desk, name: str) -> None:
    """Take away an operator's sign-in; their history stays. Raises Problem."""
    only_admin(desk)
    found = next((each for each in accounts(desk) if each.name == name), None)
    if found is None:
        raise Problem("no_such_operator", name=name[:50])
    if name == desk.operator.name:
        raise Problem("cannot_disable_self")
    local.set_operator(desk.store, found.id, name, found.role, desk.now(), disabled=True)
    with faults_as_problems(desk.home):
        keys.write_key_file(desk.home, keys.read_key_file(desk.home).without(name))
    desk.audit("operator.disable", found.id)


def describe_office(desk: Desk, name: str, code: str) -> Office:
    """Another name or code for this office, in its settings and as an organization. Raises Problem."""
    only_admin(desk)
    check_office(name, code)
    office = replace(desk.office, name=plain_name(name), code=code.strip())
    with desk.write("office.change") as writer:
        writer.change("organization", office.id, {"name": office.name, "code": office.code or None})
    desk.settings.set("office", asdict(office))
    desk.office = office
    return office


def new_recovery_code(desk: Desk, cost: keys.Cost | None = None) -> str:
    """A new recovery code; the old one no longer opens. Raises Problem."""
    only_admin(desk)
    code = keys.new_recovery_code()
    _rewrap(desk, keys.RECOVERY, code, cost)
    desk.audit("operator.recovery_code")
    return code


def _rewrap(desk: Desk, name: str, password: str, cost: keys.Cost | None) -> None:
    with faults_as_problems(desk.home):
        found = keys.read_key_file(desk.home)
        made = found.with_wrap(name, password, desk.store.data_key, cost or keys.Cost())
        keys.write_key_file(desk.home, made)


def only_admin(desk: Desk) -> None:
    """Raises Problem only_admin for anyone else."""
    if desk.operator.role != "admin":
        raise Problem("only_admin")
