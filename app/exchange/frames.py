"""What lies inside a payload: one zstd stream of frames, each with a kind and a length that is capped.

frame = kind 1 | length 4, big-endian | content
M manifest, once and first · R records (JSON), any number · then for each attachment A (its name by
content, JSON) and C (bytes) until its size is reached · E the counts (JSON), once and last
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO, cast

import zstandard

from app.exchange.providers import Source, Target
from app.exchange.safe_json import JsonLimits, canonical

MANIFEST, RECORD, ATTACHMENT, CHUNK, END = b"M", b"R", b"A", b"C", b"E"
LEVEL = 9
WINDOW_BYTES = 8 << 20
RECORD_BYTES = 1 << 20
CHUNK_BYTES = 1 << 18
HEAD = struct.Struct(">cI")
_SKIPPABLE, _SKIPPABLE_MAGIC = struct.Struct("<II"), 0x184D2A50  # RFC 8878, 3.1.2
MANIFEST_LIMITS = JsonLimits(size=4 << 20, depth=12, values=250_000, string=1 << 16)
RECORD_LIMITS = JsonLimits(size=RECORD_BYTES)
_BLOCK = 1 << 16


@dataclass(frozen=True)
class Limits:
    """How much a payload may be once unpacked. `ratio` holds beyond the first `free_bytes`."""

    manifest: JsonLimits = MANIFEST_LIMITS
    record: JsonLimits = RECORD_LIMITS
    frames: int = 2_000_000
    total_bytes: int = 16 << 30
    free_bytes: int = 16 << 20
    ratio: int = 400


LIMITS = Limits()


class Refused(Exception):
    """The stream is not what a writer of packages makes. `why` is a word for logs and tests."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True)
class Attachment:
    """A file to be sent. `sha256`: 64 hex digits; `pieces` opens it anew and yields its bytes."""

    sha256: str
    size: int
    pieces: Callable[[], Iterable[bytes]]


def written_frames(
    manifest: bytes, records: Iterable[bytes], attachments: Iterable[Attachment]
) -> Iterator[bytes]:
    """The frames of a payload as bytes. Raises ValueError for what no reader would take."""
    counts = {"records": 0, "attachments": 0}
    yield framed(MANIFEST, manifest, LIMITS.manifest.size)
    for record in records:
        counts["records"] += 1
        yield framed(RECORD, record, RECORD_BYTES)
    for attachment in attachments:
        counts["attachments"] += 1
        yield framed(ATTACHMENT, canonical({"sha256": attachment.sha256, "size": attachment.size}), _BLOCK)
        yield from _chunks(attachment)
    yield framed(END, canonical(counts), _BLOCK)


def framed(kind: bytes, content: bytes, longest: int) -> bytes:
    """One frame. Raises ValueError for an empty or too long one."""
    if not 0 < len(content) <= longest:
        raise ValueError(f"a frame of {len(content)} bytes")
    return HEAD.pack(kind, len(content)) + content


def _chunks(attachment: Attachment) -> Iterator[bytes]:
    digest, size = hashlib.sha256(), 0
    for piece in attachment.pieces():
        digest.update(piece)
        size += len(piece)
        for start in range(0, len(piece), CHUNK_BYTES):
            yield framed(CHUNK, piece[start : start + CHUNK_BYTES], CHUNK_BYTES)
    if (digest.hexdigest(), size) != (attachment.sha256, attachment.size):
        raise ValueError(f"attachment {attachment.sha256} changed while it was sent")


class Compressed:
    """Pieces as one zstd stream that can be read from, as encryption wants it.

    Where pieces shrink so much that a reader would take them for a bomb (a photo all white, say),
    filling goes in between as a skippable frame, which every zstd passes over.
    """

    def __init__(self, pieces: Iterable[bytes], level: int = LEVEL) -> None:
        self._pieces = iter(pieces)
        self._compressor = zstandard.ZstdCompressor(level=level)
        self._stream = self._compressor.compressobj()
        self._ready = bytearray()
        self._ended = False
        self._given = self._made = 0

    def read(self, size: int = -1, /) -> bytes:
        """At most `size` bytes of the stream, none at its end."""
        wanted = size if size >= 0 else 1 << 62
        while len(self._ready) < wanted and not self._ended:
            piece = next(self._pieces, None)
            if piece is None:
                self._ended = True
                self._take(self._stream.flush())
            else:
                self._given += len(piece)
                self._take(self._stream.compress(piece))
                self._fill()
        taken = bytes(self._ready[:wanted])
        del self._ready[:wanted]
        return taken

    def _take(self, made: bytes) -> None:
        self._made += len(made)
        self._ready += made

    def _fill(self) -> None:
        """Keeps at half of what readers allow."""
        ratio = LIMITS.ratio // 2
        if self._given <= max(LIMITS.free_bytes // 2, self._made * ratio):
            return
        self._take(self._stream.flush())
        missing = self._given // ratio - self._made
        if missing > 0:
            self._take(_SKIPPABLE.pack(_SKIPPABLE_MAGIC, missing) + bytes(missing))
        self._stream = self._compressor.compressobj()

    def pour(self, target: Target) -> None:
        """Write the whole stream to `target`."""
        while piece := self.read(_BLOCK):
            target.write(piece)


class _Counted:
    """A source that counts what was taken from it.

    An object of its own: a cycle through the decompressor is one that Python cannot collect.
    """

    def __init__(self, source: Source) -> None:
        self._source = source
        self.taken = 0

    def read(self, size: int = -1, /) -> bytes:
        """The next bytes of the source."""
        piece = self._source.read(size)
        self.taken += len(piece)
        return piece


class FrameReader:
    """The frames of a compressed stream, one by one, never more in memory than one frame and the window."""

    def __init__(self, source: Source, limits: Limits = LIMITS) -> None:
        self._source = _Counted(source)
        self._limits = limits
        self._given = self._count = 0
        decompressor = zstandard.ZstdDecompressor(max_window_size=WINDOW_BYTES)
        self._stream = decompressor.stream_reader(
            cast(BinaryIO, self._source), read_size=_BLOCK, read_across_frames=True
        )

    def next_frame(self) -> tuple[bytes, bytes]:
        """Kind and content. Raises Refused."""
        kind, length = HEAD.unpack(self._exactly(HEAD.size))
        self._count += 1
        if self._count > self._limits.frames:
            raise Refused("too many frames")
        if not 0 < length <= self._longest(kind):
            raise Refused("frame length")
        return kind, self._exactly(length)

    def check_end(self) -> None:
        """Raises Refused when something follows."""
        if self._read(1):
            raise Refused("something after the end")

    def _longest(self, kind: bytes) -> int:
        limits = self._limits
        longest = {MANIFEST: limits.manifest.size, RECORD: limits.record.size, CHUNK: CHUNK_BYTES}
        return longest.get(kind, _BLOCK if kind in (ATTACHMENT, END) else 0)

    def _exactly(self, size: int) -> bytes:
        pieces = bytearray()
        while len(pieces) < size:
            piece = self._read(min(size - len(pieces), _BLOCK))
            if not piece:
                raise Refused("ends too early")
            pieces += piece
        return bytes(pieces)

    def _read(self, size: int) -> bytes:
        try:
            piece = self._stream.read(size)
        except zstandard.ZstdError:
            raise Refused("not zstd") from None
        self._given += len(piece)
        allowed = max(self._limits.free_bytes, self._source.taken * self._limits.ratio)
        if self._given > min(allowed, self._limits.total_bytes):
            raise Refused("unpacks to too much")
        return piece
