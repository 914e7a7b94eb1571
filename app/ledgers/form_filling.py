"""Filling the pages of records: each field its text, and rows that come once for every line of a list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from app.ledgers.contents import Form, FormText
from app.ledgers.definitions import FormCell, FormRow, LedgerDefinition
from app.ledgers.reading import Cells, Reading, kinds_led_to
from db.records import Record

Filled = tuple[FormRow, tuple[FormText, ...]]
HEADING_MM = 8.0


def filled_forms(
    reading: Reading, definition: LedgerDefinition, records: Sequence[Record], names: Sequence[str]
) -> tuple[Form, ...]:
    """A page for each record. `names`: how each is called in a warning."""
    kinds = (definition.source,)
    columns: list[list[list[Filled]]] = []
    for row in definition.form:
        led = kinds_led_to(reading.formulas, kinds, row.each) if row.each else kinds
        shown = [reading.publishable(led, cell.path) or not reading.public for cell in row.cells]
        columns.append(list(_lines(reading, row, records, shown) if row.each else
                            _plain(reading, row, records, shown)))  # fmt: skip
    return tuple(
        Form(record.id, names[at], tuple(each for column in columns for each in column[at]))
        for at, record in enumerate(records)
    )


def _texts(cells: Sequence[FormCell], columns: Sequence[Cells], at: int) -> tuple[FormText, ...]:
    return tuple(
        FormText(cell, each.texts[at], each.values[at], cell.red and bool(each.raw[at]))
        for cell, each in zip(cells, columns, strict=True)
    )


def _columns(reading: Reading, row: FormRow, records: Sequence[Record], shown: Sequence[bool]) -> list[Cells]:
    paths = [cell.path if is_shown else "$blank" for cell, is_shown in zip(row.cells, shown, strict=True)]
    return [reading.cells(records, path) for path in paths]


def _plain(
    reading: Reading, row: FormRow, records: Sequence[Record], shown: Sequence[bool]
) -> Iterator[list[Filled]]:
    columns = _columns(reading, row, records, shown)
    for at in range(len(records)):
        yield [(row, _texts(row.cells, columns, at))]


def _lines(
    reading: Reading, row: FormRow, records: Sequence[Record], shown: Sequence[bool]
) -> Iterator[list[Filled]]:
    """Under a heading one row for each record that `row.each` leads to."""
    groups = reading.lines(records, row.each)
    flat = [line for group in groups for line in group]
    columns = _columns(reading, row, flat, shown)
    heading = tuple(FormText(replace(cell, label_span=cell.span), "") for cell in row.cells)
    bare = [replace(cell, label="") for cell in row.cells]
    start = 0
    for group in groups:
        found: list[Filled] = [(replace(row, height=HEADING_MM, grow=0), heading)]
        for at in range(start, start + len(group)):
            texts = _texts(bare, columns, at)
            numbered = [
                replace(each, text=str(at - start + 1)) if each.cell.path == "$index" else each
                for each in texts
            ]
            found.append((row, tuple(numbered)))
        start += len(group)
        yield found
