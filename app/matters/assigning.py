"""上级交办: matters that an office gives to those below it; they live and travel with theirs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from app import records, workdays
from app.desk import Desk
from app.exchange.reaching import Reachable, reachable
from app.kinds import KINDS, FieldType
from app.matters.recording import MatterProblem
from app.matters.text import ASSIGNING
from app.rights import require

RIGHT = "matter.assign"
CHANNEL = "upper"
#: What a matter may bring along. The rest is for the office that works on it to fill in.
FIELDS = (
    "number", "opened", "household", "person", "raised_by", "category", "kind", "description",
    "original_words", "urgency", "deadline", "responsible", "standard", "notes", "type", "swept_from",
)  # fmt: skip
_FROM_HERE = frozenset({"swept_from"})  # names a record by its id alone; it need not be there


def assign(
    desk: Desk, offices: Sequence[str], values: Mapping[str, Any], intention: str = "matter.assign"
) -> list[str]:
    """Give the same matter to each of these offices below: one intention; the ids in the order given.

    `values`: those of FIELDS (`description` is needed; `opened` is today if missing), and a deadline as a
    day, or as `days`: so many working days from today. People and homes in it must be the office's own.
    Raises Problem: only_review, too_many_days, what writing raises; MatterProblem: assign_from_above,
    assign_needs, assign_nobody, assign_not_below, assign_not_ready, assign_others.
    """
    if desk.office.level == "village":
        raise MatterProblem("assign_from_above")
    require(desk, RIGHT)
    chosen = list(dict.fromkeys(offices))
    check_offices(chosen, reachable(desk))
    row = row_of(desk, values)
    for office in chosen:
        _check_owners(desk, office, row)
    with desk.write(intention) as w:
        return [identity for office in chosen for identity in w.add_for(office, "matter", [row])]


def row_of(desk: Desk, values: Mapping[str, Any]) -> dict[str, Any]:
    """The values of a matter given from above, with what follows from them. Raises as `assign` does."""
    row = {name: values[name] for name in FIELDS if values.get(name) not in (None, "")}
    row["deadline"] = due_day(desk, values)
    missing = [KINDS["matter"].field(name).label for name in ("description", "deadline") if not row.get(name)]
    if missing:
        raise MatterProblem("assign_needs", fields=ASSIGNING["mark"].join(missing))
    row.setdefault("opened", desk.today().isoformat())
    return {"channel": CHANNEL, "type": "problem", "urgency": "normal", **row}


def due_day(desk: Desk, values: Mapping[str, Any]) -> str:
    """The day by which it is due: `deadline`, or `days` working days from `opened` (today); "" for neither.

    Raises Problem too_many_days; MatterProblem not_days.
    """
    if values.get("deadline"):
        return str(values["deadline"])
    days = values.get("days")
    if days in (None, ""):
        return ""
    if type(days) is not int or days < 1:
        raise MatterProblem("not_days", field="days", value=str(days)[:20])
    return workdays.deadline(desk, _begin(desk, values), days).day.isoformat()


def _begin(desk: Desk, values: Mapping[str, Any]) -> date:
    try:
        return date.fromisoformat(str(values.get("opened") or ""))
    except ValueError:
        return desk.today()


def check_offices(chosen: Sequence[str], below: Sequence[Reachable]) -> None:
    """Raises MatterProblem: assign_nobody, assign_not_below, assign_not_ready."""
    known = {each.office: each for each in below}
    if not chosen:
        raise MatterProblem("assign_nobody")
    if any(office not in known for office in chosen):
        raise MatterProblem("assign_not_below")
    absent = [known[office].name for office in chosen if not known[office].is_ready]
    if absent:
        raise MatterProblem("assign_not_ready", offices=ASSIGNING["mark"].join(absent))


def _check_owners(desk: Desk, office: str, row: Mapping[str, Any]) -> None:
    """What it names must be the office's own: it would tell one village of another's people."""
    for field in KINDS["matter"].fields:
        if field.type is not FieldType.REFERENCE or field.name in _FROM_HERE or not row.get(field.name):
            continue
        for target in field.targets:
            found = records.by_ids(desk, target, [row[field.name]]).get(row[field.name])
            if found is not None and found.office != office:
                raise MatterProblem("assign_others", label=field.label, field=field.name)
