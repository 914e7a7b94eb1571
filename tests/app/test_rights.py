"""Who may do what: each right, each role, each use case that asks for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from app import audit, matters, operators, records, unmasking
from app.desk import Operator
from app.offices import OpenOffice
from app.problems import Problem
from app.rights import RIGHTS, has, may, require
from tests.app.village_desk import CHEAP, add_matter, add_organization, add_person, open_village

ROLES = ("entry", "review", "admin")
SENSITIVE = {"health": "unmask.sensitive"}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[OpenOffice]:
    made = open_village(tmp_path)
    yield made
    made.close()


def as_role(desk: OpenOffice, role: str) -> None:
    desk.operator = Operator(desk.operator.id, "王芳", role)


def explained(desk: OpenOffice) -> str:
    """A matter that could be closed next."""
    matter = add_matter(desk)
    matters.act(desk, matter, "accept", {})
    matters.act(desk, matter, "analyse", {})
    matters.act(desk, matter, "explain", {"result": "decided"})
    return matter


def _close(desk: OpenOffice) -> None:
    matters.act(desk, desk.settings.get("matter"), "close", {})


def _strike_out(desk: OpenOffice) -> None:
    matter = desk.settings.get("matter")
    last = matters.state_of(desk, matter).taken[-1].id
    matters.act(desk, matter, "correct", {"event": last, "result": "void", "text": "点错了"})


def _remove_event(desk: OpenOffice) -> None:
    events = matters.events_of(desk, [desk.settings.get("matter")])
    records.remove(desk, "matter_event", events[desk.settings.get("matter")][-1].id)


def _reveal(needed: dict[str, str]) -> Callable[[OpenOffice], None]:
    return lambda desk: unmasking.reveal(desk, "person", desk.settings.get("person"), needed)


CASES: list[tuple[str, str, Callable[[OpenOffice], Any]]] = [
    ("matter.close", "close", _close),
    ("matter.close", "strike out", _strike_out),
    ("matter.close", "remove an event", _remove_event),
    ("unmask", "a number", _reveal({"id_number": "unmask"})),
    ("unmask", "everything for a while", unmasking.show_all),
    ("unmask.sensitive", "health", _reveal(SENSITIVE)),
    ("operators", "add", lambda d: operators.add_operator(d, "赵敏", "entry", "zhaomin1", CHEAP)),
    ("operators", "role", lambda d: operators.change_role(d, "李强", "review")),
    ("operators", "password", lambda d: operators.change_password(d, "李强", "neumima1", CHEAP)),
    ("operators", "disable", lambda d: operators.disable(d, "李强")),
    ("operators", "enable", lambda d: operators.enable(d, "周明", "neumima1", CHEAP)),
    ("operators", "recovery code", lambda d: operators.new_recovery_code(d, CHEAP)),
    ("settings", "office", lambda d: operators.describe_office(d, "新柿子村", "")),
    ("settings", "lock", lambda d: operators.set_lock_minutes(d, 0)),
    ("codes", "a code", lambda d: records.add(d, "code", {"list": "tag", "code": "own", "label": "新"})),
    ("audit.read", "read", audit.read_log),
    ("audit.read", "save", lambda d: audit.save_log(d, audit.Asked(), d.home / "log.xlsx")),
]


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(("right", "case", "act"), CASES, ids=[f"{right}-{case}" for right, case, _ in CASES])
def test_a_use_case_is_open_to_those_who_have_its_right(desk, right, case, act, role):
    operators.add_operator(desk, "李强", "entry", "liqiang1", CHEAP)
    operators.add_operator(desk, "周明", "entry", "zhouming1", CHEAP)
    operators.disable(desk, "周明")
    desk.settings.set("matter", explained(desk))
    desk.settings.set("person", add_person(desk))
    as_role(desk, role)
    if has(role, right):
        act(desk)
        return
    with pytest.raises(Problem) as told:
        act(desk)
    assert told.value.code in ("only_admin", "only_review", "only_review_sensitive", "needs_review",
                               "void_needs_review")  # fmt: skip
    assert "登录" in told.value.sentence or "审核" in told.value.sentence


@pytest.mark.parametrize("right", sorted(RIGHTS))
def test_a_higher_role_has_what_a_lower_one_has(right):
    held = [has(role, right) for role in ROLES]
    assert held == sorted(held)
    assert held[-1]


def test_what_may_says_require_does(desk):
    for role in ROLES:
        as_role(desk, role)
        for right in RIGHTS:
            if may(desk, right):
                require(desk, right)
            else:
                with pytest.raises(Problem):
                    require(desk, right)


@pytest.mark.parametrize("role", ROLES)
def test_the_acts_offered_are_those_accepted(desk, role):
    matter = explained(desk)
    as_role(desk, role)
    assert (matters.Act.CLOSE in matters.possible(desk, matters.state_of(desk, matter))) == (role != "entry")


def test_an_entry_operator_may_write_a_note_of_correction(desk):
    matter = explained(desk)
    last = matters.state_of(desk, matter).taken[-1].id
    as_role(desk, "entry")
    assert matters.act(desk, matter, "correct", {"event": last, "text": "日期应为前一天"})


def test_an_unknown_right_is_a_mistake_of_ours(desk):
    with pytest.raises(KeyError):
        may(desk, "everything")


def test_everyday_writing_is_everyones(desk):
    as_role(desk, "entry")
    person = add_person(desk, "周小满", id_number="500110196203041228", health="disabled")
    records.change(desk, "person", person, {"phone": "13800001111"})
    records.remove(desk, "person", person)
    records.restore(desk, "person", person)
    add_organization(desk)
    assert not records.get(desk, "person", person).deleted
