"""A clerk who works through the use cases and may be cut off at any of the program's disk calls."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from app import operators, records, register
from app.attachments import attach
from app.duplicates import merge
from app.ledgers.printing import print_ledger
from app.offices import OpenOffice, open_office
from app.records import Query, Where
from app.restoring import restore_over
from app.spreadsheets.importing import import_file
from app.visits import Stop, Trip, record_trip
from tests.app.village_desk import CHEAP
from tests.faults.promises import Journal, Promised, mark_of
from tests.spreadsheets.sheets import write_xlsx

NOW = datetime(2026, 11, 20, 9, 0)
HOME, OUT, COPIES, JOURNAL = "office", "printed", "copies", "journal.jsonl"
CLERK, FIRST = "王芳", "一号户主"
DRAFT = "draft/visit/new"
_HEADINGS = ["户主姓名", "姓名", "与户主关系", "性别", "村民组"]


def now() -> datetime:
    """The clerk's wall clock."""
    return NOW


class Clerk:
    """One session at the desk. Every act is announced before and confirmed after, in the journal."""

    def __init__(self, folder: Path, dice: random.Random, serial: int) -> None:
        self.folder = folder
        self.dice = dice
        self.journal = Journal(folder / JOURNAL)
        (self.promised,) = (each for _, each in self.journal.possible())
        self.serial = serial
        self.latest: tuple[str, str] = ("", "")  # what undo would do: (act, mark)
        self.desk = self._signed_in()

    def work(self, acts: int) -> None:
        """So many acts, then home."""
        chosen = self.dice.choices(list(ACTS), weights=[weight for weight, _ in ACTS.values()], k=acts)
        for name in chosen:
            self.serial += 1
            ACTS[name][1](self, mark_of(self.serial))
        self.desk.close()

    def carry_out(self, act: str, after: Promised, do: Callable[[], object]) -> Any:
        """Announce, do, confirm."""
        self.journal.write("about", act, after)
        result = do()
        self.promised = after
        self.journal.write("done", act, after)
        return result

    def first(self) -> str:
        """The household that is changed again and again."""
        return self._household(FIRST)

    def _household(self, head: str) -> str:
        for deleted in (False, True):
            query = Query("household", where=(Where("head", "=", head),), deleted=deleted)
            if found := records.find(self.desk, query):
                return found[0].id
        raise LookupError(head)

    def _signed_in(self) -> OpenOffice:
        return open_office(self.folder / HOME, CLERK, self.promised.operators[CLERK], now)


def _wrote(clerk: Clerk, mark: str, **kinds: int) -> Promised:
    after = clerk.promised.copy()
    after.groups[mark] = kinds
    clerk.latest = ("made", mark)
    return after


def _add_family(clerk: Clerk, mark: str) -> None:
    values = {"head": f"张{mark}", "group": "三组", "number": str(clerk.serial)}
    after = _wrote(clerk, mark, household=1, person=1)
    clerk.carry_out("save", after, lambda: register.add_household(clerk.desk, values))


def _change(clerk: Clerk, mark: str) -> None:
    after = clerk.promised.copy()
    after.changed = mark
    first = clerk.first()
    values = {"notes": mark, "address": mark}
    clerk.carry_out("change", after, lambda: records.change(clerk.desk, "household", first, values))
    clerk.latest = ("", "")


def _trip(clerk: Clerk, mark: str) -> None:
    stops = (Stop(clerk.first(), f"了解{mark}"), *(Stop(None, f"电话{mark}") for _ in range(3)))
    after = _wrote(clerk, mark, visit=4)
    clerk.carry_out("trip", after, lambda: record_trip(clerk.desk, Trip("2026-11-19", stops)))


def _import(clerk: Clerk, mark: str) -> None:
    homes, members = clerk.dice.randint(2, 8), clerk.dice.randint(1, 4)
    rows = [
        [f"王{mark}{home}", f"王{mark}{home}{each or ''}", "户主" if each == 0 else "子", "男", "四组"]
        for home in range(homes)
        for each in range(members)
    ]
    path = write_xlsx(clerk.folder / "roster.xlsx", [_HEADINGS, *rows])
    after = _wrote(clerk, mark, household=homes, person=homes * members)
    clerk.carry_out("import", after, lambda: import_file(clerk.desk, path, "person"))


def _undo(clerk: Clerk, _mark: str) -> None:
    state, mark = clerk.latest
    if state not in ("made", "redone", "merged"):
        return
    after = clerk.promised.copy()
    if state == "merged":
        after.merged.remove(mark)
    else:
        after.binned.append(mark)
    clerk.carry_out("undo", after, clerk.desk.undo)
    clerk.latest = ("undone" if state != "merged" else "", mark)


def _redo(clerk: Clerk, _mark: str) -> None:
    state, mark = clerk.latest
    if state != "undone":
        return _undo(clerk, _mark)
    after = clerk.promised.copy()
    after.binned.remove(mark)
    clerk.carry_out("redo", after, clerk.desk.redo)
    clerk.latest = ("redone", mark)


def _families(clerk: Clerk) -> list[str]:
    return [mark for mark, kinds in clerk.promised.groups.items() if kinds == {"household": 1, "person": 1}]


