"""The weekly list on paper and as a workbook: the ledger 问题清单周报 of just the matters concerned."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from app.desk import Desk
from app.ledgers.catalogue import get_ledger
from app.ledgers.definitions import Condition, LedgerDefinition
from app.ledgers.files import REAL_DISK, Disk
from app.ledgers.printing import Preview, Written, preview, print_ledger
from app.matters.weekly import Week, concerned

NAME = "问题清单周报"


def sheet_of(desk: Desk, week: Week) -> LedgerDefinition:
    """The ledger as this office has it, over the matters that the week concerns; older ones are not read."""
    definition = get_ledger(desk, NAME)
    chosen = Condition("id", "in", tuple(concerned(desk, week)))
    return replace(definition, where=(*definition.where, chosen))


def preview_week(desk: Desk, week: Week) -> Preview:
    """The week's list as PDF. Raises LedgerProblem as `preview` does."""
    return preview(desk, sheet_of(desk, week), week.code)


def print_week(desk: Desk, week: Week, path: Path, disk: Disk = REAL_DISK) -> Written:
    """Write the week's list to `path`, .pdf or .xlsx. Raises LedgerProblem as `print_ledger` does."""
    return print_ledger(desk, sheet_of(desk, week), week.code, path, disk=disk)
