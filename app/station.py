"""The computer that an office stands on: weak signs to know it again, and what its folders lie on."""

from __future__ import annotations

import platform
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from app.carriers import carrier_of

if sys.platform == "win32":
    import winreg

MACHINE_IDS = (Path("/etc/machine-id"), Path("/var/lib/dbus/machine-id"))
STATES = "lianxin-state"  # not "lianxin": on Windows that is the data folder itself


@dataclass(frozen=True)
class Signs:
    """What tells one computer from another. "" where a sign cannot be read; none is sure by itself.

    `machine`: the system's own number of this installation; `host`: the computer's name; `folder`:
    the data folder's place on its disk (a copied folder has another one).
    """

    machine: str = ""
    host: str = ""
    folder: str = ""

    def differs(self, other: Signs) -> bool:
        """Whether two of the signs that both know are others: then fewer than two of three agree."""
        pairs = zip(self.parts, other.parts, strict=True)
        return sum(bool(mine and theirs and mine != theirs) for mine, theirs in pairs) >= 2

    @property
    def parts(self) -> tuple[str, str, str]:
        """The three signs in order."""
        return self.machine, self.host, self.folder


def signs_of(home: Path) -> Signs:
    """The signs of this computer and this data folder."""
    try:
        found = home.stat()
        folder = f"{found.st_dev}:{found.st_ino}"  # on Windows the volume's serial number and the file's
    except OSError:
        folder = ""
    return Signs(_machine(), platform.node(), folder)


if sys.platform == "win32":

    def _machine() -> str:
        try:
            with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, r"SOFTWARE\Microsoft\Cryptography") as key:
                return str(winreg.QueryValueEx(key, "MachineGuid")[0])
        except OSError:
            return ""
else:

    def _machine() -> str:
        for place in MACHINE_IDS:
            try:
                if found := place.read_text(encoding="ascii", errors="replace").strip():
                    return found
            except OSError:
                continue
        return ""


def states_folder() -> Path:
    """Where this user account keeps what must not lie in the data folder."""
    return Path(platformdirs.user_state_dir(STATES, appauthor=False))


@dataclass(frozen=True)
class Station:
    """The computer as an office sees it; tests bring their own.

    `states`: a folder outside the data folder, kept per user account. `carrier(folder)` says what a
    folder lies on: "stick", "network", or "" for a disk of this computer. `ticks` counts seconds.
    """

    states: Path
    signs: Callable[[Path], Signs] = signs_of
    carrier: Callable[[Path], str] = carrier_of
    ticks: Callable[[], float] = time.monotonic


def this_station() -> Station:
    """The computer this process runs on."""
    return Station(states_folder())
