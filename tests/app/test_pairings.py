"""Pairings: rules, ends, cards and the 1+5; and what aid adds up to."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app import aid, pairings, records
from app.codes import assembled
from app.offices import OpenOffice
from app.pairings import FIVE, PairingProblem, Side
from app.records import Query
from tests.app.village_desk import add_household, add_organization, add_person, open_village


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[OpenOffice]:
    opened = open_village(tmp_path)
    yield opened
    opened.close()


def pair(desk: OpenOffice, helper: str, helped: str, kind: str = "contact_household", **values: str) -> str:
    return pairings.pair(desk, {"kind": kind, "helper": helper, "helped": helped, **values})


def test_every_shipped_kind_has_its_rule():
    assert set(pairings.RULES) == {code for code, _ in assembled().options("pairing_kind")}


def test_a_pairing_begins_today_unless_said_otherwise(desk: OpenOffice):
    made = pair(desk, add_person(desk), add_household(desk))
    assert records.get(desk, "pairing", made)["start"] == "2026-11-20"


def test_each_kind_takes_only_its_sides(desk: OpenOffice):
    person, home, station = add_person(desk), add_household(desk), add_organization(desk)
    with pytest.raises(PairingProblem, match="帮扶方应当是人，现在选的是单位"):
        pair(desk, station, home)
    with pytest.raises(PairingProblem, match="被帮扶方应当是户，现在选的是人"):
        pair(desk, person, add_person(desk, "王芳"))
    with pytest.raises(PairingProblem, match="不能是同一个"):
        pair(desk, person, person, "mentor")
    with pytest.raises(PairingProblem, match="没有找到"):
        pair(desk, person, "nobody")


def test_the_same_two_are_not_paired_twice_until_the_first_has_ended(desk: OpenOffice):
    person, home = add_person(desk), add_household(desk)
    first = pair(desk, person, home, start="2026-01-01")
    with pytest.raises(PairingProblem, match="还没有结束"):
        pair(desk, person, home)
    pairings.end(desk, first, "2026-10-31")
    assert pair(desk, person, home) != first
    with pytest.raises(PairingProblem, match="2026-10-31"):
        pairings.end(desk, first)


def test_a_pairing_does_not_end_before_it_began(desk: OpenOffice):
    made = pair(desk, add_person(desk), add_household(desk))
    with pytest.raises(PairingProblem, match="早于结对日期"):
        pairings.end(desk, made, "2026-11-19")


def test_a_change_keeps_the_rules(desk: OpenOffice):
    made = pair(desk, add_person(desk), add_household(desk), card_number="2026-0001")
    other = pair(desk, add_person(desk, "王芳"), add_household(desk, "李四"))
    pairings.change(desk, made, {"plan": "每月走访", "card_number": "2026-0001"})
    with pytest.raises(PairingProblem, match="被帮扶方"):
        pairings.change(desk, made, {"helped": add_organization(desk)})
    with pytest.raises(PairingProblem, match="已经用过"):
        pairings.change(desk, other, {"card_number": "2026-0001"})


def test_cards_are_numbered_onwards_and_keep_a_number_they_have(desk: OpenOffice):
    homes = [add_household(desk, name) for name in ("甲", "乙", "丙")]
    person = add_person(desk)
    ids = [pair(desk, person, homes[0], card_number="2026-0041"), *(pair(desk, person, h) for h in homes[1:])]
    numbers = pairings.issue_cards(desk, ids)
    assert [numbers[each] for each in ids] == ["2026-0041", "2026-0042", "2026-0043"]
    assert pairings.next_card_number(desk) == "2026-0044"
    assert {each["card_issued"] for each in records.find(desk, Query("pairing"))} == {"2026-11-20"}


def test_a_card_shows_name_unit_and_phone_of_both(desk: OpenOffice):
    branch = add_organization(desk, "柿子坪村党支部", type="branch")
    helper = add_person(desk, "李建国", party_branch=branch, phone="19900000001")
    home = add_household(desk, "张桂花", address="大湾组1号", phone="19900000002")
    child = add_person(desk, "张𠮷", household=home)
    (first, second) = pairings.cards(
        desk, [pair(desk, helper, home), pair(desk, helper, child, "five_left_child", card_number="7")]
    )
    assert first.helper == Side("李建国", "柿子坪村党支部", "19900000001")
    assert first.helped == Side("张桂花", "大湾组1号", "19900000002")
    assert second.helped == Side("张𠮷", "大湾组1号", "19900000002")
    assert (second.number, second.kind) == ("7", "1+5 留守儿童")


def test_one_plus_five_shows_each_cadre_what_is_missing(desk: OpenOffice):
    busy, idle, gone = (add_person(desk, name) for name in ("李建国", "王芳", "赵六"))
    for cadre, end in ((busy, None), (idle, None), (gone, "2020-12-31")):
        records.add(desk, "tag", {"owner": cadre, "tag": "cadre", "start": "2020-01-01", "end": end})
    child, orphan = add_person(desk, "小一"), add_person(desk, "小二")
    held = pair(desk, busy, child, "five_left_child")
    pairings.end(desk, pair(desk, busy, orphan, "five_orphan", start="2026-01-01"), "2026-06-30")
    view = pairings.one_plus_five(desk)
    assert [(each.helper.id, len(each.missing)) for each in view] == [(idle, 5), (busy, 4)]
    assert view[1].present["five_left_child"] == (held,)
    assert tuple(view[0].present) == tuple(FIVE)


def test_aid_under_a_pairing_goes_to_the_one_helped(desk: OpenOffice):
    home = add_household(desk)
    held = pair(desk, add_person(desk), home)
    given = aid.give(desk, {"pairing": held, "date": "2026-11-03", "form": "money", "amount": 20000})
    assert records.get(desk, "aid", given)["recipient"] == home


def test_aid_adds_up_by_form_and_goods(desk: OpenOffice):
    home = add_household(desk)
    held = pair(desk, add_person(desk), home)
    common = {"pairing": held, "date": "2026-11-03"}
    first = aid.give(desk, {**common, "form": "money", "amount": 20000})
    aid.give(desk, {**common, "form": "goods", "content": "大米", "quantity": 2, "unit": "袋"})
    aid.give(desk, {**common, "form": "goods", "content": "大米", "quantity": 1, "unit": "袋"})
    aid.give(desk, {**common, "form": "money", "amount": 500, "date": "2026-12-01"})
    aid.sign(desk, [first])
    month = aid.totals(desk, "2026-11-01", "2026-11-30")
    assert (month.count, month.amount_fen, month.signed, month.recipients) == (3, 20000, 1, 1)
    assert month.by_form == {"money": 1, "goods": 2}
    assert month.goods == {("大米", "袋"): 3.0}
    assert aid.totals_by_pairing(desk, [held, "other"])[held].amount_fen == 20500
    assert aid.totals_by_pairing(desk, [held, "other"])["other"].count == 0
