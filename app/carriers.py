"""What a folder lies on: a disk of this computer, a stick, or a share of the network.

An open database on a stick is lost with it, and one on a network share is torn by SQLite's own
account (https://www.sqlite.org/howtocorrupt.html, 2.1): both are refused, packages go there instead.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path

if sys.platform == "win32":
    import ctypes

STICK, NETWORK = "stick", "network"
SHARES = frozenset({
    "nfs", "nfs4", "cifs", "smb3", "smbfs", "ncpfs", "afs", "davfs", "fuse.davfs", "fuse.sshfs",
    "fuse.rclone", "fuse.gvfsd-fuse", "fuse.smbnetfs",
})  # fmt: skip
REMOVABLE_DRIVE, REMOTE_DRIVE = 2, 4  # what GetDriveTypeW answers
_OCTAL = re.compile(r"\\([0-7]{3})")


def carrier_by_mounts(folder: Path, mounts: str, is_stick: Callable[[str], bool]) -> str:
    """What `folder` lies on, told from the text of /proc/mounts.

    `is_stick(device)` tells whether "/dev/sdb1" can be pulled out. A computer that itself runs from
    such a device keeps its data there rightly.
    """
    mounted = {}
    for line in mounts.splitlines():
        device, point, kind, *_ = [*line.split(" "), "", "", ""]
        mounted[_OCTAL.sub(lambda found: chr(int(found[1], 8)), point)] = (device, kind)
    device, kind = next(
        (mounted[str(each)] for each in (folder, *folder.parents) if str(each) in mounted), ("", "")
    )
    if kind in SHARES:
        return NETWORK
    system = mounted.get("/", ("", ""))[0]
    of_the_system = _disk(device) == _disk(system)
    return STICK if device.startswith("/dev/") and not of_the_system and is_stick(device) else ""


def _disk(partition: str) -> str:
    return partition.rstrip("0123456789")


def can_be_pulled_out(device: str, blocks: Path = Path("/sys/class/block")) -> bool:
    """Whether a block device such as "/dev/sdb1" is removable or hangs on USB."""
    try:
        found = (blocks / Path(device).resolve().name).resolve(strict=True)
    except OSError:
        return False
    if any(re.fullmatch(r"usb\d+", part) for part in found.parts):
        return True
    for each in (found, found.parent):  # a partition has no such mark, its disk has
        try:
            return (each / "removable").read_text(encoding="ascii").strip() == "1"
        except OSError:
            continue
    return False


def carrier_by_drive(kind: int) -> str:
    """What Windows' number for a drive means."""
    return {REMOVABLE_DRIVE: STICK, REMOTE_DRIVE: NETWORK}.get(kind, "")


if sys.platform == "win32":

    def carrier_of(folder: Path) -> str:
        """What a folder lies on: "stick", "network", or "" for a disk of this computer."""
        root = folder.resolve().anchor
        return carrier_by_drive(int(ctypes.windll.kernel32.GetDriveTypeW(root)))
else:

    def carrier_of(folder: Path) -> str:
        """What a folder lies on: "stick", "network", or "" for a disk of this computer."""
        try:
            mounts = Path("/proc/mounts").read_text(encoding="utf-8", errors="surrogateescape")
        except OSError:
            return ""
        return carrier_by_mounts(folder.resolve(), mounts, can_be_pulled_out)
