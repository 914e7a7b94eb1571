"""This machine's own tables: settings, operators, drafts, the audit log."""

from __future__ import annotations

import pytest

from db import local
from db.store import Store
from tests.db.stores import NOW, tallies


@pytest.mark.parametrize("value", [None, 0, "", [], {"甲": [1, 2.5, None]}, "𠮷"])
def test_a_setting_comes_back(store: Store, value: object) -> None:
    local.set_setting(store, "key", value)
    assert local.setting(store, "key", "default") == value
    assert local.setting(store, "other", "default") == "default"


def test_operators_are_kept_and_changed(store: Store) -> None:
    local.set_operator(store, "1", "王芳", "admin", NOW, disabled=False)
    local.set_operator(store, "2", "李强", "entry", NOW, disabled=False)
    local.set_operator(store, "2", "李强", "review", NOW, disabled=True)
    assert local.operators(store) == [("1", "王芳", "admin", False), ("2", "李强", "review", True)]


def test_the_newest_draft_of_a_form_is_kept(store: Store) -> None:
    local.keep_draft(store, "visit", "王芳", NOW, {"content": "一"})
    local.keep_draft(store, "visit", "王芳", NOW, {"content": "二"})
    local.keep_draft(store, "visit", "李强", NOW, {"content": "三"})
    assert local.drafts(store, "王芳") == {"visit": ("2026-11-20T09:00:00", {"content": "二"})}
    local.drop_draft(store, "visit", "王芳")
    assert (local.drafts(store, "王芳"), len(local.drafts(store, "李强"))) == ({}, 1)


@pytest.mark.parametrize(
    "meddling", ["DELETE FROM audit WHERE number = 2", "UPDATE audit SET detail = 'x' WHERE number = 3",
                 "UPDATE audit SET operator = '李强' WHERE number = 1"],
)  # fmt: skip
def test_a_meddled_audit_log_shows(store: Store, meddling: str) -> None:
    for number in range(4):
        local.add_audit(store, NOW, "王芳", "look", str(number))
    assert local.audit_intact(store)
    assert [line[3] for line in local.audit_lines(store, limit=2)] == ["3", "2"]
    store.connection.execute(meddling)
    assert not local.audit_intact(store)


def test_nothing_local_is_stamped(store: Store) -> None:
    local.set_setting(store, "key", 1)
    local.add_audit(store, NOW, "王芳", "look", "")
    assert tallies(store) == [(1, 1, 0)]
