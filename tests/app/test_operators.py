"""Operators: roles, passwords, sign-in taken away and given back; the data key stays wrapped."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from app import operators
from app.entrance import operator_names
from app.offices import OpenOffice, open_office, open_with_recovery_code
from app.problems import Problem
from app.signing_in import confirm_password
from db.local import audit_lines
from tests.app.village_desk import CHEAP, NOW, open_village

PASSWORD = "lianxin1"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[OpenOffice]:
    made = open_village(tmp_path)
    operators.add_operator(made, "李强", "entry", "liqiang1", CHEAP)
    yield made
    made.close()


def code_of(problem: pytest.ExceptionInfo[Problem]) -> str:
    assert problem.value.sentence
    return problem.value.code


def role_of(desk: OpenOffice, name: str) -> str:
    return next(each.role for each in operators.accounts(desk) if each.name == name)


def test_another_role_holds_from_the_next_sign_in(desk):
    operators.change_role(desk, "李强", "review")
    home = desk.home
    desk.close()
    with closing(open_office(home, "李强", "liqiang1", lambda: NOW)) as again:
        assert again.operator.role == "review"


def test_the_last_administrator_can_be_neither_disabled_nor_demoted(desk):
    with pytest.raises(Problem) as told:
        operators.disable(desk, "王芳")
    assert code_of(told) == "cannot_disable_self"
    with pytest.raises(Problem) as told:
        operators.change_role(desk, "王芳", "entry")
    assert code_of(told) == "cannot_demote_self"
    assert role_of(desk, "王芳") == "admin"


def test_a_disabled_operator_cannot_sign_in_and_comes_back_with_a_new_password(desk):
    operators.disable(desk, "李强")
    assert operator_names(desk.home) == ["王芳"]
    operators.enable(desk, "李强", "neumima1", CHEAP)
    home = desk.home
    desk.close()
    with pytest.raises(Problem):
        open_office(home, "李强", "liqiang1", lambda: NOW)
    open_office(home, "李强", "neumima1", lambda: NOW).close()


def test_who_is_not_disabled_cannot_be_enabled(desk):
    with pytest.raises(Problem) as told:
        operators.enable(desk, "李强", "neumima1", CHEAP)
    assert code_of(told) == "not_disabled"


@pytest.mark.parametrize("role", ["", "boss", "ADMIN"])
def test_a_role_that_does_not_exist_is_refused(desk, role):
    for act in (
        lambda: operators.change_role(desk, "李强", role),
        lambda: operators.add_operator(desk, "赵敏", role, "zhaomin1", CHEAP),
    ):
        with pytest.raises(Problem) as told:
            act()
        assert code_of(told) == "not_a_role"


def test_ones_own_password_needs_the_old_one(desk):
    with pytest.raises(Problem) as told:
        operators.change_own_password(desk, "falsch11", "neumima1", CHEAP)
    assert code_of(told) == "wrong_password"
    operators.change_own_password(desk, PASSWORD, "neumima1", CHEAP)
    confirm_password(desk, "neumima1")


def test_a_weak_new_password_is_told_before_the_old_one_is_tried(desk):
    with pytest.raises(Problem) as told:
        operators.change_own_password(desk, "falsch11", "123", CHEAP)
    assert code_of(told) == "weak_password"


def test_a_new_recovery_code_ends_the_old_one(desk):
    first = operators.new_recovery_code(desk, CHEAP)
    second = operators.new_recovery_code(desk, CHEAP)
    home = desk.home
    desk.close()
    with pytest.raises(Problem):
        open_with_recovery_code(home, "王芳", first)
    open_with_recovery_code(home, "王芳", second).close()


def test_signing_in_is_in_the_audit_log_with_the_wrong_tries_before_it(desk):
    home = desk.home
    desk.close()
    with pytest.raises(Problem):
        open_office(home, "李强", "falsch11", lambda: NOW)
    with closing(open_office(home, "李强", "liqiang1", lambda: NOW)) as again:
        lines = audit_lines(again.store, 2)
    assert [(who, act, detail) for _, who, act, detail in lines] == [
        ("李强", "sign_in", ""),
        ("李强", "sign_in.failed", "1"),
    ]


def test_the_recovery_code_leaves_its_own_line(desk):
    code, home = operators.new_recovery_code(desk, CHEAP), desk.home
    desk.close()
    with closing(open_with_recovery_code(home, "王芳", code, lambda: NOW)) as again:
        assert audit_lines(again.store, 1)[0][2] == "sign_in.recovered"


def test_the_data_key_never_lies_in_the_folder(desk):
    operators.change_password(desk, "李强", "neumima1", CHEAP)
    operators.change_own_password(desk, PASSWORD, "neumima2", CHEAP)
    code = operators.new_recovery_code(desk, CHEAP)
    with pytest.raises(Problem):
        confirm_password(desk, "falsch11")
    key = desk.store.data_key
    secrets = [key, key.hex().encode(), key.hex().upper().encode(), base64.b64encode(key), code.encode(),
               b"neumima1", b"neumima2", PASSWORD.encode()]  # fmt: skip
    contents = {path.name: path.read_bytes() for path in desk.home.rglob("*") if path.is_file()}
    assert len(contents) >= 4
    assert [(name, each) for name, whole in contents.items() for each in secrets if each in whole] == []
