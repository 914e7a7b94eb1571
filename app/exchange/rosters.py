"""The numbered, signed list of who belongs to an upper office: keys, standing, cut-off, minimum suite."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from app.desk import Office
from app.exchange import crypto, safe_json
from app.exchange.certificates import Member, mapping, member_from_json, member_to_json
from app.exchange.crypto import SUITE, NodeKeys, NodePublic
from app.exchange.problems import ExchangeProblem
from app.exchange.safe_json import Unsafe, count_of, text_of

ACTIVE, RETIRED, REVOKED = "active", "retired", "revoked"
_CONTEXT = b"lianxin roster\x00"
_MOST = 5000
_ROSTER = frozenset({"number", "issuer", "entries", "minimum_suite", "recovery", "signature"})
_ENTRY = frozenset({"office", "public", "serial", "role", "status", "accepted"})

Vectors = Mapping[str, Mapping[str, int]]
"""Bucket → writer → seq. A writer's text is whatever the merge calls it."""


@dataclass(frozen=True)
class Entry:
    """One PC. `serial`: of its certificate; `accepted`: of a revoked one, the last that still counts.
    `unknown`: fields of a newer program, kept because they are signed.
    """

    member: Member
    serial: int
    role: str
    status: str = ACTIVE
    accepted: Vectors = field(default_factory=dict)
    unknown: Mapping[str, Any] = field(default_factory=dict)

    @property
    def node(self) -> str:
        """The node's id."""
        return self.member.public.node


@dataclass(frozen=True)
class Roster:
    """`issuer`: key id of who signed; `recovery`: age recipient of the county's recovery key, or "".
    `unknown`: fields of a newer program, kept because they are signed.
    """

    number: int
    issuer: str
    entries: tuple[Entry, ...]
    minimum_suite: str = SUITE
    recovery: str = ""
    signature: str = ""
    unknown: Mapping[str, Any] = field(default_factory=dict)

    def by_key(self, key_id: str) -> Entry | None:
        """The PC with this key id, whatever its standing."""
        return next((each for each in self.entries if each.member.public.key_id == key_id), None)

    def by_node(self, node: str) -> Entry | None:
        """The PC of this id."""
        return next((each for each in self.entries if each.node == node), None)

    def of_office(self, office: str) -> tuple[Entry, ...]:
        """All PCs that an office has or had."""
        return tuple(each for each in self.entries if each.member.office.id == office)

    def recipients(self, office: str) -> tuple[str, ...]:
        """The age recipients of an office's PCs in use."""
        active = (each for each in self.of_office(office) if each.status == ACTIVE)
        return tuple(each.member.public.age_recipient for each in active)


def first_roster(keys: NodeKeys, office: Office, recovery: str = "") -> Roster:
    """The roster of an office that nobody has joined yet: itself."""
    entry = Entry(Member(office, keys.public), 1, "upper")
    return sealed(keys, Roster(1, "", (entry,), keys.public.suite, recovery))


def sealed(keys: NodeKeys, roster: Roster) -> Roster:
    """The roster signed with these keys."""
    plain = replace(roster, issuer=keys.public.key_id, signature="")
    return replace(plain, signature=crypto.sign(keys, _signed(plain)))


def next_roster(
    keys: NodeKeys,
    held: Roster,
    entries: Iterable[Entry] = (),
    *,
    minimum_suite: str | None = None,
    recovery: str | None = None,
) -> Roster:
    """The next number: `entries` take the place of those of the same node or come to the end."""
    after = {each.node: each for each in held.entries}
    after.update({each.node: each for each in entries})
    changed = replace(
        held,
        number=held.number + 1,
        entries=tuple(after.values()),
        minimum_suite=held.minimum_suite if minimum_suite is None else minimum_suite,
        recovery=held.recovery if recovery is None else recovery,
    )
    return sealed(keys, changed)


def with_retired(keys: NodeKeys, held: Roster, node: str) -> Roster:
    """The PC is no longer used: it is struck from the vectors, what it wrote before still counts."""
    return next_roster(keys, held, [replace(listed(held, node), status=RETIRED)])


def with_revoked(keys: NodeKeys, held: Roster, node: str, accepted: Vectors) -> Roster:
    """The PC is lost or stolen: what it writes beyond `accepted` goes to quarantine."""
    return next_roster(keys, held, [replace(listed(held, node), status=REVOKED, accepted=accepted)])


