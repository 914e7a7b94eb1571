"""One person's ID number beside the birth and sex of the same row: what follows, what contradicts."""

from __future__ import annotations

from typing import Any

from app.id_numbers import UNKNOWN, IdState, propose_repair
from app.kinds import KINDS
from app.spreadsheets.notes import Note, Notes
from app.spreadsheets.text import REPAIRS

_BIRTH_LABEL = KINDS["person"].field("birth").label
_DATE_FAULTS = frozenset({"no_year", "not_a_date", "date_out_of_range", "two_digit_year"})


def reconcile(person: dict[str, Any], notes: Notes) -> None:
    """Takes the birth date from a right ID number; says what is wrong with a failed or damaged one.

    A birth cell that cannot be read is no fault when the ID number tells the day (GB 11643).
    """
    number = notes.identity
    if number is None:
        return
    if number.state is IdState.OK:
        _take_birth(person, number.birth, notes)
        if person.get("sex") in ("1", "2") and person["sex"] != number.sex:
            notes.repair("sex_differs", value="男" if person["sex"] == "1" else "女")
        return
    _propose(person, notes)


def _take_birth(person: dict[str, Any], birth: str, notes: Notes) -> None:
    typed = person.get("birth")
    unreadable = next((each for each in notes.faults if _is_birth_fault(each)), None)
    if unreadable is not None:
        notes.faults.remove(unreadable)
        typed = str(unreadable.details["value"])
    if typed and not birth.startswith(typed):
        notes.repair("birth_from_id", value=typed, result=birth)
    if typed:
        person["birth"] = birth


def _is_birth_fault(note: Note) -> bool:
    return note.code in _DATE_FAULTS and note.details.get("label") == _BIRTH_LABEL


def _propose(person: dict[str, Any], notes: Notes) -> None:
    number = notes.identity
    assert number is not None
    repair = propose_repair(number, person.get("birth") or "", person.get("sex") or "")
    if number.state is IdState.OTHER and repair is None:
        notes.repair("id_other", value=number.text)
        return
    if repair is None:
        if number.state is IdState.DAMAGED:
            notes.repair("id_lost", value=number.text)
        else:
            notes.repair("id_failed", value=number.text)
        return
    known = len(repair.pattern.rstrip(UNKNOWN))
    reason = REPAIRS[repair.reason].format(known=known)
    if number.state is IdState.DAMAGED:
        notes.repair("id_damaged", result=repair.pattern, reason=reason, value=number.text)
    else:
        notes.repair("id_failed_hint", value=number.text, result=repair.pattern, reason=reason)
