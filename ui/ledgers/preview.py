"""The preview: the very pages that are printed, with what must be said about them above."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, Qt, Signal
from PySide6.QtGui import QKeySequence, QPalette, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.problems import Problem
from ui import theme
from ui.icons import icon
from ui.ledgers.reading import Made
from ui.ledgers.text import say
from ui.tables.empty import EmptyState

ZOOM_STEP, LEAST_ZOOM, MOST_ZOOM = 1.25, 0.25, 4.0
MOST_WARNINGS = 3


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
        layout.addWidget(self._controls())
        self._set_keys()

    # What it shows --------------------------------------------------------------------------------

    def show_working(self, words: str, done: int = 0, total: int = 0) -> None:
        """Say what is being done and how far it is; the pages before stay in sight."""
        self._doing.setText(words)
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        self._row.show()

    def rest(self) -> None:
        """Nothing is being done any more."""
        self._row.hide()

    def show_made(self, made: Made) -> None:
        """Show the pages; the place in them stays when the same ledger is shown again."""
        self.rest()
        place = self._place() if self._is_same(made) else (0, QPointF())
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
        self._control_row.show()
        self.view.pageNavigator().jump(min(place[0], self.document.pageCount() - 1), place[1])
        self._show_page()

    def show_refusal(self, sentence: str, step: str = "") -> None:
        """Say why there are no pages. `step`: again, inner or "" for no button."""
        self.rest()
        words = {"again": say("again"), "inner": say("inner.instead"), "": ""}
        self._step, self._refusal = step, sentence
        self._refused.say(sentence, words[step])
        self._pages.setCurrentWidget(self._refused)
        self._notice_row.hide()
        self._control_row.hide()

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
        return self._row

    def _controls(self) -> QWidget:
        self._control_row = QWidget()
        row = QHBoxLayout(self._control_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE_1)
        self.page_words, self.zoom_words = QLabel(), QLabel()
        for label in (self.page_words, self.zoom_words):
            label.setProperty("role", "quiet")
        row.addWidget(self._tool("left", "page.back", lambda: self._leaf(-1)))
        row.addWidget(self.page_words)
        row.addWidget(self._tool("right", "page.on", lambda: self._leaf(1)))
        row.addStretch(1)
        row.addWidget(self.zoom_words)
        for name, act in (
            ("zoom.out", lambda: self._zoom(1 / ZOOM_STEP)), ("zoom.in", lambda: self._zoom(ZOOM_STEP)),
            ("zoom.fit", self.fit),
        ):  # fmt: skip
            button = QToolButton()
            button.setText(say(name))
            button.setAccessibleName(say(name))
            button.clicked.connect(act)
            row.addWidget(button)
        self._control_row.hide()
        return self._control_row

    def _tool(self, picture: str, words: str, act: Any) -> QToolButton:
        button = QToolButton()
        button.setIcon(icon(picture))
        button.setAccessibleName(say(words))
        button.setToolTip(say(words))
        button.clicked.connect(act)
        return button

    def _set_keys(self) -> None:
        acts = {"Ctrl++": ZOOM_STEP, "Ctrl+=": ZOOM_STEP, "Ctrl+-": 1 / ZOOM_STEP}
        for keys, factor in acts.items():
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
            shortcut.activated.connect(lambda factor=factor: self._zoom(factor))
        QShortcut(QKeySequence("Ctrl+0"), self).activated.connect(self.fit)

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
        self.view.pageNavigator().currentPageChanged.connect(lambda _: self._show_page())
        self._pages.addWidget(self.view)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.view is not None and not self.is_refused:
            self._show_page()

    # Acts -----------------------------------------------------------------------------------------

    def fit(self) -> None:
        """As wide as there is room."""
        if self.view is not None:
            self.view.setZoomMode(self.view.ZoomMode.FitToWidth)
            self._show_page()

    def _fitting(self) -> float:
        """The zoom factor that fitting to the width comes to."""
        size = self.document.pagePointSize(self.view.pageNavigator().currentPage())
        margins = self.view.documentMargins()
        room = self.view.viewport().width() - margins.left() - margins.right()
        return float(room / (size.width() * self.view.logicalDpiX() / 72))

    @property
    def zoom(self) -> float:
        """How large the pages are shown; 1.0 is as on paper."""
        is_fitting = self.view.zoomMode() == self.view.ZoomMode.FitToWidth
        return self._fitting() if is_fitting else float(self.view.zoomFactor())

    def _zoom(self, factor: float) -> None:
        if self.view is None or self.is_refused:
            return
        wanted = max(LEAST_ZOOM, min(MOST_ZOOM, self.zoom * factor))
        self.view.setZoomMode(self.view.ZoomMode.Custom)
        self.view.setZoomFactor(wanted)
        self._show_page()

    def _leaf(self, steps: int) -> None:
        at = self.view.pageNavigator().currentPage() + steps
        self.view.pageNavigator().jump(max(0, min(self.document.pageCount() - 1, at)), QPointF())

    def _show_page(self) -> None:
        at, count = self.view.pageNavigator().currentPage() + 1, self.document.pageCount()
        self.page_words.setText(say("pages", page=min(at, count), pages=count))
        self.zoom_words.setText(say("zoom", percent=round(self.zoom * 100)))

    def _place(self) -> tuple[int, QPointF]:
        return self.view.pageNavigator().currentPage(), self.view.pageNavigator().currentLocation()

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
