"""Ledgers that leave the program: who may save one, and what the audit log says of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app import records
from app.desk import Operator
from app.ledgers import catalogue, printing
from app.ledgers.contents import Table
from app.ledgers.definitions import Column
from app.ledgers.problems import LedgerProblem
from app.ledgers.taking_out import holds_personal, holds_sensitive
from app.offices import OpenOffice
from tests.app.village_desk import add_household, open_village
from tests.ledgers.printing_room import from_toml, ledger

MONTH = "2026-11"
ACTIVITIES = from_toml(
    'name="活动"\ntitle="活动"\nsource="activity"\ncolumns=[{label="内容",path="content"}]'
)
PHONES = from_toml(
    'name="电话"\ntitle="电话"\nsource="person"\nperiod="none"\ncolumns=[{label="电话",path="phone"}]'
)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[OpenOffice]:
    desk = open_village(tmp_path)
    visit = {"date": "2026-11-05", "household": add_household(desk), "visitors": [], "content": "看望"}
    records.add(desk, "visit", visit)
    yield desk
    desk.close()


@pytest.fixture
def clerk(desk: OpenOffice) -> OpenOffice:
    """The same office, with somebody at it who only enters."""
    desk.operator = Operator("e", "小周", "entry")
    return desk


def noted(desk: OpenOffice) -> list[str]:
    """What the audit log says of saved ledgers."""
    found = desk.store.connection.execute("SELECT act, detail FROM audit").fetchall()
    return [detail for act, detail in found if act == "ledger.save"]


def test_a_saved_ledger_is_noted_without_anybodys_name_or_path(desk, tmp_path):
    printing.print_ledger(desk, "走访台账", MONTH, tmp_path / "张桂花.pdf")
    printing.print_ledger(desk, "走访台账", MONTH, tmp_path / "b.xlsx", "public")
    assert noted(desk) == [
        "走访台账，2026-11，内部版，1 条，存为 PDF",
        "走访台账，2026-11，公示版，1 条，存为表格",
    ]


def test_a_saved_preview_is_noted(desk, tmp_path):
    definition = catalogue.get_ledger(desk, "走访台账")
    made = printing.preview(desk, definition, MONTH)
    printing.save_pdf(desk, definition, MONTH, "inner", len(made.ids), made.pdf, tmp_path / "a.pdf")
    assert (tmp_path / "a.pdf").read_bytes() == made.pdf
    assert noted(desk) == ["走访台账，2026-11，内部版，1 条，存为 PDF"]


def test_the_months_set_is_noted_file_by_file(desk, tmp_path):
    files = printing.print_month(desk, MONTH, tmp_path / "set")
    assert len(noted(desk)) == len(files)


@pytest.mark.parametrize("suffix", [".pdf", ".xlsx"])
def test_who_only_enters_saves_no_inner_edition_with_personal_data(clerk, tmp_path, suffix):
    with pytest.raises(LedgerProblem) as told:
        printing.print_ledger(clerk, "走访台账", MONTH, tmp_path / f"a{suffix}")
    assert told.value.code == "export_needs_review" and "审核员" in told.value.sentence
    with pytest.raises(LedgerProblem):
        printing.print_month(clerk, MONTH, tmp_path / "set")
    assert noted(clerk) == [] and not list(tmp_path.glob("a*")) and not (tmp_path / "set").exists()


def test_who_only_enters_may_look_print_and_save_what_names_nobody(clerk, tmp_path):
    assert printing.preview(clerk, "走访台账", MONTH).pages == 1
    printing.print_ledger(clerk, "走访台账", MONTH, tmp_path / "a.pdf", "public")
    printing.print_ledger(clerk, "走访统计表", MONTH, tmp_path / "b.xlsx")
    assert len(noted(clerk)) == 2


def test_who_only_enters_does_not_see_a_list_of_peoples_hardship(clerk, desk, tmp_path):
    for look in (printing.preview, printing.model_of):
        with pytest.raises(LedgerProblem) as told:
            look(clerk, ledger("困难群众名册"), MONTH)
        assert told.value.code == "sensitive_needs_review" and "审核员" in told.value.sentence
    with pytest.raises(LedgerProblem, match="要审核员或管理员"):
        printing.print_ledger(clerk, "困难群众名册", MONTH, tmp_path / "a.pdf")
    desk.operator = Operator("r", "张审核", "review")
    printing.preview(desk, "困难群众名册", MONTH)
    found = desk.store.connection.execute("SELECT detail FROM audit WHERE act = 'ledger.sensitive'")
    assert found.fetchall() == [("困难群众名册",)]


def test_who_only_enters_sees_whole_numbers_of_grown_people_only(desk):
    home = add_household(desk)
    for name, birth, phone in (("大人", "1980-05-01", "13900000001"), ("小孩", "2018-05-01", "13900000002")):
        person = {"name": name, "birth": birth, "phone": phone, "household": home, "status": "present"}
        records.add(desk, "person", person)

    def phones() -> set[str]:
        model = printing.model_of(desk, PHONES, MONTH, unmask=True)
        tables = [part for part in model.content.sections if isinstance(part, Table)]
        return {row[0] for part in tables for row in part.texts}

    assert phones() >= {"13900000001", "13900000002"}
    desk.operator = Operator("e", "小周", "entry")
    assert phones() >= {"13900000001", "139****0002"}


@pytest.mark.parametrize(
    ("name", "sensitive"),
    [("困难群众名册", True), ("户籍花名册", False), ("党员名册", False), ("走访台账", False)],
)
def test_a_ledger_of_peoples_hardship_is_known(name, sensitive):
    assert holds_sensitive(ledger(name)) is sensitive


@pytest.mark.parametrize(
    ("name", "personal"), [("走访台账", True), ("户籍花名册", True), ("连心卡", True), ("走访统计表", False)]
)
def test_a_ledger_with_anybodys_data_is_known(name, personal):
    assert holds_personal(ledger(name)) is personal


def test_a_ledger_of_activities_is_nobodys_but_a_townships_own_field_may_be_anything():
    own = from_toml('name="活动"\ntitle="活动"\nsource="activity"\ncolumns=[{label="甲",path="x_own"}]')
    assert (holds_personal(ACTIVITIES), holds_personal(own)) == (False, True)


def test_a_public_set_leaves_out_what_must_not_be_shown_and_says_why(desk, tmp_path):
    write_number_down(desk)
    steps: list[printing.Step] = []
    files = printing.print_month(desk, MONTH, tmp_path / "set", steps.append, edition="public")
    refused = [step for step in steps if step.refused]
    assert [step.name for step in refused] == ["走访台账"]
    assert "第1行" in refused[0].warnings[0]
    assert files and all("公示版" in each.name and "走访台账" not in each.name for each in files)


def write_number_down(desk: OpenOffice) -> None:
    """A phone number in a free text that the public edition of the visits shows."""
    identity = records.find(desk, records.Query("visit"))[0].id
    records.change(desk, "visit", identity, {"place": "家里，电话138 0013 8000"})
    shown = catalogue.get_ledger(desk, "走访台账")
    catalogue.save_ledger(desk, replace(shown, columns=(*shown.columns, Column("地点", "place"))))


def test_every_way_to_a_public_edition_refuses_a_number(desk, tmp_path):
    write_number_down(desk)
    for way in (
        lambda: printing.preview(desk, "走访台账", MONTH, "public"),
        lambda: printing.print_ledger(desk, "走访台账", MONTH, tmp_path / "a.pdf", "public"),
        lambda: printing.print_ledger(desk, "走访台账", MONTH, tmp_path / "a.xlsx", "public"),
    ):
        with pytest.raises(LedgerProblem) as told:
            way()
        assert told.value.code == "personal_number_in_public"
    assert not list(tmp_path.glob("a.*")) and noted(desk) == []
