"""The list of choices that stands under a line while it is typed in; it never takes the focus."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from ui import theme

AnyIndex = QModelIndex | QPersistentModelIndex
NO_PARENT = QModelIndex()
MOST_ROWS = 8
LEAST_WIDTH = 360  # room for the detail that tells two people of one name apart


@dataclass(frozen=True)
class Choice:
    """One line of the list. `key` is what choosing it gives; `detail` stands quietly behind."""

    key: str
    title: str
    detail: str = ""
    kind: str = ""


class _Choices(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.choices: tuple[Choice, ...] = ()

    def show(self, choices: Sequence[Choice]) -> None:
        self.beginResetModel()
        self.choices = tuple(choices)
        self.endResetModel()

    def rowCount(self, parent: AnyIndex = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self.choices)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        choice = self.choices[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return choice.title
        if role == Qt.ItemDataRole.UserRole:
            return choice
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{choice.title} {choice.detail}".strip()
        return None


class _TwoTone(QStyledItemDelegate):
    """Paints the title in ink and the detail quietly behind it."""

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        return QSize(0, theme.ROW)

    def paint(self, painter: QPainter, option: Any, index: AnyIndex) -> None:
        choice: Choice = index.data(Qt.ItemDataRole.UserRole)
        picked = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        if picked:
            painter.fillRect(option.rect, theme.colour("accent_soft"))
            painter.fillRect(
                QRect(option.rect.topLeft(), QSize(3, option.rect.height())), theme.colour("accent")
            )
        area = option.rect.adjusted(theme.SPACE_3, 0, -theme.SPACE_2, 0)
        metrics = option.fontMetrics
        painter.setPen(theme.colour("ink"))
        title = metrics.elidedText(choice.title, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, title)
        area.setLeft(area.left() + metrics.horizontalAdvance(title) + theme.SPACE_3)
        if choice.detail and area.width() > theme.SPACE_5:
            painter.setPen(theme.colour("quiet"))
            detail = metrics.elidedText(choice.detail, Qt.TextElideMode.ElideRight, area.width())
            painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, detail)
        painter.restore()


class ChoicePopup(QFrame):
    """A list over the window, under its line. A child of the window, so that input methods and
    the cursor stay where they are; arrow keys arrive through move()."""

    chosen = Signal(object)

    def __init__(self, anchor: QWidget) -> None:
        super().__init__(anchor.window())
        self._anchor = anchor
        self._is_wide = False
        self.setObjectName("choices")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._model = _Choices()
        self._list = QListView()
        self._list.setModel(self._model)
        self._list.setItemDelegate(_TwoTone(self._list))
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setUniformItemSizes(True)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.clicked.connect(lambda index: self.chosen.emit(self._model.choices[index.row()]))
        self._words = QLabel()
        self._words.setProperty("role", "quiet")
        self._words.setContentsMargins(theme.SPACE_3, theme.SPACE_2, theme.SPACE_3, theme.SPACE_2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.addWidget(self._list)
        layout.addWidget(self._words)
        self.hide()

    @property
    def choices(self) -> tuple[Choice, ...]:
        """What the list offers now."""
        return self._model.choices

    @property
    def current(self) -> Choice | None:
        """The marked choice; None when the list is empty or hidden."""
        row = self._list.currentIndex().row()
        return self.choices[row] if self.isVisible() and 0 <= row < len(self.choices) else None

    def show_choices(self, choices: Sequence[Choice], words: str = "", marked: int = 0) -> None:
        """Show these under the line, one of them marked; `words` stand there when there are none."""
        self._model.show(choices)
        self._list.setVisible(bool(choices))
        self._words.setText(words)
        self._words.setVisible(not choices and bool(words))
        if not choices and not words:
            self.hide()
            return
        if self.parentWidget() is not self._anchor.window():
            self.setParent(self._anchor.window())
        self._is_wide = any(each.detail for each in choices)
        self._place(max(1, min(MOST_ROWS, len(choices))))
        self.show()
        self.raise_()
        if choices:
            self._list.setCurrentIndex(self._model.index(max(0, min(marked, len(choices) - 1))))

    def move_mark(self, steps: int) -> None:
        """Mark the choice so many lines further down (up when negative); stops at the ends."""
        if self.choices:
            row = max(0, min(len(self.choices) - 1, self._list.currentIndex().row() + steps))
            self._list.setCurrentIndex(self._model.index(row))

    def _place(self, rows: int) -> None:
        window = self._anchor.window()
        corner = self._anchor.mapTo(window, QPoint(0, self._anchor.height() + 2))
        width = max(self._anchor.width(), LEAST_WIDTH if self._is_wide else 0)
        height = rows * theme.ROW + 4
        if corner.y() + height > window.height():
            above = self._anchor.mapTo(window, QPoint(0, 0)).y() - 2 - height
            corner.setY(above if above >= 0 else max(0, window.height() - height))
        corner.setX(max(0, min(corner.x(), window.width() - width)))
        self.setGeometry(QRect(corner, QSize(width, height)))
