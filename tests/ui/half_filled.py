"""A clerk with a half-filled visit, in a process of its own, who is about to lose the power.

Run as -m tests.ui.half_filled FOLDER MANNER by tests/ui/test_power_cut.py. MANNER "left": the cursor goes on;
"typing": it stays, and the draft is written down by the clock alone. Says "kept" when a draft is there.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QDeadlineTimer, QEventLoop
from PySide6.QtWidgets import QApplication

from app import drafts
from tests.tools.first_steps import PASSWORD
from ui.application import make_application
from ui.dialogs.sign_in import SignIn
from ui.fields.typed import LongTextField
from ui.pages.visits import VisitsPage
from ui.program import Program

WORDS = "张桂花家屋顶漏雨，想"


def until(true: Callable[[], object]) -> None:
    """Let the window live until it is so, half a minute at most."""
    deadline = QDeadlineTimer(30_000)
    while not true():
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 50)
        assert not deadline.hasExpired()


def main(home: Path, manner: str) -> None:
    """Sign in, begin a visit, type, and wait to be killed."""
    application = make_application(sys.argv[:1])
    program = Program(home)
    program.start()
    program.window.show()
    program.window.activateWindow()
    until(lambda: isinstance(program.window.over, SignIn))
    sign_in = program.window.over
    assert isinstance(sign_in, SignIn)
    sign_in.signed.emit("王芳", PASSWORD)
    until(lambda: program.context and program.window.workspace and program.tasks.is_idle)
    assert program.context is not None and program.window.workspace is not None
    desk = program.context.desk
    program.context.navigation.go("visits")
    until(lambda: program.tasks.is_idle)
    page = program.window.workspace.page
    assert isinstance(page, VisitsPage)
    page.new()
    until(lambda: program.tasks.is_idle)
    content = page.form.fields["content"]
    assert isinstance(content, LongTextField)
    content.focus_input()
    content.text.insertPlainText(WORDS)
    if manner == "left":
        page.form.fields["needs"].focus_input()
    kept: list[object] = []

    def look() -> bool:
        program.tasks.run(drafts.find, desk, "visits/new", done=kept.append)
        until(lambda: program.tasks.is_idle)
        return any(kept)

    until(look)
    sys.stdout.write("kept\n")
    sys.stdout.flush()
    application.exec()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
