"""Reading and writing single records of any kind."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from app import upper_units
from app.desk import Desk
from app.kinds import KINDS, FieldType, Kind
from app.problems import Problem
from app.rights import require
from app.unmasking import seen
from db import merging
from db import records as store_records
from db.records import Query, Record, Where

__all__ = [
    "Query", "Record", "Where", "add", "by_ids", "change", "check_writing", "count", "exact", "find", "get",
    "is_erased", "known_kind", "latest", "remove", "resolved", "restore", "tally", "title", "titles",
]  # fmt: skip

ERASED = "（已依法删除）"  # how a record without any value is named
# Kinds whose single records not everyone may write. Adding a matter event is the machine's affair.
_ADDING = {"code": "codes", "code_list": "codes", "review": "handbook.review"}
_WRITING = {**_ADDING, "matter_event": "matter.close"}


def known_kind(name: str) -> Kind:
    """The kind of that name. Raises Problem unknown_kind."""
    if name not in KINDS:
        raise Problem("unknown_kind", kind=name[:40], kinds="、".join(KINDS))
    return KINDS[name]


def get(desk: Desk, kind: str, identity: str) -> Record:
    """One record, also from the recycle bin; of a merged one what it was merged into.

    Raises Problem no_such_record.
    """
    return exact(desk, kind, resolved(desk, kind, identity))


def exact(desk: Desk, kind: str, identity: str) -> Record:
    """The record with this very id, even if it was merged into another. Raises Problem no_such_record."""
    found = store_records.by_ids(desk.store.database, kind, [identity]).get(identity)
    if found is None:
        raise Problem("no_such_record", id=identity[:64], kind=KINDS[kind].label)
    return found


def resolved(desk: Desk, kind: str, identity: str) -> str:
    """The id that stands for this one today: another only when its record was merged into that."""
    return merging.targets_of(desk.store.connection, kind, [identity]).get(identity, identity)


def find(desk: Desk, query: Query) -> list[Record]:
    """The records that `query` asks for."""
    return store_records.find(desk.store.database, query)


def count(desk: Desk, query: Query) -> int:
    """How many records `query` asks for."""
    return store_records.count(desk.store.database, query)


def tally(desk: Desk, query: Query, by: str) -> dict[Any, int]:
    """How many records per value of the field `by`."""
    return store_records.tally(desk.store.database, query, by)


def latest(desk: Desk, query: Query, by: str, field: str) -> dict[Any, Any]:
    """Per value of `by`, the greatest value of `field`."""
    return store_records.latest(desk.store.database, query, by, field)


def by_ids(desk: Desk, kind: str, ids: Iterable[str]) -> dict[str, Record]:
    """The records with these ids, deleted ones too; under the id of a merged one what it merged into."""
    ids = list(ids)
    found = store_records.by_ids(desk.store.database, kind, ids)
    merged = [each for each, record in found.items() if record["merged_into"]]
    if merged:
        ends = merging.targets_of(desk.store.connection, kind, merged)
        others = store_records.by_ids(desk.store.database, kind, ends.values())
        found.update({each: others[end] for each, end in ends.items() if end in others})
    if kind == "organization" and (missing := set(ids) - found.keys()):
        found.update(upper_units.known(desk.codes, missing))
    return found


def add(
    desk: Desk, kind: str, values: Mapping[str, Any], intention: str = "", initiator: object | None = None
) -> str:
    """Add one record; its id. Raises Problem, with the field's name in details["field"]."""
    _check_right(desk, kind, _ADDING)
    with desk.write(intention or f"{kind}.add", initiator) as writer:
        return writer.add(kind, values)


def change(
    desk: Desk,
    kind: str,
    identity: str,
    values: Mapping[str, Any],
    intention: str = "",
    initiator: object | None = None,
) -> None:
    """Change the given fields of one record. Raises Problem."""
    _check_right(desk, kind, _WRITING)
    with desk.write(intention or f"{kind}.change", initiator) as writer:
        writer.change(kind, identity, values)


def remove(desk: Desk, kind: str, identity: str, initiator: object | None = None) -> None:
    """Send one record to the recycle bin. Raises Problem."""
    _check_right(desk, kind, _WRITING)
    with desk.write(f"{kind}.remove", initiator) as writer:
        writer.remove(kind, identity)


def restore(desk: Desk, kind: str, identity: str, initiator: object | None = None) -> None:
    """Take one record out of the recycle bin. Raises Problem."""
    _check_right(desk, kind, _WRITING)
    with desk.write(f"{kind}.restore", initiator) as writer:
        writer.restore(kind, identity)


def check_writing(desk: Desk, kind: str) -> None:
    """For whoever writes records of a kind past this room. Raises Problem only_review."""
    _check_right(desk, kind, _WRITING)


def _check_right(desk: Desk, kind: str, rights: Mapping[str, str]) -> None:
    if kind in rights:
        require(desk, rights[kind])


def is_erased(record: Record) -> bool:
    """Whether nothing is left of a record but that it was: cleared by law or from the recycle bin."""
    held = (name for name, value in record.values.items() if value is not None)
    return record.deleted and not set(held) - {"merged_into"}


def title(desk: Desk, record: Record) -> str:
    """How a record is named to people: 三组12号 张桂花家, 2026-11-05 入户… What is hidden stays so."""
    kind = KINDS[record.kind]
    if is_erased(record):
        return ERASED
    if record.kind == "household":
        place = "".join(str(record[name]) for name in ("group", "number") if record[name])
        return f"{record['head']}（{place}）" if place else str(record["head"])
    parts = []
    for name in kind.title:
        value = record[name]
        if value is None:
            continue
        field = kind.field(name)
        text = desk.codes.label(field.codes, value) if field.type is FieldType.CODE else str(value)
        text = seen(desk, record.kind, record.values, field, text)
        parts.append(text if len(text) <= 24 else text[:24] + "…")
    return " ".join(parts) or kind.label


def titles(desk: Desk, kind: str, ids: Iterable[str]) -> dict[str, str]:
    """id → title, for a list's columns; one query."""
    return {identity: title(desk, record) for identity, record in by_ids(desk, kind, ids).items()}
