"""Joining over files: the request goes up, both read twenty digits, the approval comes down."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from app.desk import Desk, Office
from app.exchange import documents, enrolments, identities, rekeying, rosters, ties, trips
from app.exchange.buckets import records_of
from app.exchange.certificates import Scope
from app.exchange.digits import key_digits
from app.exchange.disks import Progress, silent
from app.exchange.enrolments import Approval, Examined
from app.exchange.giving import Given, hold, pack
from app.exchange.problems import ExchangeProblem
from app.exchange.receiving import table_of
from app.exchange.ties import random_bytes
from app.exchange.trips import PAPER, Trip
from app.faults import faults_as_problems
from app.rights import require
from db.exchange import adopting, taking

# What the upper office may take a request for.
NEW_OFFICE, REPLACES, SECOND = "new", "replaces", "second"


@dataclass(frozen=True)
class Asked:
    """A request that was made: its file and the digits to be read over the phone."""

    path: Path
    digits: str


@dataclass(frozen=True)
class Admitted:
    """What goes back: the approval, and all records that the new PC must have."""

    approval: Path
    records: Given
    office: Office


@dataclass(frozen=True)
class Offered:
    """A request that lies on a stick, as the upper office's clerk sees it."""

    path: Path
    examined: Examined


@dataclass(frozen=True)
class Reading:
    """An approval as read, before it is taken. `digits`: of the upper office's key; `is_other_key`:
    this PC trusted another one, so they must be typed; `adopts`: this PC takes the place of an office
    that exists, `office`.
    """

    path: Path
    upper: Office
    office: Office
    digits: str
    is_other_key: bool
    adopts: bool


@dataclass(frozen=True)
class Standing:
    """How far this PC is. `digits`: of the request that waits, or ""; `must_reenrol`: it is a copy."""

    upper: Office | None
    digits: str
    must_reenrol: bool
    replaces: str


def standing(desk: Desk) -> Standing:
    """How far this PC is with joining."""
    held, kept = ties.ties(desk), ties.kept_request(desk)
    return Standing(
        held.upper.office if held.upper else None,
        kept.digits if kept else "",
        bool(desk.settings.get(ties.REENROL)),
        kept.replaces if kept else "",
    )


def request(desk: Desk, signs: tuple[str, ...] = (), replaces: str = "") -> Asked:
    """Ask the upper office to be let in. `signs`: hashed signs of this machine.

    `replaces`: the node whose place this PC takes. A copy of another PC asks under a name of its own.
    Raises Problem only_admin, disk_full.
    """
    require(desk, "enrol")
    if desk.settings.get(ties.REENROL):
        rekeying.begin_anew(desk)
    keys = ties.own_keys(desk)
    if not replaces and (before := ties.ties(desk).keys_before):
        replaces = before[0].public.node
    made = identities.new_request(keys, desk.office, signs, random_bytes, replaces)
    path = rekeying.paper_place(desk, "request")
    with faults_as_problems(desk.home):
        documents.write_request(path, made, keys, random_bytes)
    ties.keep_request(desk, made)
    desk.audit("exchange.request")
    return Asked(path, made.digits)


def request_again(desk: Desk) -> Asked:
    """The request that waits, written once more; the same digits. Raises ExchangeProblem nothing_asked."""
    require(desk, "enrol")
    asked = ties.kept_request(desk)
    if asked is None:
        raise ExchangeProblem("nothing_asked")
    path = rekeying.paper_place(desk, "request")
    with faults_as_problems(desk.home):
        documents.write_request(path, asked, ties.own_keys(desk), random_bytes)
    return Asked(path, asked.digits)


def waiting_digits(desk: Desk) -> str:
    """The digits of the request that waits for its approval, or ""."""
    kept = ties.kept_request(desk)
    return kept.digits if kept else ""


def own_key_digits(desk: Desk) -> str:
    """The digits of this office's key, read to those below when they join or when it was renewed."""
    return key_digits(ties.own_keys(desk).public)


def read_request(desk: Desk, path: Path) -> Examined:
    """A request as the upper office's clerk sees it. Raises ExchangeProblem."""
    require(desk, "enrol")
    asked = documents.read_request(path, table_of(desk, ties.own_keys(desk)))
    return enrolments.examined(asked, ties.own_roster(desk), _machines(desk))


def requests_on(desk: Desk, folder: Path) -> list[Offered]:
    """The requests that lie on a stick, those that were not admitted yet first. Raises Problem only_admin."""
    papers = [each for each in trips.look(desk, folder) if each.standing == PAPER and each.kind == "request"]
    found = []
    for each in papers:
        with suppress(ExchangeProblem):  # a broken one is told when it is chosen by name
            found.append(Offered(each.found.paths[0], read_request(desk, each.found.paths[0])))
    return sorted(found, key=lambda each: each.examined.known is not None)


def admit(desk: Desk, path: Path, typed: str, office: str = "", retire: tuple[str, ...] = ()) -> Admitted:
    """Let a PC in once the digits agree; the approval and a full package for it.

    `office`: the id of the office that it belongs to, if we know that office already (a second or a
    replaced PC); `retire`: nodes whose place it takes. Raises ExchangeProblem.
    """
    require(desk, "enrol")
    keys, roster = ties.own_keys(desk), ties.own_roster(desk)
    asked = documents.read_request(path, table_of(desk, keys))
    known = next((e.member.office for e in roster.of_office(office)), None) if office else None
    named = known or asked.member.office
    scope = Scope(writable=(records_of(named.id),))
    admission = enrolments.admit(keys, desk.office, asked, typed, roster, scope, office=named, retire=retire)
    ties.keep_roster(desk, admission.roster)
    ties.keep_gone(desk, set(ties.ties(desk).gone) - {named.id})
    desk.settings.set(ties.MACHINES, {**_stored_machines(desk), asked.member.public.node: list(asked.signs)})
    approval = rekeying.paper_place(desk, "approval")
    with faults_as_problems(desk.home):
        documents.write_approval(approval, ties.me(desk), admission, keys, random_bytes)
    desk.audit("exchange.admit", named.id)
    return Admitted(approval, pack(desk, named.id, is_full=True), named)


