"""A writer of package files of its own, from docs/exchange-format.md: for files no good program makes."""

from __future__ import annotations

import hashlib
import json
import struct
from typing import Any

import pyrage
import zstandard
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tests.exchange.papers import Desk

MAGIC = b"\x89LXP\r\n\x1a\n\x01"


def plain_json(value: Any) -> bytes:
    """JSON as the format wants it."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def frame(kind: bytes, content: bytes, length: int | None = None) -> bytes:
    """One frame, whose length may lie."""
    return struct.pack(">cI", kind, len(content) if length is None else length) + content


def manifest_of(sender: Desk, addressee: Desk, /, **changes: Any) -> dict[str, Any]:
    """The manifest of a package."""
    named = {"kind": "package", "package": "ab" * 16, "sender": sender.keys.public.key_id}
    return {**named, "recipient": addressee.office.id, **changes}


def stream(sender: Desk, addressee: Desk, *frames: bytes, end: bytes | None = None) -> bytes:
    """Manifest, frames and end, compressed."""
    last = plain_json({"records": len(frames), "attachments": 0}) if end is None else end
    inner = frame(b"M", plain_json(manifest_of(sender, addressee))) + b"".join(frames) + frame(b"E", last)
    return zstandard.ZstdCompressor(level=3).compress(inner)


def forged(sender: Desk, addressee: Desk, compressed: bytes, /, **header: Any) -> bytes:
    """A file with a good signature around any payload; `header` changes what the front page says."""
    recipient = pyrage.x25519.Recipient.from_str(addressee.keys.public.age_recipient)
    return around(sender, pyrage.encrypt(compressed, [recipient]), **header)


def around(sender: Desk, payload: bytes, /, **header: Any) -> bytes:
    """A front page with a good signature before a payload."""
    fields = {
        "format": 1,
        "kind": "package",
        "min_reader": 1,
        "package": "ab" * 16,
        "payload_bytes": f"{len(payload):016d}",
        "payload_hash": f"sha256:{hashlib.sha256(payload).hexdigest()}",
        "sender": sender.keys.public.key_id,
        "suite": "01",
        **header,
    }
    private = bytes.fromhex(sender.keys.sign_private.removeprefix("ed25519:"))
    signed = b"lianxin package header\x00" + MAGIC + plain_json(fields)
    fields["signature"] = Ed25519PrivateKey.from_private_bytes(private).sign(signed).hex()
    raw = plain_json(fields)
    return MAGIC + len(raw).to_bytes(4, "big") + raw + payload
