"""The pages of errands, petitions, disputes and suggestions, at the keyboard."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app import matters, records
from app.desk import Desk
from app.kinds import KINDS as RECORD_KINDS
from app.matters import Act
from app.records import Query
from tests.ui.asking import asked
from tests.ui.fakes import FakeMessages
from tests.ui.keys import Hands
from ui.context import Context
from ui.pages import services_reading
from ui.pages.handbook import HandbookPage
from ui.pages.paper import PaperSheet
from ui.pages.services import DisputesPage, ErrandsPage, PetitionsPage, ServicePage, SuggestionsPage
from ui.pages.services_kinds import KINDS, ServiceKind
from ui.places import places
from ui.tables.filters import ChoiceFilter
from ui.tasks import Tasks

Settle = Callable[[], None]
PAGES = {
    "errand": ErrandsPage,
    "petition": PetitionsPage,
    "dispute": DisputesPage,
    "suggestion": SuggestionsPage,
}


def fill(desk: Desk) -> dict[str, str]:
    """Somebody who asks, somebody who helps, one matter of each type; ids by name."""
    with desk.write("import.household") as writer:
        ids = {
            "zhang": writer.add("person", {"name": "张桂花"}),
            "cadre": writer.add("person", {"name": "王芳"}),
        }
        for type in KINDS:
            ids[type] = writer.add("matter", {
                "type": type, "opened": "2026-11-02", "person": ids["zhang"], "description": f"{type}的事",
                "deadline": "2026-11-18", "responsible": ids["cadre"],
            })  # fmt: skip
    return ids


@pytest.fixture
def ids(desk: Desk, tasks: Tasks, qtbot: QtBot) -> dict[str, str]:
    """The made-up office, filled."""
    return asked(qtbot, tasks, fill, desk)


@pytest.fixture
def shown(
    context: Context, ids: dict[str, str], qtbot: QtBot, settle: Settle
) -> Iterator[Callable[..., ServicePage]]:
    """Opens the page of a type, on its matter when asked to."""

    def show(type: str, on_matter: bool = True) -> ServicePage:
        made = PAGES[type](context)
        qtbot.addWidget(made)
        made.resize(1262, 700)
        made.show()
        qtbot.waitExposed(made)
        context.notices.changed.connect(made.refresh)
        made.open(ids[type] if on_matter else None)
        settle()
        return made

    yield show
    settle()


def first_row(page: ServicePage) -> tuple[str, ...]:
    row = page.list.model.row(0)
    assert row is not None
    return row.cells


def choose(page: ServicePage, settle: Settle, words: str) -> None:
    (box,) = page.list.findChildren(ChoiceFilter)
    box.setCurrentIndex(box.findText(words))
    box.activated.emit(box.currentIndex())
    settle()


@pytest.mark.parametrize("kind", KINDS.values(), ids=str)
def test_every_field_and_code_of_a_page_is_one_of_a_matter(kind: ServiceKind):
    matter = RECORD_KINDS["matter"]
    cells = [cell.partition(":")[0] for row in (*kind.first, *kind.work) for cell in row]
    assert all(matter.has(name) for name in (*cells, *kind.starts)) and len(cells) == len(set(cells))
    assert {"person", "description", "opened", "deadline"} <= set(cells)
    assert all(matter.field(name).codes == codes for name, codes in kind.codes)
    told = [each.name for each in kind.columns]
    assert all(name in services_reading.CELLS or matter.has(name) for name in told)


@pytest.mark.parametrize("type", KINDS)
def test_a_page_lists_its_own_matters_alone(shown, type: str):
    page = shown(type)
    assert page.list.model.total == 1
    assert "张桂花" in first_row(page)[0]
    assert page.summary.text().startswith(("在办 1", "未结 1", "未化解 1", "待答复 1"))


def test_the_places_stand_under_the_desk_and_leave_matters_to_the_handbook():
    by_name = {each.name: each for each in places()}
    for kind in KINDS.values():
        assert (by_name[kind.place].under, by_name[kind.place].kinds) == ("desk", ())
    assert next(each.name for each in places() if "matter" in each.kinds) == "handbook"


def test_a_new_errand_is_written_by_keyboard_and_is_due_by_working_days(
    shown, ids, desk, tasks, qtbot, settle, context
):
    page = shown("errand", on_matter=False)
    page.new()
    assert page.form.fields["deadline"].value() == "2026-12-11"
    assert page.term.text() == "15个工作日，到2026年12月11日（跳过周末4天）"
    hands = Hands(qtbot, page)
    hands.pick(page.form.fields["person"], "zgh")
    hands.enter(2)
    hands.type("低保")
    hands.enter()
    hands.type("代交低保材料")
    page.keep()
    settle()
    (made,) = [
        each
        for each in asked(qtbot, tasks, records.find, desk, Query("matter"))
        if each.id not in ids.values()
    ]
    assert (made["type"], made["service"], made["category"]) == ("errand", "allowance", "errand")
    assert (made["deadline"], made["person"]) == ("2027-01-01", ids["zhang"])


def test_a_deadline_that_the_clerk_wrote_is_left_alone(shown):
    page = shown("errand", on_matter=False)
    page.new()
    page.form.fields["deadline"].set_value("2026-11-30")
    page.form.fields["service"].set_value("allowance")
    page.form.edited.emit("service")
    assert page.form.fields["deadline"].value() == "2026-11-30"
    assert page.term.text() == "还有 6 个工作日"


def test_a_deadline_in_a_year_not_known_says_so(shown):
    page = shown("errand", on_matter=False)
    page.new()
    page.form.fields["opened"].set_value("2026-12-25")
    page.form.edited.emit("opened")
    assert page.form.fields["deadline"].value() == "2027-01-15"
    assert "2027年的放假和调休安排还没有收到" in page.term.text()
    assert page.term.property("role") == "warning"


def test_an_errand_is_done_and_then_signed_for(shown, ids, desk, tasks, qtbot, settle):
    page = shown("errand")
    assert not page.sign_button.isEnabled() and "办结以后" in page.sign_button.toolTip()
    for act in ("accept", "handle", "finish"):
        asked(
            qtbot, tasks, matters.act, desk, ids["errand"], act, {"result": "done"} if act == "finish" else {}
        )
    settle()
    choose(page, settle, "办结未签收")
    assert first_row(page)[-1] == "未签"
    qtbot.mouseClick(page.sign_button, Qt.MouseButton.LeftButton)
    settle()
    assert asked(qtbot, tasks, records.get, desk, "matter", ids["errand"])["signed"] == 1
    assert page.list.model.total == 0 and not page.sign_button.isEnabled()


def test_an_overdue_errand_says_it_in_words_and_in_ink(shown, settle):
    page = shown("errand")
    row = page.list.model.row(0)
    assert row is not None and "超 2 个工作日" in row.cells
    assert "danger" in row.inks
    choose(page, settle, "已超期")
    assert page.list.model.total == 1


def test_the_acts_of_a_matter_stand_beside_its_form(shown, qtbot, settle):
    page = shown("dispute")
    assert set(page.course.buttons) == {Act.ACCEPT, Act.DIRECT}
    qtbot.keyClick(page, Qt.Key.Key_F8)
    dialog = page.course.dialog
    assert dialog is not None
    qtbot.mouseClick(dialog.confirm, Qt.MouseButton.LeftButton)
    settle()
    assert Act.HANDLE in page.course.buttons


def test_the_backlog_of_petitions_is_a_list_of_its_own(shown, ids, desk, tasks, qtbot, settle):
    page = shown("petition")
    choose(page, settle, "积案")
    assert page.list.model.total == 0
    asked(
        qtbot,
        tasks,
        records.change,
        desk,
        "matter",
        ids["petition"],
        {"petition": "backlog", "reception": "down"},
    )
    settle()
    assert page.list.model.total == 1
    assert "其中积案 1 件" in page.summary.text() and "带案下访 1" in page.summary.text()


def test_dangerous_disputes_stand_first_and_the_other_party_is_found(shown, desk, tasks, qtbot, settle):
    page = shown("dispute")
    values = {
        "type": "dispute",
        "opened": "2026-01-05",
        "description": "争水",
        "risk": "high",
        "other_party": "李四",
    }
    asked(qtbot, tasks, records.add, desk, "matter", {**values, "raised_by": "周大"})
    settle()
    assert first_row(page)[0] == "周大与李四"
    page.list.search.setText("李四")
    qtbot.waitUntil(lambda: page.list.model.total == 1)


def test_whether_a_suggestion_was_adopted_is_told(shown, ids, desk, tasks, qtbot, settle):
    page = shown("suggestion")
    for act in ("accept", "handle", "finish"):
        asked(
            qtbot,
            tasks,
            matters.act,
            desk,
            ids["suggestion"],
            act,
            {"result": "partly"} if act == "finish" else {},
        )
    settle()
    assert "部分采纳" in first_row(page)
    assert "采纳 0、部分采纳 1、未采纳 0" in page.summary.text()


@pytest.mark.parametrize(
    ("type", "paper"), [("errand", "代办受理单"), ("petition", "接访登记表"), ("dispute", "矛盾纠纷调解记录")]
)
def test_one_paper_and_the_register_are_shown_before_they_are_printed(
    shown, qtbot, settle, type: str, paper: str
):
    page = shown(type)
    for show, heading in ((page.print, paper), (page.print_register, f"{page.service.register}（2026）")):
        show()
        (sheet,) = [each for each in page.window().findChildren(PaperSheet) if each.isVisible()]
        settle()
        assert sheet.view.accessibleName() == heading and sheet.print_button.isEnabled()
        sheet.reject()


def test_without_a_record_the_paper_button_says_what_to_do(shown):
    page = shown("errand", on_matter=False)
    assert not page.paper_button.isEnabled() and "先在左边选一件" in page.paper_button.toolTip()


@pytest.mark.parametrize("type", KINDS)
def test_every_control_of_a_page_has_a_name_and_nothing_is_cut(shown, type: str):
    page = shown(type)
    assert all(each.label.text() for each in page.form.fields.values())
    assert page.minimumSizeHint().width() <= 1262
    for button in (page.register_button, page.paper_button, page.new_button):
        assert button.text()


def test_changing_the_type_in_the_handbook_shows_the_fields_of_that_type(context, ids, qtbot, settle):
    page = HandbookPage(context)
    qtbot.addWidget(page)
    page.show()
    page.open(ids["errand"])
    settle()
    fields = page.form.fields
    assert fields["service"].isVisible() and not fields["risk"].isVisible()
    fields["type"].set_value("dispute")
    page.form.edited.emit("type")
    assert fields["risk"].isVisible() and not fields["service"].isVisible()
    fields["service"].set_value("medical")
    page.form.edited.emit("type")
    assert fields["service"].isVisible()  # what holds something is never hidden
    QApplication.processEvents()
    page.keeper.start(None, {}, draft=False)


def test_an_errand_in_the_handbook_is_not_asked_for_the_five(context, ids, qtbot, settle):
    page = HandbookPage(context)
    qtbot.addWidget(page)
    page.show()
    page.open(ids["errand"])
    settle()
    assert not any(mark.isVisible() for mark in page.five.marks.values())
    page.open(ids["suggestion"])
    settle()
    assert page.five.next.isVisible()


def test_a_page_over_nothing_offers_the_first_step(context, qtbot, settle, messages: FakeMessages):
    page = SuggestionsPage(context)
    qtbot.addWidget(page)
    page.show()
    page.open()
    settle()
    assert page.list.model.total == 0 and messages.said == []
    page.list.first_step.emit()
    assert page.form.fields["type"].value() == "suggestion"
    page.keeper.start(None, {}, draft=False)
