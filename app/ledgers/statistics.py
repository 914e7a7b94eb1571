"""当月数 / 累计数: every number counted from records, with the ids behind it (domain B.1, D.3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.ledgers.contents import Table
from app.ledgers.definitions import Item, LedgerDefinition
from app.ledgers.periods import Period
from app.ledgers.reading import Reading, Value
from app.ledgers.selecting import select, within

COUNTED = ("$month", "$cumulative")


@dataclass(frozen=True)
class Figure:
    """One number and the records it was counted from."""

    number: int | float
    ids: tuple[str, ...]


@dataclass(frozen=True)
class Line:
    """One line of the statistics."""

    label: str
    unit: str
    month: Figure
    cumulative: Figure
    level: int = 0


def count_lines(reading: Reading, items: Sequence[Item]) -> list[Line]:
    """The lines for the items: in the period, and from 1 January to its end."""
    so_far = replace(reading.period, first=reading.period.year_start)
    lines: dict[str, Line] = {}
    for item in items:
        if item.sum_of:
            parts = [lines[label] for label in item.sum_of if label in lines]
            month, cumulative = (
                _added([getattr(p, each) for p in parts]) for each in ("month", "cumulative")
            )
        else:
            month = _figure(reading, item, reading.period)
            cumulative = _figure(reading, item, so_far) if item.date else month
        lines[item.label] = Line(item.label, item.unit, month, cumulative, item.level)
    return list(lines.values())


def _added(figures: Sequence[Figure]) -> Figure:
    ids = tuple(dict.fromkeys(identity for figure in figures for identity in figure.ids))
    return Figure(sum(figure.number for figure in figures), ids)


def _figure(reading: Reading, item: Item, period: Period) -> Figure:
    own = replace(reading, period=period) if period != reading.period else reading
    conditions = (*item.where, *(within(item.date, period) if item.date else ()))
    found = select(own, item.source, conditions)
    ids = tuple(record.id for record in found)
    if item.sum:
        values = [value for value in own.cells(found, item.sum).values if isinstance(value, int | float)]
        return Figure(round(sum(values), 2), ids)
    if item.count:
        different: set[str] = set()
        for value in own.cells(found, item.count).raw:
            different |= set(value) if isinstance(value, list) else {value} - {None}
        return Figure(len(different), ids)
    return Figure(len(ids), ids)


def _counted(reading: Reading, definition: LedgerDefinition) -> dict[str, list[Line]]:
    """The lines by the day that counts: "" for the items' own, "opened" for a column "$month:opened"."""
    paths = [column.path.partition(":") for column in definition.columns]
    dates = {date for _, _, named in paths if named for date in named.split("/")}
    if not dates or any(head in COUNTED and not named for head, _, named in paths):
        dates.add("")  # counted by the day that each item names
    return {
        date: count_lines(
            reading, [replace(item, date=date) if date and item.source else item for item in definition.items]
        )
        for date in sorted(dates)
    }


def count_items(reading: Reading, definition: LedgerDefinition) -> Table:
    """The statistics as a table: $index, $label, $unit, $month, $cumulative, $rate and $blank columns.

    "$month:opened" counts by that day whatever the item says; "$rate:$finished_on/opened" is how
    many of those counted by the second day in the year so far are also counted by the first.
    """
    counted = _counted(reading, definition)
    columns = definition.columns
    lines = next(iter(counted.values()))
    texts: list[tuple[str, ...]] = []
    values: list[tuple[Value, ...]] = []
    traces: dict[tuple[int, int], tuple[str, ...]] = {}
    for row, line in enumerate(lines):
        cells: list[tuple[str, Value]] = []
        for at, column in enumerate(columns):
            head, _, date = column.path.partition(":")
            if head == "$rate":
                done, _, all_ = date.partition("/")
                cells.append(_rate(counted[done][row].cumulative, counted[all_][row].cumulative))
                continue
            own = counted[date][row] if head in COUNTED else line
            cells.append(_cell(own, row, head))
            if head in COUNTED:
                traces[row, at] = own.month.ids if head == "$month" else own.cumulative.ids
        texts.append(tuple(text for text, _ in cells))
        values.append(tuple(value for _, value in cells))
    names = [line.label for line in lines]
    return Table(columns, texts, values, [""] * len(lines), names, traces=traces)


def _rate(part: Figure, whole: Figure) -> tuple[str, Value]:
    """How many of the whole are among the part, as 95.1%; a dash where nothing was to be done."""
    if not whole.ids:
        return "—", "—"
    text = f"{round(100 * len(set(part.ids) & set(whole.ids)) / len(whole.ids), 1):g}%"
    return text, text


def _cell(line: Line, row: int, path: str) -> tuple[str, Value]:
    if path == "$index":
        return str(row + 1), row + 1
    if path == "$label":
        label = "\u3000" * line.level + line.label
        return label, label
    if path == "$unit":
        return line.unit, line.unit
    if path in ("$month", "$cumulative"):
        number = (line.month if path == "$month" else line.cumulative).number
        return f"{number:.12g}", number
    return "", None
