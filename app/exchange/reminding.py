"""The printable list of the offices below that have not handed in this month."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from app.desk import Desk
from app.exchange import console
from app.exchange.console import Below
from app.exchange.text import REMINDER
from app.ledgers.contents import Content, Table
from app.ledgers.definitions import Column, LedgerDefinition
from app.ledgers.files import write_file
from app.ledgers.fonts import release_faces, system_folders, typefaces
from app.ledgers.page_model import PageModel
from app.ledgers.paging import lay_out
from app.ledgers.pdf import draw_pdf
from app.ledgers.periods import day_text, month_period
from app.ledgers.printing import Preview
from app.ledgers.text import word


def reminder_model(desk: Desk) -> PageModel:
    """The pages of the list. Raises LedgerProblem fonts_missing."""
    listed = console.below(desk)
    missing = [each for each in listed if not each.handed_in]
    rows = [(str(number), *_line(each)) for number, each in enumerate(missing, 1)]
    rows = rows or [("", REMINDER["nobody"], "", "", "")]
    definition = LedgerDefinition(
        REMINDER["name"], REMINDER["name"], "organization", columns=_columns(), editions=("inner",),
        orientation="portrait", signatures=(REMINDER["handled"], REMINDER["checked"]),
    )  # fmt: skip
    table = Table(
        definition.columns, list(rows), list(rows), [""] * len(rows), [REMINDER["name"]] * len(rows)
    )
    day = desk.today()
    content = Content(
        definition,
        month_period(day.year, day.month),
        REMINDER["title"].format(year=day.year, month=day.month),
        (
            word("office", office=desk.office.name),
            word("filled", day=day_text(day)),
            REMINDER["count"].format(total=len(listed), missing=len(missing)),
        ),
        (table,),
    )
    return lay_out(content, typefaces(system_folders()))


def reminder_pages(desk: Desk) -> Preview:
    """The list as PDF, as it is shown, printed and saved."""
    try:
        model = reminder_model(desk)
        return Preview(draw_pdf(model), len(model.pages), model.warnings, ())
    finally:
        release_faces()


def save_reminder(desk: Desk, made: Preview, path: Path) -> Path:
    """Write the very bytes that are shown; noted. It names offices, no persons. Raises LedgerProblem."""
    desk.audit("exchange.remind", "pdf")
    write_file(path, made.pdf)
    return path


def note_printed(desk: Desk) -> None:
    """Into the audit log: the list went onto paper."""
    desk.audit("exchange.remind", "paper")


def notes(each: Below) -> Sequence[str]:
    """What is to be said to an office when it is reminded."""
    told = []
    if each.waiting:
        told.append(REMINDER["waiting"].format(count=each.waiting))
    if each.is_old:
        told.append(REMINDER["old"].format(program=each.program))
    if not each.has_pc:
        told.append(REMINDER["no_pc"])
    return told


def _columns() -> tuple[Column, ...]:
    return (
        Column(REMINDER["index"], "$index", 12, "center"),
        Column(REMINDER["office"], "", 45),
        Column(REMINDER["last"], "", 40),
        Column(REMINDER["note"], "", 45),
        Column(REMINDER["sign"], "", 30),
    )


def _line(each: Below) -> tuple[str, str, str, str]:
    last = REMINDER["never"]
    if each.last_at:
        last = REMINDER["last.words"].format(day=each.last_at[:10], number=each.last_number)
    return each.name, last, REMINDER["comma"].join(notes(each)), ""
