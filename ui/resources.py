"""Where the program's own files stand: fonts, icons, style sheet."""

from __future__ import annotations

from pathlib import Path

from app.paths import resources


def resource(name: str) -> Path:
    """The path of a file or folder under resources/, named as "icons/find.svg"."""
    return resources() / name
