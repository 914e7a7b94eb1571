"""Supervision on paper: the month report with its charts, any table of figures, a ranking."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from app.desk import Desk
from app.ledgers.contents import Content, Plate, Section, Table
from app.ledgers.definitions import LedgerDefinition
from app.ledgers.files import REAL_DISK, Disk, write_file
from app.ledgers.fonts import release_faces, system_folders, typefaces
from app.ledgers.page_model import PageModel
from app.ledgers.paging import lay_out
from app.ledgers.pdf import draw_pdf
from app.ledgers.periods import Period, day_text, parse_period
from app.ledgers.printing import WRITERS, Preview, Written
from app.ledgers.problems import LedgerProblem
from app.ledgers.supervision_charts import PICTURES, Over, picture, place_of, ranking_picture
from app.ledgers.supervision_tables import Traced, figures_table, names_of, report_table, span_label
from app.ledgers.taking_out import PRINTED, SAVED, note
from app.ledgers.text import SUPERVISION, word
from app.matters.measures import TOWNSHIP, Trace
from app.matters.supervision import dimensions, ids_behind

__all__ = [
    "FiguresSheet", "PictureSheet", "RankingSheet", "ReportSheet", "Sheet", "content_of", "months_of",
    "name_of", "names_of", "note_printed", "preview_figures", "preview_sheet", "print_figures",
    "save_preview", "span_of", "write_sheet",
]  # fmt: skip
_MOST_TRACED = 20_000  # matters behind the numbers of a sheet; a county's are asked for alone
ON_PAPER = (757.0, 380.0)  # points: as wide as the page, as high as is left under the headings


@dataclass(frozen=True)
class ReportSheet:
    """The month report of a month, quarter or year, its figures by place, department and category.

    of: a dimension and the one value of it that the report and its charts are of; "" for everything.
    """

    period: str
    by: tuple[str, ...] = ()  # none: those that fit the office
    charts: bool = True
    of: tuple[str, str] = ("", "")


@dataclass(frozen=True)
class FiguresSheet:
    """The table of figures by one dimension over some months."""

    by: str
    first: str
    last: str


@dataclass(frozen=True)
class RankingSheet:
    """Places or departments by a rate, as table and as bars."""

    by: str
    rate: str
    first: str
    last: str


@dataclass(frozen=True)
class PictureSheet:
    """One of the charts, its table before it."""

    name: str
    over: Over


Sheet = ReportSheet | FiguresSheet | RankingSheet | PictureSheet


def _definition(name: str, size: float = 10.5) -> LedgerDefinition:
    return LedgerDefinition(
        name=name,
        title=name,
        source="matter",
        layout="statistics",
        editions=("inner",),
        row_height=7.6,
        text_size=size,
        signatures=tuple(SUPERVISION["signatures"].split("、")),
    )


def _with_ids(desk: Desk, traced: Traced) -> Table:
    """The table with the matters behind its numbers, as long as the sheet stays small enough."""
    rows = len(traced.table.values)
    numbers = [(row, at) for row, at in traced.behind if row < rows]
    counted = (traced.table.values[row][at] for row, at in numbers)
    if sum(each for each in counted if isinstance(each, int)) > _MOST_TRACED:
        return traced.table
    found: Mapping[tuple[int, int], Trace] = traced.behind
    return replace(traced.table, traces={place: tuple(ids_behind(desk, found[place])) for place in numbers})


def _usual(desk: Desk) -> tuple[str, ...]:
    """By what the month report goes on after the whole."""
    places = [each for each in dimensions(desk) if each in (TOWNSHIP, "village")]
    return (*places, "organization", "category")


def content_of(
    desk: Desk, period: str, by: Sequence[str] = (), charts: bool = False, of: tuple[str, str] = ("", "")
) -> Content:
    """What the month report says; as ReportSheet. Raises LedgerProblem: not_a_period, not_of_months."""
    chosen = parse_period(period)
    first, last = months_of(period)
    over = Over(first, last, *of)
    sections: list[Section] = [_with_ids(desk, report_table(desk, last, *of))]
    for at, each in enumerate(() if over.by else by or _usual(desk), 1):
        table = _with_ids(desk, figures_table(desk, each, first, last))
        number = SUPERVISION["numbers"][at]
        label = SUPERVISION["section"].format(number=number, label=table.label)
        sections.append(replace(table, label=label))
    if charts:
        sections += [Plate(picture(desk, name, over, ON_PAPER).chart) for name in PICTURES]
    title = SUPERVISION["title"].format(office=place_of(desk, over), period=chosen.label)
    return _content(desk, _definition(SUPERVISION["name"], 9.0), chosen, title, sections)


def _content(
    desk: Desk, definition: LedgerDefinition, period: Period, title: str, sections: Sequence[Section]
) -> Content:
    filled = word("filled", day=day_text(desk.today()))
    info = (word("office", office=desk.office.name), filled, word("unit", unit=SUPERVISION["unit"]))
    columns = next((each.columns for each in sections if isinstance(each, Table)), ())
    return Content(replace(definition, columns=columns), period, title, info, tuple(sections))


def _span(first: str, last: str) -> Period:
    begin, end = parse_period(first), parse_period(last)
    return Period(
        begin.first, end.last, span_label(first, last), first if first == last else f"{first}..{last}"
    )


def _figures_content(desk: Desk, sheet: FiguresSheet) -> Content:
    traced = figures_table(desk, sheet.by, sheet.first, sheet.last)
    facts = {"by": SUPERVISION[f"by_{sheet.by}"], "period": span_label(sheet.first, sheet.last)}
    title = SUPERVISION["table_title"].format(office=desk.office.name, **facts)
    definition = _definition(name_of(sheet), 9.0)
    table = replace(_with_ids(desk, traced), label="")
    return _content(desk, definition, _span(sheet.first, sheet.last), title, [table])


def _ranking_content(desk: Desk, sheet: RankingSheet) -> Content:
    over = Over(sheet.first, sheet.last)
    found = ranking_picture(desk, sheet.by, sheet.rate, over, ON_PAPER)
    facts = {
        "by": SUPERVISION[f"by_{sheet.by}"], "rate": SUPERVISION[f"rate_{sheet.rate}"],
        "period": span_label(sheet.first, sheet.last),
    }  # fmt: skip
    title = SUPERVISION["ranking_title"].format(office=desk.office.name, **facts)
    sections: list[Section] = [_with_ids(desk, found.traced), Plate(found.chart)]
    return _content(
        desk, _definition(name_of(sheet)), _span(sheet.first, sheet.last), title,
        sections,
    )  # fmt: skip


def _picture_content(desk: Desk, sheet: PictureSheet) -> Content:
    found = picture(desk, sheet.name, sheet.over, ON_PAPER)
    table = replace(_with_ids(desk, found.traced), label="")
    name, period = name_of(sheet), span_label(sheet.over.first, sheet.over.last)
    title = SUPERVISION["picture_title"].format(office=desk.office.name, name=name, period=period)
    span = _span(sheet.over.first, sheet.over.last)
    return _content(desk, _definition(name), span, title, [table, Plate(found.chart)])


def name_of(sheet: Sheet) -> str:
    """How the sheet is called, in a file's name and in the audit log."""
    if isinstance(sheet, ReportSheet):
        return SUPERVISION["name"]
    if isinstance(sheet, PictureSheet):
        return SUPERVISION[f"picture_{sheet.name}"]
    by = SUPERVISION[f"by_{sheet.by}"]
    if isinstance(sheet, FiguresSheet):
        return SUPERVISION["table_name"].format(by=by)
    return SUPERVISION["ranking_name"].format(by=by, rate=SUPERVISION[f"rate_{sheet.rate}"])


