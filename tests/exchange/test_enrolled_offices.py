"""What becomes of an enrolment: replaced, second, retired, revoked, moved, copied, with another key."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from shutil import copytree

import pytest

from app import origin, records
from app.desk import Desk
from app.exchange import console, giving, incoming, joining, moving, rekeying, ties, trips
from app.exchange.problems import ExchangeProblem
from app.offices import OpenOffice, open_office
from app.records import Query
from app.station import Signs, Station
from tests.exchange.offices import NOW, PASSWORD, SIGNS, carry, county, join, pack, township, village
from tests.factories import make_household, make_person

OTHER_SIGNS = ("sign-x", "sign-y", "sign-z")


@pytest.fixture
def low(tmp_path: Path) -> Iterator[OpenOffice]:
    with closing(village(tmp_path)) as desk:
        yield desk


@pytest.fixture
def high(tmp_path: Path) -> Iterator[OpenOffice]:
    with closing(township(tmp_path)) as desk:
        yield desk


def person(desk: Desk, name: str = "张桂花", **more: str) -> str:
    home = records.add(desk, "household", make_household(head=name))
    return records.add(desk, "person", make_person(household=home, name=name, **more))


def code_of(act: object, *values: object, **named: object) -> str:
    assert callable(act)
    with pytest.raises(ExchangeProblem) as refused:
        act(*values, **named)
    assert refused.value.sentence.endswith("。")
    return refused.value.code


def node(desk: Desk) -> str:
    return ties.own_keys(desk).public.node


def names(desk: Desk) -> set[str]:
    return {each["name"] for each in records.find(desk, Query("person"))}


def taken_over(new: Desk, high: Desk, *, retire: tuple[str, ...] = (), office: str) -> None:
    """A PC asks, and gets in as one of an office that exists, with everything of it."""
    asked = joining.request(new, OTHER_SIGNS)
    admitted = joining.admit(high, asked.path, asked.digits, office, retire)
    joining.join(new, admitted.approval)
    incoming.take(new, admitted.records.path)


def test_case_51_a_dead_pc_comes_back_and_its_old_sticks_still_count(tmp_path, low, high):
    join(low, high)
    person(low)
    carry(low, high)
    old = []
    for name in ("李建国", "王秀英", "赵大柱"):
        person(low, name)
        old.append(pack(low, high))
    with closing(village(tmp_path / "new")) as new:
        taken_over(new, high, retire=(node(low),), office=low.office.id)
        assert (new.office, names(new)) == (low.office, {"张桂花"})
        for path in (old[2], old[0], old[1]):
            assert incoming.take(high, path).state == "taken"
        carry(high, new)
        everybody = {"张桂花", "李建国", "王秀英", "赵大柱"}
        assert names(high) == names(new) == everybody
        assert records.count(high, Query("person")) == records.count(new, Query("person")) == 4
        person(new, "钱多多")
        assert carry(new, high).added["person"] == 1
        (line,) = console.below(high)
        assert line.missing == ()
        assert [each.status for each in console.computers(high, low.office.id)] == ["active", "retired"]


def test_a_new_pc_is_the_office_itself_and_its_operators_stay_its_own(tmp_path, low, high):
    join(low, high)
    with closing(village(tmp_path / "new", "柿子坪村")) as new:
        taken_over(new, high, retire=(node(low),), office=low.office.id)
        assert new.office.name == "柿子村"
        (itself,) = [r for r in records.find(new, Query("organization")) if r["type"] == "village"]
        assert (itself.id, itself.office, itself["name"]) == (low.office.id, low.office.id, "柿子村")
        home = new.home
    with closing(open_office(home, "王芳", PASSWORD, lambda: NOW)) as again:
        assert again.office == low.office
        assert again.origin.found == ""


def test_an_organization_entered_twice_because_the_first_never_arrived_is_one(tmp_path, low, high):
    join(low, high)
    never_came = pack(low, high)
    with closing(village(tmp_path / "new")) as new:
        taken_over(new, high, retire=(node(low),), office=low.office.id)
        carry(new, high)
        report = incoming.take(high, never_came)
        assert (report.conflicts, report.parked) == ((), ())
        carry(high, new)
        for each in (high, new):
            standing = records.find(each, Query("organization"))
            assert [r.id for r in standing if r["type"] == "village"] == [low.office.id]


def test_what_a_second_pc_wrote_before_it_joined_belongs_to_the_office(tmp_path, low, high):
    join(low, high)
    with closing(village(tmp_path / "new")) as second:
        early = person(second, "李建国")
        records.add(second, "post", {"person": early, "organization": second.office.id, "post": "委员"})
        taken_over(second, high, office=low.office.id)
        report = carry(second, high)
        assert (report.added["person"], report.parked, report.out_of_scope) == (1, (), ())
        carry(high, low)
        assert records.get(low, "person", early).office == low.office.id
        (post,) = records.find(low, Query("post"))
        assert post["organization"] == low.office.id


def test_two_pcs_of_one_village_both_hand_in_and_see_each_other(tmp_path, low, high):
    join(low, high)
    with closing(village(tmp_path / "second")) as second:
        taken_over(second, high, office=low.office.id)
        person(low, "李建国")
        person(second, "王秀英")
        carry(low, high)
        carry(second, high)
        for each in (low, second):
            carry(high, each)
            assert names(each) == {"李建国", "王秀英"}
        statuses = [each.status for each in console.computers(high, low.office.id)]
        assert statuses == ["active", "active"]
        assert len(console.below(high)) == 1


def test_a_retired_pc_is_listed_and_what_it_had_written_still_comes(low, high):
    join(low, high)
    person(low)
    under_way = pack(low, high)
    joining.retire(high, node(low))
    assert incoming.take(high, under_way).state == "taken"
    (line,) = console.below(high)
    assert (line.has_pc, line.handed_in) == (False, True)
    assert code_of(giving.pack, high, low.office.id) == "not_a_peer"


def test_case_46_a_revoked_pc_counts_up_to_its_cut_off_and_no_further(low, high):
    join(low, high)
    person(low)
    before = pack(low, high)
    incoming.take(high, before)
    person(low, "李建国")
    after = pack(low, high)
    joining.revoke(high, node(low))
    assert incoming.take(high, before).state == "already"
    assert code_of(incoming.take, high, after) == "revoked"
    (aside,) = (high.home / "exchange/quarantine").iterdir()
    assert aside.read_bytes() == after.read_bytes()
    assert names(high) == {"张桂花"}


def test_a_moved_village_takes_everything_to_its_new_township(tmp_path, low, high):
    join(low, high)
    known = person(low)
    carry(low, high)
    records.change(high, "person", known, {"phone": "13800001111"})
    carry(high, low)
    with closing(township(tmp_path / "other", "永新镇")) as other:
        asked = joining.request(low, SIGNS)
        admitted = joining.admit(other, asked.path, asked.digits)
        reading = joining.read_approval(low, admitted.approval)
        assert (reading.upper.name, reading.is_other_key, reading.adopts) == ("永新镇", True, False)
        assert code_of(joining.join, low, admitted.approval) == "upper_key_changed"
        joining.join(low, admitted.approval, joining.own_key_digits(other))
        joining.let_go(high, low.office.id)
        assert carry(low, other).added["person"] == 1
        assert records.get(other, "person", known)["phone"] == "13800001111"
        assert console.below(high) == []
        assert code_of(giving.pack, low, high.office.id) == "not_a_peer"


def test_the_county_follows_a_village_that_moved_from_one_township_to_another(tmp_path, low, high):
    with closing(county(tmp_path)) as top, closing(township(tmp_path / "o", "永新镇")) as other:
        for each in (high, other):
            join(each, top)
        join(low, high)
        known = person(low)
        carry(low, high)
        carry(high, top)
        records.change(high, "person", known, {"notes": "镇里补的"})
        carry(high, low)
        asked = joining.request(low, SIGNS)
        admitted = joining.admit(other, asked.path, asked.digits)
        joining.join(low, admitted.approval, joining.own_key_digits(other))
        joining.let_go(high, low.office.id)
        records.change(low, "person", known, {"phone": "13800002222"})
        carry(low, other)
        carry(high, top)
        assert carry(other, top).out_of_scope == ()
        found = records.get(top, "person", known)
        assert (found["phone"], found["notes"]) == ("13800002222", "镇里补的")
        carry(top, other)
        assert carry(other, low).out_of_scope == ()


def test_a_new_key_of_the_township_is_taken_over_and_nothing_is_lost(low, high):
    join(low, high)
    person(low)
    under_way = pack(low, high)
    paper = rekeying.new_key(high)
    assert rekeying.succession(high) == paper
    assert incoming.take(high, under_way).added["person"] == 1
    after = pack(high, low)
    assert code_of(incoming.take, low, after) == "unknown_sender"
    assert rekeying.take_new_key(low, paper).name == "大石镇"
    assert incoming.take(low, after).state == "taken"
    person(low, "李建国")
    assert carry(low, high).added == {"household": 1, "person": 1}
    assert code_of(rekeying.take_new_key, low, paper) == "not_a_successor"


def test_a_township_with_a_new_key_is_admitted_anew_by_its_county(tmp_path, low, high):
    with closing(county(tmp_path)) as top:
        join(high, top)
        join(low, high)
        person(low)
        carry(low, high)
        old = node(high)
        rekeying.new_key(high)
        assert joining.standing(high).upper is None
        asked = joining.request(high, SIGNS)
        seen = joining.read_request(top, asked.path)
        assert [each.node for each in seen.same_office] == [old] == [seen.request.replaces]
        admitted = joining.admit(top, asked.path, asked.digits, high.office.id, (old,))
        joining.join(high, admitted.approval)
        assert carry(high, top).added["person"] == 1


def test_a_township_that_lost_its_key_is_joined_anew_by_everybody(tmp_path, low, high):
    join(low, high)
    person(low)
    carry(low, high)
    with closing(township(tmp_path / "anew")) as fresh:
        asked = joining.request(low, SIGNS)
        admitted = joining.admit(fresh, asked.path, asked.digits)
        assert code_of(joining.join, low, admitted.approval, "1" * 20) == "digits_differ"
        joining.join(low, admitted.approval, joining.own_key_digits(fresh))
        assert carry(low, fresh).added["person"] == 1


def copied(low: OpenOffice, place: Path) -> OpenOffice:
    """The data folder as somebody copied it, opened, and the question answered with "copied"."""
    low.store.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    copytree(low.home, place)
    copy = open_office(place, "王芳", PASSWORD, lambda: NOW, elsewhere(place.parent))
    assert copy.origin.found == "elsewhere"
    origin.answer(copy, "copied")
    return copy


def elsewhere(folder: Path) -> Station:
    """Another computer."""
    return Station(folder / "states", lambda home: Signs("another", "pc-2", str(home)))


def test_a_copied_folder_enrols_anew_and_both_go_on(tmp_path, low, high):
    join(low, high)
    person(low)
    carry(low, high)
    with closing(copied(low, tmp_path / "copy")) as copy:
        assert joining.standing(copy).must_reenrol
        assert code_of(giving.pack, copy, high.office.id) == "must_reenrol"
        person(copy, "李建国")
        taken_over(copy, high, office=low.office.id)
        assert node(copy) != node(low)
        person(copy, "王秀英")
        person(low, "赵大柱")
        for each in (copy, low):
            assert carry(each, high).alarm == ""
        assert names(high) == {"张桂花", "李建国", "王秀英", "赵大柱"}
        home = copy.home
    with closing(open_office(home, "王芳", PASSWORD, lambda: NOW, elsewhere(tmp_path))) as again:
        assert (again.origin.found, joining.standing(again).must_reenrol) == ("", False)


def test_the_pc_that_was_there_first_goes_on_as_it_was(tmp_path, low, high):
    join(low, high)
    low.settings.set(ties.REENROL, True)
    rekeying.is_the_first(low)
    assert carry(low, high).state == "taken"


def test_case_50_one_machine_that_asks_twice_is_told_and_one_request_is_one_pc(tmp_path, low, high):
    join(low, high)
    with closing(village(tmp_path / "n", "桃花村", "500110103204")) as other:
        asked = joining.request(other, SIGNS)
        seen = joining.read_request(high, asked.path)
        assert [each.member.office.name for each in seen.same_machine] == ["柿子村"]
        assert seen.same_office == ()
        for _ in range(2):
            joining.admit(high, asked.path, asked.digits)
        assert len(console.computers(high, other.office.id)) == 1


def test_case_21_a_township_taken_back_to_its_backup_is_filled_again_by_its_villages(tmp_path, low, high):
    join(low, high)
    person(low)
    carry(low, high)
    carry(high, low)
    before = (high.home / "lianxin.db").name
    high.store.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    kept = (high.home / before).read_bytes()
    person(low, "李建国")
    records.add(high, "household", make_household(head="镇里记的"))
    carry(low, high)
    carry(high, low)
    home = high.home
    high.close()
    (home / before).write_bytes(kept)
    with closing(open_office(home, "王芳", PASSWORD, lambda: NOW)) as back:
        assert back.origin.found == "behind"
        person(low, "王秀英")
        assert code_of(carry, low, back) == "missing_before"
        carry(back, low)
        carry(low, back)
        assert names(back) == {"张桂花", "李建国", "王秀英"}


def test_papers_and_packages_of_a_stick_bring_a_village_in(tmp_path, low, high):
    stick = tmp_path / "stick"
    stick.mkdir()
    person(low)
    asked = joining.request(low, SIGNS)
    trips.put_paper(low, asked.path, stick, "request", low.office.name)
    (offered,) = joining.requests_on(high, stick)
    admitted = joining.admit(high, offered.path, joining.waiting_digits(low))
    trips.put_paper(high, admitted.approval, stick, "approval", low.office.name)
    trips.put(high, admitted.records, stick)
    (reading,) = joining.approvals_on(low, stick)
    assert reading.digits == joining.own_key_digits(high)
    joining.join(low, reading.path)
    assert [each.state for each in joining.take_along(low, stick).reports] == ["taken"]
    assert joining.approvals_on(low, stick) == []
    assert joining.requests_on(high, stick)[0].examined.known is not None


def test_a_household_moves_on_while_its_village_has_no_pc(tmp_path, low, high):
    join(low, high)
    with closing(village(tmp_path / "n", "桃花村", "500110103204")) as other:
        join(other, high)
        known = person(low)
        carry(low, high)
        joining.retire(high, node(low))
        home = records.get(high, "person", known)["household"]
        moving.move_household(high, home, other.office.id)
        assert carry(high, other).added["person"] == 1


def test_the_list_counts_the_same_as_the_packages_would(tmp_path, low, high):
    with closing(village(tmp_path / "n", "桃花村", "500110103204")) as other:
        for each in (low, other):
            join(each, high)
        person(low)
        carry(low, high)
        first = records.add(high, "code", {"list": "tag", "code": "x_a", "label": "甲"})
        carry(high, low)
        carry(low, high)
        records.add(high, "code", {"list": "tag", "code": "x_b", "label": "乙"})
        known = records.find(high, Query("person"))[0].id
        records.change(high, "person", known, {"phone": "13800001111", "notes": "镇里"})
        carry(high, other)
        records.change(high, "code", first, {"label": "甲等"})
        told = {e.office: (sum(e.counts.values()), sum(e.unconfirmed.values())) for e in giving.waiting(high)}
        assert {e.office: (e.waiting, e.unconfirmed) for e in console.below(high)} == told
        assert set(told.values()) == {(3, 0), (1, 1)}
