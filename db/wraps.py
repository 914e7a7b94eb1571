"""Reading the key file, without what opens it: who can sign in is known before any key is made."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

from db.errors import StoreFault

KEY_FILE = "keys.json"
RECOVERY = "\x00recovery"  # no operator can have this name

Wraps = tuple[tuple[str, dict[str, Any]], ...]


def read_wraps(home: Path) -> Wraps:
    """(name, wrap) in the order they were made. Raises StoreFault: missing, damaged_keys, disk_error."""
    return read_wraps_at(home / KEY_FILE)


def read_wraps_at(path: Path) -> Wraps:
    """The same of a key file under any name. Raises StoreFault: missing, damaged_keys, disk_error."""
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
        wraps = tuple((str(each.pop("name")), each) for each in stored["wraps"])
        for _, each in wraps:
            _check_wrap(each)
        if not wraps:
            raise ValueError("no wraps")
    except FileNotFoundError:
        raise StoreFault("missing", KEY_FILE) from None
    except OSError:
        raise StoreFault("disk_error", KEY_FILE) from None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise StoreFault("damaged_keys", KEY_FILE) from None
    return wraps


def operators_of(wraps: Wraps) -> list[str]:
    """Who can sign in."""
    return [name for name, _ in wraps if name != RECOVERY]


def _check_wrap(wrap: dict[str, Any]) -> None:
    """Raises ValueError, KeyError or TypeError for what Argon2 or AES-GCM cannot work with."""
    salt, nonce, wrapped = (base64.b64decode(wrap[name]) for name in ("salt", "nonce", "wrapped"))
    if len(salt) < 8 or len(nonce) != 12 or len(wrapped) != 48:
        raise ValueError("lengths")
    for name, most in (("passes", 64), ("memory_kib", 1 << 20), ("lanes", 64)):
        if type(wrap[name]) is not int or not 1 <= wrap[name] <= most:
            raise ValueError(name)
    if wrap["memory_kib"] < 8 * wrap["lanes"]:
        raise ValueError("memory_kib")
