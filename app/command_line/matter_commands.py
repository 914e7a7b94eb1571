"""The command that takes a step with a matter."""

from __future__ import annotations

from datetime import date

import click

from app import matters, records, workdays
from app.command_line.json_input import one_object
from app.command_line.session import Session
from app.command_line.text import HELP, word
from app.command_line.usage import Command
from app.desk import Desk
from app.matters import MatterProblem


def _whistled(named: list[object] | dict[str, object]) -> list[str] | dict[str, str]:
    """The organizations to call: ids, or id → the day by which that one must respond."""
    if isinstance(named, dict):
        return {each: str(day or "") for each, day in named.items()}
    return [str(each) for each in named]


@click.command("act", cls=Command, help=HELP["act"])
@click.argument("matter", metavar="MATTER-ID")
@click.argument("name", metavar="ACT")
@click.pass_obj
def act(session: Session, matter: str, name: str) -> None:
    """The matter's state machine decides whether it is allowed."""
    stdin = session.surroundings.stdin
    with session.desk() as desk:
        code = desk.codes.code("matter_act", name) or name
        values = {} if stdin.isatty() else one_object(stdin)
        organizations = values.pop("organizations", None)
        if (days := values.pop("days", None)) is not None:
            values["deadline"] = _in_working_days(desk, matter, code, days)
        if code == matters.Act.WHISTLE and isinstance(organizations, list | dict):
            events = matters.whistle(desk, matter, _whistled(organizations), values)
        else:
            events = [matters.act(desk, matter, code, values)]
        standing = matters.state_of(desk, matter)
        acts = matters.possible(desk, standing)
        session.give({
            "events": events, "state": standing.state.value, "possible": [each.value for each in acts],
        })  # fmt: skip
        state = desk.codes.label("matter_state", standing.state.value)
        session.say(word("act_done", act=desk.codes.label("matter_act", code), state=state))
        labels = [desk.codes.label("matter_act", each.value) for each in acts]
        if labels:
            session.say(word("acts_possible", acts="、".join(labels)))


def _in_working_days(desk: Desk, matter: str, code: str, days: object) -> str:
    """The day so many working days from today; where a deadline is prolonged, from that. Raises Problem."""
    if isinstance(days, bool) or not isinstance(days, int) or days < 1:
        raise MatterProblem("not_days", value=str(days)[:20])
    before = matters.state_of(desk, matter).deadline or records.get(desk, "matter", matter)["deadline"] or ""
    if code == matters.Act.EXTEND and len(before) == len("2026-11-22"):
        return workdays.extended(desk, date.fromisoformat(before), days).day.isoformat()
    return workdays.deadline(desk, desk.today(), days).day.isoformat()
