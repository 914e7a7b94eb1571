"""What the place 台账 reads and makes on the database worker."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from app import records
from app.desk import Desk
from app.kinds import KINDS, FieldType
from app.ledgers import printing
from app.ledgers.definitions import Condition, LedgerDefinition
from app.ledgers.fonts import release_faces
from app.ledgers.formulas import FORMULAS
from app.ledgers.pdf import draw_pdf
from app.ledgers.periods import Period, parse_period
from app.ledgers.printing import Step, model_of, print_ledger, print_month
from app.ledgers.reading import Reading
from app.ledgers.selecting import filled, for_period, meets, select
from app.ledgers.sources import DeskSource
from app.ledgers.taking_out import PRINTED, note
from app.records import Query, Where

ALL = "all"  # the period from the first record until today
LOOKED_AT = 200  # records tried when looking for the nearest month
STEPS = 3

Progress = Callable[[int, int], None]
Stopped = Callable[[], bool]


@dataclass(frozen=True)
class Request:
    """Which ledger, of which period ("2026-11", "2026-Q4", "2026" or ALL), how, and whose."""

    definition: LedgerDefinition
    period: str
    edition: str = "inner"
    unmask: bool = False
    holder: str = ""  # id of a person; "": everybody's

    @property
    def narrowed(self) -> LedgerDefinition:
        """The definition with the holder among its conditions."""
        path = holder_path(self.definition)
        if not self.holder or not path:
            return self.definition
        holds_many = KINDS[self.definition.source].field(path).type is FieldType.REFERENCES
        own = Condition(path, "has" if holds_many else "=", self.holder)
        return replace(self.definition, where=(*self.definition.where, own))


@dataclass(frozen=True)
class Made:
    """A ledger as it is printed. `period`: the code it was made for; `nearest`: a month that has
    records, "" for none, only when this one is empty; `holders`: (id, name) of whose there are."""

    request: Request
    period: Period
    pdf: bytes
    pages: int
    warnings: tuple[str, ...]
    is_empty: bool = False
    nearest: Period | None = None
    holders: tuple[tuple[str, str], ...] = ()
    rows: int = 0


def holder_path(definition: LedgerDefinition) -> str:
    """The path of the person whose book or diary a ledger is; "" when it is nobody's own."""
    if definition.layout == "book":
        return definition.group if KINDS[definition.source].has(definition.group) else ""
    return "visitors" if definition.layout == "pages" and definition.source == "visit" else ""


def date_path(definition: LedgerDefinition) -> str:
    """The path of the day that the period speaks of; "" for a roll without one."""
    return definition.date or KINDS[definition.source].date_field


def period_of(desk: Desk, request: Request) -> Period:
    """The days that the request means. Raises LedgerProblem("not_a_period")."""
    if request.period != ALL:
        return parse_period(request.period)
    path, today = date_path(request.definition), desk.today()
    query = Query(request.definition.source, where=(Where(path, "not_empty", None),), limit=1)
    first = records.find(desk, replace(query, order=(path,)))
    last = records.find(desk, replace(query, order=(f"-{path}",)))
    days = [today.isoformat(), *(_whole_day(each[path]) for each in (*first, *last))]
    return parse_period(f"{min(days)}..{max(days)}")


def _whole_day(text: str) -> str:
    return f"{text}-01-01"[:10] if len(text) == 4 else f"{text}-01"[:10]


def make(desk: Desk, request: Request, progress: Progress, stop: Stopped) -> Made | None:
    """The pages of the ledger; None when stopped. Raises LedgerProblem as `model_of` does."""
    period = period_of(desk, request)
    definition = request.narrowed
    holders = holders_of(desk, request.definition, period)
    progress(1, STEPS)
    if stop():
        return None
    try:
        model = model_of(desk, definition, period.code, request.edition, request.unmask)
        progress(2, STEPS)
        if stop():
            return None
        pdf = draw_pdf(model)
    finally:
        release_faces()
    is_empty = definition.layout != "statistics" and not model.content.ids
    nearest = nearest_month(desk, definition, period) if is_empty else None
    progress(STEPS, STEPS)
    rows, pages = len(model.content.ids), len(model.pages)
    return Made(request, period, pdf, pages, model.warnings, is_empty, nearest, holders, rows)


