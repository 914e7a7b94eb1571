"""What a ledger is: a frozen definition, read from TOML or from a record's JSON, and checked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import MISSING, dataclass, fields, replace
from typing import Any, TypeVar, get_type_hints

from app.kinds import KINDS
from app.ledgers.problems import LedgerProblem
from app.ledgers.text import fault

LAYOUTS = ("table", "pages", "book", "cards", "statistics")
EDITIONS = ("inner", "public")
PERIODS = ("within", "until", "active", "none")
ALIGNMENTS = ("left", "center", "right")
OPERATORS = ("=", "!=", "<", "<=", ">", ">=", "in", "like", "empty", "not_empty")
PAGE_SIZES_MM = {"A4": (210.0, 297.0), "A3": (297.0, 420.0), "B5": (176.0, 250.0)}
MOST_PARTS = 100  # columns, lists, rows of a form: what comes from elsewhere is limited
SIGNATURE_WIDTH_MM, SIGNATURE_ROW_MM = 25.0, 9.0  # domain B.2: 签领 columns and rows


@dataclass(frozen=True)
class Column:
    """One column. `path`: a field path like "household.head", or a formula like "$index"."""

    label: str
    path: str
    width: float = 25.0  # mm
    align: str = "left"
    total: bool = False
    merge: bool = False  # one cell for neighbouring rows of the same group
    public: bool = True  # False: never in the public edition
    over: str = ""  # a heading shared with the neighbours of the same word


@dataclass(frozen=True)
class Condition:
    """One condition on the records. `value` may be {start}, {end} or {year_start}: days of the period."""

    path: str
    op: str = "="
    value: Any = None


@dataclass(frozen=True)
class Part:
    """One list of a ledger in several lists; `where` comes on top of the ledger's own."""

    label: str
    where: tuple[Condition, ...] = ()
    period: str = ""  # as LedgerDefinition.period; "": the ledger's


@dataclass(frozen=True)
class FormCell:
    """A labelled field on a page. Widths in twelfths of the page; `label` "" takes no room.

    `red`: its words stand in red where the value is not empty, for what is late.
    """

    path: str
    label: str = ""
    span: int = 12
    label_span: int = 2
    align: str = "left"
    red: bool = False


@dataclass(frozen=True)
class FormRow:
    """Cells side by side, together twelve twelfths (or twenty-four halves of them).

    `grow`: takes its share of the room left. `each`: a path that leads to several records, such as
    "$called"; the row comes once for each of them, under a heading of its cells' labels.
    """

    cells: tuple[FormCell, ...]
    height: float = 10.0  # mm at least
    grow: int = 0
    each: str = ""

    @property
    def parts(self) -> int:
        """Into how many parts the page is divided in this row."""
        return 24 if sum(cell.span for cell in self.cells) > 12 else 12


@dataclass(frozen=True)
class Item:
    """One line of the monthly statistics: what is counted in the month and in the year so far."""

    label: str
    unit: str = ""
    source: str = ""
    where: tuple[Condition, ...] = ()
    date: str = ""  # path of the day that counts; "": as it stands at the end
    count: str = ""  # path whose different values are counted; "": records
    sum: str = ""  # path of the number that is added up
    sum_of: tuple[str, ...] = ()  # labels of earlier items that this one adds up
    level: int = 0


