"""The pages of the encrypted file, one by one: which of them are whole, read and written by number.

The layout is SQLCipher 4's (https://www.zetetic.net/sqlcipher/design/): 4096 bytes, of which the last
80 are the initial value (16) and an HMAC-SHA512 (64) over page, value and number; AES-256-CBC. The
first 16 bytes of the file are the salt from which the key of the HMAC is made.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Iterator
from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

PAGE_BYTES = 4096
SALT_BYTES = 16
_VALUE_BYTES, _MAC_BYTES = 16, 64
USABLE_BYTES = PAGE_BYTES - _VALUE_BYTES - _MAC_BYTES
_MAGIC = b"SQLite format 3\x00"
_LOCK_PAGE = 0x40000000 // PAGE_BYTES + 1  # SQLite never writes the page that holds its lock bytes
# An empty leaf of a table: a scan passes over it and finds no rows.
EMPTY_LEAF = bytes([0x0D, 0, 0, 0, 0, *USABLE_BYTES.to_bytes(2, "big"), 0]).ljust(PAGE_BYTES, b"\x00")


class PageCipher:
    """Opens and seals single pages of one file with its data key."""

    def __init__(self, key: bytes, salt: bytes) -> None:
        self.salt = salt
        self._key = key
        mask = bytes(each ^ 0x3A for each in salt)
        self._mac_key = hashlib.pbkdf2_hmac("sha512", key, mask, 2, 32)

    def is_whole(self, number: int, stored: bytes) -> bool:
        """Whether the page is as it was written. A page never written (all zeros) counts as whole."""
        if len(stored) != PAGE_BYTES:
            return False
        if number == _LOCK_PAGE or not any(stored):
            return True
        start = SALT_BYTES if number == 1 else 0
        made = self._mac(number, stored[start : USABLE_BYTES + _VALUE_BYTES])
        return hmac.compare_digest(made, stored[USABLE_BYTES + _VALUE_BYTES :])

    def opened(self, number: int, stored: bytes) -> bytes:
        """The page in the clear; call only for a whole one."""
        start = SALT_BYTES if number == 1 else 0
        value = stored[USABLE_BYTES : USABLE_BYTES + _VALUE_BYTES]
        decryptor = Cipher(algorithms.AES(self._key), modes.CBC(value)).decryptor()
        clear = decryptor.update(stored[start:USABLE_BYTES]) + decryptor.finalize()
        return (_MAGIC[:start] + clear).ljust(PAGE_BYTES, b"\x00")

    def sealed(self, number: int, clear: bytes) -> bytes:
        """The page as it stands in the file."""
        start = SALT_BYTES if number == 1 else 0
        value = secrets.token_bytes(_VALUE_BYTES)
        encryptor = Cipher(algorithms.AES(self._key), modes.CBC(value)).encryptor()
        stored = encryptor.update(clear[start:USABLE_BYTES]) + encryptor.finalize() + value
        return self.salt[:start] + stored + self._mac(number, stored)

    def _mac(self, number: int, covered: bytes) -> bytes:
        return hmac.digest(self._mac_key, covered + number.to_bytes(4, "little"), "sha512")


def page_count(path: Path) -> int:
    """How many pages the file has, a cut-off last one counted."""
    return -(-path.stat().st_size // PAGE_BYTES)


def broken_pages(path: Path, cipher: PageCipher, first: int = 1, most: int | None = None) -> Iterator[int]:
    """The numbers of the pages that are not as they were written, from `first` on, of `most` looked at.

    Raises OSError.
    """
    with path.open("rb") as file:
        file.seek((first - 1) * PAGE_BYTES)
        number = first
        while (most is None or number < first + most) and (stored := file.read(PAGE_BYTES)):
            if not cipher.is_whole(number, stored):
                yield number
            number += 1


def salt_of(path: Path) -> bytes:
    """The first bytes of the file. Raises OSError."""
    with path.open("rb") as file:
        return file.read(SALT_BYTES)
