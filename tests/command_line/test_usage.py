"""Wrong usage, help, the shared options, and what happens to our own mistakes."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import pytest

from app import fault_log
from app.__main__ import home_of, main
from tests.architecture.sources import ROOT
from tests.command_line.conftest import PASSWORD, Terminal

WRONG = [
    ("celebrate",),
    ("show",),
    ("show", "houses"),
    ("show", "person", "a", "b"),
    ("show", "person", "--limit", "0"),
    ("show", "person", "--limit", "x"),
    ("show", "person", "--limit", "9" * 5000),
    ("show", "person", "id", "--deleted"),
    ("show", "person", "--wher", "a=b"),
    ("show", "person", "--where"),
    ("setup", "--level", "province", "--name", "村", "--operator", "王"),
    ("setup", "--level", "village", "--name", "村"),
    ("setup", "--name", "村", "--operator", "王"),
    ("operators", "add", "李"),
    ("backup",),
    ("--json=1", "check"),
]


@pytest.mark.parametrize("words", WRONG, ids=lambda words: " ".join(words)[:30])
def test_wrong_usage_is_said_in_chinese_with_two(village: Terminal, words: tuple[str, ...]) -> None:
    answer = village(*words)
    assert (answer.code, answer.out) == (2, "")
    first, second = answer.err.splitlines()
    assert first.endswith("。") or first.endswith("？")
    assert not re.search(r"[A-Za-z]{4,} [a-z]{2,}", first), first
    assert second.startswith("完整说明：lianxin")


@pytest.mark.parametrize("words", [(), ("operators",), ("ledger",)])
def test_without_a_command_it_says_what_there_is(village: Terminal, words: tuple[str, ...]) -> None:
    answer = village(*words)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith("请写出要做什么。\n用法：lianxin") and "命令:" in answer.err


def test_a_near_miss_is_guessed(village: Terminal) -> None:
    assert "history" in village("histroy").err


@pytest.mark.parametrize("words", [(), ("setup",), ("show",), ("operators",), ("operators", "add")])
def test_help_is_chinese_and_good(empty: Terminal, words: tuple[str, ...]) -> None:
    answer = empty(*words, "--help")
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.startswith("用法：lianxin") and not re.search("Usage|required", answer.out)


@pytest.mark.parametrize("place", [0, 1, 3])
def test_json_may_stand_anywhere(village: Terminal, place: int) -> None:
    words = ["show", "household", "--limit"]
    words.insert(place, "--json") if place < 3 else words.extend(["1", "--json"])
    answer = village(*words, *([] if place == 3 else ["1"]))
    assert (answer.code, answer.out, answer.err) == (0, "", "")


def test_setting_up_gives_the_recovery_code_once(empty: Terminal) -> None:
    words = ("setup", "--level", "village", "--name", "柿子坪村", "--code", "500110103203")
    answer = empty(*words, "--operator", "王芳", "--json")
    assert (answer.code, answer.err) == (0, "")
    assert re.fullmatch(r"([2-9A-HJ-NP-Z]{5}-){5}[2-9A-HJ-NP-Z]{5}", answer.json["recovery_code"])
    assert answer.json["office"]["name"] == "柿子坪村"
    assert [each["name"] for each in empty("show", "organization", "--json").lines] == ["柿子坪村"]


def test_another_operator_signs_in_by_name(village: Terminal) -> None:
    made = village("operators", "add", "李四", "--role", "entry", env={"LIANXIN_NEW_PASSWORD": "lisi456"})
    assert made.code == 0
    answer = village("operators", "list", "--json", "--operator", "李四", env={"LIANXIN_PASSWORD": "lisi456"})
    assert {each["name"]: each["role"] for each in answer.lines} == {"王芳": "admin", "李四": "entry"}


def test_a_changed_password_replaces_the_old_one(village: Terminal) -> None:
    assert village("operators", "password", "王芳", env={"LIANXIN_NEW_PASSWORD": "another1"}).code == 0
    assert village("check").code == 1
    assert village("check", env={"LIANXIN_PASSWORD": "another1"}).code == 0


def test_without_a_password_and_a_terminal_it_says_how(village: Terminal) -> None:
    silent = Terminal(village.home, {})
    answer = silent("check")
    assert answer.code == 2 and "LIANXIN_PASSWORD" in answer.err


def _process(*words: str, home: Path, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "LIANXIN_PASSWORD": PASSWORD, "PYTHONIOENCODING": "ascii"}
    return subprocess.run(
        [sys.executable, "-W", "error", "-m", "app", "--home", str(home), *words],
        cwd=ROOT,
        env=environment,
        input=stdin,
        capture_output=True,
        timeout=60,
    )


def test_a_process_without_a_terminal_says_so_and_nothing_else(village: Terminal) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "LIANXIN_PASSWORD"}
    words = [sys.executable, "-m", "app", "--home", str(village.home), "check"]
    ran = subprocess.run(
        words,
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=60,
        start_new_session=True,
    )
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert ran.stderr.decode().startswith("没有密码：请设环境变量 LIANXIN_PASSWORD")


def test_the_process_writes_utf8_whatever_the_system_says(village: Terminal) -> None:
    made = _process("add", "household", "--json", home=village.home, stdin='{"head":"𠮷桂花"}'.encode())
    shown = _process("show", "household", home=village.home)
    assert (made.returncode, made.stderr, shown.stderr) == (0, b"", b"")
    assert "𠮷桂花" in shown.stdout.decode("utf-8")


def test_the_log_names_places_and_never_values(tmp_path: Path) -> None:
    def stumble(name: str) -> None:
        try:
            raise KeyError(name)
        except KeyError as error:
            raise RuntimeError(f"张桂花 {name}") from error

    try:
        stumble("13800001234")
    except RuntimeError as error:
        place = fault_log.note(tmp_path, error, datetime(2026, 11, 20, 9))
    assert place is not None
    text = place.read_text("utf-8")
    assert "builtins.RuntimeError" in text and "builtins.KeyError" in text and " stumble" in text
    assert "张桂花" not in text and "13800001234" not in text and str(ROOT) not in text


def test_a_log_that_cannot_be_written_is_no_second_fault(tmp_path: Path) -> None:
    (tmp_path / "log").write_text("a file where the folder should be")
    assert fault_log.note(tmp_path, ValueError("x"), datetime(2026, 11, 20, 9)) is None


@pytest.mark.parametrize("words", [["--home", "/a", "show"], ["show", "--home=/a"], ["x", "--home", "/a"]])
def test_the_log_goes_into_the_folder_that_was_named(words: list[str]) -> None:
    assert home_of(words) == Path("/a")


def _stumble(_words: Sequence[str]) -> int:
    raise ZeroDivisionError("张桂花")


def test_our_own_mistake_is_one_sentence_and_a_line_in_the_log(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--home", str(tmp_path), "check"], _stumble) == 1
    said = capsys.readouterr()
    assert said.out == "" and said.err.startswith("程序出了意外，已记入日志") and said.err.count("\n") == 1
    [log] = (tmp_path / "log").iterdir()
    assert "ZeroDivisionError" in log.read_text("utf-8") and "张桂花" not in log.read_text("utf-8")


def test_without_room_for_the_log_it_does_not_claim_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "log").write_text("a file where the folder should be")
    assert main([f"--home={tmp_path}", "check"], _stumble) == 1
    assert capsys.readouterr().err.startswith("程序出了意外，日志也写不下")
