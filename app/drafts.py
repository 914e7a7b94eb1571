"""Drafts: what an open form holds and nobody has saved yet, kept per operator inside the database.

They lie in the encrypted database like everything else, belong to this computer, and no package
carries them. An operator meets only drafts of their own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from app import records
from app.desk import Desk
from app.faults import faults_as_problems
from app.kinds import KINDS
from db import local


@dataclass(frozen=True)
class Draft:
    """What differs from the record, by field. `typed`: words that cannot be read as a value yet;
    `base`: what the record said when it was opened, so that a later change by others shows."""

    values: Mapping[str, Any]
    typed: Mapping[str, str] = field(default_factory=dict)
    base: Mapping[str, Any] = field(default_factory=dict)
    words: str = ""  # what the form is called, for the home page

    def outdated(self, now: Mapping[str, Any]) -> tuple[str, ...]:
        """The fields of the draft that say something else by now, in the record as it stands."""
        return tuple(name for name, before in self.base.items() if now.get(name) != before)


def keep(desk: Desk, form: str, draft: Draft) -> None:
    """Write a form's draft down in place of its last one. `form` such as "visit/new". Raises Problem."""
    contents = {
        "values": dict(draft.values),
        "typed": dict(draft.typed),
        "base": dict(draft.base),
        "words": draft.words,
    }
    with faults_as_problems(desk.home):
        local.keep_draft(desk.store, form, desk.operator.id, desk.now(), contents)


def drop(desk: Desk, form: str) -> None:
    """Forget a form's draft, if there is one. Raises Problem."""
    with faults_as_problems(desk.home):
        _forget(desk, form)


@contextmanager
def saved_with(desk: Desk, form: str) -> Iterator[None]:
    """What is written in here takes the form's draft with it, in the same transaction.

    Else a kill between the two would offer what is saved already, and it would be entered twice.
    """
    desk.within_write = lambda: _forget(desk, form)
    try:
        yield
    finally:
        desk.within_write = None


def _forget(desk: Desk, form: str) -> None:
    if form in local.drafts(desk.store, desk.operator.id):  # where there is none nothing is written
        local.drop_draft(desk.store, form, desk.operator.id)


def find(desk: Desk, form: str) -> Draft | None:
    """This operator's draft of a form."""
    found = local.drafts(desk.store, desk.operator.id).get(form)
    return _draft(found[1]) if found else None


def waiting(desk: Desk) -> Mapping[str, int]:
    """How many drafts this operator has, by what their forms are about; the longest waiting first.

    A draft of a stored record is named with its title: of a thousand visits, which one is it?
    """
    drafts = local.drafts(desk.store, desk.operator.id).items()
    return Counter(_name(desk, form, str(contents.get("words", ""))) for form, (_, contents) in drafts)


def _name(desk: Desk, form: str, words: str) -> str:
    identity = form.rpartition("/")[2]
    for kind in KINDS.values():
        if kind.label == words and (title := records.titles(desk, kind.name, [identity]).get(identity)):
            return f"{words}“{title}”"
    return words


def _draft(contents: Mapping[str, Any]) -> Draft:
    parts = (contents.get(name) for name in ("values", "typed", "base"))
    values, typed, base = (part if isinstance(part, dict) else {} for part in parts)
    return Draft(values, typed, base, str(contents.get("words", "")))