@dataclass(frozen=True)
class LedgerDefinition:
    """A ledger as the clerk may change it. Lengths in millimetres."""

    name: str
    title: str
    source: str
    layout: str = "table"
    columns: tuple[Column, ...] = ()
    where: tuple[Condition, ...] = ()
    order: tuple[str, ...] = ()
    period: str = "within"
    date: str = ""  # path of the day the period speaks of; "": the kind's date field
    distinct: str = ""  # path: of rows with the same value only the first is kept
    group: str = ""  # path whose value begins a new group of rows, or a new book
    parts: tuple[Part, ...] = ()
    form: tuple[FormRow, ...] = ()
    items: tuple[Item, ...] = ()
    editions: tuple[str, ...] = EDITIONS
    page: str = "A4"
    orientation: str = "landscape"
    unit: str = ""
    signatures: tuple[str, ...] = ()
    foot_lines: tuple[str, ...] = ()  # under a table, above the signatures: a line each to write on
    info: tuple[str, ...] = ()  # the line under the title, left, middle, right; else 填报单位, 填报日期
    note: str = ""
    row_height: float = 8.0
    blank_rows: int = 0
    fill_page: bool = False  # empty rows down to the foot of the last page
    bound_from: int = 1  # books only: fewer pages get no cover and no list of contents
    whole_phones: bool = False  # cards only: a card is for the two who hold it
    copies: tuple[str, ...] = ()  # what stands at the foot of each copy of a card
    text_size: float = 10.5  # 五号
    typeface: str = "body"
    monthly: bool = False  # belongs to "打印本月台账"
    position: int = 100
    based_on: str = ""


_Made = TypeVar("_Made")
_NESTED: dict[str, dict[str, type]] = {
    "LedgerDefinition": {
        "columns": Column,
        "where": Condition,
        "parts": Part,
        "form": FormRow,
        "items": Item,
    },
    "Part": {"where": Condition},
    "FormRow": {"cells": FormCell},
    "Item": {"where": Condition},
}


def _plain(value: Any) -> Any:
    return tuple(_plain(each) for each in value) if isinstance(value, list) else value


def _fits(value: object, hint: object) -> bool:
    if hint is Any:
        return True
    if hint is float:
        return isinstance(value, int | float) and not isinstance(value, bool)
    if hint in (int, str, bool):
        return type(value) is hint
    return isinstance(value, tuple) and all(isinstance(each, str) for each in value)


def _made(kind: type[_Made], raw: Any, name: str) -> _Made:
    """A frozen `kind` from plain data. Raises LedgerProblem("bad_definition")."""
    if not isinstance(raw, Mapping):
        raise LedgerProblem("bad_definition", name=name, what=fault("not_a_group", key=kind.__name__))
    hints = get_type_hints(kind)
    nested = _NESTED.get(kind.__name__, {})
    known = {each.name: each for each in fields(kind)}  # type: ignore[arg-type]
    values: dict[str, Any] = {}
    for key, value in raw.items():
        if key not in known:
            raise LedgerProblem("bad_definition", name=name, what=fault("unknown_key", key=key))
        if key in nested:
            if not isinstance(value, list | tuple):
                raise LedgerProblem("bad_definition", name=name, what=fault("not_a_group", key=key))
            values[key] = tuple(_made(nested[key], each, name) for each in value)
        else:
            values[key] = _plain(value)
            if not _fits(values[key], hints[key]):
                raise LedgerProblem(
                    "bad_definition", name=name, what=fault("wrong_value", key=key, value=repr(value)[:60])
                )
    absent = [key for key, each in known.items() if each.default is MISSING and key not in values]
    if absent:
        raise LedgerProblem("bad_definition", name=name, what=fault("absent", keys="、".join(absent)))
    return kind(**values)


def read_definition(raw: Mapping[str, Any]) -> LedgerDefinition:
    """The definition that plain data (TOML, JSON) holds. Raises LedgerProblem("bad_definition")."""
    definition = _made(LedgerDefinition, raw, str(raw.get("name", "?")) if isinstance(raw, Mapping) else "?")
    for what in faults(definition):
        raise LedgerProblem("bad_definition", name=definition.name, what=what)
    return definition


def plain_definition(definition: LedgerDefinition) -> dict[str, Any]:
    """The definition as plain data for a record; what stands at its default is left out."""
    return _without_defaults(definition)


