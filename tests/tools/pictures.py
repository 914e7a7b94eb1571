"""Pictures of every page of the window, at the size of a clerk's screen.

`make demo` takes them of the demo's office, `make pictures` of a fresh one, as wide as the manual's page.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtWidgets import QApplication

from app import records
from app.demo import run_demo
from app.desk import Desk
from app.kinds import KINDS
from ui.application import make_application
from ui.dialogs.sign_in import SignIn
from ui.program import Program

WIDTH, HEIGHT = 1366, 768
OPERATOR, PASSWORD = "王芳", "lianxin"
# For how long nothing must happen before a page counts as standing still.
STILL_MS = 150


def wait_until(reached: Callable[[], bool]) -> None:
    """Let the window work until the state is reached."""
    loop = QEventLoop()
    timer = QTimer()
    timer.timeout.connect(lambda: loop.quit() if reached() else None)
    timer.start(10)
    loop.exec()
    timer.stop()


class Photographer:
    """Takes one picture after the other of a program that runs."""

    def __init__(self, program: Program, folder: Path, width: int = WIDTH) -> None:
        self._program = program
        self._folder = folder
        self._width = width
        self.taken: list[Path] = []

    def settle(self) -> None:
        """Until the worker is idle, and stays so for a while."""
        wait_until(lambda: self._program.tasks.is_idle)
        loop = QEventLoop()
        QTimer.singleShot(STILL_MS, loop.quit)
        loop.exec()
        wait_until(lambda: self._program.tasks.is_idle)

    def take(self, name: str) -> None:
        """One picture of the whole window."""
        self.settle()
        path = self._folder / f"{name}.png"
        picture = self._program.window.grab()
        if self._width < picture.width():
            picture = picture.scaledToWidth(self._width, Qt.TransformationMode.SmoothTransformation)
        if not picture.save(str(path), "PNG"):
            raise OSError(f"cannot write {path}")
        self.taken.append(path)

    def sign_in(self) -> None:
        """Through the entrance to the desk."""
        wait_until(lambda: isinstance(self._program.window.over, SignIn))
        self.take("sign_in")
        entrance = self._program.window.over
        assert isinstance(entrance, SignIn)
        entrance.signed.emit(OPERATOR, PASSWORD)
        wait_until(lambda: self._program.context is not None)

    def every_place(self) -> None:
        """Each place as it opens, and each with its newest record open."""
        context = self._program.context
        assert context is not None
        found: dict[str, str] = {}
        kinds = {kind for place in context.navigation.places for kind in place.kinds}
        context.tasks.run(newest, context.desk, sorted(kinds), done=found.update)
        self.settle()
        for place in context.navigation.places:
            context.navigation.go(place.name)
            self.take(place.name)
            for kind in place.kinds:
                if kind in found:
                    context.navigation.go(place.name, found[kind], kind)
                    self.take(f"{place.name}_{kind}")


def newest(desk: Desk, kinds: list[str]) -> dict[str, str]:
    """Kind → id of its latest record by date; of the first one where a kind has no date."""
    found = {}
    for kind in kinds:
        date = KINDS[kind].date_field
        query = records.Query(kind, order=(f"-{date}" if date else "row",), limit=1)
        for record in records.find(desk, query):
            found[kind] = record.id
    return found


def photograph(home: Path, folder: Path, width: int = WIDTH) -> list[Path]:
    """Pictures of the office in `home`, written into `folder`; their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    program = Program(home, lambda desk: None)
    program.window.resize(WIDTH, HEIGHT)
    program.start()
    program.window.show()
    photographer = Photographer(program, folder, width)
    photographer.sign_in()
    photographer.every_place()
    program.end()
    program.window.close()
    return photographer.taken


def photograph_entrance(folder: Path, width: int = WIDTH) -> Path:
    """The first screen of an empty folder."""
    with tempfile.TemporaryDirectory() as home:
        program = Program(Path(home), lambda desk: None)
        program.window.resize(WIDTH, HEIGHT)
        program.start()
        program.window.show()
        photographer = Photographer(program, folder, width)
        photographer.take("first_run")
        program.end()
        program.window.close()
    return photographer.taken[0]


def main() -> int:
    """Take the pictures; 0 when all are written."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--to", type=Path, required=True)
    parser.add_argument("--home", type=Path, help="the office to show; without it a made-up one")
    parser.add_argument("--width", type=int, default=WIDTH, help="pixels; less than the window's scales down")
    asked = parser.parse_args()
    application = make_application([])
    with tempfile.TemporaryDirectory() as folder:
        home = asked.home or run_demo(Path(folder), password=PASSWORD, say=lambda line: None).home
        taken = [*photograph(home, asked.to, asked.width), photograph_entrance(asked.to, asked.width)]
    application.quit()
    print(f"{len(taken)} 张界面图，在 {asked.to}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
