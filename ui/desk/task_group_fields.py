"""The fields of a project as a task group calls them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from app.kinds import Field
from ui.context import Context
from ui.fields.base import FieldWidget
from ui.fields.making import field_widget
from ui.forms.form import Maker
from ui.pages.text.task_groups import say

NAMED = ("name", "owner", "start", "end", "members")


def renamed(context: Context, spec: Field, parent: QWidget) -> FieldWidget:
    """The field under the name that it has in a task group."""
    return field_widget(context, replace(spec, label=say(f"field.{spec.name}")), parent)


MAKERS: Mapping[str, Maker] = dict.fromkeys(NAMED, renamed)
