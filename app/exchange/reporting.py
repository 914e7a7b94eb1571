"""The printed report of one package that came in: what it brought, what waits for a person."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from app.desk import Desk
from app.exchange.incoming import Report
from app.exchange.registering import alarms_of
from app.exchange.text import OTHER_REASON, REASONS, REPORT
from app.kinds import KINDS
from app.ledgers.contents import Content, Table
from app.ledgers.definitions import Column, LedgerDefinition
from app.ledgers.files import write_file
from app.ledgers.fonts import release_faces, system_folders, typefaces
from app.ledgers.page_model import PageModel
from app.ledgers.paging import lay_out
from app.ledgers.pdf import draw_pdf
from app.ledgers.periods import day_text, month_period
from app.ledgers.printing import Preview
from app.ledgers.text import word
from app.rights import require

ROWS = 500  # per list; a report is read by people
Line = tuple[str, str, str, str]  # how, kind, record, note


def report_model(desk: Desk, report: Report) -> PageModel:
    """The pages of the report. Raises LedgerProblem fonts_missing."""
    definition = LedgerDefinition(
        REPORT["name"], REPORT["name"], "person", columns=_columns(), editions=("inner",),
        orientation="portrait", signatures=(REPORT["handled"], REPORT["checked"]),
    )  # fmt: skip
    lines = [(str(number), *line) for number, line in enumerate(_lines(report), 1)]
    table = Table(
        definition.columns,
        list(lines),
        list(lines),
        [""] * len(lines),
        [REPORT["name"]] * len(lines),
    )
    day = desk.today()
    content = Content(
        definition,
        month_period(day.year, day.month),
        REPORT["title"].format(office=report.office_name, number=report.number),
        (
            word("office", office=desk.office.name),
            "",
            word("filled", day=day_text(day)),
        ),
        (table,),
    )
    return lay_out(content, typefaces(system_folders()))


def report_pages(desk: Desk, report: Report) -> Preview:
    """The report as PDF, as it is shown, printed and saved."""
    try:
        model = report_model(desk, report)
        return Preview(draw_pdf(model), len(model.pages), model.warnings, ())
    finally:
        release_faces()


def save_report(desk: Desk, report: Report, made: Preview, path: Path) -> Path:
    """Write the very bytes that are shown; noted. Raises Problem only_review, LedgerProblem."""
    require(desk, "export.personal")
    desk.audit("exchange.report", f"{report.office} {report.number} pdf")
    write_file(path, made.pdf)
    return path


def note_printed(desk: Desk, report: Report) -> None:
    """Into the audit log: a report went onto paper."""
    desk.audit("exchange.report", f"{report.office} {report.number} paper")


def _columns() -> tuple[Column, ...]:
    return (
        Column(REPORT["index"], "$index", 12, "center"),
        Column(REPORT["how"], "", 30),
        Column(REPORT["kind"], "", 26),
        Column(REPORT["record"], "", 62),
        Column(REPORT["note"], "", 37),
    )


def _lines(report: Report) -> Iterator[Line]:
    yield REPORT["summary"], "", REPORT["made"].format(at=report.at.replace("T", " ")[:16]), ""
    for sentence in alarms_of(report):
        yield REPORT["alarm"], "", sentence, ""
    yield from _summary(report)
    for how in ("added", "changed"):
        for kind, ids in report.ids.get(how, {}).items():
            named = [(REPORT[how], label(kind), report.titles.get(each, ""), "") for each in ids[:ROWS]]
            yield from (each for each in named if each[2])
            total = (report.added if how == "added" else report.changed).get(kind, 0)
            shown = sum(1 for each in named if each[2])
            if total > shown:
                yield REPORT[how], label(kind), REPORT["more"].format(count=total - shown), ""
    for kind, each, field in report.conflicts[:ROWS]:
        yield REPORT["conflicts"], label(kind), _title(report, each), field_label(kind, field)
    for kind, each in report.parallel[:ROWS]:
        yield REPORT["parallel"], label(kind), _title(report, each), ""
    for kind, each, reason in report.parked[:ROWS]:
        yield REPORT["parked"], label(kind), _title(report, each), REASONS.get(reason, OTHER_REASON)


def _summary(report: Report) -> Iterator[Line]:
    counted = {
        "added": report.added,
        "changed": report.changed,
        "conflicts": _tally(report.conflicts),
        "parked": _tally(report.parked),
    }
    kinds = dict.fromkeys(kind for each in counted.values() for kind in each)
    for kind in kinds:
        words = [f"{REPORT[f'count.{how}']} {each[kind]}" for how, each in counted.items() if each.get(kind)]
        yield REPORT["summary"], label(kind), "，".join(words), ""
    if not kinds:
        yield REPORT["summary"], "", REPORT["nothing"], ""


def _tally(listed: tuple[tuple[str, str, str], ...]) -> dict[str, int]:
    found: dict[str, int] = {}
    for kind, *_ in listed:
        found[kind] = found.get(kind, 0) + 1
    return found


def _title(report: Report, identity: str) -> str:
    return report.titles.get(identity) or REPORT["unnamed"]


def label(kind: str) -> str:
    """What a kind is called; one that this program does not know by its own name."""
    return KINDS[kind].label if kind in KINDS else kind


def field_label(kind: str, field: str) -> str:
    """What a column is called, the technical ones too."""
    if field == "deleted":
        return REPORT["kept"]
    if field == "extra" or kind not in KINDS or not KINDS[kind].has(field):
        return REPORT["extra"]
    return KINDS[kind].field(field).label