def _without_defaults(made: Any) -> dict[str, Any]:
    kept: dict[str, Any] = {}
    for each in fields(made):
        value = getattr(made, each.name)
        if value == each.default:
            continue
        nested = _NESTED.get(type(made).__name__, {})
        kept[each.name] = [_without_defaults(part) for part in value] if each.name in nested else value
        if isinstance(kept[each.name], tuple):
            kept[each.name] = list(kept[each.name])
    return kept


def faults(definition: LedgerDefinition) -> Iterable[str]:
    """What is wrong with the definition, in the clerk's words."""
    chosen = (
        ("layout", definition.layout, LAYOUTS),
        ("period", definition.period, PERIODS),
        ("page", definition.page, tuple(PAGE_SIZES_MM)),
        ("orientation", definition.orientation, ("landscape", "portrait")),
        ("typeface", definition.typeface, ("body", "head", "kai")),
        *(("editions", each, EDITIONS) for each in definition.editions),
        *(("align", column.align, ALIGNMENTS) for column in definition.columns),
        *(("op", each.op, OPERATORS) for each in all_conditions(definition)),
    )
    for key, value, allowed in chosen:
        if value not in allowed:
            yield fault("not_allowed", key=key, value=value, allowed="、".join(allowed))
    counted = (item for item in definition.items if item.source or not item.sum_of)
    for kind in {definition.source, *(item.source for item in counted)}:
        if kind not in KINDS:
            yield fault("unknown_kind", kind=kind)
    if definition.layout in ("table", "statistics") and not definition.columns:
        yield fault("no_columns")
    if definition.layout in ("pages", "book", "cards") and not definition.form:
        yield fault("no_form")
    yield from _sizes(definition)
    for each in all_conditions(definition):
        if not _comparable(each):
            yield fault("wrong_value", key=each.path, value=repr(each.value)[:60])


def _comparable(condition: Condition) -> bool:
    """Whether the value is one that the operator can compare with."""
    value = condition.value
    if condition.op == "in":
        return isinstance(value, tuple) and all(isinstance(each, str | int | float) for each in value)
    if condition.op in ("empty", "not_empty"):
        return value is None
    return isinstance(value, str) or (condition.op != "like" and isinstance(value, int | float))


def _sizes(definition: LedgerDefinition) -> Iterable[str]:
    """What is too large, too small or too many."""
    cells = [cell for row in definition.form for cell in row.cells]
    counted = (definition.columns, definition.parts, definition.form, definition.items, definition.where)
    few = max(len(definition.copies), len(definition.foot_lines), len(definition.info))
    if max(map(len, counted)) > MOST_PARTS or len(cells) > MOST_PARTS or few > 4:
        yield fault("too_many", limit=MOST_PARTS)
    labelled = [cell for row in definition.form if not row.each for cell in row.cells if cell.label]
    narrow = any(not 0 < cell.label_span < cell.span for cell in labelled)
    if narrow or any(cell.span < 1 for cell in cells):
        yield fault("form_span")
    if any(not 3 <= column.width <= 400 for column in definition.columns):
        yield fault("column_width")
    if not 5 <= definition.row_height <= 100 or not 6 <= definition.text_size <= 30:
        yield fault("row_size")
    if any(not 4 <= row.height <= 150 or row.grow < 0 for row in definition.form):
        yield fault("form_height")
    if not 0 <= definition.blank_rows <= 200:
        yield fault("blank_rows")
    if any(sum(cell.span for cell in row.cells) not in (12, 24) for row in definition.form):
        yield fault("form_span")


def all_conditions(definition: LedgerDefinition) -> tuple[Condition, ...]:
    """Every condition in the definition, those of its lists and items too."""
    inner = [each for part in definition.parts for each in part.where]
    inner += [each for item in definition.items for each in item.where]
    return (*definition.where, *inner)


def with_name(definition: LedgerDefinition, name: str) -> LedgerDefinition:
    """A copy under another name that remembers what it was made from."""
    return replace(definition, name=name, based_on=definition.based_on or definition.name)
