"""Supervision on paper: the month report, and the figures by village, department and kind, with rates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from app import records
from app.desk import Desk
from app.ledgers.contents import Content, Table
from app.ledgers.definitions import Column, LedgerDefinition
from app.ledgers.files import REAL_DISK, Disk, write_file
from app.ledgers.fonts import release_faces, system_folders, typefaces
from app.ledgers.page_model import PageModel
from app.ledgers.paging import lay_out
from app.ledgers.pdf import draw_pdf
from app.ledgers.periods import day_text, parse_period
from app.ledgers.printing import WRITERS, Preview, Written
from app.ledgers.problems import LedgerProblem
from app.ledgers.reading import Value
from app.ledgers.taking_out import SAVED, note
from app.ledgers.text import SUPERVISION, word
from app.matters import supervision
from app.matters.supervision import Figures, Rate, Trace, figures, ids_behind, month_report

_CODES = {"category": "matter_category", "kind": "matter_kind", "channel": "channel"}
_KINDS = {"village": "organization", "organization": "organization", "responsible": "person"}
_COUNTED = ("opened", "direct", "escalated", "done", "closed", "due", "on_time", "late", "overdue")
_MOST_TRACED = 20_000  # matters behind a number that a sheet carries along; a county's are asked for alone


def names_of(desk: Desk, by: str, values: Iterable[str]) -> dict[str, str]:
    """Value → how it is called on a sheet, "未填写" for none."""
    wanted = list(values)
    if by in _CODES:
        named = {value: desk.codes.label(_CODES[by], value) for value in wanted}
    else:
        found = records.by_ids(desk, _KINDS[by], [value for value in wanted if value])
        named = {value: str(found[value]["name"] or "") if value in found else "" for value in wanted}
    return {value: name or SUPERVISION["nothing"] for value, name in named.items()}


def _definition() -> LedgerDefinition:
    return LedgerDefinition(
        name=SUPERVISION["name"],
        title=SUPERVISION["name"],
        source="matter",
        layout="statistics",
        columns=_report_columns(),
        editions=("inner",),
        row_height=7.6,
        signatures=tuple(SUPERVISION["signatures"].split("、")),
    )


def _report_columns() -> tuple[Column, ...]:
    labels = SUPERVISION["report_columns"].split("、")
    widths = (14.0, 110.0, 20.0, 40.0, 40.0, 40.0)
    return tuple(
        Column(label, "$blank", width, "left" if at == 1 else "right" if at > 2 else "center")
        for at, (label, width) in enumerate(zip(labels, widths, strict=True))
    )


def _report(desk: Desk, month: str) -> Table:
    texts: list[tuple[str, ...]] = []
    values: list[tuple[Value, ...]] = []
    traces: dict[tuple[int, int], tuple[str, ...]] = {}
    lines = month_report(desk, month)
    for row, line in enumerate(lines):
        numbers = (line.month, line.cumulative, line.carried)
        shown = [each.number if each else None for each in numbers]
        written = ("" if each is None else str(each) for each in shown)
        texts.append((str(row + 1), line.label, SUPERVISION["unit"], *written))
        values.append((row + 1, line.label, SUPERVISION["unit"], *shown))
        for at, each in enumerate(numbers, 3):
            if each is not None and each.number <= _MOST_TRACED:
                traces[row, at] = tuple(ids_behind(desk, each.trace))
    names = [line.label for line in lines]
    return Table(
        _report_columns(), texts, values, [""] * len(lines), names, SUPERVISION["report"], traces=traces
    )


def _table(desk: Desk, by: str, first: str, last: str) -> Table:
    """The figures of each value, and of all together, as one table; most collected first."""
    found = figures(desk, first, last, by)
    names = names_of(desk, by, found)
    ordered = sorted(found, key=lambda value: (-found[value]["opened"], names[value]))
    whole = figures(desk, first, last).get("", Figures({}))
    rates = tuple(supervision.RATES)
    columns = (
        Column(SUPERVISION[by], "$blank", 42.0),
        *(Column(SUPERVISION[f"column_{name}"], "$blank", 17.5, "right") for name in _COUNTED),
        *(Column(supervision.RATES[name], "$blank", 17.0, "right") for name in rates),
    )
    rows = [_row(names[value], found[value], rates) for value in ordered]
    total = _row(word("total"), whole, rates)
    return Table(
        columns,
        [tuple(_text(each) for each in row) for row in rows],
        rows,
        [""] * len(rows),
        [names[value] for value in ordered],
        SUPERVISION[f"by_{by}"],
        totals=tuple(_text(each) for each in total),
        total_values=total,
        traces=_traces(desk, found, ordered, Trace("", first, last, by)),
    )


def _traces(
    desk: Desk, found: Mapping[str, Figures], ordered: Sequence[str], over: Trace
) -> dict[tuple[int, int], tuple[str, ...]]:
    """Row and column → the matters behind the number, as long as the sheet stays small enough."""
    if sum(found[value]["opened"] for value in ordered) > _MOST_TRACED:
        return {}
    return {
        (row, at): tuple(
            ids_behind(desk, Trace(measure, over.first, over.last, over.by, value))
        )
        for row, value in enumerate(ordered)
        for at, measure in enumerate(_COUNTED, 1)
        if found[value][measure]
    }  # fmt: skip


def _row(name: str, one: Figures, rates: Sequence[str]) -> tuple[Value, ...]:
    return (name, *(one[measure] for measure in _COUNTED), *(_percent(getattr(one, each)) for each in rates))


def _percent(rate: Rate) -> str:
    return "—" if rate.percent is None else f"{rate.percent:g}%"


def _text(value: Value) -> str:
    return "" if value is None else str(value)


def content_of(
    desk: Desk, period: str, by: Sequence[str] = ("village", "organization", "category")
) -> Content:
    """What the sheet of a month or a year says. Raises LedgerProblem: not_a_period, not_of_months."""
    chosen = parse_period(period)
    first, last = months_of(period)
    sections = [_report(desk, last), *(_table(desk, each, first, last) for each in by)]
    title = SUPERVISION["title"].format(office=desk.office.name, period=chosen.label)
    filled = word("filled", day=day_text(desk.today()))
    info = (word("office", office=desk.office.name), filled, word("unit", unit=SUPERVISION["unit"]))
    return Content(_definition(), chosen, title, info, tuple(sections))


def months_of(period: str) -> tuple[str, str]:
    """The first and the last month of a period. Raises LedgerProblem: not_a_period, not_of_months."""
    chosen = parse_period(period)
    if "W" in chosen.code or ".." in chosen.code:
        raise LedgerProblem("not_of_months", period=chosen.label)
    return f"{chosen.first:%Y-%m}", f"{chosen.last:%Y-%m}"


def _model(desk: Desk, period: str) -> PageModel:
    return lay_out(content_of(desk, period), typefaces(system_folders()))


def preview_figures(desk: Desk, period: str) -> Preview:
    """The sheet as PDF. Raises LedgerProblem as `content_of` does."""
    try:
        model = _model(desk, period)
        return Preview(draw_pdf(model), len(model.pages), model.warnings, ())
    finally:
        release_faces()


def print_figures(desk: Desk, period: str, path: Path, disk: Disk = REAL_DISK) -> Written:
    """Write the sheet to `path`, .pdf or .xlsx; noted in the audit log.

    Raises LedgerProblem: unknown_file_type, what `content_of` and `write_file` raise.
    """
    write = WRITERS.get(path.suffix.lower())
    if write is None:
        raise LedgerProblem("unknown_file_type", suffix=path.suffix)
    try:
        model = _model(desk, period)
        contents = write(model)
    finally:
        release_faces()
    made = model.content
    note(desk, SAVED, made.definition, made.period.code, "inner", 0, path.suffix.lower()[1:])
    write_file(path, contents, disk)
    return Written(path, len(model.pages), model.warnings, ())
