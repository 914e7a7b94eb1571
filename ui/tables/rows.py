"""What a list shows: columns, and rows of finished text made on the database worker."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from app import records
from app.desk import Desk
from app.kinds import KINDS, Field, FieldType
from app.records import Query, Record
from app.unmasking import seen
from ui.fields.amounts import shown_money, shown_number

Names = Mapping[str, str]
Text = Callable[[Desk, Record, Names], str]


@dataclass(frozen=True)
class Column:
    """One column. `field` gives its text (code labels, names of references, 元) and its sorting.

    `text(desk, record, names)` replaces the field's own text; it runs on the worker, `names` are
    the titles of all records referred to. `width` in pixels; 0 takes the rest, and `least` of it before
    the last columns are left out. `label` "" is the field's own. `is_number` aligns right.
    """

    field: str = ""
    label: str = ""
    width: int = 120
    text: Text | None = None
    is_number: bool = False
    is_sortable: bool = True
    least: int = 84


@dataclass(frozen=True)
class Row:
    """One line of a list, ready to paint."""

    id: str
    cells: tuple[str, ...]
    kind: str = ""
    is_quiet: bool = False  # shown in quiet ink: ended, moved away
    tips: tuple[str, ...] = field(default=())
    inks: tuple[str, ...] = field(default=())  # per cell a colour of the theme that says again what it says


def chosen(row: Row, cells: Sequence[int]) -> Row:
    """The row with only these of its cells, in this order."""
    inks = tuple(row.inks[at] for at in cells) if row.inks else ()
    return replace(row, cells=tuple(row.cells[at] for at in cells), inks=inks)


def rows_of(desk: Desk, found: Sequence[Record], columns: Sequence[Column]) -> list[Row]:
    """The records as rows; one query per kind referred to, not one per row."""
    names = _names(desk, found, columns)
    return [
        Row(each.id, tuple(_text(desk, each, column, names) for column in columns), each.kind)
        for each in found
    ]


def list_source(columns: Sequence[Column]) -> Callable[[Desk, Query], list[Row]]:
    """The usual `rows(desk, query)` of a list: find, then show these columns."""
    return lambda desk, query: rows_of(desk, records.find(desk, query), columns)


def _names(desk: Desk, found: Sequence[Record], columns: Sequence[Column]) -> Names:
    wanted: dict[str, set[str]] = {}
    for kind, column in {(each.kind, column.field) for each in found for column in columns if column.field}:
        spec = KINDS[kind].field(column)
        if spec.type not in (FieldType.REFERENCE, FieldType.REFERENCES):
            continue
        for each in found:
            value = each.get(column) or ()
            ids = [value] if isinstance(value, str) else list(value)
            for target in spec.targets:
                wanted.setdefault(target, set()).update(ids)
    names: dict[str, str] = {}
    for target, asked in wanted.items():
        left = [id for id in asked if id not in names]
        for id, record in records.by_ids(desk, target, left).items():
            names[id] = records.title(desk, record)
    return names


def _text(desk: Desk, record: Record, column: Column, names: Names) -> str:
    if column.text is not None:
        return column.text(desk, record, names)
    spec = KINDS[record.kind].field(column.field)
    value = record.get(column.field)
    if value is None:
        return ""
    return seen(desk, record.kind, record.values, spec, _words(desk, spec, value, names))


def _words(desk: Desk, spec: Field, value: Any, names: Names) -> str:
    if spec.type is FieldType.CODE:
        return desk.codes.label(spec.codes, value)
    if spec.type is FieldType.MONEY:
        return shown_money(value)
    if spec.type is FieldType.NUMBER:
        return shown_number(value)
    if spec.type is FieldType.BOOLEAN:
        return "是" if value else "否"
    if spec.type is FieldType.REFERENCE:
        return names.get(value, "")
    if spec.type is FieldType.REFERENCES:
        return "、".join(names[each] for each in value if each in names)
    return " ".join(str(value).split())
