"""A file is written whole or the old one stays, whichever step the disk fails at."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from db.errors import StoreFault
from db.files import write_whole
from db.keys import read_key_file, write_key_file
from tests.db.disks import FailingDisk
from tests.db.test_keys import MADE


@pytest.mark.parametrize("at", [0, 1, 2])
@pytest.mark.parametrize("old", [None, b"old"])
def test_the_disk_fails_at_each_step(tmp_path: Path, at: int, old: bytes | None) -> None:
    place = tmp_path / "file"
    if old is not None:
        place.write_bytes(old)
    with pytest.raises(StoreFault, match="disk_full"):
        write_whole(place, b"new contents", FailingDisk(at))
    after = place.read_bytes() if place.exists() else None
    assert after == (b"new contents" if at == 2 else old)
    assert [path.name for path in tmp_path.iterdir()] == ([] if after is None else ["file"])


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (errno.ENOSPC, "disk_full"),
        (errno.EDQUOT, "disk_full"),
        (errno.EACCES, "not_writable"),
        (errno.EROFS, "not_writable"),
        (errno.EIO, "disk_error"),
        (errno.ENODEV, "disk_error"),
    ],
)
def test_each_error_has_its_code(tmp_path: Path, error: int, code: str) -> None:
    with pytest.raises(StoreFault) as caught:
        write_whole(tmp_path / "file", b"new", FailingDisk(0, error))
    assert caught.value.code == code


def test_a_stick_pulled_out_tells_the_first_failure(tmp_path: Path) -> None:
    with pytest.raises(StoreFault, match="disk_full"):
        write_whole(tmp_path / "file", b"new", FailingDisk(1, removing_fails=True))


def test_a_folder_that_is_gone_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreFault, match="not_writable"):
        write_whole(tmp_path / "gone" / "file", b"new")


@pytest.mark.parametrize("at", [0, 1])
def test_the_old_keys_stay_when_new_ones_cannot_be_written(tmp_path: Path, at: int) -> None:
    write_key_file(tmp_path, MADE)
    with pytest.raises(StoreFault, match="disk_full"):
        write_key_file(tmp_path, MADE.without("王芳"), FailingDisk(at))
    assert read_key_file(tmp_path) == MADE
