"""The row of photos and files under a record: add one, look at it, save it elsewhere, delete it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app import attachments
from app.desk import Desk
from app.problems import Problem
from ui import theme
from ui.context import Context
from ui.dialogs.sheet import Sheet
from ui.fields.flow import FlowLayout
from ui.icons import icon
from ui.notices import Notice
from ui.pages.text.photos import say
from ui.text import say as shell_say

SIDE = 88
LARGE = 1200


@dataclass(frozen=True)
class Kept:
    """One attachment of the row; `picture` is a PNG, empty for what is no picture."""

    id: str
    name: str
    picture: bytes


def kept(desk: Desk, owner: str, pixels: int) -> list[Kept]:
    """The attachments of a record with their thumbnails. For the database worker."""
    found = []
    for each in attachments.attached(desk, owner):
        picture = b""
        if attachments.is_picture(each):
            try:
                picture = attachments.thumbnail(desk, each.id, pixels)
            except Problem:
                picture = b""
        found.append(Kept(each.id, str(each["name"]), picture))
    return found


class PhotosRow(QFrame):
    """The photos of one record at a time: show_owner(id), None while it is not kept yet."""

    def __init__(self, context: Context, kind: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._kind = context, kind
        self._owner: str | None = None
        self.buttons: list[QToolButton] = []
        self._heading = QLabel(say("title"))
        self._heading.setProperty("role", "group")
        self.original = QCheckBox(say("original"))
        self.add_button = QPushButton(icon("photo"), say("add"))
        self.add_button.setProperty("role", "quiet")
        self.add_button.setToolTip(say("add.tip"))
        self.add_button.clicked.connect(self.add)
        head = QHBoxLayout()
        head.setSpacing(theme.SPACE_2)
        head.addWidget(self._heading, 1)
        head.addWidget(self.original)
        head.addWidget(self.add_button)
        self._none = QLabel()
        self._none.setProperty("role", "quiet")
        self._none.setWordWrap(True)
        self._box = QWidget()
        self._flow = FlowLayout(theme.SPACE_2)
        self._box.setLayout(self._flow)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE_1)
        layout.addLayout(head)
        layout.addWidget(self._none)
        layout.addWidget(self._box)
        self.show_owner(None)

    def show_owner(self, owner: str | None) -> None:
        """Show the photos of this record."""
        self._owner = owner
        self.add_button.setEnabled(owner is not None)
        self.original.setEnabled(owner is not None)
        self._show([])
        if owner is None:
            self._none.setText(say("new"))
        else:
            self._read()

    def hear(self, notice: Notice) -> None:
        """Read again when attachments changed."""
        if "attachment" in notice.kinds and self._owner is not None:
            self._read()

    def add(self) -> None:
        """Ask for a file and keep it with the record."""
        path = self._context.messages.ask_open(say("add"), say("kinds"))
        if path is not None and self._owner is not None:
            self._context.tasks.run(
                attachments.attach, self._context.desk, self._kind, self._owner, path,
                self.original.isChecked(), done=lambda _: self._added(path), owner=self,
            )  # fmt: skip

    def _added(self, path: Path) -> None:
        self._context.line.say(say("added", name=path.name), True)
        self._read()

    def _read(self) -> None:
        owner = self._owner
        pixels = round(SIDE * self.devicePixelRatioF())
        self._context.tasks.run(
            kept, self._context.desk, owner, pixels, owner=self,
            done=lambda found: self._show(found) if owner == self._owner else None,
        )  # fmt: skip

    def _show(self, found: list[Kept]) -> None:
        for button in self.buttons:
            self._flow.removeWidget(button)
            button.deleteLater()
        self.buttons = [self._button(each) for each in found]
        for button in self.buttons:
            self._flow.addWidget(button)
        count = f"（{len(found)}）" if found else ""
        self._heading.setText(say("title") + count)
        self._none.setText(say("none"))
        self._none.setVisible(not found)
        self._box.setVisible(bool(found))
        self._box.updateGeometry()

    def _button(self, each: Kept) -> QToolButton:
        button = QToolButton()
        button.setIcon(QIcon(_pixmap(each.picture)) if each.picture else icon("file", "quiet"))
        button.setIconSize(QSize(SIDE, SIDE))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        button.setFixedWidth(SIDE + 2 * theme.SPACE_3)
        words = button.fontMetrics().elidedText(each.name, Qt.TextElideMode.ElideMiddle, SIDE)
        button.setText(words)
        button.setToolTip(each.name)
        button.setAccessibleName(say("open", name=each.name))
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.clicked.connect(lambda: self._open(each))
        return button

    def _open(self, each: Kept) -> None:
        sheet = AttachmentSheet(self._context, each, self.window())
        sheet.exec()
        sheet.deleteLater()


class AttachmentSheet(Sheet):
    """One photo, large; it may be saved elsewhere or deleted."""

    def __init__(self, context: Context, each: Kept, parent: QWidget | None) -> None:
        super().__init__(each.name, parent, 860, 640)
        self._context, self._each = context, each
        self.picture = QLabel(say("file"))
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.picture.setMinimumSize(320, 200)
        self.body.addWidget(self.picture, 1)
        save = QPushButton(icon("export"), say("save"))
        save.clicked.connect(self._save)
        remove = QPushButton(icon("bin", "danger"), shell_say("delete"))
        remove.setProperty("role", "danger")
        remove.clicked.connect(self._remove)
        self.foot.insertWidget(0, save)
        self.foot.insertWidget(1, remove)
        if each.picture:
            context.tasks.run(
                attachments.thumbnail, context.desk, each.id, LARGE, done=self._show, owner=self
            )

    def _show(self, picture: bytes) -> None:
        room = self.picture.size() * self.devicePixelRatioF()
        large = _pixmap(picture).scaled(
            room, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        large.setDevicePixelRatio(self.devicePixelRatioF())
        self.picture.setPixmap(large)

    def _save(self) -> None:
        path = self._context.messages.ask_save(say("save"), say("save.kinds"), Path(self._each.name))
        if path is not None:
            self._context.tasks.run(
                attachments.save_as, self._context.desk, self._each.id, path,
                done=lambda written: self._context.line.say(say("saved", folder=written.parent)),
            )  # fmt: skip

    def _remove(self) -> None:
        asked = say("remove.ask", name=self._each.name)
        if self._context.messages.confirm(asked, shell_say("delete"), danger=True):
            self._context.tasks.run(
                attachments.remove, self._context.desk, self._each.id,
                done=lambda _: self._context.line.say(shell_say("line.deleted"), True),
            )  # fmt: skip
            self.accept()


def _pixmap(picture: bytes) -> QPixmap:
    made = QPixmap()
    made.loadFromData(picture)
    return made