def span_of(sheet: Sheet) -> str:
    """The months of the sheet, as a file's name and the audit log have them."""
    if isinstance(sheet, ReportSheet):
        return parse_period(sheet.period).code
    over = sheet.over if isinstance(sheet, PictureSheet) else Over(sheet.first, sheet.last)
    return _span(over.first, over.last).code


def months_of(period: str) -> tuple[str, str]:
    """The first and the last month of a period. Raises LedgerProblem: not_a_period, not_of_months."""
    chosen = parse_period(period)
    if "W" in chosen.code or ".." in chosen.code:
        raise LedgerProblem("not_of_months", period=chosen.label)
    return f"{chosen.first:%Y-%m}", f"{chosen.last:%Y-%m}"


def _model(desk: Desk, sheet: Sheet) -> PageModel:
    if isinstance(sheet, ReportSheet):
        content = content_of(desk, sheet.period, sheet.by, sheet.charts, sheet.of)
    elif isinstance(sheet, FiguresSheet):
        content = _figures_content(desk, sheet)
    elif isinstance(sheet, PictureSheet):
        content = _picture_content(desk, sheet)
    else:
        content = _ranking_content(desk, sheet)
    return lay_out(content, typefaces(system_folders()))


def preview_sheet(desk: Desk, sheet: Sheet) -> Preview:
    """The sheet as PDF. Raises LedgerProblem as `content_of` does."""
    try:
        model = _model(desk, sheet)
        return Preview(draw_pdf(model), len(model.pages), model.warnings, ())
    finally:
        release_faces()


def write_sheet(desk: Desk, sheet: Sheet, path: Path, disk: Disk = REAL_DISK) -> Written:
    """Write the sheet to `path`, .pdf or .xlsx; noted in the audit log.

    Raises LedgerProblem: unknown_file_type, what `content_of` and `write_file` raise.
    """
    write = WRITERS.get(path.suffix.lower())
    if write is None:
        raise LedgerProblem("unknown_file_type", suffix=path.suffix)
    try:
        model = _model(desk, sheet)
        contents = write(model)
    finally:
        release_faces()
    made = model.content
    note(desk, SAVED, made.definition, made.period.code, "inner", 0, path.suffix.lower()[1:])
    write_file(path, contents, disk)
    return Written(path, len(model.pages), model.warnings, ())


def note_printed(desk: Desk, sheet: Sheet) -> None:
    """Into the audit log: the sheet went onto paper."""
    note(desk, PRINTED, _definition(name_of(sheet)), span_of(sheet), "inner", 0, "paper")


def save_preview(desk: Desk, sheet: Sheet, made: Preview, path: Path, disk: Disk = REAL_DISK) -> Path:
    """Write the very bytes of a preview; noted in the audit log. Raises what `write_file` raises."""
    note(desk, SAVED, _definition(name_of(sheet)), span_of(sheet), "inner", 0, "pdf")
    write_file(path, made.pdf, disk)
    return path


def preview_figures(desk: Desk, period: str) -> Preview:
    """The month report as PDF. Raises LedgerProblem as `content_of` does."""
    return preview_sheet(desk, ReportSheet(period))


def print_figures(desk: Desk, period: str, path: Path, disk: Disk = REAL_DISK) -> Written:
    """Write the month report to `path`, .pdf or .xlsx. Raises LedgerProblem as `write_sheet` does."""
    return write_sheet(desk, ReportSheet(period), path, disk)
