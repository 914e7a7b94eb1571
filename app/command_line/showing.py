"""Records as the command line shows them: words for people, stored values for programs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from app import matters, records
from app.command_line.text import word
from app.desk import Desk
from app.history import Change, display
from app.kinds import KINDS, Field
from app.masking import mask
from app.records import Record

_HIDDEN = ("id_number", "phone")  # as in a ledger's inner edition


def plain_record(record: Record, state: str = "") -> dict[str, Any]:
    """The record as JSON: stored values, empty ones left out."""
    values = {name: value for name, value in record.values.items() if value is not None}
    plain: dict[str, Any] = {"id": record.id, **values, "office": record.office}
    if state:
        plain["state"] = state
    if record.deleted:
        plain["deleted"] = True
    return plain


def states_of(desk: Desk, found: Sequence[Record]) -> Mapping[str, str]:
    """id → the state that a matter's events give; nothing for other kinds."""
    if not found or found[0].kind != "matter":
        return {}
    standings = matters.states(desk, [record.id for record in found])
    return {identity: each.state.value for identity, each in standings.items()}


def told_record(desk: Desk, record: Record, whole: bool) -> list[str]:
    """One line per field that is filled in, in the order of the form."""
    kind = KINDS[record.kind]
    lines = [word("line", label=word("id"), value=record.id)]
    for field in kind.fields:
        if record[field.name] is not None:
            value = hidden(field, display(desk, field, record[field.name]), whole)
            lines.append(word("line", label=field.label, value=value))
    own = {name: value for name, value in record.values.items() if not kind.has(name)}
    lines += [word("line", label=name, value=value) for name, value in own.items()]
    state = states_of(desk, [record]).get(record.id)
    if state:
        lines.append(word("line", label=word("state"), value=desk.codes.label("matter_state", state)))
    if record.deleted:
        lines.append(word("line", label=word("in_bin"), value=word("yes")))
    return lines


def told_line(desk: Desk, record: Record, state: str = "") -> str:
    """id and title in one line."""
    title = mask(records.title(desk, record), "text")
    label = desk.codes.label("matter_state", state) if state else ""
    return "  ".join(part for part in (record.id, title, label) if part)


def hidden(field: Field, text: str, whole: bool) -> str:
    """The text with ID and phone numbers masked, unless it is wanted whole."""
    if whole or not field.mask:
        return text
    return mask(text, field.mask if field.mask in _HIDDEN else "text")


def holds_numbers(kind: str) -> bool:
    """Whether records of the kind have values that are masked."""
    return any(field.mask in _HIDDEN for field in KINDS[kind].fields)


def told_change(kind: str, change: Change, whole: bool) -> str:
    """One change of a record's history."""
    head = word(
        "change_line", at=change.at.replace("T", " "), operator=change.operator, action=change.action_label
    )
    if not change.field:
        return head
    field = KINDS[kind].field(change.field) if KINDS[kind].has(change.field) else None
    before, after = (
        (hidden(field, text, whole) if field else text) or word("empty")
        for text in (change.before, change.after)
    )
    return head + word("change_field", label=change.field_label, before=before, after=after)
