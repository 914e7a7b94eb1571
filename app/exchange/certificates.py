"""What an upper office lets one PC of one office do, signed; it bears a serial number and no dates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from app.desk import Office
from app.exchange import crypto, safe_json
from app.exchange.crypto import NodeKeys, NodePublic
from app.exchange.safe_json import Unsafe, count_of, text_of

LEVELS = ("village", "township", "county")
_CONTEXT = b"lianxin certificate\x00"
_MOST = 1000
_KNOWN = frozenset({"serial", "member", "role", "scope", "issuer", "signature"})


@dataclass(frozen=True)
class Member:
    """One PC of one office, as documents name it."""

    office: Office
    public: NodePublic


@dataclass(frozen=True)
class Scope:
    """Names of buckets that may be read and written, and of tables that may be written."""

    readable: tuple[str, ...] = ()
    writable: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()


@dataclass(frozen=True)
class Certificate:
    """`issuer`: key id of the office that signed. `member.office` is named as the issuer names it.
    `unknown`: fields of a newer program, kept because they are signed.
    """

    serial: int
    member: Member
    role: str
    scope: Scope
    issuer: str
    signature: str = ""
    unknown: Mapping[str, Any] = field(default_factory=dict)


def issue(keys: NodeKeys, serial: int, member: Member, role: str, scope: Scope) -> Certificate:
    """A certificate signed with these keys."""
    plain = Certificate(serial, member, role, scope, keys.public.key_id)
    return replace(plain, signature=crypto.sign(keys, _signed(plain)))


def is_genuine(certificate: Certificate, issuer: NodePublic) -> bool:
    """Whether `issuer` signed it."""
    if certificate.issuer != issuer.key_id:
        return False
    return crypto.is_signed(issuer, _signed(certificate), certificate.signature)


def certificate_to_json(certificate: Certificate) -> dict[str, Any]:
    """For documents and for keeping."""
    return {
        **certificate.unknown,
        "serial": certificate.serial,
        "member": member_to_json(certificate.member),
        "role": certificate.role,
        "scope": {name: list(value) for name, value in asdict(certificate.scope).items()},
        "issuer": certificate.issuer,
        "signature": certificate.signature,
    }


def certificate_from_json(stored: object) -> Certificate:
    """What certificate_to_json made. Raises Unsafe for what is none."""
    fields = mapping(stored)
    scope = mapping(fields.get("scope"))
    return Certificate(
        count_of(fields, "serial"),
        member_from_json(fields.get("member")),
        text_of(fields, "role"),
        Scope(*(_names(scope.get(each)) for each in ("readable", "writable", "tables"))),
        text_of(fields, "issuer"),
        text_of(fields, "signature"),
        {key: value for key, value in fields.items() if key not in _KNOWN},
    )


def member_to_json(member: Member) -> dict[str, Any]:
    """For documents and for keeping."""
    return {"office": asdict(member.office), "public": crypto.public_to_json(member.public)}


def member_from_json(stored: object) -> Member:
    """What member_to_json made. Raises Unsafe for what is none."""
    fields = mapping(stored)
    return Member(office_from_json(fields.get("office")), public_from_json(fields.get("public")))


def office_from_json(stored: object) -> Office:
    """An office as documents name it. Raises Unsafe."""
    fields = mapping(stored)
    code, level = fields.get("code"), text_of(fields, "level")
    name = safe_json.plainly(text_of(fields, "name", 50))
    if not isinstance(code, str) or len(code) > 12 or level not in LEVELS or not name:
        raise Unsafe("no office")
    return Office(text_of(fields, "id", 64), name, code, level)


def public_from_json(stored: object) -> NodePublic:
    """The public part of a node whose keys have a valid form. Raises Unsafe."""
    fields = mapping(stored)
    public = NodePublic(*(text_of(fields, key) for key in ("node", "suite", "sign_public", "age_recipient")))
    suite = crypto.SUITES.get(public.suite)  # a newer suite's keys are taken along, though of no use here
    if len(public.node) != 32 or (suite is not None and not suite.is_recipient(public.age_recipient)):
        raise Unsafe("no keys")
    return public


def mapping(stored: object) -> Mapping[str, Any]:
    """The value, which must be a JSON object. Raises Unsafe."""
    if not isinstance(stored, dict):
        raise Unsafe("no object")
    return stored


def _names(stored: object) -> tuple[str, ...]:
    if not isinstance(stored, list) or len(stored) > _MOST:
        raise Unsafe("no list of names")
    if not all(isinstance(each, str) and 0 < len(each) <= 100 for each in stored):
        raise Unsafe("no names")
    return tuple(stored)


def _signed(certificate: Certificate) -> bytes:
    fields = certificate_to_json(certificate)
    del fields["signature"]
    return _CONTEXT + safe_json.canonical(fields)
