"""Backups of an office: two folders that do not fail each other, how old the newest good one is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from app import backups
from app.offices import OpenOffice, SetUp, create_office
from app.problems import Problem
from app.self_check import examine
from tests.app.village_desk import CHEAP, NOW, add_household


class Wall:
    """A clock on the wall that can be set."""

    def __init__(self) -> None:
        self.time = NOW

    def __call__(self) -> datetime:
        return self.time


@pytest.fixture
def wall() -> Wall:
    return Wall()


@pytest.fixture
def desk(tmp_path: Path, wall: Wall) -> Iterator[OpenOffice]:
    asked = SetUp("village", "柿子坪村", "500110103203", "王芳", "lianxin1")
    opened, _ = create_office(tmp_path / "office", asked, wall, CHEAP)
    yield opened
    opened.close()


def test_a_round_goes_to_both_folders(desk: OpenOffice, tmp_path: Path) -> None:
    backups.choose_folder(desk, tmp_path / "disk")
    made = backups.make(desk, "timer")
    assert made.second is not None and made.second.parent == tmp_path / "disk"
    assert (made.place.parent, made.trouble) == (desk.home / "backups", "")


def test_a_failing_second_folder_does_not_fail_the_first_and_is_told(
    desk: OpenOffice, tmp_path: Path
) -> None:
    backups.choose_folder(desk, tmp_path / "gone")
    (tmp_path / "gone").rmdir()
    made = backups.make(desk, "timer")
    assert made.place.exists() and made.second is None and not (tmp_path / "gone").exists()
    assert "不能写入" in made.trouble
    assert "没有备份成" in backups.state(desk).second_trouble


def test_a_failing_first_folder_does_not_keep_the_second_from_its_copy(
    desk: OpenOffice, tmp_path: Path
) -> None:
    (desk.home / "backups").write_bytes(b"in the way")
    backups.choose_folder(desk, tmp_path / "disk")
    with pytest.raises(Problem, match="不能写入"):
        backups.make(desk, "timer")
    assert len(list((tmp_path / "disk").glob("*.db"))) == 1
    assert backups.state(desk).trouble


def test_a_round_that_went_well_takes_the_trouble_back(desk: OpenOffice) -> None:
    (desk.home / "backups").write_bytes(b"in the way")
    with pytest.raises(Problem):
        backups.make(desk, "timer")
    (desk.home / "backups").unlink()
    backups.make(desk, "timer")
    assert backups.state(desk).trouble == ""


def test_the_second_folder_is_a_folder_outside_the_data_folder(desk: OpenOffice, tmp_path: Path) -> None:
    with pytest.raises(Problem, match="一起丢"):
        backups.choose_folder(desk, desk.home / "copies")
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(Problem, match="不能写入"):
        backups.choose_folder(desk, tmp_path / "file")


def test_the_age_is_that_of_the_newest_that_opens(desk: OpenOffice, wall: Wall) -> None:
    wall.time = NOW - timedelta(days=3)
    backups.make(desk, "timer")
    wall.time = NOW
    spoilt = backups.make(desk, "timer").place
    assert backups.state(desk).days == 0
    spoilt.write_bytes(b"noise" * 2000)
    assert backups.state(desk).days == 3


@pytest.mark.parametrize(("days", "is_old"), [(0, False), (7, False), (8, True), (400, True)])
def test_an_old_backup_is_called_old(desk: OpenOffice, wall: Wall, days: int, is_old: bool) -> None:
    assert backups.state(desk).is_old
    wall.time = NOW - timedelta(days=days)
    backups.make(desk, "timer")
    wall.time = NOW
    assert backups.state(desk).is_old is is_old


@pytest.mark.parametrize("year", [2000, 2099])
def test_a_wrong_clock_makes_no_backup_old_and_the_newest_is_the_last_made(
    desk: OpenOffice, wall: Wall, year: int
) -> None:
    backups.make(desk, "timer")
    wall.time = datetime(year, 1, 1)
    last = backups.make(desk, "timer").place
    assert backups.listed(desk)[0].place == last
    wall.time = NOW
    known = backups.state(desk)
    assert known.newest == datetime(year, 1, 1)
    assert known.days is None if year > 2026 else known.days is not None


def test_the_limit_of_room_is_kept_and_one_copy_stays(desk: OpenOffice) -> None:
    backups.set_limit(desk, 0)
    made = [backups.make(desk, "timer").place for _ in range(3)]
    assert [each.place for each in backups.listed(desk)] == made[-1:]


def test_the_list_says_why_each_was_made(desk: OpenOffice) -> None:
    for reason in ("closing", "import", "take-in"):
        backups.make(desk, reason)
    assert [each.reason for each in backups.listed(desk)] == ["收取数据包前备份", "导入前备份", "退出时备份"]


def test_the_self_check_looks_at_everything(desk: OpenOffice) -> None:
    add_household(desk)
    backups.make(desk, "timer")
    found = {each.what: each.good for each in examine(desk)}
    assert found == dict.fromkeys(("database", "batches", "audit", "attachments", "backups"), True)


def test_the_self_check_says_where_the_chain_of_saves_was_changed(desk: OpenOffice) -> None:
    add_household(desk)
    desk.store.connection.execute("UPDATE batch SET hash = x'00'")
    assert [each.what for each in examine(desk) if not each.good] == ["batches"]


def test_the_self_check_counts_broken_pages(desk: OpenOffice) -> None:
    for _ in range(40):
        add_household(desk)
    desk.store.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with desk.store.path.open("r+b") as file:
        file.seek(-4096, 2)
        file.write(b"\x01" * 4096)
    [finding] = [each for each in examine(desk) if each.what == "database"]
    assert not finding.good and "1 页损坏" in finding.text