def hand_over(desk: Desk, admitted: Admitted, folder: Path, progress: Progress = silent) -> list[Path]:
    """The approval and the records onto the stick, read back. Raises ExchangeProblem stick_full, …"""
    try:
        paper = trips.put_paper(desk, admitted.approval, folder, "approval", admitted.office.name)
        return [paper, *trips.put(desk, admitted.records, folder, progress)]
    except BaseException:
        hold(desk, admitted.records)
        raise


def read_approval(desk: Desk, path: Path) -> Reading:
    """The approval, for the clerk to confirm by phone; nothing is changed. Raises ExchangeProblem."""
    require(desk, "enrol")
    asked = ties.kept_request(desk)
    if asked is None:
        raise ExchangeProblem("not_our_approval")
    membership = enrolments.joined(_approval(desk, path), asked)
    held, office = ties.ties(desk).membership, membership.certificate.member.office
    return Reading(
        path,
        membership.upper.office,
        office,
        key_digits(membership.upper.public),
        held is not None and held.upper.public != membership.upper.public,
        office.id != desk.office.id,
    )


def approvals_on(desk: Desk, folder: Path) -> list[Reading]:
    """The approvals on a stick that answer this PC's request: one, or none. Raises Problem only_admin."""
    found = []
    for each in trips.look(desk, folder):
        if each.standing == PAPER and each.kind == "approval":
            with suppress(ExchangeProblem):
                found.append(read_approval(desk, each.found.paths[0]))
    return found


def join(desk: Desk, path: Path, typed: str = "") -> Office:
    """Take the approval: belong to the upper office from now on; the upper office.

    `typed`: the digits of the upper office's key, needed when it is another one than before.
    Raises ExchangeProblem not_our_approval, upper_key_changed, digits_differ, …
    """
    require(desk, "enrol")
    asked = ties.kept_request(desk)
    if asked is None:
        raise ExchangeProblem("not_our_approval")
    membership = enrolments.joined(_approval(desk, path), asked, ties.ties(desk).membership, typed)
    _adopt(desk, membership.certificate.member.office)
    ties.keep_membership(desk, membership)
    ties.keep_request(desk, None)
    desk.settings.set("matters.upper_on_paper", False)
    desk.audit("exchange.join", membership.upper.office.id)
    return membership.upper.office


def take_along(
    desk: Desk,
    folder: Path,
    progress: Callable[[str, int, int], None] = lambda *_: None,
    trip: Trip | None = None,
) -> Trip:
    """After joining: take in what the upper office put beside its approval, all records first of all."""
    return trips.take_from(desk, trips.look(desk, folder), progress, trip)


def retire(desk: Desk, node: str) -> None:
    """A PC below is no longer used: what it wrote still counts. Raises ExchangeProblem node_not_listed."""
    require(desk, "enrol")
    ties.keep_roster(desk, rosters.with_retired(ties.own_keys(desk), ties.own_roster(desk), node))
    desk.audit("exchange.retire", node)


def revoke(desk: Desk, node: str) -> None:
    """A PC below is lost or stolen: what it writes beyond what we have goes to quarantine."""
    require(desk, "enrol")
    accepted = taking.written_by(desk.store, node)
    ties.keep_roster(desk, rosters.with_revoked(ties.own_keys(desk), ties.own_roster(desk), node, accepted))
    desk.audit("exchange.revoke", node)


def let_go(desk: Desk, office: str) -> None:
    """An office went to another upper office: all its PCs retire here."""
    require(desk, "enrol")
    ties.keep_roster(desk, rosters.with_moved(ties.own_keys(desk), ties.own_roster(desk), office))
    ties.keep_gone(desk, {*ties.ties(desk).gone, office})
    desk.audit("exchange.let_go", office)


def _approval(desk: Desk, path: Path) -> Approval:
    approval, payload = documents.open_approval(path, table_of(desk, ties.own_keys(desk)))
    with payload:
        payload.finish()
    return approval


def _adopt(desk: Desk, office: Office) -> None:
    """Be the office as the upper one names it: a new PC of an office that exists takes its id."""
    own = desk.office.id
    if office.id != own:
        with desk.write("office.adopt") as writer:
            writer.repoint("organization", own, office.id)
            writer.remove("organization", own)
        adopting.take_office(desk.store, records_of(office.id), office.id, own)
        desk.settings.set(ties.ROSTER, None)  # signed for the office that this was not
    desk.office = replace(office, level=desk.office.level)
    desk.store.office = office.id
    desk.settings.set("office", asdict(desk.office))
    ties.settle(desk)


def _stored_machines(desk: Desk) -> dict[str, list[str]]:
    return dict(desk.settings.get(ties.MACHINES, {}))


def _machines(desk: Desk) -> dict[str, tuple[str, ...]]:
    return {node: tuple(signs) for node, signs in _stored_machines(desk).items()}
