"""Pages before they are drawn: every line broken, every height known. Pure, in points from the top."""

from __future__ import annotations

from dataclasses import dataclass

from app.ledgers.contents import Content, Plate, Table
from app.ledgers.fonts import Typeface

MM = 72 / 25.4
Lines = tuple[str, ...]


@dataclass(frozen=True)
class Sheet:
    """The paper and its margins."""

    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float

    @property
    def room(self) -> float:
        """The width between the margins."""
        return self.width - self.left - self.right

    @property
    def foot(self) -> float:
        """Where the type area ends."""
        return self.height - self.bottom


@dataclass(frozen=True)
class Style:
    """Sizes of type and space, in points."""

    size: float = 10.5
    title_size: float = 18.0
    info_size: float = 10.5
    head_size: float = 10.5
    row_height: float = 22.7
    pad_x: float = 3.2
    pad_y: float = 2.2
    typeface: str = "body"

    @property
    def leading(self) -> float:
        """From one line to the next."""
        return self.size * 1.32

    def height_of(self, lines: int) -> float:
        """How high a cell with so many lines is at least."""
        return lines * self.leading + 2 * self.pad_y


@dataclass(frozen=True, slots=True)
class Box:
    """One field with its lines. `grid`: first row, first column, rows, columns in a workbook."""

    x: float
    y: float
    width: float
    height: float
    lines: Lines
    role: str
    size: float
    align: str = "left"
    at_top: bool = False
    border: bool = True
    grid: tuple[int, int, int, int] = (0, 0, 0, 0)
    text: str = ""
    red: bool = False
    whole: float = 0.0  # the height of the whole field, where this is its first piece of several


@dataclass(frozen=True)
class BoxPage:
    """A page of fields: a form, a card sheet, a cover. `cuts`: dashed rectangles to cut along."""

    section: int
    boxes: tuple[Box, ...]
    cuts: tuple[tuple[float, float, float, float], ...] = ()


@dataclass(frozen=True)
class HeadCell:
    """A heading: `row` 0 or 1, `first` column and how many, `rows` high."""

    row: int
    first: int
    columns: int
    rows: int
    lines: Lines
    text: str


@dataclass(frozen=True)
class Layout:
    """How one table is set: widths and heights in points, lines per row and column."""

    table: Table
    widths: tuple[float, ...]
    head: tuple[HeadCell, ...]
    head_heights: tuple[float, ...]
    lines: list[tuple[Lines, ...]]
    heights: list[float]
    row_height: float  # at least
    total_height: float
    style: Style


# row, first line, line after the last, height; an empty row has row -1
Piece = tuple[int, int, int, float]


@dataclass(frozen=True)
class TablePage:
    """One page of a table. `opening`: title and line under it; `closing`: signatures (and totals)."""

    section: int
    pieces: tuple[Piece, ...]
    spans: tuple[tuple[int, int], ...] = ()  # first piece and count of neighbours with one merged cell
    opening: bool = False
    closing: bool = False


@dataclass(frozen=True)
class PlatePage:
    """A page with a chart under the title."""

    section: int
    plate: Plate


Page = TablePage | BoxPage | PlatePage


@dataclass(frozen=True)
class PageModel:
    """The ledger on paper: from it come PDF, workbook and preview."""

    content: Content
    sheet: Sheet
    style: Style
    layouts: dict[int, Layout]  # by section
    pages: tuple[Page, ...]
    signatures: tuple[str, ...]  # at the foot of each table
    typefaces: dict[str, Typeface]
    warnings: tuple[str, ...] = ()

    @property
    def body(self) -> Typeface:
        """The face the rows are set in."""
        return self.typefaces[self.style.typeface]
