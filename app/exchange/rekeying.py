"""Another identity for this PC: a copy gets its own, an upper office changes its key, those below follow."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from app.desk import Desk, Office
from app.exchange import crypto, documents, rosters, ties
from app.exchange.certificates import Member
from app.exchange.crypto import NodeKeys
from app.exchange.problems import ExchangeProblem
from app.exchange.receiving import table_of
from app.exchange.rosters import ACTIVE, RETIRED, Entry
from app.exchange.ties import plain_node, random_bytes
from app.faults import faults_as_problems
from app.offices import OpenOffice
from app.origin import SIGNS
from app.rights import require
from db.exchange import adopting

FOLDER = "exchange/joining"
SUCCESSION = "exchange.succession"
KEPT_KEYS = 5


def begin_anew(desk: Desk) -> None:
    """This PC is a copy of another: from now on it writes under a name and with keys of its own.

    It belongs to nobody until it is admitted; what it holds stays, what it wrote before stays with the
    PC it was copied from. Offices below stay with that one too. Raises Problem only_admin, disk_full.
    """
    require(desk, "enrol")
    with faults_as_problems(desk.home):
        keys = _new_keys(desk)
        with desk.store.local_write():
            desk.settings.set(ties.KEYS, crypto.keys_to_json(keys))
            for each in (ties.MEMBERSHIP, ties.REQUEST, ties.ROSTER, ties.REENROL):
                desk.settings.set(each, None)
    _know_again(desk)
    desk.audit("exchange.begin_anew")


def is_the_first(desk: Desk) -> None:
    """The clerk says that this PC was there first: the other one asks for a name of its own."""
    require(desk, "enrol")
    desk.settings.set(ties.REENROL, None)
    desk.audit("exchange.is_the_first")


def new_key(desk: Desk) -> Path:
    """A new key for this office; the paper, signed with the old one, that all PCs below take in.

    Needed when somebody may have seen the old key. Without the old key every office joins anew. An
    office that belongs to another one has to ask it again: its key is another. Raises Problem only_admin.
    """
    require(desk, "enrol")
    old, roster = ties.own_keys(desk), ties.own_roster(desk)
    before = list(ties.ties(desk).keys_before)
    with faults_as_problems(desk.home), desk.store.local_write():
        fresh = _new_keys(desk)
        member = Member(desk.office, fresh.public)
        struck = [
            replace(each, status=RETIRED)
            for each in roster.of_office(desk.office.id)
            if each.node == old.public.node and each.status == ACTIVE
        ]
        serial = 1 + max((each.serial for each in roster.entries), default=0)
        listed = rosters.next_roster(fresh, roster, [*struck, Entry(member, serial, "upper")])
        path = paper_place(desk, "succession")
        documents.write_succession(path, old, member, listed, random_bytes)
        kept = [crypto.keys_to_json(each) for each in [old, *before][:KEPT_KEYS]]
        desk.settings.set(ties.KEYS, crypto.keys_to_json(fresh))
        desk.settings.set(ties.KEYS_BEFORE, kept)
        desk.settings.set(ties.MEMBERSHIP, None)
        desk.settings.set(SUCCESSION, str(path.relative_to(desk.home)))
        ties.keep_roster(desk, listed)
    _know_again(desk)
    desk.audit("exchange.new_key")
    return path


def succession(desk: Desk) -> Path | None:
    """The paper of the newest key, to be put on every stick; None when the key is the first."""
    kept = desk.settings.get(SUCCESSION)
    path = desk.home / kept if kept else None
    return path if path is not None and path.is_file() else None


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


def paper_place(desk: Desk, what: str) -> Path:
    """Where a new paper is written before it goes onto a stick."""
    folder = desk.home / FOLDER
    with faults_as_problems(desk.home):
        folder.mkdir(parents=True, exist_ok=True)
    return folder / f"{what}-{random_bytes(8).hex()}.lxp"


def _new_keys(desk: Desk) -> NodeKeys:
    node = bytes.fromhex(plain_node(adopting.take_new_node(desk.store)))
    return crypto.new_keys(lambda count: node[:count])


def _know_again(desk: Desk) -> None:
    """The side file speaks of the name before; begin another, lest the next start ask who copied this."""
    if isinstance(desk, OpenOffice):
        desk.settings.set(SIGNS, None)
        desk.origin = desk.origin.again()
