"""The tour over the desk: its lists, a matter, several marked with one act, the small windows of acts."""

from __future__ import annotations

from app.matters import Act
from tests.tools.camera import Camera
from tests.tools.scenes import go
from ui.desk.acts_bar import FAST


def desk(camera: Camera) -> None:
    """The office's desk as it is found: the first list with anything on it, its first matter."""
    level = camera.context.desk.office.level
    go(camera, "desk")
    page = camera.page
    page.list.focus_list()
    camera.settle()
    camera.take(f"desk_{level}")
    show(camera, "overdue")
    camera.take(f"desk_{level}_overdue")


def show(camera: Camera, name: str) -> None:
    """One of the lists, its first row marked."""
    camera.page.show_list(name)
    camera.settle()
    camera.page.list.focus_list()
    camera.settle()


def acts(camera: Camera) -> None:
    """Several matters marked, the act that decides each list, 直办快结 in its sheet."""
    level = camera.context.desk.office.level
    page = camera.page
    first = {"village": "to_sort", "township": "to_triage", "county": "to_county"}[level]
    show(camera, first)
    page.list.table.selectAll()
    camera.settle()
    camera.take(f"desk_{level}_marked")
    if level == "village":
        open_and_close(camera, Act.EXPLAIN, "desk_village_explain")
        open_and_close(camera, FAST, "desk_village_fast")
        open_and_close(camera, Act.ANALYSE, "desk_village_analyse")
    else:
        show(camera, "to_dispatch")
        open_and_close(camera, Act.DISPATCH, f"desk_{level}_dispatch")


def open_and_close(camera: Camera, act: Act | str, name: str) -> None:
    """The small window of an act, closed again without writing anything down."""
    page = camera.page
    page.begin(act)
    camera.settle()
    camera.take(name)
    if page.acts.dialog is not None:
        page.acts.dialog.reject()
    camera.settle()
