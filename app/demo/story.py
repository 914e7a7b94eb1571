"""The demo's story: an empty folder becomes a village with a year of ledgers, said in Chinese."""

from __future__ import annotations

import datetime
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.clock import Clock, wall_clock
from app.demo.population import DEFAULT_END, Population, invent
from app.demo.rosters import Mess, write_messy_roster
from app.demo.text import LINES, OFFICE_CODE, OFFICE_NAME, ROSTER_FILE
from app.demo.years import Counts, make_year
from app.desk import Desk
from app.offices import SetUp, create_office
from app.spreadsheets.importing import import_file
from app.spreadsheets.reports import Report
from db.keys import Cost

Say = Callable[[str], None]
#: Prints all ledgers of a month ("2026-11") into a folder and gives the files.
PrintMonth = Callable[[Desk, str, Path], Sequence[Path]]


@dataclass(frozen=True)
class Told:
    """What the story left behind."""

    home: Path
    roster: Path
    month: str
    mess: Mess
    imported: Report
    counts: Counts
    printed: tuple[Path, ...]
    recovery_code: str
    seconds: float


class Teller:
    """Says each step with its counts and the time since the last one."""

    def __init__(self, say: Say) -> None:
        self._say = say
        self.began = self._last = time.perf_counter()

    def step(self, code: str, **facts: object) -> None:
        """Say a step that took time."""
        now = time.perf_counter()
        line = LINES[code].format(**facts)
        self._say(LINES["timed"].format(line=line, seconds=now - self._last))
        self._last = now

    def add(self, code: str, **facts: object) -> None:
        """Say a detail of the last step."""
        self._say(LINES[code].format(**facts))


def run_demo(
    folder: Path,
    *,
    print_month: PrintMonth | None = None,
    households: int = 600,
    months: int = 12,
    seed: int = 1,
    end: datetime.date | None = None,
    operator: str = "王芳",
    password: str = "lianxin",
    say: Say = print,
    clock: Clock = wall_clock,
    cost: Cost | None = None,
) -> Told:
    """Make an office in folder/office, its messy roster, the import, the year, and the month's ledgers.

    Without `print_month` nothing is printed. Raises Problem (office_exists, disk_full, …). The
    same parameters make the same village.
    """
    teller = Teller(say)
    folder.mkdir(parents=True, exist_ok=True)
    home, last = folder / "office", end or DEFAULT_END
    asked = SetUp("village", OFFICE_NAME, OFFICE_CODE, operator, password)
    desk, recovery_code = create_office(home, asked, clock, cost)
    try:
        teller.step("office", name=OFFICE_NAME, operator=operator, password=password)
        roster = folder / ROSTER_FILE
        mess, report, counts = fill_through_workbook(desk, roster, households, months, seed, last, teller)
        month, printed = f"{last:%Y-%m}", []
        if print_month is not None:
            ledgers = folder / "ledgers"
            printed = list(print_month(desk, month, ledgers))
            teller.step("printed", month=month, count=len(printed), folder=ledgers)
    finally:
        desk.close()
    seconds = time.perf_counter() - teller.began
    teller.add("done", seconds=seconds, home=home)
    return Told(home, roster, month, mess, report, counts, tuple(printed), recovery_code, seconds)


def fill_through_workbook(
    desk: Desk,
    roster: Path,
    households: int,
    months: int,
    seed: int,
    end: datetime.date,
    teller: Teller,
) -> tuple[Mess, Report, Counts]:
    """The village into an open office the long way: invented, written as a workbook, imported."""
    population: Population = invent(households, seed, end)
    teller.step("invented", households=households, people=population.people, seed=seed)
    mess = write_messy_roster(population, roster, seed, desk.office.name, end)
    teller.step("roster", file=roster, damaged=mess.damaged_ids, short=mess.short_ids)
    report = import_file(desk, roster, "person")
    teller.step(
        "imported",
        read=report.read,
        skipped=report.skipped,
        households=report.added.get("household", 0),
        people=report.added.get("person", 0),
        repaired=report.repaired,
        rejected=len(report.rejected),
    )
    for cause in report.causes.values():
        teller.add("rejected", rows="、".join(map(str, cause.rows)), cause=cause.sentence)
    counts = make_year(desk, months, seed, end)
    teller.step("year", months=months, **vars(counts))
    return mess, report, counts
