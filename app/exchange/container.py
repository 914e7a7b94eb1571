"""The package file `.lxp`: a signed header in clear, then one encrypted payload (exchange.md, section 10).

magic 8 | format 1 | length of header 4, big-endian | header, canonical JSON | payload to the end
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, BinaryIO

from app.exchange import crypto, safe_json
from app.exchange.crypto import NodeKeys, NodePublic
from app.exchange.disks import DISK, Disk, Progress, silent
from app.exchange.frames import LEVEL, Attachment, Compressed, written_frames
from app.exchange.problems import ExchangeProblem

MAGIC = b"\x89LXP\r\n\x1a\n"
FORMAT = 1
READER = 1
"""What this program can read; a file whose `min_reader` is higher is refused."""
HEADER_BYTES = 64 << 10
PACKAGE_BYTES = 16 << 30
BLOCK = 1 << 18
PLAIN_KINDS = frozenset({"request"})
"""Documents that nobody's key can be known for yet; everything else is encrypted."""
KINDS = PLAIN_KINDS | {"package", "receipt", "approval", "roster", "succession", "recovery"}
_FOREIGN = {b"SQLite format 3\x00": "sqlite_file", b"PK\x03\x04": "zip_file"}
_CONTEXT = b"lianxin package header\x00"
_UNSIGNED = "0" * 128
_FORMS = {
    "kind": "|".join(sorted(KINDS)),
    "package": "[0-9a-f]{32}",
    "payload_bytes": "[0-9]{16}",
    "payload_hash": "sha256:[0-9a-f]{64}",
    "sender": "sha256:[0-9a-f]{32}",
    "signature": "[0-9a-f]{128}",
    "suite": "[0-9]{2}",
}


@dataclass(frozen=True)
class Sheet:
    """What the writer decides about a file. `package`: 32 random hex digits, `kind` one of KINDS."""

    kind: str
    package: str
    min_reader: int = 1


@dataclass(frozen=True)
class Header:
    """The front page of a file, as read. Nothing in it names an office or a person.

    `sender`: key id of who signed; `payload_bytes`, `payload_hash`: of the payload as it lies in the
    file; `size`: bytes before the payload; `signed`: the exact bytes under the signature.
    """

    kind: str
    package: str
    sender: str
    suite: str
    min_reader: int
    payload_bytes: int
    payload_hash: str
    signature: str
    size: int
    signed: bytes

    @property
    def sealed(self) -> bool:
        """Whether the payload is an age file; only a request is not."""
        return self.kind not in PLAIN_KINDS

    @property
    def file_bytes(self) -> int:
        """How long the whole file must be."""
        return self.size + self.payload_bytes


def write_package(
    path: Path,
    sheet: Sheet,
    manifest: Mapping[str, Any],
    records: Iterable[bytes],
    *,
    keys: NodeKeys,
    recipients: Sequence[str],
    attachments: Iterable[Attachment] = (),
    disk: Disk = DISK,
    level: int = LEVEL,
) -> Header:
    """Make the file at `path` on the local disk, in flat memory; whole or not at all.

    `manifest` gets `kind`, `package` and `sender` added, and must name the addressee's office as
    `recipient` (a request: ""). `records`: JSON texts of at most 1 MiB each, written in this order.
    `recipients`: age recipients of the addressee, of the sender itself, of the recovery key.
    Raises OSError when the disk says no, and what the iterables raise; then `path` is as it was.
    """
    header = Header(
        sheet.kind, sheet.package, keys.public.key_id, keys.public.suite, sheet.min_reader,
        0, f"sha256:{'0' * 64}", _UNSIGNED, 0, b"",
    )  # fmt: skip
    full = {**manifest, "kind": sheet.kind, "package": sheet.package, "sender": header.sender}
    source = Compressed(written_frames(safe_json.canonical(full), records, attachments), level)
    part = path.with_name(path.name + ".part")
    try:
        with disk.create(part) as file:
            signed = _filled(file, header, source, keys, recipients)
            disk.flush(file)
        disk.replace(part, path)
    except BaseException:
        _remove(disk, part)
        raise
    return replace(signed, size=len(_front(signed)), signed=_signed_bytes(signed))


def _filled(
    file: BinaryIO, header: Header, source: Compressed, keys: NodeKeys, recipients: Sequence[str]
) -> Header:
    """Payload first, behind room for a front page of the same length, which is known only afterwards."""
    file.write(_front(header))
    target = _Hashed(file)
    if header.sealed:
        crypto.provider(header.suite).encrypt(source, target, recipients)
    else:
        source.pour(target)
    measured = replace(header, payload_bytes=target.size, payload_hash=target.tagged)
    signed = replace(measured, signature=crypto.sign(keys, _signed_bytes(measured)))
    file.seek(0)
    file.write(_front(signed))
    return signed


