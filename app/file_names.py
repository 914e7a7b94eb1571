"""File names from outside made fit for any disk: no folders, no control signs, not too long."""

from __future__ import annotations

import re
from pathlib import PurePosixPath, PureWindowsPath

LONGEST = 80
# What Windows forbids, control signs, signs that turn the direction of writing, halves of surrogates.
_FORBIDDEN = re.compile('[\x00-\x1f\x7f-\x9f<>:"/\\\\|?*\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]')
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)$", re.IGNORECASE)


def safe_name(name: str, fallback: str) -> str:
    """The last part of `name`, fit to be a file's name on every system; `fallback` when nothing is left."""
    last = PureWindowsPath(PurePosixPath(name).name).name
    cleaned = _FORBIDDEN.sub("_", last).strip(" .")
    stem, dot, suffix = cleaned.rpartition(".")
    if not dot or len(suffix) > 10:
        stem, suffix = cleaned, ""
    if _RESERVED.fullmatch(stem.split(".")[0].strip()):
        stem = f"_{stem}"
    tail = f".{suffix}" if suffix else ""
    stem = stem[: LONGEST - len(tail)].rstrip(" .")
    return f"{stem}{tail}" if stem.strip("_ .") else fallback
