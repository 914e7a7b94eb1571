"""Suite 01: age v1 (X25519, HKDF-SHA256, ChaCha20-Poly1305) and Ed25519."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pyrage
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from app.exchange.providers import NotAuthentic, Source, Target, WrongKey

TAG = "ed25519:"
# The library needs minutes for an age header of megabytes; ours have some two hundred bytes a recipient.
HEADER_BYTES = 16 << 10
_HEADER_END = b"\n--- "


class AgeSuite:
    """Software keys through `pyrage` and `cryptography`."""

    suite = "01"

    def new_keys(self) -> tuple[str, str, str, str]:
        """sign_private, sign_public, identity, recipient."""
        private = Ed25519PrivateKey.generate()
        identity = pyrage.x25519.Identity.generate()
        public = private.public_key().public_bytes_raw().hex()
        return (
            f"{TAG}{private.private_bytes_raw().hex()}",
            TAG + public,
            str(identity),
            str(identity.to_public()),
        )

    def sign(self, sign_private: str, message: bytes) -> bytes:
        """64 bytes, RFC 8032."""
        return Ed25519PrivateKey.from_private_bytes(_raw(sign_private)).sign(message)

    def is_signed(self, sign_public: str, message: bytes, signature: bytes) -> bool:
        """Whether the signature is good; also False for keys and signatures of no valid form."""
        try:
            Ed25519PublicKey.from_public_bytes(_raw(sign_public)).verify(signature, message)
        except (InvalidSignature, ValueError):
            return False
        return True

    def is_recipient(self, recipient: str) -> bool:
        """Whether this is an X25519 recipient: `age1…`."""
        try:
            pyrage.x25519.Recipient.from_str(recipient)
        except pyrage.RecipientError:
            return False
        return True

    def encrypt(self, source: Source, target: Target, recipients: Sequence[str]) -> None:
        """Encrypt all of `source` to every recipient. Raises what source and target raise."""
        known = [pyrage.x25519.Recipient.from_str(each) for each in recipients]
        watched = _Watched(source.read, target.write)
        try:
            pyrage.encrypt_io(watched, watched, known)
        except (pyrage.EncryptError, OSError):
            if watched.error is not None:
                raise watched.error from None
            raise

    def decrypt(self, source: Source, target: Target, identity: str) -> None:
        """Decrypt `source`. Raises WrongKey, NotAuthentic, and what source and target raise."""
        watched = _Watched(source.read, target.write, _checked_start(source))
        try:
            pyrage.decrypt_io(watched, watched, [pyrage.x25519.Identity.from_str(identity)])
        except (pyrage.DecryptError, OSError) as error:
            if watched.error is not None:
                raise watched.error from None
            if isinstance(error, pyrage.DecryptError) and str(error) == "No matching keys found":
                raise WrongKey from None
            raise NotAuthentic from None


class _Watched:
    """A file whose own errors are remembered: the library passes on only their words."""

    def __init__(
        self, read: Callable[[int], bytes], write: Callable[[bytes], int], start: bytes = b""
    ) -> None:
        self._read = read
        self._write = write
        self._start = start
        self.error: BaseException | None = None

    def read(self, size: int) -> bytes:
        """The start first, then the file."""
        if self._start:
            piece, self._start = self._start[:size], self._start[size:]
            return piece
        try:
            return self._read(size)
        except BaseException as error:
            self.error = error
            raise

    def write(self, piece: bytes) -> int:
        """Pass the piece on."""
        try:
            return self._write(piece)
        except BaseException as error:
            self.error = error
            raise

    def flush(self) -> None:
        """The library asks for it; whoever owns the file flushes it."""


def _checked_start(source: Source) -> bytes:
    """The first bytes of an age file, whose header must end within them. Raises NotAuthentic."""
    start = source.read(HEADER_BYTES)
    if _HEADER_END not in start:
        raise NotAuthentic
    return start


def _raw(key: str) -> bytes:
    """The bytes of a tagged key. Raises ValueError for another form."""
    if not key.startswith(TAG):
        raise ValueError("not an Ed25519 key")
    return bytes.fromhex(key.removeprefix(TAG))
