"""Records that may be one and the same: found, compared, merged, taken apart again, or told apart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app import records
from app.derivation import derive
from app.desk import Desk
from app.history import display
from app.kinds import KINDS, Field
from app.problems import Problem
from app.records import Query, Record, Where
from app.rights import require
from app.unmasking import seen
from db import duplicate_queries, merging
from db import history as store_history

COMPARED = duplicate_queries.KINDS_COMPARED
MOST = 500
_NOT_COMPARED = ("merged_into", "pinyin", "id_state")


@dataclass(frozen=True)
class Pair:
    """Two live records that may be one, the earlier one first.

    `reason`: id_number, name_and_birth, name_and_household; of households head_and_place,
    head_and_phone. Never merged unasked.
    """

    one: Record
    other: Record
    reason: str


@dataclass(frozen=True)
class Line:
    """One field of both records in words, masked as the screen does; the values are what is chosen."""

    field: str
    label: str
    one: str
    other: str
    one_value: Any
    other_value: Any

    @property
    def differs(self) -> bool:
        """Whether a person has to look: both are filled in, and not alike."""
        return self.one_value is not None and self.other_value is not None and not self.is_same

    @property
    def is_same(self) -> bool:
        """Whether both say the same."""
        return bool(self.one_value == self.other_value)

    @property
    def proposed(self) -> str:
        """Whose value to take unasked, "one" or "other": what is filled in; of two the earlier's."""
        return "other" if self.one_value is None and self.other_value is not None else "one"


@dataclass(frozen=True)
class Merged:
    """A record that was merged, and what stands for it."""

    id: str
    into: str
    title: str
    into_title: str
    at: str


def likely(desk: Desk, kind: str, limit: int = MOST) -> list[Pair]:
    """The pairs of a whole register that may be one, the surest first. Raises Problem not_compared."""
    _check_kind(kind)
    found = duplicate_queries.likenesses(desk.store.database, kind, limit)
    both = records.by_ids(desk, kind, [each for pair in found for each in (pair.one, pair.other)])
    return [Pair(both[each.one], both[each.other], each.reason) for each in found]


def at_entry(desk: Desk, kind: str, values: Mapping[str, Any], identity: str = "") -> list[Pair]:
    """Who may already be what is being written down; `identity` is the form's own record, if any."""
    told_apart = duplicate_queries.known_to_be_two(desk.store.database, identity) if identity else set()
    values = derive(kind, dict(values))
    typed = Record(kind, identity, values)
    found: dict[str, Pair] = {}
    for reason, names in _AGREEING.get(kind, ()):
        if not all(values.get(name) for name in names):
            continue
        where = tuple(Where(name, "=", values[name]) for name in names)
        for other in records.find(desk, Query(kind, where=where, limit=5)):
            if other.id != identity and other.id not in told_apart:
                found.setdefault(other.id, Pair(typed, other, reason))
    return list(found.values())


_AGREEING = {
    "person": (
        ("id_number", ("id_number",)),
        ("name_and_birth", ("name", "birth")),
        ("name_and_household", ("name", "household")),
    ),
    "household": (("head_and_place", ("head", "group", "number")), ("head_and_phone", ("head", "phone"))),
}


def compared(desk: Desk, kind: str, one: str, other: str) -> list[Line]:
    """Both records field by field; fields that are empty in both are left out. Raises Problem."""
    _check_kind(kind)
    first, second = records.exact(desk, kind, one), records.exact(desk, kind, other)
    described = [each for each in KINDS[kind].fields if each.name not in _NOT_COMPARED]
    own = sorted((set(first.values) | set(second.values)) - set(KINDS[kind].names))
    described += [Field(name, name.removeprefix("x_")) for name in own]
    return [
        Line(
            field.name, field.label, _worded(desk, first, field), _worded(desk, second, field),
            first[field.name], second[field.name],
        )
        for field in described
        if first[field.name] is not None or second[field.name] is not None
    ]  # fmt: skip


def _worded(desk: Desk, record: Record, field: Field) -> str:
    return seen(desk, record.kind, record.values, field, display(desk, field, record[field.name]))