def _bin_and_back(clerk: Clerk, _mark: str) -> None:
    if not (families := _families(clerk)):
        return _add_family(clerk, _mark)
    mark = clerk.dice.choice(families)
    after = clerk.promised.copy()
    clerk.latest = ("", "")
    if mark in after.binned:
        after.binned.remove(mark)
        clerk.carry_out("take back", after, lambda: _take_back(clerk.desk, mark))
        return
    after.binned.append(mark)
    household = clerk._household(f"张{mark}")
    clerk.carry_out("bin", after, lambda: register.remove_household(clerk.desk, household))


def _take_back(desk: OpenOffice, mark: str) -> None:
    with desk.write("household.restore") as writer:
        for kind, name in (("household", "head"), ("person", "name")):
            query = Query(kind, where=(Where(name, "=", f"张{mark}"),), deleted=True)
            for each in records.find(desk, query):
                writer.restore(kind, each.id)


def _attach(clerk: Clerk, mark: str) -> None:
    path = clerk.folder / f"{mark}.txt"
    path.write_bytes(f"{mark}\n".encode() * clerk.dice.randint(1, 20_000))
    after, first = _wrote(clerk, mark, attachment=1), clerk.first()
    clerk.carry_out("attachment", after, lambda: attach(clerk.desk, "household", first, path))


def _set(clerk: Clerk, mark: str) -> None:
    after = clerk.promised.copy()
    after.setting = mark
    clerk.carry_out("setting", after, lambda: clerk.desk.settings.set("own", [mark] * 400))


def _draft(clerk: Clerk, mark: str) -> None:
    after = clerk.promised.copy()
    after.draft = mark
    values = {"content": mark * 50, "needs": mark}
    clerk.carry_out("draft", after, lambda: clerk.desk.settings.set(DRAFT, values))


def _print(ending: str) -> Callable[[Clerk, str], None]:
    def act(clerk: Clerk, _mark: str) -> None:
        path = clerk.folder / OUT / f"走访台账{ending}"
        after = clerk.promised.copy()
        after.files = sorted({*after.files, path.name})
        clerk.carry_out("print", after, lambda: print_ledger(clerk.desk, "走访台账", "2026-11", path))

    return act


def _back_up(clerk: Clerk, _mark: str) -> None:
    clerk.journal.write("about", "backup", clerk.promised)
    made = clerk.desk.back_up(clerk.folder / COPIES)
    after = clerk.promised.copy()
    after.backups = {made.name: after.without_copies()}
    clerk.carry_out("backup", after, lambda: None)


def _restore(clerk: Clerk, mark: str) -> None:
    if not (name := next(iter(clerk.promised.backups), "")):
        return _back_up(clerk, mark)
    after = clerk.promised.restored(name)
    place = clerk.folder / COPIES / name
    clerk.carry_out("restore", after, lambda: restore_over(clerk.desk, place))
    clerk.desk = clerk._signed_in()
    clerk.latest = ("", "")
    return None


def _merge(clerk: Clerk, mark: str) -> None:
    """Two people who are one: written down in one go, then merged."""
    with clerk.desk.write("person.add") as writer:
        clerk.journal.write("about", "pair", _wrote(clerk, mark, person=2))
        pair = [writer.add("person", {"name": f"周{mark}"}) for _ in range(2)]
    clerk.carry_out("pair", _wrote(clerk, mark, person=2), lambda: None)
    after = clerk.promised.copy()
    after.merged.append(mark)
    clerk.carry_out("merge", after, lambda: merge(clerk.desk, "person", pair[0], pair[1]))
    clerk.latest = ("merged", mark)


def _new_password(clerk: Clerk, mark: str) -> None:
    after = clerk.promised.copy()
    after.operators[CLERK] = f"mima{mark}"
    clerk.carry_out(
        "password", after,
        lambda: operators.change_password(clerk.desk, CLERK, after.operators[CLERK], CHEAP),
    )  # fmt: skip


def _new_operator(clerk: Clerk, mark: str) -> None:
    after = clerk.promised.copy()
    name = f"李{mark}"
    after.operators[name] = f"mima{mark}"
    clerk.carry_out(
        "operator", after,
        lambda: operators.add_operator(clerk.desk, name, "entry", f"mima{mark}", CHEAP),
    )  # fmt: skip


def _home_and_back(clerk: Clerk, _mark: str) -> None:
    clerk.journal.write("about", "close", clerk.promised)
    clerk.desk.close()
    clerk.desk = clerk._signed_in()
    clerk.latest = ("", "")


# name → (how often, what is done)
ACTS: dict[str, tuple[int, Callable[[Clerk, str], None]]] = {
    "save": (4, _add_family),
    "change": (3, _change),
    "trip": (3, _trip),
    "import": (4, _import),
    "undo": (4, _undo),
    "redo": (3, _redo),
    "bin": (3, _bin_and_back),
    "attachment": (2, _attach),
    "setting": (1, _set),
    "draft": (2, _draft),
    "pdf": (1, _print(".pdf")),
    "xlsx": (1, _print(".xlsx")),
    "backup": (3, _back_up),
    "restore": (3, _restore),
    "merge": (1, _merge),
    "password": (1, _new_password),
    "operator": (1, _new_operator),
    "home": (1, _home_and_back),
}