def holders_of(desk: Desk, definition: LedgerDefinition, period: Period) -> tuple[tuple[str, str], ...]:
    """(id, name) of everybody who has a book or diary in the period, by name."""
    path = holder_path(definition)
    if not path:
        return ()
    reading = Reading(DeskSource(desk), period, FORMULAS)
    how = for_period(definition.source, definition.period, definition.date, period)
    found = select(reading, definition.source, (*how, *definition.where))
    ids = {each.id for group in reading.follow(found, path) for each in group}
    people = reading.by_ids("person", ids)
    named = [(each, str(people[each]["name"])) for each in ids if each in people]
    return tuple(sorted(named, key=lambda each: (each[1], each[0])))


def nearest_month(desk: Desk, definition: LedgerDefinition, period: Period) -> Period | None:
    """The month with records that lies nearest before the period, else after it."""
    path = date_path(definition)
    if not path or not KINDS[definition.source].has(path):
        return None
    for op, edge, order in (("<", period.first, f"-{path}"), (">", period.last, path)):
        day = _first_day(desk, definition, Condition(path, op, edge.isoformat()), (order,), period)
        if day:
            return parse_period(_whole_day(day)[:7])
    return None


def _first_day(
    desk: Desk, definition: LedgerDefinition, edge: Condition, order: tuple[str, ...], period: Period
) -> str:
    kind = KINDS[definition.source]
    conditions = [filled(each, period) for each in definition.where]
    plain = [each for each in conditions if each.path == "id" or kind.has(each.path)]
    where = tuple(Where(each.path, each.op, each.value) for each in (*plain, edge))
    found = records.find(desk, Query(kind.name, where=where, order=order, limit=LOOKED_AT))
    reading = Reading(DeskSource(desk), period, FORMULAS)
    for each in (each for each in conditions if each not in plain):
        raw = reading.cells(found, each.path).raw
        found = [record for record, value in zip(found, raw, strict=True) if meets(value, each)]
    return str(found[0][edge.path]) if found else ""


def save_pdf(desk: Desk, made: Made, path: Path) -> Path:
    """Write the very bytes that are shown. Raises LedgerProblem as `printing.save_pdf` does."""
    request, code = made.request, made.period.code
    return printing.save_pdf(desk, request.definition, code, request.edition, made.rows, made.pdf, path)


def save_workbook(desk: Desk, made: Made, path: Path) -> Path:
    """Write the same ledger as .xlsx. Raises LedgerProblem as `print_ledger` does."""
    request = made.request
    print_ledger(desk, request.narrowed, made.period.code, path, request.edition, request.unmask)
    return path


def note_printed(desk: Desk, made: Made) -> None:
    """Into the audit log: which ledger of which period went onto paper; nothing of what is in it."""
    request = made.request
    note(desk, PRINTED, request.definition, made.period.code, request.edition, made.rows, "paper")


def write_month(
    desk: Desk, period: str, folder: Path, progress: Progress, stop: Stopped
) -> tuple[list[Path], tuple[str, ...]]:
    """The month's set as files, and the warnings. Raises LedgerProblem as `print_month` does."""
    warnings: list[str] = []

    def told(step: Step) -> bool:
        warnings.extend(step.warnings)
        progress(step.done, step.total)
        return not stop()

    return print_month(desk, period, folder, told), tuple(warnings)


def month_after(code: str, steps: int) -> str:
    """The period of the same length so many steps later: 2026-11 → 2026-12, 2026-Q4 → 2027-Q1."""
    if "Q" in code:
        year, _, quarter = code.partition("-Q")
        number = int(year) * 4 + int(quarter) - 1 + steps
        return f"{number // 4:04d}-Q{number % 4 + 1}"
    if len(code) == 4:
        return f"{int(code) + steps:04d}"
    number = int(code[:4]) * 12 + int(code[5:7]) - 1 + steps
    return f"{number // 12:04d}-{number % 12 + 1:02d}"


def period_at(unit: str, day: datetime.date) -> str:
    """The month, quarter or year that the day lies in; ALL for "all"."""
    if unit == "all":
        return ALL
    if unit == "year":
        return f"{day.year:04d}"
    if unit == "quarter":
        return f"{day.year:04d}-Q{(day.month + 2) // 3}"
    return f"{day.year:04d}-{day.month:02d}"
