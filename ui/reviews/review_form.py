"""The form of one review: grade, remark with phrases, day, reviewer, 集中展示; it keeps itself."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app import records, reviews
from app.kinds import KINDS
from app.ledgers.periods import Period
from app.records import Record
from ui.context import Context
from ui.dialogs.history import show_history
from ui.forms.form import Form
from ui.forms.form_panel import FormPanel, action_button
from ui.forms.keeping import Keeper, Saving
from ui.forms.layout import Group
from ui.pages.text.reviews import say
from ui.pages.writing_fields import PhrasedField
from ui.reviews.pages_pane import plain_label
from ui.text import say as shell_say

REVIEW = KINDS["review"]
LAYOUT = (Group("", (("grade", "date"), ("remark",), ("reviewer",), ("shown",))),)


class ReviewForm(QWidget):
    """What is said of one book: of `member`, called `name`, in `period`. `removed` after deleting."""

    removed = Signal()

    def __init__(
        self, context: Context, member: str, name: str, period: Period, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context, self._member, self._name, self._period = context, member, name, period
        self.form = Form(context, REVIEW, LAYOUT, {"remark": PhrasedField})
        first, last = period.first.isoformat(), period.last.isoformat()
        desk = context.desk
        saving = Saving(
            f"reviews/{member}/{first}..{last}",
            lambda values: reviews.write(desk, member, first, last, values),
            lambda id, values: reviews.change(desk, id, values),
        )
        self.keeper = Keeper(context, self.form, saving)
        self._history = action_button(shell_say("history"), "history")
        self._delete = action_button(shell_say("delete"), "bin")
        self._history.clicked.connect(self.show_history)
        self._delete.clicked.connect(self.remove)
        self.panel = FormPanel(context, self.form, self.keeper, [self._history, self._delete])
        self.others = plain_label(role="quiet")
        self.others.hide()
        self.panel.add_below(self.others)
        self.keeper.kept.connect(self._kept)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.panel)

    def show_review(self, review: Record | None, own: str) -> None:
        """Show what was said, or a new review by the person `own`."""
        if review is not None:
            self.keeper.start(review.id, review.values)
        else:
            today = self._context.desk.today().isoformat()
            self.keeper.start(None, {"date": today, "reviewer": own or None, "shown": 0})
        self._tell()

    def show_again(self, review: Record | None, own: str) -> None:
        """The same book was read again: show what is said of it now, unless something is being written."""
        if self.keeper.has_changes:
            return
        if self.keeper.id != (review.id if review is not None else None):
            self.show_review(review, own)
        elif review is not None:
            self.keeper.start(review.id, review.values, draft=False)
            self._tell()

    def show_others(self, words: str) -> None:
        """What else was said of this book, at another office or before."""
        self.others.setText(say("review.others", words=words) if words else "")
        self.others.setVisible(bool(words))

    def show_history(self) -> None:
        """Who said what when."""
        if self.keeper.id is not None:
            show_history(self._context, "review", self.keeper.id, self.window())

    def remove(self) -> None:
        """Delete the review after asking."""
        id = self.keeper.id
        if id is None:
            return
        asked = say("review.delete", name=self._name)
        if self._context.messages.confirm(asked, shell_say("delete"), danger=True):
            self._context.tasks.run(
                records.remove, self._context.desk, "review", id, owner=self, done=lambda _: self._removed()
            )

    def _removed(self) -> None:
        self._context.line.say(say("review.deleted"), True)
        self.removed.emit()

    def _kept(self, _id: str, _is_new: bool) -> None:
        self._context.line.say(say("review.saved"), True)
        self._tell()

    def _tell(self) -> None:
        is_kept = self.keeper.id is not None
        self.panel.set_title(say("review.of") if is_kept else say("review.new"))
        for button in (self._history, self._delete):
            button.setEnabled(is_kept)
