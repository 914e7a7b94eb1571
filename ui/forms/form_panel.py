"""The right side of a page: a title with actions, the form that keeps itself, and its state line."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ui import theme
from ui.context import Context
from ui.exchange.mark import ConflictMark
from ui.forms.form import Form
from ui.forms.keeping import Keeper, State, line_of
from ui.forms.revealing import RevealButton
from ui.icons import icon

STATE_ICONS = {
    State.KEPT: ("check", "good"),
    State.WRONG: ("warning", "danger"),
    State.DRAFT: ("edit", "quiet"),
}


def action_button(words: str, icon_name: str) -> QToolButton:
    """A flat button with an icon and its words, for the title line of a form."""
    button = QToolButton()
    button.setText(words)
    button.setIcon(icon(icon_name, "quiet"))
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    button.setAccessibleName(words)
    return button


class FormPanel(QFrame):
    """A form with its title, actions above, state line below, and whatever a page puts under it."""

    def __init__(
        self,
        context: Context,
        form: Form,
        keeper: Keeper,
        actions: Sequence[QToolButton],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._context = context
        self._form = form
        self._title = QLabel()
        self._title.setProperty("role", "subheading")
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self._mark = QLabel()
        self._state = QLabel()
        self._state.setProperty("role", "quiet")
        keeper.stated.connect(self._show_state)
        top = QHBoxLayout()
        top.setSpacing(theme.SPACE_1)
        top.addWidget(self._title, 1)
        top.addWidget(RevealButton(context, form.masks))
        for button in actions:
            top.addWidget(button)
        inside = QWidget()
        inside.setObjectName("cardBody")
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, theme.SPACE_3, 0)
        self._column.setSpacing(theme.SPACE_4)
        self._column.addWidget(form)
        self._column.addStretch(1)
        self._scroll = _Scroll(inside)
        foot = QHBoxLayout()
        foot.setSpacing(theme.SPACE_2)
        foot.addWidget(self._mark)
        foot.addWidget(self._state, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.SPACE_4, theme.SPACE_3, theme.SPACE_1, theme.SPACE_2)
        layout.setSpacing(theme.SPACE_2)
        layout.addLayout(top)
        layout.addWidget(ConflictMark(context, form.kind.name, keeper))
        layout.addWidget(self._scroll, 1)
        layout.addLayout(foot)

    @property
    def title(self) -> str:
        """What the form is about, as it stands over it."""
        return self._title.text()

    def set_title(self, words: str) -> None:
        """What the form is about: the record's title, or “新增…”."""
        self._title.setText(words)
        self._title.setToolTip(words)

    def add_above(self, widget: QWidget) -> None:
        """Stand a widget over the form, where it is seen without scrolling."""
        self._column.insertWidget(0, widget)

    def add_below(self, widget: QWidget) -> None:
        """Stand a widget under the form, in the same scrolled column."""
        self._column.insertWidget(self._column.count() - 1, widget)

    def scroll_to_top(self) -> None:
        """Show the beginning of the form."""
        self._scroll.verticalScrollBar().setValue(0)

    def _show_state(self, state: State) -> None:
        time = self._context.desk.now().strftime("%H:%M")
        self._state.setText(line_of(state, self._form, time))
        name, colour = STATE_ICONS.get(state, ("", ""))
        self._mark.setVisible(bool(name))
        if name:
            self._mark.setPixmap(icon(name, colour).pixmap(18, 18))


class _Scroll(QScrollArea):
    """Scrolls down only; a field that gets the cursor is brought into view."""

    def __init__(self, inside: QWidget) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(inside)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._follow)

    def _follow(self, _old: QWidget | None, now: QWidget | None) -> None:
        inside = self.widget()
        if now is not None and inside is not None and inside.isAncestorOf(now):
            self.ensureWidgetVisible(now, 0, theme.SPACE_5)