def merge(
    desk: Desk, kind: str, kept: str, merged: str, values: Mapping[str, Any] | None = None,
    initiator: object | None = None,
) -> None:  # fmt: skip
    """Make one record of two: one intention, undone like any other or taken apart later.

    `values` are those of the other record that the kept one takes; None: what it lacks. Whatever
    refers to `merged` refers to `kept` from then on. Raises Problem: only_review, same_record,
    already_merged, no_such_record, not_compared.
    """
    require(desk, "record.merge")
    _check_kind(kind)
    if kept == merged:
        raise Problem("same_record")
    for each in (kept, merged):
        found = records.exact(desk, kind, each)
        if found.deleted or found["merged_into"]:
            raise Problem("already_merged", title=records.title(desk, found))
    if values is None:
        lines = compared(desk, kind, kept, merged)
        values = {each.field: each.other_value for each in lines if each.proposed == "other"}
    with desk.write(f"{kind}.merge", initiator) as writer:
        writer.merge(kind, kept, merged, values)


def split(desk: Desk, kind: str, merged: str, *, keep_later: bool = False) -> None:
    """Take a merge back, however long ago: both records stand again, each with what was its own.

    What came to the kept record later stays with it. Raises Problem: only_review, not_merged,
    later_work (unless `keep_later`), no_such_record.
    """
    require(desk, "record.merge")
    _check_kind(kind)
    if not records.exact(desk, kind, merged)["merged_into"]:
        raise Problem("not_merged")
    number = store_history.latest_setting(desk.store.database, kind, merged, "merged_into")
    action = store_history.action(desk.store.database, number) if number is not None else None
    if action is None or action.office:
        raise Problem("merged_elsewhere")
    desk.undo_action(action.number, keep_later=keep_later, of_others=True)


def merged_ones(desk: Desk, kind: str, limit: int = MOST) -> list[Merged]:
    """What was merged and can be taken apart, newest first."""
    _check_kind(kind)
    found = duplicate_queries.merged(desk.store.database, kind, limit)
    names = {each.id: records.title(desk, each) for each in _exactly(desk, kind, [one for one, _ in found])}
    into = records.titles(desk, kind, [other for _, other in found])
    return [
        Merged(one, other, names[one], into.get(other, ""), _merged_at(desk, kind, one))
        for one, other in found
    ]


def _exactly(desk: Desk, kind: str, ids: list[str]) -> list[Record]:
    return records.find(desk, Query(kind, where=(Where("id", "in", ids),), deleted=True))


def _merged_at(desk: Desk, kind: str, identity: str) -> str:
    number = store_history.latest_setting(desk.store.database, kind, identity, "merged_into")
    action = store_history.action(desk.store.database, number) if number is not None else None
    return action.at if action else ""


def tell_apart(desk: Desk, kind: str, one: str, other: str, initiator: object | None = None) -> str:
    """Remember that two records are not the same, so that nobody is asked again; the fact's id.

    Raises Problem: same_record, no_such_record, not_compared.
    """
    _check_kind(kind)
    if one == other:
        raise Problem("same_record")
    first, second = sorted((records.exact(desk, kind, one).id, records.exact(desk, kind, other).id))
    note = "、".join(records.title(desk, records.exact(desk, kind, each)) for each in (first, second))
    with desk.write("distinction.add", initiator) as writer:
        return writer.add("distinction", {"one": first, "other": second, "note": note[:200]})


def repoint(desk: Desk) -> int:
    """Let what refers to merged records refer to what they merged into; how many fields changed.

    For after a package was taken in: another office may not have known of the merge. Two records
    that two offices merged each into the other stand again as the one with the smaller id.
    """
    database, changed = desk.store.database, 0
    circles = {kind: merging.circles(database, kind) for kind in merging.MERGED}
    if any(circles.values()):
        with desk.write("repoint") as writer:
            for kind, ids in circles.items():
                for each in ids:
                    writer.end_circle(kind, each)
    stale = {kind: merging.stale_references(database, kind) for kind in merging.MERGED}
    if any(stale.values()):
        with desk.write("repoint") as writer:
            for kind, ids in stale.items():
                for each in ids:
                    changed += writer.repoint(kind, each, writer.resolved(kind, each))
    return changed


def _check_kind(kind: str) -> None:
    if kind not in COMPARED:
        label = KINDS[kind].label if kind in KINDS else kind[:40]
        raise Problem("not_compared", kind=label)
