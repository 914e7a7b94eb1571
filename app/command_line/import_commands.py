"""Commands that fill an office: import a workbook, make a demo."""

from __future__ import annotations

from pathlib import Path

import click

from app import records
from app.command_line.problems import CommandProblem
from app.command_line.session import Session
from app.command_line.text import HELP, word
from app.command_line.usage import AnyPath, Command, KindName, Whole
from app.demo.text import OFFICE_CODE, OFFICE_NAME
from app.demo.years import make_village
from app.kinds import KINDS
from app.offices import SetUp, create_office, half_made_removed
from app.records import Query
from app.spreadsheets import mappings
from app.spreadsheets.importing import import_file
from app.spreadsheets.rejects import save_rejected

OPERATOR = "王芳"


@click.command("import", cls=Command, help=HELP["import"])
@click.argument("file", type=AnyPath())
@click.option("--kind", type=KindName(), required=True, metavar="KIND", help=HELP["kind"])
@click.option("--map", "map_file", type=AnyPath(), metavar="MAP.toml", help=HELP["map"])
@click.option("--sheet", default="", metavar="NAME", help=HELP["sheet"])
@click.option("--rejected-to", type=AnyPath(), metavar="FILE.xlsx", help=HELP["rejected_to"])
@click.option("--dry-run", is_flag=True, help=HELP["dry_run"])
@click.pass_obj
def import_(
    session: Session,
    file: Path,
    kind: str,
    map_file: Path | None,
    sheet: str,
    rejected_to: Path | None,
    dry_run: bool,
) -> None:
    """A sheet's rows as records: one transaction, and a report of every row that stayed out."""
    with session.desk() as desk:
        mapping = mappings.load(map_file, kind) if map_file else None
        report = import_file(desk, file, kind, mapping, sheet, dry_run=dry_run)
        session.give(report.as_json())
        for line in report.lines():
            session.say(line)
        if dry_run:
            session.say(word("dry_run"))
        if rejected_to and report.rejected:
            save_rejected(desk, report, rejected_to)
            session.say(word("rejected_saved", file=rejected_to))
    if report.rejected and not (report.adds or report.already):
        raise CommandProblem("all_rejected", count=len(report.rejected))


@click.command("demo", cls=Command, help=HELP["demo"])
@click.option("--households", type=Whole(20, 5000), default=600, metavar="N", help=HELP["households"])
@click.option("--months", type=Whole(1, 36), default=12, metavar="M", help=HELP["months"])
@click.option("--seed", type=Whole(0, 2**31), default=1, metavar="S", help=HELP["seed"])
@click.pass_obj
def demo(session: Session, households: int, months: int, seed: int) -> None:
    """A made-up office, the same for the same seed."""
    around = session.surroundings
    operator = session.operator or OPERATOR
    asked = SetUp("village", OFFICE_NAME, OFFICE_CODE, operator, session.password(again=True))
    desk, recovery = create_office(session.home, asked, around.clock, around.cost, around.station)
    with half_made_removed(session.home):
        try:
            make_village(desk, households, months, seed)
            counts = {kind: count for kind in KINDS if (count := records.count(desk, Query(kind)))}
        finally:
            desk.close()
    session.give({"office": OFFICE_NAME, "operator": operator, "recovery_code": recovery, "counts": counts})
    session.say(word("demo_made", office=OFFICE_NAME, operator=operator))
    for kind, count in counts.items():
        session.say(word("count_of", label=KINDS[kind].label, count=count))
    session.say(word("recovery_code", recovery=recovery))
