"""The tour through the first start: its four screens, then the import of a roster, step by step."""

from __future__ import annotations

from pathlib import Path

from app.demo.text import OFFICE_CODE, OFFICE_NAME
from tests.tools.camera import Camera, wait_until
from ui.first_run.wizard import FirstRun
from ui.pages.importing import ImportPage

OPERATOR, PASSWORD = "王芳", "lianxin"


def through_the_first_start(camera: Camera, roster: Path) -> None:
    """From an empty folder to an imported roster."""
    wait_until(lambda: isinstance(camera.program.window.over, FirstRun))
    first = camera.program.window.over
    assert isinstance(first, FirstRun)
    first.office.office.setText(OFFICE_NAME)
    first.office.code.setText(OFFICE_CODE)
    camera.take("first_run_1")
    first.next.click()
    first.operator.operator.setText(OPERATOR)
    for line in (first.operator.password, first.operator.again):
        line.setText(PASSWORD)
    camera.take("first_run_2")
    first.next.click()
    wait_until(lambda: first.number == 2)
    camera.take("first_run_3")
    first.recovery.promise.setChecked(True)
    first.next.click()
    camera.take("first_run_4")
    first.beginning.choose("import")
    first.next.click()
    wait_until(lambda: camera.program.context is not None)
    _bring_in(camera, roster)


def _bring_in(camera: Camera, roster: Path) -> None:
    """The four steps of an import."""
    camera.settle()
    page = camera.page
    assert isinstance(page, ImportPage)
    camera.take("import_choose")
    page.take_file(roster)
    camera.settle()
    camera.take("import_map")
    page.columns.next.click()
    camera.settle()
    camera.take("import_check")
    page.results.go.click()
    camera.settle()
    camera.take("import_done")
