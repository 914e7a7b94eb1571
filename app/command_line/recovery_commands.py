"""The command recover: what is in a backup, and the whole office put back from it."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from app import restoring
from app.command_line.session import Session
from app.command_line.text import HELP, word
from app.command_line.usage import AnyPath, Command
from app.entrance import operator_names
from app.offices import OpenOffice, open_with_key
from app.problems import Problem
from app.restoring import Outlook, Restored
from app.rights import require
from app.unlocking import unlock, unlock_by_code

# What the present office says when it cannot be opened by anybody: then the backup's password is enough.
_DEAD = ("no_office", "keys_missing", "database_missing", "damaged", "damaged_keys", "wrong_key")


@click.command("recover", cls=Command, help=HELP["recover"])
@click.argument("file", type=AnyPath(), metavar="FILE")
@click.option("--by-code", is_flag=True, help=HELP["by_code"])
@click.option("--dry-run", is_flag=True, help=HELP["recover_dry_run"])
@click.pass_obj
def recover(session: Session, file: Path, by_code: bool, dry_run: bool) -> None:
    """Whole or not at all; the present file is set aside."""
    desk = _present(session, by_code)
    if desk is None:
        _recover_dead(session, file, by_code, dry_run)
        return
    try:
        require(desk, "restore")
        outlook = restoring.look_from(desk, file)
        _show(session, outlook)
        done = None if dry_run else restoring.restore_over(desk, file, salvaging=restoring.is_damaged(desk))
    finally:
        desk.close()
    _tell(session, outlook, done)


def _present(session: Session, by_code: bool) -> OpenOffice | None:
    """The office of the data folder, or None when there is none that opens. Raises Problem."""
    try:
        name = session.operator or operator_names(session.home)[0]
        around, typed = session.surroundings, session.password()
        key = unlock_by_code(session.home, typed) if by_code else unlock(session.home, name, typed)
        return open_with_key(session.home, key, name, around.clock, around.station)
    except Problem as problem:
        if problem.code not in _DEAD:
            raise
        return None


def _recover_dead(session: Session, file: Path, by_code: bool, dry_run: bool) -> None:
    names = restoring.operators_of_backup(session.home, file)
    name = session.operator or (names[0] if names else "")
    keys = restoring.unlock_backup(session.home, file, name, session.password(), by_code)
    outlook = restoring.look(file, keys.data_key)
    _show(session, outlook)
    done = None
    if not dry_run:
        done = restoring.restore_dead(session.home, file, keys, session.surroundings.clock)
    _tell(session, outlook, done)


def _show(session: Session, outlook: Outlook) -> None:
    at = f"{outlook.at:%Y-%m-%d %H:%M}" if outlook.at else word("recover_unknown_time")
    session.say(
        word("recover_head", file=outlook.place.name, office=outlook.office, at=at, reason=outlook.reason)
    )
    for each in outlook.lines:
        session.say(word("recover_line" if each.now is None else "recover_line_now", **asdict(each)))


def _tell(session: Session, outlook: Outlook, done: Restored | None) -> None:
    counted = {
        each.kind: {"backup": each.in_backup, "now": each.now, "newer": each.newer} for each in outlook.lines
    }
    session.give({
        "file": str(outlook.place), "office": outlook.office, "counts": counted, "newer": outlook.newer,
        "restored": done is not None, "aside": str(done.aside) if done and done.aside else None,
        "salvage": asdict(done.salvage) if done and done.salvage else None,
    })  # fmt: skip
    for sentence in done.steps if done else (word("recover_dry"),):
        session.say(sentence)
