"""Joining an upper office: request, twenty digits, admission, approval; and a new key of the upper office."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from app.desk import Office
from app.exchange import certificates, rosters
from app.exchange.certificates import (
    LEVELS,
    Certificate,
    Member,
    Scope,
    certificate_from_json,
    certificate_to_json,
    issue,
    member_from_json,
    member_to_json,
)
from app.exchange.crypto import NodeKeys, NodePublic
from app.exchange.digits import check_digits, key_digits
from app.exchange.identities import Membership, Request, same_machine
from app.exchange.problems import ExchangeProblem
from app.exchange.rosters import (
    ACTIVE,
    RETIRED,
    REVOKED,
    Entry,
    Roster,
    later,
    next_roster,
    roster_from_json,
    roster_to_json,
)
from app.exchange.safe_json import Unsafe, text_of


@dataclass(frozen=True)
class Examined:
    """What the upper office's clerk sees of a request before deciding.

    `digits`: to be compared by phone. `known`: this very PC, if it was admitted before. `same_office`:
    other PCs in use that look like the same office (by id, code or name). `same_machine`: PCs of the
    roster whose machine seems to be this one: a warning, for a copied disk asks in this way.
    """

    request: Request
    digits: str
    known: Entry | None
    same_office: tuple[Entry, ...]
    same_machine: tuple[Entry, ...]


@dataclass(frozen=True)
class Admission:
    """What the upper office hands back and keeps: the certificate and its own next roster."""

    request: Request
    certificate: Certificate
    roster: Roster


@dataclass(frozen=True)
class Approval:
    """An approval as read; trust it after `joined`."""

    upper: Member
    request: str
    certificate: Certificate
    roster: Roster


def examined(request: Request, roster: Roster, machines: Mapping[str, tuple[str, ...]]) -> Examined:
    """Look at a request beside the roster. `machines`: node → the signs of its machine, as kept here."""
    node, office = request.member.public.node, request.member.office
    others = [each for each in roster.entries if each.node != node]
    return Examined(
        request,
        request.digits,
        _same_node(request, roster),
        tuple(each for each in others if each.status == ACTIVE and _is_like(each.member.office, office)),
        tuple(each for each in others if same_machine(machines.get(each.node, ()), request.signs)),
    )


def admit(
    keys: NodeKeys,
    me: Office,
    request: Request,
    typed: str,
    roster: Roster,
    scope: Scope,
    *,
    role: str = "member",
    office: Office | None = None,
    retire: tuple[str, ...] = (),
) -> Admission:
    """Let the PC in, after the clerk has typed the digits heard on the phone.

    `office`: the office as we name it, when it is one that we know (second PC, replaced PC, another
    name); None: as the request says. `retire`: nodes whose place it takes. The same request again
    gives the same PC: one entry, one serial. Raises ExchangeProblem not_twenty_digits,
    digits_differ, not_our_level, node_clash, node_not_listed.
    """
    check_digits(typed, request.digits)
    named = office or request.member.office
    _check_level(me, named)
    known = _same_node(request, roster)
    if known is not None and known.status == REVOKED:
        raise ExchangeProblem("node_clash")
    serial = known.serial if known else 1 + max((each.serial for each in roster.entries), default=0)
    member = Member(named, request.member.public)
    certificate = issue(keys, serial, member, role, scope)
    entries = [Entry(member, serial, role)]
    for node in retire:
        entries.append(replace(rosters.listed(roster, node), status=RETIRED))
    changed = [each for each in entries if roster.by_node(each.node) != each]
    after = next_roster(keys, roster, changed) if changed else roster
    return Admission(request, certificate, after)


def approval_manifest(me: Member, admission: Admission) -> dict[str, Any]:
    """The manifest of an approval; encrypt it to the request's keys. Records may follow it."""
    return {
        "recipient": admission.certificate.member.office.id,
        "upper": member_to_json(me),
        "request": admission.request.digest,
        "certificate": certificate_to_json(admission.certificate),
        "roster": roster_to_json(admission.roster),
    }


