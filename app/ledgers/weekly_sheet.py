"""The weekly list on paper and as a workbook: the ledger 问题清单周报 of just the matters concerned."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from app import records
from app.desk import Desk
from app.ledgers.catalogue import get_ledger
from app.ledgers.definitions import Column, Condition, LedgerDefinition
from app.ledgers.files import REAL_DISK, Disk
from app.ledgers.printing import Preview, Written, file_name, preview, print_ledger
from app.ledgers.text import word
from app.matters.weekly import HandIn, Week, concerned, hand_in
from app.matters.weekly_below import offices_below
from app.rights import may

NAME = "问题清单周报"
FOLDER = "weekly.folder"  # setting: where the files of the lists that were handed in lie
SUFFIXES = (".pdf", ".xlsx")
_OFFICE = Column("", "$office", 22, "center")
_WIDE = 2  # so many of the widest columns have room to give


@dataclass(frozen=True)
class HandedIn:
    """A list that was handed in: what is printed, the files written, and the note that travels.

    `files` is empty where this operator may not save personal data as files; the paper is theirs.
    """

    preview: Preview
    files: tuple[Path, ...]
    note: HandIn


def sheet_of(desk: Desk, week: Week, village: str = "") -> LedgerDefinition:
    """The ledger as this office has it, over the matters that the week concerns; older ones are not read.

    `village`: of that office alone, and those that come through it, under its name. In a list of several
    offices each row says whose it is, and they stand together.
    """
    definition = get_ledger(desk, NAME)
    below = {office: villages for office, _, villages in offices_below(desk)}
    through = below.get(village, (village,))
    ids = dict.fromkeys(each for one in through for each in concerned(desk, week, one))
    chosen = Condition("id", "in", tuple(ids))
    definition = replace(definition, where=(*definition.where, chosen))
    if village:
        found = records.by_ids(desk, "organization", [village]).get(village)
        named = str(found["name"] or "") if found else ""
        definition = replace(definition, title=definition.title.replace("{office}", named or "{office}"))
    is_one = len(through) == 1 if village else desk.office.level == "village"
    return definition if is_one else _merged(definition)


def _merged(definition: LedgerDefinition) -> LedgerDefinition:
    """With a column for the office, in whose order the rows stand.

    Room for writing by hand, and numbers that each village counts for itself, give way to it; then the
    widest columns do.
    """
    columns = [each for each in definition.columns if each.path not in ("$blank", "number")]
    freed = sum(each.width for each in definition.columns) - sum(each.width for each in columns)
    wide = sorted(columns, key=lambda each: -each.width)[:_WIDE]
    given = max(0.0, _OFFICE.width - freed) / max(len(wide), 1)
    columns = [replace(each, width=each.width - given) if each in wide else each for each in columns]
    columns.insert(1, replace(_OFFICE, label=word("week_office")))
    return replace(definition, columns=tuple(columns), order=("$office", *definition.order))


def preview_week(desk: Desk, week: Week, village: str = "") -> Preview:
    """The week's list as PDF. Raises LedgerProblem as `preview` does."""
    return preview(desk, sheet_of(desk, week, village), week.code)


def print_week(desk: Desk, week: Week, path: Path, disk: Disk = REAL_DISK, village: str = "") -> Written:
    """Write the week's list to `path`, .pdf or .xlsx. Raises LedgerProblem as `print_ledger` does."""
    return print_ledger(desk, sheet_of(desk, week, village), week.code, path, disk=disk)


def folder_of(desk: Desk, usual: Path) -> Path:
    """Where the files go: as last chosen, else a folder of the ledger's name in the `usual` one."""
    kept = desk.settings.get(FOLDER)
    return Path(kept) if kept else usual / NAME


def keep_folder(desk: Desk, folder: Path) -> None:
    """Let the files go there from now on."""
    desk.settings.set(FOLDER, str(folder))


def hand_in_week(desk: Desk, week: Week, folder: Path, disk: Disk = REAL_DISK) -> HandedIn:
    """Make the list, write it as PDF and workbook into `folder`, note that it is handed in.

    The note comes last: where a file cannot be written nothing is handed in.
    Raises LedgerProblem as `preview` and `print_ledger` do.
    """
    made, files = preview_week(desk, week), list[Path]()
    if may(desk, "export.personal"):
        for suffix in SUFFIXES:
            path = folder / file_name(get_ledger(desk, NAME), week.code, suffix)
            files.append(print_week(desk, week, path, disk).path)
    return HandedIn(made, tuple(files), hand_in(desk, week))
