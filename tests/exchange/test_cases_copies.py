"""Cases of exchange.md in which a desk goes backwards or is copied: real folders, opened as on a PC."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from app import origin, records
from app.exchange import deciding, giving, incoming, joining, rekeying
from app.exchange.buckets import records_of
from app.exchange.problems import ExchangeProblem
from app.exchange.ties import REENROL
from app.offices import OpenOffice, SetUp, create_office
from app.records import Query
from app.restoring import restore_over
from db.high_water import high_water
from tests.app.stations import copy_back, copy_out
from tests.exchange.desk_states import copied, digest_of, reopened, station
from tests.exchange.offices import CHEAP, NOW, PASSWORD, carry, join, pack, township
from tests.factories import make_household, make_person


class Pair:
    """A village on its PC and its township."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.states = folder, folder / "states"
        asked = SetUp("village", "柿子村", "500110103203", "王芳", PASSWORD)
        self.low = create_office(folder / "柿子村", asked, lambda: NOW, CHEAP, station(self.states))[0]
        self.high = township(folder)
        join(self.low, self.high)
        home = records.add(self.low, "household", make_household(head="张桂花"))
        self.person = records.add(
            self.low, "person", make_person(household=home, name="张桂花", phone="13800001111")
        )
        self.exchange()

    def exchange(self) -> None:
        """Both ways."""
        carry(self.low, self.high)
        carry(self.high, self.low)

    def call(self, desk: OpenOffice, number: str) -> None:
        """Change the phone."""
        records.change(desk, "person", self.person, {"phone": number})

    def phone(self, desk: OpenOffice) -> str:
        return str(records.get(desk, "person", self.person)["phone"])

    def agree(self) -> bool:
        """Whether both hold the same of the village's records."""
        bucket = records_of(self.low.office.id)
        return digest_of(self.low, bucket) == digest_of(self.high, bucket)

    def reopen(self, name: str = "柿子村", machine: str = "pc") -> OpenOffice:
        states = self.states if machine == "pc" else self.folder / f"states-{machine}"
        return reopened(self.folder / name, states, machine)

    def close(self) -> None:
        self.low.close()
        self.high.close()


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    made = Pair(tmp_path)
    yield made
    made.close()


def epoch(desk: OpenOffice) -> str:
    return high_water(desk.store).epoch


def phones(desk: OpenOffice) -> set[str]:
    """The values of the one question about the phone."""
    (question,) = deciding.questions(desk)
    return {str(each.raw) for each in question.choices}


def test_case_14_a_village_restored_through_the_app_loses_nothing_that_it_had_handed_in(pair):
    backup = pair.low.back_up(pair.folder / "copies")
    before = epoch(pair.low)
    pair.call(pair.low, "13800002222")
    carry(pair.low, pair.high)
    restore_over(pair.low, backup)
    pair.low = pair.reopen()
    assert (epoch(pair.low) != before, origin.question(pair.low)) == (True, None)
    assert pair.phone(pair.low) == "13800001111"
    records.change(pair.low, "person", pair.person, {"work_unit": "合作社"})
    pair.exchange()
    assert pair.phone(pair.low) == "13800002222"
    pair.exchange()
    assert records.get(pair.high, "person", pair.person)["work_unit"] == "合作社"
    assert deciding.count(pair.low) == 0
    assert pair.agree()


def test_case_14_an_edit_after_the_restore_of_what_was_handed_in_is_asked_and_never_lost(pair):
    backup = pair.low.back_up(pair.folder / "copies")
    pair.call(pair.low, "13800002222")
    carry(pair.low, pair.high)
    restore_over(pair.low, backup)
    pair.low = pair.reopen()
    pair.call(pair.low, "13800003333")
    carry(pair.low, pair.high)
    assert phones(pair.high) == {"13800002222", "13800003333"}
    carry(pair.high, pair.low)
    assert phones(pair.low) == {"13800002222", "13800003333"}


def test_case_15_a_file_copied_back_while_the_app_was_closed_begins_a_new_epoch(pair):
    before = epoch(pair.low)
    pair.low.close()
    copy_out(pair.low.home, pair.folder / "kept")
    pair.low = pair.reopen()
    pair.call(pair.low, "13800002222")
    carry(pair.low, pair.high)
    pair.low.close()
    copy_back(pair.folder / "kept", pair.low.home)
    pair.low = pair.reopen()
    question = origin.question(pair.low)
    assert question is not None and (question.reason, epoch(pair.low) != before) == (origin.BEHIND, True)
    pair.call(pair.low, "13800003333")
    pair.exchange()
    assert phones(pair.low) == phones(pair.high) == {"13800002222", "13800003333"}


def whole_image_put_back(pair: Pair) -> None:
    """The village's folder and its side files as they were before "2222" was handed in."""
    image = copied(pair.low, pair.folder / "image")
    shutil.copytree(pair.states, pair.folder / "image-states")
    pair.call(pair.low, "13800002222")
    carry(pair.low, pair.high)
    pair.low.close()
    for folder, kept in ((pair.low.home, image), (pair.states, pair.folder / "image-states")):
        shutil.rmtree(folder)
        shutil.copytree(kept, folder)
    pair.low = pair.reopen()
    assert origin.question(pair.low) is None


