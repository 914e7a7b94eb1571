"""Seeing what is hidden: what an operator's screen shows of a record, and the acts that show more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from app.desk import Desk
from app.kinds import KINDS, Field
from app.notices import Notice
from app.problems import Problem
from app.rights import may, require
from app.sight import covered, guard, is_minor, without_numbers

SHOWING = "unmask.screen"
NARROWING = "unmask.filter"


def seen(desk: Desk, kind: str, values: Mapping[str, Any], field: Field, text: str) -> str:
    """`text`, which says the field's value in words, as the operator's screen may show it now.

    `values` are the record's; birth tells whether it is of somebody under 14.
    """
    return seen_value(desk, kind, values, field, values.get(field.name), text)


def seen_value(
    desk: Desk, kind: str, values: Mapping[str, Any], field: Field, value: object, text: str
) -> str:
    """As `seen`, for another value of the field than the record has now: one of its history."""
    needed = guard(field, value, is_minor(KINDS[kind], values, desk.today()))
    is_open = desk.sight.is_open(desk.now())
    if not needed:
        return text if is_open else without_numbers(field, text)
    return text if is_open and may(desk, needed) else covered(field, text)


def seen_or_nothing(desk: Desk, kind: str, values: Mapping[str, Any], field: Field, text: str) -> str:
    """As `seen`, but "" where the field is hidden: for a line that can do without it."""
    hidden = bool(guard(field, values.get(field.name), is_minor(KINDS[kind], values, desk.today())))
    told = seen(desk, kind, values, field, text)
    return "" if hidden and told != text else told


def guards(desk: Desk, kind: str, values: Mapping[str, Any]) -> dict[str, str]:
    """The fields of a record that are hidden, each with the right it takes to see it."""
    minor = is_minor(KINDS[kind], values, desk.today())
    needed = {each.name: guard(each, values.get(each.name), minor) for each in KINDS[kind].fields}
    return {name: right for name, right in needed.items() if right}


def reveal(desk: Desk, kind: str, identity: str, needed: Mapping[str, str]) -> None:
    """Note who looks at which fields of which record (never what they hold).

    `needed` is of `guards`. Raises Problem only_review_sensitive.
    """
    if not all(may(desk, right) for right in needed.values()):
        raise Problem("only_review_sensitive")
    desk.audit("unmask", f"{kind} {identity} {','.join(sorted(needed))}")


def note_narrowing(desk: Desk, kind: str, field: str) -> None:
    """Note, once a session and field, that a list was narrowed to what its stars hide."""
    if (told := f"{kind} {field}") not in desk.sight.narrowed:
        desk.audit(NARROWING, told)
        desk.sight.narrowed.add(told)


def show_all(desk: Desk) -> None:
    """Show on every page what this operator may see, for a few minutes; noted. Raises Problem."""
    require(desk, "unmask")
    desk.audit(SHOWING)
    desk.sight.open(desk.now())
    _tell(desk)


def hide_all(desk: Desk) -> None:
    """End what `show_all` began."""
    desk.sight.close()
    _tell(desk)


def _tell(desk: Desk) -> None:
    """Nothing was written, but every page shows its records otherwise now."""
    desk.notices.announce(Notice(frozenset(KINDS), frozenset(), SHOWING))


def told_fields(kind: str, names: Sequence[str]) -> str:
    """The fields' labels, for the audit page; names that the kind does not have are passed over."""
    return "、".join(KINDS[kind].field(each).label for each in names if KINDS[kind].has(each))