def approval_from_manifest(manifest: Mapping[str, Any]) -> Approval:
    """The approval in a manifest. Raises ExchangeProblem approval_damaged."""
    try:
        return Approval(
            member_from_json(manifest.get("upper")),
            text_of(manifest, "request"),
            certificate_from_json(manifest.get("certificate")),
            roster_from_json(manifest.get("roster")),
        )
    except Unsafe:
        raise ExchangeProblem("approval_damaged") from None


def joined(
    approval: Approval, request: Request, held: Membership | None = None, typed: str = ""
) -> Membership:
    """What this PC holds from now on. The file must have been verified with `approval.upper.public`.

    `typed`: the digits of the upper office's key, heard on the phone; needed when `held` trusts
    another key, whether the upper office lost its key or this office now belongs to another one.
    Given, they are checked in any case. Raises ExchangeProblem not_our_approval, approval_damaged,
    not_in_use, upper_key_changed, digits_differ, not_twenty_digits, suite_pinned.
    """
    upper = approval.upper
    same_upper = held is not None and held.upper.public == upper.public
    if approval.request != request.digest or approval.certificate.member.public != request.member.public:
        raise ExchangeProblem("not_our_approval")
    if not certificates.is_genuine(approval.certificate, upper.public):
        raise ExchangeProblem("approval_damaged")
    if not rosters.is_genuine(approval.roster, upper.public):
        raise ExchangeProblem("roster_damaged")
    _check_level(upper.office, approval.certificate.member.office)
    if typed:
        check_digits(typed, key_digits(upper.public))
    elif held is not None and not same_upper:
        raise ExchangeProblem("upper_key_changed")
    roster = later(held.roster, approval.roster, upper.public) if held and same_upper else approval.roster
    _check_in_use(roster, request.member.public)
    return Membership(upper, approval.certificate, roster)


def succession_manifest(new: Member, roster: Roster) -> dict[str, Any]:
    """The manifest by which an old key names the new one; write the file with the **old** keys.

    `roster`: sealed with the new keys, a higher number than the last. For all members at once.
    """
    return {"recipient": "", "upper": member_to_json(new), "roster": roster_to_json(roster)}


def succeeded(held: Membership, manifest: Mapping[str, Any], signed_by: str) -> Membership:
    """Trust the new key of the upper office. `signed_by`: the key id in the verified file's header.

    Without the old key there is no succession: every member asks anew and compares digits.
    Raises ExchangeProblem not_a_successor, roster_damaged, suite_pinned, not_in_use.
    """
    try:
        upper, roster = member_from_json(manifest.get("upper")), roster_from_json(manifest.get("roster"))
    except Unsafe:
        raise ExchangeProblem("not_a_successor") from None
    if signed_by != held.upper.public.key_id or upper.office.id != held.upper.office.id:
        raise ExchangeProblem("not_a_successor")
    if roster.number <= held.roster.number:
        raise ExchangeProblem("not_a_successor")
    chosen = later(held.roster, roster, upper.public)
    _check_in_use(chosen, held.certificate.member.public)
    return Membership(upper, held.certificate, chosen)


def refreshed(held: Membership, manifest: Mapping[str, Any]) -> Membership:
    """The membership after a package from above, which carries a roster under `roster`.

    A lower or the same number changes nothing. Raises ExchangeProblem roster_damaged, suite_pinned.
    """
    try:
        offered = roster_from_json(manifest.get("roster"))
    except Unsafe:
        raise ExchangeProblem("roster_damaged") from None
    return replace(held, roster=later(held.roster, offered, held.upper.public))


def _check_level(upper: Office, office: Office) -> None:
    """An office admits the level right below it, and further PCs of its own."""
    if upper.id == office.id and upper.level == office.level:
        return
    if LEVELS.index(upper.level) != LEVELS.index(office.level) + 1:
        raise ExchangeProblem("not_our_level", office=office.name)


def _same_node(request: Request, roster: Roster) -> Entry | None:
    entry = roster.by_node(request.member.public.node)
    if entry is not None and entry.member.public != request.member.public:
        raise ExchangeProblem("node_clash")
    return entry


def _check_in_use(roster: Roster, public: NodePublic) -> None:
    entry = roster.by_key(public.key_id)
    if entry is None or entry.status != ACTIVE:
        raise ExchangeProblem("not_in_use")


def _is_like(one: Office, other: Office) -> bool:
    return one.id == other.id or one.name == other.name or bool(one.code and one.code == other.code)
