"""Our own organization among the records: a PC that takes an office's place may not be given it."""

from __future__ import annotations

from app import records
from app.desk import Desk


def stand_again(desk: Desk) -> None:
    """Enter this office as an organization if nobody has: the PC before never handed that in.

    For after the records of the office came, lest it be entered twice. Raises Problem.
    """
    office = desk.office
    if office.id in records.by_ids(desk, "organization", [office.id]):
        return
    with desk.write("office.create") as writer:
        writer.add("organization", {
            "id": office.id, "name": office.name, "type": office.level, "code": office.code or None,
        })  # fmt: skip
