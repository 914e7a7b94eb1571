"""Keeping the draft of whatever is being filled in, and offering it again after a power cut."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from app import drafts
from app.drafts import Draft
from app.problems import Problem
from ui.context import Context
from ui.forms.form import Form
from ui.text import say

DRAFT_EVERY_MS = 4000


@dataclass(frozen=True)
class Drafted:
    """What a draft is made of and shown in: a form, or anything that is typed into.

    `read` gives what is not saved (None: nothing); `show` takes it back; `now` is what is saved, by
    field; `label(field)` names a field; `words` name the whole.
    """

    words: str
    read: Callable[[], Draft | None]
    show: Callable[[Draft], object]
    now: Callable[[], Mapping[str, Any]]
    label: Callable[[str], str]


def drafted(form: Form) -> Drafted:
    """A form as something to keep drafts of."""
    return Drafted(
        form.kind.label,
        form.draft,
        lambda draft: form.load_draft(draft.values, draft.typed),
        lambda: form.loaded,
        lambda name: form.fields[name].spec.label if name in form.fields else name,
    )


class Drafting(QObject):
    """The draft of one thing: written down every few seconds, when asked, offered by begin().

    `taken` when the clerk goes on with a draft that was found. Nothing is written while nothing
    differs from the last time; a form put back to what is saved loses its draft.
    """

    taken = Signal()

    def __init__(self, context: Context, about: Drafted, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._about = about
        self._key = ""
        self._last: Draft | None = None
        self._session = 0
        timer = QTimer(self)
        timer.setInterval(DRAFT_EVERY_MS)
        timer.timeout.connect(self.keep)
        timer.start()

    def begin(self, key: str, offer: bool = True) -> None:
        """From now on drafts are kept under `key` ("visit/new"); offer the one that is there. "": none."""
        self._session += 1
        self._key, self._last = key, None
        if key and offer:
            session = self._session
            self._context.tasks.run(
                drafts.find,
                self._context.desk,
                key,
                done=lambda found: self._offer(found, session),
                owner=self,
            )

    def keep(self) -> None:
        """Write down what is not saved yet, when it is another than the last time."""
        draft = self._about.read() if self._key else None
        if draft == self._last:
            return
        if draft is None:
            self.drop()
        else:
            self._last = draft
            self._write(self._key, replace(draft, words=self._about.words))

    def keep_as(self, key: str, draft: Draft) -> None:
        """Write down what a form held that shows something else by now."""
        self._write(key, replace(draft, words=self._about.words))

    def drop(self, key: str = "") -> None:
        """It was saved or given up: forget the draft (of another key, when one is named)."""
        if not key or key == self._key:
            self._last = None
        if key or self._key:
            self._context.tasks.run(drafts.drop, self._context.desk, key or self._key, failed=_later)

    def _write(self, key: str, draft: Draft) -> None:
        # A full disk is told when saving: a draft asks nobody while they type, it tries again.
        self._context.tasks.run(drafts.keep, self._context.desk, key, draft, failed=lambda _: self._forget())

    def _forget(self) -> None:
        self._last = None

    def _offer(self, draft: Draft | None, session: int) -> None:
        if draft is None or session != self._session or self._about.read() is not None:
            return
        names = [self._about.label(name) for name in draft.outdated(self._about.now())]
        detail = say("form.draft_outdated", names="、".join(names)) if names else ""
        asked = self._context.messages.choose(
            say("form.draft_found", kind=self._about.words), [say("form.draft_take"), say("form.draft_drop")],
            detail=detail,
        )  # fmt: skip
        if session != self._session:
            return  # the form went on to something else while the question stood
        if asked == 0:
            self._about.show(draft)
            self._last = self._about.read()
            self.taken.emit()
        elif asked == 1:
            self.drop()


def _later(_problem: Problem) -> None:
    """A draft that could not be forgotten is offered once more: no harm."""


def form_drafting(context: Context, form: Form, parent: QWidget) -> Drafting:
    """The drafts of a form that does not keep itself: also written down each time a field is left."""
    drafting = Drafting(context, drafted(form), parent)
    form.left.connect(lambda _: drafting.keep())
    return drafting
