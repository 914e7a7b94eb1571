"""Making and opening an office: its folder, lock, keys, and what the world may do to them."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import records
from app.entrance import WORKSHOP, operator_names
from app.offices import (
    OpenOffice,
    SetUp,
    create_office,
    exists,
    open_office,
    open_with_recovery_code,
)
from app.operators import change_password, new_recovery_code
from app.problems import Problem
from app.records import Query
from db.errors import StoreFault
from db.keys import KEY_FILE, read_key_file
from db.store import DATABASE_FILE
from tests.app.village_desk import CHEAP, NOW, add_household

ASKED = SetUp("village", "柿子坪村", "500110103203", "王芳", "lianxin1")


def _code(action: Callable[[], object]) -> str:
    with pytest.raises(Problem) as refused:
        action()
    assert refused.value.sentence.endswith("。")
    return refused.value.code


def _open(home: Path, password: str = "lianxin1") -> OpenOffice:
    return open_office(home, "王芳", password, lambda: NOW)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The folder of a closed office of one household."""
    desk, _ = create_office(tmp_path / "office", ASKED, lambda: NOW, CHEAP)
    add_household(desk)
    desk.close()
    return tmp_path / "office"


def test_a_new_office_knows_itself_and_its_operator(tmp_path: Path) -> None:
    desk, code = create_office(tmp_path / "office", ASKED, lambda: NOW, CHEAP)
    [itself] = records.find(desk, Query("organization"))
    assert (itself.id, itself["name"], itself["type"]) == (desk.office.id, "柿子坪村", "village")
    assert (desk.operator.name, desk.operator.role, len(code)) == ("王芳", "admin", 35)
    desk.close()


def test_what_was_written_is_there_after_opening_again(home: Path) -> None:
    desk = _open(home)
    assert [each["head"] for each in records.find(desk, Query("household"))] == ["张桂花"]
    desk.close()


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        (SetUp("village", " ", "", "王芳", "lianxin1"), "required"),
        (SetUp("village", "村", "", "", "lianxin1"), "required"),
        (SetUp("village", "村" * 51, "", "王芳", "lianxin1"), "too_long"),
        (SetUp("village", "村", "", "王芳", "12345"), "weak_password"),
        (SetUp("village", "村", "12", "王芳", "lianxin1"), "not_a_number"),
        (SetUp("province", "村", "", "王芳", "lianxin1"), "not_a_code"),
    ],
    ids=range(6),
)
def test_a_wrong_set_up_makes_nothing(tmp_path: Path, asked: SetUp, code: str) -> None:
    assert _code(lambda: create_office(tmp_path / "office", asked, lambda: NOW, CHEAP)) == code
    assert not (tmp_path / "office").exists()


def test_a_second_set_up_leaves_the_first_as_it_is(home: Path) -> None:
    before = {each.name: each.read_bytes() for each in home.iterdir()}
    assert _code(lambda: create_office(home, ASKED, lambda: NOW, CHEAP)) == "office_exists"
    assert {each.name: each.read_bytes() for each in home.iterdir()} == before


