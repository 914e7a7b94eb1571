"""The views of the place 统计: figures, month report, charts, ranking. Each shows what it is given."""

from __future__ import annotations

import html
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from app.ledgers.supervision_charts import PICTURES
from app.ledgers.supervision_tables import Traced
from app.matters.measures import Trace
from app.matters.ranking import LEAST, RATE_NAMES
from app.matters.supervision import Paragraph
from ui import theme
from ui.icons import icon
from ui.supervision.chart_view import ChartView
from ui.supervision.grid import FiguresGrid
from ui.supervision.reading import Drawn, Report
from ui.supervision.text import say
from ui.tables.empty import EmptyState


class Pane(QWidget):
    """`opened(trace, row's name, column's name)`: a number was opened; `wanted`: read again."""

    opened = Signal(object, str, str)
    wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, theme.SPACE_2, 0, 0)
        self.column.setSpacing(theme.SPACE_2)

    def _served(self, grid: FiguresGrid) -> FiguresGrid:
        grid.opened.connect(self.opened)
        return grid


def _quiet(words: str) -> QLabel:
    label = QLabel(words)
    label.setProperty("role", "quiet")
    label.setWordWrap(True)
    return label


class FiguresPane(Pane):
    """The figures of each place, department, person or kind."""

    empty_step = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.grid = self._served(FiguresGrid())
        self.hint = _quiet(say("hint"))
        self.empty = EmptyState("statistics", say("empty"), say("empty.step"))
        self.empty.first_step.connect(self.empty_step)
        for each in (self.grid, self.hint, self.empty):
            self.column.addWidget(each, 1 if each is not self.hint else 0)
        self.empty.hide()

    def show_traced(self, traced: Traced, by: str) -> None:
        """Show this table."""
        is_empty = not traced.table.texts
        self.empty.setVisible(is_empty)
        self.grid.setVisible(not is_empty)
        self.hint.setVisible(not is_empty)
        self.hint.setText(say("hint.responsible") if by == "responsible" else say("hint"))
        self.grid.show_traced(traced, say(f"by.{by}"))


class ReportPane(Pane):
    """当月数, 累计数, 上年结转, and the sentence 截至目前 with its numbers."""

    copied = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.grid = self._served(FiguresGrid(1, (0, 2)))
        self.said: Paragraph | None = None
        self.paragraph = QLabel()
        self.paragraph.setWordWrap(True)
        self.paragraph.setTextFormat(Qt.TextFormat.RichText)
        self.paragraph.setTextInteractionFlags(
            Qt.TextInteractionFlag.LinksAccessibleByMouse | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        )
        self.paragraph.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.paragraph.linkActivated.connect(self._follow)
        self.copy = QPushButton(icon("copy"), say("copy"))
        self.copy.clicked.connect(self._copy)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(self._numbers())
        split.addWidget(self._words())
        split.setSizes([620, 560])
        self.column.addWidget(split, 1)

    def _numbers(self) -> QWidget:
        self.of = _quiet("")
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_1)
        column.addWidget(self.of)
        column.addWidget(self.grid, 1)
        return left

    def _words(self) -> QWidget:
        card = QFrame()
        card.setObjectName("card")
        column = QVBoxLayout(card)
        column.setContentsMargins(theme.SPACE_4, theme.SPACE_3, theme.SPACE_4, theme.SPACE_3)
        column.setSpacing(theme.SPACE_3)
        heading = QLabel(say("so_far"))
        heading.setProperty("role", "subheading")
        column.addWidget(heading)
        column.addWidget(self.paragraph)
        column.addWidget(_quiet(say("so_far.hint")))
        row = QHBoxLayout()
        row.addWidget(self.copy)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)
        return card

    def show_report(self, report: Report) -> None:
        """Show this."""
        self.said = report.paragraph
        self.of.setText(report.of)
        self.grid.show_traced(report.traced, say("tab.report"))
        pieces = []
        for at, each in enumerate(report.paragraph.pieces):
            text = html.escape(each.text)
            pieces.append(f'<a href="{at}">{text}</a>' if each.trace else text)
        colour = theme.COLOURS["accent"]
        style = f"<style>a {{ color: {colour}; }} p {{ line-height: 165%; }}</style>"
        self.paragraph.setText(f"{style}<p>{''.join(pieces)}</p>")
        self.paragraph.setAccessibleName(report.paragraph.text)

    def _follow(self, link: str) -> None:
        if self.said is None or not link.isdecimal():
            return
        piece = self.said.pieces[int(link)]
        if piece.trace is not None:
            self.opened.emit(piece.trace, say("so_far"), _name_of(self.said, piece.trace))

    def _copy(self) -> None:
        if self.said is not None:
            QGuiApplication.clipboard().setText(self.said.text)
            self.copied.emit()


