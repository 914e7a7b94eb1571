"""Keys, signatures and encryption behind one door; suites stand beside each other by name."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from app.exchange.problems import ExchangeProblem
from app.exchange.providers import CryptoProvider
from app.exchange.safe_json import canonical
from app.exchange.suite_age import AgeSuite

SUITE = "01"
Randomness = Callable[[int], bytes]


@dataclass(frozen=True)
class NodePublic:
    """What others may know of one PC of one office. `node`: 32 hex digits, random.

    `sign_public` and `age_recipient` are texts whose form the suite knows.
    """

    node: str
    suite: str
    sign_public: str
    age_recipient: str

    @property
    def key_id(self) -> str:
        """The name of this pair of keys in headers: tagged hash over node, suite and both keys."""
        named = canonical([self.node, self.suite, self.sign_public, self.age_recipient])
        return f"sha256:{hashlib.sha256(b'lianxin key id' + bytes(1) + named).hexdigest()[:32]}"


@dataclass(frozen=True)
class NodeKeys:
    """The keys of this PC; the private halves are never shown. JSON-able with `keys_to_json`."""

    public: NodePublic
    sign_private: str = field(repr=False)
    age_identity: str = field(repr=False)


SUITES: Mapping[str, CryptoProvider] = {SUITE: AgeSuite()}


def provider(suite: str, name: str = "", suites: Mapping[str, CryptoProvider] = SUITES) -> CryptoProvider:
    """The suite of that name; `name`: the file's. Raises ExchangeProblem unknown_suite."""
    if suite not in suites:
        raise ExchangeProblem("unknown_suite", name=name, suite=suite[:8])
    return suites[suite]


def new_keys(randomness: Randomness, suite: str = SUITE) -> NodeKeys:
    """Fresh keys for a new node. `randomness` makes the node's id; the suite draws its own keys."""
    sign_private, sign_public, identity, recipient = provider(suite).new_keys()
    node = randomness(16).hex()
    return NodeKeys(NodePublic(node, suite, sign_public, recipient), sign_private, identity)


def sign(keys: NodeKeys, message: bytes) -> str:
    """The signature over `message` as hex digits."""
    return provider(keys.public.suite).sign(keys.sign_private, message).hex()


def is_signed(public: NodePublic, message: bytes, signature: str) -> bool:
    """Whether `signature` (hex digits) over `message` was made with the private half of `public`."""
    try:
        raw = bytes.fromhex(signature)
    except ValueError:
        return False
    return provider(public.suite).is_signed(public.sign_public, message, raw)


def tagged_digest(contents: bytes) -> str:
    """SHA-256 with its name in front: `sha256:` and 64 hex digits."""
    return f"sha256:{hashlib.sha256(contents).hexdigest()}"


def keys_to_json(keys: NodeKeys) -> dict[str, str]:
    """For the encrypted database, and nowhere else."""
    public = public_to_json(keys.public)
    return {**public, "sign_private": keys.sign_private, "age_identity": keys.age_identity}


def keys_from_json(stored: Mapping[str, str]) -> NodeKeys:
    """What keys_to_json made."""
    return NodeKeys(public_from_json(stored), stored["sign_private"], stored["age_identity"])


def public_to_json(public: NodePublic) -> dict[str, str]:
    """The public part, fit for documents."""
    return {
        "node": public.node,
        "suite": public.suite,
        "sign_public": public.sign_public,
        "age_recipient": public.age_recipient,
    }


def public_from_json(stored: Mapping[str, str]) -> NodePublic:
    """What public_to_json made. Raises KeyError for what is none."""
    return NodePublic(stored["node"], stored["suite"], stored["sign_public"], stored["age_recipient"])
