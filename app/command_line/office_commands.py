"""Commands about the office as a whole: setup, backup, check, operators."""

from __future__ import annotations

from pathlib import Path

import click

from app.backups import to_folder
from app.command_line.problems import CommandProblem, Misuse
from app.command_line.session import NEW_PASSWORD, Session
from app.command_line.text import HELP, word
from app.command_line.usage import AnyPath, Command, Group, OneOf
from app.offices import LEVELS, SetUp, create_office
from app.operators import ROLES, accounts, add_operator, change_password
from app.problems import Problem
from app.self_check import examine, examine_closed
from app.unlocking import unlock


@click.command("setup", cls=Command, help=HELP["setup"])
@click.option("--level", type=OneOf(LEVELS), required=True, help=HELP["level"])
@click.option("--name", required=True, metavar="NAME", help=HELP["name"])
@click.option("--code", default="", metavar="CODE", help=HELP["code"])
@click.option("--operator", metavar="NAME", help=HELP["first_operator"])
@click.pass_obj
def setup(session: Session, level: str, name: str, code: str, operator: str | None) -> None:
    """A new office in an empty folder; the recovery code is shown this once."""
    around = session.surroundings
    operator = operator or session.operator
    if not operator:
        raise Misuse("missing", name="--operator")
    asked = SetUp(level, name, code, operator, session.password(again=True))
    desk, recovery = create_office(session.home, asked, around.clock, around.cost, around.station)
    office = desk.office
    desk.close()
    session.give({
        "office": {"id": office.id, "name": office.name, "code": office.code, "level": office.level},
        "operator": desk.operator.name, "recovery_code": recovery,
    })  # fmt: skip
    session.say(word("office_made", home=session.home, office=office.name, operator=desk.operator.name))
    session.say(word("recovery_code", recovery=recovery))


@click.command("backup", cls=Command, help=HELP["backup"])
@click.option("--to", "folder", type=AnyPath(), required=True, metavar="DIR", help=HELP["to_folder"])
@click.pass_obj
def backup(session: Session, folder: Path) -> None:
    """A verified copy."""
    with session.desk() as desk:
        made = to_folder(desk, folder, "manual")
        session.give({"file": str(made)})
        session.say(word("backup_made", file=made))


@click.command("check", cls=Command, help=HELP["check"])
@click.pass_obj
def check(session: Session) -> None:
    """Database, audit log, attachments, backups; in words."""
    try:
        with session.desk() as desk:
            findings = examine(desk)
    except Problem as problem:
        if problem.code not in ("damaged", "wrong_key"):
            raise
        findings = examine_closed(
            session.home, unlock(session.home, session.first_operator(), session.password())
        )
    session.give({
        "good": all(each.good for each in findings),
        "findings": [{"what": each.what, "good": each.good, "text": each.text} for each in findings],
    })  # fmt: skip
    for each in findings:
        session.say(word("finding", mark=word("good" if each.good else "bad"), text=each.text))
    bad = sum(not each.good for each in findings)
    if bad:
        raise CommandProblem("check_failed", count=bad)


@click.group("operators", cls=Group, help=HELP["operators"])
def operators() -> None:
    """Who may sign in."""


@operators.command("list", help=HELP["operators_list"])
@click.pass_obj
def list_operators(session: Session) -> None:
    """Everyone who may or might sign in."""
    with session.desk() as desk:
        for each in accounts(desk):
            session.give({"id": each.id, "name": each.name, "role": each.role, "disabled": each.disabled})
            state = word("operator_disabled" if each.disabled else "operator_active")
            session.say(word("operator_line", name=each.name, role=ROLES[each.role], state=state))


@operators.command("add", help=HELP["operators_add"])
@click.argument("name")
@click.option("--role", type=OneOf(tuple(ROLES)), required=True, help=HELP["role"])
@click.pass_obj
def add(session: Session, name: str, role: str) -> None:
    """A new operator with a password of their own."""
    with session.desk() as desk:
        password = session.password(NEW_PASSWORD, "new_password", again=True)
        made = add_operator(desk, name, role, password, session.surroundings.cost)
        session.give({"id": made.id, "name": made.name, "role": made.role})
        session.say(word("operator_added", name=made.name, role=ROLES[made.role]))


@operators.command("password", help=HELP["operators_password"])
@click.argument("name")
@click.pass_obj
def password(session: Session, name: str) -> None:
    """A new password for oneself, or for anyone as administrator."""
    with session.desk() as desk:
        typed = session.password(NEW_PASSWORD, "new_password", again=True)
        change_password(desk, name, typed, session.surroundings.cost)
        session.give({"name": name, "changed": True})
        session.say(word("password_changed", name=name))
