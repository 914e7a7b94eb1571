"""Printing: one ledger, a month's set, or a few chosen records, as PDF or workbook."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from app.desk import Desk
from app.ledgers.building import build
from app.ledgers.catalogue import get_ledger, list_ledgers, shipped
from app.ledgers.definitions import Condition, LedgerDefinition
from app.ledgers.files import REAL_DISK, Disk, write_file
from app.ledgers.fonts import release_faces, system_folders, typefaces
from app.ledgers.formulas import FORMULAS
from app.ledgers.page_model import PageModel
from app.ledgers.paging import lay_out
from app.ledgers.pdf import draw_pdf
from app.ledgers.periods import parse_period
from app.ledgers.problems import LedgerProblem
from app.ledgers.reading import Reading
from app.ledgers.sources import DeskSource
from app.ledgers.statistics import Line, count_lines
from app.ledgers.taking_out import SAVED, allow_file, allow_sight, holds_sensitive, note
from app.ledgers.text import warning, word
from app.ledgers.xlsx import write_workbook
from app.rights import may

WRITERS: dict[str, Callable[[PageModel], bytes]] = {".pdf": draw_pdf, ".xlsx": write_workbook}
_UNSAFE = str.maketrans(dict.fromkeys('<>:"/\\|?*', "_"))


@dataclass(frozen=True)
class Written:
    """One file that was written. `warnings`: sentences for the clerk; `ids`: the records in it."""

    path: Path
    pages: int
    warnings: tuple[str, ...]
    ids: tuple[str, ...]


@dataclass(frozen=True)
class Preview:
    """What the window shows and sends to the printer: the very bytes of the PDF."""

    pdf: bytes
    pages: int
    warnings: tuple[str, ...]
    ids: tuple[str, ...]


@dataclass(frozen=True)
class Step:
    """How far "打印本月台账" is; `warnings` of the ledger just written, or why it was `refused`."""

    done: int
    total: int
    name: str
    warnings: tuple[str, ...] = ()
    refused: bool = False


def model_of(
    desk: Desk,
    definition: LedgerDefinition,
    period: str,
    edition: str = "inner",
    unmask: bool = False,
    ids: Sequence[str] | None = None,
) -> PageModel:
    """The pages of a ledger. `ids`: only these records, whatever their dates.

    Raises LedgerProblem: sensitive_needs_review, not_a_period, no_public_edition,
    personal_number_in_public, fonts_missing.
    """
    allow_sight(desk, definition, edition)
    if ids is not None:
        chosen = Condition("id", "in", list(ids))
        definition = replace(definition, where=(chosen,), period="none", parts=())
    grown = not may(desk, "unmask.sensitive")
    content = build(DeskSource(desk), definition, parse_period(period), edition, unmask, grown)
    if unmask and edition == "inner":
        desk.audit("ledger.unmasked", definition.name)
    if edition == "inner" and holds_sensitive(definition):
        desk.audit("ledger.sensitive", definition.name)
    return lay_out(content, typefaces(system_folders()))


def preview(
    desk: Desk,
    name: str | LedgerDefinition,
    period: str,
    edition: str = "inner",
    unmask: bool = False,
    ids: Sequence[str] | None = None,
) -> Preview:
    """The ledger of that name (or an unsaved definition) as PDF. Raises what `model_of` raises."""
    definition = get_ledger(desk, name) if isinstance(name, str) else name
    try:
        model = model_of(desk, definition, period, edition, unmask, ids)
        return Preview(draw_pdf(model), len(model.pages), model.warnings, model.content.ids)
    finally:
        release_faces()


def print_ledger(
    desk: Desk,
    name: str | LedgerDefinition,
    period: str,
    path: Path,
    edition: str = "inner",
    unmask: bool = False,
    ids: Sequence[str] | None = None,
    disk: Disk = REAL_DISK,
) -> Written:
    """Write the ledger to `path`; its suffix, .pdf or .xlsx, decides what is written.

    It is noted in the audit log. Raises LedgerProblem: unknown_file_type, export_needs_review, what
    `model_of` raises, what `write_file` raises.
    """
    write = WRITERS.get(path.suffix.lower())
    if write is None:
        raise LedgerProblem("unknown_file_type", suffix=path.suffix)
    definition = get_ledger(desk, name) if isinstance(name, str) else name
    allow_sight(desk, definition, edition)
    allow_file(desk, definition, edition)
    try:
        model = model_of(desk, definition, period, edition, unmask, ids)
        contents = write(model)
    finally:
        release_faces()
    _noted(desk, model, edition, path.suffix.lower())
    write_file(path, contents, disk)
    return Written(path, len(model.pages), model.warnings, model.content.ids)


def save_pdf(
    desk: Desk,
    definition: LedgerDefinition,
    period: str,
    edition: str,
    rows: int,
    contents: bytes,
    path: Path,
    disk: Disk = REAL_DISK,
) -> Path:
    """Write the very bytes of a preview; it is noted in the audit log.

    Raises LedgerProblem: export_needs_review, what `write_file` raises.
    """
    allow_file(desk, definition, edition)
    note(desk, SAVED, definition, period, edition, rows, "pdf")
    write_file(path, contents, disk)
    return path


def _noted(desk: Desk, model: PageModel, edition: str, suffix: str) -> None:
    content = model.content
    note(desk, SAVED, content.definition, content.period.code, edition, len(content.ids), suffix[1:])


def month_set(desk: Desk) -> list[LedgerDefinition]:
    """The ledgers that "打印本月台账" prints, in order."""
    return [entry.definition for entry in list_ledgers(desk) if entry.definition.monthly]


def print_month(
    desk: Desk,
    period: str,
    folder: Path,
    progress: Callable[[Step], bool | None] | None = None,
    disk: Disk = REAL_DISK,
    edition: str = "inner",
) -> list[Path]:
    """Write the month's set into the folder, each ledger as PDF and as workbook; the files.

    `progress` is told after each ledger; when it answers False, printing stops and what is
    written stays. Of the public edition those are written that have one; one that must not be shown
    is left out, and the step's warnings say why. Raises what `print_ledger` raises, before anything
    is written where this operator may not save one of the set.
    """
    chosen = [each for each in month_set(desk) if edition in each.editions]
    code = parse_period(period).code
    for definition in chosen:
        allow_file(desk, definition, edition)
    written: list[Path] = []
    try:
        for number, definition in enumerate(chosen, 1):
            step = Step(number, len(chosen), definition.name)
            try:
                model = model_of(desk, definition, period, edition)
            except LedgerProblem as problem:
                if problem.code != "personal_number_in_public":
                    raise
                told = warning("not_published", name=definition.name, sentence=problem.sentence)
                step = replace(step, warnings=(told,), refused=True)
            else:
                step = replace(step, warnings=model.warnings)
                written += _written_pair(desk, model, folder, code, edition, disk)
            if progress is not None and progress(step) is False:
                break
    finally:
        release_faces()
    return written


def _written_pair(
    desk: Desk, model: PageModel, folder: Path, code: str, edition: str, disk: Disk
) -> list[Path]:
    written = []
    for suffix, write in WRITERS.items():
        path = folder / file_name(model.content.definition, code, suffix, edition)
        contents = write(model)
        _noted(desk, model, edition, suffix)
        write_file(path, contents, disk)
        written.append(path)
    return written


def file_name(definition: LedgerDefinition, period: str, suffix: str, edition: str = "inner") -> str:
    """走访台账_2026-11.pdf; the public edition says so in its name."""
    parts = [definition.name.translate(_UNSAFE), period.replace("..", "至")]
    if edition == "public":
        parts.append(word("file_public"))
    return "_".join(parts) + suffix


def month_report(desk: Desk, period: str) -> list[Line]:
    """当月数 and 累计数 of the office's 走访统计表, each number with the ids behind it.

    Raises LedgerProblem("not_a_period").
    """
    statistics = [entry.definition for entry in list_ledgers(desk) if entry.definition.items]
    definition = statistics[0] if statistics else next(each for each in shipped().values() if each.items)
    reading = Reading(DeskSource(desk), parse_period(period), FORMULAS)
    return count_lines(reading, definition.items)
