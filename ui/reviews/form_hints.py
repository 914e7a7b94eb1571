"""The hints of app.honesty beside a form's fields, as soon as a text is finished; for its author alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QLabel

from app import honesty
from app.desk import Desk
from ui.context import Context
from ui.forms.form import Form
from ui.forms.keeping import Keeper


def hint_words(desk: Desk, kind: str, id: str | None, field: str, values: Mapping[str, Any]) -> str:
    """What the author may want to know of the field just left; "" for nothing. For the worker."""
    if field in honesty.TEXTS[kind]:
        found = honesty.about_text(desk, kind, id, field, values)
        return found.words if found is not None else ""
    # A day still to come is told by the field of the day itself.
    return "\n".join(each.words for each in honesty.about_day(desk, id, values) if each.code != "future")


class FormHints(QObject):
    """A quiet line under each text of the form, and under the day of a visit. Nothing of it is kept."""

    def __init__(self, context: Context, form: Form, keeper: Keeper) -> None:
        super().__init__(form)
        self._context, self._form, self._keeper = context, form, keeper
        self._kind = form.kind.name
        self._asked = 0
        self.lines: dict[str, QLabel] = {}
        days = ("date",) if self._kind == "visit" else ()
        for name in (*honesty.TEXTS[self._kind], *days):
            self.lines[name] = line = QLabel()
            line.setProperty("role", "quiet")
            line.setWordWrap(True)
            line.setTextFormat(Qt.TextFormat.PlainText)
            line.hide()
            form.fields[name].insert_below(line)
        form.left.connect(self._left)
        form.edited.connect(self._edited)

    def clear(self) -> None:
        """Another record is shown: what was said was about the last one."""
        self._asked += 1
        for name in self.lines:
            self._show(name, "")

    def _edited(self, name: str) -> None:
        if name in self.lines:
            self._show(name, "")

    def _left(self, name: str) -> None:
        name = "date" if name in honesty.DAY_FIELDS and "date" in self.lines else name
        if name not in self.lines:
            return
        asked, values = self._asked, self._form.values()
        if not values.get(name):
            self._show(name, "")
            return
        self._context.tasks.run(
            hint_words, self._context.desk, self._kind, self._keeper.id, name, values, owner=self,
            done=lambda words: self._show(name, words) if asked == self._asked else None,
            failed=lambda _: None,
        )  # fmt: skip

    def _show(self, name: str, words: str) -> None:
        line = self.lines[name]
        line.setText(words)
        line.setVisible(bool(words))
