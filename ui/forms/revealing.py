"""The button over a form that shows its hidden values for a while, and hides them again."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton

from app.rights import may
from ui.context import Context
from ui.fields.masked import Masks
from ui.icons import icon
from ui.text import say


class RevealButton(QToolButton):
    """“显示” while something is hidden, “隐藏” while it is shown; not there when nothing can be."""

    def __init__(self, context: Context, masks: Masks) -> None:
        super().__init__()
        self._context, self._masks = context, masks
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setIcon(icon("eye", "quiet"))
        self.clicked.connect(self._press)
        masks.changed.connect(self._tell)
        self.hide()

    def _press(self) -> None:
        if self._masks.revealable:
            self._masks.reveal()
        else:
            self._masks.cover()

    def _tell(self) -> None:
        hidden, can = bool(self._masks.covered), bool(self._masks.revealable)
        self.setVisible(hidden or self._masks.is_showing)
        is_hiding = self._masks.is_showing and not can
        self._say("mask.hide" if is_hiding else "mask.show")
        lacks = hidden and not can and not self._masks.is_showing
        self.setEnabled(not lacks)
        if lacks and not may(self._context.desk, "unmask.sensitive"):
            self.setToolTip(say("mask.review"))

    def _say(self, words: str) -> None:
        self.setText(say(words))
        self.setAccessibleName(say(words))
        self.setToolTip(say(f"{words}.tip"))
