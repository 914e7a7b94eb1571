"""Commands of ledgers and statistics: list, print, the month's set, the month report."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

import click

from app.command_line.figures_commands import figures as figures_by_month
from app.command_line.problems import CommandProblem, Misuse
from app.command_line.session import Session
from app.command_line.showing import told_line
from app.command_line.supervision_commands import supervision
from app.command_line.text import HELP, word
from app.command_line.usage import AnyPath, Group, OneOf
from app.desk import Desk
from app.kinds import KINDS
from app.ledgers.catalogue import get_ledger, list_ledgers
from app.ledgers.definitions import EDITIONS
from app.ledgers.papers import records_of
from app.ledgers.printing import Step, month_report, print_ledger, print_month
from app.ledgers.statistics import Figure
from app.ledgers.weekly_sheet import print_week
from app.matters.lists import Line
from app.matters.weekly import hand_in, parse_week, week_of, weekly_list


@click.group("ledger", cls=Group, help=HELP["ledger"])
def ledger() -> None:
    """What is printed."""


@ledger.command("list", help=HELP["ledger_list"])
@click.pass_obj
def list_all(session: Session) -> None:
    """Every ledger of the office."""
    with session.desk() as desk:
        for entry in list_ledgers(desk):
            made = entry.definition
            session.give({
                "name": entry.name, "source": made.source, "layout": made.layout, "monthly": made.monthly,
                "editions": list(made.editions), "own": bool(entry.record),
            })  # fmt: skip
            words = [word(each) for each in made.editions] + ([word("monthly")] if made.monthly else [])
            kind = KINDS[made.source].label
            session.say(word("ledger_line", name=entry.name, kind=kind, editions="、".join(words)))


@ledger.command("print", help=HELP["ledger_print"])
@click.argument("name")
@click.option("--period", metavar="YYYY-MM", help=HELP["period"])
@click.option("--to", "file", type=AnyPath(), required=True, metavar="FILE", help=HELP["to_file"])
@click.option("--id", "ids", multiple=True, metavar="ID", help=HELP["ledger_id"])
@click.option("--matter", "matters", multiple=True, metavar="ID", help=HELP["ledger_matter"])
@click.option("--edition", type=OneOf(EDITIONS), default="inner", help=HELP["edition"])
@click.option("--unmask", is_flag=True, help=HELP["unmask"])
@click.pass_obj
def print_one(
    session: Session, name: str, period: str | None, file: Path, ids: tuple[str, ...],
    matters: tuple[str, ...], edition: str, unmask: bool,
) -> None:  # fmt: skip
    """One ledger into one file: of a period, or of chosen records whatever their dates."""
    if period is None and not (ids or matters):
        raise Misuse("period_or_chosen")
    with session.desk() as desk:
        chosen: list[str] | None = [*ids] if ids or matters else None
        if matters:
            chosen = [*ids, *records_of(desk, get_ledger(desk, name), matters)]
        period = period or f"{desk.today():%Y-%m}"
        made = print_ledger(desk, name, period, file, edition, unmask, ids=chosen)
        session.give({
            "file": str(made.path), "pages": made.pages, "records": len(made.ids),
            "warnings": list(made.warnings),
        })  # fmt: skip
        session.say(word("written", file=made.path, count=made.pages))
        for warning in made.warnings:
            session.say(warning)


@ledger.command("month", help=HELP["ledger_month"])
@click.option("--period", required=True, metavar="YYYY-MM", help=HELP["period"])
@click.option("--to", "folder", type=AnyPath(), required=True, metavar="DIR", help=HELP["to_set"])
@click.option("--edition", type=OneOf(EDITIONS), default="inner", help=HELP["edition"])
@click.pass_obj
def print_set(session: Session, period: str, folder: Path, edition: str) -> None:
    """The month's set, each ledger as PDF and as workbook; what must not be shown is left out and told."""
    refused: list[str] = []
    with session.desk() as desk:
        for path in print_month(desk, period, folder, partial(_note_refusal, refused), edition=edition):
            session.give({"file": str(path)})
            session.say(word("written_one", file=path))
    if refused:
        raise CommandProblem("not_published", sentences="".join(refused))


def _note_refusal(refused: list[str], step: Step) -> None:
    if step.refused:
        refused.extend(step.warnings)


@click.group("report", cls=Group, help=HELP["report"])
def report() -> None:
    """What is counted."""


report.add_command(supervision)
report.add_command(figures_by_month)


@report.command("month", help=HELP["report_month"])
@click.option("--period", required=True, metavar="YYYY-MM", help=HELP["period"])
@click.option("--ids", is_flag=True, help=HELP["ids"])
@click.pass_obj
def month(session: Session, period: str, ids: bool) -> None:
    """当月数 and 累计数, counted from records."""
    with session.desk() as desk:
        lines = month_report(desk, period)
    session.say(word("report_head"))
    for line in lines:
        figures = {"month": line.month, "cumulative": line.cumulative}
        numbers = {span: figure.number for span, figure in figures.items()}
        traces: dict[str, Any] = (
            {f"{span}_ids": list(each.ids) for span, each in figures.items()} if ids else {}
        )
        session.give({"label": line.label, "unit": line.unit, "level": line.level, **numbers, **traces})
        session.say(word("report_line", label="　" * line.level + line.label, unit=line.unit, **numbers))
        if ids:
            _say_ids(session, figures)


def _say_ids(session: Session, figures: dict[str, Figure]) -> None:
    for span, figure in figures.items():
        if figure.ids:
            session.say(word("report_ids", span=word(span), ids=" ".join(figure.ids)))


@report.command("week", help=HELP["report_week"])
@click.option("--period", metavar="YYYY-Www", help=HELP["week"])
@click.option("--to", "file", type=AnyPath(), metavar="FILE", help=HELP["week_to"])
@click.option("--hand-in", "handing_in", is_flag=True, help=HELP["week_hand_in"])
@click.pass_obj
def week(session: Session, period: str | None, file: Path | None, handing_in: bool) -> None:
    """新增, 推进 and 已销号 of a week, each with what changed."""
    with session.desk() as desk:
        chosen = parse_week(period) if period else week_of(desk.today())
        if handing_in:
            hand_in(desk, chosen)
        made = weekly_list(desk, chosen)
        session.say(made.summary)
        for name in ("added", "progressed", "closed"):
            lines: tuple[Line, ...] = getattr(made.lists, name)
            session.say(word("week_head", label=word(f"week_{name}"), count=len(lines)))
            for line in lines:
                _give_line(session, desk, name, line)
        session.say(
            word("week_handed_in", date=made.handed_in.date) if made.handed_in else word("week_not_handed_in")
        )
        if file is not None:
            written = print_week(desk, chosen, file)
            session.say(word("written", file=written.path, count=written.pages))


def _give_line(session: Session, desk: Desk, name: str, line: Line) -> None:
    state = line.standing.state.value
    session.give({
        "list": name, "id": line.matter.id, "state": state,
        "changes": [{"date": each.date, "act": each.act} for each in line.changes],
    })  # fmt: skip
    steps = [
        word("week_step", date=each.date, act=desk.codes.label("matter_act", each.act))
        for each in line.changes
    ]
    session.say(word(
        "week_line", matter=told_line(desk, line.matter),
        state=desk.codes.label("matter_state", state), changes="；".join(steps),
    ))  # fmt: skip