def test_case_16_both_branches_of_a_whole_image_put_back_are_kept_with_an_alarm(pair):
    whole_image_put_back(pair)
    pair.call(pair.low, "13800003333")
    assert carry(pair.low, pair.high).alarm == "forked"
    assert carry(pair.high, pair.low).alarm == "forked"
    with pytest.raises(ExchangeProblem, match="复制"):  # nothing leaves until somebody says what it is
        pack(pair.low, pair.high)
    rekeying.is_the_first(pair.low)
    pair.exchange()
    assert phones(pair.low) == phones(pair.high) == {"13800002222", "13800003333"}
    assert pair.agree()


def test_case_17_an_image_put_back_that_takes_in_first_alarms_once_and_goes_on(pair):
    whole_image_put_back(pair)
    before = epoch(pair.low)
    with pytest.raises(incoming.MissingPart):  # it builds on what this PC had and lost
        carry(pair.high, pair.low)
    assert epoch(pair.low) != before
    pair.exchange()
    assert pair.phone(pair.low) == "13800002222"
    pair.call(pair.low, "13800004444")
    assert carry(pair.low, pair.high).alarm == ""
    assert carry(pair.high, pair.low).alarm == ""
    assert pair.phone(pair.high) == "13800004444"


def enrol_anew(clone: OpenOffice, high: OpenOffice, office: str) -> None:
    """The copy asks, and gets in as a PC of its own."""
    asked = joining.request(clone, ("sign-x", "sign-y", "sign-z"))
    admitted = joining.admit(high, asked.path, asked.digits, office)
    joining.join(clone, admitted.approval)
    incoming.take(clone, admitted.records.path)


def clone_of(pair: Pair, machine: str) -> OpenOffice:
    copied(pair.low, pair.folder / "clone")
    shutil.copytree(pair.states, pair.folder / "states-other", dirs_exist_ok=True)
    return pair.reopen("clone", machine)


def test_case_18_a_disk_cloned_to_a_second_pc_is_noticed_there_and_must_enrol(pair):
    clone = clone_of(pair, "other")
    question = origin.question(clone)
    assert question is not None and question.reason == origin.ELSEWHERE
    origin.answer(clone, "copied")
    assert clone.settings.get(REENROL) is True
    records.change(clone, "person", pair.person, {"work_unit": "合作社"})
    pair.call(pair.low, "13800002222")
    enrol_anew(clone, pair.high, pair.low.office.id)
    for each in (pair.low, clone):
        carry(each, pair.high)
    found = records.get(pair.high, "person", pair.person)
    assert (found["phone"], found["work_unit"]) == ("13800002222", "合作社")
    clone.close()


def test_case_18_a_clone_that_nothing_shows_is_told_apart_and_one_of_the_two_must_enrol(pair):
    copied(pair.low, pair.folder / "clone")
    shutil.copytree(pair.states, pair.folder / "states-twin")
    clone = reopened(pair.folder / "clone", pair.folder / "states-twin")  # the same signs: nothing to see
    added = [records.add(each, "person", make_person(name=each.home.name)) for each in (pair.low, clone)]
    carry(pair.low, pair.high)
    asked = []
    for each in (clone, pair.low, clone, pair.low, clone, pair.low):
        for giver, taker in ((each, pair.high), (pair.high, each)):
            with suppress(incoming.MissingPart):  # they share a name still: what one has, the other may lack
                carry(giver, taker)
        if each.settings.get(REENROL):
            asked.append(each)
            rekeying.is_the_first(each)  # what its clerk would say of the one that was there first
    for each in (pair.low, clone, pair.high):
        assert set(added) <= {one.id for one in records.find(each, Query("person"))}
    assert len(asked) == 1
    clone.close()


def test_case_20_a_copied_folder_that_never_hands_in_changes_nothing(pair):
    clone = clone_of(pair, "other")
    records.add(clone, "person", make_person(name="只在副本"))
    clone.close()
    pair.call(pair.low, "13800002222")
    assert carry(pair.low, pair.high).alarm == ""
    assert records.count(pair.high, Query("person")) == 1


def test_case_04_a_township_restored_from_its_backup_refuses_and_is_filled_by_the_next(pair):
    backup = pair.high.back_up(pair.folder / "copies")
    pair.call(pair.low, "13800002222")
    pair.exchange()
    pair.call(pair.low, "13800003333")
    restore_over(pair.high, backup)
    pair.high = reopened(pair.folder / "大石镇", pair.folder / "states-township")
    before = digest_of(pair.high)
    with pytest.raises(incoming.MissingPart) as refused:
        incoming.take(pair.high, pack(pair.low, pair.high))
    assert refused.value.sentence.endswith("。")
    assert digest_of(pair.high) == before
    carry(pair.high, pair.low)
    assert giving.pack(pair.low, pair.high.office.id).counts
    carry(pair.low, pair.high)
    assert pair.phone(pair.high) == "13800003333"
