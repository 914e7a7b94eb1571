"""The manual (F1): pages of docs/manual in a window beside the work."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QImage, QKeySequence, QShortcut, QTextBlockFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QListWidgetItem, QTextBrowser, QWidget

from app.paths import manual
from ui import theme
from ui.text import say

LINE_DISTANCE = 4
MOST_WIDTH = 520  # of a picture: it is there to recognise a page by, the words are to be read


class Reader(QTextBrowser):
    """Shows one page: lines with air between them, pictures no wider than there is room."""

    def __init__(self) -> None:
        super().__init__()
        self.sourceChanged.connect(lambda _: self._space())

    def _space(self) -> None:
        self.document().setDocumentMargin(theme.SPACE_4)
        spaced = QTextBlockFormat()
        spaced.setLineHeight(LINE_DISTANCE, QTextBlockFormat.LineHeightTypes.LineDistanceHeight.value)
        spaced.setBottomMargin(theme.SPACE_2)
        spaced.setNonBreakableLines(False)
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(spaced)

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        found = super().loadResource(kind, name)
        if kind != QTextDocument.ResourceType.ImageResource.value:
            return found
        picture = QImage(self.source().resolved(QUrl(name)).toLocalFile())
        ratio = self.devicePixelRatioF()
        room = round(min(MOST_WIDTH, self.viewport().width() - 2 * theme.SPACE_4) * ratio)
        if picture.width() > room:
            picture = picture.scaledToWidth(room, Qt.TransformationMode.SmoothTransformation)
            picture.setDevicePixelRatio(ratio)
        return picture


class Manual(QDialog):
    """The pages at the left, the open one at the right; stays open while the clerk works."""

    def __init__(self, parent: QWidget | None, folder: Path | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(say("manual"))
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.resize(980, 620)
        self._folder = folder or manual()
        self.pages = QListWidget()
        self.pages.setAccessibleName(say("manual.pages"))
        self.pages.setFixedWidth(232)
        self.pages.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.reader = Reader()
        self.reader.setAccessibleName(say("manual"))
        self.reader.setSearchPaths([str(self._folder)])
        self.reader.setOpenExternalLinks(False)
        for path in sorted(self._folder.glob("*.md")):
            item = QListWidgetItem(_title(path))
            item.setData(Qt.ItemDataRole.UserRole, path.name)
            self.pages.addItem(item)
        self.pages.currentItemChanged.connect(self._read)
        self.reader.sourceChanged.connect(self._mark)
        QShortcut(QKeySequence("Esc"), self).activated.connect(self.close)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.SPACE_3, theme.SPACE_3, theme.SPACE_3, theme.SPACE_3)
        layout.setSpacing(theme.SPACE_3)
        layout.addWidget(self.pages)
        layout.addWidget(self.reader, 1)

    def show_place(self, place: str) -> None:
        """Open the page whose file name has the place's name ("05-visits.md"), else the first."""
        names = [self.pages.item(row).data(Qt.ItemDataRole.UserRole) for row in range(self.pages.count())]
        row = next((n for n, name in enumerate(names) if place in name.removesuffix(".md").split("-")), 0)
        if names:
            self.pages.setCurrentRow(row)
        else:
            self.reader.setPlainText(say("manual.missing", folder=str(self._folder)))
        self.show()
        self.raise_()
        self.activateWindow()

    def _read(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            name = item.data(Qt.ItemDataRole.UserRole)
            self.reader.setSource(QUrl.fromLocalFile(str(self._folder / name)))

    def _mark(self, url: QUrl) -> None:
        name = Path(url.toLocalFile()).name
        for row in range(self.pages.count()):
            if self.pages.item(row).data(Qt.ItemDataRole.UserRole) == name and self.pages.currentRow() != row:
                self.pages.setCurrentRow(row)


def _title(path: Path) -> str:
    """The page's first heading, or its file name."""
    with open(path, encoding="utf-8") as file:
        for line in file:
            if line.startswith("#"):
                return line.lstrip("# ").strip()
    return path.stem
