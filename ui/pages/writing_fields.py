"""Fields for writing that several places share: pickers of several records, texts with phrases."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QVBoxLayout, QWidget

from app import visits
from app.kinds import Field
from ui import theme
from ui.context import Context
from ui.fields.base import FieldWidget
from ui.fields.entries import TextEntry
from ui.fields.references import Finder, ReferencesField
from ui.fields.typed import LongTextField
from ui.icons import icon
from ui.pages.text.writing import say

STOPS = "，。；、！？：,.;!?:\n"


class SeveralField(ReferencesField):
    """Enter takes the marked record and stays for the next one; Enter in the empty line goes on."""

    def __init__(self, spec: Field, finding: Finder, hint: str, parent: QWidget | None) -> None:
        super().__init__(spec, finding, hint, parent)
        self._is_taking = False

    def _key(self, event: QKeyEvent) -> bool:
        # The press of Enter that takes a record also tells that Enter was pressed.
        self._is_taking = self.line.choosing.current is not None
        is_kept = super()._key(event)
        self._is_taking = False
        return is_kept

    def _enter(self) -> None:
        if not self._is_taking:
            super()._enter()


def stand_beside_label(field: FieldWidget, *buttons: QToolButton) -> None:
    """Stand buttons at the right end of a field's label line."""
    layout = field.layout()
    assert isinstance(layout, QVBoxLayout)
    layout.removeWidget(field.label)
    line = QHBoxLayout()
    line.setSpacing(theme.SPACE_1)
    line.addWidget(field.label, 1)
    for each in buttons:
        line.addWidget(each)
    layout.insertLayout(0, line)


def word_button(words: str, tip: str, icon_name: str) -> QToolButton:
    """A small flat button for a label line; its key is told in the tip. Tab passes it by."""
    button = QToolButton()
    button.setText(words)
    button.setIcon(icon(icon_name, "quiet"))
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    button.setToolTip(tip)
    button.setAccessibleName(words)
    button.setAccessibleDescription(tip)
    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return button


class PhrasedField(LongTextField):
    """A long text with a menu of phrases (F4 or its button): prompts that the clerk picks from."""

    def __init__(
        self, context: Context, spec: Field, parent: QWidget | None = None, *more: QToolButton
    ) -> None:
        super().__init__(spec, parent)
        self._context = context
        self.menu = QMenu(self)
        self.phrases = word_button(f"{say('phrases')} F4", say("phrases.tip"), "list")
        self.phrases.clicked.connect(self.ask_phrases)
        stand_beside_label(self, self.phrases, *more)

    @property
    def writing(self) -> TextEntry:
        """The text that a phrase goes into."""
        return self.text

    def ask_phrases(self) -> None:
        """Fetch the phrases, then open the menu under the text."""
        self._context.tasks.run(
            visits.phrases, self._context.desk, self.spec.name, done=self._open_menu, owner=self
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F4:
            self.ask_phrases()
            return
        super().keyPressEvent(event)

    def _open_menu(self, phrases: Sequence[str]) -> None:
        writing = self.writing
        self.menu.clear()
        for words in phrases:
            self.menu.addAction(words, lambda words=words: self._insert(writing, words))
        if not phrases:
            self.menu.addAction(say("phrases.none")).setEnabled(False)
        elif self.menu.actions():
            self.menu.setActiveAction(self.menu.actions()[0])
        corner = self.phrases.mapToGlobal(QPoint(0, self.phrases.height()))
        self.menu.popup(corner)

    def _insert(self, writing: TextEntry, words: str) -> None:
        cursor = writing.textCursor()
        before = writing.toPlainText()[: cursor.position()].rstrip(" ")
        if before and before[-1] not in STOPS:
            words = say("phrases.separator") + words
        writing.insertPlainText(words)
        writing.setFocus()
