"""Where things are: the data folder, the shipped resources."""

from __future__ import annotations

import sys
from pathlib import Path

import platformdirs


def default_home() -> Path:
    """The data folder when none is named: inside the signed-in user's own data folder."""
    return Path(platformdirs.user_data_dir("lianxin", appauthor=False))


def resources() -> Path:
    """The folder of fonts, icons and presets, in the source tree and in the frozen program."""
    frozen = getattr(sys, "_MEIPASS", None)
    return Path(frozen) / "resources" if frozen else Path(__file__).resolve().parent.parent / "resources"


def manual() -> Path:
    """The folder of the manual's pages."""
    return resources().parent / "docs" / "manual"
