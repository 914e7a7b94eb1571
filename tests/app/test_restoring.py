"""Restoring an office from a backup: looked at first, by who may, alive or dead, and what comes next."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from pathlib import Path

import pytest

from app import backups, inspecting, origin, records, restoring
from app.entrance import exists, operator_names
from app.offices import OpenOffice, SetUp, create_office, open_office
from app.operators import add_operator, change_password
from app.problems import Problem
from app.records import Query
from app.redaction import redact
from db import restoring as store_restoring
from db import swapping
from db.files import DATABASE_FILE, Disk
from db.keys import KEY_FILE
from db.pages import PAGE_BYTES
from tests.app.village_desk import CHEAP, NOW, add_household
from tests.db.test_restoring import CutOff, PowerCut

PASSWORD = "lianxin1"


def made(folder: Path, name: str = "柿子坪村") -> tuple[OpenOffice, str]:
    asked = SetUp("village", name, "500110103203", "王芳", PASSWORD)
    return create_office(folder, asked, lambda: NOW, CHEAP)


def opened(home: Path, password: str = PASSWORD) -> OpenOffice:
    return open_office(home, "王芳", password, lambda: NOW)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A closed office: two households in the backup, one later; the password changed since."""
    desk, code = made(tmp_path / "office")
    (tmp_path / "code").write_text(code)
    add_household(desk, "张桂花")
    add_household(desk, "李国强")
    backups.make(desk, "closing")
    add_household(desk, "后来的")
    change_password(desk, "王芳", "houlai22", CHEAP)
    desk.close()
    return tmp_path / "office"


def backup_of(home: Path) -> Path:
    return next((home / "backups").glob("*.db"))


def heads(home: Path, password: str = PASSWORD) -> list[str]:
    desk = opened(home, password)
    try:
        return sorted(each["head"] for each in records.find(desk, Query("household")))
    finally:
        desk.close()


def code_of(action: Callable[[], object]) -> str:
    with pytest.raises(Problem) as refused:
        action()
    assert refused.value.sentence.endswith("。")
    return refused.value.code


def spoil(home: Path, page: int) -> None:
    """Overwrite one page of the database, counted from the end when negative."""
    path = home / DATABASE_FILE
    with path.open("r+b") as file:
        file.seek((page - 1) * PAGE_BYTES if page > 0 else path.stat().st_size + page * PAGE_BYTES)
        file.write(secrets.token_bytes(PAGE_BYTES))


def test_the_outlook_says_what_is_in_the_backup_and_what_would_be_set_aside(home: Path) -> None:
    desk = opened(home, "houlai22")
    found = restoring.look_from(desk, backup_of(home))
    desk.close()
    [line] = [each for each in found.lines if each.kind == "household"]
    assert (line.in_backup, line.now, line.newer, found.newer) == (2, 3, 1, 1)
    assert (found.office, found.reason, found.at, found.operators) == (
        "柿子坪村",
        "退出时备份",
        NOW,
        ("王芳",),
    )


def test_a_restore_over_the_open_office_gives_that_days_records_and_password(home: Path) -> None:
    done = restoring.restore_over(opened(home, "houlai22"), backup_of(home))
    assert heads(home) == ["张桂花", "李国强"]
    assert done.aside is not None and (done.aside / DATABASE_FILE).exists()
    assert any("密码" in each for each in done.steps) and any("数据包" in each for each in done.steps)


def test_after_a_restore_the_next_start_has_nothing_to_ask(home: Path) -> None:
    restoring.restore_over(opened(home, "houlai22"), backup_of(home))
    for _ in range(2):
        desk = opened(home)
        assert origin.question(desk) is None
        writers = desk.store.connection.execute("SELECT count(*) FROM writer").fetchone()[0]
        desk.close()
        assert writers == 2


@pytest.mark.parametrize("page", [0, 3])
def test_what_was_erased_by_law_after_the_backup_stays_erased(home: Path, page: int) -> None:
    desk = opened(home, "houlai22")
    [gone] = [each for each in records.find(desk, Query("household")) if each["head"] == "张桂花"]
    redact(desk, "household", gone.id, "request")
    desk.close()
    if page:
        spoil(home, page)
        keys = restoring.unlock_backup(home, backup_of(home), "王芳", PASSWORD)
        restoring.restore_dead(home, backup_of(home), keys, lambda: NOW)
    else:
        restoring.restore_over(opened(home, "houlai22"), backup_of(home))
    again = opened(home)
    sql = "SELECT count(*) FROM history WHERE before = '张桂花'"
    assert again.store.connection.execute(sql).fetchone()[0] == 0
    again.close()
    assert heads(home) == (["李国强"] if not page else ["后来的", "李国强"])


def test_only_an_administrator_restores(home: Path) -> None:
    desk = opened(home, "houlai22")
    add_operator(desk, "刘敏", "review", "mima-123", CHEAP)
    desk.close()
    clerk = open_office(home, "刘敏", "mima-123", lambda: NOW)
    assert code_of(lambda: restoring.restore_over(clerk, backup_of(home))) == "only_admin"
    clerk.close()
    assert len(heads(home, "houlai22")) == 3


def test_the_backup_of_another_office_is_refused(home: Path, tmp_path: Path) -> None:
    other, _ = made(tmp_path / "other", "板栗村")
    theirs = backups.make(other, "manual").place
    other.close()
    desk = opened(home, "houlai22")
    assert code_of(lambda: restoring.restore_over(desk, theirs)) == "backup_wrong_key"
    desk.close()


