"""What an import did or would do, row by row and in sum."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.kinds import KINDS
from app.spreadsheets.analysing import Sample
from app.spreadsheets.mappings import Mapping
from app.spreadsheets.notes import WARNINGS, Note
from app.spreadsheets.text import DUPLICATES, REPORT

KEPT_REMARKS = 5_000  # repairs listed one by one; all are counted
KEPT_SAMPLES = 20
_ROWS_NAMED = 12


@dataclass(frozen=True, slots=True)
class Remark:
    """A repair or a warning on a row that went in."""

    row: int
    sentence: str
    warning: bool


@dataclass(frozen=True, slots=True)
class Difference:
    """A sheet says something else than an existing record. Taken over only when the clerk says so."""

    row: int
    kind: str
    id: str
    title: str
    field: str
    label: str
    before: str
    after: str
    value: Any  # what the field would become


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Two people who may be one. `other_row` is 0 where the other is already in the register."""

    row: int
    title: str
    other_row: int
    other_id: str
    other_title: str
    reason: str


@dataclass
class Cause:
    """Rejected rows of one cause; `sentence` is the first row's."""

    sentence: str
    rows: list[int] = field(default_factory=list)

    @property
    def line(self) -> str:
        """The cause with its count and first rows."""
        named = "、".join(map(str, self.rows[:_ROWS_NAMED])) + ("…" if len(self.rows) > _ROWS_NAMED else "")
        words = "cause" if len(self.rows) == 1 or not self.names_a_value else "cause_many"
        return REPORT[words].format(
            reason=self.sentence, count=len(self.rows), rows=named, first=self.rows[0]
        )

    @property
    def names_a_value(self) -> bool:
        """Whether the sentence quotes what stood in the first row: the other rows say something else."""
        return self.sentence.count("“") > 1


@dataclass
class Report:
    """Counts and lists of one import or of its dry run. Row numbers are the spreadsheet's own."""

    kind: str
    path: Path
    sheet: str
    written: bool = False
    read: int = 0
    skipped: int = 0  # blank, sums, signatures, repeated headers
    accepted: int = 0  # rows that gave at least one new record
    repaired: int = 0
    already: int = 0  # rows that say nothing new
    added: dict[str, int] = field(default_factory=dict)  # kind → records
    changed: int = 0  # differences taken over
    rejected: dict[int, tuple[str, ...]] = field(default_factory=dict)  # row → reasons
    causes: dict[str, Cause] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)
    warned: int = 0
    differences: list[Difference] = field(default_factory=list)
    duplicates: list[Duplicate] = field(default_factory=list)
    ignored: tuple[str, ...] = ()  # headings that were left out
    mapping: Mapping = field(default_factory=lambda: Mapping("person"))
    fingerprint: str = ""  # of the file that was read
    heads: dict[int, str] = field(default_factory=dict)  # rejected row → head of its household
    samples: list[Sample] = field(default_factory=list)
    action: int = 0  # the number by which what was written can be undone later

    @property
    def adds(self) -> int:
        """How many records are new."""
        return sum(self.added.values())

    def reject(self, row: int, faults: list[Note]) -> None:
        """Lists a row that does not go in, under the cause of its first fault."""
        self.rejected[row] = tuple(each.sentence for each in faults)
        cause = self.causes.setdefault(faults[0].cause, Cause(faults[0].sentence))
        cause.rows.append(row)

    def remark(self, row: int, repairs: list[Note]) -> None:
        """Lists what was put right or needs a look in a row."""
        warned = False
        for each in repairs:
            warning = each.code in WARNINGS
            warned = warned or warning
            if len(self.remarks) < KEPT_REMARKS:
                self.remarks.append(Remark(row, each.sentence, warning))
        self.warned += warned
        self.repaired += any(each.code not in WARNINGS for each in repairs)

    def duplicate(self, row: int, title: str, reason: str, other: tuple[int, str, str]) -> None:
        """Lists two people who may be one; `other` is (row, id, title)."""
        self.duplicates.append(Duplicate(row, title, *other, DUPLICATES[reason]))

    def lines(self) -> list[str]:
        """The report in Chinese sentences, sums first, then rejected rows by cause."""
        found = [
            REPORT["summary"].format(
                read=self.read,
                accepted=self.accepted,
                repaired=self.repaired,
                already=self.already,
                rejected=len(self.rejected),
            )
        ]
        found += [
            REPORT["added"].format(label=KINDS[kind].label, count=count) for kind, count in self.added.items()
        ]
        for key, count in (
            ("differences", len(self.differences) - self.changed),
            ("duplicates", len(self.duplicates)),
            ("warnings", self.warned),
        ):
            if count:
                found.append(REPORT[key].format(count=count))
        if self.ignored:
            found.append(REPORT["ignored"].format(columns="、".join(self.ignored)))
        ordered = sorted(self.causes.values(), key=lambda each: -len(each.rows))
        return found + [cause.line for cause in ordered]

    def as_json(self) -> dict[str, Any]:
        """The report as one JSON value for the command line."""
        return {
            "kind": self.kind,
            "written": self.written,
            "action": self.action,
            "read": self.read,
            "skipped": self.skipped,
            "accepted": self.accepted,
            "repaired": self.repaired,
            "already": self.already,
            "added": dict(self.added),
            "changed": self.changed,
            "rejected": [{"row": row, "reasons": list(why)} for row, why in self.rejected.items()],
            "causes": [{"reason": each.sentence, "rows": each.rows} for each in self.causes.values()],
            "remarks": [
                {"row": each.row, "text": each.sentence, "warning": each.warning} for each in self.remarks
            ],
            "differences": [
                {
                    "row": d.row,
                    "kind": d.kind,
                    "id": d.id,
                    "field": d.field,
                    "before": d.before,
                    "after": d.after,
                }
                for d in self.differences
            ],
            "duplicates": [
                {"row": d.row, "other_row": d.other_row, "other_id": d.other_id, "reason": d.reason}
                for d in self.duplicates
            ],
            "ignored": list(self.ignored),
        }
