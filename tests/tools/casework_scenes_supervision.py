"""The tour through the place 统计: the table, a number opened, month report, each chart, ranking, papers."""

from __future__ import annotations

from app.ledgers.supervision_charts import PICTURES
from tests.tools.camera import Camera
from tests.tools.scenes import PAPER_MS, go


def supervision(camera: Camera, level: str = "") -> None:
    """Every view of 统计 in the office that is signed in. `level`: goes into the pictures' names."""
    tail = f"_{level}" if level else ""
    go(camera, "supervision", None, "figures")
    camera.take(f"supervision{tail}")
    page = camera.page
    grid = page.figures.grid
    if grid.rowCount():
        grid.setCurrentCell(grid.rowCount() - 1, 0)
        page.figures.grid._open(grid.rowCount() - 1, 0)
        camera.take(f"supervision_matters{tail}")
        page.sheet.reject()
    go(camera, "supervision", None, "report")
    camera.take(f"supervision_report{tail}")
    _paper(camera, f"supervision_report_paper{tail}")
    go(camera, "supervision", None, "charts")
    for name in PICTURES:
        page.charts.choose(name)
        camera.take(f"supervision_chart_{name}{tail}", PAPER_MS)
    go(camera, "supervision", None, "ranking")
    camera.take(f"supervision_ranking{tail}", PAPER_MS)


def _paper(camera: Camera, name: str) -> None:
    """The shown view as it prints."""
    camera.page.print()
    camera.take(name, PAPER_MS)
    for sheet in camera.page.window().children():
        if hasattr(sheet, "document") and hasattr(sheet, "reject"):
            sheet.reject()
