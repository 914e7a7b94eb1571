"""The buttons that print the papers of the matters shown or marked: 交办单, 督办单, 一哨一清单, 研判记录."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QPushButton, QWidget

from app.ledgers.papers import PAPERS, Offer, offers
from ui.context import Context
from ui.icons import icon
from ui.pages.paper import PaperSheet, Wanted
from ui.pages.text.paper import say


class PaperButtons(list[QPushButton]):
    """One button for each paper. `show(ids)` whenever other matters are shown or marked.

    A button that makes no sense for them is off, and its tip says why; several matters give one document
    with a page each.
    """

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__()
        self._context, self._parent = context, parent
        self._ids: tuple[str, ...] = ()
        self._offers: dict[str, Offer] = {}
        for paper in PAPERS:
            button = QPushButton(icon("print"), say("paper.print", paper=paper), parent)
            button.setAccessibleName(say("paper.print", paper=paper))
            button.setEnabled(False)
            button.setToolTip(say("paper.asking"))
            button.clicked.connect(partial(self.print, paper))
            self.append(button)

    def show(self, ids: Sequence[str]) -> None:
        """Offer what can be printed of these matters."""
        self._ids = tuple(ids)
        self._context.tasks.run(
            offers, self._context.desk, self._ids, owner=self._parent,
            done=partial(self._offer, self._ids), failed=lambda _: None,
        )  # fmt: skip

    def print(self, paper: str, _checked: bool = False) -> PaperSheet | None:
        """The preview of a paper of the matters shown; None where it is not offered."""
        offer = self._offers.get(paper)
        if offer is None or not offer.ids:
            return None
        heading = say("paper.heading", paper=paper, count=offer.matters)
        return PaperSheet.show_over(self._parent, self._context, Wanted(paper, offer.ids, heading))

    def _offer(self, ids: tuple[str, ...], found: Sequence[Offer]) -> None:
        if ids != self._ids:
            return
        self._offers = {each.paper: each for each in found}
        for button, offer in zip(self, found, strict=True):
            button.setEnabled(bool(offer.ids))
            code = "paper.some" if offer.matters < len(ids) else "paper.all"
            tip = say(code, paper=offer.paper, chosen=len(ids), count=offer.matters)
            button.setToolTip(tip if offer.ids else offer.why)
            button.setAccessibleDescription(button.toolTip())


def buttons(context: Context, parent: QWidget) -> PaperButtons:
    """The buttons for a bar of `parent`, off until `show` is called."""
    return PaperButtons(context, parent)
