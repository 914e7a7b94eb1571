"""Drawing the page model as PDF: the lines stand already, so they are only put in place."""

from __future__ import annotations

import io
from collections.abc import Sequence

from app.ledgers.chart_pen import ChartPen, chart_faces
from app.ledgers.page_model import Box, BoxPage, Layout, PageModel, PlatePage, TablePage
from app.ledgers.pen import PRODUCER, Embedding, Pen
from app.ledgers.table_layout import (
    FOOT_LINE_HEIGHT,
    INFO_HEIGHT,
    LABEL_HEIGHT,
    SIGNATURE_HEIGHT,
    TITLE_HEIGHT,
)
from app.ledgers.text import word

PLATE_SPACE = 8.0  # between the headings and a chart


def opening(pen: Pen, model: PageModel, label: str) -> float:
    """Title, the line under it and the list's own name; where what they stand over begins."""
    sheet, style = model.sheet, model.style
    y = sheet.top
    place = (sheet.left, sheet.room, y + TITLE_HEIGHT * 0.42)
    pen.lines(model.typefaces["head"], style.title_size, place, (model.content.title,), 0, "center")
    y += TITLE_HEIGHT
    for text, align in zip(model.content.info, ("left", "center", "right"), strict=True):
        if text:
            place = (sheet.left, sheet.room, y + INFO_HEIGHT * 0.42)
            pen.lines(model.body, style.info_size, place, (text,), 0, align)
    y += INFO_HEIGHT
    if label:
        place = (sheet.left, sheet.room, y + LABEL_HEIGHT * 0.42)
        pen.lines(model.typefaces["head"], 12.0, place, (label,), 0, "left")
        y += LABEL_HEIGHT
    return y


def _edges(start: float, steps: Sequence[float]) -> list[float]:
    edges = [start]
    for step in steps:
        edges.append(edges[-1] + step)
    return edges


def _headings(pen: Pen, model: PageModel, layout: Layout, xs: list[float], top: float) -> float:
    """The headings with their rules; where the rows begin."""
    ys = _edges(top, layout.head_heights)
    size = layout.style.head_size
    for cell in layout.head:
        x, end = xs[cell.first], xs[cell.first + cell.columns]
        y, low = ys[cell.row], ys[cell.row + cell.rows]
        pen.rectangle(x, y, end - x, low - y)
        pen.lines(
            model.typefaces["head"], size, (x, end - x, (y + low) / 2), cell.lines, size * 1.3, "center"
        )
    return ys[-1]


def _rows(
    pen: Pen, model: PageModel, layout: Layout, page: TablePage, xs: list[float], ys: list[float]
) -> None:
    """The text of the rows, column by column so that neighbours share their settings."""
    style, face, pad = layout.style, model.body, layout.style.pad_x
    span_of = {first: count for first, count in page.spans}
    inside = {first + offset for first, count in page.spans for offset in range(1, count)}
    for at, column in enumerate(layout.table.columns):
        x, width = xs[at] + pad, layout.widths[at] - 2 * pad
        for position, (row, start, stop, _) in enumerate(page.pieces):
            if row < 0 or (column.merge and position in inside):
                continue
            lines = layout.lines[row][at]
            if not lines:
                continue
            low = ys[position + (span_of.get(position, 1) if column.merge else 1)]
            if stop >= 0:
                lines = lines[start:stop]
            place = (x, width, (ys[position] + low) / 2)
            pen.lines(face, style.size, place, lines, style.leading, column.align)


def _rules(pen: Pen, layout: Layout, page: TablePage, xs: list[float], ys: list[float]) -> None:
    """Rules between rows and columns; merged cells have none inside."""
    merged = [at for at, column in enumerate(layout.table.columns) if column.merge]
    inside = {first + offset for first, count in page.spans for offset in range(1, count)}
    for position, y in enumerate(ys[1:], 1):
        if position not in inside or not merged:
            pen.horizontal(xs[0], xs[-1], y)
            continue
        for at in range(len(layout.widths)):
            if at not in merged:
                pen.horizontal(xs[at], xs[at + 1], y)
    for x in xs:
        pen.vertical(x, ys[0], ys[-1])


