"""Pictures of every page of the window, at the size of a clerk's screen.

`make pictures` takes them of a fresh made-up village for the manual, `make demo` of the demo's office.
"""

from __future__ import annotations

import argparse
import datetime
import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from app.demo import invent, run_demo, write_messy_roster
from app.demo.text import ROSTER_FILE
from db.keys import Cost
from tests.tools.camera import HEIGHT, WIDTH, Camera, without_noise
from tests.tools.enrolment_scenes import through_the_request, through_the_villages, with_requests
from tests.tools.exchange_scenes import made_township, through_the_exchange, with_news
from tests.tools.first_steps import through_the_first_start
from tests.tools.scenes import through_the_places
from tests.ui.fakes import FakeMessages
from ui.application import make_application
from ui.program import Program

PASSWORD = "lianxin"
CHEAP = Cost(passes=1, memory_kib=1024, lanes=1)


def photograph(home: Path, folder: Path, tour: Callable[[Camera], None]) -> list[Path]:
    """The pictures that a tour through the program on `home` takes, written into `folder`."""
    program = Program(home, lambda desk: None)
    program.messages = messages = FakeMessages()  # a question would wait for an answer for ever
    program.window.resize(WIDTH, HEIGHT)
    program.start()
    program.window.show()
    camera = Camera(program, folder)
    tour(camera)
    program.end()
    program.window.close()
    if messages.said:
        raise RuntimeError(f"the window had something to say: {messages.said}")
    return camera.taken


def photograph_all(home: Path, roster: Path, folder: Path) -> list[Path]:
    """The first start with the import of `roster`, then every place of the office in `home`.

    The tour writes here and there, so it goes through a copy: the office stays as it is.
    """
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        empty, copy = Path(name) / "empty", Path(name) / "office"
        shutil.copytree(home, copy)
        if not roster.is_file():
            roster = Path(name) / roster.name
            write_messy_roster(invent(), roster)
        taken = photograph(empty, folder, lambda camera: through_the_first_start(camera, roster))
        taken += photograph(copy, folder, through_the_places)
        return [*taken, *photograph_exchange(Path(name) / "exchange", folder)]


def photograph_exchange(offices: Path, folder: Path) -> list[Path]:
    """The pictures of a made-up township, with news of its villages on a stick."""
    township = made_township(offices)
    stick = with_news(township, [offices / "village-1", offices / "village-2"])
    taken = photograph(township, folder, lambda camera: through_the_exchange(camera, stick))
    requests = with_requests(township)
    taken += photograph(township, folder, lambda camera: through_the_villages(camera, requests))
    asking = offices / "asking"
    return [*taken, *photograph(asking, folder, lambda camera: through_the_request(camera, requests))]


def main() -> int:
    """Take the pictures; 0 when all are written."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--to", type=Path, required=True)
    parser.add_argument("--home", type=Path, help="the office to show; without it a made-up one")
    asked = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # no screen is needed, and none disturbs
    without_noise()
    make_application([])
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        # The tour opens copies: remembered on this PC, they would make a twin of the office itself.
        os.environ["XDG_STATE_HOME"] = str(Path(name) / "states")
        home = (
            asked.home
            or run_demo(
                Path(name) / "village",
                end=datetime.date.today(),
                password=PASSWORD,
                cost=CHEAP,
                say=lambda line: None,
            ).home
        )
        taken = photograph_all(home, home.parent / ROSTER_FILE, asked.to)
    print(f"{len(taken)} 张界面图，在 {asked.to}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
