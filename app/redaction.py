"""Erasing by law, for good: what would go is shown first, then it goes everywhere."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app import backups, records
from app.desk import Desk
from app.faults import faults_as_problems
from app.kinds import KINDS
from app.problems import Problem
from app.records import Record
from app.rights import require
from db import backup, redaction, redaction_queries
from db.files import DATABASE_FILE, DISK
from db.swapping import SET_ASIDE

INSTEAD = "某某"  # what stands where a name stood
NUMBER_INSTEAD = "＊＊＊"
ERASED_KINDS = ("person", "household", "visit", "matter", "aid", "document", "attachment", "activity")
_BIN = "bin_emptied"
_NAMES = (("person", "name"), ("household", "head"))


@dataclass(frozen=True)
class Mention:
    """A text elsewhere in which the name, ID number or phone number stands; an administrator decides.

    `is_past`: only an earlier value of the field holds it, which the history shows. `is_sure`: the
    record is about the same person or household; any other may mean somebody of the same name.
    """

    kind: str
    id: str
    field: str
    title: str
    label: str
    is_past: bool
    is_sure: bool


@dataclass(frozen=True)
class Plan:
    """What an erasure would take: the record, its tags and attachments; what else names it."""

    record: Record
    title: str
    parts: Mapping[str, int]  # kind → how many of them go with it
    mentions: tuple[Mention, ...]
    backups: tuple[Path, ...]


@dataclass(frozen=True)
class Erased:
    """What an erasure did. `compact` False: the file could not be packed, the disk had no room."""

    records: int
    texts: int
    backups: tuple[Path, ...]
    compact: bool = True


def plan(desk: Desk, kind: str, identity: str) -> Plan:
    """What erasing this record would take, for the list before the question.

    Raises Problem: only_admin, no_such_record, not_erasable, erased.
    """
    require(desk, "redact")
    if kind not in ERASED_KINDS:
        raise Problem("not_erasable", kind=records.known_kind(kind).label)
    record = records.exact(desk, kind, identity)
    if records.is_erased(record):
        raise Problem("erased")
    going = _going(desk, record)
    parts: dict[str, int] = {}
    for part, _ in going[1:]:
        parts[part] = parts.get(part, 0) + 1
    title = records.title(desk, record)
    return Plan(record, title, parts, _mentions(desk, record, going), backups_holding(desk))


def redact(
    desk: Desk, kind: str, identity: str, reason: str, basis: str = "", approved_by: str = "",
    mentions: Iterable[Mention] = (),
) -> Erased:  # fmt: skip
    """Erase a record by law: its values, their history, its tags and attachments. It cannot be undone.

    In the texts of `mentions` the name becomes 某某. `basis` names the application or the law, no
    person. Raises Problem: what `plan` raises, not_a_code.
    """
    wanted = plan(desk, kind, identity)
    words = _words(wanted.record)
    fact = {
        "date": desk.today().isoformat(), "reason": reason, "basis": basis or None,
        "approved_by": approved_by or desk.operator.name,
    }  # fmt: skip
    grouped: dict[tuple[str, str], list[str]] = {}
    for each in mentions:
        grouped.setdefault((each.kind, each.id), []).append(each.field)
    with desk.write("redact") as writer:
        for (other, other_id), fields in grouped.items():
            values = redaction_queries.texts_of(desk.store.database, other, other_id, fields)
            cleaned = {n: _without(v, words) for n, v in values.items() if isinstance(v, str)}
            if changed := {n: v for n, v in cleaned.items() if v != values[n]}:
                writer.rewrite(other, other_id, changed)
        facts = [{**fact, "about": i, "kind": k} for k, i in _going(desk, wanted.record)]
        facts += [{**fact, "about": i, "kind": k, "fields": ",".join(f)} for (k, i), f in grouped.items()]
        cleared = writer.erase(facts)
    _forget_packages(desk)
    desk.audit("redact", f"{kind} {identity} {reason}")
    return Erased(cleared, len(grouped), backups_holding(desk), _compact(desk))


def _forget_packages(desk: Desk) -> None:
    """Own copies of packages hold what was erased; a peer that lacks one gets everything anew."""
    for folder in ("exchange/out", "exchange/in"):
        with faults_as_problems(desk.home):
            for path in (desk.home / folder).glob("*.lxp"):
                path.unlink(missing_ok=True)


def _going(desk: Desk, record: Record) -> list[tuple[str, str]]:
    """(kind, id) of the record and what goes with it."""
    return [(record.kind, record.id), *redaction_queries.parts_of(desk.store.database, record.id)]


def _mentions(desk: Desk, record: Record, going: list[tuple[str, str]]) -> tuple[Mention, ...]:
    """Without the names of other people: who is called the same is somebody else."""
    but = {identity for _, identity in going}
    kin = {record.id, record["household"]} - {None}
    found = [
        each
        for each in redaction_queries.mentions(desk.store.database, _words(record), but)
        if (each.kind, each.field) not in _NAMES or each.id in kin
    ]
    held: dict[str, Record] = {}
    for kind in {each.kind for each in found}:
        held.update(records.by_ids(desk, kind, [each.id for each in found if each.kind == kind]))
    return tuple(
        Mention(
            each.kind, each.id, each.field, records.title(desk, held[each.id]),
            KINDS[each.kind].field(each.field).label, each.is_past, _concerns(held[each.id], kin),
        )
        for each in found
    )  # fmt: skip


def _concerns(record: Record, kin: set[str]) -> bool:
    """Whether a record is, or refers to, one of these."""
    named = {record.id}
    for field in KINDS[record.kind].fields:
        if field.targets and record[field.name]:
            value = record[field.name]
            named |= {value} if isinstance(value, str) else set(value)
    return bool(named & kin)


def _words(record: Record) -> list[str]:
    """What tells who it was: the name, the ID number, the phone number. One letter is no name."""
    if record.kind not in ("person", "household"):
        return []
    held = (record[name] for name in ("name", "head", "id_number", "phone"))
    return list(dict.fromkeys(str(each) for each in held if each and len(str(each)) > 1))


def _without(text: str, words: list[str]) -> str:
    for word in sorted(words, key=len, reverse=True):
        text = text.replace(word, NUMBER_INSTEAD if any(c.isdigit() for c in word) else INSTEAD)
    return text


def _compact(desk: Desk) -> bool:
    """Pack the file, so that nothing is left in its free pages. False when the disk has no room."""
    try:
        with faults_as_problems(desk.home):
            redaction.compact(desk.store.connection)
    except Problem as problem:
        if problem.code != "disk_full":
            raise
        return False
    return True


# The recycle bin --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class BinContents:
    """What emptying the bin would take, and which live records still refer to something in it."""

    counts: Mapping[str, int]  # kind → how many records
    leaning: tuple[tuple[str, str, int], ...]  # (live kind, kind in the bin, how many)
    backups: tuple[Path, ...]

    @property
    def total(self) -> int:
        """How many records there are in it."""
        return sum(self.counts.values())


def bin_contents(desk: Desk) -> BinContents:
    """What lies in the recycle bin, counted."""
    database = desk.store.database
    counts = {kind: len(ids) for kind, ids in redaction_queries.binned(database).items()}
    leaning = redaction_queries.leaning(database)
    return BinContents(
        counts, tuple((live, gone, n) for (live, gone), n in leaning.items()), backups_holding(desk)
    )


def empty_bin(desk: Desk, only: Mapping[str, Iterable[str]] | None = None) -> Erased:
    """Erase what lies in the recycle bin, or `only` these of it (kind → ids). It cannot be undone.

    Raises Problem: only_admin, bin_is_empty.
    """
    require(desk, "bin.empty")
    lying = redaction_queries.binned(desk.store.database)
    if only is not None:
        lying = {kind: [each for each in ids if each in lying.get(kind, ())] for kind, ids in only.items()}
    if not any(lying.values()):
        raise Problem("bin_is_empty")
    fact: dict[str, Any] = {
        "date": desk.today().isoformat(), "reason": _BIN, "approved_by": desk.operator.name,
    }  # fmt: skip
    with desk.write("bin.empty") as writer:
        cleared = writer.erase(
            {**fact, "about": each, "kind": kind} for kind, ids in lying.items() for each in ids
        )
    desk.audit("bin.empty", " ".join(f"{kind}:{len(ids)}" for kind, ids in lying.items() if ids))
    return Erased(cleared, 0, backups_holding(desk), _compact(desk))


# Old backups ------------------------------------------------------------------------------------------


def backups_holding(desk: Desk) -> tuple[Path, ...]:
    """The copies on this computer: each made until now holds what was erased since.

    Backups of both folders, and what restores set aside; a stick that is not there is not looked at.
    """
    folders = [backups.own_folder(desk.home)]
    if second := desk.settings.get(backups.FOLDER):
        folders.append(Path(str(second)))
    found: list[Path] = []
    for folder in folders:
        with suppress(OSError):
            found += backup.listing(folder)
    with suppress(OSError):
        found += sorted((desk.home / SET_ASIDE).glob(f"*/*{DATABASE_FILE}*"))
    return tuple(found)


def delete_backups(desk: Desk, places: Iterable[Path]) -> int:
    """Delete old backups that hold what was erased, after a new one was made; how many went.

    Raises Problem: only_admin, what making a backup and the disk raise.
    """
    require(desk, "redact")
    known = set(backups_holding(desk))
    going = [place for place in places if place in known]
    if not going:
        return 0
    desk.back_up(reason="redacted")
    for place in going:
        with faults_as_problems(place.parent):
            DISK.remove(place)
            DISK.remove(backup.key_file_of(place))
    desk.audit("redact.backups", str(len(going)))
    return len(going)
