"""Which sticks are plugged in, on Linux and on Windows; ask again to see them come and go."""

from __future__ import annotations

import ctypes
import os
import re
import shutil
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

_ESCAPE = re.compile(rb"\\([0-3][0-7]{2})|\\x([0-9a-fA-F]{2})")


@dataclass(frozen=True)
class Drive:
    """One place to carry packages on. `filesystem` as the system calls it; `free`: bytes."""

    path: Path
    label: str
    filesystem: str
    free: int
    writable: bool
    removable: bool


class Probe(Protocol):
    """What the system says of its drives."""

    def drives(self) -> Iterable[Drive]:
        """The sticks of this moment."""


def sticks(probe: Probe | None = None) -> list[Drive]:
    """The sticks that can be read now, by path. One that is pulled out meanwhile is left out."""
    return sorted((probe or system_probe()).drives(), key=lambda each: str(each.path))


def system_probe() -> Probe:
    """The probe for this system."""
    if sys.platform == "win32":
        return WindowsProbe(ctypes.WinDLL("kernel32", use_last_error=True))  # pragma: no cover
    return LinuxProbe()


class LinuxProbe:
    """Mounted block devices that are removable, or mounted where desktops mount sticks."""

    PLACES = ("/media/", "/run/media/", "/mnt/")

    def __init__(self, root: Path = Path("/")) -> None:
        """`root`: where proc, sys and dev are found; another one in tests."""
        self._root = root

    def drives(self) -> Iterable[Drive]:
        """The sticks of this moment."""
        try:
            mounts = (self._root / "proc/mounts").read_text("utf-8", "surrogateescape")
        except OSError:
            return
        for line in mounts.splitlines():
            fields = [_unescaped(each) for each in line.split(" ")]
            if len(fields) < 4 or not fields[0].startswith("/dev/"):
                continue
            device, place, filesystem, options = fields[:4]
            removable = self._is_removable(Path(device).name)
            if (removable or f"{place}/".startswith(self.PLACES)) and place != "/":
                drive = self._drive(device, place, filesystem, "ro" not in options.split(","), removable)
                if drive is not None:
                    yield drive

    def _drive(
        self, device: str, place: str, filesystem: str, writable: bool, removable: bool
    ) -> Drive | None:
        path = self._root / place.lstrip("/")
        try:
            free = shutil.disk_usage(path).free
        except OSError:
            return None
        label = (self._label(device) or Path(place).name).encode("utf-8", "replace").decode("utf-8")
        return Drive(path, label, filesystem, free, writable and os.access(path, os.W_OK), removable)

    def _is_removable(self, device: str) -> bool:
        """A partition asks its disk: sys/class/block/sdb1 lies inside sdb."""
        block = (self._root / "sys/class/block" / device).resolve()
        for folder in (block, block.parent):
            try:
                return (folder / "removable").read_text().strip() == "1"
            except OSError:
                continue
        return False

    def _label(self, device: str) -> str:
        folder = self._root / "dev/disk/by-label"
        try:
            named = [each for each in folder.iterdir() if each.resolve().name == Path(device).name]
        except OSError:
            return ""
        return _unescaped(named[0].name) if named else ""


class WindowsProbe:
    """Drive letters whose type is removable. `kernel`: kernel32, or a fake of it."""

    REMOVABLE = 2
    READ_ONLY_VOLUME = 0x80000
    FAIL_SILENTLY = 0x8001
    """No box that asks for a disk in an empty card reader."""

    def __init__(self, kernel: Any) -> None:
        self._kernel = kernel

    def drives(self) -> Iterable[Drive]:
        """The sticks of this moment."""
        before = self._kernel.SetErrorMode(self.FAIL_SILENTLY)
        try:
            letters = self._kernel.GetLogicalDrives()
            for number in range(26):
                root = f"{chr(ord('A') + number)}:\\"
                if letters >> number & 1 and self._kernel.GetDriveTypeW(root) == self.REMOVABLE:
                    drive = self._drive(root)
                    if drive is not None:
                        yield drive
        finally:
            self._kernel.SetErrorMode(before)

    def _drive(self, root: str) -> Drive | None:
        label, filesystem = ctypes.create_unicode_buffer(261), ctypes.create_unicode_buffer(261)
        flags, free = ctypes.c_uint32(), ctypes.c_uint64()
        known = self._kernel.GetVolumeInformationW(
            root, label, 261, None, None, ctypes.byref(flags), filesystem, 261
        )
        if not known or not self._kernel.GetDiskFreeSpaceExW(root, ctypes.byref(free), None, None):
            return None
        writable = not flags.value & self.READ_ONLY_VOLUME
        return Drive(Path(root), label.value, filesystem.value, free.value, writable, True)


def _unescaped(text: str) -> str:
    r"""The kernel writes blanks and such as \040, udev as \x20, byte by byte."""
    raw = text.encode("utf-8", "surrogateescape")
    pieces = _ESCAPE.sub(lambda found: bytes([int(found[1], 8) if found[1] else int(found[2], 16)]), raw)
    return pieces.decode("utf-8", "surrogateescape")
