"""A package that its own sender rewrites with its own keys: what only a changed program would send."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyrage

from app.desk import Desk
from app.exchange import ties
from app.exchange.container import Sheet, write_package
from tests.exchange.plain_reader import read

Edit = Callable[[dict[str, Any], list[dict[str, Any]]], None]


def opened(path: Path, sender: Desk) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Manifest and frames of a package, read with its sender's key."""
    keys = ties.own_keys(sender)
    public = {
        "node": keys.public.node, "suite": keys.public.suite,
        "sign_public": keys.public.sign_public, "age_recipient": keys.public.age_recipient,
    }  # fmt: skip
    frames = read(path, public, keys.age_identity)
    return json.loads(frames[0][1]), [json.loads(content) for kind, content in frames if kind == b"R"]


def rewritten(path: Path, sender: Desk, addressee: Desk, edit: Edit) -> Path:
    """The package with another manifest and other frames, signed by its sender like any other."""
    manifest, frames = opened(path, sender)
    edit(manifest, frames)
    keys = ties.own_keys(sender)
    target = path.with_name(f"{secrets.token_hex(4)}.lxp")
    recipients = [ties.own_keys(addressee).public.age_recipient, keys.public.age_recipient]
    assert all(pyrage.x25519.Recipient.from_str(each) for each in recipients)
    write_package(
        target, Sheet("package", secrets.token_hex(16)), manifest,
        [json.dumps(each, ensure_ascii=False).encode() for each in frames], keys=keys, recipients=recipients,
    )  # fmt: skip
    return target
