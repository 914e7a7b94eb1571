"""One form: the fields of a kind in a layout; filled in load(), read in values(), nowhere else."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from app.drafts import Draft
from app.kinds import Field, Kind
from app.problems import Problem
from ui import theme
from ui.context import Context
from ui.fields.base import FieldWidget
from ui.fields.making import field_widget
from ui.fields.masked import Masks
from ui.forms.layout import Group, cell
from ui.icons import icon

Maker = Callable[[Context, Field, QWidget], FieldWidget]


class _Fold(QWidget):
    """A group's rows under a heading that opens and closes them."""

    def __init__(self, group: Group) -> None:
        super().__init__()
        self.body = QWidget()
        self.rows = QVBoxLayout(self.body)
        self.rows.setContentsMargins(0, 0, 0, 0)
        self.rows.setSpacing(theme.SPACE_2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE_2)
        self._heading: QToolButton | None = None
        if group.title and group.folded:
            self._heading = QToolButton()
            self._heading.setObjectName("fold")
            self._heading.setText(group.title)
            self._heading.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            self._heading.setCheckable(True)
            self._heading.toggled.connect(self._turn)
            layout.addWidget(self._heading)
            self._turn(False)
        elif group.title:
            heading = QLabel(group.title)
            heading.setProperty("role", "group")
            layout.addWidget(heading)
        layout.addWidget(self.body)

    def unfold(self) -> None:
        """Show the rows."""
        if self._heading is not None:
            self._heading.setChecked(True)

    def _turn(self, is_open: bool) -> None:
        assert self._heading is not None
        self.body.setVisible(is_open)
        self._heading.setIcon(icon("down" if is_open else "right", "quiet"))


class Form(QWidget):
    """The fields of one record. Knows nothing of saving: ui.forms.keeping does that.

    `edited(name)`: the clerk changed a field; `left(name)`: a field was left; `finished`: Enter in
    the last field. `fields[name]` is a field's widget.
    """

    edited = Signal(str)
    left = Signal(str)
    finished = Signal()

    def __init__(
        self,
        context: Context,
        kind: Kind,
        layout: Sequence[Group],
        makers: Mapping[str, Maker] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.kind = kind
        self.fields: dict[str, FieldWidget] = {}
        self._folds: dict[str, _Fold] = {}
        self._loaded: dict[str, Any] = {}
        self._context = context
        self._makers = dict(makers or {})
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_3)
        for group in layout:
            fold = _Fold(group)
            column.addWidget(fold)
            for row in group.rows:
                fold.rows.addLayout(self._row(row, fold))
        self.masks = Masks(context, kind.name, self.fields, self)
        self.load({})

    def load(self, values: Mapping[str, Any]) -> None:
        """Show these values (a record's, or what a new one starts with); errors go away."""
        for name, widget in self.fields.items():
            widget.show_error("")
            widget.set_value(values.get(name))
        self._loaded = self.values()

    def draft(self) -> Draft | None:
        """What the clerk has changed or half typed; None when nothing."""
        changed = self.changes()
        typed = {name: rough for name, widget in self.fields.items() if (rough := widget.rough())}
        if not changed and not typed:
            return None
        return Draft(changed, typed, {name: self._loaded.get(name) for name in {**changed, **typed}})

    def load_draft(self, values: Mapping[str, Any], typed: Mapping[str, str] | None = None) -> None:
        """Show values, and words half typed, over the loaded ones; they count as the clerk's changes."""
        for name, widget in self.fields.items():
            if name in values:
                widget.set_value(values[name])
            if typed and name in typed:
                widget.set_rough(typed[name])

    @property
    def loaded(self) -> Mapping[str, Any]:
        """What was loaded or last kept, by field."""
        return self._loaded

    def values(self) -> dict[str, Any]:
        """Every field's value as it stands now; None for empty or unreadable."""
        return {name: widget.value() for name, widget in self.fields.items()}

    def changes(self) -> dict[str, Any]:
        """The values that differ from what was loaded or last kept; the same objects as values()."""
        return {name: value for name, value in self.values().items() if value != self._loaded.get(name)}

    def settle(self, values: Mapping[str, Any]) -> None:
        """These values are in the store now; only later differences count as changes."""
        self._loaded.update(values)
        self.masks.settle(values)

    def check(self, names: Sequence[str] | None = None) -> str:
        """Show what is wrong beside each field (or these); the name of the first wrong one or ""."""
        first = ""
        for name in self.fields if names is None else names:
            wrong = self.fields[name].check()
            self._show(name, wrong)
            if wrong and not first:
                first = name
        return first

    def show_problem(self, problem: Problem) -> bool:
        """Stand a Problem beside the field it is about; False when it is about none of this form."""
        name = str(problem.details.get("field", ""))
        if name not in self.fields:
            return False
        self._show(name, problem.sentence)
        return True

    def wrong(self) -> dict[str, str]:
        """The errors that stand beside fields now."""
        return {name: widget.error for name, widget in self.fields.items() if widget.error}

    def focus(self, name: str = "") -> None:
        """Put the cursor into the field, or into the first one."""
        name = name or next(iter(self.fields))
        self._folds[name].unfold()
        self.fields[name].focus_input()

    def set_read_only(self, is_read_only: bool) -> None:
        """Let the record be read but not changed."""
        for widget in self.fields.values():
            widget.set_read_only(is_read_only)

    def _show(self, name: str, sentence: str) -> None:
        if sentence:
            self._folds[name].unfold()
        self.fields[name].show_error(sentence)

    def _row(self, row: tuple[str, ...], fold: _Fold) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(theme.SPACE_3)
        for text in row:
            name, share = cell(text)
            spec = self.kind.field(name)
            make = self._makers.get(name, field_widget)
            widget = make(self._context, spec, fold.body)
            self.fields[name] = widget
            self._folds[name] = fold
            widget.edited.connect(lambda name=name: self._edited(name))
            widget.left.connect(lambda name=name: self._left(name))
            widget.entered.connect(lambda name=name: self._next(name))
            line.addWidget(widget, share)
        return line

    def _edited(self, name: str) -> None:
        if self.fields[name].error and not self.fields[name].check():
            self.fields[name].show_error("")
        self.edited.emit(name)

    def _left(self, name: str) -> None:
        if wrong := self.fields[name].unreadable():
            self._show(name, wrong)
        elif self.fields[name].error:
            self._show(name, self.fields[name].check())
        self.left.emit(name)

    def _next(self, name: str) -> None:
        names = list(self.fields)
        for following in names[names.index(name) + 1 :]:
            if self.fields[following].isVisible() and self.fields[following].isEnabled():
                self.fields[following].focus_input()
                return
        self.finished.emit()
