"""Opening the payload of a verified file: decrypted behind a veil, frames read within limits."""

from __future__ import annotations

import hashlib
import io
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from app.exchange import crypto, safe_json
from app.exchange.container import BLOCK, Header
from app.exchange.crypto import NodeKeys
from app.exchange.disks import DISK, Disk
from app.exchange.frames import ATTACHMENT, CHUNK, END, LIMITS, MANIFEST, RECORD, FrameReader, Limits, Refused
from app.exchange.problems import ExchangeProblem
from app.exchange.providers import NotAuthentic, Source, Target, WrongKey

VEILED = ".veiled"
GLANCE_BYTES = 4 << 20


@dataclass(frozen=True)
class ReceivedAttachment:
    """A file inside a payload. `pieces` can be read once, before the next one is asked for.

    The last piece comes only when size and hash agree; what was read before counts for nothing
    until then.
    """

    sha256: str
    size: int
    pieces: Iterator[bytes]


class PayloadReader:
    """What a package holds, in its order. Manifest, records, attachments."""

    def __init__(self, source: Source, header: Header, name: str, limits: Limits = LIMITS) -> None:
        self.manifest: dict[str, Any] = {}
        self._frames = FrameReader(source, limits)
        self._limits = limits
        self._name = name
        self._held: tuple[bytes, bytes] | None = None
        self._counts = {"records": 0, "attachments": 0}
        self._read_manifest(header)

    def records(self) -> Iterator[Any]:
        """The values of the record frames, within the limits, one frame at a time.

        Raises ExchangeProblem hostile. A generator: stop early and nothing more is read.
        """
        for content in self.frames():
            with _refusals(self._name):
                value = safe_json.parse(content, self._limits.record)
            yield value

    def frames(self) -> Iterator[bytes]:
        """The record frames as they are, unparsed."""
        while True:
            kind, content = self._next()
            if kind != RECORD:
                self._held = (kind, content)
                return
            self._counts["records"] += 1
            yield content

    def attachments(self) -> Iterator[ReceivedAttachment]:
        """The files after the records; records not yet asked for are passed over.

        Raises ExchangeProblem hostile when content and name differ.
        """
        for _ in self.frames():
            pass
        while True:
            kind, content = self._next()
            if kind == END:
                self._check_end(content)
                self._held = (kind, content)
                return
            yield self._attachment(kind, content)

    def finish(self) -> None:
        """Read to the end and make sure that nothing is missing. Raises ExchangeProblem hostile."""
        for attachment in self.attachments():
            for _ in attachment.pieces:
                pass

    def _next(self) -> tuple[bytes, bytes]:
        if self._held is not None:
            (kind, content), self._held = self._held, None
            return kind, content
        with _refusals(self._name):
            return self._frames.next_frame()

    def _read_manifest(self, header: Header) -> None:
        with _refusals(self._name):
            kind, content = self._frames.next_frame()
            if kind != MANIFEST:
                raise Refused("no manifest first")
            manifest = safe_json.parse_object(content, self._limits.manifest)
        wanted = {"kind": header.kind, "package": header.package, "sender": header.sender}
        if any(manifest.get(key) != value for key, value in wanted.items()):
            raise ExchangeProblem("readdressed", name=self._name)
        self.manifest = manifest

    def _attachment(self, kind: bytes, content: bytes) -> ReceivedAttachment:
        with _refusals(self._name):
            if kind != ATTACHMENT:
                raise Refused("frame out of order")
            named = safe_json.parse_object(content)
            sha256, size = safe_json.text_of(named, "sha256", 64), safe_json.count_of(named, "size")
        self._counts["attachments"] += 1
        return ReceivedAttachment(sha256, size, self._pieces(sha256, size))

    def _pieces(self, sha256: str, size: int) -> Iterator[bytes]:
        digest, left = hashlib.sha256(), size
        while left:
            with _refusals(self._name):
                kind, content = self._frames.next_frame()
                digest.update(content)
                left -= len(content)
                if kind != CHUNK or left < 0 or (left == 0 and digest.hexdigest() != sha256):
                    raise Refused("attachment differs from its name")
            yield content

    def _check_end(self, content: bytes) -> None:
        with _refusals(self._name):
            if safe_json.parse_object(content) != self._counts:
                raise Refused("counts differ")
            self._frames.check_end()


