"""What every page, form and field is given: the desk and the window's services, in one value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ui.messages import Messages
from ui.navigation import Navigation
from ui.notices import Line, Notices
from ui.tasks import Tasks

if TYPE_CHECKING:
    from app.desk import Desk


@dataclass(frozen=True)
class Context:
    """The collaborators of a page. Made once when an office is opened; tests make their own.

    The desk's database may be touched only in `tasks.run(...)`. On the window thread only
    desk.office, desk.operator, desk.today(), desk.now() and desk.codes may be read.
    """

    desk: Desk
    tasks: Tasks
    navigation: Navigation
    messages: Messages
    notices: Notices
    line: Line
