"""From what a ledger says to its pages; the only way from contents to PDF, workbook and preview."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from app.ledgers.contents import Content, Cover, Forms, Plate, Table
from app.ledgers.definitions import PAGE_SIZES_MM, LedgerDefinition
from app.ledgers.fonts import Typeface, typefaces
from app.ledgers.form_layout import FormPages, card_pages, cover_page, signature_line
from app.ledgers.page_model import MM, BoxPage, Layout, Page, PageModel, PlatePage, Sheet, Style, TablePage
from app.ledgers.table_layout import break_pages, lay_out_table
from app.ledgers.text import warning, word


def sheet_of(definition: LedgerDefinition) -> Sheet:
    """The paper of the definition; the wider margin is where it is bound."""
    width, height = (side * MM for side in PAGE_SIZES_MM[definition.page])
    if definition.layout == "cards":
        return Sheet(width, height, 12 * MM, 12 * MM, 12 * MM, 12 * MM)
    if definition.orientation == "landscape":
        return Sheet(height, width, 15 * MM, 15 * MM, 18 * MM, 16 * MM)
    return Sheet(width, height, 25 * MM, 18 * MM, 20 * MM, 18 * MM)


def style_of(definition: LedgerDefinition) -> Style:
    """Type sizes and row height of the definition."""
    size = definition.text_size
    return Style(size=size, row_height=definition.row_height * MM, typeface=definition.typeface)


def lay_out(content: Content, faces: dict[str, Typeface] | None = None) -> PageModel:
    """The pages of the ledger, set in `faces` (the shipped ones when none are given)."""
    faces = faces or typefaces()
    definition = content.definition
    sheet, style = sheet_of(definition), style_of(definition)
    layouts: dict[int, Layout] = {}
    pages: list[Page] = []
    for number, section in enumerate(content.sections):
        if isinstance(section, Table):
            layouts[number] = lay_out_table(section, definition, sheet, style, faces)
            pages += break_pages(layouts[number], definition, number, sheet)
        elif isinstance(section, Plate):
            pages.append(PlatePage(number, section))
        elif isinstance(section, Cover):
            pages.append(cover_page(number, section, sheet))
        else:
            pages += _form_pages(number, section, content, sheet, style, faces)
    if not pages:
        is_cards = definition.layout == "cards"
        pages.append(BoxPage(0, ()) if is_cards else FormPages(0, content, sheet, style, faces).nothing())
    warnings = (
        *content.warnings,
        *_too_wide(content, sheet),
        *_missing_glyphs(content, faces[style.typeface]),
    )
    signed = definition.signatures if definition.layout != "book" else ()
    return PageModel(content, sheet, style, layouts, tuple(pages), signed, faces, warnings)


def _form_pages(
    number: int, section: Forms, content: Content, sheet: Sheet, style: Style, faces: dict[str, Typeface]
) -> Iterator[BoxPage]:
    if section.cards:
        yield from card_pages(number, content, section, sheet, style, faces)
        return
    if section.own is not None:
        signed = replace(content.definition, signatures=section.own.signatures)
        content = replace(content, title=section.own.title, definition=signed)
    setting = FormPages(number, content, sheet, style, faces)
    for form in section.forms:
        yield from setting.pages(form)


def _too_wide(content: Content, sheet: Sheet) -> Iterator[str]:
    for section in content.sections[:1]:
        if isinstance(section, Table):
            total, room = sum(column.width for column in section.columns), sheet.room / MM
            if total > room * 1.05:
                name = content.definition.name
                yield warning("too_wide", name=name, total=round(total), room=round(room))


def _texts(content: Content) -> Iterator[tuple[str, str, str]]:
    """(record, label, text) of everything that comes from records."""
    for section in content.sections:
        if isinstance(section, Table):
            for name, row in zip(section.names, section.texts, strict=True):
                for column, text in zip(section.columns, row, strict=True):
                    yield name, column.label, text
        elif isinstance(section, Forms):
            for form in section.forms:
                for _, cells in form.rows:
                    for each in cells:
                        yield form.name, each.cell.label, each.text


def _all_characters(content: Content) -> Iterable[str]:
    found: set[str] = set()
    for section in content.sections:
        if isinstance(section, Table):
            for row in section.texts:
                found.update(*row)
        elif isinstance(section, Forms):
            for form in section.forms:
                for _, cells in form.rows:
                    found.update(*(each.text for each in cells))
    return found


def _missing_glyphs(content: Content, face: Typeface) -> Iterator[str]:
    """A warning for each field that holds a character no font has."""
    missing = face.missing(_all_characters(content))
    if not missing:
        return
    for record, label, text in _texts(content):
        lacking = [character for character in dict.fromkeys(text) if character in missing]
        if lacking:
            codes = word("list_mark").join(f"U+{ord(each):04X}" for each in lacking)
            shown = "".join("〓" if each in missing else each for each in record)
            yield warning("missing_glyph", record=shown, label=label, count=len(lacking), chars=codes)


def page_text(model: PageModel) -> str:
    """The pages as plain text, for tests: cells with │ between, lines of one cell with ⏎."""
    parts: list[str] = []
    for number, page in enumerate(model.pages, 1):
        lines = list(_lines_of(model, page))
        foot = word("page", page=number, pages=len(model.pages))
        parts.append("\n".join([*lines, foot]))
    return "\n\f\n".join(parts) + "\n"


def _lines_of(model: PageModel, page: Page) -> Iterator[str]:
    if isinstance(page, TablePage):
        yield from _table_text(model, page)
    elif isinstance(page, PlatePage):
        yield from (model.content.title, page.plate.label, *page.plate.chart.texts)
    else:
        yield from _box_text(page)


def _joined(cells: Iterable[tuple[str, ...]]) -> str:
    return "│".join("⏎".join(lines) for lines in cells)


def _box_text(page: BoxPage) -> Iterator[str]:
    rows: dict[float, list[tuple[str, ...]]] = {}
    for box in page.boxes:
        rows.setdefault(round(box.y, 1), []).append(box.lines)
    yield from (_joined(cells) for cells in rows.values())


def _table_text(model: PageModel, page: TablePage) -> Iterator[str]:
    layout = model.layouts[page.section]
    if page.opening:
        yield model.content.title
        yield _joined((part,) for part in model.content.info)
        if layout.table.label:
            yield layout.table.label
    for row in range(len(layout.head_heights)):
        yield _joined(cell.lines for cell in layout.head if cell.row == row)
    inside = {first + offset for first, count in page.spans for offset in range(1, count)}
    for position, (row, start, stop, _) in enumerate(page.pieces):
        if row < 0:
            yield "│" * (len(layout.widths) - 1)
            continue
        yield _joined(
            () if column.merge and position in inside else (lines[start:stop] if stop >= 0 else lines)
            for column, lines in zip(layout.table.columns, layout.lines[row], strict=True)
        )
    if page.closing and layout.table.totals:
        yield _joined((text,) if text else () for text in layout.table.totals)
    if page.closing:
        yield from (f"{line}：" for line in model.content.definition.foot_lines)
    if page.closing and model.signatures:
        yield signature_line(model.signatures)