def _name_of(said: Paragraph, trace: Trace) -> str:
    """What the number is called: a rate by its name, a count by its label."""
    counted = {each.trace.measure: each.label for each in said.numbers}
    rate = trace.measure.removesuffix("_whole")
    return counted.get(trace.measure) or say(f"rate.{rate}")


class _Beside(Pane):
    """A chart at the left, the table of its numbers at the right."""

    def __init__(self, names_at: int, hidden: tuple[int, ...] = ()) -> None:
        super().__init__()
        self.chart = ChartView()
        self.grid = self._served(FiguresGrid(names_at, hidden))
        self._card = QFrame()
        self._card.setObjectName("card")
        inside = QVBoxLayout(self._card)
        inside.setContentsMargins(theme.SPACE_3, theme.SPACE_3, theme.SPACE_3, theme.SPACE_2)
        inside.addWidget(self.chart)
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.setChildrenCollapsible(False)
        self.split.addWidget(self._card)
        self.split.addWidget(self.grid)
        self.split.setSizes([740, 460])

    def show_drawn(self, drawn: Drawn) -> None:
        """Show chart and table."""
        self.chart.show_pdf(drawn.pdf, drawn.chart.name)
        self.grid.show_traced(drawn.traced, drawn.chart.name)


class ChartsPane(_Beside):
    """One of the charts."""

    def __init__(self) -> None:
        super().__init__(0)
        self.group = QButtonGroup(self)
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE_2)
        for number, name in enumerate(PICTURES):
            button = QPushButton(say(f"chart.{name}"))
            button.setCheckable(True)
            button.setProperty("role", "part")
            self.group.addButton(button, number)
            row.addWidget(button)
        row.addStretch(1)
        self.group.button(0).setChecked(True)
        self.group.idClicked.connect(lambda _: self.wanted.emit())
        self.column.addLayout(row)
        self.column.addWidget(self.split, 1)

    @property
    def name(self) -> str:
        """Which of PICTURES is chosen."""
        return PICTURES[self.group.checkedId()]

    def choose(self, name: str) -> None:
        """Choose one of PICTURES and ask for it."""
        self.group.button(PICTURES.index(name)).click()


class RankingPane(_Beside):
    """Places or departments by a rate."""

    def __init__(self, places: Sequence[str]) -> None:
        super().__init__(1)
        self.by, self.rate = QComboBox(), QComboBox()
        for each in places:
            self.by.addItem(say(f"by.{each}"), each)
        for each in RATE_NAMES:
            self.rate.addItem(say(f"rate.{each}"), each)
        self.by.setAccessibleName(say("by"))
        self.rate.setAccessibleName(say("rank.rate"))
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE_2)
        row.addWidget(self.by)
        row.addWidget(self.rate)
        row.addWidget(_quiet(say("rank.hint", least=LEAST)), 1)
        self.empty = EmptyState("statistics", say("rank.empty"))
        self.column.addLayout(row)
        self.column.addWidget(self.split, 1)
        self.column.addWidget(self.empty, 1)
        self.empty.hide()
        for box in (self.by, self.rate):
            box.activated.connect(lambda _: self.wanted.emit())

    @property
    def chosen(self) -> tuple[str, str]:
        """(dimension, rate)."""
        return str(self.by.currentData()), str(self.rate.currentData())

    def show_drawn(self, drawn: Drawn) -> None:
        is_empty = not drawn.traced.table.texts
        self.empty.setVisible(is_empty)
        self.split.setVisible(not is_empty)
        super().show_drawn(drawn)
