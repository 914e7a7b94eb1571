"""Ledgers of a real open office: listing, copying, changing, printing a month, previews."""

from __future__ import annotations

import errno
from dataclasses import replace

import pytest

from app import records
from app.ledgers import catalogue, printing
from app.ledgers.definitions import Column
from app.ledgers.problems import LedgerProblem
from app.records import Query
from tests.app.village_desk import add_household, add_matter, add_person, open_village
from tests.ledgers.printing_room import pdf_texts
from tests.ledgers.test_files import FailingDisk


@pytest.fixture
def desk(tmp_path):
    desk = open_village(tmp_path)
    house = add_household(desk)
    person = add_person(desk, "张桂花", household=house, id_number="500110196203041228", phone="13800000012")
    helper = add_person(desk, "李建国", work_unit="柿子坪村村委会")
    values = {"date": "2026-11-05", "household": house, "visitors": [helper], "content": "看望"}
    records.add(desk, "visit", values)
    add_matter(desk, household=house, recorder=helper)
    paired = {"kind": "contact_household", "helper": helper, "helped": house, "start": "2026-01-01"}
    records.add(desk, "pairing", {**paired, "card_number": "LX-1"})
    records.add(desk, "aid", {"date": "2026-11-06", "recipient": person, "form": "goods", "amount": 10050})
    yield desk
    desk.close()


def test_the_list_begins_with_the_shipped_ledgers_in_their_order(desk):
    names = [entry.name for entry in catalogue.list_ledgers(desk)]
    assert names[:3] == ["走访统计表", "走访台账", "民情日记"]


def test_a_copy_can_be_changed_and_printed(desk):
    copy = catalogue.copy_ledger(desk, "走访台账", "走访简表")
    columns = (Column("日期", "date"), Column("谁", "$subject"))
    catalogue.save_ledger(desk, replace(copy, columns=columns, title="{office}走访简表（{year}）"))
    shown = pdf_texts(printing.preview(desk, "走访简表", "2026-11").pdf)[0]
    assert "柿子坪村走访简表（2026）" in shown and "张桂花" in shown
    assert records.find(desk, Query("ledger"))[0]["based_on"] == "走访台账"


def test_a_changed_ledger_hides_the_shipped_one_until_it_is_removed(desk):
    changed = replace(catalogue.get_ledger(desk, "走访台账"), signatures=("村书记",))
    catalogue.save_ledger(desk, changed)
    own = [entry for entry in catalogue.list_ledgers(desk) if entry.name == "走访台账"]
    assert len(own) == 1 and own[0].record
    assert catalogue.get_ledger(desk, "走访台账").signatures == ("村书记",)
    catalogue.remove_ledger(desk, "走访台账")
    assert catalogue.get_ledger(desk, "走访台账").signatures != ("村书记",)


def test_names_that_are_missing_or_taken_are_told(desk):
    for refused, code in (
        (lambda: catalogue.get_ledger(desk, "没有"), "no_such_ledger"),
        (lambda: catalogue.remove_ledger(desk, "走访台账"), "no_such_ledger"),
        (lambda: catalogue.copy_ledger(desk, "走访台账", "民情日记"), "ledger_exists"),
    ):
        with pytest.raises(LedgerProblem) as told:
            refused()
        assert told.value.code == code
        assert told.value.sentence


def test_a_broken_definition_from_elsewhere_hides_nothing(desk):
    records.add(desk, "ledger", {"name": "坏的", "definition": {"name": "坏的", "layout": 3}})
    records.add(desk, "ledger", {"name": "走访台账", "definition": {"columns": []}})
    names = [entry.name for entry in catalogue.list_ledgers(desk)]
    assert "坏的" not in names and "走访台账" in names
    with pytest.raises(LedgerProblem):
        catalogue.get_ledger(desk, "坏的")


def test_a_broken_preset_file_is_named(tmp_path):
    (tmp_path / "x.toml").write_text("name = ", encoding="utf-8")
    with pytest.raises(LedgerProblem) as told:
        catalogue.shipped(tmp_path)
    assert "x.toml" in told.value.sentence


def test_the_month_is_printed_as_pdf_and_workbook(desk, tmp_path):
    steps: list[printing.Step] = []
    files = printing.print_month(desk, "2026-11", tmp_path / "out", steps.append)
    assert len(files) == 2 * len(printing.month_set(desk)) == 2 * len(steps)
    assert all(file.stat().st_size > 3000 for file in files)
    assert files[0].name == "走访统计表_2026-11.pdf"
    assert (steps[-1].done, steps[-1].total) == (len(steps), len(steps))
    assert sorted(tmp_path.glob("out/*")) == sorted(files)


def test_printing_the_month_can_be_stopped(desk, tmp_path):
    files = printing.print_month(desk, "2026-11", tmp_path / "out", lambda step: step.done < 2)
    assert len(files) == 4


def test_one_ledger_is_written_where_it_is_wanted(desk, tmp_path):
    written = printing.print_ledger(desk, "走访台账", "2026-11", tmp_path / "走访.xlsx")
    assert written.pages == 1 and len(written.ids) == 1
    assert written.path.read_bytes()[:2] == b"PK"


def test_what_keeps_a_ledger_from_being_written_is_told(desk, tmp_path):
    with pytest.raises(LedgerProblem) as told:
        printing.print_ledger(desk, "走访台账", "2026-11", tmp_path / "走访.doc")
    assert told.value.code == "unknown_file_type"
    full = FailingDisk("write", errno.ENOSPC)
    with pytest.raises(LedgerProblem) as told:
        printing.print_ledger(desk, "走访台账", "2026-11", tmp_path / "走访.pdf", disk=full)
    assert told.value.code == "disk_full"
    assert not list(tmp_path.glob("走访*"))


def test_chosen_records_are_printed_whatever_their_dates(desk):
    pairing = records.find(desk, Query("pairing"))[0].id
    shown = printing.preview(desk, "连心卡", "2020-01", ids=[pairing])
    assert pdf_texts(shown.pdf)[0].count("LX-1") == 2
    assert shown.ids == (pairing,)
    assert printing.preview(desk, "连心卡", "2026-11", ids=[]).ids == ()


def test_unmasking_shows_the_number_and_is_noted(desk):
    definition = catalogue.get_ledger(desk, "户籍花名册")
    masked = pdf_texts(printing.preview(desk, definition, "2026-11").pdf)[0]
    whole = pdf_texts(printing.preview(desk, definition, "2026-11", unmask=True).pdf)[0]
    assert "500***********1228" in masked and "500110196203041228" in whole
    noted = desk.store.connection.execute("SELECT act FROM audit").fetchall()
    assert ("ledger.unmasked",) in [tuple(row) for row in noted]


def test_the_public_edition_says_so_in_its_file_name(desk):
    definition = catalogue.get_ledger(desk, "走访台账")
    name = printing.file_name(definition, "2026-11-01..2026-11-07", ".pdf", "public")
    assert name == "走访台账_2026-11-01至2026-11-07_公示版.pdf"


def test_the_month_report_knows_the_records_behind_its_numbers(desk):
    lines = {line.label: line for line in printing.month_report(desk, "2026-11")}
    assert lines["走访人次"].month.number == 1
    assert lines["走访人次"].month.ids == tuple(each.id for each in records.find(desk, Query("visit")))
    assert lines["帮扶慰问资金"].cumulative.number == 100.5
