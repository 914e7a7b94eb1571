"""Made-up offices, their keys and the files they write."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.desk import Office
from app.exchange import crypto
from app.exchange.certificates import Member, Scope
from app.exchange.container import Header, Sheet, write_package
from app.exchange.crypto import NodeKeys
from app.exchange.disks import DISK, Disk
from app.exchange.documents import Table
from app.exchange.enrolments import Admission, admit
from app.exchange.frames import Attachment
from app.exchange.identities import Request, new_request
from app.exchange.rosters import Roster, first_roster

VILLAGE = Office("office-village", "柿子村", "500110103203", "village")
OTHER_VILLAGE = Office("office-other", "李家湾村", "500110103204", "village")
TOWNSHIP = Office("office-township", "大石镇", "500110103", "township")
OTHER_TOWNSHIP = Office("office-faraway", "小河镇", "500110104", "township")
COUNTY = Office("office-county", "某县", "500110", "county")
SCOPE = Scope(("village:office-village", "config"), ("village:office-village",), ("person", "visit"))


def dice(seed: int = 1) -> Callable[[int], bytes]:
    """Randomness that can be repeated."""
    return random.Random(seed).randbytes


@dataclass(frozen=True)
class Desk:
    """An office with its keys."""

    office: Office
    keys: NodeKeys

    @property
    def member(self) -> Member:
        """As documents name it."""
        return Member(self.office, self.keys.public)

    def table(self, staging: Path, disk: Disk = DISK) -> Table:
        """Where it opens files."""
        return Table(self.office.id, self.keys, staging, disk)

    def roster(self) -> Roster:
        """Its first roster."""
        return first_roster(self.keys, self.office)

    def request(self, signs: tuple[str, ...] = ("disk-1", "board-1"), replaces: str = "") -> Request:
        """What it asks for."""
        return new_request(self.keys, self.office, signs, dice(7), replaces)


def desk(office: Office, seed: int = 1) -> Desk:
    """An office with fresh keys."""
    return Desk(office, crypto.new_keys(dice(seed)))


def admitted(upper: Desk, lower: Desk, roster: Roster | None = None, **more: Any) -> Admission:
    """The upper office lets the lower one in, digits compared."""
    request = lower.request()
    return admit(upper.keys, upper.office, request, request.digits, roster or upper.roster(), SCOPE, **more)


def attachment(content: bytes) -> Attachment:
    """A file to be sent."""
    return Attachment(hashlib.sha256(content).hexdigest(), len(content), lambda: [content])


def package(
    path: Path,
    sender: Desk,
    addressee: Desk,
    records: Sequence[bytes] = (b'[["person","1","name"]]',),
    files: Sequence[bytes] = (),
    disk: Disk = DISK,
    identity: str = "ab" * 16,
    **more: Any,
) -> Header:
    """A good package from one office to another."""
    recipients = [addressee.keys.public.age_recipient, sender.keys.public.age_recipient]
    manifest = {"recipient": addressee.office.id, "buckets": ["village:office-village"], **more}
    return write_package(
        path, Sheet("package", identity), manifest, records, keys=sender.keys, recipients=recipients,
        attachments=[attachment(each) for each in files], disk=disk,
    )  # fmt: skip
