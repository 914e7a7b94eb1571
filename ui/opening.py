"""Opening the window on a data folder: one per folder, its last-resort hook, its orderly end."""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path

from app.clock import wall_clock
from app.fault_log import note
from app.occupants import move_in, move_out, occupied
from ui.application import LastResort, make_application
from ui.instance import Instance
from ui.messages import Messages
from ui.program import Program
from ui.screens import can_show
from ui.text import say


def open_window(home: Path) -> int:
    """Open the window on the office in `home` (made when missing); the exit code when it closes.

    A second start on the same folder brings the first one's window to the front and ends with 0; when
    that window does not answer, it says who has the folder open and ends with 1.
    """
    if not can_show(os.environ):
        print(say("no_screen"), file=sys.stderr)
        return 1
    application = make_application(sys.argv[:1])
    with contextlib.suppress(OSError):  # the first screen says so when it cannot write
        home.mkdir(parents=True, exist_ok=True)
    instance = Instance(home)
    if not instance.claim():
        if instance.is_answered:
            return 0
        Messages().tell(occupied(home).sentence)
        return 1
    move_in(home)
    program = Program(home)
    hook = LastResort(
        lambda error: note(home, error, wall_clock()), lambda: program.messages.tell(say("apology"))
    )
    hook.install()
    instance.called.connect(program.window.come_to_front)
    program.start()
    program.window.showMaximized()
    code = application.exec()
    program.end()
    move_out(home)
    instance.release()
    return code
