"""The tour through casework: every place of it at village, township and county, and what the rooms show.

`make demo` takes the pictures of its own three levels; `--rooms` adds the rooms' own scenes, which write
here and there. All of it goes through copies: the offices stay as they are.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from app import records
from app.desk import Desk
from app.matters import task_groups
from app.records import Query, Where
from tests.tools import casework_scenes_desk as at_the_desk
from tests.tools.camera import Camera, without_noise
from tests.tools.casework_scenes_papers import papers
from tests.tools.casework_scenes_reviews import through_the_reviews
from tests.tools.casework_scenes_services import through_the_services
from tests.tools.casework_scenes_supervision import supervision
from tests.tools.casework_scenes_sweeps import close_windows, through_the_reporting, through_the_sweeps
from tests.tools.pictures import photograph
from tests.tools.scenes import PAPER_MS, go, sign_in
from ui.application import make_application
from ui.places import places

HOMES = {"village": "office", "township": "exchange/township", "county": "exchange/county"}
LATE_VILLAGE = "exchange/village-3"  # it has not answered the sweep yet
VISITED = (
    "workbench", "handbook", "reviews", "desk", "quick_entry", "weekly", "themes", "errands", "petitions",
    "disputes", "suggestions", "sweeps", "task_groups", "supervision", "villages", "townships", "ledgers",
)  # fmt: skip
DESK_LISTS = {
    "village": ("to_sort", "overdue", "not_evaluated"),
    "township": ("to_triage", "working", "overdue"),
    "county": ("to_county", "working"),
}
# What the rooms show besides, at each level: it fills in what it needs, so it comes after the places.
ROOMS: dict[str, tuple[Callable[[Camera], None], ...]] = {
    "village": (
        at_the_desk.desk,
        at_the_desk.acts,
        through_the_services,
        through_the_reviews,
        supervision,
    ),
    "township": (at_the_desk.desk, at_the_desk.acts, papers, supervision),
    "county": (at_the_desk.desk, at_the_desk.acts, supervision),
}


def through_the_places(camera: Camera) -> None:
    """Every place of casework that this office has, the first record of each open."""
    sign_in(camera)
    camera.settle()
    level = camera.context.desk.office.level
    for place in places():
        if place.name in VISITED and level in place.levels:
            go(camera, place.name)
            _first_row(camera)
            camera.take(place.name, PAPER_MS if place.name == "ledgers" else 0)
    _desk_lists(camera, level)
    _matters_worth_opening(camera)


def _first_row(camera: Camera) -> None:
    """The first record of a list that shows none yet."""
    shown = getattr(camera.page, "list", None)
    table = getattr(shown, "table", None)
    if table is not None and table.model() is not None and table.model().rowCount():
        table.selectRow(0)
        camera.settle()


def _desk_lists(camera: Camera, level: str) -> None:
    go(camera, "desk")
    for name in DESK_LISTS[level]:
        at_the_desk.show(camera, name)
        camera.take(f"desk_{name}")


def _matters_worth_opening(camera: Camera) -> None:
    """A whistle with its departments, a task group, a theme's source: in the desk's view of a matter."""
    desk = camera.context.desk
    for name, found in camera.read(_worth_opening, desk).items():
        go(camera, "desk", found, "matter")
        camera.take(f"matter_{name}")


def _worth_opening(desk: Desk) -> dict[str, str]:
    found: dict[str, str] = {}
    blown = (Where("act", "=", "whistle"), Where("whistle", "not_empty"))
    for event in records.find(desk, Query("matter_event", blown, ("-date",), limit=40)):
        if not event["whistle"].startswith("村"):
            found["whistle"] = event["matter"]
    for group in task_groups.groups(desk)[:1]:
        found["task_group"] = group.record["matter"]
    sources = Query("matter", (Where("theme", "not_empty"),), ("-opened",), limit=1)
    for source in records.find(desk, sources):
        found["theme_source"] = source.id
    return found


def through_the_rooms(camera: Camera) -> None:
    """What each room shows besides its place."""
    sign_in(camera)
    camera.settle()
    for scene in ROOMS[camera.context.desk.office.level]:
        scene(camera)
        close_windows(camera)


def photograph_levels(demo: Path, folder: Path, rooms: bool = False) -> list[Path]:
    """The pictures of the demo's three levels, each in a folder of its own."""
    tours: list[tuple[str, str, Callable[[Camera], None]]] = [
        (level, home, through_the_places) for level, home in HOMES.items()
    ]
    if rooms:
        tours += [(level, home, through_the_rooms) for level, home in HOMES.items()]
        tours.append(("township", HOMES["township"], through_the_sweeps))
        tours.append(("village", LATE_VILLAGE, through_the_reporting))
    taken: list[Path] = []
    for level, home, tour in tours:
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
            # Remembered on this PC, copies of one office would take each other for twins.
            os.environ["XDG_STATE_HOME"] = str(Path(name) / "states")
            copy = Path(name) / "office"
            shutil.copytree(demo / home, copy)
            taken += photograph(copy, folder / level, tour)
    return taken


def main() -> int:
    """Take the pictures; 0 when all are written."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--demo", type=Path, required=True, help="the folder that make demo filled")
    parser.add_argument("--to", type=Path, required=True)
    parser.add_argument("--rooms", action="store_true", help="also what each room shows")
    asked = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    without_noise()
    make_application([])
    taken = photograph_levels(asked.demo, asked.to, asked.rooms)
    print(f"{len(taken)} 张问题办理的界面图，在 {asked.to}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
