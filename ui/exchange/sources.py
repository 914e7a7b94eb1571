"""Where packages are carried on: the sticks that are plugged in, a folder, single files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QHideEvent, QShowEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
)

from app.exchange import drives
from app.exchange.drives import Drive
from ui import theme
from ui.context import Context
from ui.exchange.telling import size_words
from ui.exchange.text import say
from ui.icons import icon

POLL_MS = 2000
MOST_CARDS = 4
Sticks = Callable[[], list[Drive]]


@dataclass(frozen=True)
class Source:
    """What the clerk chose. `paths`: where to look; `folder`: where packages are put."""

    paths: tuple[Path, ...]
    folder: Path
    name: str
    is_stick: bool = False
    is_writable: bool = True


def stick_source(drive: Drive) -> Source:
    """A stick as a source."""
    return Source((drive.path,), drive.path, drive.label or say("stick.unnamed"), True, drive.writable)


class SourceBar(QFrame):
    """Cards for the sticks of this moment, a folder or files instead of one. `chosen(Source | None)`.

    While it is shown the sticks are asked for every POLL_MS; one that is chosen and goes away is let go.
    """

    chosen = Signal(object)

    def __init__(self, context: Context, sticks: Sticks = drives.sticks) -> None:
        super().__init__()
        self.setObjectName("card")
        self.setAcceptDrops(True)
        self.sticks = sticks
        self.source: Source | None = None
        self._context = context
        self._seen: list[Drive] = []
        self._is_asking = False
        self._group = QButtonGroup(self)
        self.cards: list[QPushButton] = []
        title = QLabel(say("sticks"))
        title.setProperty("role", "group")
        title.setIndent(0)
        self._none = QLabel(say("sticks.none"))
        self._none.setProperty("role", "quiet")
        self._none.setWordWrap(True)
        self._other = QLabel()
        self._other.setTextFormat(Qt.TextFormat.PlainText)
        self.folder = QPushButton(icon("folder"), say("sticks.folder"))
        self.files = QPushButton(icon("file"), say("sticks.files"))
        self.folder.clicked.connect(self.pick_folder)
        self.files.clicked.connect(self.pick_files)
        for button in (self.folder, self.files):
            button.setAutoDefault(False)  # in a dialog Enter in a line would press it
        top = QHBoxLayout()
        top.setSpacing(theme.SPACE_2)
        top.addWidget(title, 1)
        for button in (self.folder, self.files):
            top.addWidget(button)
        self._row = QHBoxLayout()
        self._row.setSpacing(theme.SPACE_2)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE_4, theme.SPACE_2, theme.SPACE_4, theme.SPACE_3)
        column.setSpacing(theme.SPACE_2)
        column.addLayout(top)
        column.addWidget(self._none)
        column.addLayout(self._row)
        column.addWidget(self._other)
        self._other.hide()
        self._timer = QTimer(self)
        self._timer.setInterval(POLL_MS)
        self._timer.timeout.connect(self.poll)

    def poll(self) -> None:
        """Ask which sticks there are; not while an answer is on its way."""
        if not self._is_asking:
            self._is_asking = True
            self._context.tasks.run(self.sticks, owner=self, done=self.show_sticks, failed=lambda _: None)

    def show_sticks(self, found: list[Drive]) -> None:
        """These sticks are here now."""
        self._is_asking = False
        if found == self._seen:
            return
        is_same = [each.path for each in found] == [each.path for each in self._seen]
        self._seen = found
        self._make_cards(found)
        if self.source is not None and self.source.is_stick:
            kept = next((each for each in found if each.path == self.source.folder), None)
            if kept is None:
                self._choose(None)
        if self.source is None and len(found) == 1 and not is_same:
            self._choose(stick_source(found[0]))

    def pick_folder(self) -> None:
        """A folder by the system's dialog."""
        path = self._context.messages.ask_folder(say("sticks.folder"))
        if path is not None:
            self._choose(folder_source(path))

    def pick_files(self) -> None:
        """A file by the system's dialog; several are dragged here."""
        path = self._context.messages.ask_open(say("sticks.files"), say("sticks.kinds"))
        if path is not None:
            self._choose(files_source([path]))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._timer.start()
        self.poll()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.drop([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])

    def drop(self, paths: Sequence[Path]) -> None:
        """Files, or a folder, that were dragged here."""
        if len(paths) == 1 and paths[0].is_dir():
            self._choose(folder_source(paths[0]))
        elif paths:
            self._choose(files_source(paths))

    def _choose(self, source: Source | None) -> None:
        self.source = source
        is_other = source is not None and not source.is_stick
        self._other.setText(source.name if source is not None and is_other else "")
        self._other.setVisible(is_other)
        self._mark()
        self.chosen.emit(source)

    def _make_cards(self, found: list[Drive]) -> None:
        for card in self.cards:
            self._group.removeButton(card)
            card.hide()
            card.deleteLater()
        self.cards = [self._card(each) for each in found[:MOST_CARDS]]
        for card in self.cards:
            self._row.addWidget(card, 1)
        self._none.setVisible(not found)
        self._mark()

    def _card(self, drive: Drive) -> QPushButton:
        label = drive.label or say("stick.unnamed")
        words = say("stick.name", label=label, size=size_words(drive.free))
        if not drive.writable:
            words += "\n" + say("stick.protected")
        card = QPushButton(icon("stick"), words)
        card.setProperty("role", "choice")
        card.setCheckable(True)
        card.setAutoDefault(False)
        card.setToolTip(str(drive.path))
        card.clicked.connect(lambda _=False, drive=drive: self._choose(stick_source(drive)))
        self._group.addButton(card)
        return card

    def _mark(self) -> None:
        """The card of what is chosen is pressed, the others are not."""
        self._group.setExclusive(False)
        chosen = self.source.folder if self.source is not None and self.source.is_stick else None
        for card, drive in zip(self.cards, self._seen, strict=False):
            card.setChecked(drive.path == chosen)
        self._group.setExclusive(True)


def folder_source(path: Path) -> Source:
    """A folder as a source."""
    return Source((path,), path, say("folder.name", name=str(path)))


def files_source(paths: Sequence[Path]) -> Source:
    """Single files; what is given goes beside the first of them."""
    name = paths[0].name if len(paths) == 1 else say("files.name", count=len(paths))
    return Source(tuple(paths), paths[0].parent, name)