def read_header(path: Path, disk: Disk = DISK, offset: int = 0) -> Header:
    """The front page, checked for form only; trust it after `verify`. `offset`: where the package begins.

    Raises ExchangeProblem no_such_package, not_a_package, sqlite_file, zip_file, newer, damaged,
    truncated.
    """
    name = path.name
    try:
        with disk.open(path) as file:
            file.seek(offset)
            start = file.read(len(MAGIC) + 5)
            kind = next((code for magic, code in _FOREIGN.items() if start.startswith(magic[:13])), None)
            if not start.startswith(MAGIC):
                raise ExchangeProblem(kind or "not_a_package", name=name)
            if len(start) < len(MAGIC) + 5:
                raise ExchangeProblem("truncated", name=name)
            if start[len(MAGIC)] > FORMAT:
                raise ExchangeProblem("newer", name=name)
            length = int.from_bytes(start[-4:], "big")
            if start[len(MAGIC)] < FORMAT or not 0 < length <= HEADER_BYTES:
                raise ExchangeProblem("damaged", name=name)
            raw = file.read(length)
    except OSError:
        raise ExchangeProblem("no_such_package", name=name) from None
    if len(raw) < length:
        raise ExchangeProblem("truncated", name=name)
    return _parsed(raw, len(start) + length, name)


def verify(
    path: Path, header: Header, sender: NodePublic, disk: Disk = DISK, progress: Progress = silent
) -> None:
    """Whether the file is what `sender` signed, before anything in it is opened.

    Signature first, then the length of the file, then the hash of the payload.
    Raises ExchangeProblem unknown_sender, unknown_suite, damaged, truncated, no_such_package.
    """
    verify_front(header, sender, path.name)
    verify_payload(path, header, disk, progress)


def verify_payload(path: Path, header: Header, disk: Disk = DISK, progress: Progress = silent) -> None:
    """Whether the payload is the one that the header speaks of; says nothing about who wrote it.

    Raises ExchangeProblem damaged, truncated, no_such_package.
    """
    try:
        with disk.open(path) as file:
            size = file.seek(0, 2)
            if size != header.file_bytes:
                raise ExchangeProblem("truncated" if size < header.file_bytes else "damaged", name=path.name)
            file.seek(header.size)
            digest, done = hashlib.sha256(), 0
            while piece := file.read(BLOCK):
                digest.update(piece)
                done += len(piece)
                progress(done, header.payload_bytes)
    except OSError:
        raise ExchangeProblem("no_such_package", name=path.name) from None
    if f"sha256:{digest.hexdigest()}" != header.payload_hash:
        raise ExchangeProblem("damaged", name=path.name)


def verify_front(header: Header, sender: NodePublic, name: str) -> None:
    """The signature alone: quick, for lists of what lies on a stick.

    Raises ExchangeProblem unknown_sender (another key's file), unknown_suite, damaged.
    """
    crypto.provider(header.suite, name)
    if sender.key_id != header.sender:
        raise ExchangeProblem("unknown_sender", name=name)
    if sender.suite != header.suite or not crypto.is_signed(sender, header.signed, header.signature):
        raise ExchangeProblem("damaged", name=name)


def _fields(header: Header) -> dict[str, Any]:
    """The header's JSON. Length and hash have a fixed width, so that they can be filled in afterwards."""
    return {
        "format": FORMAT,
        "kind": header.kind,
        "min_reader": header.min_reader,
        "package": header.package,
        "payload_bytes": f"{header.payload_bytes:016d}",
        "payload_hash": header.payload_hash,
        "sender": header.sender,
        "signature": header.signature,
        "suite": header.suite,
    }


def _signed_bytes(header: Header) -> bytes:
    return _to_sign(_fields(header))


def _to_sign(fields: Mapping[str, Any]) -> bytes:
    """What the signature is over: a context, magic, format, and the header without its signature."""
    without = {key: value for key, value in fields.items() if key != "signature"}
    return _CONTEXT + MAGIC + bytes([FORMAT]) + safe_json.canonical(without)


def _front(header: Header) -> bytes:
    raw = safe_json.canonical(_fields(header))
    return MAGIC + bytes([FORMAT]) + len(raw).to_bytes(4, "big") + raw


def _parsed(raw: bytes, size: int, name: str) -> Header:
    """A newer program's header may hold keys that this one does not know; they are signed with the rest."""
    try:
        fields = safe_json.parse_object(raw, safe_json.HEADER)
        if safe_json.count_of(fields, "min_reader") > READER:
            raise ExchangeProblem("newer", name=name)
        texts = {key: safe_json.text_of(fields, key) for key in _FORMS}
        if fields.get("format") != FORMAT or not all(
            re.fullmatch(form, texts[key], re.ASCII) for key, form in _FORMS.items()
        ):
            raise ExchangeProblem("damaged", name=name)
    except safe_json.Unsafe:
        raise ExchangeProblem("damaged", name=name) from None
    header = Header(
        texts["kind"], texts["package"], texts["sender"], texts["suite"], fields["min_reader"],
        int(texts["payload_bytes"]), texts["payload_hash"], texts["signature"], size, _to_sign(fields),
    )  # fmt: skip
    if header.payload_bytes > PACKAGE_BYTES:
        raise ExchangeProblem("too_large", name=name)
    return header


class _Hashed:
    """A file that counts and hashes what is written to it."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._digest = hashlib.sha256()
        self.size = 0

    def write(self, piece: bytes, /) -> int:
        """Write, count, hash."""
        self._file.write(piece)
        self._digest.update(piece)
        self.size += len(piece)
        return len(piece)

    @property
    def tagged(self) -> str:
        """The hash of all that was written."""
        return f"sha256:{self._digest.hexdigest()}"


def _remove(disk: Disk, part: Path) -> None:
    with suppress(OSError):  # what failed first is what counts
        disk.remove(part)
