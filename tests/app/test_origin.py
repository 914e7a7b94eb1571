"""A database copied back, moved or cloned is noticed at the next start, once (exchange 6a; 15, 18)."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from app import origin
from app.offices import OpenOffice
from app.origin import BEHIND, ELSEWHERE, TWIN, Question, question
from app.station import Signs
from db.high_water import begin_epoch, high_water
from db.local import audit_lines
from db.restoring import RESTORED
from tests.app.stations import Computer, copy_back, copy_out
from tests.app.village_desk import add_household


def epoch(desk: OpenOffice) -> str:
    return high_water(desk.store).epoch


@pytest.fixture
def computer(tmp_path: Path) -> Computer:
    """A computer with an office of one household on it, closed; "kept" holds its database of then."""
    made = Computer(tmp_path)
    desk = made.begin()
    add_household(desk)
    desk.close()
    copy_out(tmp_path / "office", tmp_path / "kept")
    return made


def write_one_more(computer: Computer, head: str = "李建国") -> str:
    """Another household, and the epoch it was written in."""
    desk = computer.open()
    add_household(desk, head)
    written = epoch(desk)
    desk.close()
    return written


def test_opening_again_and_again_stays_in_the_epoch_and_asks_nothing(computer: Computer):
    before = write_one_more(computer)
    for _ in range(3):
        desk = computer.open()
        assert (desk.origin.found, question(desk), epoch(desk)) == ("", None, before)
        desk.close()


def test_a_database_copied_back_begins_a_new_epoch_and_asks(computer: Computer, tmp_path: Path):
    before = write_one_more(computer)
    copy_back(tmp_path / "kept", tmp_path / "office")
    desk = computer.open()
    assert desk.origin.found == BEHIND
    assert epoch(desk) != before
    assert question(desk) == Question(BEHIND, "2026-11-20T09:00:00")
    desk.close()


def test_it_is_asked_until_it_is_answered_and_never_begins_a_second_epoch(computer: Computer, tmp_path: Path):
    write_one_more(computer)
    copy_back(tmp_path / "kept", tmp_path / "office")
    first = computer.open()
    begun = epoch(first)
    first.close()
    second = computer.open()
    assert (second.origin.found, epoch(second)) == ("", begun)
    assert question(second) is not None
    origin.answer(second, "restored")
    second.close()
    third = computer.open()
    assert (third.origin.found, question(third), epoch(third)) == ("", None, begun)
    third.close()


@pytest.mark.parametrize(("given", "enrols"), [("restored", None), ("moved", None), ("copied", True)])
def test_the_answer_is_in_the_audit_log_and_a_copy_must_enrol_anew(
    computer: Computer, tmp_path: Path, given: str, enrols: bool | None
):
    write_one_more(computer)
    copy_back(tmp_path / "kept", tmp_path / "office")
    desk = computer.open()
    origin.answer(desk, given)
    assert [line[1:] for line in audit_lines(desk.store, 1)] == [("王芳", f"origin.{given}", "")]
    assert desk.settings.get(origin.REENROL) is enrols
    desk.close()


def test_another_answer_is_a_mistake_of_ours(computer: Computer):
    desk = computer.open()
    with pytest.raises(ValueError):
        origin.answer(desk, "whatever")
    desk.close()


def test_a_program_that_was_killed_still_knows_how_far_it_was(computer: Computer, tmp_path: Path):
    desk = computer.open()
    add_household(desk, "李建国")  # and no closing: what a kill leaves is what the files hold now
    shutil.copytree(computer.states, tmp_path / "left")
    desk.close()
    shutil.rmtree(computer.states)
    shutil.copytree(tmp_path / "left", computer.states)
    copy_back(tmp_path / "kept", tmp_path / "office")
    again = computer.open()
    assert again.origin.found == BEHIND
    again.close()


def test_after_a_power_cut_what_was_flushed_still_counts(computer: Computer, tmp_path: Path):
    desk = computer.open()
    add_household(desk, "李建国")
    computer.seconds += 31
    add_household(desk, "王大山")  # half a minute later one save flushes
    add_household(desk, "赵小兰")
    [quick] = computer.states.glob("*.quick")
    quick.write_bytes(quick.read_bytes()[:40].ljust(200, b"\0"))  # torn by the power cut
    kept = {file: file.read_bytes() for file in computer.states.iterdir()}
    desk.close()
    for file, contents in kept.items():
        file.write_bytes(contents)
    again = computer.open()
    assert again.origin.found == ""
    again.close()
    copy_back(tmp_path / "kept", tmp_path / "office")
    for file, contents in kept.items():
        file.write_bytes(contents)
    back = computer.open()
    assert back.origin.found == BEHIND
    back.close()


def test_a_lost_side_file_alarms_nobody(computer: Computer):
    before = write_one_more(computer)
    shutil.rmtree(computer.states)
    desk = computer.open()
    assert (desk.origin.found, epoch(desk)) == ("", before)
    desk.close()


@pytest.mark.parametrize("contents", [b"", b"\0" * 500, b"{}", b"x 3\n[[[", b'\xff 1 2\n{"marks": 1}'])
def test_a_broken_side_file_counts_as_none(computer: Computer, contents: bytes):
    for file in computer.states.iterdir():
        file.write_bytes(contents)
    desk = computer.open()
    assert desk.origin.found == ""
    desk.close()


def test_a_side_file_that_cannot_be_written_stops_no_work(tmp_path: Path):
    computer = Computer(tmp_path)
    computer.states.write_text("a file where the folder should be", encoding="utf-8")
    desk = computer.begin()
    add_household(desk)
    desk.close()
    again = computer.open()
    assert again.origin.found == ""
    again.close()


def test_a_folder_cloned_to_another_computer_is_noticed_there(computer: Computer, tmp_path: Path):
    before = write_one_more(computer)
    other = Computer(tmp_path, "other-pc")
    shutil.copytree(tmp_path / "office", tmp_path / "clone")
    clone = other.open("clone")
    assert (clone.origin.found, epoch(clone) == before) == (ELSEWHERE, False)
    clone.close()
    again = other.open("clone")
    assert again.origin.found == ""
    again.close()
    original = computer.open()
    assert (original.origin.found, epoch(original)) == ("", before)
    original.close()


def test_a_twin_on_the_same_computer_never_shares_an_epoch(computer: Computer, tmp_path: Path):
    shutil.copytree(tmp_path / "office", tmp_path / "twin")
    twin = computer.open("twin")  # could be the moved folder: nothing tells them apart yet
    add_household(twin, "甲")
    written = epoch(twin)
    twin.close()
    original = computer.open()
    assert original.origin.found == TWIN
    assert epoch(original) != written
    add_household(original, "乙")
    original.close()
    for name in ("twin", "office", "twin", "office"):  # and from then on both go their own way
        desk = computer.open(name)
        assert desk.origin.found == ""
        desk.close()


def test_a_moved_folder_goes_on_as_it_was(computer: Computer, tmp_path: Path):
    before = write_one_more(computer)
    (tmp_path / "office").rename(tmp_path / "elsewhere")
    desk = computer.open("elsewhere")
    assert (desk.origin.found, epoch(desk)) == ("", before)
    desk.close()


def test_a_renamed_computer_is_the_same_computer(computer: Computer, tmp_path: Path):
    before = write_one_more(computer)
    renamed = computer.station
    signs = renamed.signs(tmp_path / "office")
    assert not signs.differs(Signs(signs.machine, "another name", signs.folder))
    assert not signs.differs(Signs("", "", signs.folder))
    assert signs.differs(Signs(signs.machine, "another name", "another folder"))
    assert write_one_more(computer, "王大山") == before


def test_a_restore_by_the_program_itself_asks_nothing(computer: Computer, tmp_path: Path):
    desk = computer.open()
    desk.settings.set(RESTORED, True)  # as restoring leaves it in what it puts in place, with a new epoch
    begin_epoch(desk.store)
    begun = epoch(desk)
    desk.close()
    copy_out(tmp_path / "office", tmp_path / "restored")
    desk = computer.open()
    add_household(desk, "李建国")
    desk.close()
    copy_back(tmp_path / "restored", tmp_path / "office")
    for _ in range(2):
        desk = computer.open()
        assert (desk.origin.found, question(desk), epoch(desk)) == ("", None, begun)
        desk.close()


def test_the_side_file_tells_no_name(computer: Computer, tmp_path: Path):
    write_one_more(computer)
    told = b"".join(file.read_bytes() for file in computer.states.iterdir())
    for word in ("王芳", "柿子坪村", "李建国", "office", "pc", str(tmp_path)):
        assert word.encode() not in told
