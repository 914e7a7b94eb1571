"""The command of supervision: rates by village, department or kind, the sentence "截至目前", the sheet."""

from __future__ import annotations

from pathlib import Path

import click

from app.command_line.session import Session
from app.command_line.text import HELP, word
from app.command_line.usage import AnyPath, Command, OneOf
from app.ledgers.supervision_sheet import months_of, names_of, print_figures
from app.matters.supervision import DIMENSIONS, RATES, figures, so_far


@click.command("supervision", cls=Command, help=HELP["report_supervision"])
@click.option("--period", required=True, metavar="YYYY-MM", help=HELP["period"])
@click.option("--by", type=OneOf(DIMENSIONS), default="village", help=HELP["figures_by"])
@click.option("--to", "file", type=AnyPath(), metavar="FILE", help=HELP["week_to"])
@click.pass_obj
def supervision(session: Session, period: str, by: str, file: Path | None) -> None:
    """The figures of a month or a year."""
    with session.desk() as desk:
        found = figures(desk, *months_of(period), by)
        names = names_of(desk, by, found)
        session.say(so_far(desk).text)
        for value in sorted(found, key=lambda each: (-found[each]["opened"], names[each])):
            rates = {name: getattr(found[value], name) for name in RATES}
            session.give({
                "value": value, "name": names[value], "counts": dict(found[value].counts),
                "rates": {name: rate.percent for name, rate in rates.items()},
            })  # fmt: skip
            told = {n: "—" if rate.percent is None else f"{rate.percent:g}%" for n, rate in rates.items()}
            session.say(word("figures_line", name=names[value], opened=found[value]["opened"], **told))
        if file is not None:
            written = print_figures(desk, period, file)
            session.say(word("written", file=written.path, count=written.pages))
