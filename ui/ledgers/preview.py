"""The preview: the very pages that are printed, with what must be said about them above."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.problems import Problem
from ui import theme
from ui.ledgers.leafing import Leafing
from ui.ledgers.reading import Made
from ui.ledgers.text import say
from ui.tables.empty import EmptyState

MOST_WARNINGS = 3
SLOW_MS = 300


class PreviewPane(QFrame):
    """`stopping`, `again`, `inner_wanted`, `period_wanted(code)`: what its buttons ask for."""

    stopping = Signal()
    again = Signal()
    inner_wanted = Signal()
    period_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self.document: Any = None
        self.view: Any = None
        self.made: Made | None = None
        self.leafing = Leafing()
        self._buffer = QBuffer(self)
        self._refused = EmptyState("ledgers", say("choose"))
        self._refused.first_step.connect(self._press_step)
        self._step = self._refusal = ""
        self._pages = QStackedWidget()
        self._pages.addWidget(self._refused)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.SPACE_2, theme.SPACE_2, theme.SPACE_2, theme.SPACE_1)
        layout.setSpacing(theme.SPACE_1)
        layout.addWidget(self._notice())
        layout.addWidget(self._pages, 1)
        layout.addWidget(self._working())
        layout.addWidget(self.leafing)

    # What it shows --------------------------------------------------------------------------------

    def show_working(self, words: str, done: int = 0, total: int = 0) -> None:
        """Say what is being done and how far it is; the pages before stay in sight."""
        self._doing.setText(words)
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        if self._row.isHidden() and not self._slow.isActive():
            self._slow.start()

    def rest(self) -> None:
        """Nothing is being done any more."""
        self._slow.stop()
        self._row.hide()

    def show_made(self, made: Made) -> None:
        """Show the pages; the place in them stays when the same ledger is shown again."""
        self.rest()
        place = self.leafing.place if self._is_same(made) else (0, QPointF())
        self.made = made
        self._make_view()
        self.document.close()
        self._buffer.close()
        self._buffer.setData(QByteArray(made.pdf))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self.document.load(self._buffer)
        self._show_notice(made)
        if self.document.pageCount() == 0:
            self.show_refusal(say("unreadable"))
            return
        self.view.setAccessibleName(say("preview", name=made.request.definition.name))
        self._pages.setCurrentWidget(self.view)
        self.leafing.show()
        self.leafing.go(place)

    def show_refusal(self, sentence: str, step: str = "") -> None:
        """Say why there are no pages. `step`: again, inner or "" for no button."""
        self.rest()
        words = {"again": say("again"), "inner": say("inner.instead"), "": ""}
        self._step, self._refusal = step, sentence
        self._refused.say(sentence, words[step])
        self._pages.setCurrentWidget(self._refused)
        self._notice_row.hide()
        self.leafing.hide()

    def show_problem(self, problem: Problem, edition: str) -> None:
        """A ledger that was refused."""
        self.made = None
        self.show_refusal(problem.sentence, "inner" if edition == "public" else "again")

    @property
    def is_refused(self) -> bool:
        """Whether a sentence stands where the pages would be."""
        return self._pages.currentWidget() is self._refused

    @property
    def sentence(self) -> str:
        """What is said above the pages, or in their place."""
        return self._refusal if self.is_refused else self.words.text()

    # Parts ----------------------------------------------------------------------------------------

    def _notice(self) -> QWidget:
        self._notice_row = QFrame()
        self._notice_row.setObjectName("notice")
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.words.setProperty("role", "warning")
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.nearest = QPushButton()
        self.nearest.clicked.connect(self._go_nearest)
        row = QHBoxLayout(self._notice_row)
        row.setContentsMargins(theme.SPACE_3, theme.SPACE_1, theme.SPACE_2, theme.SPACE_1)
        row.addWidget(self.words, 1)
        row.addWidget(self.nearest)
        self._notice_row.hide()
        return self._notice_row

    def _working(self) -> QWidget:
        self._row = QWidget()
        row = QHBoxLayout(self._row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE_2)
        self._doing, self._bar = QLabel(), QProgressBar()
        self._bar.setTextVisible(False)
        self.stop = QPushButton(say("stop"))
        self.stop.clicked.connect(self.stopping)
        row.addWidget(self._doing)
        row.addWidget(self._bar, 1)
        row.addWidget(self.stop)
        self._row.hide()
        # What is quick is done without the pages jumping up and down.
        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.setInterval(SLOW_MS)
        self._slow.timeout.connect(self._row.show)
        return self._row

    def _make_view(self) -> None:
        if self.view is not None:
            return
        # QtPdf costs start-up time and is needed only here.
        from PySide6.QtPdf import QPdfDocument
        from PySide6.QtPdfWidgets import QPdfView

        self.document = QPdfDocument(self)
        self.view = QPdfView(self)
        self.view.setPageMode(QPdfView.PageMode.MultiPage)
        self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self.view.setPageSpacing(theme.SPACE_3)
        self.view.setFrameShape(QFrame.Shape.NoFrame)
        colours = self.view.palette()
        colours.setColor(QPalette.ColorRole.Dark, theme.colour("line"))  # what lies around the pages
        self.view.setPalette(colours)
        self.view.setDocument(self.document)
        self.leafing.serve(self.view)
        self._pages.addWidget(self.view)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.leafing.tell()

    def _is_same(self, made: Made) -> bool:
        before = self.made.request if self.made is not None and self.view is not None else None
        if before is None:
            return False
        return before.definition.name == made.request.definition.name and before.period == made.request.period

    def _show_notice(self, made: Made) -> None:
        lines = list(made.warnings[:MOST_WARNINGS])
        if len(made.warnings) > MOST_WARNINGS:
            lines.append(say("warnings.more", count=len(made.warnings) - MOST_WARNINGS))
        if made.is_empty and made.nearest is not None:
            lines.append(say("nearest", period=made.nearest.label))
            self.nearest.setText(say("nearest.go", period=made.nearest.label))
        elif made.is_empty:
            lines.append(say("nearest.none"))
        if made.request.unmask:
            lines.append(say("unmask.done"))
        self.words.setText("\n".join(lines))
        self.nearest.setVisible(made.nearest is not None)
        self._notice_row.setVisible(bool(lines))

    def _go_nearest(self) -> None:
        if self.made is not None and self.made.nearest is not None:
            self.period_wanted.emit(self.made.nearest.code)

    def _press_step(self) -> None:
        (self.inner_wanted if self._step == "inner" else self.again).emit()
