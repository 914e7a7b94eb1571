"""Sticks as Linux and Windows tell of them."""

from __future__ import annotations

import ctypes
from pathlib import Path
from typing import Any

import pytest

from app.exchange.drives import LinuxProbe, WindowsProbe, sticks, system_probe

MOUNTS = """\
/dev/sda1 / ext4 rw,relatime 0 0
proc /proc proc rw 0 0
tmpfs /run/media tmpfs rw 0 0
/dev/sdb1 /run/media/wang/KINGSTON\\0401 vfat rw,nosuid 0 0
/dev/sdc1 /media/wang/ntfs ntfs3 ro,nosuid 0 0
/dev/sdd1 /somewhere vfat rw 0 0
/dev/sde1 /data ext4 rw 0 0
/dev/sdf1 /mnt/pulled vfat rw 0 0
broken line
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A made-up system: sdb and sdd are removable, sdc is a USB disk that says it is not, sdf is gone."""
    for place in (
        "proc",
        "run/media/wang/KINGSTON 1",
        "media/wang/ntfs",
        "somewhere",
        "data",
        "dev/disk/by-label",
    ):
        (tmp_path / place).mkdir(parents=True)
    (tmp_path / "proc/mounts").write_text(MOUNTS)
    (tmp_path / "sys/class/block").mkdir(parents=True)
    for disk, removable in {"sda": 0, "sdb": 1, "sdc": 0, "sdd": 1, "sde": 0, "sdf": 1}.items():
        partition = tmp_path / "sys/devices" / disk / f"{disk}1"
        partition.mkdir(parents=True)
        (partition.parent / "removable").write_text(f"{removable}\n")
        (tmp_path / "sys/class/block" / partition.name).symlink_to(partition)
    (tmp_path / "dev/sdb1").write_bytes(b"")
    (tmp_path / "dev/disk/by-label/\\x4cIAN\\x20XIN").symlink_to(tmp_path / "dev/sdb1")
    return tmp_path


def test_linux_sticks_are_removable_or_mounted_where_sticks_are(root):
    seen = {
        each.path.relative_to(root).as_posix(): (each.label, each.filesystem, each.writable, each.removable)
        for each in sticks(LinuxProbe(root))
    }
    assert seen == {
        "run/media/wang/KINGSTON 1": ("LIAN XIN", "vfat", True, True),
        "media/wang/ntfs": ("ntfs", "ntfs3", False, False),
        "somewhere": ("somewhere", "vfat", True, True),
    }
    assert all(each.free > 0 for each in sticks(LinuxProbe(root)))


def test_a_stick_that_comes_is_seen_when_asked_again(root):
    before = len(sticks(LinuxProbe(root)))
    (root / "mnt/pulled").mkdir(parents=True)
    assert len(sticks(LinuxProbe(root))) == before + 1


def test_a_linux_that_tells_nothing_has_no_sticks(tmp_path):
    assert sticks(LinuxProbe(tmp_path)) == []


def test_a_device_of_which_the_system_tells_nothing_is_no_stick(root):
    (root / "dev/disk/by-label/\\x4cIAN\\x20XIN").unlink()
    (root / "dev/disk/by-label").rmdir()
    (root / "sys/devices/sdd/removable").unlink()
    assert [each.label for each in sticks(LinuxProbe(root))] == ["ntfs", "KINGSTON 1"]


class Kernel:
    """A made-up kernel32: C fixed, D an empty card reader, E a stick, F protected, G just pulled out."""

    TYPES: dict[str, int] = {"C": 3, "D": 2, "E": 2, "F": 2, "G": 2}  # noqa: RUF012

    def __init__(self) -> None:
        self.modes: list[int] = []

    def SetErrorMode(self, mode: int) -> int:
        self.modes.append(mode)
        return 7

    def GetLogicalDrives(self) -> int:
        return sum(1 << ord(letter) - ord("A") for letter in self.TYPES)

    def GetDriveTypeW(self, root: str) -> int:
        return self.TYPES[root[0]]

    def GetVolumeInformationW(self, root: str, label: Any, *rest: Any) -> int:
        if root[0] == "D":
            return 0
        label.value = f"U盘{root[0]}"
        ctypes.cast(rest[3], ctypes.POINTER(ctypes.c_uint32))[0] = 0x80000 if root[0] == "F" else 0xFF
        rest[4].value = "exFAT"
        return 1

    def GetDiskFreeSpaceExW(self, root: str, free: Any, *_: Any) -> int:
        ctypes.cast(free, ctypes.POINTER(ctypes.c_uint64))[0] = 8 << 30
        return root[0] != "G"


def test_windows_sticks_are_the_removable_letters():
    kernel = Kernel()
    seen = [
        (str(each.path), each.label, each.filesystem, each.free, each.writable)
        for each in sticks(WindowsProbe(kernel))
    ]
    assert seen == [("E:\\", "U盘E", "exFAT", 8 << 30, True), ("F:\\", "U盘F", "exFAT", 8 << 30, False)]
    assert kernel.modes == [0x8001, 7]


def test_this_system_has_a_probe():
    assert isinstance(system_probe(), LinuxProbe | WindowsProbe)
