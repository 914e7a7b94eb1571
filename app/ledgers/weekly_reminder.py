"""The printable list of the offices below that have not handed in a week's list."""

from __future__ import annotations

from app.desk import Desk
from app.ledgers.contents import Content, Table
from app.ledgers.definitions import Column, LedgerDefinition
from app.ledgers.fonts import release_faces, system_folders, typefaces
from app.ledgers.page_model import PageModel
from app.ledgers.paging import lay_out
from app.ledgers.pdf import draw_pdf
from app.ledgers.periods import day_text, week_period
from app.ledgers.printing import Preview
from app.ledgers.text import WEEK_REMINDER as WORDS
from app.ledgers.text import word
from app.matters.weekly import Week
from app.matters.weekly_below import OfficeLine, weeks_below

LOOKED_AT = 12  # weeks back, for when an office handed in last
_WIDTHS = {"index": 12.0, "office": 45.0, "last": 48.0, "note": 40.0, "sign": 30.0}


def reminder_model(desk: Desk, week: Week) -> PageModel:
    """The pages of the list. Raises LedgerProblem fonts_missing."""
    listed = weeks_below(desk, week, LOOKED_AT)
    missing = [each for each in listed if each.weeks[0].handed_in is None]
    rows = [(str(number), each.name, _last(each), "", "") for number, each in enumerate(missing, 1)]
    rows = rows or [("", WORDS["nobody"], "", "", "")]
    columns = tuple(
        Column(WORDS[name], "$blank", width, "center" if name == "index" else "left")
        for name, width in _WIDTHS.items()
    )
    definition = LedgerDefinition(
        WORDS["name"], WORDS["name"], "organization", columns=columns, editions=("inner",),
        orientation="portrait", signatures=(WORDS["handled"], WORDS["checked"]),
    )  # fmt: skip
    table = Table(columns, list(rows), list(rows), [""] * len(rows), [WORDS["name"]] * len(rows))
    counted = WORDS["count"].format(total=len(listed), missing=len(missing))
    info = (word("office", office=desk.office.name), word("filled", day=day_text(desk.today())), counted)
    period = week_period(week.year, week.number)
    return lay_out(
        Content(definition, period, WORDS["title"].format(week=week.label), info, (table,)),
        typefaces(system_folders()),
    )


def reminder_pages(desk: Desk, week: Week) -> Preview:
    """The list as PDF, as it is shown, printed and saved."""
    try:
        model = reminder_model(desk, week)
        return Preview(draw_pdf(model), len(model.pages), model.warnings, ())
    finally:
        release_faces()


def _last(line: OfficeLine) -> str:
    """The last week that the office did hand in."""
    found = next((each.handed_in for each in line.weeks if each.handed_in is not None), None)
    if found is None:
        return WORDS["never"].format(weeks=len(line.weeks))
    return WORDS["last.words"].format(week=found.week, day=found.date)
