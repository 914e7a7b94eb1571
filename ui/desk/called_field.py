"""The units that a whistle calls; each of several may have its own time to respond, one line for each."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from app.kinds import KINDS, Field
from ui import theme
from ui.context import Context
from ui.fields.making import finder
from ui.fields.working_days import Counting, DeadlineField
from ui.pages.text.whistle import say
from ui.pages.writing_fields import SeveralField

ABREAST = 2
DEADLINE = KINDS["matter_event"].field("deadline")


class CalledField(SeveralField):
    """Value: a list of ids; where some unit has its own time to respond, id → that day or ""."""

    def __init__(
        self, context: Context, spec: Field, hint: str, counting: Counting, parent: QWidget | None
    ) -> None:
        self.own: dict[str, DeadlineField] = {}
        super().__init__(spec, finder(context, spec.targets), hint, parent)
        self._context, self._counting = context, counting
        self._own_lines = QWidget()
        self._own_grid = QGridLayout(self._own_lines)
        self._own_grid.setContentsMargins(0, 0, 0, 0)
        self._own_grid.setHorizontalSpacing(theme.SPACE_3)
        self._own_grid.setVerticalSpacing(theme.SPACE_1)
        for at in range(ABREAST):
            self._own_grid.setColumnStretch(at, 1)
        heading = QLabel(say("own"))
        heading.setProperty("role", "label")
        self._own_grid.addWidget(heading, 0, 0, 1, ABREAST)
        self._own_lines.hide()
        self.insert_below(self._own_lines)

    def value(self) -> Any:
        ids = super().value()
        own = {id: str(field.value() or "") for id, field in self.own.items() if id in self._titles}
        if not ids or not any(own.values()):
            return ids
        return {id: own.get(id, "") for id in ids}

    def set_value(self, value: Any) -> None:
        super().set_value(value)
        for id, day in value.items() if isinstance(value, dict) else ():
            if id in self.own:
                self.own[id].set_value(day or None)

    def unreadable(self) -> str:
        wrong = super().unreadable()
        shown = (field.unreadable() for id, field in self.own.items() if id in self._titles)
        return wrong or next(filter(None, shown), "")

    def _draw(self) -> None:
        """A line for each unit, once there are two of them; one alone has the deadline of the whistle."""
        super()._draw()
        for id in [each for each in self.own if each not in self._titles]:
            field = self.own.pop(id)
            field.hide()
            field.deleteLater()
        before: QWidget = self.line
        for at, (id, title) in enumerate(self._titles.items()):
            if id not in self.own:
                self.own[id] = self._line()
            self._own_grid.addWidget(self.own[id], 1 + at // ABREAST, at % ABREAST)
            self.own[id].label.setText(say("own.of", name=title))
            self.own[id].line.setAccessibleName(say("own.of", name=title))
            self.setTabOrder(before, self.own[id].line)
            before = self.own[id].line
        self._own_lines.setVisible(len(self._titles) > 1)

    def _line(self) -> DeadlineField:
        spec = replace(DEADLINE, label="", required=False, hint=say("own.hint"))
        desk = self._context.desk
        field = DeadlineField(spec, self._counting, desk.today, self._own_lines, desk.watch.doubt)
        field.edited.connect(self.edited)
        field.left.connect(self.left)
        field.entered.connect(self.entered)
        return field
