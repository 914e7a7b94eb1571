"""What stands under a matter on the desk: the panes of other topics, one line each, loaded when first shown.

A pane is a QWidget made as `Pane(context)`. It has `show_matter(course)`: a
ui.pages.handbook_reading.Course, or None when no matter is shown; it hides itself where it has nothing
to say about that matter, and never waits (context.tasks, owner=self). It may have a signal
`opened = Signal(str, str)`, sent with the place and the id that the clerk wants to see; and a method
`refresh(notice)`, called after every write by anybody.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

from ui.context import Context

# Each as "module:Class", in the order in which they stand.
PANES: tuple[str, ...] = (
    "ui.themes.line:ThemeLine",
    "ui.desk.sweeps:SweepsPane",
    "ui.desk.task_groups:TaskGroupsPane",
)


def panes(context: Context) -> list[Any]:
    """The panes of one matter view, made anew."""
    return [_named(each)(context) for each in PANES]


def _named(name: str) -> Any:
    module, _, member = name.partition(":")
    return getattr(import_module(module), member)
