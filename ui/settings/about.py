"""About the program: what it is, what it is made of, and under which licences."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QTextBrowser

from app.paths import resources
from ui.context import Context
from ui.pages.text.settings import PARTS, say
from ui.settings.section import Section


def licences(folder: Path) -> str:
    """The licence texts that lie beside the shipped fonts, one after the other."""
    texts = []
    for path in sorted(folder.glob("*.txt")):
        texts.append(f"{path.stem}\n\n{path.read_text(encoding='utf-8', errors='replace').strip()}")
    return "\n\n\n".join(texts)


class AboutSection(Section):
    """Parts and licences as text."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, "about")
        self.reader = QTextBrowser()
        self.reader.setAccessibleName(say("about"))
        self.column.addWidget(self.reader, 1)

    def open(self) -> None:
        self.context.tasks.run(licences, resources() / "fonts", done=self._show, owner=self)

    def _show(self, texts: str) -> None:
        parts = "\n".join(f"{name}：{licence}" for name, licence in PARTS.items())
        self.reader.setPlainText(f"{say('about.parts')}\n{parts}\n\n{say('about.fonts')}\n\n{texts}")
