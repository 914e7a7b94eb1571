"""The way into joining, from the exchange page, the settings and the first start."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.problems import Problem
from app.rights import may
from ui.context import Context
from ui.exchange.joining_admitting import AdmitSheet
from ui.exchange.joining_asking import AskSheet
from ui.exchange.joining_parts import StepSheet, Sticks, system_sticks
from ui.pages.text.joining import say


def open_joining(
    context: Context, parent: QWidget | None, *, rejoin: bool = False, sticks: Sticks = system_sticks
) -> StepSheet | None:
    """Open the sheet that fits: a village asks, a county admits, a township says which it wants.

    `rejoin`: this PC takes the place of one that died. The sheet, which is open; None when nothing is.
    Its `finished` tells that the exchange stands otherwise now.
    """
    if not may(context.desk, "enrol"):
        context.messages.tell_problem(Problem("only_admin"))
        return None
    level = context.desk.office.level
    asks = level == "village" or (level == "township" and rejoin)
    if level == "township" and not rejoin:
        chosen = context.messages.choose(say("which"), [say("which.admit"), say("which.ask"), say("cancel")])
        if chosen not in (0, 1):
            return None
        asks = chosen == 1
    made = AskSheet(context, parent, rejoin, sticks) if asks else AdmitSheet(context, parent, sticks)
    made.open()
    return made
