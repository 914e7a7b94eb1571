"""Importing a sheet: a dry run that says what would happen, then all of it as one step or nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from app.checked_writer import CheckedWriter
from app.desk import Desk
from app.problems import Problem
from app.spreadsheets.analysing import analyse, header_for
from app.spreadsheets.batches import Batch
from app.spreadsheets.comparing import Comparison
from app.spreadsheets.entries import Entries
from app.spreadsheets.existing import Existing
from app.spreadsheets.faults import SpreadsheetProblem
from app.spreadsheets.headers import Header
from app.spreadsheets.mappings import Mapping, completed, remember
from app.spreadsheets.reading import Sheet, open_sheet
from app.spreadsheets.recognizing import refuse_another_kind
from app.spreadsheets.reports import Report
from app.spreadsheets.rosters import Roster
from app.spreadsheets.rows import CleanRow, RowReader
from app.spreadsheets.targets import known_kind, meaning
from db.store import new_id

Progress = Callable[[int, int], None]  # (rows done, rows in all)
Stopped = Callable[[], bool]

CHUNK = 1_000  # rows for which the register is asked at once
_GREATEST_CHUNK = 4_000  # however many rows claim to be one household


@dataclass(frozen=True)
class Plan:
    """A dry run: what `apply` will do with the same file and mapping. Nothing is written yet."""

    path: Path
    sheet: str
    mapping: Mapping
    report: Report


def plan(
    desk: Desk,
    path: Path,
    mapping: Mapping,
    sheet: str = "",
    progress: Progress | None = None,
    stopped: Stopped | None = None,
) -> Plan:
    """Go through the whole sheet without writing. Raises SpreadsheetProblem; "stopped" when asked to stop."""
    mapping.check()
    known_kind(mapping.kind)
    opened = open_sheet(path, sheet)
    report = _passed(desk, opened, mapping, None, frozenset(), progress, stopped)
    return Plan(path, opened.name, mapping, report)


def apply(
    desk: Desk,
    planned: Plan,
    progress: Progress | None = None,
    stopped: Stopped | None = None,
    take: frozenset[int] = frozenset(),
    initiator: object | None = None,
) -> Report:
    """Write what the plan promised, as one transaction, one undo step and one notice.

    `take`: places in `planned.report.differences` that are taken over. A backup is made first. Nothing
    is written when it raises: SpreadsheetProblem (file_changed, stopped, …) or Problem (disk_full, …).
    """
    opened = open_sheet(planned.path, planned.sheet)
    if opened.fingerprint != planned.report.fingerprint:
        raise SpreadsheetProblem("file_changed", name=planned.path.name)
    if not planned.report.adds and not take:
        return planned.report
    desk.back_up(reason="import")
    with desk.write(f"import.{planned.mapping.kind}", initiator) as writer:
        report = _passed(
            desk, opened, planned.mapping, writer, take, progress, stopped, _refused_nothing(planned.report)
        )
        report.action = writer.number
    report.written = True
    with suppress(Problem):  # the rows are in: what fails now must not make them look left out
        remember(desk.settings, planned.mapping, header_for(opened, report.mapping).headings)
    return report


def import_file(
    desk: Desk,
    path: Path,
    kind: str,
    mapping: Mapping | None = None,
    sheet: str = "",
    *,
    dry_run: bool = False,
    progress: Progress | None = None,
    stopped: Stopped | None = None,
) -> Report:
    """Analyse, plan and apply in one call, as the command line does; a sheet of another kind is refused.

    Raises SpreadsheetProblem, Problem.
    """
    chosen = mapping or _guessed(desk, path, kind, sheet)
    planned = plan(desk, path, chosen, sheet, progress, stopped)
    return planned.report if dry_run else apply(desk, planned, progress, stopped)


def _guessed(desk: Desk, path: Path, kind: str, sheet: str) -> Mapping:
    seen = analyse(desk, path, kind, sheet)
    if not seen.from_memory:
        refuse_another_kind(kind, path, sheet, seen.guesses)
    return seen.mapping


def _passed(
    desk: Desk,
    sheet: Sheet,
    mapping: Mapping,
    writer: CheckedWriter | None,
    take: frozenset[int],
    progress: Progress | None,
    stopped: Stopped | None,
    dry_run_passed: bool = False,
) -> Report:
    """One pass over the sheet: the dry run and the import are the same code with and without a writer."""
    header = header_for(sheet, mapping)
    mapping = completed(mapping, header.headings)
    report = Report(mapping.kind, sheet.path, sheet.name, mapping=mapping, fingerprint=sheet.fingerprint)
    report.ignored = _ignored(header, mapping)
    batch = Batch(writer, new_id, desk.codes, dry_run_passed=dry_run_passed)
    existing = Existing(desk, batch)
    comparison = Comparison(existing, batch, report, take)
    taker: Roster | Entries
    if mapping.kind == "person":
        taker = Roster(mapping.used, existing, batch, report, comparison)
    else:
        headings = {target: heading for heading, target in mapping.columns if target}
        taker = Entries(mapping.kind, headings, existing, batch, report, comparison)
    reader = RowReader(sheet, header, mapping, desk.codes)
    for chunk in _chunks(reader, taker):
        if stopped is not None and stopped():
            raise SpreadsheetProblem("stopped")
        report.read += len(chunk)
        taker.take(chunk)
        batch.flush()
        if progress is not None:
            progress(chunk[-1].number, sheet.height)
    report.skipped = reader.skipped
    report.added = batch.counts
    return report


def _chunks(reader: RowReader, taker: Roster | Entries) -> Iterator[list[CleanRow]]:
    """Rows in chunks that do not cut a household in two."""
    chunk: list[CleanRow] = []
    for row in reader:
        full = len(chunk) >= CHUNK and not taker.continues(row, chunk[-1])
        if full or len(chunk) >= _GREATEST_CHUNK:
            yield chunk
            chunk = []
        chunk.append(row)
    if chunk:
        yield chunk


def _refused_nothing(report: Report) -> bool:
    """Rosters only: other kinds compare checked values with what is there."""
    return report.kind == "person" and not any(cause.startswith("refused") for cause in report.causes)


def _ignored(header: Header, mapping: Mapping) -> tuple[str, ...]:
    """Headings that no field takes, without those that nobody expects to be taken (序号)."""
    return tuple(
        heading
        for heading in header.headings
        if not mapping.target(heading) and meaning(mapping.kind, heading) != "ignored"
    )
