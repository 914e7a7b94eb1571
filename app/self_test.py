"""`lianxin --self-test`: a temporary office is written, searched, printed, opened again and backed up."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from app import records, search
from app.ledgers.printing import print_ledger
from app.offices import OpenOffice, SetUp, create_office, open_office
from app.problems import Problem
from app.self_test_text import REASONS, SENTENCES, STEPS
from app.station import Station

PDF, XLSX = "ledger.pdf", "ledger.xlsx"
LEDGER, DAY, MONTH = "走访台账", "2026-11-05", "2026-11"
ASKED = SetUp("village", "自检村", "", "自检员", "自检用的密码")
# A name with a character beyond the BMP, as some villagers have.
NAME = "𬭎小燕"


class Failed(Exception):
    """A step did not give what it must; `reason` keys its sentence."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Written:
    """What the test wrote, to be found again."""

    household: str
    person: str
    visit: str


def require(holds: bool, reason: str) -> None:
    """Raises Failed with that reason unless it holds."""
    if not holds:
        raise Failed(reason)


def say(code: str, **facts: object) -> None:
    """One line for whoever ran the test."""
    sys.stdout.write(SENTENCES[code].format(**facts) + "\n")
    sys.stdout.flush()


def step(name: str, act: Callable[[], object]) -> bool:
    """Do one step, say how it went and how long it took; whether it went well.

    A step that meets a fault of ours or of the disk fails by the name of the fault.
    """
    begin = time.perf_counter()
    try:
        act()
    except Failed as failed:
        reason = REASONS[failed.reason]
    except Problem as problem:
        reason = problem.sentence
    except (OSError, ImportError, ValueError, LookupError, AttributeError, RuntimeError) as fault:
        reason = REASONS["fault"].format(fault=type(fault).__name__)
    else:
        say("good", step=STEPS[name], milliseconds=round((time.perf_counter() - begin) * 1000))
        return True
    say("bad", step=STEPS[name], reason=reason)
    return False


def verdict(passed: bool) -> int:
    """Say the last line; the exit code."""
    say("passed" if passed else "failed")
    return 0 if passed else 1


def run(folder: Path) -> bool:
    """All steps that need no window, in `folder`, which stays for the window's own; whether all went well."""
    made: list[OpenOffice] = []
    written: list[Written] = []
    steps: dict[str, Callable[[], object]] = {
        "create": lambda: made.append(create_office(folder / "office", ASKED, station=_station(folder))[0]),
        "write": lambda: written.append(_write(made[0])),
        "find": lambda: _find(made[0], written[0]),
        "print_pdf": lambda: _print(made[0], folder / PDF, b"%PDF-"),
        "print_xlsx": lambda: _print(made[0], folder / XLSX, b"PK\x03\x04"),
        "reopen": lambda: _reopen(made, written[0], folder / "office"),
        "back_up": lambda: require(made[0].back_up().exists(), "no_backup"),
    }
    try:
        return all(step(name, act) for name, act in steps.items())
    finally:
        if made:
            made[0].close()


def _station(folder: Path) -> Station:
    """This computer, its side files in the folder that goes away."""
    return Station(folder / "states")


def _write(desk: OpenOffice) -> Written:
    with desk.write("self_test") as writer:
        household = writer.add("household", {"head": NAME, "number": "12", "group": "三组"})
        person = writer.add("person", {"name": NAME, "household": household, "sex": "2"})
        visit = writer.add(
            "visit",
            {"date": DAY, "household": household, "visitors": [person], "content": "自检：了解春耕情况。"},
        )
    return Written(household, person, visit)


def _find(desk: OpenOffice, written: Written) -> None:
    people = {hit.id for hit in search.find_people(desk, "小燕")}
    require({written.household, written.person} <= people, "not_found")
    require(written.visit in {hit.id for hit in search.search_text(desk, "春耕")}, "not_found")


def _print(desk: OpenOffice, path: Path, beginning: bytes) -> None:
    printed = print_ledger(desk, LEDGER, MONTH, path)
    require(printed.pages == 1 and path.read_bytes().startswith(beginning), "not_printed")


def _reopen(made: list[OpenOffice], written: Written, home: Path) -> None:
    made.pop().close()
    made.append(open_office(home, ASKED.operator, ASKED.password, station=_station(home.parent)))
    kept = records.get(made[0], "visit", written.visit)
    require(kept["household"] == written.household and kept["visitors"] == [written.person], "not_kept")
    require(records.get(made[0], "person", written.person)["name"] == NAME, "not_kept")
