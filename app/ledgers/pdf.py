"""Drawing the page model as PDF: the lines stand already, so they are only put in place."""

from __future__ import annotations

import io
from collections.abc import Sequence

from app.ledgers.fonts import Typeface, load_face
from app.ledgers.line_breaking import width_of
from app.ledgers.page_model import Box, BoxPage, Layout, Lines, PageModel, Sheet, TablePage
from app.ledgers.pdf_fonts import EmbeddedFace
from app.ledgers.table_layout import INFO_HEIGHT, LABEL_HEIGHT, SIGNATURE_HEIGHT, TITLE_HEIGHT
from app.ledgers.text import word

RULE = 0.5  # points
# From the middle of a Chinese character down to the base line, in parts of the type size.
MIDDLE_TO_BASE = 0.38
PRODUCER = "连心台账"
Place = tuple[float, float, float]  # x, width, middle from the top
_SHIFT = {"left": 0.0, "center": 0.5, "right": 1.0}


class Embedding(dict[tuple[str, int], EmbeddedFace]):
    """(role, place in its chain) → the face as embedded; roles share a file where their chains do."""

    def __init__(self, faces: dict[str, Typeface]) -> None:
        super().__init__()
        self._faces = faces

    def __missing__(self, key: tuple[str, int]) -> EmbeddedFace:
        role, place = key
        face = load_face(self._faces[role].chain[place])
        known = {id(each.face): each for each in self.values()}
        self[key] = known.get(id(face)) or EmbeddedFace(face, f"L{len(known) + 1}")
        return self[key]


class Pen:
    """One page as content stream operators, gathered and handed over at its end."""

    def __init__(self, sheet: Sheet, embedding: Embedding) -> None:
        self._height = sheet.height
        self._embedding = embedding
        self._texts: list[str] = []
        self._rules: list[str] = []
        self._font = ("", 0.0)

    def lines(
        self, face: Typeface, size: float, place: Place, lines: Lines, leading: float, align: str
    ) -> None:
        """Lines under each other in (x, width, middle of the whole from the top)."""
        x, width, middle = place
        y = self._height - middle - size * MIDDLE_TO_BASE + (len(lines) - 1) * leading / 2
        shift = _SHIFT[align]
        for line in lines:
            at = x + (width - width_of(line, face) * size / 1000) * shift if shift else x
            self._text(face, size, at, y, line)
            y -= leading

    def _text(self, face: Typeface, size: float, x: float, y: float, text: str) -> None:
        main = self._embedding[face.role, 0]
        self._set_font(main, size)
        try:
            self._texts.append(f"1 0 0 1 {x:.2f} {y:.2f} Tm <{main.encoded(text)}> Tj")
        except KeyError:  # a character that only another face has
            self._texts.append(f"1 0 0 1 {x:.2f} {y:.2f} Tm")
            for place, run in face.runs(text):
                embedded = self._embedding[face.role, place]
                self._set_font(embedded, size)
                self._texts.append(f"<{embedded.encoded(run)}> Tj")

    def _set_font(self, embedded: EmbeddedFace, size: float) -> None:
        if self._font != (embedded.name, size):
            self._font = (embedded.name, size)
            self._texts.append(f"/{embedded.name} {size:g} Tf")

    def horizontal(self, x: float, end: float, y: float) -> None:
        """A rule from x to end."""
        y = self._height - y
        self._rules.append(f"{x:.2f} {y:.2f} m {end:.2f} {y:.2f} l")

    def vertical(self, x: float, y: float, end: float) -> None:
        """A rule from y down to end."""
        self._rules.append(f"{x:.2f} {self._height - y:.2f} m {x:.2f} {self._height - end:.2f} l")

    def rectangle(self, x: float, y: float, width: float, height: float) -> None:
        """A frame."""
        self._rules.append(f"{x:.2f} {self._height - y - height:.2f} {width:.2f} {height:.2f} re")

    def operators(self, dash: str = "[] 0") -> str:
        """Everything gathered: rules first, then text."""
        rules = f"q {RULE} w {dash} d {' '.join(self._rules)} S Q" if self._rules else ""
        texts = " ".join(("BT", *self._texts, "ET")) if self._texts else ""
        return f"{rules}\n{texts}"


def _opening(pen: Pen, model: PageModel, layout: Layout) -> float:
    """Title, the line under it and the list's own name; where the table begins."""
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
    if layout.table.label:
        place = (sheet.left, sheet.room, y + LABEL_HEIGHT * 0.42)
        pen.lines(model.typefaces["head"], 12.0, place, (layout.table.label,), 0, "left")
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
    top = _opening(pen, model, layout) if page.opening else sheet.top
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
    for at, signature in enumerate(model.signatures):
        width = sheet.room / len(model.signatures)
        place = (sheet.left + at * width, width, ys[-1] + SIGNATURE_HEIGHT * 0.6)
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
    pen.lines(model.typefaces[box.role], box.size, place, box.lines, leading, box.align)


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
    embedding = Embedding(model.typefaces)
    for number, page in enumerate(model.pages, 1):
        pen = Pen(sheet, embedding)
        dash = "[] 0"
        if isinstance(page, TablePage):
            _table_page(pen, model, page)
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
