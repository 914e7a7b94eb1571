"""A package on a stick: whole or not at all, read back, under a name that any stick takes."""

from __future__ import annotations

import errno
import itertools
import random
from pathlib import Path

import pytest

from app.exchange.container import read_header, verify
from app.exchange.delivering import deliver
from app.exchange.disks import Disk
from app.exchange.finding import Found, fetch, find_packages
from app.exchange.names import STEM_BYTES, document_name, file_name, package_name
from app.exchange.problems import ExchangeProblem
from tests.exchange.papers import TOWNSHIP, VILLAGE, desk, package
from tests.exchange.stick_disks import LyingDisk, PulledDisk, SmallStick

A, T = desk(VILLAGE, 1), desk(TOWNSHIP, 2)
NAME = package_name("柿子村", "大石镇", "2026-11", 14)


@pytest.fixture
def places(tmp_path) -> tuple[Path, Path]:
    """A finished package of some 40 KB on the local disk, and an empty stick."""
    (tmp_path / "stick").mkdir()
    package(tmp_path / "kept.lxp", A, T, files=[random.Random(5).randbytes(40_000)])
    return tmp_path / "kept.lxp", tmp_path / "stick"


def refused(source: Path, stick: Path, disk: Disk) -> str:
    with pytest.raises(ExchangeProblem) as problem:
        deliver(source, stick, NAME, disk=disk)
    assert problem.value.sentence
    return problem.value.code


def test_what_lies_on_the_stick_is_what_lies_here(places):
    source, stick = places
    told: list[tuple[int, int]] = []
    (place,) = deliver(source, stick, NAME, progress=lambda *each: told.append(each))
    assert (place.name, place.read_bytes()) == ("柿子村→大石镇 2026-11 第14次.lxp", source.read_bytes())
    assert told[-1] == (2 * place.stat().st_size,) * 2
    assert [each.name for each in stick.iterdir()] == [place.name]


@pytest.mark.parametrize("once", [True, False])
def test_case_05_a_stick_pulled_out_at_any_point_holds_the_old_file_or_none(places, once):
    """A thousand points in all; the older file is of the same package, as when it is handed out again."""
    source, stick = places
    package(stick / "older", A, T)
    old, new = (stick / "older").read_bytes(), source.read_bytes()
    whole = PulledDisk(1 << 60)
    deliver(source, stick, NAME, disk=whole)
    chance = random.Random(5)
    points = [*range(9), *range(whole.spent - 9, whole.spent), *chance.sample(range(whole.spent), 232)]
    for with_old, point in itertools.product((True, False), points):
        for each in stick.iterdir():
            each.unlink()
        if with_old:
            (stick / NAME).write_bytes(old)
        assert refused(source, stick, PulledDisk(point, once=once)) in {"stick_gone", "stick_lies"}
        left = {each.name: each.read_bytes() for each in stick.iterdir()}
        assert left.get(NAME, new) in ((old, new) if with_old else (new,))
        assert with_old <= (NAME in left)
        assert [each.name for each in find_packages(stick).found] == [NAME] * (NAME in left)


def test_case_07_a_stick_that_says_yes_and_drops_bytes_is_found_out(places):
    source, stick = places
    before = source.read_bytes()
    assert refused(source, stick, LyingDisk()) == "stick_lies"
    assert (list(stick.iterdir()), source.read_bytes()) == ([], before)


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (errno.ENOSPC, "stick_full"),
        (errno.EFBIG, "stick_full"),
        (errno.EROFS, "stick_protected"),
        (errno.EACCES, "stick_protected"),
        (errno.ENODEV, "stick_gone"),
    ],
)
@pytest.mark.parametrize("after", [0, 100, 20_000])
def test_case_08_a_full_or_protected_stick_is_told_by_name(places, error, code, after):
    source, stick = places
    assert refused(source, stick, PulledDisk(after, error, once=True)) == code
    assert list(stick.iterdir()) == []


def test_case_08_a_stick_too_small_is_refused_before_writing(places):
    source, stick = places
    assert refused(source, stick, SmallStick(40_000)) == "stick_full"


