"""Reading a book page by page: what stands on the page, what it lacks, the way to the next one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ui import theme
from ui.icons import icon
from ui.pages.text.reviews import say
from ui.reviews.reading import PageText
from ui.tables.flow_bar import FlowBar


def plain_label(text: str = "", role: str = "") -> QLabel:
    """A wrapping label that shows its text as it is written."""
    made = QLabel(text)
    made.setWordWrap(True)
    made.setTextFormat(Qt.TextFormat.PlainText)
    if role:
        made.setProperty("role", role)
    return made


class PagesPane(QFrame):
    """One book's pages. `opened(matter)` when the clerk wants to fill in what is missing."""

    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._pages: Sequence[PageText] = ()
        self._shown = ""
        self._labels: list[QLabel] = []
        self.title = plain_label(role="subheading")
        self.counts = plain_label(role="quiet")
        self.place = QLabel()
        self.mark = plain_label()
        self.previous = QPushButton(icon("left"), say("previous"))
        self.previous.setToolTip(say("previous.tip"))
        self.next = QPushButton(icon("right"), say("next"))
        self.next.setToolTip(say("next.tip"))
        self.only = QCheckBox(say("only_incomplete"))
        self.open_button = QPushButton(icon("handbook"), say("open"))
        self.open_button.setToolTip(say("open.tip"))
        self._inside = QWidget()
        self._column = QVBoxLayout(self._inside)
        self._scroll = QScrollArea()
        self._lay_out()
        self.previous.clicked.connect(lambda: self.step(-1))
        self.next.clicked.connect(lambda: self.step(1))
        self.only.toggled.connect(lambda _: self._draw())
        self.open_button.clicked.connect(self.open_shown)
        self._draw()

    def _lay_out(self) -> None:
        self._inside.setObjectName("cardBody")
        self._column.setContentsMargins(0, 0, theme.SPACE_3, 0)
        self._column.setSpacing(theme.SPACE_1)
        self._column.addStretch(1)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(self._inside)
        self._scroll.setAccessibleName(say("page"))
        place = QHBoxLayout()
        place.setSpacing(theme.SPACE_3)
        place.addWidget(self.place)
        place.addWidget(self.mark, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.SPACE_4, theme.SPACE_3, theme.SPACE_1, theme.SPACE_2)
        layout.setSpacing(theme.SPACE_2)
        layout.addWidget(self.title)
        layout.addWidget(self.counts)
        layout.addLayout(place)
        layout.addWidget(self._scroll, 1)
        layout.addWidget(FlowBar([self.previous, self.next, self.open_button, self.only]))

    @property
    def shown_id(self) -> str:
        """The matter whose page is shown; "" for none."""
        return self._shown

    @property
    def text(self) -> str:
        """What stands on the shown page, a line for each heading and text."""
        return "\n".join(each.text() for each in self._labels)

    def show_pages(self, title: str, counts: str, pages: Sequence[PageText]) -> None:
        """Show a book; the page shown stays where it is still in the book."""
        self.title.setText(title)
        self.counts.setText(counts)
        self._pages = pages
        self._draw()

    def step(self, by: int) -> None:
        """Show the page so many further on; nothing at either end."""
        ids = [each.id for each in self._offered()]
        at = ids.index(self._shown) + by if self._shown in ids else 0
        if 0 <= at < len(ids):
            self._shown = ids[at]
            self._draw()

    def read_on(self, by: int) -> None:
        """PgDn and PgUp: scroll within the page as long as there is more of it, then turn it."""
        bar = self._scroll.verticalScrollBar()
        before = bar.value()
        bar.setValue(before + by * bar.pageStep())
        if bar.value() == before:
            self.step(by)

    def open_shown(self) -> None:
        """To the matter itself."""
        if self._shown:
            self.opened.emit(self._shown)

    def _offered(self) -> list[PageText]:
        return [each for each in self._pages if not (self.only.isChecked() and each.complete)]

    def _draw(self) -> None:
        offered = self._offered()
        ids = [each.id for each in offered]
        if self._shown not in ids:
            self._shown = ids[0] if ids else ""
        at = ids.index(self._shown) if self._shown else -1
        words = "place.incomplete" if self.only.isChecked() else "place"
        self.place.setText(say(words, page=at + 1, pages=len(ids)) if ids else "")
        self.previous.setEnabled(at > 0)
        self.next.setEnabled(0 <= at < len(ids) - 1)
        self.open_button.setEnabled(at >= 0)
        self._mark(offered[at] if at >= 0 else None)
        self._fill(offered[at].parts if at >= 0 else ())
        self._scroll.verticalScrollBar().setValue(0)

    def _mark(self, page: PageText | None) -> None:
        nothing = say("nothing_incomplete") if self._pages else say("choose")
        self.mark.setText(page.mark if page else nothing)
        self.mark.setProperty("role", "" if page is None else "good" if page.complete else "warning")
        self.mark.style().unpolish(self.mark)
        self.mark.style().polish(self.mark)

    def _fill(self, parts: Sequence[tuple[str, str]]) -> None:
        for old in self._labels:
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._labels = []
        for label, text in parts:
            if label:
                self._labels.append(plain_label(label, "label"))
            if label or text:
                self._labels.append(plain_label(text or say("nothing_written"), "" if text else "quiet"))
        for number, each in enumerate(self._labels):
            self._column.insertWidget(number, each)
