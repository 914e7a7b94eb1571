"""Joining over files: the request goes up, both read twenty digits, the approval comes down."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from pathlib import Path

from app.desk import Desk, Office
from app.exchange import crypto, documents, enrolments, identities, rosters, ties
from app.exchange.buckets import records_of
from app.exchange.certificates import Member, Scope
from app.exchange.digits import key_digits
from app.exchange.enrolments import Examined
from app.exchange.giving import Given, pack
from app.exchange.problems import ExchangeProblem
from app.exchange.receiving import table_of
from app.exchange.rosters import Entry
from app.exchange.ties import random_bytes
from app.faults import faults_as_problems
from app.rights import require
from db.exchange import taking

FOLDER = "exchange/joining"


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


def request(desk: Desk, signs: tuple[str, ...] = (), replaces: str = "") -> Asked:
    """Ask the upper office to be let in. `signs`: hashed signs of this machine.

    `replaces`: the node whose place this PC takes. Raises Problem only_admin, disk_full.
    """
    require(desk, "enrol")
    keys = ties.own_keys(desk)
    made = identities.new_request(keys, desk.office, signs, random_bytes, replaces)
    path = _place(desk, "request")
    with faults_as_problems(desk.home):
        documents.write_request(path, made, keys, random_bytes)
    ties.keep_request(desk, made)
    desk.audit("exchange.request")
    return Asked(path, made.digits)


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
    desk.settings.set(ties.MACHINES, {**_stored_machines(desk), asked.member.public.node: list(asked.signs)})
    approval = _place(desk, "approval")
    with faults_as_problems(desk.home):
        documents.write_approval(approval, ties.me(desk), admission, keys, random_bytes)
    desk.audit("exchange.admit", named.id)
    return Admitted(approval, pack(desk, named.id, is_full=True), named)


def join(desk: Desk, path: Path, typed: str = "") -> Office:
    """Take the approval: belong to the upper office from now on; the upper office.

    `typed`: the digits of the upper office's key, needed when it is another one than before.
    Raises ExchangeProblem not_our_approval, upper_key_changed, digits_differ, …
    """
    require(desk, "enrol")
    keys, asked = ties.own_keys(desk), ties.kept_request(desk)
    if asked is None:
        raise ExchangeProblem("not_our_approval")
    approval, payload = documents.open_approval(path, table_of(desk, keys))
    with payload:
        payload.finish()
    membership = enrolments.joined(approval, asked, ties.ties(desk).membership, typed)
    _adopt(desk, membership.certificate.member.office)
    ties.keep_membership(desk, membership)
    ties.keep_request(desk, None)
    desk.settings.set("matters.upper_on_paper", False)
    desk.audit("exchange.join", membership.upper.office.id)
    return membership.upper.office


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
    desk.audit("exchange.let_go", office)


def new_key(desk: Desk) -> Path:
    """A new key for this office; the paper, signed with the old one, that all PCs below take in.

    Needed when somebody may have seen the old key. Without the old key every office joins anew.
    """
    require(desk, "enrol")
    old, roster = ties.own_keys(desk), ties.own_roster(desk)
    fresh = crypto.new_keys(lambda count: bytes.fromhex(old.public.node)[:count])
    member = Member(desk.office, fresh.public)
    listed = rosters.next_roster(fresh, roster, [Entry(member, 1, "upper")])
    path = _place(desk, "succession")
    with faults_as_problems(desk.home):
        documents.write_succession(path, old, member, listed, random_bytes)
    desk.settings.set(ties.KEYS, crypto.keys_to_json(fresh))
    ties.keep_roster(desk, listed)
    desk.audit("exchange.new_key")
    return path


def take_new_key(desk: Desk, path: Path) -> Office:
    """Trust the new key of the upper office. Raises ExchangeProblem not_a_successor, …"""
    require(desk, "enrol")
    held = ties.ties(desk)
    if held.membership is None:
        raise ExchangeProblem("not_enrolled")
    table = table_of(desk, held.needed_keys())
    membership = documents.read_succession(path, table, held.membership)
    ties.keep_membership(desk, membership)
    desk.audit("exchange.take_new_key")
    return membership.upper.office


def _adopt(desk: Desk, office: Office) -> None:
    """Be the office as the upper one names it: a new PC of an office that exists takes its id."""
    if office.id != desk.office.id:
        own = desk.office.id
        with desk.write("office.adopt") as writer:
            writer.remove("organization", own)
        taking.rename_home(desk.store, records_of(office.id), office.id)
    desk.office = replace(office, level=desk.office.level)
    desk.store.office = office.id
    desk.settings.set("office", asdict(desk.office))
    ties.settle(desk)


def _place(desk: Desk, what: str) -> Path:
    folder = desk.home / FOLDER
    with faults_as_problems(desk.home):
        folder.mkdir(parents=True, exist_ok=True)
    return folder / f"{what}-{random_bytes(8).hex()}.lxp"


def _stored_machines(desk: Desk) -> dict[str, list[str]]:
    return dict(desk.settings.get(ties.MACHINES, {}))


def _machines(desk: Desk) -> dict[str, tuple[str, ...]]:
    return {node: tuple(signs) for node, signs in _stored_machines(desk).items()}
