"""Drafts: what an open form holds and nobody has saved yet, kept per operator inside the database.

They lie in the encrypted database like everything else, belong to this computer, and no package
carries them. An operator meets only drafts of their own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from app.desk import Desk
from app.faults import faults_as_problems
from db import local


@dataclass(frozen=True)
class Draft:
    """What differs from the record, by field. `typed`: words that cannot be read as a value yet;
    `base`: what the record said when it was opened, so that a later change by others shows."""

    values: Mapping[str, Any]
    typed: Mapping[str, str] = field(default_factory=dict)
    base: Mapping[str, Any] = field(default_factory=dict)

    def outdated(self, now: Mapping[str, Any]) -> tuple[str, ...]:
        """The fields of the draft that say something else by now, in the record as it stands."""
        return tuple(name for name, before in self.base.items() if now.get(name) != before)


def keep(desk: Desk, form: str, draft: Draft) -> None:
    """Write a form's draft down in place of its last one. `form` such as "visit/new". Raises Problem."""
    contents = {"values": dict(draft.values), "typed": dict(draft.typed), "base": dict(draft.base)}
    with faults_as_problems(desk.home):
        local.keep_draft(desk.store, form, desk.operator.id, desk.now(), contents)


def drop(desk: Desk, form: str) -> None:
    """Forget a form's draft, if there is one. Raises Problem."""
    with faults_as_problems(desk.home):
        if form in local.drafts(desk.store, desk.operator.id):  # a save without a draft costs no second write
            local.drop_draft(desk.store, form, desk.operator.id)


def find(desk: Desk, form: str) -> Draft | None:
    """This operator's draft of a form."""
    found = local.drafts(desk.store, desk.operator.id).get(form)
    return _draft(found[1]) if found else None


def waiting(desk: Desk) -> tuple[str, ...]:
    """The forms of which this operator has a draft, in the order they were last written down."""
    return tuple(local.drafts(desk.store, desk.operator.id))


def _draft(contents: Mapping[str, Any]) -> Draft:
    parts = (contents.get(name) for name in ("values", "typed", "base"))
    return Draft(*(part if isinstance(part, dict) else {} for part in parts))
