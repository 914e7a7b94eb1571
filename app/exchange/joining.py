"""Joining over files: the request goes up, both read twenty digits, the approval comes down."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from pathlib import Path

from app.desk import Desk, Office
from app.exchange import container, enrolments, identities, payloads, rosters, ties
from app.exchange.buckets import records_of
from app.exchange.certificates import Scope
from app.exchange.container import Sheet
from app.exchange.digits import key_digits
from app.exchange.enrolments import Examined
from app.exchange.giving import Given, pack
from app.exchange.identities import Request
from app.exchange.problems import ExchangeProblem
from app.exchange.receiving import STAGING
from app.exchange.safe_json import Unsafe
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
        container.write_package(
            path,
            Sheet("request", random_bytes(16).hex()),
            {"recipient": "", "request": identities.request_to_json(made)},
            (),
            keys=keys,
            recipients=(),
        )
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
    return enrolments.examined(_request_in(desk, path), ties.own_roster(desk), _machines(desk))


def admit(desk: Desk, path: Path, typed: str, office: str = "", retire: tuple[str, ...] = ()) -> Admitted:
    """Let a PC in once the digits agree; the approval and a full package for it.

    `office`: the id of the office that it belongs to, if we know that office already (a second or a
    replaced PC); `retire`: nodes whose place it takes. Raises ExchangeProblem.
    """
    require(desk, "enrol")
    keys, roster = ties.own_keys(desk), ties.own_roster(desk)
    asked = _request_in(desk, path)
    known = next((e.member.office for e in roster.of_office(office)), None) if office else None
    named = known or asked.member.office
    scope = Scope(writable=(records_of(named.id),))
    admission = enrolments.admit(keys, desk.office, asked, typed, roster, scope, office=named, retire=retire)
    ties.keep_roster(desk, admission.roster)
    desk.settings.set(ties.MACHINES, {**_stored_machines(desk), asked.member.public.node: list(asked.signs)})
    approval = _place(desk, "approval")
    with faults_as_problems(desk.home):
        container.write_package(
            approval,
            Sheet("approval", random_bytes(16).hex()),
            enrolments.approval_manifest(ties.me(desk), admission),
            (),
            keys=keys,
            recipients=(asked.member.public.age_recipient, keys.public.age_recipient),
        )
    desk.audit("exchange.admit", named.id)
    return Admitted(approval, pack(desk, named.id, is_full=True), named)


def join(desk: Desk, path: Path, typed: str = "") -> Office:
    """Take the approval: belong to the upper office from now on; the upper office.

    `typed`: the digits of the upper office's key, needed when it is another one than before.
    Raises ExchangeProblem not_our_approval, upper_key_changed, digits_differ, …
    """
    require(desk, "enrol")
    keys, asked = ties.own_keys(desk), ties.kept_request(desk)
    header = container.read_header(path)
    if header.kind != "approval":
        raise ExchangeProblem("wrong_document", name=path.name, wanted="入网批复")
    if asked is None:
        raise ExchangeProblem("not_our_approval")
    container.verify_payload(path, header)
    with payloads.open_payload(path, header, keys, _staging(desk)) as payload:
        approval = enrolments.approval_from_manifest(payload.manifest)
        payload.finish()
    container.verify_front(header, approval.upper.public, path.name)
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


def _request_in(desk: Desk, path: Path) -> Request:
    header = container.read_header(path)
    if header.kind != "request":
        raise ExchangeProblem("wrong_document", name=path.name, wanted="入网申请")
    container.verify_payload(path, header)
    with payloads.open_payload(path, header, ties.own_keys(desk), _staging(desk)) as payload:
        try:
            found = identities.request_from_json(payload.manifest.get("request"))
        except Unsafe:
            raise ExchangeProblem("hostile", name=path.name) from None
        payload.finish()
    container.verify_front(header, found.member.public, path.name)
    return found


def _staging(desk: Desk) -> Path:
    folder = desk.home / STAGING
    with faults_as_problems(desk.home):
        folder.mkdir(parents=True, exist_ok=True)
    return folder


def _place(desk: Desk, what: str) -> Path:
    folder = desk.home / FOLDER
    with faults_as_problems(desk.home):
        folder.mkdir(parents=True, exist_ok=True)
    return folder / f"{what}-{random_bytes(8).hex()}.lxp"


def _stored_machines(desk: Desk) -> dict[str, list[str]]:
    return dict(desk.settings.get(ties.MACHINES, {}))


def _machines(desk: Desk) -> dict[str, tuple[str, ...]]:
    return {node: tuple(signs) for node, signs in _stored_machines(desk).items()}