def test_case_08_a_package_too_large_for_fat32_goes_and_comes_in_parts(places, tmp_path):
    source, stick = places
    parts = deliver(source, stick, NAME, limit=15_000)
    assert [each.name for each in parts] == [
        f"柿子村→大石镇 2026-11 第14次 {number}-3.lxp" for number in (1, 2, 3)
    ]
    for number, each in enumerate(parts):
        each.rename(stick / f"新建文件夹({3 - number}).dat")
    (found,) = find_packages(stick).found
    joined = fetch(found, tmp_path / "joined")
    assert joined.read_bytes() == source.read_bytes()
    verify(joined, read_header(joined), A.keys.public)


def test_case_08_a_missing_part_is_named(places, tmp_path):
    source, stick = places
    deliver(source, stick, NAME, limit=15_000)[1].unlink()
    (found,) = find_packages(stick).found
    with pytest.raises(ExchangeProblem) as refusal:
        fetch(found, tmp_path / "joined")
    assert (refusal.value.code, "第 2 个" in refusal.value.sentence) == ("part_missing", True)


def test_case_08_a_renamed_file_is_still_found(places, tmp_path):
    source, stick = places
    (place,) = deliver(source, stick, NAME)
    place.rename(stick / "新建文件夹(1).dat")
    (found,) = find_packages(stick).found
    assert fetch(found, tmp_path / "here").read_bytes() == source.read_bytes()


@pytest.mark.parametrize(
    "stem", ["长" * 300, "𠮷" * 100, "CON", "a<b>:c|d?*", "..", "柿子村→大石镇. ", "x/../../y"]
)
def test_case_08_any_name_becomes_one_that_every_stick_takes(stem):
    name = file_name(stem)
    assert name.endswith(".lxp") and len(name.encode()) <= STEM_BYTES + 4
    assert not set(name) & set('<>:"/\\|?*') and not name.startswith((".", " "))
    assert name.split(".")[0].strip().upper() not in {"CON", ""}


def test_names_say_who_when_and_which():
    assert document_name("request", "柿子村", "2026-11-05") == "入网申请 柿子村 2026-11-05.lxp"
    assert package_name("柿子村", "大石镇", "2026-11", 3, discreet=True) == "连心数据 2026-11 第3次.lxp"


def test_the_file_of_another_package_keeps_its_name(places):
    source, stick = places
    package(stick / NAME, A, T, identity="cd" * 16)
    other = (stick / NAME).read_bytes()
    (place,) = deliver(source, stick, NAME)
    assert (place.name, (stick / NAME).read_bytes()) == ("柿子村→大石镇 2026-11 第14次 (2).lxp", other)


def test_stopping_leaves_nothing_on_the_stick(places):
    class Stopped(Exception):
        """The clerk pressed stop."""

    def stop(done: int, total: int) -> None:
        if done > total * 3 // 4:
            raise Stopped

    source, stick = places
    with pytest.raises(Stopped):
        deliver(source, stick, NAME, progress=stop)
    assert list(stick.iterdir()) == []


def test_stopping_while_fetching_leaves_nothing_here(places, tmp_path):
    def stop(_done: int, _total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fetch(Found((places[0],), read_header(places[0])), tmp_path / "here", progress=stop)
    assert not (tmp_path / "here").exists()


def test_a_full_local_disk_is_told_while_fetching(places, tmp_path):
    disk = PulledDisk(20_000, errno.ENOSPC, once=True)
    with pytest.raises(ExchangeProblem, match="硬盘"):
        fetch(Found((places[0],), read_header(places[0])), tmp_path / "here", disk)
    assert not (tmp_path / "here").exists()


def test_a_stick_pulled_while_fetching_is_told(places, tmp_path):
    found = Found((places[0],), read_header(places[0]))
    places[0].unlink()
    with pytest.raises(ExchangeProblem, match="U盘"):
        fetch(found, tmp_path / "here")
    assert not (tmp_path / "here").exists()
