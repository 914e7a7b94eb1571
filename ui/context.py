"""What every page, form and field is given: the desk and the window's services, in one value."""

from __future__ import annotations

from dataclasses import dataclass

from app.desk import Desk
from ui.codes import CodeLists
from ui.messages import Messages
from ui.navigation import Navigation
from ui.notices import Line, Notices
from ui.tasks import Tasks


@dataclass(frozen=True)
class Context:
    """The collaborators of a page. Made once when an office is opened; tests make their own.

    The desk's database may be touched only in `tasks.run(...)`. On the window thread only
    desk.home, desk.office, desk.operator, desk.today() and desk.now() may be read; code lists come
    from `codes` here, never from desk.codes, which may read the database.
    """

    desk: Desk
    tasks: Tasks
    navigation: Navigation
    messages: Messages
    notices: Notices
    line: Line
    codes: CodeLists
