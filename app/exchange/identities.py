"""Who this PC is to others: its keys, its request to join, what it holds after it has joined."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.desk import Office
from app.exchange import crypto
from app.exchange.certificates import (
    Certificate,
    Member,
    certificate_from_json,
    certificate_to_json,
    mapping,
    member_from_json,
    member_to_json,
)
from app.exchange.crypto import NodeKeys, Randomness
from app.exchange.digits import digits_of
from app.exchange.rosters import Roster, roster_from_json, roster_to_json
from app.exchange.safe_json import Unsafe, canonical, text_of

_SIGNS = 5
ENOUGH_SIGNS = 2


@dataclass(frozen=True)
class Request:
    """What a PC asks its upper office for. `signs`: hashed signs of the machine, weak one by one.

    `replaces`: the node that this one takes the place of, or "".
    """

    member: Member
    signs: tuple[str, ...]
    nonce: str
    replaces: str = ""

    @property
    def digest(self) -> str:
        """The name of this very request."""
        return crypto.tagged_digest(canonical(request_to_json(self)))

    @property
    def digits(self) -> str:
        """What both screens show."""
        return digits_of("request", request_to_json(self))


@dataclass(frozen=True)
class Membership:
    """What a PC holds once it has joined: whose signature it trusts, what it may do, who else is there."""

    upper: Member
    certificate: Certificate
    roster: Roster


def new_request(
    keys: NodeKeys, office: Office, signs: tuple[str, ...], randomness: Randomness, replaces: str = ""
) -> Request:
    """A request of this PC for this office."""
    return Request(Member(office, keys.public), signs[:_SIGNS], randomness(16).hex(), replaces)


def same_machine(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two sets of signs speak of one machine: two of them agree."""
    return len(set(one) & set(other) - {""}) >= ENOUGH_SIGNS


def request_to_json(request: Request) -> dict[str, Any]:
    """For the document and for keeping."""
    return {
        "member": member_to_json(request.member),
        "signs": list(request.signs),
        "nonce": request.nonce,
        "replaces": request.replaces,
    }


def request_from_json(stored: object) -> Request:
    """What request_to_json made. Raises Unsafe for what is none."""
    fields = mapping(stored)
    signs, replaces = fields.get("signs"), fields.get("replaces")
    if not isinstance(signs, list) or len(signs) > _SIGNS or not isinstance(replaces, str):
        raise Unsafe("no request")
    if not all(isinstance(each, str) and len(each) <= 64 for each in signs) or len(replaces) > 32:
        raise Unsafe("no request")
    member = member_from_json(fields.get("member"))
    return Request(member, tuple(signs), text_of(fields, "nonce", 64), replaces)


def membership_to_json(membership: Membership) -> dict[str, Any]:
    """For keeping."""
    return {
        "upper": member_to_json(membership.upper),
        "certificate": certificate_to_json(membership.certificate),
        "roster": roster_to_json(membership.roster),
    }


def membership_from_json(stored: Mapping[str, Any]) -> Membership:
    """What membership_to_json made. Raises Unsafe for what is none."""
    return Membership(
        member_from_json(stored.get("upper")),
        certificate_from_json(stored.get("certificate")),
        roster_from_json(stored.get("roster")),
    )
