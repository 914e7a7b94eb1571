"""The card of a household or a person: its form, and under it everything that hangs on it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app import records, register
from app.desk import Desk
from app.kinds import KINDS
from app.rights import may
from ui import theme
from ui.cards.alike import AlikeHint
from ui.cards.lines import CardLines, read_card
from ui.cards.text import say
from ui.context import Context
from ui.dialogs.history import show_history
from ui.dialogs.record import Asked, RecordDialog
from ui.forms.form import Form
from ui.forms.form_panel import FormPanel, action_button
from ui.forms.keeping import Keeper, Saving
from ui.forms.layout import Group
from ui.notices import Notice
from ui.pages.photos import PhotosRow
from ui.tables.related import RelatedList
from ui.text import say as say_shell
from ui.trust.erasing import ask_to_erase


def layout_of(kind: str) -> tuple[Group, ...]:
    """How the form of a household or a person is arranged."""
    if kind == "household":
        rows = (("head", "type"), ("group", "number"), ("phone", "address:2"), ("notes",))
        return (Group("", rows),)
    identity = (
        ("name", "relation"),
        ("id_number:2", "sex"),
        ("birth", "phone"),
        ("household:2", "status"),
    )
    return (
        Group("", identity),
        Group("", (("political", "education"), ("health", "labour"), ("ethnic", "pinyin"))),
        Group(say("group.party"), (("party_branch",), ("party_joined", "party_confirmed")), folded=True),
        Group(say("group.more"), (("work_unit", "job"), ("notes",), ("private_notes",)), folded=True),
    )


LISTS = {
    "household": ("members", "tags", "visits", "matters", "pairings", "aid"),
    "person": ("tags", "posts", "pairings", "aid", "visits", "matters", "members"),
}
ADDED = {"members": "member.add", "tags": "tag.add", "posts": "post.add", "visits": "visit.add"}
MEMBER = (Group("", (("name", "relation"), ("id_number:2", "sex"), ("birth", "phone"))),)
TAG = (Group("", (("tag",), ("start", "end"), ("basis",))),)
POST = (Group("", (("post", "kind"), ("organization",), ("start", "end"), ("notes",))),)
IN_DIALOG = {"tag": TAG, "post": POST}


class CardPanel(QWidget):
    """Shows one household or person. `opened(kind, id)`: go there; `kept(id, is_new)`; `gone`."""

    opened = Signal(str, str)
    kept = Signal(str, bool)
    gone = Signal()

    def __init__(self, context: Context, kind: str) -> None:
        super().__init__()
        self._context = context
        self.kind = kind
        self.lines: CardLines | None = None
        self._wanted = ""
        self.form = Form(context, KINDS[kind], layout_of(kind))
        self.keeper = Keeper(context, self.form, self._saving())
        history = action_button(say_shell("history"), "history")
        delete = action_button(say_shell("delete"), "bin")
        self.erase = action_button(say("erase"), "cross")
        self.erase.clicked.connect(self._ask_to_erase)
        self.panel = FormPanel(context, self.form, self.keeper, [history, self.erase, delete])
        self.alike = AlikeHint(context, self.form, lambda: self.keeper.id)
        self.alike.opened.connect(lambda id: self.opened.emit(kind, id))
        self.panel.add_above(self.alike)
        self._warning = QLabel()
        self._warning.setWordWrap(True)
        self._warning.setProperty("role", "warning")
        self.panel.add_below(self._warning)
        self.lists = {name: self._related(name) for name in LISTS[kind]}
        self.photos = PhotosRow(context, kind)
        self.panel.add_below(self.photos)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE_2)
        layout.addWidget(self.panel)
        history.clicked.connect(self.show_history)
        delete.clicked.connect(self.remove)
        self.keeper.kept.connect(self._kept)
        self._show_lines(None)

    def show_record(self, identity: str, focus: bool = False) -> bool:
        """Read and show; False when the form in it cannot be left."""
        if identity != self.keeper.id and not self.keeper.leave():
            return False
        self._wanted = identity
        self._context.tasks.run(
            read_card, self._context.desk, self.kind, identity, owner=self,
            done=lambda read: self._arrived(identity, read, focus), failed=lambda _: self.gone.emit(),
        )  # fmt: skip
        return True

    def begin(self, values: Mapping[str, Any]) -> bool:
        """An empty form for a new record; False when the present one cannot be left."""
        if not self.keeper.leave():
            return False
        self._wanted = ""
        self.keeper.start(None, values)
        self.panel.set_title(say_shell("form.new", kind=KINDS[self.kind].label))
        self.panel.scroll_to_top()
        self._show_lines(None)
        self.photos.show_owner(None)
        self.form.focus()
        return True

    def hear(self, notice: Notice) -> None:
        """Something was written: its photos may have changed."""
        self.photos.hear(notice)

    def refresh(self) -> None:
        """Read again what is shown; the form only when nothing in it is unsaved."""
        if self.keeper.id is not None:
            self._wanted = identity = self.keeper.id
            self._context.tasks.run(
                read_card, self._context.desk, self.kind, identity, owner=self,
                done=lambda read: self._arrived(identity, read, False), failed=lambda _: self.gone.emit(),
            )  # fmt: skip

    def show_history(self) -> None:
        """Who changed what in it."""
        if self.keeper.id is not None:
            show_history(self._context, self.kind, self.keeper.id, self)

    def remove(self) -> None:
        """Delete the shown record after asking; a household with its members."""
        identity = self.keeper.id
        if identity is None:
            self.keeper.start(None, {}, draft=False)
            self.gone.emit()
            return
        asked = "confirm.delete_home" if self.kind == "household" else "confirm.delete"
        question = say_shell(asked, title=self.panel.title)
        if self._context.messages.confirm(question, say_shell("delete"), danger=True):
            self._context.tasks.run(
                _remove, self._context.desk, self.kind, identity, owner=self, done=lambda _: self._removed()
            )

    def _ask_to_erase(self) -> None:
        if self.keeper.id is not None and self.keeper.leave():
            ask_to_erase(self._context, self.kind, self.keeper.id, self)

    def _removed(self) -> None:
        self._context.line.say(say_shell("line.deleted"), True)
        self.keeper.start(None, {}, draft=False)
        self.gone.emit()

    def _arrived(self, asked: str, read: CardLines, focus: bool) -> None:
        record = read.card.record  # another than was asked for where that one was merged into it
        if asked != self._wanted:
            return
        if record.deleted:
            self.gone.emit()
            return
        if record.id != self.keeper.id or not self.keeper.has_changes:
            self.keeper.start(record.id, record.values, draft=record.id != self.keeper.id)
        if self.lines is None or self.lines.card.record.id != record.id:
            self.panel.scroll_to_top()
            self.photos.show_owner(record.id)
        self.panel.set_title(_title(read))
        self._show_lines(read)
        self.alike.look()
        if focus:
            self.form.focus()

    def _show_lines(self, read: CardLines | None) -> None:
        self.lines = read
        self.erase.setVisible(read is not None and may(self._context.desk, "redact"))
        if read is None:
            self.alike.forget()
        for name, shown in self.lists.items():
            shown.setVisible(read is not None)
            shown.show_lines(read.lists[name] if read else ())
        warnings = read.warnings if read else ()
        self._warning.setText("\n".join(warnings))
        self._warning.setVisible(bool(warnings))

    def _related(self, name: str) -> RelatedList:
        add = say(ADDED[name]) if name in ADDED and (name, self.kind) != ("members", "person") else ""
        made = RelatedList(say(name), say(f"{name}.none"), add)
        made.opened.connect(self._open)
        made.adding.connect(lambda: self._add(name))
        self.panel.add_below(made)
        return made

    def _open(self, kind: str, identity: str) -> None:
        if kind in IN_DIALOG:
            self._ask(Asked(kind, IN_DIALOG[kind], identity))
        else:
            self.opened.emit(kind, identity)

    def _add(self, name: str) -> None:
        identity = self.keeper.id
        if identity is None:
            return
        today = self._context.desk.today().isoformat()
        if name == "members":
            values = {"status": "present", "ethnic": "01"}
            self._ask(Asked("person", MEMBER, None, values, {"household": identity}))
        elif name == "tags":
            self._ask(Asked("tag", TAG, None, {"start": today}, {"owner": identity}))
        elif name == "posts":
            self._ask(Asked("post", POST, None, {"start": today}, {"person": identity}))
        elif name == "visits":
            self._context.navigation.go("visits", identity, self.kind)

    def _ask(self, asked: Asked) -> None:
        RecordDialog(self._context, asked, self).exec()

    def _saving(self) -> Saving:
        desk, kind = self._context.desk, self.kind
        if kind == "household":
            add, change = register.add_household, _change_household
        else:
            add, change = _add_person, register.change_person
        return Saving(
            f"register.{kind}", lambda values: add(desk, values), lambda id, values: change(desk, id, values)
        )

    def _kept(self, identity: str, is_new: bool) -> None:
        self._context.line.say(say_shell("line.added"), True)
        self.kept.emit(identity, is_new)


def _title(read: CardLines) -> str:
    record, home = read.card.record, read.card.household
    if record.kind == "household":
        place = "".join(str(record[name]) for name in ("group", "number") if record[name])
        return f"{say('head.of', head=record['head'])}　{place}".strip()
    return f"{record['name']}　{say('head.of', head=home['head'])}" if home else str(record["name"])


def _remove(desk: Desk, kind: str, identity: str) -> None:
    if kind == "household":
        register.remove_household(desk, identity)
    else:
        records.remove(desk, kind, identity)


def _add_person(desk: Desk, values: Mapping[str, Any]) -> str:
    return records.add(desk, "person", values)


def _change_household(desk: Desk, identity: str, values: Mapping[str, Any]) -> None:
    records.change(desk, "household", identity, values)