def test_a_folder_inside_a_file_cannot_hold_an_office(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    place = tmp_path / "file" / "office"
    assert _code(lambda: create_office(place, ASKED, lambda: NOW, CHEAP)) == "not_writable"


def test_a_folder_that_takes_no_files_cannot_hold_an_office() -> None:
    place = Path("/proc/self/task")
    assert _code(lambda: create_office(place, ASKED, lambda: NOW, CHEAP)) == "not_writable"


def test_a_set_up_that_fails_midway_leaves_no_half_office(tmp_path: Path) -> None:
    (tmp_path / "office").mkdir()
    (tmp_path / "office" / WORKSHOP).write_text("in the way", encoding="utf-8")
    assert _code(lambda: create_office(tmp_path / "office", ASKED, lambda: NOW, CHEAP)) == "not_writable"
    assert not exists(tmp_path / "office")


@pytest.mark.parametrize("password", ["", "lianxin2", "LIANXIN1", "lianxin1 ", "\ud800", "x" * 10_000])
def test_a_wrong_password_is_refused(home: Path, password: str) -> None:
    assert _code(lambda: _open(home, password)) == "wrong_password"


def test_the_recovery_code_opens_however_it_is_typed(tmp_path: Path) -> None:
    desk, code = create_office(tmp_path / "office", ASKED, lambda: NOW, CHEAP)
    desk.close()
    for typed in (code, code.lower(), code.replace("-", " "), f" {code.replace('-', '')} "):
        open_with_recovery_code(tmp_path / "office", "王芳", typed).close()
    wrong = code[:-1] + ("2" if code[-1] != "2" else "3")
    for typed in (wrong, "", "恢复码"):
        opening = partial(open_with_recovery_code, tmp_path / "office", "王芳", typed)
        assert _code(opening) == "wrong_recovery_code"


def test_new_passwords_and_codes_replace_the_old_ones(home: Path) -> None:
    desk = _open(home)
    change_password(desk, "王芳", "another1", CHEAP)
    code = new_recovery_code(desk, CHEAP)
    desk.close()
    assert _code(lambda: _open(home)) == "wrong_password"
    _open(home, "another1").close()
    open_with_recovery_code(home, "王芳", code).close()


def test_a_second_start_on_the_folder_is_told_to_wait(home: Path) -> None:
    desk = _open(home)
    assert _code(lambda: _open(home)) == "busy"
    add_household(desk, "李建国")
    desk.close()
    _open(home).close()


def test_a_refused_opening_lets_go_of_the_folder(home: Path) -> None:
    database = home / DATABASE_FILE
    whole = database.read_bytes()
    database.write_bytes(whole[: len(whole) // 2])
    assert _code(lambda: _open(home)) == "damaged"
    database.write_bytes(whole)
    _open(home).close()


def test_no_office_is_told_from_half_an_office(home: Path, tmp_path: Path) -> None:
    assert _code(lambda: _open(tmp_path / "nothing")) == "no_office"
    key_file = (home / KEY_FILE).read_bytes()
    (home / KEY_FILE).unlink()
    assert _code(lambda: _open(home)) == "keys_missing"
    (home / KEY_FILE).write_bytes(key_file)
    (home / DATABASE_FILE).rename(tmp_path / "aside")
    assert _code(lambda: _open(home)) == "database_missing"
    assert not (home / DATABASE_FILE).exists()


def test_the_keys_of_another_office_do_not_open_it(home: Path, tmp_path: Path) -> None:
    other, _ = create_office(tmp_path / "other", ASKED, lambda: NOW, CHEAP)
    other.close()
    before = (home / DATABASE_FILE).read_bytes()
    (home / KEY_FILE).write_bytes((tmp_path / "other" / KEY_FILE).read_bytes())
    assert _code(lambda: _open(home)) == "wrong_key"
    assert (home / DATABASE_FILE).read_bytes() == before


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("nonce", "AAAA"),
        ("salt", ""),
        ("wrapped", "AAAA"),
        ("passes", 0),
        ("passes", 10**6),
        ("passes", "3"),
        ("memory_kib", 10**9),
        ("memory_kib", -1),
        ("lanes", True),
        ("lanes", 10**6),
    ],
    ids=str,
)
def test_a_key_file_that_lies_is_damaged_and_costs_no_memory(home: Path, name: str, value: object) -> None:
    stored = json.loads((home / KEY_FILE).read_text("utf-8"))
    stored["wraps"][0][name] = value
    (home / KEY_FILE).write_text(json.dumps(stored), "utf-8")
    assert _code(lambda: _open(home)) == "damaged_keys"


def test_any_bytes_as_key_file_are_read_or_refused(tmp_path: Path) -> None:
    @given(st.binary(max_size=60) | st.text(max_size=60).map(lambda t: json.dumps({"wraps": t}).encode()))
    def read(contents: bytes) -> None:
        (tmp_path / KEY_FILE).write_bytes(contents)
        with pytest.raises(StoreFault) as fault:
            read_key_file(tmp_path)
        assert fault.value.code == "damaged_keys"

    read()


def test_a_cut_key_file_is_said_where_names_are_listed(home: Path) -> None:
    (home / KEY_FILE).write_bytes((home / KEY_FILE).read_bytes()[:100])
    assert _code(lambda: operator_names(home)) == "damaged_keys"


@pytest.mark.parametrize("seed", range(12))
def test_overwritten_pages_are_said_and_never_a_crash(home: Path, seed: int) -> None:
    chance = random.Random(seed)
    database = home / DATABASE_FILE
    contents = bytearray(database.read_bytes())
    for _ in range(1 + seed % 4):
        start = chance.randrange(len(contents) // 4096) * 4096
        contents[start : start + 4096] = chance.randbytes(4096)
    database.write_bytes(contents)
    try:
        desk = _open(home)
    except Problem as problem:
        assert problem.code in ("damaged", "wrong_key")
        assert database.read_bytes() == contents
        return
    try:
        add_household(desk, "李建国")
    except Problem as problem:
        assert problem.code == "damaged"
    finally:
        desk.close()


@pytest.mark.parametrize("length", [0, 1, 100, 4095, 4096, 5000, -4096, -1])
def test_a_cut_database_is_said_and_left_alone(home: Path, length: int) -> None:
    database = home / DATABASE_FILE
    cut = database.read_bytes()[:length]
    database.write_bytes(cut)
    assert _code(lambda: _open(home)) in ("damaged", "wrong_key")
    assert database.read_bytes() == cut


def test_a_disk_that_fills_up_in_the_middle_of_a_save_loses_nothing(home: Path) -> None:
    desk = _open(home)
    connection = desk.store.connection
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count = {pages + 20}")
    rows = [{"head": "李建国", "notes": "长" * 2000}] * 100
    with pytest.raises(Problem) as refused, desk.write("import.household") as writer:
        writer.add_many("household", rows)
    assert refused.value.code == "disk_full"
    connection.execute(f"PRAGMA max_page_count = {2**30}")
    assert records.count(desk, Query("household")) == 1
    add_household(desk, "李建国")
    desk.close()
    names = sorted(each.name for each in home.iterdir())
    assert names == ["attempts.lock", KEY_FILE, DATABASE_FILE, "lianxin.lock"]


def test_a_set_up_that_was_cut_short_is_begun_again(tmp_path: Path) -> None:
    home = tmp_path / "office"
    (home / WORKSHOP).mkdir(parents=True)
    (home / WORKSHOP / "lianxin.db").write_bytes(b"half")
    (home / "keys.json").write_text("{}", encoding="utf-8")
    assert not exists(home)
    desk, _ = create_office(home, SetUp("village", "柿子村", "", "王芳", "lianxin1"), cost=CHEAP)
    desk.close()
    assert sorted(path.name for path in home.iterdir()) == ["keys.json", "lianxin.db", "lianxin.lock"]
