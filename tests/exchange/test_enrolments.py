"""Joining an upper office; replaced, second, retired, revoked and moved PCs; a new key above."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.exchange import identities, rosters
from app.exchange.certificates import Member, Scope, is_genuine
from app.exchange.crypto import SUITES
from app.exchange.digits import check_digits, key_digits
from app.exchange.documents import (
    open_approval,
    open_from_known,
    read_request,
    read_succession,
    write_approval,
    write_request,
    write_succession,
)
from app.exchange.enrolments import (
    Approval,
    admit,
    approval_from_manifest,
    approval_manifest,
    examined,
    joined,
    refreshed,
)
from app.exchange.identities import Membership, membership_from_json, membership_to_json
from app.exchange.problems import ExchangeProblem
from app.exchange.rosters import ACTIVE, RETIRED, Roster, is_beyond_cut_off, later, next_roster
from tests.exchange.papers import (
    COUNTY,
    OTHER_TOWNSHIP,
    OTHER_VILLAGE,
    SCOPE,
    TOWNSHIP,
    VILLAGE,
    Desk,
    admitted,
    desk,
    dice,
    package,
)

A, T, C = desk(VILLAGE, 1), desk(TOWNSHIP, 2), desk(COUNTY, 3)


def code_of(act: Any, *values: Any, **named: Any) -> str:
    with pytest.raises(ExchangeProblem) as refusal:
        act(*values, **named)
    assert refusal.value.sentence
    return refusal.value.code


def approval(upper: Desk, lower: Desk, roster: Roster | None = None) -> Approval:
    return approval_from_manifest(approval_manifest(upper.member, admitted(upper, lower, roster)))


def member(upper: Desk = T, lower: Desk = A) -> Membership:
    return joined(approval(upper, lower), lower.request())


def test_a_village_joins_by_two_files_and_one_call(tmp_path):
    write_request(tmp_path / "ask", A.request(), A.keys, dice())
    asked = read_request(tmp_path / "ask", T.table(tmp_path))
    assert asked.digits == A.request().digits
    made = admit(T.keys, TOWNSHIP, asked, asked.digits, T.roster(), SCOPE)
    write_approval(tmp_path / "answer", T.member, made, T.keys, dice(), [b'["duties"]'])
    answer, payload = open_approval(tmp_path / "answer", A.table(tmp_path))
    with payload:
        held = joined(answer, A.request())
        assert list(payload.records()) == [["duties"]]
    assert (held.upper, held.certificate.scope) == (T.member, SCOPE)
    assert [each.member.office.name for each in held.roster.entries] == ["大石镇", "柿子村"]


def test_a_township_joins_a_county_in_the_same_way():
    assert member(C, T).upper.office.name == "某县"


def test_what_is_held_can_be_kept_as_json():
    assert membership_from_json(membership_to_json(member())) == member()


def test_case_50_a_request_swapped_on_the_way_shows_other_digits(tmp_path):
    thief = desk(VILLAGE, 66)
    write_request(tmp_path / "ask", thief.request(), thief.keys, dice())
    swapped = read_request(tmp_path / "ask", T.table(tmp_path))
    assert swapped.digits != A.request().digits
    assert code_of(admit, T.keys, TOWNSHIP, swapped, A.request().digits, T.roster(), SCOPE) == "digits_differ"


def test_case_50_a_request_with_another_s_name_or_keys_is_not_signed_by_them(tmp_path):
    write_request(tmp_path / "ask", A.request(), desk(VILLAGE, 66).keys, dice())
    assert code_of(read_request, tmp_path / "ask", T.table(tmp_path)) == "unknown_sender"


@given(st.integers(0, 19), st.integers(1, 9))
def test_case_50_one_digit_typed_wrong_is_refused(place, more):
    good = A.request().digits.replace(" ", "")
    wrong = good[:place] + str((int(good[place]) + more) % 10) + good[place + 1 :]
    assert code_of(admit, T.keys, TOWNSHIP, A.request(), wrong, T.roster(), SCOPE) == "digits_differ"


@pytest.mark.parametrize("typed", ["", "1234", "1" * 19, "1" * 21, "abcd" * 5, "一" * 20])
def test_case_50_what_is_not_twenty_digits_is_told(typed):
    assert code_of(check_digits, typed, A.request().digits) == "not_twenty_digits"


def test_digits_may_be_typed_in_any_grouping_and_width():
    groups = A.request().digits.split()
    assert [len(each) for each in groups] == [4] * 5
    check_digits("".join(groups), A.request().digits)
    check_digits(
        "－".join(groups).translate(str.maketrans("0123456789", "０１２３４５６７８９")), A.request().digits
    )


def test_case_50_a_request_imported_twice_gives_one_pc():
    once = admitted(T, A)
    twice = admitted(T, A, once.roster)
    assert twice.roster == once.roster
    assert twice.certificate == once.certificate
    assert len(once.roster.of_office(VILLAGE.id)) == 1


def test_case_50_two_requests_from_one_machine_are_warned_of():
    roster, signs = admitted(T, A).roster, {A.keys.public.node: ("disk-1", "board-1", "card-1")}
    clone, other = desk(OTHER_VILLAGE, 5), desk(OTHER_VILLAGE, 6)
    same = examined(clone.request(("disk-1", "board-1", "card-9")), roster, signs)
    different = examined(other.request(("disk-1", "board-2", "card-2")), roster, signs)
    assert [each.node for each in same.same_machine] == [A.keys.public.node]
    assert different.same_machine == ()


def test_a_pc_of_an_office_already_there_is_shown_before_it_is_admitted():
    second = desk(replace(VILLAGE, id="made anew on the second PC"), 9)
    seen = examined(second.request(), admitted(T, A).roster, {})
    assert [each.node for each in seen.same_office] == [A.keys.public.node]
    assert (seen.known, examined(A.request(), admitted(T, A).roster, {}).known is None) == (None, False)


def test_a_second_pc_belongs_to_the_same_office_and_both_read_what_comes():
    second = desk(replace(VILLAGE, id="made anew"), 9)
    made = admitted(T, second, admitted(T, A).roster, office=VILLAGE)
    assert made.certificate.member.office == VILLAGE
    assert len(made.roster.recipients(VILLAGE.id)) == 2


def test_a_replaced_pc_takes_the_place_of_the_old_one():
    new = desk(replace(VILLAGE, id="made anew"), 9)
    before = admitted(T, A).roster
    after = admitted(T, new, before, office=VILLAGE, retire=(A.keys.public.node,)).roster
    assert [each.status for each in after.of_office(VILLAGE.id)] == [RETIRED, ACTIVE]
    assert after.recipients(VILLAGE.id) == (new.keys.public.age_recipient,)
    assert after.number == before.number + 1


def test_a_second_pc_of_the_township_is_admitted_by_the_first():
    second = desk(replace(TOWNSHIP, id="made anew"), 9)
    made = admitted(T, second, office=TOWNSHIP, role="upper")
    assert len(made.roster.recipients(TOWNSHIP.id)) == 2


@pytest.mark.parametrize(("upper", "lower"), [(C, A), (A, T), (T, C), (T, desk(OTHER_TOWNSHIP, 4))])
def test_only_the_level_right_below_is_admitted(upper, lower):
    assert code_of(admitted, upper, lower) == "not_our_level"


def test_a_node_with_other_keys_is_no_newcomer():
    public = replace(desk(VILLAGE, 66).keys.public, node=A.keys.public.node)
    asked = replace(A.request(), member=Member(VILLAGE, public))
    assert code_of(examined, asked, admitted(T, A).roster, {}) == "node_clash"


def test_a_revoked_key_cannot_come_back():
    roster = rosters.with_revoked(T.keys, admitted(T, A).roster, A.keys.public.node, {})
    assert code_of(admitted, T, A, roster) == "node_clash"


def test_an_approval_for_another_request_is_refused():
    assert code_of(joined, approval(T, A), A.request(("another",))) == "not_our_approval"
    assert code_of(joined, approval(T, A), desk(VILLAGE, 66).request()) == "not_our_approval"


def test_an_approval_whose_parts_do_not_fit_is_refused():
    good, faraway = approval(T, A), desk(OTHER_TOWNSHIP, 4)
    more = replace(good.certificate, scope=Scope(("everything",), ("everything",)))
    without_us = next_roster(T.keys, T.roster())
    assert [
        code_of(joined, replace(good, certificate=more), A.request()),
        code_of(joined, replace(good, upper=faraway.member), A.request()),
        code_of(joined, replace(good, roster=replace(good.roster, number=99)), A.request()),
        code_of(joined, replace(good, roster=without_us), A.request()),
        code_of(approval_from_manifest, {"upper": 3}),
    ] == ["approval_damaged", "approval_damaged", "roster_damaged", "not_in_use", "approval_damaged"]


def test_an_approval_is_signed_by_the_key_it_brings(tmp_path):
    write_approval(tmp_path / "p", T.member, admitted(T, A), desk(TOWNSHIP, 66).keys, dice())
    assert code_of(open_approval, tmp_path / "p", A.table(tmp_path)) == "unknown_sender"
    assert [each.name for each in tmp_path.iterdir()] == ["p"]


def test_joining_again_under_another_key_asks_for_the_digits_of_that_key():
    """The township lost its key, or the village now belongs to another township."""
    for new in (desk(TOWNSHIP, 66), desk(OTHER_TOWNSHIP, 4)):
        again = approval(new, A)
        assert code_of(joined, again, A.request(), member()) == "upper_key_changed"
        assert code_of(joined, again, A.request(), member(), key_digits(T.keys.public)) == "digits_differ"
        assert joined(again, A.request(), member(), key_digits(new.keys.public)).upper == new.member


def test_a_village_that_moved_away_is_retired_in_the_old_roster():
    after = rosters.with_moved(T.keys, admitted(T, A).roster, VILLAGE.id)
    assert [each.status for each in after.of_office(VILLAGE.id)] == [RETIRED]
    assert code_of(rosters.with_moved, T.keys, after, VILLAGE.id) == "node_not_listed"


def succession(tmp_path: Path, old: Desk, new: Desk, roster: Roster) -> Path:
    write_succession(tmp_path / "p", old.keys, new.member, roster, dice())
    return tmp_path / "p"


def test_the_township_s_new_key_is_believed_when_the_old_one_names_it(tmp_path):
    new, before = desk(TOWNSHIP, 66), member()
    roster = next_roster(new.keys, before.roster, [rosters.Entry(new.member, 9, "upper")])
    after = read_succession(succession(tmp_path, T, new, roster), A.table(tmp_path), before)
    assert (after.upper, after.roster.number) == (new.member, before.roster.number + 1)


def test_a_new_key_that_the_old_one_does_not_name_is_refused(tmp_path):
    new, before, faraway = desk(TOWNSHIP, 66), member(), desk(OTHER_TOWNSHIP, 4)
    roster = next_roster(new.keys, before.roster)
    table = A.table(tmp_path)
    assert [
        code_of(read_succession, succession(tmp_path, new, new, roster), table, before),
        code_of(read_succession, succession(tmp_path, T, faraway, roster), table, before),
        code_of(
            read_succession,
            succession(tmp_path, T, new, rosters.sealed(new.keys, before.roster)),
            table,
            before,
        ),
    ] == ["not_a_successor"] * 3


def test_case_46_a_revoked_pc_counts_up_to_its_cut_off(tmp_path):
    roster = rosters.with_revoked(T.keys, admitted(T, A).roster, A.keys.public.node, {"v": {"w": 7}})
    package(tmp_path / "p", A, T)
    opened = open_from_known(tmp_path / "p", T.table(tmp_path), [roster], frozenset({"package"}))
    opened.payload.close()
    beyond = [
        is_beyond_cut_off(opened.sender, vectors)
        for vectors in ({"v": {"w": 7}}, {"v": {"w": 8}}, {"v": {"other": 1}}, {"other": {"w": 1}}, {})
    ]
    assert beyond == [False, True, True, True, False]


def test_case_46_what_a_retired_pc_wrote_still_counts():
    roster = rosters.with_retired(T.keys, admitted(T, A).roster, A.keys.public.node)
    entry = rosters.known_sender([roster], A.keys.public.key_id, "p")
    assert (entry.status, is_beyond_cut_off(entry, {"v": {"w": 99}})) == (RETIRED, False)


def test_case_46_an_older_roster_is_ignored_and_a_newer_one_taken():
    held = member()
    newer = next_roster(T.keys, held.roster)
    assert later(held.roster, newer, T.keys.public) == newer
    assert later(newer, held.roster, T.keys.public) == newer
    assert refreshed(held, {"roster": rosters.roster_to_json(newer)}).roster == newer
    assert refreshed(held, {"roster": rosters.roster_to_json(T.roster())}) == held


def test_case_46_a_roster_that_the_upper_office_did_not_sign_is_refused():
    held, thief = member(), desk(TOWNSHIP, 66)
    changed = replace(next_roster(T.keys, held.roster), recovery="age1thief")
    assert [
        code_of(later, held.roster, next_roster(thief.keys, held.roster), T.keys.public),
        code_of(later, held.roster, changed, T.keys.public),
        code_of(refreshed, held, {}),
    ] == ["roster_damaged"] * 3


def test_case_46_a_suite_below_the_pinned_one_is_refused(tmp_path):
    pinned = next_roster(T.keys, admitted(T, A).roster, minimum_suite="02")
    package(tmp_path / "p", A, T)
    assert (
        code_of(open_from_known, tmp_path / "p", T.table(tmp_path), [pinned], frozenset({"package"}))
        == "suite_too_low"
    )
    assert (
        code_of(later, pinned, next_roster(T.keys, pinned, minimum_suite="01"), T.keys.public)
        == "suite_pinned"
    )


def test_what_a_newer_program_wrote_into_roster_and_certificate_is_kept_with_its_signature():
    made = admitted(T, A)
    entry = replace(made.roster.entries[1], unknown={"phone": "023"})
    newer = rosters.sealed(T.keys, replace(made.roster, entries=(entry,), unknown={"colour": "red"}))
    read = rosters.roster_from_json(rosters.roster_to_json(newer))
    assert read == newer and rosters.is_genuine(read, T.keys.public)
    assert is_genuine(made.certificate, T.keys.public)


def test_case_13_nothing_in_certificate_or_roster_is_a_date():
    fields = membership_to_json(member())
    assert {*fields["certificate"]} == {"serial", "member", "role", "scope", "issuer", "signature"}
    assert {*fields["roster"]} == {"number", "issuer", "entries", "minimum_suite", "recovery", "signature"}


@given(st.dictionaries(st.text(), st.none() | st.integers() | st.text() | st.lists(st.integers())))
def test_any_papers_are_read_or_refused(fields):
    good: dict[str, Any] = {**approval_manifest(T.member, admitted(T, A)), **fields}
    for key in ("certificate", "roster"):
        assert code_of(approval_from_manifest, {**good, key: fields}) == "approval_damaged"
    for name, value in fields.items():
        changed = {**identities.request_to_json(A.request()), name: value}
        assert identities.request_from_json(changed) == A.request()


def test_a_suite_says_no_to_keys_of_no_valid_form():
    suite = SUITES["01"]
    signed = suite.sign(A.keys.sign_private, b"x")
    assert suite.is_signed(A.keys.public.sign_public, b"x", signed)
    bad = ["", "ed25519:", "ed25519:zz", "rsa:00", "ed25519:" + "00" * 31]
    assert [suite.is_signed(each, b"x", signed) for each in bad] == [False] * 5
    assert not suite.is_signed(A.keys.public.sign_public, b"x", signed[:-1])
    assert not suite.is_recipient("age1nobody")
