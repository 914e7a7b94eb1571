"""What a ledger says, before it is laid out: titles, rows of texts and values, totals, pages' fields."""

from __future__ import annotations

from dataclasses import dataclass, field

from app.ledgers.charts import Chart
from app.ledgers.definitions import Column, FormCell, FormRow, LedgerDefinition
from app.ledgers.periods import Period
from app.ledgers.reading import Value


@dataclass(frozen=True)
class Table:
    """One list: `texts` and `values` by row; `groups` says which neighbours belong together.

    `traces`: per row and column the ids behind a counted number. `names`: how each row's record
    is called in a warning.
    """

    columns: tuple[Column, ...]
    texts: list[tuple[str, ...]]
    values: list[tuple[Value, ...]]
    ids: list[str]
    names: list[str]
    label: str = ""
    groups: list[object] | None = None
    totals: tuple[str, ...] = ()
    total_values: tuple[Value, ...] = ()
    traces: dict[tuple[int, int], tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class FormText:
    """One field on a page: the cell as defined, and what stands in it."""

    cell: FormCell
    text: str
    value: Value = None
    red: bool = False

    @property
    def is_heading(self) -> bool:
        """Whether it is the heading of a column of lines: all label."""
        return bool(self.cell.label) and self.cell.label_span == self.cell.span


@dataclass(frozen=True)
class Form:
    """One record on its page or pages."""

    id: str
    name: str
    rows: tuple[tuple[FormRow, tuple[FormText, ...]], ...]


@dataclass(frozen=True)
class Forms:
    """Pages, one record each; `cards`: many on a sheet.

    `own`: the ledger whose title and signatures these pages bear, where it is another than the content's.
    """

    forms: tuple[Form, ...]
    cards: bool = False
    label: str = ""
    own: LedgerDefinition | None = None


@dataclass(frozen=True)
class Cover:
    """The first page of a book: large lines under each other."""

    lines: tuple[str, ...]


@dataclass(frozen=True)
class Plate:
    """A chart on a page of its own; its numbers stand in a table elsewhere. A workbook leaves it out."""

    chart: Chart
    label: str = ""


Section = Table | Forms | Cover | Plate


@dataclass(frozen=True)
class Content:
    """One ledger, ready to be laid out. `info`: the line under the title, left, middle and right."""

    definition: LedgerDefinition
    period: Period
    title: str
    info: tuple[str, str, str]
    sections: tuple[Section, ...]
    public: bool = False
    warnings: tuple[str, ...] = ()

    @property
    def ids(self) -> tuple[str, ...]:
        """The records in it, in order, each once."""
        found: list[str] = []
        for section in self.sections:
            if isinstance(section, Table):
                found += section.ids
            elif isinstance(section, Forms):
                found += [form.id for form in section.forms]
        return tuple(dict.fromkeys(each for each in found if each))
