"""The command of the figures table: by place, department, person responsible or kind, with ids on request."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from app.command_line.session import Session
from app.command_line.text import HELP, word
from app.command_line.usage import AnyPath, Command, OneOf
from app.desk import Desk
from app.ledgers.problems import LedgerProblem
from app.ledgers.supervision_sheet import FiguresSheet, RankingSheet, Sheet, months_of, write_sheet
from app.ledgers.supervision_tables import Traced, figures_table, names_of
from app.matters.measures import DIMENSIONS, TOWNSHIP
from app.matters.ranking import RANKED_BY, RATE_NAMES, ranking
from app.matters.supervision import ids_behind


@click.command("figures", cls=Command, help=HELP["report_figures"])
@click.option("--by", type=OneOf((TOWNSHIP, *DIMENSIONS)), default="village", help=HELP["figures_by"])
@click.option("--from", "begin", required=True, metavar="YYYY-MM", help=HELP["figures_from"])
@click.option("--to", "end", default="", metavar="YYYY-MM", help=HELP["figures_to"])
@click.option("--ids", is_flag=True, help=HELP["figures_ids"])
@click.option("--rank", "rate", type=OneOf(RATE_NAMES), help=HELP["figures_rank"])
@click.option("--save", "file", type=AnyPath(), metavar="FILE", help=HELP["figures_save"])
@click.pass_obj
def figures(
    session: Session, by: str, begin: str, end: str, ids: bool, rate: str | None, file: Path | None
) -> None:
    """The figures table of some months, or a ranking."""
    first, last = months_of(begin)[0], months_of(end or begin)[1]
    if last < first:
        raise LedgerProblem("not_a_period", period=f"{begin}..{end}")
    if rate is not None and by not in RANKED_BY:
        raise LedgerProblem("not_ranked")
    sheet: Sheet = RankingSheet(by, rate, first, last) if rate else FiguresSheet(by, first, last)
    with session.desk() as desk:
        if isinstance(sheet, RankingSheet):
            _say_ranking(session, desk, sheet, ids)
        else:
            _say_table(session, desk, figures_table(desk, by, first, last), ids)
        if file is not None:
            written = write_sheet(desk, sheet, file)
            session.say(word("written", file=written.path, count=written.pages))


def _say_table(session: Session, desk: Desk, traced: Traced, with_ids: bool) -> None:
    table = traced.table
    lines = [*table.values, *([table.total_values] if table.totals else [])]
    texts = [*table.texts, *([table.totals] if table.totals else [])]
    labels = [column.label for column in table.columns]
    for row, (values, told) in enumerate(zip(lines, texts, strict=True)):
        behind = {at: trace for (line, at), trace in traced.behind.items() if line == row}
        found = {labels[at]: ids_behind(desk, trace) for at, trace in behind.items()} if with_ids else {}
        given: dict[str, Any] = {
            "value": traced.values[row] if row < len(traced.values) else None,
            "name": told[0], "numbers": dict(zip(labels[1:], values[1:], strict=True)),
        }  # fmt: skip
        session.give({**given, **({"ids": found} if with_ids else {})})
        numbers = (word("figure_number", label=labels[at], number=told[at]) for at in range(1, len(told)))
        session.say(word("figure_line", name=told[0], numbers="\t".join(numbers)))
        for label, each in found.items():
            session.say(word("figure_ids", label=label, ids=" ".join(each)))


def _say_ranking(session: Session, desk: Desk, sheet: RankingSheet, with_ids: bool) -> None:
    found = ranking(desk, sheet.by, sheet.rate, sheet.first, sheet.last)
    names = names_of(desk, sheet.by, [each.value for each in found])
    for each in found:
        given: dict[str, Any] = {
            "value": each.value, "name": names[each.value], "rank": each.rank,
            "part": each.rate.part, "whole": each.rate.whole, "percent": each.rate.percent,
        }  # fmt: skip
        ids = ids_behind(desk, each.trace) if with_ids else []
        session.give({**given, **({"ids": ids} if with_ids else {})})
        rank = str(each.rank) if each.rank else word("rank_none")
        session.say(word(
            "rank_line", rank=rank, name=names[each.value], percent=each.rate.percent, part=each.rate.part,
            whole=each.rate.whole,
        ))  # fmt: skip
        if ids:
            session.say(word("figure_ids", label=names[each.value], ids=" ".join(ids)))
