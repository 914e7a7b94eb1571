"""What a suite of cryptography must be able to do, whoever provides it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol


class Source(Protocol):
    """What encryption and decryption read from."""

    def read(self, size: int = -1, /) -> bytes:
        """At most `size` bytes, none at the end."""


class Target(Protocol):
    """What encryption and decryption write to."""

    def write(self, piece: bytes, /) -> int:
        """Take the whole piece; how many bytes that were."""


class WrongKey(Exception):
    """Not encrypted to this key."""


class NotAuthentic(Exception):
    """The encrypted bytes were changed or cut."""


class CryptoProvider(Protocol):
    """One suite. A certified module or UKey can stand behind it instead of software keys.

    Keys are texts whose form only the suite knows. Encryption and decryption work in flat memory
    and let through what source and target raise.
    """

    @property
    def suite(self) -> str:
        """The name of the suite, two digits."""

    def new_keys(self) -> tuple[str, str, str, str]:
        """The private and public halves for signing, then those for encryption."""

    def sign(self, sign_private: str, message: bytes) -> bytes:
        """The signature over the message."""

    def is_signed(self, sign_public: str, message: bytes, signature: bytes) -> bool:
        """Whether the signature is good; also False for keys and signatures of no valid form."""

    def is_recipient(self, recipient: str) -> bool:
        """Whether something can be encrypted to this recipient."""

    def encrypt(self, source: Source, target: Target, recipients: Sequence[str]) -> None:
        """Encrypt all of `source` to every recipient."""

    def decrypt(self, source: Source, target: Target, identity: str) -> None:
        """Decrypt `source`; what arrives in `target` counts only when this returns.

        Raises WrongKey when not encrypted to `identity`, NotAuthentic when the bytes were changed.
        """
