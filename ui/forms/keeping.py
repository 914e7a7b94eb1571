"""How a form keeps itself: saved when left, written down as a draft meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

from app import drafts
from app.desk import Desk
from app.drafts import Draft
from app.problems import Problem
from ui.context import Context
from ui.forms.drafts import Drafting, drafted
from ui.forms.form import Form
from ui.text import say


class State(Enum):
    """What the line under a form says about its keeping."""

    UNTOUCHED = "untouched"
    DRAFT = "draft"
    KEEPING = "keeping"
    KEPT = "kept"
    WRONG = "wrong"


@dataclass(frozen=True)
class Saving:
    """The use cases a form saves through; both run on the database worker.

    add(values) -> the new record's id; change(id, changed values). `place` names its drafts.
    """

    place: str
    add: Callable[[Mapping[str, Any]], str]
    change: Callable[[str, Mapping[str, Any]], object]


@dataclass(frozen=True)
class _Save:
    id: str | None
    values: dict[str, Any]
    session: int


class Keeper(QObject):
    """Saves one form. Show a record with start(); leave it with leave().

    A record in the store is saved each time a changed field is left; a new one when the form is
    left, Ctrl+S is pressed or its last field is finished. A draft is written down every few seconds
    and each time a field is left. `kept(id, is_new)` is sent after each save.
    """

    kept = Signal(str, bool)
    stated = Signal(object)

    def __init__(self, context: Context, form: Form, saving: Saving) -> None:
        super().__init__(form)
        self._context = context
        self._form = form
        self._saving = saving
        self._drafting = Drafting(context, drafted(form), self)
        self._drafting.taken.connect(lambda: self.stated.emit(State.DRAFT))
        self._id: str | None = None
        self._session = 0
        self._running: _Save | None = None
        self._wants_more = False
        form.left.connect(self._field_left)
        form.edited.connect(lambda _: self.stated.emit(State.DRAFT))
        form.finished.connect(self.keep)

    @property
    def id(self) -> str | None:
        """The record that is shown; None for a new one."""
        return self._id

    @property
    def has_changes(self) -> bool:
        """Whether anything shown is not in the store yet."""
        typed = any(field.unreadable() for field in self._form.fields.values())
        return typed or bool(self._form.changes())

    def start(self, id: str | None, values: Mapping[str, Any], draft: bool = True) -> None:
        """Show a record, or a new one (id None) that starts with `values`; offer a draft of it."""
        self._session += 1
        self._id = id
        self._running = None
        self._wants_more = False
        self._form.masks.about(id, values)
        self._form.load(values)
        self.stated.emit(State.UNTOUCHED)
        self._drafting.begin(self._key, draft)

    def keep(self) -> bool:
        """Save what changed, now. False when a field is wrong: its error is shown and it gets the cursor."""
        if not self.has_changes:
            return True
        if wrong := self._form.check():
            self.stated.emit(State.WRONG)
            self._form.focus(wrong)
            return False
        self._save()
        return True

    def leave(self) -> bool:
        """Save and let the form go. False when the clerk stays to correct a field."""
        if not self.has_changes:
            return True
        if not (wrong := self._form.check()):
            self._save()
            return True
        self.stated.emit(State.WRONG)
        field = self._form.fields[wrong]
        sentence = say("form.leave_wrong", label=field.spec.label, why=field.error)
        asked = self._context.messages.choose(
            sentence, [say("form.stay"), say("form.leave")], detail=say("form.leave_question")
        )
        if asked != 1:
            self._form.focus(wrong)
            return False
        self.keep_draft()
        return True

    def keep_draft(self) -> None:
        """Write down what is not saved yet, when it is another than the last time."""
        if self._running is None:
            self._drafting.keep()

    def give_up(self) -> None:
        """Throw away what is not saved; the clerk said so."""
        self._drafting.drop()
        self.start(None, {}, draft=False)
        self._drafting.begin("")

    @property
    def _key(self) -> str:
        return f"{self._saving.place}/{self._id or 'new'}"

    def _field_left(self, _name: str) -> None:
        if not self.has_changes:
            return
        if self._id is None:
            self.keep_draft()
            # The focus has moved on only after this event: then it is known whether it left the form.
            QTimer.singleShot(0, self, self._form_left)
        elif self._form.check():
            self.stated.emit(State.WRONG)
            self.keep_draft()
        else:
            self._save()

    def _form_left(self) -> None:
        focus = QApplication.focusWidget()
        is_inside = focus is not None and self._form.isAncestorOf(focus)
        if focus is None or is_inside or not self.has_changes or self._id is not None:
            return
        if not any(field.check() for field in self._form.fields.values()):
            self._save()

    def _save(self) -> None:
        if self._running is not None:
            self._wants_more = True
            return
        changes = self._form.changes()
        values = changes if self._id else {k: v for k, v in self._form.values().items() if v is not None}
        self._running = save = _Save(self._id, changes, self._session)
        key = self._key
        self.stated.emit(State.KEEPING)
        self._context.tasks.run(
            _carry_out, self._context.desk, self._saving, key, save.id, values,
            done=lambda result: self._saved(save, key, result),
            failed=lambda problem: self._refused(save, problem), owner=self,
        )  # fmt: skip

    def _saved(self, save: _Save, key: str, result: object) -> None:
        self._drafting.drop(key)
        id = str(result) if save.id is None else save.id
        if save.session == self._session:
            self._running = None
            self._id = id
            self._form.settle(save.values)
            self._drafting.begin(self._key, offer=False)
            self.stated.emit(State.KEPT)
        self.kept.emit(id, save.id is None)
        if save.session == self._session and self._wants_more:
            self._wants_more = False
            self.keep()

    def _refused(self, save: _Save, problem: Problem) -> None:
        is_shown = save.session == self._session
        if is_shown:
            self._running = None
            self._wants_more = False
            self.stated.emit(State.WRONG)
            self.keep_draft()
            if self._form.show_problem(problem):
                return
        else:
            key = f"{self._saving.place}/{save.id or 'new'}"
            self._drafting.keep_as(key, Draft(save.values))
        self._context.messages.tell_problem(problem)


def _carry_out(desk: Desk, saving: Saving, key: str, id: str | None, values: Mapping[str, Any]) -> object:
    """On the worker: save, and the draft is gone in the same transaction."""
    with drafts.saved_with(desk, key):
        return saving.add(values) if id is None else saving.change(id, values)


def line_of(state: State, form: QWidget, time: str) -> str:
    """The words under a form for a state; `time` as "10:32"."""
    if state is State.KEPT:
        return say("form.kept_at", time=time)
    if state is State.WRONG and isinstance(form, Form):
        return say("form.wrong", count=max(1, len(form.wrong())))
    return {
        State.UNTOUCHED: say("form.untouched"),
        State.DRAFT: say("form.draft"),
        State.KEEPING: say("form.keeping"),
    }.get(state, "")
