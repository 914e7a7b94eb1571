"""What this desk holds of the exchange: its keys, whom it belongs to, who belongs to it."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from app.desk import Desk, Office
from app.exchange import crypto, rosters
from app.exchange.buckets import config_of, records_of
from app.exchange.certificates import Member
from app.exchange.crypto import NodeKeys, NodePublic
from app.exchange.identities import (
    Membership,
    Request,
    membership_from_json,
    membership_to_json,
    request_from_json,
    request_to_json,
)
from app.exchange.problems import ExchangeProblem
from app.exchange.rosters import ACTIVE, Entry, Roster, roster_from_json, roster_to_json
from app.kinds import DEFINED_ABOVE
from db.exchange import defining, taking, vectors

KEYS, MEMBERSHIP, ROSTER = "exchange.keys", "exchange.membership", "exchange.roster"
REQUEST, MACHINES, BELOW, ABOVE = (
    "exchange.request",
    "exchange.machines",
    "exchange.below",
    "exchange.above",
)
GONE, FORMER, KEYS_BEFORE = "exchange.gone", "exchange.former", "exchange.keys_before"
REENROL = "exchange.reenrol"  # this desk is a copy of another: it needs an identity of its own


@dataclass(frozen=True)
class Peer:
    """One office on the other side. `nodes`: its PCs in use; `is_upper`: we belong to it."""

    office: Office
    nodes: tuple[NodePublic, ...]
    is_upper: bool


@dataclass(frozen=True)
class Ties:
    """All of it as read. `roster`: of those below; `below`: office id → the office it comes through;
    `higher`: the offices above the one above us, whose definitions come down to us too. `gone`: offices
    that went to another upper office; `former`: office id → those through whom it came before;
    `keys_before`: our keys before the present ones, which open what was sealed for them.
    """

    office: Office
    keys: NodeKeys | None
    membership: Membership | None
    roster: Roster | None
    below: Mapping[str, str]
    higher: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    former: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    keys_before: tuple[NodeKeys, ...] = ()

    @property
    def upper(self) -> Peer | None:
        """The office above, with all its PCs in use."""
        if self.membership is None:
            return None
        office = self.membership.upper.office
        listed = [e.member.public for e in self.membership.roster.of_office(office.id) if e.status == ACTIVE]
        return Peer(office, tuple(listed) or (self.membership.upper.public,), True)

    @property
    def members(self) -> tuple[Peer, ...]:
        """The offices that belong to this one, in the order of their admission."""
        if self.roster is None:
            return ()
        found: dict[str, list[Entry]] = {}
        for entry in self.roster.entries:
            if entry.member.office.id != self.office.id and entry.status == ACTIVE:
                found.setdefault(entry.member.office.id, []).append(entry)
        return tuple(
            Peer(each[-1].member.office, tuple(e.member.public for e in each), False)
            for each in found.values()
        )

    @property
    def rosters(self) -> tuple[Roster, ...]:
        """The rosters by which senders are known: our own first."""
        upper = (self.membership.roster,) if self.membership else ()
        return (*((self.roster,) if self.roster else ()), *upper)

    @property
    def names(self) -> dict[str, str]:
        """Office id → name, of all that are known here."""
        found = {each.member.office.id: each.member.office.name for r in self.rosters for each in r.entries}
        return {**found, self.office.id: self.office.name}

    def peer(self, office: str) -> Peer:
        """The peer of that office id. Raises ExchangeProblem not_a_peer."""
        everyone: tuple[Peer, ...] = (*((self.upper,) if self.upper else ()), *self.members)
        for each in everyone:
            if each.office.id == office:
                return each
        raise ExchangeProblem("not_a_peer")

    @property
    def still_below(self) -> dict[str, str]:
        """`below` without the offices that went to another upper office."""
        return {each: through for each, through in self.below.items() if each not in self.gone}

    @property
    def all_keys(self) -> tuple[NodeKeys, ...]:
        """Our keys, the present ones first. Raises ExchangeProblem not_enrolled."""
        return (self.needed_keys(), *self.keys_before)

    def needed_keys(self) -> NodeKeys:
        """Our keys. Raises ExchangeProblem not_enrolled."""
        if self.keys is None:
            raise ExchangeProblem("not_enrolled")
        return self.keys

    def buckets_for(self, peer: Peer) -> list[tuple[str, str]]:
        """(bucket, whose it is) of what this office and a peer share, in the direction to the peer."""
        if peer.is_upper:
            return [(records_of(each), each) for each in (self.office.id, *self.below)]
        shared = [
            peer.office.id,
            *(each for each, through in self.below.items() if through == peer.office.id),
        ]
        configs = [self.office.id, *(self.above())]
        return [(records_of(each), each) for each in dict.fromkeys(shared)] + [
            (config_of(each), each) for each in configs
        ]

    def above(self) -> tuple[str, ...]:
        """The offices above whose definitions come down to us and go on to those below."""
        if self.membership is None:
            return ()
        return (self.membership.upper.office.id, *self.higher)


def ties(desk: Desk) -> Ties:
    """What this desk holds of the exchange."""
    keys, membership, roster = (desk.settings.get(each) for each in (KEYS, MEMBERSHIP, ROSTER))
    return Ties(
        desk.office,
        crypto.keys_from_json(keys) if keys else None,
        membership_from_json(membership) if membership else None,
        roster_from_json(roster) if roster else None,
        desk.settings.get(BELOW, {}),
        tuple(desk.settings.get(ABOVE, [])),
        tuple(desk.settings.get(GONE, [])),
        {office: tuple(listed) for office, listed in desk.settings.get(FORMER, {}).items()},
        tuple(crypto.keys_from_json(each) for each in desk.settings.get(KEYS_BEFORE, [])),
    )


def own_keys(desk: Desk) -> NodeKeys:
    """Our keys, made when first asked for; the node is the one by which our changes are stamped."""
    stored = desk.settings.get(KEYS)
    if stored:
        return crypto.keys_from_json(stored)
    node = vectors.own_writer(desk.store.connection)[1].node
    keys = crypto.new_keys(lambda count: bytes.fromhex(plain_node(node))[:count])
    desk.settings.set(KEYS, crypto.keys_to_json(keys))
    settle(desk)
    return keys


def settle(desk: Desk) -> None:
    """Give our bucket and writers the names that all offices know."""
    taking.settle_home(desk.store, records_of(desk.office.id))


def own_roster(desk: Desk) -> Roster:
    """The roster of those below us, begun when first asked for."""
    stored = desk.settings.get(ROSTER)
    if stored:
        return roster_from_json(stored)
    roster = rosters.first_roster(own_keys(desk), desk.office)
    defining.open_definitions(desk.store, config_of(desk.office.id), DEFINED_ABOVE, desk.operator.name)
    keep_roster(desk, roster)
    return roster


def me(desk: Desk) -> Member:
    """This PC of this office."""
    return Member(desk.office, own_keys(desk).public)


def keep_roster(desk: Desk, roster: Roster) -> None:
    """Go by this roster of those below from now on."""
    desk.settings.set(ROSTER, roster_to_json(roster))
    below = dict(desk.settings.get(BELOW, {}))
    for entry in roster.entries:
        if entry.member.office.id != desk.office.id:
            below[entry.member.office.id] = entry.member.office.id
    desk.settings.set(BELOW, below)


def keep_below(desk: Desk, offices: Mapping[str, str]) -> None:
    """Remember through whom further offices come to us."""
    desk.settings.set(BELOW, {**desk.settings.get(BELOW, {}), **offices})


def keep_gone(desk: Desk, offices: Iterable[str]) -> None:
    """Remember which offices went to another upper office; what they handed in stays here."""
    desk.settings.set(GONE, sorted(offices))


def keep_released(desk: Desk, through: str, still: Mapping[str, str]) -> None:
    """The office `through` tells who is `still` below it: the others may come through another one now."""
    below, former = dict(desk.settings.get(BELOW, {})), dict(desk.settings.get(FORMER, {}))
    left = [each for each, by in below.items() if by == through and each != through and each not in still]
    for office in left:
        del below[office]
        former[office] = sorted({*former.get(office, []), through})
    if left:
        desk.settings.set(BELOW, below)
        desk.settings.set(FORMER, former)


def keep_higher(desk: Desk, offices: list[str]) -> None:
    """Remember the offices above the one above us."""
    desk.settings.set(ABOVE, offices)


def keep_membership(desk: Desk, membership: Membership) -> None:
    """Belong to this upper office from now on."""
    desk.settings.set(MEMBERSHIP, membership_to_json(membership))


def keep_request(desk: Desk, request: Request | None) -> None:
    """Remember the request that waits for its approval."""
    desk.settings.set(REQUEST, request_to_json(request) if request else None)


def kept_request(desk: Desk) -> Request | None:
    """The request that waits for its approval."""
    stored: Any = desk.settings.get(REQUEST)
    return request_from_json(stored) if stored else None


def plain_node(node: str) -> str:
    """A node's id as documents write it: 32 hex digits."""
    return node.replace("-", "")


def random_bytes(count: int) -> bytes:
    """The randomness of nonces and package ids."""
    return secrets.token_bytes(count)
