"""Files that come from somebody, opened in the one order of checks; and the papers of enrolment as files."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from app.exchange import rosters
from app.exchange.certificates import Member
from app.exchange.container import (
    Header,
    Sheet,
    read_header,
    verify,
    verify_front,
    verify_payload,
    write_package,
)
from app.exchange.crypto import NodeKeys, Randomness
from app.exchange.disks import DISK, Disk, Progress, silent
from app.exchange.enrolments import (
    Admission,
    Approval,
    approval_from_manifest,
    approval_manifest,
    succeeded,
    succession_manifest,
)
from app.exchange.identities import Membership, Request, request_from_json, request_to_json
from app.exchange.payloads import OpenPayload, open_payload
from app.exchange.problems import ExchangeProblem
from app.exchange.rosters import Entry, Roster
from app.exchange.safe_json import Unsafe
from app.exchange.text import DOCUMENTS


@dataclass(frozen=True)
class Table:
    """Where files are opened: our office's id, our keys, the folder for staging, the disk."""

    office: str
    keys: NodeKeys
    staging: Path
    disk: Disk = DISK


@dataclass(frozen=True)
class Opened:
    """A file that passed every check: who sent it, and what it holds. Close `payload`."""

    header: Header
    sender: Entry
    payload: OpenPayload


def open_from_known(
    path: Path, table: Table, trusted: Iterable[Roster], kinds: frozenset[str], progress: Progress = silent
) -> Opened:
    """A package or receipt on the local disk, from somebody in one of the rosters, for this office.

    Header, then own or known key, suite, signature, length and hash, decryption, manifest and addressee.
    A revoked sender passes: ask `rosters.is_beyond_cut_off` with the manifest's vectors.
    Raises ExchangeProblem.
    """
    header = read_header(path, table.disk)
    _check_kind(header, kinds, path)
    if header.sender == table.keys.public.key_id:
        raise ExchangeProblem("own_package", name=path.name)
    known = tuple(trusted)
    sender = rosters.known_sender(known, header.sender, path.name)
    for roster in known:
        rosters.check_suite(roster, header.suite, path.name)
    verify(path, header, sender.member.public, table.disk, progress)
    payload = open_payload(path, header, table.keys, table.staging, addressee=table.office, disk=table.disk)
    return Opened(header, sender, payload)


def write_request(path: Path, request: Request, keys: NodeKeys, randomness: Randomness) -> Header:
    """The request as a file. Not encrypted: the upper office's key is not known yet.

    It names the office, which is public, and no person.
    """
    manifest = {"recipient": "", "request": request_to_json(request)}
    return write_package(path, _sheet("request", randomness), manifest, (), keys=keys, recipients=())


def read_request(path: Path, table: Table) -> Request:
    """The request in a file, signed by the key that it brings along. Whose it is only the digits tell.

    Raises ExchangeProblem wrong_document, damaged, truncated, hostile, …
    """
    header = read_header(path, table.disk)
    _check_kind(header, frozenset({"request"}), path)
    verify_payload(path, header, table.disk)
    with open_payload(path, header, table.keys, table.staging, disk=table.disk) as payload:
        payload.finish()
        try:
            request = request_from_json(payload.manifest.get("request"))
        except Unsafe:
            raise ExchangeProblem("hostile", name=path.name) from None
    verify_front(header, request.member.public, path.name)
    return request


def write_approval(
    path: Path,
    me: Member,
    admission: Admission,
    keys: NodeKeys,
    randomness: Randomness,
    records: Iterable[bytes] = (),
) -> Header:
    """The approval as a file for the PC that asked, with records behind it (duties, ledgers, codes)."""
    recipients = (admission.request.member.public.age_recipient, keys.public.age_recipient)
    manifest = approval_manifest(me, admission)
    sheet = _sheet("approval", randomness)
    return write_package(path, sheet, manifest, records, keys=keys, recipients=recipients)


def open_approval(path: Path, table: Table) -> tuple[Approval, OpenPayload]:
    """The approval in a file, signed by the key that it brings along; then ask `enrolments.joined`.

    Close the payload. Raises ExchangeProblem wrong_document, damaged, not_for_us, approval_damaged, …
    """
    header = read_header(path, table.disk)
    _check_kind(header, frozenset({"approval"}), path)
    verify_payload(path, header, table.disk)
    payload = open_payload(path, header, table.keys, table.staging, disk=table.disk)
    try:
        approval = approval_from_manifest(payload.manifest)
        verify_front(header, approval.upper.public, path.name)
    except BaseException:
        payload.close()
        raise
    return approval, payload


def write_succession(
    path: Path, old: NodeKeys, new: Member, roster: Roster, randomness: Randomness
) -> Header:
    """The paper by which the old key names the new one, for all PCs in use of the roster."""
    active = (each.member.public for each in roster.entries if each.status == rosters.ACTIVE)
    recipients = [each.age_recipient for each in active if each.suite == old.public.suite]
    manifest = succession_manifest(new, roster)
    return write_package(
        path, _sheet("succession", randomness), manifest, (), keys=old, recipients=recipients
    )


def read_succession(path: Path, table: Table, held: Membership) -> Membership:
    """What this PC holds after the upper office changed its key. Raises ExchangeProblem."""
    header = read_header(path, table.disk)
    _check_kind(header, frozenset({"succession"}), path)
    if header.sender != held.upper.public.key_id:
        raise ExchangeProblem("not_a_successor")
    verify(path, header, held.upper.public, table.disk)
    with open_payload(path, header, table.keys, table.staging, disk=table.disk) as payload:
        payload.finish()
        return succeeded(held, payload.manifest, header.sender)


def _sheet(kind: str, randomness: Randomness) -> Sheet:
    return Sheet(kind, randomness(16).hex())


def _check_kind(header: Header, wanted: frozenset[str], path: Path) -> None:
    if header.kind not in wanted:
        names = "或".join(DOCUMENTS[kind] for kind in sorted(wanted))
        raise ExchangeProblem("wrong_document", name=path.name, wanted=names)
