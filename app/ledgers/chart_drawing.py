"""A chart alone as a PDF of just its size, for the window."""

from __future__ import annotations

import io

from app.ledgers.chart_pen import ChartPen, chart_faces
from app.ledgers.charts import Chart
from app.ledgers.fonts import release_faces, system_folders, typefaces
from app.ledgers.page_model import Sheet
from app.ledgers.pen import PRODUCER, Embedding

MARGIN = 6.0  # points around it


def chart_pdf(chart: Chart) -> bytes:
    """The chart alone as a PDF of just its size."""
    # Kept out of start-up: reportlab takes a tenth of a second.
    from reportlab.pdfgen.canvas import Canvas

    width, height = chart.width + 2 * MARGIN, chart.height + 2 * MARGIN
    contents = io.BytesIO()
    canvas = Canvas(contents, pagesize=(width, height), pageCompression=1, invariant=1)
    canvas.setTitle(chart.name)
    canvas.setAuthor(PRODUCER)
    canvas._preamble = ""
    canvas._doc.idToObject["BasicFonts"].dict.clear()
    try:
        embedding = Embedding(chart_faces(typefaces(system_folders())))
        pen = ChartPen(Sheet(width, height, 0, 0, 0, 0), embedding)
        pen.draw(chart, MARGIN, MARGIN)
        canvas._code.append(pen.operators())
        canvas.showPage()
        for embedded in {id(each): each for each in embedding.values()}.values():
            canvas._doc.delayedFonts.append(embedded)
        canvas.save()
    finally:
        release_faces()
    return contents.getvalue()