def with_moved(keys: NodeKeys, held: Roster, office: str) -> Roster:
    """The office went to another upper office: all its PCs retire here."""
    active = [each for each in held.of_office(office) if each.status == ACTIVE]
    if not active:
        raise ExchangeProblem("node_not_listed")
    return next_roster(keys, held, [replace(each, status=RETIRED) for each in active])


def is_genuine(roster: Roster, issuer: NodePublic) -> bool:
    """Whether `issuer` signed it."""
    return roster.issuer == issuer.key_id and crypto.is_signed(issuer, _signed(roster), roster.signature)


def later(held: Roster, offered: Roster, issuer: NodePublic) -> Roster:
    """The roster to go by: `offered` when its number is higher, else `held`.

    Raises ExchangeProblem roster_damaged when `issuer` did not sign it, suite_pinned when it asks for
    less than `held` did.
    """
    if not is_genuine(offered, issuer):
        raise ExchangeProblem("roster_damaged")
    if offered.number <= held.number:
        return held
    if offered.minimum_suite < held.minimum_suite:
        raise ExchangeProblem("suite_pinned")
    return offered


def known_sender(rosters: Iterable[Roster], key_id: str, name: str) -> Entry:
    """Whose key this is, in the first roster that lists it. Raises ExchangeProblem unknown_sender."""
    found = next((entry for each in rosters if (entry := each.by_key(key_id)) is not None), None)
    if found is None:
        raise ExchangeProblem("unknown_sender", name=name)
    return found


def check_suite(roster: Roster, suite: str, name: str) -> None:
    """Raises ExchangeProblem suite_too_low for a file below what the roster pins."""
    if suite < roster.minimum_suite:
        raise ExchangeProblem("suite_too_low", name=name)


def is_beyond_cut_off(entry: Entry, vectors: Vectors) -> bool:
    """Whether a revoked PC's package holds more of its own than was accepted when it was revoked.

    `vectors`: what the package says to hold of writers of this very node. Such a package goes to
    quarantine as a whole; PCs in use and retired ones have no cut-off.
    """
    if entry.status != REVOKED:
        return False
    return any(
        seq > entry.accepted.get(bucket, {}).get(writer, 0)
        for bucket, writers in vectors.items()
        for writer, seq in writers.items()
    )


def roster_to_json(roster: Roster) -> dict[str, Any]:
    """For documents and for keeping."""
    return {
        **roster.unknown,
        "number": roster.number,
        "issuer": roster.issuer,
        "entries": [_entry_to_json(each) for each in roster.entries],
        "minimum_suite": roster.minimum_suite,
        "recovery": roster.recovery,
        "signature": roster.signature,
    }


def roster_from_json(stored: object) -> Roster:
    """What roster_to_json made. Raises Unsafe for what is none."""
    fields = mapping(stored)
    entries, recovery = fields.get("entries"), fields.get("recovery")
    if not isinstance(entries, list) or len(entries) > _MOST or not isinstance(recovery, str):
        raise Unsafe("no roster")
    return Roster(
        count_of(fields, "number"),
        text_of(fields, "issuer"),
        tuple(_entry_from_json(each) for each in entries),
        text_of(fields, "minimum_suite", 2),
        recovery,
        text_of(fields, "signature"),
        {key: value for key, value in fields.items() if key not in _ROSTER},
    )


def _entry_to_json(entry: Entry) -> dict[str, Any]:
    return {
        **entry.unknown,
        **member_to_json(entry.member),
        "serial": entry.serial,
        "role": entry.role,
        "status": entry.status,
        "accepted": {bucket: dict(writers) for bucket, writers in entry.accepted.items()},
    }


def _entry_from_json(stored: object) -> Entry:
    fields = mapping(stored)
    status = text_of(fields, "status")
    if status not in (ACTIVE, RETIRED, REVOKED):
        raise Unsafe("no status")
    accepted = {bucket: mapping(writers) for bucket, writers in mapping(fields.get("accepted")).items()}
    counted = {bucket: {each: count_of(seqs, each) for each in seqs} for bucket, seqs in accepted.items()}
    unknown = {key: value for key, value in fields.items() if key not in _ENTRY}
    member, serial = member_from_json(fields), count_of(fields, "serial")
    return Entry(member, serial, text_of(fields, "role"), status, counted, unknown)


def listed(roster: Roster, node: str) -> Entry:
    """The PC of this id. Raises ExchangeProblem node_not_listed."""
    entry = roster.by_node(node)
    if entry is None:
        raise ExchangeProblem("node_not_listed")
    return entry


def _signed(roster: Roster) -> bytes:
    fields = roster_to_json(roster)
    del fields["signature"]
    return _CONTEXT + safe_json.canonical(fields)