def test_while_the_office_opens_nobody_restores_with_an_old_password(home: Path) -> None:
    keys = restoring.unlock_backup(home, backup_of(home), "王芳", PASSWORD)
    assert code_of(lambda: restoring.restore_dead(home, backup_of(home), keys)) == "is_alive"
    assert len(heads(home, "houlai22")) == 3


def test_nobody_restores_another_office_over_a_living_one(home: Path, tmp_path: Path) -> None:
    other, _ = made(tmp_path / "other", "板栗村")
    theirs = backups.make(other, "manual").place
    other.close()
    keys = restoring.unlock_backup(home, theirs, "王芳", PASSWORD)
    assert code_of(lambda: restoring.restore_dead(home, theirs, keys)) == "is_alive"


@pytest.mark.parametrize("lost", [(DATABASE_FILE,), (KEY_FILE,), (DATABASE_FILE, KEY_FILE)])
def test_a_half_or_wholly_missing_office_is_restored_by_the_password_of_the_backup(
    home: Path, lost: tuple[str, ...]
) -> None:
    for name in lost:
        (home / name).unlink()
    keys = restoring.unlock_backup(home, backup_of(home), "王芳", PASSWORD)
    restoring.restore_dead(home, backup_of(home), keys, lambda: NOW)
    assert {"张桂花", "李国强"} <= set(heads(home))


def test_on_a_new_computer_the_backup_alone_is_enough(home: Path, tmp_path: Path) -> None:
    keys = restoring.unlock_backup(tmp_path / "new", backup_of(home), "王芳", PASSWORD)
    done = restoring.restore_dead(tmp_path / "new", backup_of(home), keys, lambda: NOW)
    assert heads(tmp_path / "new") == ["张桂花", "李国强"]
    assert done.aside is None or list(done.aside.iterdir()) == []


def test_the_recovery_code_of_that_time_opens_the_backup(home: Path, tmp_path: Path) -> None:
    code = (tmp_path / "code").read_text()
    keys = restoring.unlock_backup(tmp_path / "new", backup_of(home), "王芳", code, by_code=True)
    restoring.restore_dead(tmp_path / "new", backup_of(home), keys, lambda: NOW)
    assert heads(tmp_path / "new") == ["张桂花", "李国强"]


def test_a_wrong_password_or_code_opens_no_backup(home: Path) -> None:
    place = backup_of(home)
    assert code_of(lambda: restoring.unlock_backup(home, place, "王芳", "wrong-1")) == "wrong_password"
    assert code_of(lambda: restoring.unlock_backup(home, place, "李四", "x")) == "no_such_operator"
    assert (
        code_of(lambda: restoring.unlock_backup(home, place, "", "ABC", by_code=True))
        == "wrong_recovery_code"
    )


@pytest.mark.parametrize("page", [1, 3, -1])
def test_a_damaged_office_gets_back_what_was_newer_than_the_backup(home: Path, page: int) -> None:
    spoil(home, page)
    keys = restoring.unlock_backup(home, backup_of(home), "王芳", PASSWORD)
    done = restoring.restore_dead(home, backup_of(home), keys, lambda: NOW)
    assert done.salvage is not None and done.salvage.readable
    assert heads(home) == ["后来的", "张桂花", "李国强"]
    desk = opened(home)
    assert ["后来的" in each.title for each in restoring.saved_records(desk) if each.kind == "household"] == [
        True
    ]
    desk.close()


@pytest.mark.parametrize(("name", "contents", "code"), [
    ("db", b"noise" * 3000, "backup_wrong_key"),
    ("db", b"", "backup_damaged"),
    ("keys.json", b"{}", "backup_damaged_keys"),
])  # fmt: skip
def test_a_broken_backup_is_told_in_words(home: Path, name: str, contents: bytes, code: str) -> None:
    place = backup_of(home)
    desk = opened(home, "houlai22")
    place.with_suffix(f".{name}").write_bytes(contents)
    if name == "db":
        assert code_of(lambda: restoring.look_from(desk, place)) == code
    else:
        assert code_of(lambda: restoring.operators_of_backup(home, place)) == code
    desk.close()


def test_a_restore_that_was_cut_off_is_settled_at_the_next_start(home: Path) -> None:
    desk = opened(home, "houlai22")
    key = desk.store.data_key
    desk.close()
    seen = set()
    for step in range(40):
        with pytest.raises((CutOff, SystemExit)):
            swapping_restore(home, key, PowerCut(step))
            raise SystemExit
        assert exists(home)
        assert not (home / swapping.WORKSHOP).exists()
        seen.add(tuple(operator_names(home)))
    assert seen == {("王芳",)}


def swapping_restore(home: Path, key: bytes, disk: Disk) -> None:
    """A restore over this disk."""
    store_restoring.replace(home, backup_of(home), key, "王芳", lambda: NOW, disk=disk)


def test_the_look_after_sign_in_finds_a_broken_page(home: Path) -> None:
    desk = opened(home, "houlai22")
    assert inspecting.is_due(desk)
    inspecting.inspect(desk)
    assert not inspecting.is_due(desk)
    desk.store.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    spoil(home, -1)
    assert code_of(lambda: inspecting.inspect(desk)) == "damaged"
    desk.store.connection.close()
    desk.lock.release()


def test_after_a_power_cut_the_look_is_due_and_takes_in_the_tables(home: Path) -> None:
    desk = opened(home, "houlai22")
    inspecting.inspect(desk)
    desk.close()
    log = home / (DATABASE_FILE + "-wal")
    log.write_bytes(b"\0" * 32)
    again = opened(home, "houlai22")
    assert again.store.was_cut_off and inspecting.is_due(again)
    inspecting.inspect(again)
    assert not inspecting.is_due(again)
    again.close()
