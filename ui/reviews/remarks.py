"""The remark of the last review on a page of one's own handbook."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app import reviews
from app.records import Record
from app.reviews import Remark
from ui.context import Context
from ui.pages.text.reviews import say
from ui.reviews.pages_pane import plain_label


def remark_words(remarks: Sequence[Remark]) -> str:
    """What was said, the newest first, in whole sentences."""
    told = []
    for each in remarks:
        parts = [say("remark", date=each.date, grade=each.grade, remark=each.remark)]
        parts += [say("remark.by", name=each.reviewer)] if each.reviewer else []
        parts += [say("remark.shown")] if each.shown else []
        told.append("　".join(part.rstrip() for part in parts))
    return "\n".join(told)


class OwnRemark(QWidget):
    """Shows itself on pages of the signed-in member's own book alone, where something was said of it."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._matter = ""
        self.words = plain_label(role="quiet")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.words)
        self.hide()

    def show_matter(self, matter: Record | None) -> None:
        """The matter whose page is shown; None for none."""
        self._matter = matter.id if matter is not None else ""
        self.hide()
        if matter is not None:
            self._context.tasks.run(
                reviews.own_remarks, self._context.desk, matter, owner=self,
                done=lambda found: self._show(matter.id, found), failed=lambda _: None,
            )  # fmt: skip

    def _show(self, matter: str, found: Sequence[Remark]) -> None:
        if matter == self._matter:
            self.words.setText(remark_words(found))
            self.setVisible(bool(found))
