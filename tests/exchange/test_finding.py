"""Looking through a stick: told by first bytes, within bounds, never out of it."""

from __future__ import annotations

import itertools
from pathlib import Path

from app.exchange.finding import Bounds, find_packages
from tests.exchange.papers import TOWNSHIP, VILLAGE, desk, package

A, T = desk(VILLAGE, 1), desk(TOWNSHIP, 2)


def found(stick: Path, bounds: Bounds | None = None) -> list[str]:
    return [
        each.paths[0].relative_to(stick).as_posix() for each in find_packages(stick, bounds or Bounds()).found
    ]


def test_packages_are_told_by_their_first_bytes(tmp_path):
    package(tmp_path / "照片.jpg", A, T)
    (tmp_path / "sub").mkdir()
    package(tmp_path / "sub" / "b", A, T)
    (tmp_path / "x.lxp").write_bytes(b"not a package")
    (tmp_path / "empty.lxp").write_bytes(b"")
    assert found(tmp_path) == ["sub/b", "照片.jpg"]


def test_a_damaged_package_is_shown_with_its_reason(tmp_path):
    package(tmp_path / "a", A, T)
    (tmp_path / "a").write_bytes((tmp_path / "a").read_bytes()[:100])
    (only,) = find_packages(tmp_path).found
    assert (only.header, only.problem and only.problem.code) == (None, "truncated")


def test_half_written_files_and_the_system_s_folders_are_passed_over(tmp_path):
    for name in ("$RECYCLE.BIN", "System Volume Information"):
        (tmp_path / name).mkdir()
        package(tmp_path / name / "a.lxp", A, T)
    package(tmp_path / "a.lxp.part", A, T)
    assert found(tmp_path) == []


def test_links_are_not_followed(tmp_path):
    outside, stick = tmp_path / "outside", tmp_path / "stick"
    outside.mkdir()
    stick.mkdir()
    package(outside / "a", A, T)
    (stick / "file").symlink_to(outside / "a")
    (stick / "folder").symlink_to(outside)
    (stick / "loop").symlink_to(stick)
    assert found(stick) == []


def test_the_search_ends_at_its_bounds_and_says_so(tmp_path):
    deep = tmp_path / "1" / "2" / "3"
    deep.mkdir(parents=True)
    package(deep / "a", A, T)
    for number in range(9):
        package(tmp_path / f"p{number}", A, T, identity=f"{number:032x}")
    ticks = itertools.count()
    searches = [
        find_packages(tmp_path),
        find_packages(tmp_path, Bounds(depth=2)),
        find_packages(tmp_path, Bounds(entries=5)),
        find_packages(tmp_path, Bounds(packages=4)),
        find_packages(tmp_path, Bounds(seconds=3), seconds=lambda: float(next(ticks))),
    ]
    assert [each.whole for each in searches] == [True, False, False, False, False]
    assert [len(each.found) for each in searches[:2]] == [10, 9]
    assert all(len(each.found) <= 5 for each in searches[2:])


def test_a_folder_that_is_gone_holds_nothing(tmp_path):
    assert find_packages(tmp_path / "pulled").found == ()
