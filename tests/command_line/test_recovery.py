"""recover: shows, restores whole, refuses in one sentence; check tells what is wrong."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.command_line.conftest import Refused, Terminal


@pytest.fixture
def backup(village: Terminal, tmp_path: Path) -> Path:
    """A backup with one household; another household was added after it."""
    village.add("household", head="张桂花")
    answer = village("backup", "--to", str(tmp_path / "stick"), "--json")
    village.add("household", head="后来的")
    return Path(answer.json["file"])


def heads(village: Terminal) -> set[str]:
    return {each["head"] for each in village("show", "household", "--json").lines}


def test_a_dry_run_shows_what_is_in_it_and_changes_nothing(village: Terminal, backup: Path) -> None:
    answer = village("recover", str(backup), "--dry-run")
    assert answer.code == 0
    assert "柿子坪村" in answer.out and "户：备份里 1 条，现在 2 条，备份以后新增或改过 1 条" in answer.out
    assert heads(village) == {"张桂花", "后来的"}


def test_it_restores_whole_and_says_what_to_do_next(village: Terminal, backup: Path) -> None:
    answer = village("recover", str(backup))
    assert answer.code == 0
    assert "密码" in answer.out and "set-aside" in answer.out
    assert heads(village) == {"张桂花"}
    assert village("check").code == 0


def test_as_json_it_is_one_value(village: Terminal, backup: Path) -> None:
    given = village("recover", str(backup), "--json").json
    assert given["restored"] and given["newer"] == 1
    assert given["counts"]["household"] == {"backup": 1, "now": 2, "newer": 1}


def test_into_an_empty_folder_it_makes_the_office_anew(
    backup: Path, tmp_path: Path, village: Terminal
) -> None:
    fresh = Terminal(tmp_path / "new", village.environment)
    assert fresh("recover", str(backup)).code == 0
    assert heads(fresh) == {"张桂花"}


def test_over_a_damaged_office_what_is_newer_is_brought_over(village: Terminal, backup: Path) -> None:
    with (village.home / "lianxin.db").open("r+b") as file:
        file.write(b"\x07" * 4096)
    answer = village("recover", str(backup), "--json")
    assert answer.code == 0, answer.err
    assert answer.json["salvage"]["readable"]
    assert heads(village) == {"张桂花", "后来的"}


def test_a_wrong_password_restores_nothing(village: Terminal, backup: Path, refused: Refused) -> None:
    answer = village("recover", str(backup), env={"LIANXIN_PASSWORD": "wrong-one"})
    assert "密码不对" in refused(answer)
    assert heads(village) == {"张桂花", "后来的"}


def test_what_is_no_backup_is_refused(village: Terminal, tmp_path: Path, refused: Refused) -> None:
    village.add("household", head="张桂花")
    (tmp_path / "note.db").write_bytes(b"hello")
    assert "不是连心台账的备份" in refused(village("recover", str(tmp_path / "note.db")))
    assert "没有找到备份文件" in refused(village("recover", str(tmp_path / "none.db")))
    assert heads(village) == {"张桂花"}


def test_a_backup_without_its_key_file_says_which_is_missing(
    backup: Path, tmp_path: Path, village: Terminal, refused: Refused
) -> None:
    alone = tmp_path / "alone" / backup.name
    alone.parent.mkdir()
    shutil.copy(backup, alone)
    fresh = Terminal(tmp_path / "new", village.environment)
    assert ".keys.json" in refused(fresh("recover", str(alone)))
    assert not (tmp_path / "new" / "lianxin.db").exists()


def test_the_check_names_a_broken_backup_and_a_broken_page(village: Terminal, backup: Path) -> None:
    own = village.home / "backups"
    village("backup", "--to", str(own))
    [copy] = own.glob("*.db")
    copy.write_bytes(copy.read_bytes()[:-5000])
    with (village.home / "lianxin.db").open("r+b") as file:
        file.seek(-4096, 2)
        file.write(b"\x07" * 4096)
    answer = village("check")
    assert answer.code == 1
    assert "1 页损坏" in answer.out and copy.name in answer.out
