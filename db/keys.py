"""The key file: one random data key, wrapped for each operator and for the recovery code.

Argon2id makes the wrapping key from a password, AES-256-GCM wraps. The file names operators
(needed to sign in) and holds no key in the clear; its parameters travel with each wrap.
"""

from __future__ import annotations

import base64
import json
import secrets
import unicodedata
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from db.files import DISK, Disk, write_whole
from db.wraps import KEY_FILE, RECOVERY, Wraps, operators_of, read_wraps

__all__ = ["DEFAULT_COSTS", "KEY_FILE", "RECOVERY", "Cost", "KeyFile"]

RECOVERY_LENGTH = 35  # six groups of five symbols and the dashes between them
_SYMBOLS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # without 0 O 1 I: read aloud and typed from paper


@dataclass(frozen=True)
class Cost:
    """Argon2id parameters: passes, memory in KiB, lanes (RFC 9106, second recommended option)."""

    passes: int = 3
    memory_kib: int = 65536
    lanes: int = 2


# What the program took by itself, from its first version on; the last one is today's. When machines
# have grown, add a dearer one here and in Cost: each wrap made with a former one is made anew.
DEFAULT_COSTS = (Cost(passes=3, memory_kib=65536, lanes=2),)


@dataclass(frozen=True)
class KeyFile:
    """The wraps by operator name, in the order they were made."""

    wraps: Wraps = ()

    @property
    def operators(self) -> list[str]:
        """Who can sign in."""
        return operators_of(self.wraps)

    @property
    def marks(self) -> set[str]:
        """The marks of all wraps."""
        return {self.mark(name) for name, _ in self.wraps}

    def has(self, name: str) -> bool:
        """Whether anything opens for `name`."""
        return any(each == name for each, _ in self.wraps)

    def mark(self, name: str) -> str:
        """What tells this wrap from every other, and names nobody: its salt. Raises KeyError."""
        return str(dict(self.wraps)[name]["salt"])

    def cost(self, name: str) -> Cost:
        """What the wrap of `name` was made with. Raises KeyError for an unknown name."""
        wrap = dict(self.wraps)[name]
        return Cost(wrap["passes"], wrap["memory_kib"], wrap["lanes"])

    def with_wrap(self, name: str, password: str, data_key: bytes, cost: Cost) -> KeyFile:
        """A key file in which `name` opens with `password`."""
        made = (name, _wrap(name, password, data_key, cost))
        kept = [made if each[0] == name else each for each in self.wraps]
        return replace(self, wraps=tuple(kept if made in kept else [*kept, made]))

    def without(self, name: str) -> KeyFile:
        """A key file that no longer opens for `name`."""
        return replace(self, wraps=tuple(each for each in self.wraps if each[0] != name))

    def unwrap(self, name: str, password: str) -> bytes | None:
        """The data key, or None when the password is wrong. Raises KeyError for an unknown name."""
        return _unwrap(name, password, dict(self.wraps)[name])


def new_data_key() -> bytes:
    """256 random bits."""
    return secrets.token_bytes(32)


def new_recovery_code() -> str:
    """30 symbols in six groups: 150 bits, printed once and kept in the safe."""
    return "-".join("".join(secrets.choice(_SYMBOLS) for _ in range(5)) for _ in range(6))


def normal_recovery_code(typed: str) -> str:
    """The code as it was made, from what was typed: case, blanks and dashes do not matter."""
    letters = "".join(c for c in unicodedata.normalize("NFKC", typed).upper() if c.isalnum())
    letters = letters.replace("0", "O").replace("1", "I")  # neither is used: stays wrong, plainly
    return "-".join(letters[at : at + 5] for at in range(0, len(letters), 5))


def read_key_file(home: Path) -> KeyFile:
    """The key file of a data folder. Raises StoreFault: missing, damaged_keys, disk_error."""
    return KeyFile(read_wraps(home))


def write_key_file(home: Path, keys: KeyFile, disk: Disk = DISK) -> None:
    """Replace the key file whole. Raises StoreFault: disk_full, not_writable, disk_error."""
    wraps = [{"name": name, **wrap} for name, wrap in keys.wraps]
    text = json.dumps({"format": 1, "wraps": wraps}, ensure_ascii=False, indent=1)
    write_whole(home / KEY_FILE, text.encode(), disk)


def _derived(password: str, wrap: dict[str, Any]) -> bytes:
    return hash_secret_raw(
        password.encode("utf-8", "surrogatepass"),
        base64.b64decode(wrap["salt"]),
        time_cost=wrap["passes"],
        memory_cost=wrap["memory_kib"],
        parallelism=wrap["lanes"],
        hash_len=32,
        type=Type.ID,
    )


def _wrap(name: str, password: str, data_key: bytes, cost: Cost) -> dict[str, Any]:
    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
    wrap: dict[str, Any] = {
        "kdf": "argon2id",
        "passes": cost.passes,
        "memory_kib": cost.memory_kib,
        "lanes": cost.lanes,
        "salt": base64.b64encode(salt).decode(),
        "nonce": base64.b64encode(nonce).decode(),
    }
    sealed = AESGCM(_derived(password, wrap)).encrypt(nonce, data_key, name.encode())
    return {**wrap, "wrapped": base64.b64encode(sealed).decode()}


def _unwrap(name: str, password: str, wrap: dict[str, Any]) -> bytes | None:
    sealed, nonce = base64.b64decode(wrap["wrapped"]), base64.b64decode(wrap["nonce"])
    try:
        return AESGCM(_derived(password, wrap)).decrypt(nonce, sealed, name.encode())
    except InvalidTag:
        return None
