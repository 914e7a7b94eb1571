"""Sitting down at the desk and getting up: everything of the program that needs an open office.

Loaded while the password is typed: the sign-in must stand before the database's libraries do.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from PySide6.QtCore import QObject

from app import backups, offices, operators
from app.codes import Codes
from app.desk import Desk
from app.problems import Problem
from app.signing_in import confirm_password
from app.station import Station
from ui.codes import CodeLists
from ui.context import Context
from ui.dialogs.manual import Manual
from ui.dialogs.new_password import NewPassword
from ui.first_run.wizard import FirstRun
from ui.idleness import Idleness
from ui.messages import Messages
from ui.navigation import Navigation
from ui.notices import Line, Notices
from ui.origin_question import ask_where_from
from ui.places import places
from ui.tasks import Tasks
from ui.workspace import Workspace

__all__ = [
    "FirstRun", "Idleness", "Manual", "NewPassword", "Workspace", "ask_where_from", "confirm_password",
    "offices", "operators",
]  # fmt: skip

JOINING = "ui.exchange.joining"  # named, not imported: only a first start may need it
# Where the desk is opened after the first start, by what the clerk wants to begin with.
FIRST_PLACES = {"import": "import", "rejoin": "exchange"}
LOG = logging.getLogger(__name__)

Opened = tuple[Desk, Codes]


def open_desk(home: Path, data_key: bytes, name: str, how: str = "sign_in") -> Opened:
    """The unlocked office with its code lists. For the worker. Raises what open_with_key raises."""
    return with_codes(offices.open_with_key(home, data_key, name, how=how))


def with_codes(desk: Desk) -> Opened:
    """The desk and its code lists, which only the worker may read. For the worker."""
    return desk, desk.codes


def first_run(home: Path, tasks: Tasks, messages: Messages) -> FirstRun:
    """The first start's screens for this folder."""
    return FirstRun(tasks, messages, lambda asked: offices.create_office(home, asked))


def make_demo(desk: Desk, home: Path, asked: offices.SetUp, fill: Callable[[Desk], object]) -> Opened:
    """A made-up office in `home` instead of `desk`, which is let go. For the worker."""
    desk.close()
    demo, _ = offices.create_office(home, asked, station=Station(home / "states"))
    fill(demo)
    return demo, demo.codes


def make_context(desk: Desk, codes: Codes, tasks: Tasks, messages: Messages, parent: QObject) -> Context:
    """The collaborators of every page at this desk."""
    notices = Notices(desk.notices, parent)
    lists = CodeLists(codes, desk, tasks, notices)
    return Context(desk, tasks, Navigation(places(), parent), messages, notices, Line(parent), lists)


def start_at(workspace: Workspace, place: str) -> None:
    """Show the first page; a PC that takes the place of a dead one begins with its enrolment."""
    workspace.start(place)
    if place == FIRST_PLACES["rejoin"]:
        import_module(JOINING).open_joining(workspace.context, workspace.window(), rejoin=True)


def back_up_quietly(desk: Desk, reason: str) -> None:
    """A backup that fails must not stop the clerk: it is logged, and 工作台 says so, and the newest's age."""
    try:
        backups.make(desk, reason)
    except Problem as problem:
        LOG.error("backup failed: %s", problem.code)


def back_up_and_close(desk: Desk) -> None:
    """The end of a sitting. For the worker."""
    back_up_quietly(desk, "closing")
    desk.close()
