"""A data folder on a stick or a network share is refused; a disk of the computer is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.carriers import NETWORK, STICK, can_be_pulled_out, carrier_by_drive, carrier_by_mounts, carrier_of
from app.entrance import check_folder, check_place
from app.offices import create_office, open_office
from app.problems import Problem
from app.station import Station
from tests.app.stations import ASKED, Computer
from tests.app.village_desk import CHEAP, NOW

MOUNTS = r"""/dev/sda2 / ext4 rw,relatime 0 0
proc /proc proc rw 0 0
/dev/sdb1 /media/clerk/村\040账 vfat rw 0 0
/dev/sdc /mnt/whole exfat rw 0 0
/dev/sda3 /var ext4 rw 0 0
//server/share /mnt/share cifs rw 0 0
server:/srv /mnt/nfs nfs4 rw 0 0
tmpfs /tmp tmpfs rw 0 0
"""


@pytest.mark.parametrize(
    ("folder", "carrier"),
    [
        ("/var/clerk/lianxin", ""),
        ("/srv/lianxin", ""),
        ("/tmp/lianxin", ""),
        ("/media/clerk/村 账/lianxin", STICK),
        ("/media/clerk/村 账", STICK),
        ("/media/clerk/村 账本", ""),
        ("/mnt/whole/a/b", STICK),
        ("/mnt/share/lianxin", NETWORK),
        ("/mnt/nfs", NETWORK),
    ],
)
def test_a_folder_is_on_what_is_mounted_nearest_above_it(folder: str, carrier: str):
    assert carrier_by_mounts(Path(folder), MOUNTS, lambda device: device != "/dev/sda3") == carrier


def test_a_computer_that_runs_from_a_stick_keeps_its_data_there():
    mounts = "/dev/sdb2 / ext4 rw 0 0\n/dev/sdb3 /var ext4 rw 0 0\n"
    assert carrier_by_mounts(Path("/var/clerk"), mounts, lambda _: True) == ""


def test_no_mounts_are_no_reason_to_refuse():
    assert carrier_by_mounts(Path("/var"), "nonsense\n\n", lambda _: True) == ""


@pytest.mark.parametrize(
    ("place", "mark", "pulled"),
    [
        ("pci0/usb2/host6/block/sdb", "0", True),
        ("pci0/mmc0/block/sdb", "1", True),
        ("pci0/ata1/block/sdb", "0", False),
    ],
)
def test_a_partition_is_known_by_its_disk(tmp_path: Path, place: str, mark: str, pulled: bool):
    disk = tmp_path / place
    (disk / "sdb1").mkdir(parents=True)
    (disk / "removable").write_text(f"{mark}\n", encoding="ascii")
    blocks = tmp_path / "blocks"
    blocks.mkdir()
    (blocks / "sdb1").symlink_to(disk / "sdb1")
    (blocks / "sdb").symlink_to(disk)
    assert can_be_pulled_out("/dev/sdb1", blocks) is pulled
    assert can_be_pulled_out("/dev/sdb", blocks) is pulled
    assert not can_be_pulled_out("/dev/sdz1", blocks)


def test_windows_numbers_for_drives():
    assert [carrier_by_drive(kind) for kind in (0, 1, 2, 3, 4, 5)] == ["", "", STICK, "", NETWORK, ""]


def test_the_folder_of_this_test_is_a_place_to_work_in(tmp_path: Path):
    assert carrier_of(tmp_path) == ""
    check_folder(tmp_path / "new" / "office")
    assert list((tmp_path / "new" / "office").iterdir()) == []


@pytest.mark.parametrize(("carrier", "code"), [(STICK, "on_stick"), (NETWORK, "on_network")])
def test_no_office_is_made_or_opened_there(tmp_path: Path, carrier: str, code: str):
    Computer(tmp_path).begin().close()
    there = Station(tmp_path / "states", carrier=lambda _: carrier)
    for act in (
        lambda: create_office(tmp_path / "new", ASKED, lambda: NOW, CHEAP, there),
        lambda: open_office(tmp_path / "office", "王芳", "lianxin1", lambda: NOW, there),
        lambda: check_place(tmp_path, there.carrier),
        lambda: check_folder(tmp_path / "first", there.carrier),
    ):
        with pytest.raises(Problem) as refused:
            act()
        assert refused.value.code == code
        assert "电脑自己的硬盘" in refused.value.sentence
    assert not (tmp_path / "new").exists() and not (tmp_path / "first").exists()


def test_a_folder_that_can_never_be_made_is_refused_at_once(tmp_path: Path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(Problem) as refused:
        check_folder(tmp_path / "file" / "office")
    assert refused.value.code == "not_writable"
