"""Which papers can be printed of the matters chosen, of which records, and what is noted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.ledgers.catalogue import get_ledger
from app.ledgers.papers import ANALYSIS, ASSIGNMENT, PAPERS, URGING, WHISTLE, Offer, offers, records_of
from app.ledgers.printing import preview, print_ledger
from app.ledgers.problems import LedgerProblem
from app.matters import act, whistle
from app.offices import OpenOffice
from tests.app.village_desk import add_matter, add_organization, open_village
from tests.ledgers.printing_room import pdf_texts


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[OpenOffice]:
    opened = open_village(tmp_path, "township")
    yield opened
    opened.close()


def offered(desk: OpenOffice, *matters: str) -> dict[str, Offer]:
    return {each.paper: each for each in offers(desk, matters)}


def dispatched(desk: OpenOffice) -> str:
    matter = add_matter(desk, number="7")
    for step in ("accept", "confirm"):
        act(desk, matter, step, {})
    act(desk, matter, "dispatch", {"organization": add_organization(desk), "deadline": "2026-11-25"})
    return matter


def test_with_nothing_chosen_every_paper_says_what_to_do(desk: OpenOffice):
    for offer in (*offers(desk, []), *offers(desk, ["unknown"])):
        assert (offer.ids, offer.why) == ((), "请先选中一件或几件事项。")


def test_a_paper_that_makes_no_sense_yet_says_why(desk: OpenOffice):
    matter = add_matter(desk)
    found = offered(desk, matter)
    assert [bool(found[paper].ids) for paper in PAPERS] == [False, False, False, True]
    assert "派发" in found[ASSIGNMENT].why and "吹过哨" in found[WHISTLE].why and "督办" in found[URGING].why
    assert found[ANALYSIS] == Offer(ANALYSIS, (matter,), 1)


def test_a_dispatched_matter_can_be_assigned_and_urged_until_it_is_finished(desk: OpenOffice):
    matter, other = dispatched(desk), add_matter(desk)
    found = offered(desk, matter, other)
    assert found[ASSIGNMENT] == Offer(ASSIGNMENT, (matter,), 1)
    assert found[URGING].ids == (matter,)
    act(desk, matter, "receive", {})
    act(desk, matter, "finish", {"result": "done"})
    found = offered(desk, matter)
    assert (found[ASSIGNMENT].ids, found[URGING].ids) == ((matter,), ())


def test_each_whistle_of_a_matter_gives_a_sheet(desk: OpenOffice):
    matter = dispatched(desk)
    units = [add_organization(desk, name) for name in ("甲", "乙", "丙")]
    first = whistle(desk, matter, units[:2], {"deadline": "2026-11-25"})
    second = whistle(desk, matter, units[2:], {"deadline": "2026-11-26"})
    offer = offered(desk, matter)[WHISTLE]
    assert offer == Offer(WHISTLE, (first[0], second[0]), 1)
    made = preview(desk, WHISTLE, "2026-11", ids=list(offer.ids))
    assert made.pages == 2 and "甲" in pdf_texts(made.pdf)[0] and "丙" in pdf_texts(made.pdf)[1]
    assert set(records_of(desk, get_ledger(desk, WHISTLE), [matter])) == {*first, *second}


def test_several_matters_give_one_document_with_a_page_each(desk: OpenOffice, tmp_path: Path):
    both = [dispatched(desk), dispatched(desk)]
    written = print_ledger(desk, ASSIGNMENT, "2026-11", tmp_path / "交办单.pdf", ids=both)
    assert (written.pages, set(written.ids)) == (2, set(both))
    acts = [row[0] for row in desk.store.connection.execute("SELECT act FROM audit")]
    assert acts[-1] == "ledger.save"


def test_a_ledger_that_is_not_of_matters_is_refused(desk: OpenOffice):
    assert records_of(desk, get_ledger(desk, ANALYSIS), ["a", "b", "a"]) == ["a", "b"]
    with pytest.raises(LedgerProblem, match="不是按事项出的单子"):
        records_of(desk, get_ledger(desk, "走访台账"), ["m"])
