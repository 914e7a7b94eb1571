"""What a ledger is: a frozen definition, read from TOML or from a record's JSON, and checked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import MISSING, asdict, dataclass, fields, replace
from typing import Any, TypeVar, get_type_hints

from app.kinds import KINDS
from app.ledgers.problems import LedgerProblem

LAYOUTS = ("table", "pages", "book", "cards", "statistics")
EDITIONS = ("inner", "public")
PERIODS = ("within", "until", "active", "none")
ALIGNMENTS = ("left", "center", "right")
OPERATORS = ("=", "!=", "<", "<=", ">", ">=", "in", "like", "empty", "not_empty")
PAGE_SIZES_MM = {"A4": (210.0, 297.0), "A3": (297.0, 420.0), "B5": (176.0, 250.0)}
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
    """A labelled field on a page. Widths in twelfths of the page; `label` "" takes no room."""

    path: str
    label: str = ""
    span: int = 12
    label_span: int = 2
    align: str = "left"


@dataclass(frozen=True)
class FormRow:
    """Cells side by side, together twelve twelfths. `grow`: takes its share of the room left."""

    cells: tuple[FormCell, ...]
    height: float = 10.0  # mm at least
    grow: int = 0


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
    note: str = ""
    row_height: float = 8.0
    blank_rows: int = 0
    fill_page: bool = False  # empty rows down to the foot of the last page
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
        raise LedgerProblem("bad_definition", name=name, what=f"{kind.__name__}: {raw!r}")
    hints = get_type_hints(kind)
    nested = _NESTED.get(kind.__name__, {})
    known = {each.name: each for each in fields(kind)}  # type: ignore[arg-type]
    values: dict[str, Any] = {}
    for key, value in raw.items():
        if key not in known:
            raise LedgerProblem("bad_definition", name=name, what=f"不认识“{key}”")
        if key in nested:
            if not isinstance(value, list | tuple):
                raise LedgerProblem("bad_definition", name=name, what=f"“{key}”应是一组")
            values[key] = tuple(_made(nested[key], each, name) for each in value)
        else:
            values[key] = _plain(value)
            if not _fits(values[key], hints[key]):
                raise LedgerProblem("bad_definition", name=name, what=f"“{key}”不能是 {value!r}")
    absent = [key for key, each in known.items() if each.default is MISSING and key not in values]
    if absent:
        raise LedgerProblem("bad_definition", name=name, what=f"缺“{'、'.join(absent)}”")
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
            yield f"“{key}”不能是“{value}”，可用的有：{'、'.join(allowed)}"
    for kind in {definition.source, *(item.source for item in definition.items if item.source)}:
        if kind not in KINDS:
            yield f"没有“{kind}”这种记录"
    if definition.layout in ("table", "statistics") and not definition.columns:
        yield "至少要有一栏"
    if definition.layout in ("pages", "book", "cards") and not definition.form:
        yield "至少要有一行"
    if any(not 3 <= column.width <= 400 for column in definition.columns):
        yield "栏宽要在 3 到 400 毫米之间"
    if not 5 <= definition.row_height <= 100 or not 6 <= definition.text_size <= 30:
        yield "行高或字号不合适"
    if any(not 4 <= row.height <= 150 or row.grow < 0 for row in definition.form):
        yield "每行高度要在 4 到 150 毫米之间"
    if not 0 <= definition.blank_rows <= 200:
        yield "空行最多 200 行"
    if any(sum(cell.span for cell in row.cells) != 12 for row in definition.form):
        yield "每行各格相加要等于 12"


def all_conditions(definition: LedgerDefinition) -> tuple[Condition, ...]:
    """Every condition in the definition, those of its lists and items too."""
    inner = [each for part in definition.parts for each in part.where]
    inner += [each for item in definition.items for each in item.where]
    return (*definition.where, *inner)


def with_name(definition: LedgerDefinition, name: str) -> LedgerDefinition:
    """A copy under another name that remembers what it was made from."""
    return replace(definition, name=name, based_on=definition.based_on or definition.name)


__all__ = [
    "Column",
    "Condition",
    "FormCell",
    "FormRow",
    "Item",
    "LedgerDefinition",
    "Part",
    "all_conditions",
    "asdict",
    "faults",
    "plain_definition",
    "read_definition",
    "with_name",
]
