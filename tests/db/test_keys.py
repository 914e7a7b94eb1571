"""Wish (g): the key file opens for those it names, and tells nobody else anything."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.errors import StoreFault
from db.keys import (
    KEY_FILE,
    RECOVERY,
    Cost,
    KeyFile,
    new_data_key,
    new_recovery_code,
    normal_recovery_code,
    read_key_file,
    write_key_file,
)
from tests.db.stores import KEY, add, new_store
from tests.factories import make_person

CHEAP = Cost(passes=1, memory_kib=64, lanes=1)
MADE = KeyFile().with_wrap("王芳", "mima123", KEY, CHEAP).with_wrap(RECOVERY, "AAAAA", KEY, CHEAP)


def test_the_right_password_gives_the_key_and_a_wrong_one_none() -> None:
    assert MADE.unwrap("王芳", "mima123") == KEY
    assert MADE.unwrap("王芳", "mima124") is None
    assert MADE.unwrap(RECOVERY, "AAAAA") == KEY
    with pytest.raises(KeyError):
        MADE.unwrap("李强", "mima123")


def test_a_new_password_replaces_the_old_one_in_its_place() -> None:
    changed = MADE.with_wrap("李强", "1", KEY, CHEAP).with_wrap("王芳", "新密码", KEY, CHEAP)
    assert changed.operators == ["王芳", "李强"]
    assert (changed.unwrap("王芳", "mima123"), changed.unwrap("王芳", "新密码")) == (None, KEY)
    assert changed.without("王芳").operators == ["李强"]


def test_the_same_password_is_never_wrapped_the_same() -> None:
    again = KeyFile().with_wrap("王芳", "mima123", KEY, CHEAP)
    assert all(again.wraps[0][1][name] != MADE.wraps[0][1][name] for name in ("salt", "nonce", "wrapped"))


def test_the_file_comes_back_and_holds_no_secret(tmp_path: Path) -> None:
    write_key_file(tmp_path, MADE)
    assert read_key_file(tmp_path) == MADE
    whole = (tmp_path / KEY_FILE).read_bytes()
    for secret in (KEY, KEY.hex().encode(), base64.b64encode(KEY), b"mima123", b"AAAAA"):
        assert secret not in whole


@pytest.mark.parametrize("name", ["salt", "nonce", "wrapped"])
def test_a_tampered_wrap_does_not_open(name: str) -> None:
    wrap = dict(MADE.wraps[0][1])
    bytes_of = bytearray(base64.b64decode(wrap[name]))
    bytes_of[3] ^= 1
    wrap[name] = base64.b64encode(bytes_of).decode()
    assert KeyFile((("王芳", wrap),)).unwrap("王芳", "mima123") is None


def test_a_wrap_given_to_another_name_does_not_open() -> None:
    assert KeyFile((("李强", MADE.wraps[0][1]),)).unwrap("李强", "mima123") is None


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("passes", 0),
        ("passes", "1"),
        ("passes", True),
        ("passes", 10**9),
        ("lanes", 10**6),
        ("memory_kib", 10**12),
        ("memory_kib", 4),
        ("salt", "AA=="),
        ("nonce", "AAAA"),
        ("wrapped", ""),
        ("wrapped", "甲"),
        ("salt", 7),
        ("name", None),
        ("salt", None),
    ],
)
def test_a_spoiled_wrap_is_told_before_anything_is_computed(tmp_path: Path, name: str, value: Any) -> None:
    write_key_file(tmp_path, MADE)
    stored = json.loads((tmp_path / KEY_FILE).read_text("utf-8"))
    stored["wraps"][0][name] = value
    if value is None:
        del stored["wraps"][0][name]
    (tmp_path / KEY_FILE).write_text(json.dumps(stored), "utf-8")
    with pytest.raises(StoreFault, match="damaged_keys"):
        read_key_file(tmp_path)


@pytest.mark.parametrize(
    "contents",
    [
        b"",
        b"{",
        b"[]",
        b"{}",
        b'{"wraps": 1}',
        b'{"wraps": [1]}',
        b'{"wraps": [], "format": 1}',
        b"\xff",
        b"[" * 99_999,
    ],
    ids=lambda each: str(each[:14]),
)
def test_a_spoiled_file_is_told(tmp_path: Path, contents: bytes) -> None:
    (tmp_path / KEY_FILE).write_bytes(contents)
    with pytest.raises(StoreFault, match="damaged_keys"):
        read_key_file(tmp_path)


def test_a_missing_file_and_an_unreadable_one_are_told(tmp_path: Path) -> None:
    with pytest.raises(StoreFault, match="missing"):
        read_key_file(tmp_path)
    (tmp_path / KEY_FILE).mkdir()
    with pytest.raises(StoreFault, match="disk_error"):
        read_key_file(tmp_path)


def test_recovery_codes_are_long_and_never_the_same() -> None:
    codes = {new_recovery_code() for _ in range(100)}
    assert len(codes) == 100
    assert all(len(code) == 35 and not set(code) & set("01IO") for code in codes)
    assert len(new_data_key()) == 32


@given(st.data())
def test_a_recovery_code_may_be_typed_in_any_manner(data: st.DataObject) -> None:
    code = new_recovery_code()
    letters = code.replace("-", "")
    typed = "".join(
        data.draw(st.sampled_from(["", " ", "-", "－", "\t"]))
        + data.draw(st.sampled_from([c, c.lower(), chr(ord(c) + 0xFEE0)]))
        for c in letters
    )
    assert normal_recovery_code(typed) == code


def test_the_folder_shows_nothing_of_its_records_or_keys(tmp_path: Path) -> None:
    name, own = "欧阳䶮𠮷", "只有本村知道的事"
    write_key_file(tmp_path, MADE)
    with new_store(tmp_path) as store:
        add(store, "person", make_person(name=name, private_notes=own))
        store.back_up(tmp_path / "backups", "manual")
        files = [path for path in tmp_path.rglob("*") if path.is_file()]
        contents = {path.name: path.read_bytes() for path in files}
    assert len(contents) >= 5
    spelled = [
        text.encode(code)
        for text in (name, own, "500110196203041228", "zhang gui hua")
        for code in ("utf-8", "utf-16-le", "utf-16-be", "gb18030")
    ]
    secrets = [
        *spelled,
        KEY,
        KEY.hex().encode(),
        KEY.hex().upper().encode(),
        base64.b64encode(KEY),
        b"SQLite format 3",
    ]
    assert [(path, each) for path, whole in contents.items() for each in secrets if each in whole] == []
