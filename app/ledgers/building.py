"""From a definition and the office's records to what the ledger says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from app.kinds import KINDS
from app.ledgers.contents import Content, Cover, Forms, Section, Table
from app.ledgers.definitions import Column, LedgerDefinition, Part
from app.ledgers.form_filling import filled_forms
from app.ledgers.formulas import FORMULAS
from app.ledgers.periods import Period, day_text
from app.ledgers.problems import LedgerProblem
from app.ledgers.publishing import refuse_personal
from app.ledgers.reading import Cells, Reading, Value
from app.ledgers.selecting import for_period, select
from app.ledgers.sources import Source
from app.ledgers.statistics import count_items
from app.ledgers.text import warning, word
from db.records import Record

NAME_LENGTH = 30  # characters of a record's name in a warning


def build(
    source: Source,
    definition: LedgerDefinition,
    period: Period,
    edition: str = "inner",
    unmask: bool = False,
    only_grown: bool = False,
) -> Content:
    """The ledger of that period; `only_grown`: `unmask` shows no numbers of anybody under 14.

    Raises LedgerProblem: no_public_edition, personal_number_in_public.
    """
    public = edition == "public"
    if edition not in definition.editions:
        raise LedgerProblem("no_public_edition", name=definition.name)
    shown = {"id_number", "phone"} if unmask else set()
    if definition.whole_phones and definition.layout == "cards":
        shown.add("phone")
    lifted = frozenset() if public else frozenset(shown)
    reading = Reading(source, period, FORMULAS, public, lifted, only_grown)
    sections = _sections(reading, definition)
    if public:
        refuse_personal(reading, definition, sections)
    warnings: tuple[str, ...] = ()
    if all(_empty(section) for section in sections):
        warnings = (warning("nothing_in_period", name=definition.name, period=period.label),)
    title, info = _title(reading, definition), _info(reading, definition)
    return Content(definition, period, title, info, sections, public, warnings)


def _empty(section: Section) -> bool:
    return not (section.texts if isinstance(section, Table) else isinstance(section, Forms) and section.forms)


def _title(reading: Reading, definition: LedgerDefinition) -> str:
    facts = {
        "office": reading.source.office_name,
        "period": reading.period.label,
        "day": day_text(reading.period.last),
        "year": str(reading.period.last.year),
    }
    text = definition.title
    for name, value in facts.items():
        text = text.replace("{" + name + "}", value)
    return text + (word("public") if reading.public else "")


def _info(reading: Reading, definition: LedgerDefinition) -> tuple[str, str, str]:
    if definition.info:
        facts = (("{office}", reading.source.office_name), ("{today}", day_text(reading.source.today)))
        lines = [*definition.info, "", ""][:3]
        for fact, value in facts:
            lines = [line.replace(fact, value) for line in lines]
        return lines[0], lines[1], lines[2]
    office = word("office", office=reading.source.office_name)
    filled = word("filled", day=day_text(reading.source.today))
    right = word("unit", unit=definition.unit) if definition.unit else definition.note
    return (office, filled, right) if right else (office, "", filled)


def _sections(reading: Reading, definition: LedgerDefinition) -> tuple[Section, ...]:
    if definition.layout == "statistics":
        return (count_items(reading, definition),)
    if definition.layout == "table":
        parts = definition.parts or (Part(""),)
        return tuple(_table(reading, definition, part, _records(reading, definition, part)) for part in parts)
    records = _records(reading, definition, Part(""))
    if definition.layout == "book":
        return tuple(_books(reading, definition, records))
    return (_forms(reading, definition, records),)


def _records(reading: Reading, definition: LedgerDefinition, part: Part) -> list[Record]:
    how = part.period or definition.period
    conditions = for_period(definition.source, how, definition.date, reading.period)
    conditions = (*conditions, *definition.where, *part.where)
    found = select(reading, definition.source, conditions, definition.order, how == "active")
    if not definition.distinct:
        return found
    firsts: dict[object, Record] = {}
    for record, value in zip(found, reading.cells(found, definition.distinct).raw, strict=True):
        firsts.setdefault(value, record)
    return list(firsts.values())


def _columns(reading: Reading, definition: LedgerDefinition) -> tuple[Column, ...]:
    if not reading.public:
        return definition.columns
    kinds = (definition.source,)
    return tuple(
        column for column in definition.columns if column.public and reading.publishable(kinds, column.path)
    )


def _table(reading: Reading, definition: LedgerDefinition, part: Part, records: list[Record]) -> Table:
    columns = _columns(reading, definition)
    cells = [reading.cells(records, column.path) for column in columns]
    groups = reading.cells(records, definition.group).raw if definition.group else None
    for position, column in enumerate(columns):
        if column.path == "$index":
            cells[position] = _numbered(len(records), groups if column.merge else None)
    totals, total_values = _totals(columns, cells) if any(column.total for column in columns) else ((), ())
    return Table(
        columns,
        list(zip(*(each.texts for each in cells), strict=True)),
        list(zip(*(each.values for each in cells), strict=True)),
        [record.id for record in records],
        _names(reading, records),
        part.label,
        groups,
        totals,
        total_values,
    )


def _names(reading: Reading, records: list[Record]) -> list[str]:
    """How each record is called in a warning: by its day and the person, else by its title."""
    if not records:
        return []
    kind = KINDS[records[0].kind]
    # The clerk must find the record again: whole names, which are told and never printed.
    reading = replace(reading, public=False, kept={})
    if not (kind.has("person") and kind.has("household")):
        return [text[:NAME_LENGTH] for text in reading.cells(records, "$title").texts]
    days = reading.cells(records, kind.date_field).texts
    whom = reading.cells(records, "$subject").texts
    return [" ".join(filter(None, pair))[:NAME_LENGTH] for pair in zip(days, whom, strict=True)]


def _numbered(count: int, groups: Sequence[object] | None) -> Cells:
    """1, 2, 3 … by row, or by group where the cell is merged."""
    numbers: list[Value] = []
    for position in range(count):
        if groups and position and groups[position] == groups[position - 1] and groups[position] is not None:
            numbers.append(numbers[-1])
        else:
            numbers.append(int(numbers[-1]) + 1 if numbers and isinstance(numbers[-1], int) else 1)
    return Cells([str(number) for number in numbers], numbers, list(numbers))


def _totals(columns: Sequence[Column], cells: Sequence[Cells]) -> tuple[tuple[str, ...], tuple[Value, ...]]:
    """The 合计 row: sums under the columns that want one, the word under the first that does not."""
    texts = [""] * len(columns)
    values: list[Value] = [None] * len(columns)
    for position, (column, each) in enumerate(zip(columns, cells, strict=True)):
        if not column.total:
            continue
        numbers = [value for value in each.values if isinstance(value, int | float)]
        cents = round(sum(round(number * 100) for number in numbers))
        whole = all(isinstance(number, int) for number in numbers)
        values[position] = cents // 100 if whole else cents / 100
        texts[position] = f"{cents // 100}" if whole else f"{cents / 100:.2f}"
    first = next((at for at, column in enumerate(columns) if not column.total and column.path != "$index"), 0)
    texts[first], values[first] = word("total"), word("total")
    return tuple(texts), tuple(values)


def forms_of(
    source: Source, definition: LedgerDefinition, period: Period, records: list[Record], label: str
) -> Forms:
    """Pages of these very records as that ledger sets them, to stand among those of another ledger."""
    reading = Reading(source, period, FORMULAS)
    return replace(_forms(reading, definition, records, label), own=definition)


def _forms(reading: Reading, definition: LedgerDefinition, records: list[Record], label: str = "") -> Forms:
    forms = filled_forms(reading, definition, records, _names(reading, records))
    return Forms(forms, definition.layout == "cards", label)


def _books(reading: Reading, definition: LedgerDefinition, records: list[Record]) -> list[Section]:
    """One book per group: cover, list of contents (the columns), pages. Few pages stay loose leaves."""
    raw = reading.cells(records, definition.group).raw if definition.group else [None] * len(records)
    is_told = not reading.public or reading.publishable((definition.source,), definition.group)
    told = definition.group if definition.group and is_told else "$blank"
    names = reading.cells(records, told).texts
    order = sorted(range(len(records)), key=lambda at: (not names[at], names[at], str(raw[at])))
    sections: list[Section] = []
    for _, positions in groupby(order, key=lambda at: raw[at]):
        chosen = list(positions)
        holder = names[chosen[0]] or word("nobody")
        own = [records[at] for at in chosen]
        lines = (
            definition.name,
            word("book_holder", name=holder),
            word("book_period", period=reading.period.label),
            word("book_office", office=reading.source.office_name),
            word("book_count", count=len(own)),
        )
        if len(own) >= definition.bound_from:
            sections.append(Cover(lines))
            if definition.columns:
                sections.append(_table(reading, definition, Part(""), own))
        sections.append(_forms(reading, definition, own, holder))
    return sections
