"""Commands of what goes out to the offices below: assign, sweep; and of task groups."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

import click

from app import records
from app.command_line.assigning_text import HELP, word
from app.command_line.json_input import one_object, plain_values
from app.command_line.problems import CommandProblem
from app.command_line.session import Session
from app.command_line.usage import Command, Group, OneOf
from app.desk import Desk
from app.exchange.reaching import reachable
from app.kinds import KINDS
from app.masking import mask
from app.matters import sweeps, task_groups
from app.matters.assigning import assign as assign_matter
from app.matters.sweeps import Place, Totals
from app.matters.task_groups import TaskGroup

ALL = "all"
LISTED = 500  # lines of a list


def offices_named(desk: Desk, names: Sequence[str]) -> list[str]:
    """The ids of offices below that are named by name or id; "all" for every one.

    Raises CommandProblem no_such_office, which names those that there are.
    """
    below = reachable(desk)
    if ALL in names:
        return [each.office for each in below]
    found = []
    for name in names:
        ids = [each.office for each in below if name in (each.office, each.name)]
        if len(ids) != 1:
            known = "、".join(each.name for each in below)
            raise CommandProblem("no_such_office", name=name[:50], names=known)
        found += ids
    return found


def _given(session: Session, days: int | None, beside: Sequence[str] = ()) -> dict[str, Any]:
    """The values on standard input, those of a matter checked; `beside`: names that a matter has not."""
    stdin = session.surroundings.stdin
    values = {} if stdin.isatty() else one_object(stdin)
    own = {name: values.pop(name) for name in ("days", *beside) if name in values}
    if days is not None:
        own["days"] = days
    return {**plain_values(KINDS["matter"], values), **own}


@click.command("assign", cls=Command, help=HELP["assign"])
@click.option("--to", "names", multiple=True, required=True, metavar="OFFICE", help=HELP["assign_to"])
@click.option("--days", type=int, metavar="N", help=HELP["assign_days"])
@click.pass_obj
def assign(session: Session, names: tuple[str, ...], days: int | None) -> None:
    """Give one matter to each of the offices named."""
    with session.desk() as desk:
        ids = assign_matter(desk, offices_named(desk, names), _given(session, days))
        _give_assigned(session, desk, ids)


def _give_assigned(session: Session, desk: Desk, ids: Sequence[str]) -> None:
    found = records.by_ids(desk, "matter", ids)
    names = sweeps.office_names(desk, (each.office for each in found.values()))
    for identity in ids:
        office, deadline = found[identity].office, found[identity]["deadline"]
        session.give({"id": identity, "office": office, "deadline": deadline})
        session.say(word("assigned", id=identity, office=names.get(office, ""), deadline=deadline))


@click.group("sweep", cls=Group, help=HELP["sweep"])
def sweep() -> None:
    """举一反三."""


@sweep.command("start", cls=Command, help=HELP["sweep_start"])
@click.argument("matter", metavar="MATTER-ID")
@click.option("--to", "names", multiple=True, metavar="OFFICE", help=HELP["assign_to"])
@click.option("--days", type=int, metavar="N", help=HELP["assign_days"])
@click.pass_obj
def start(session: Session, matter: str, names: tuple[str, ...], days: int | None) -> None:
    """From one matter to all of the same kind."""
    with session.desk() as desk:
        values = _given(session, days, ("about", "areas"))
        _give_assigned(session, desk, sweeps.start(desk, matter, offices_named(desk, names), values))


@sweep.command("finish", cls=Command, help=HELP["sweep_finish"])
@click.argument("matter", metavar="SWEEP-ID")
@click.pass_obj
def finish(session: Session, matter: str) -> None:
    """What was found and solved, and that it is finished."""
    with session.desk() as desk:
        values = one_object(session.surroundings.stdin)
        event = sweeps.finish(desk, matter, values)
        found = records.get(desk, "matter", matter)
        session.give({"event": event, "found": found["found"], "solved": found["solved"]})
        session.say(word("sweep_finished", found=found["found"], solved=found["solved"]))


@sweep.command("show", cls=Command, help=HELP["sweep_show"])
@click.argument("matter", metavar="MATTER-ID")
@click.pass_obj
def show(session: Session, matter: str) -> None:
    """How far each office is."""
    with session.desk() as desk:
        records.get(desk, "matter", matter)
        found = sweeps.sweep(desk, matter)
        session.give({
            "source": matter, "totals": _plain(found.totals),
            "places": [asdict(each) for each in found.places], "known": [each.id for each in found.known],
        })  # fmt: skip
        session.say(sweeps.told(desk, found.totals) if found.places else word("sweep_none"))
        for each in found.places:
            session.say(_told_place(desk, each))
        if found.known:
            session.say(word("sweep_known", ids=" ".join(each.id for each in found.known)))


def _plain(totals: Totals) -> Mapping[str, int]:
    return asdict(totals)


def _told_place(desk: Desk, each: Place) -> str:
    state = desk.codes.label("matter_state", each.state)
    late = word("sweep_late") if each.is_overdue else ""
    numbers = ["—" if number is None else str(number) for number in (each.found, each.solved)]
    return word(
        "sweep_place", name=each.name, state=state + late, deadline=each.deadline or "—", found=numbers[0],
        solved=numbers[1], text=mask(each.text, "text"), id=each.matter,
    )  # fmt: skip


@sweep.command("list", cls=Command, help=HELP["sweep_list"])
@click.option("--only", type=OneOf(("open", "done", "overdue")), help=HELP["sweep_only"])
@click.pass_obj
def list_(session: Session, only: str | None) -> None:
    """Every sweep, the newest first."""
    with session.desk() as desk:
        for each in sweeps.sweeps(desk, only or "", limit=LISTED):
            session.give({
                "source": each.id, "opened": each.opened, "deadline": each.deadline,
                "totals": _plain(each.totals),
            })  # fmt: skip
            title = mask(records.title(desk, each.source or each.first), "text")
            told = sweeps.told(desk, each.totals)
            session.say(word("sweep_line", id=each.id, opened=each.opened, title=title, told=told))


@click.group("task-group", cls=Group, help=HELP["task_group"])
def task_group() -> None:
    """集中攻关."""


@task_group.command("list", cls=Command, help=HELP["task_group_list"])
@click.pass_obj
def list_groups(session: Session) -> None:
    """Every task group, the newest first."""
    with session.desk() as desk:
        for each in task_groups.groups(desk):
            session.give(_plain_group(each))
            session.say(word(
                "task_group_line", id=each.record.id, name=each.record["name"], told=task_groups.told(each)
            ))  # fmt: skip


@task_group.command("show", cls=Command, help=HELP["task_group_show"])
@click.argument("identity", metavar="PROJECT-ID")
@click.pass_obj
def show_group(session: Session, identity: str) -> None:
    """One group with its milestones."""
    with session.desk() as desk:
        one = task_groups.group(desk, identity)
        session.give(_plain_group(one))
        session.say(word(
            "task_group_head", name=one.record["name"], owner=one.owner or "—",
            members="、".join(one.members) or "—", units="、".join(one.units) or "—",
            start=one.record["start"] or "", end=one.record["end"] or "", told=task_groups.told(one),
        ))  # fmt: skip
        for each in one.milestones:
            late = word("task_group_late", days=each.late_days) if each.late_days else ""
            session.say(word(
                "task_group_step", id=each.id, date=each.date, text=each.text, owner=each.owner,
                told=each.finished or late or word("task_group_open"),
            ))  # fmt: skip


def _plain_group(one: TaskGroup) -> dict[str, Any]:
    record = one.record
    return {
        "id": record.id, "name": record["name"], "matter": record["matter"], "owner": record["owner"],
        "members": record["members"] or [], "units": record["units"] or [], "start": record["start"],
        "end": record["end"], "milestones": [asdict(each) for each in one.milestones],
    }  # fmt: skip


COMMANDS = (assign, sweep, task_group)