def _table_page(pen: Pen, model: PageModel, page: TablePage) -> None:
    layout, sheet = model.layouts[page.section], model.sheet
    xs = _edges(sheet.left, layout.widths)
    top = opening(pen, model, layout.table.label) if page.opening else sheet.top
    top = _headings(pen, model, layout, xs, top)
    ys = _edges(top, [piece[3] for piece in page.pieces])
    _rows(pen, model, layout, page, xs, ys)
    if not page.closing:
        _rules(pen, layout, page, xs, ys)
        return
    if layout.table.totals:
        middle = ys[-1] + layout.total_height / 2
        ys.append(ys[-1] + layout.total_height)
        for at, (text, column) in enumerate(zip(layout.table.totals, layout.table.columns, strict=True)):
            if text:
                place = (xs[at] + 2, layout.widths[at] - 4, middle)
                align = column.align if column.total else "center"
                pen.lines(model.typefaces["head"], layout.style.size, place, (text,), 0, align)
    _rules(pen, layout, page, xs, ys)
    foot = ys[-1]
    for line in model.content.definition.foot_lines:
        place = (sheet.left, sheet.room, foot + FOOT_LINE_HEIGHT * 0.6)
        pen.lines(model.body, model.style.info_size, place, (f"{line}：",), 0, "left")
        foot += FOOT_LINE_HEIGHT
    for at, signature in enumerate(model.signatures):
        width = sheet.room / len(model.signatures)
        place = (sheet.left + at * width, width, foot + SIGNATURE_HEIGHT * 0.6)
        pen.lines(model.body, model.style.info_size, place, (f"{signature}：",), 0, "left")


def _box(pen: Pen, model: PageModel, box: Box) -> None:
    if box.border:
        pen.rectangle(box.x, box.y, box.width, box.height)
    if not box.lines:
        return
    pad = model.style.pad_x * (2 if box.border and box.align == "left" else 1)
    leading = box.size * (1.32 if box.border else 1.2)
    middle = box.y + box.height / 2
    if box.at_top:
        middle = box.y + model.style.pad_y * 2 + len(box.lines) * leading / 2
    place = (box.x + pad, box.width - 2 * pad, middle)
    draw = pen.red_lines if box.red else pen.lines
    draw(model.typefaces[box.role], box.size, place, box.lines, leading, box.align)


def _page_number(pen: Pen, model: PageModel, number: int) -> None:
    text = word("page", page=number, pages=len(model.pages))
    middle = model.sheet.height - model.sheet.bottom * 0.45
    pen.lines(
        model.typefaces["body"], 9.0, (model.sheet.left, model.sheet.room, middle), (text,), 0, "center"
    )


def draw_pdf(model: PageModel) -> bytes:
    """The ledger as PDF, its fonts embedded as subsets; nothing personal in its metadata."""
    # Kept out of start-up: reportlab takes a tenth of a second.
    from reportlab.pdfgen.canvas import Canvas

    sheet = model.sheet
    contents = io.BytesIO()
    canvas = Canvas(contents, pagesize=(sheet.width, sheet.height), pageCompression=1, invariant=1)
    canvas.setTitle(model.content.definition.name)
    canvas.setAuthor(PRODUCER)
    canvas.setCreator(PRODUCER)
    # No page speaks of the Helvetica that a canvas begins with.
    canvas._preamble = ""
    canvas._doc.idToObject["BasicFonts"].dict.clear()
    embedding = Embedding(chart_faces(model.typefaces))
    for number, page in enumerate(model.pages, 1):
        pen = ChartPen(sheet, embedding)
        dash = "[] 0"
        if isinstance(page, TablePage):
            _table_page(pen, model, page)
        elif isinstance(page, PlatePage):
            pen.draw(page.plate.chart, sheet.left, opening(pen, model, page.plate.label) + PLATE_SPACE)
        else:
            dash = "[3 2] 0" if page.cuts else dash
            _box_page(pen, model, page)
        if not (isinstance(page, BoxPage) and page.cuts):
            _page_number(pen, model, number)
        canvas._code.append(pen.operators(dash))
        canvas.showPage()
    for embedded in {id(each): each for each in embedding.values()}.values():
        canvas._doc.delayedFonts.append(embedded)
    canvas.save()
    return contents.getvalue()


def _box_page(pen: Pen, model: PageModel, page: BoxPage) -> None:
    for box in page.boxes:
        _box(pen, model, box)
    for x, y, width, height in page.cuts:
        pen.rectangle(x, y, width, height)
