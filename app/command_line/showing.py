"""Records as the command line shows them: words for people, stored values for programs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from app import matters, records
from app.command_line.text import word
from app.desk import Desk
from app.history import Change, display
from app.kinds import KINDS, Field
from app.masking import mask
from app.records import Record
from app.rights import may
from app.sight import covered, guard, is_minor, may_be_hidden
from app.unmasking import guards


def plain_record(desk: Desk, record: Record, state: str = "") -> dict[str, Any]:
    """The record as JSON: stored values; empty ones, and those this operator may not see, left out."""
    needed = guards(desk, record.kind, record.values)
    values = {
        name: value
        for name, value in record.values.items()
        if value is not None and (name not in needed or may(desk, needed[name]))
    }
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
            text = display(desk, field, record[field.name])
            value = hidden(desk, record, field, record[field.name], text, whole)
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


def hidden(desk: Desk, record: Record, field: Field, value: object, text: str, whole: bool) -> str:
    """The text masked as on the screen, unless it is wanted whole and this operator may see it."""
    needed = guard(field, value, is_minor(KINDS[record.kind], record.values, desk.today()))
    if needed:
        return text if whole and may(desk, needed) else covered(field, text)
    return text if whole or not field.mask else mask(text, "text")


def holds_hidden(kind: str) -> bool:
    """Whether records of the kind have values that are masked."""
    return any(may_be_hidden(field) for field in KINDS[kind].fields)


def plain_change(desk: Desk, record: Record, change: Change) -> dict[str, Any]:
    """One change as JSON; what this operator may not see is masked, and empty where it is a stored value."""
    plain = asdict(change)
    if KINDS[record.kind].has(change.field):
        field = KINDS[record.kind].field(change.field)
        shown = {
            name: hidden(desk, record, field, plain[name], plain[name], True) for name in ("before", "after")
        }
        if shown["before"] != plain["before"]:
            plain["before_value"] = None
        plain.update(shown)
    return plain


def told_change(desk: Desk, record: Record, change: Change, whole: bool) -> str:
    """One change of a record's history."""
    head = word(
        "change_line", at=change.at.replace("T", " "), operator=change.operator, action=change.action_label
    )
    if not change.field:
        return head
    kind = KINDS[record.kind]
    field = kind.field(change.field) if kind.has(change.field) else None
    before, after = (
        (hidden(desk, record, field, text, text, whole) if field else text) or word("empty")
        for text in (change.before, change.after)
    )
    return head + word("change_field", label=change.field_label, before=before, after=after)
