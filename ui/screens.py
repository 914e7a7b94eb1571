"""Whether there is a screen to open a window on: Qt itself would end the process without a word."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from pathlib import Path

X11_SOCKETS = Path("/tmp/.X11-unix")


def can_show(environment: Mapping[str, str], sockets: Path = X11_SOCKETS, system: str = sys.platform) -> bool:
    """False on Linux where neither Wayland nor an X server answers to the name in the environment.

    A platform that needs no screen (offscreen, minimal, vnc) and a remote display are believed.
    """
    if not system.startswith("linux"):
        return True
    platform = environment.get("QT_QPA_PLATFORM", "").split(":")[0].split(";")[0]
    if platform not in ("", "xcb", "wayland"):
        return True
    if environment.get("WAYLAND_DISPLAY") and platform != "xcb":
        return True
    local = re.fullmatch(r"(?:unix)?:(\d+)(?:\.\d+)?", environment.get("DISPLAY", ""))
    if local is None:
        return bool(environment.get("DISPLAY"))
    return (sockets / f"X{local.group(1)}").exists()
