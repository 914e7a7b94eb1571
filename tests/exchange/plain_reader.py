"""A reader of the exchange format written from docs/exchange-format.md alone: nothing of app is used."""

from __future__ import annotations

import hashlib
import json
import struct
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pyrage
import zstandard
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

MAGIC = bytes.fromhex("894C58500D0A1A0A")


def canonical(value: Any) -> bytes:
    """Section 1."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def key_id(public: Mapping[str, str]) -> str:
    """Section 1."""
    named = canonical([public[key] for key in ("node", "suite", "sign_public", "age_recipient")])
    return "sha256:" + hashlib.sha256(b"lianxin key id\0" + named).hexdigest()[:32]


def digits(context: str, value: Any) -> str:
    """Section 7."""
    named = b"lianxin digits\0" + context.encode() + b"\0" + canonical(value)
    plain = f"{int.from_bytes(hashlib.sha256(named).digest(), 'big') % 10**20:020d}"
    return " ".join(plain[start : start + 4] for start in range(0, 20, 4))


def check_signed(
    context: str, value: Mapping[str, Any], public: Mapping[str, str], before: bytes = b""
) -> None:
    """Sections 3 and 7. Raises InvalidSignature."""
    bare = {key: each for key, each in value.items() if key != "signature"}
    message = context.encode() + b"\0" + before + canonical(bare)
    raw = bytes.fromhex(public["sign_public"].removeprefix("ed25519:"))
    Ed25519PublicKey.from_public_bytes(raw).verify(bytes.fromhex(value["signature"]), message)


def read(path: Path, sender: Mapping[str, str], identity: str) -> list[tuple[bytes, bytes]]:
    """Sections 3 to 5: the frames of a file, everything checked."""
    whole = path.read_bytes()
    length = struct.unpack(">I", whole[9:13])[0]
    header, payload = json.loads(whole[13 : 13 + length]), whole[13 + length :]
    assert (whole[:9], canonical(header)) == (MAGIC + b"\x01", whole[13 : 13 + length])
    assert header["sender"] == key_id(sender)
    check_signed("lianxin package header", header, sender, whole[:9])
    assert header["payload_bytes"] == f"{len(payload):016d}"
    assert header["payload_hash"] == "sha256:" + hashlib.sha256(payload).hexdigest()
    if header["kind"] != "request":
        payload = pyrage.decrypt(payload, [pyrage.x25519.Identity.from_str(identity)])
    found = list(frames(zstandard.ZstdDecompressor().decompressobj().decompress(payload)))
    manifest = json.loads(found[0][1])
    assert [manifest[key] == header[key] for key in ("kind", "package", "sender")] == [True] * 3
    return found


def frames(inner: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Section 4."""
    while inner:
        kind, length = struct.unpack(">cI", inner[:5])
        yield kind, inner[5 : 5 + length]
        inner = inner[5 + length :]
