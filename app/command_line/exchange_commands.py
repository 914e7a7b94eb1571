"""Commands of the exchange: joining, giving, taking in, what waits, what has to be decided."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from app.command_line.json_input import one_object
from app.command_line.session import Session
from app.command_line.text import HELP, word
from app.command_line.usage import AnyPath, Command, Group, KindName
from app.desk import Desk
from app.exchange import deciding, giving, incoming, joining, trips
from app.exchange.giving import Waiting
from app.exchange.incoming import Report
from app.exchange.machines import machine_signs
from app.exchange.problems import ExchangeProblem
from app.faults import faults_as_problems
from app.kinds import KINDS
from app.problems import Problem


@click.group("exchange", cls=Group, help=HELP["exchange"])
def exchange() -> None:
    """Everything between offices."""


@exchange.command("request", cls=Command, help=HELP["exchange_request"])
@click.option("--to", "folder", type=AnyPath(), required=True, metavar="DIR", help=HELP["to_folder"])
@click.pass_obj
def request(session: Session, folder: Path) -> None:
    """The request, and the digits to be read over the phone."""
    with session.desk() as desk:
        asked = joining.request(desk, machine_signs(desk.home, session.surroundings.station))
        file = trips.put_paper(desk, asked.path, made_folder(folder), "request", desk.office.name)
        session.give({"file": str(file), "digits": asked.digits})
        session.say(word("exchange_asked", file=file))
        session.say(word("exchange_digits", digits=asked.digits))


@exchange.command("admit", cls=Command, help=HELP["exchange_admit"])
@click.argument("file", type=AnyPath())
@click.option("--to", "folder", type=AnyPath(), required=True, metavar="DIR", help=HELP["to_folder"])
@click.option("--digits", required=True, metavar="DIGITS", help=HELP["exchange_typed"])
@click.option("--office", default="", metavar="ID", help=HELP["exchange_office"])
@click.option("--retire", multiple=True, metavar="NODE", help=HELP["exchange_retire"])
@click.pass_obj
def admit(
    session: Session, file: Path, folder: Path, digits: str, office: str, retire: tuple[str, ...]
) -> None:
    """The approval and a full package, once the digits agree."""
    with session.desk() as desk:
        place = made_folder(folder)
        admitted = joining.admit(desk, file, digits, office, retire)
        files = joining.hand_over(desk, admitted, place)
        session.give({"office": admitted.office.id, "files": [str(each) for each in files]})
        session.say(word("exchange_admitted", office=admitted.office.name, files="、".join(map(str, files))))


@exchange.command("join", cls=Command, help=HELP["exchange_join"])
@click.argument("file", type=AnyPath())
@click.option("--digits", default="", metavar="DIGITS", help=HELP["exchange_typed"])
@click.pass_obj
def join(session: Session, file: Path, digits: str) -> None:
    """Belong to the upper office from now on."""
    with session.desk() as desk:
        upper = joining.join(desk, file, digits)
        session.give({"upper": {"id": upper.id, "name": upper.name}})
        session.say(word("exchange_joined", office=upper.name))


@exchange.command("pack", cls=Command, help=HELP["exchange_pack"])
@click.option("--for", "receiver", required=True, metavar="OFFICE", help=HELP["exchange_for"])
@click.option("--to", "folder", type=AnyPath(), required=True, metavar="DIR", help=HELP["to_folder"])
@click.option("--full", is_flag=True, help=HELP["exchange_full"])
@click.pass_obj
def pack(session: Session, receiver: str, folder: Path, full: bool) -> None:
    """Everything the receiver has not confirmed."""
    with session.desk() as desk:
        trip = trips.give_to(desk, made_folder(folder), _receivers(desk, receiver), is_full=full)
        for given, files in trip.given:
            session.give({
                "office": given.office, "number": given.number, "counts": given.counts,
                "full": given.is_full, "files": [str(each) for each in files],
            })  # fmt: skip
            counts = _counted(given.counts) or word("exchange_nothing")
            named = "、".join(map(str, files))
            session.say(
                word("exchange_given", office=given.name, number=given.number, counts=counts, file=named)
            )


@exchange.command("take", cls=Command, help=HELP["exchange_take"])
@click.argument("files", type=AnyPath(), nargs=-1, required=True, metavar="FILE…")
@click.option("--dry-run", is_flag=True, help=HELP["exchange_dry_run"])
@click.pass_obj
def take(session: Session, files: tuple[Path, ...], dry_run: bool) -> None:
    """Each file whole or not at all; the first that is refused ends the command."""
    with session.desk() as desk:
        for file in files:
            report = incoming.examine(desk, file) if dry_run else incoming.take(desk, file)
            session.give(_as_json(report))
            _tell(session, report)


@exchange.command("state", cls=Command, help=HELP["exchange_state"])
@click.pass_obj
def state(session: Session) -> None:
    """One line for each peer."""
    with session.desk() as desk:
        peers = giving.waiting(desk)
        session.give([_peer_json(each) for each in peers])
        for each in peers:
            never = word("exchange_never")
            session.say(word(
                "exchange_peer", office=each.name, waiting=sum(each.counts.values()),
                unconfirmed=sum(each.unconfirmed.values()),
                given=each.last_given.at[:10] if each.last_given else never,
                taken=each.last_taken.at[:10] if each.last_taken else never,
            ))  # fmt: skip
        if not peers:
            session.say(word("exchange_alone"))


@exchange.command("conflicts", cls=Command, help=HELP["exchange_conflicts"])
@click.pass_obj
def conflicts(session: Session) -> None:
    """What waits in the inbox."""
    with session.desk() as desk:
        found = deciding.questions(desk)
        for number, each in enumerate(found, start=1):
            session.give({
                "kind": each.kind, "id": each.id, "field": each.field, "before": each.before,
                "choices": [
                    {"value": c.raw, "office": c.office, "operator": c.operator, "at": c.at, "shown": c.shown}
                    for c in each.choices
                ],
            })  # fmt: skip
            session.say(word(
                "exchange_conflict", number=number, kind=KINDS[each.kind].label, title=each.title,
                label=each.label, kind_name=each.kind, id=each.id, field=each.field,
                choices="；".join(f"{c.office} {c.operator} {c.words}" for c in each.choices),
            ))  # fmt: skip
        if not found:
            session.say(word("exchange_no_conflicts"))


@exchange.command("resolve", cls=Command, help=HELP["exchange_resolve"])
@click.argument("kind", type=KindName())
@click.argument("identity", metavar="ID")
@click.argument("field", metavar="FIELD")
@click.pass_obj
def resolve(session: Session, kind: str, identity: str, field: str) -> None:
    """Choose a value; it counts at every office after the next exchange."""
    with session.desk() as desk:
        chosen = one_object(session.surroundings.stdin)
        deciding.decide(desk, kind, identity, field, chosen.get("value"))
        session.give({"kind": kind, "id": identity, "field": field})
        session.say(word("exchange_decided"))


def made_folder(folder: Path) -> Path:
    """The folder that was named, made when it is not there. Raises Problem disk_full, not_writable."""
    try:
        with faults_as_problems(folder):
            folder.mkdir(parents=True, exist_ok=True)
    except OSError:  # a file stands there, or the name cannot be one
        raise Problem("not_writable", folder=str(folder)) from None
    return folder


def _receivers(desk: Desk, named: str) -> list[str]:
    """The offices that a word names. Raises ExchangeProblem not_a_peer."""
    peers = giving.waiting(desk)
    chosen = [
        each.office
        for each in peers
        if named in (each.office, each.name, "all") or (named == "parent" and each.is_upper)
    ]
    if not chosen:
        raise ExchangeProblem("not_a_peer")
    return chosen


def _counted(counts: dict[str, int]) -> str:
    return "、".join(
        word("count_of", label=KINDS[kind].label if kind in KINDS else kind, count=count)
        for kind, count in counts.items()
    )


def _tell(session: Session, report: Report) -> None:
    if report.state == "already":
        session.say(word("exchange_already", office=report.office_name, number=report.number))
        return
    session.say(word(
        "exchange_taken", office=report.office_name, number=report.number,
        added=sum(report.added.values()), changed=sum(report.changed.values()),
        conflicts=len(report.conflicts), parked=len(report.parked),
    ))  # fmt: skip
    if report.out_of_scope:
        session.say(word("exchange_out_of_scope", count=len(report.out_of_scope)))
    if report.alarm:
        session.say(word(f"exchange_alarm_{report.alarm}"))
    if report.state == "new":
        session.say(word("exchange_previewed"))


def _as_json(report: Report) -> dict[str, Any]:
    return {
        "package": report.package, "office": report.office, "number": report.number, "state": report.state,
        "added": dict(report.added), "changed": dict(report.changed),
        "conflicts": [list(each) for each in report.conflicts],
        "parallel": [list(each) for each in report.parallel],
        "parked": [list(each) for each in report.parked],
        "out_of_scope": list(report.out_of_scope), "alarm": report.alarm,
    }  # fmt: skip


def _peer_json(each: Waiting) -> dict[str, Any]:
    return {
        "office": each.office, "name": each.name, "upper": each.is_upper, "waiting": each.counts,
        "unconfirmed": each.unconfirmed,
        "given": each.last_given.at if each.last_given else None,
        "taken": each.last_taken.at if each.last_taken else None,
    }  # fmt: skip
