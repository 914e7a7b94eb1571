"""Commands about those who belong to us: struck PCs, a new key, what moves elsewhere, the list."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import click

from app.command_line.exchange_commands import made_folder
from app.command_line.session import Session
from app.command_line.text import HELP, word
from app.command_line.usage import AnyPath, Command
from app.desk import Desk
from app.exchange import asserting, console, joining, moving, rekeying, trips
from app.exchange.console import Below
from app.exchange.problems import ExchangeProblem
from app.exchange.ties import ties

LEAST_SHORT = 4  # characters of a node's id that name it


@click.command("approval", cls=Command, help=HELP["exchange_approval"])
@click.argument("file", type=AnyPath())
@click.pass_obj
def approval(session: Session, file: Path) -> None:
    """Whose approval it is, and the digits to be compared before joining."""
    with session.desk() as desk:
        read = joining.read_approval(desk, file)
        session.give({
            "upper": {"id": read.upper.id, "name": read.upper.name}, "office": read.office.name,
            "digits": read.digits, "other_key": read.is_other_key, "adopts": read.adopts,
        })  # fmt: skip
        session.say(word("exchange_approval", upper=read.upper.name, office=read.office.name))
        session.say(word("exchange_key_digits", digits=read.digits))


@click.command("key-digits", cls=Command, help=HELP["exchange_key_digits"])
@click.pass_obj
def key_digits(session: Session) -> None:
    """The digits of our key."""
    with session.desk() as desk:
        digits = joining.own_key_digits(desk)
        session.give({"digits": digits})
        session.say(word("exchange_key_digits", digits=digits))


@click.command("villages", cls=Command, help=HELP["exchange_villages"])
@click.option("--missing", is_flag=True, help=HELP["exchange_missing"])
@click.pass_obj
def villages(session: Session, missing: bool) -> None:
    """A line for each office below, or a JSON list."""
    with session.desk() as desk:
        listed = console.not_handed_in(desk) if missing else console.below(desk)
        pcs = {each.office: console.computers(desk, each.office) for each in listed}
        session.give([
            {**asdict(each), "missing": list(each.missing), "computers": [
                {"node": pc.node, "status": pc.status, "last": pc.last_number} for pc in pcs[each.office]
            ]}
            for each in listed
        ])  # fmt: skip
        for each in listed:
            session.say(_line(each))
            for pc in pcs[each.office]:
                session.say(word("exchange_pc", node=pc.short, status=word(f"exchange_pc_{pc.status}")))
        if not listed:
            session.say(word("exchange_no_villages"))


@click.command("retire", cls=Command, help=HELP["exchange_retire_node"])
@click.argument("node", metavar="NODE")
@click.pass_obj
def retire(session: Session, node: str) -> None:
    """What it wrote still counts."""
    _strike(session, node, "retired", joining.retire)


@click.command("revoke", cls=Command, help=HELP["exchange_revoke"])
@click.argument("node", metavar="NODE")
@click.pass_obj
def revoke(session: Session, node: str) -> None:
    """What it writes from now on is not taken in."""
    _strike(session, node, "revoked", joining.revoke)


def _strike(session: Session, node: str, status: str, act: Callable[[Desk, str], object]) -> None:
    with session.desk() as desk:
        found = _node(desk, node)
        act(desk, found)
        session.give({"node": found, "status": status})
        session.say(word(f"exchange_{status}", node=found[: console.SHORT]))


@click.command("let-go", cls=Command, help=HELP["exchange_let_go"])
@click.argument("office", metavar="OFFICE")
@click.pass_obj
def let_go(session: Session, office: str) -> None:
    """It belongs to another upper office now."""
    with session.desk() as desk:
        found = _office(desk, office)
        joining.let_go(desk, found.office)
        session.give({"office": found.office})
        session.say(word("exchange_let_go", office=found.name))


@click.command("move", cls=Command, help=HELP["exchange_move"])
@click.argument("household", metavar="ID")
@click.option("--office", required=True, metavar="OFFICE", help=HELP["exchange_move_to"])
@click.option("--reason", default="", metavar="TEXT", help=HELP["exchange_reason"])
@click.pass_obj
def move(session: Session, household: str, office: str, reason: str) -> None:
    """The household and its people belong to another office below."""
    with session.desk() as desk:
        target = _office(desk, office)
        count = moving.move_household(desk, household, target.office, reason)
        session.give({"household": household, "office": target.office, "records": count})
        session.say(word("exchange_moved", office=target.name, count=count))


@click.command("assert", cls=Command, help=HELP["exchange_assert"])
@click.argument("office", metavar="OFFICE")
@click.option("--second", required=True, metavar="NAME", help=HELP["exchange_second"])
@click.pass_obj
def assert_records(session: Session, office: str, second: str) -> None:
    """Its records are said again as they stand here; a second person types the password."""
    with session.desk() as desk:
        found = _office(desk, office)
        password = session.password("LIANXIN_SECOND_PASSWORD", "second_password")
        count = asserting.assert_records(desk, found.office, second, password)
        session.give({"office": found.office, "records": count})
        session.say(word("exchange_asserted", office=found.name, count=count))


@click.command("new-key", cls=Command, help=HELP["exchange_new_key"])
@click.option("--to", "folder", type=AnyPath(), required=True, metavar="DIR", help=HELP["to_folder"])
@click.pass_obj
def new_key(session: Session, folder: Path) -> None:
    """A new key, and the paper that everybody below takes in."""
    with session.desk() as desk:
        place = made_folder(folder)
        paper = rekeying.new_key(desk)
        file = trips.put_paper(desk, paper, place, "succession", desk.office.name)
        session.give({"file": str(file), "digits": joining.own_key_digits(desk)})
        session.say(word("exchange_new_key", file=file))


@click.command("take-key", cls=Command, help=HELP["exchange_take_key"])
@click.argument("file", type=AnyPath())
@click.pass_obj
def take_key(session: Session, file: Path) -> None:
    """Trust the new key of the upper office."""
    with session.desk() as desk:
        upper = rekeying.take_new_key(desk, file)
        session.give({"upper": {"id": upper.id, "name": upper.name}})
        session.say(word("exchange_took_key", office=upper.name))


COMMANDS = (approval, key_digits, villages, retire, revoke, let_go, move, assert_records, new_key, take_key)


def _node(desk: Desk, named: str) -> str:
    """The PC below that an id, or its beginning, names. Raises ExchangeProblem node_not_listed."""
    roster = ties(desk).roster
    below = [each.node for each in roster.entries if each.role != "upper"] if roster else []
    plain = named.strip().replace("-", "").lower()
    found = [each for each in below if each.startswith(plain)] if len(plain) >= LEAST_SHORT else []
    if len(found) != 1:
        raise ExchangeProblem("node_not_listed")
    return found[0]


def _office(desk: Desk, named: str) -> Below:
    """The office below of that id or name. Raises ExchangeProblem not_a_peer."""
    found = [each for each in console.below(desk) if named.strip() in (each.office, each.name)]
    if len(found) != 1:
        raise ExchangeProblem("not_a_peer")
    return found[0]


def _line(each: Below) -> str:
    last = word("exchange_last", day=each.last_at[:10], number=each.last_number) if each.last_at else ""
    return word(
        "exchange_village", office=each.name,
        handed=word("exchange_handed" if each.handed_in else "exchange_not_handed"),
        last=last or word("exchange_never"), waiting=each.waiting, unconfirmed=each.unconfirmed,
        conflicts=each.conflicts, parked=each.parked,
    )  # fmt: skip
