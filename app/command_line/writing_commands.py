"""Commands that write records: add, change, remove, restore."""

from __future__ import annotations

import click

from app import records
from app.checked_writer import CheckedWriter
from app.command_line.json_input import objects, one_object, plain_values
from app.command_line.problems import CommandProblem
from app.command_line.session import Session
from app.command_line.text import HELP, word
from app.command_line.usage import Command, KindName
from app.kinds import KINDS
from app.problems import Problem


@click.command("add", cls=Command, help=HELP["add"])
@click.argument("kind", type=KindName())
@click.pass_obj
def add(session: Session, kind: str) -> None:
    """JSON lines in, ids out; one transaction."""
    ids: list[str] = []
    with session.desk() as desk:
        records.check_writing(desk, kind)  # past the use cases that check this themselves
        with desk.write(f"{kind}.add") as writer:
            for line, values in objects(session.surroundings.stdin):
                try:
                    ids.append(_added(writer, kind, values))
                except Problem as problem:
                    raise CommandProblem("bad_line", line=line, sentence=problem.sentence) from None
        if not ids:
            raise CommandProblem("nothing_given")
    for identity in ids:
        session.give(identity)
        session.say(identity)


def _added(writer: CheckedWriter, kind: str, values: dict[str, object]) -> str:
    plain = plain_values(KINDS[kind], values)
    if "id" in plain and any(writer.get(each, str(plain["id"])) for each in KINDS):
        raise CommandProblem("id_exists", id=plain["id"])
    return writer.add(kind, plain)


@click.command("change", cls=Command, help=HELP["change"])
@click.argument("kind", type=KindName())
@click.argument("identity", metavar="ID")
@click.pass_obj
def change(session: Session, kind: str, identity: str) -> None:
    """Only the fields given."""
    with session.desk() as desk:
        values = plain_values(KINDS[kind], one_object(session.surroundings.stdin))
        values.pop("id", None)
        if not values:
            raise CommandProblem("nothing_given")
        records.change(desk, kind, identity, values)
        session.give({"id": identity, "changed": sorted(values)})
        session.say(word("changed", title=records.title(desk, records.get(desk, kind, identity))))


@click.command("remove", cls=Command, help=HELP["remove"])
@click.argument("kind", type=KindName())
@click.argument("identity", metavar="ID")
@click.pass_obj
def remove(session: Session, kind: str, identity: str) -> None:
    """Into the recycle bin."""
    with session.desk() as desk:
        records.remove(desk, kind, identity)
        session.give({"id": identity, "deleted": True})
        session.say(word("removed", title=records.title(desk, records.get(desk, kind, identity))))


@click.command("restore", cls=Command, help=HELP["restore"])
@click.argument("kind", type=KindName())
@click.argument("identity", metavar="ID")
@click.pass_obj
def restore(session: Session, kind: str, identity: str) -> None:
    """Out of the recycle bin."""
    with session.desk() as desk:
        records.restore(desk, kind, identity)
        session.give({"id": identity, "deleted": False})
        session.say(word("restored", title=records.title(desk, records.get(desk, kind, identity))))
