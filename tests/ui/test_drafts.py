"""Every form is written down while it is filled in, and offered again to the same operator."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from app import drafts, matters, records
from app.desk import Desk
from app.drafts import Draft
from app.kinds import KINDS
from tests.ui.asking import asked
from ui.context import Context
from ui.dialogs.record import Asked, RecordDialog
from ui.forms.form import Form
from ui.forms.keeping import Keeper, Saving
from ui.forms.layout import Group
from ui.pages.handbook_act import ActDialog, Step
from ui.pages.pairing_aid import AidPanel
from ui.settings.phrases import PhrasesSection

Settle = Callable[[], None]
LAYOUT = (Group("", (("name", "type"), ("founded", "phone"))),)


@pytest.fixture
def new_form(context: Context, qtbot: QtBot, settle: Settle) -> Callable[[str | None, dict[str, Any]], Form]:
    """Opens a form of an organization that keeps itself, as after a start of the program."""

    def opened(id: str | None = None, values: dict[str, Any] | None = None) -> Form:
        form = Form(context, KINDS["organization"], LAYOUT)
        qtbot.addWidget(form)
        desk = context.desk
        saving = Saving(
            "organizations",
            lambda values: records.add(desk, "organization", values),
            lambda id, values: records.change(desk, "organization", id, values),
        )
        form.keeper = Keeper(context, form, saving)  # type: ignore[attr-defined]
        form.keeper.start(id, values or {})  # type: ignore[attr-defined]
        settle()
        return form

    return opened


def kept(qtbot: QtBot, context: Context, key: str) -> Draft | None:
    return asked(qtbot, context.tasks, drafts.find, context.desk, key)


def test_what_cannot_be_read_yet_is_kept_as_it_was_typed(new_form, context, qtbot, settle):
    first = new_form()
    first.load_draft({"name": "一网格"}, {"founded": "2026年十", "type": "没有这种"})
    first.keeper.keep_draft()
    settle()
    second = new_form()
    assert second.values()["name"] == "一网格"
    assert second.fields["founded"].rough() == "2026年十"
    assert second.fields["type"].rough() == "没有这种"


def test_a_record_changed_meanwhile_is_said_when_its_draft_is_offered(new_form, context, messages, settle):
    first = new_form("id-1", {"name": "一网格", "phone": "13900000000"})
    first.load_draft({"phone": "13911111111"})
    first.keeper.keep_draft()
    settle()
    new_form("id-1", {"name": "一网格", "phone": "13900000000"})
    assert messages.details[-1] == ""
    last = new_form("id-1", {"name": "一网格", "phone": "13922222222"})
    assert "“联系电话”又被改过" in messages.details[-1]
    assert last.values()["phone"] == "13911111111"


def test_a_draft_belongs_to_the_operator_who_typed_it(desk: Desk, context: Context, qtbot: QtBot):
    def kept_by_two(desk: Desk) -> tuple[Draft | None, Draft | None]:
        drafts.keep(desk, "visits/new", Draft({"content": "我的"}))
        mine, me = drafts.find(desk, "visits/new"), desk.operator
        desk.operator = type(me)("another", "李强", "entry")
        theirs = drafts.find(desk, "visits/new")
        desk.operator = me
        return mine, theirs

    mine, theirs = asked(qtbot, context.tasks, kept_by_two, desk)
    assert (mine, theirs) == (Draft({"content": "我的"}), None)


def test_a_draft_of_a_stored_record_is_told_with_its_title(desk: Desk, context: Context, qtbot: QtBot):
    def waiting(desk: Desk) -> list[str]:
        id = records.add(desk, "organization", {"name": "一网格"})
        words = KINDS["organization"].label
        drafts.keep(desk, f"organizations/{id}", Draft({"phone": "12345"}, words=words))
        drafts.keep(desk, "organizations/new", Draft({"name": "二"}, words=words))
        return list(drafts.waiting(desk))

    assert asked(qtbot, context.tasks, waiting, desk) == ["组织“一网格”", "组织"]


def test_a_form_put_back_to_what_it_was_leaves_no_draft(new_form, context, qtbot, settle):
    form = new_form("id-1", {"name": "一网格"})
    form.fields["name"].set_value("二网格")
    form.keeper.keep_draft()
    settle()
    assert kept(qtbot, context, "organizations/id-1") is not None
    form.fields["name"].set_value("一网格")
    form.keeper.keep_draft()
    settle()
    assert kept(qtbot, context, "organizations/id-1") is None


def test_a_saved_record_takes_its_draft_with_it_in_one_transaction(desk: Desk, context, qtbot: QtBot):
    def saved(desk: Desk) -> Draft | None:
        drafts.keep(desk, "organizations/new", Draft({"name": "一网格"}))
        with drafts.saved_with(desk, "organizations/new"), desk.write("organization.add") as writer:
            writer.add("organization", {"name": "一网格"})
        return drafts.find(desk, "organizations/new")

    def refused(desk: Desk) -> Draft | None:
        drafts.keep(desk, "organizations/new", Draft({"name": "二网格"}))
        form = "organizations/new"
        with (
            pytest.raises(ZeroDivisionError),
            drafts.saved_with(desk, form),
            desk.write("organization.add") as writer,
        ):
            writer.add("organization", {"name": "二网格"})
            raise ZeroDivisionError
        return drafts.find(desk, "organizations/new")

    assert asked(qtbot, context.tasks, saved, desk) is None
    assert asked(qtbot, context.tasks, refused, desk) == Draft({"name": "二网格"})


def test_a_small_window_offers_its_draft_for_the_same_owner_only(context, qtbot, settle, messages):
    def opened(owner: str) -> RecordDialog:
        about = Asked("tag", (Group("", (("tag", "start"), ("basis",))),), None, {}, {"owner": owner})
        dialog = RecordDialog(context, about)
        qtbot.addWidget(dialog)
        settle()
        return dialog

    first = opened("li")
    first.form.load_draft({"basis": "乡里的通知"})
    first.keeper.keep_draft()
    settle()
    other = opened("wang")
    assert other.form.values()["basis"] is None
    second = opened("li")
    assert second.form.values()["basis"] == "乡里的通知"
    second.keeper.give_up()
    settle()
    third = opened("li")
    assert third.form.values()["basis"] is None


def test_an_act_that_was_half_written_is_offered_again(context, qtbot, settle, desk):
    matter = asked(qtbot, context.tasks, records.add, desk, "matter", {
        "opened": "2026-11-02", "description": "路灯不亮",
    })  # fmt: skip

    def opened() -> ActDialog:
        dialog = ActDialog(context, Step(matter, matters.Act.ACCEPT, "受理"))
        qtbot.addWidget(dialog)
        settle()
        return dialog

    first = opened()
    first.form.load_draft({"text": "已到现场看过"})
    first.reject()
    settle()
    second = opened()
    assert second.form.values()["text"] == "已到现场看过"
    second.accept()
    settle()
    third = opened()
    assert third.form.values()["text"] is None


def test_aid_that_was_half_written_is_offered_under_its_own_pairing(context, qtbot, settle, desk):
    people = [asked(qtbot, context.tasks, records.add, desk, "person", {"name": each}) for each in "甲乙"]
    pairing = asked(qtbot, context.tasks, records.add, desk, "pairing", {
        "kind": "contact_household", "helper": people[0], "helped": people[1], "start": "2026-01-01",
    })  # fmt: skip

    def opened(id: str) -> AidPanel:
        panel = AidPanel(context)
        qtbot.addWidget(panel)
        panel.show_pairing(id)
        settle()
        return panel

    first = opened(pairing)
    first.form.load_draft({"content": "化肥两袋"})
    first.keep_draft()
    settle()
    other = opened("another")
    assert other.form.values()["content"] is None
    second = opened(pairing)
    assert second.form.values()["content"] == "化肥两袋"
    second.form.load_draft({"form": "goods"})
    assert second.keep()
    settle()
    third = opened(pairing)
    assert third.form.values()["content"] is None


def test_phrases_half_typed_are_offered_again_and_survive_another_section(context, qtbot, settle):
    section = PhrasesSection(context)
    qtbot.addWidget(section)
    section.open()
    settle()
    section.boxes["content"].setPlainText("了解春耕")
    section.open()
    settle()
    assert section.boxes["content"].toPlainText() == "了解春耕"
    section._drafting.keep()
    settle()
    again = PhrasesSection(context)
    qtbot.addWidget(again)
    again.open()
    settle()
    assert again.boxes["content"].toPlainText() == "了解春耕"


def test_the_home_page_knows_what_was_not_finished(desk: Desk, context: Context, qtbot: QtBot):
    def waiting(desk: Desk) -> dict[str, int]:
        for form, words in (("visits/new", "走访"), ("register.person/1", "人"), ("register.person/2", "人")):
            drafts.keep(desk, form, Draft({"x": "y"}, words=words))
        return dict(drafts.waiting(desk))

    assert asked(qtbot, context.tasks, waiting, desk) == {"走访": 1, "人": 2}