class OpenPayload(PayloadReader):
    """A payload with its staging file. A context: leaving it takes the file away."""

    def __init__(self, staged: _Staged, header: Header, name: str, limits: Limits) -> None:
        self._staged = staged
        super().__init__(staged, header, name, limits)

    def __enter__(self) -> OpenPayload:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the staging file."""
        self._staged.close()


def open_payload(
    path: Path,
    header: Header,
    keys: NodeKeys,
    staging: Path,
    *,
    addressee: str | None = None,
    limits: Limits = LIMITS,
    disk: Disk = DISK,
) -> OpenPayload:
    """Decrypt the payload of a file that `verify` has passed, whole, before anything in it is read.

    `staging`: a folder on the local disk; what lies there is under a key that only this process
    knows. `addressee`: our office's id; the manifest must name it as `recipient`. None: do not ask
    (our own copies, requests). Raises ExchangeProblem not_for_us, readdressed, damaged, hostile,
    copy_failed, no_such_package.
    """
    name = path.name
    staged = _staged(path, header, keys, staging, disk)
    try:
        opened = OpenPayload(staged, header, name, limits)
        if addressee is not None and opened.manifest.get("recipient") != addressee:
            raise ExchangeProblem("not_for_us", name=name)
    except BaseException:
        staged.close()
        raise
    return opened


def _staged(path: Path, header: Header, keys: NodeKeys, staging: Path, disk: Disk) -> _Staged:
    """The whole payload, decrypted behind the veil and ready to be read."""
    try:
        source = disk.open(path)
    except OSError:
        raise ExchangeProblem("no_such_package", name=path.name) from None
    with source:
        try:
            staged = _Staged(staging / f"{header.package}{VEILED}", disk)
        except OSError:
            raise ExchangeProblem("copy_failed") from None
        try:
            source.seek(header.size)
            _decrypt(source, staged, header, keys, path.name)
            staged.rewind()
        except OSError:
            staged.close()
            raise ExchangeProblem("no_such_package", name=path.name) from None
        except BaseException:
            staged.close()
            raise
    return staged


def glance(path: Path, header: Header, keys: NodeKeys, disk: Disk = DISK) -> dict[str, Any] | None:
    """The manifest alone, for a list of what lies on a stick; None when not encrypted to us.

    Only the beginning is decrypted, and the whole not verified: good for showing, not for taking in.
    Call `verify_front` before. Raises ExchangeProblem damaged, hostile, readdressed, no_such_package.
    """
    beginning = _Beginning()
    try:
        with disk.open(path) as source:
            source.seek(header.size)
            with suppress(_Enough):
                _decrypt(source, beginning, header, keys, path.name)
    except OSError:
        raise ExchangeProblem("no_such_package", name=path.name) from None
    except ExchangeProblem as problem:
        if problem.code == "not_for_us":
            return None
        raise
    beginning.rewind()
    return PayloadReader(beginning, header, path.name).manifest


def clear_staging(staging: Path) -> int:
    """Take away what a killed process left; nobody has its key any more. How many files that were."""
    left = list(staging.glob(f"*{VEILED}")) if staging.is_dir() else []
    for path in left:
        path.unlink(missing_ok=True)
    return len(left)


def _decrypt(source: BinaryIO, target: Target, header: Header, keys: NodeKeys, name: str) -> None:
    if not header.sealed:
        while piece := source.read(BLOCK):
            target.write(piece)
        return
    try:
        crypto.provider(header.suite, name).decrypt(source, target, keys.age_identity)
    except WrongKey:
        raise ExchangeProblem("not_for_us", name=name) from None
    except NotAuthentic:
        raise ExchangeProblem("damaged", name=name) from None


@contextmanager
def _refusals(name: str) -> Iterator[None]:
    """Turns what limits refuse into the sentence for it."""
    try:
        yield
    except (Refused, safe_json.Unsafe):
        raise ExchangeProblem("hostile", name=name) from None


class _Staged:
    """A local file that only this process can read: written and read through a key kept in memory."""

    def __init__(self, path: Path, disk: Disk) -> None:
        self._disk, self._path = disk, path
        self._cipher = Cipher(algorithms.AES(os.urandom(32)), modes.CTR(os.urandom(16)))
        self._veil = self._cipher.encryptor()
        self._file = disk.create(path)

    def write(self, piece: bytes, /) -> int:
        """Store the piece. Raises ExchangeProblem copy_failed."""
        try:
            self._file.write(self._veil.update(piece))
        except OSError:
            raise ExchangeProblem("copy_failed") from None
        return len(piece)

    def rewind(self) -> None:
        """From writing to reading. Raises ExchangeProblem copy_failed."""
        try:
            self._file.seek(0)
        except OSError:
            raise ExchangeProblem("copy_failed") from None
        self._veil = self._cipher.decryptor()

    def read(self, size: int = -1, /) -> bytes:
        """The next bytes."""
        return self._veil.update(self._file.read(size))

    def close(self) -> None:
        """Let go of the file and take it away."""
        with suppress(OSError):
            self._file.close()
        with suppress(OSError):
            self._disk.remove(self._path)


class _Enough(Exception):
    """The beginning has been decrypted."""


class _Beginning(io.BytesIO):
    """Takes so many bytes and then stops the decryption."""

    def write(self, piece: Any, /) -> int:
        """Keep the piece. Raises _Enough."""
        if self.tell() > GLANCE_BYTES:
            raise _Enough
        return super().write(piece)

    def rewind(self) -> None:
        """From writing to reading."""
        self.seek(0)
