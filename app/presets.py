"""Reading the presets: data shipped as TOML."""

from __future__ import annotations

import tomllib
from functools import cache
from typing import Any

from app.paths import resources


@cache
def preset(name: str) -> dict[str, Any]:
    """The parsed file resources/presets/NAME.toml; shared, so never changed by a caller."""
    with (resources() / "presets" / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)
