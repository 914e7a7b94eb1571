"""Writing files: whole or not at all, whatever the disk does."""

from __future__ import annotations

import errno

import pytest

from app.ledgers.files import RealDisk, write_file
from app.ledgers.problems import LedgerProblem


class FailingDisk(RealDisk):
    """Fails at one named step with one error."""

    def __init__(self, step, number):
        self._step, self._number = step, number

    def _maybe(self, step):
        if step == self._step:
            raise OSError(self._number, "made up")

    def make_folder(self, folder):
        self._maybe("make_folder")
        super().make_folder(folder)

    def write(self, path, contents):
        super().write(path, contents[:3] if self._step == "write" else contents)
        self._maybe("write")

    def rename(self, path, target):
        self._maybe("rename")
        super().rename(path, target)

    def read(self, path):
        self._maybe("read")
        return b"other" if self._step == "differs" else super().read(path)


def test_a_file_is_written_with_its_folders_and_leaves_nothing_beside_it(tmp_path):
    write_file(tmp_path / "a" / "表.pdf", b"new")
    assert [each.name for each in (tmp_path / "a").iterdir()] == ["表.pdf"]
    assert (tmp_path / "a" / "表.pdf").read_bytes() == b"new"


@pytest.mark.parametrize("step", ["make_folder", "write", "rename", "read", "differs"])
@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "disk_full"),
        (errno.EACCES, "not_writable"),
        (errno.EROFS, "not_writable"),
        (errno.EIO, "disk_error"),
    ],
)
def test_a_failing_disk_leaves_the_older_file(tmp_path, step, number, code):
    path = tmp_path / "表.pdf"
    path.write_bytes(b"old")
    with pytest.raises(LedgerProblem) as told:
        write_file(path, b"new", FailingDisk(step, number))
    assert told.value.code == ("disk_error" if step == "differs" else code)
    assert "表.pdf" in told.value.sentence
    assert path.read_bytes() == b"old"
    assert [each.name for each in tmp_path.iterdir()] == ["表.pdf"]


def test_a_folder_in_the_files_place_is_not_writable(tmp_path):
    (tmp_path / "表.pdf").mkdir()
    with pytest.raises(LedgerProblem) as told:
        write_file(tmp_path / "表.pdf", b"new")
    assert told.value.code == "not_writable"
