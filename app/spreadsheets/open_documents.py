"""How far the sheets of an OpenDocument spreadsheet reach: its repeats are multiplied out, not its cells."""

from __future__ import annotations

from xml.parsers import expat

from app.spreadsheets.faults import SpreadsheetProblem
from app.spreadsheets.limits import Extent, Limits, check_extent

_DEEPEST = 200
_LONGEST_TEXT = 1 << 20  # bytes in one cell
_COLUMNS, _ROWS = "table:number-columns-repeated", "table:number-rows-repeated"
_VALUES = tuple(f"office:{each}value" for each in ("", "string-", "date-", "time-", "boolean-"))
_VALUES += ("office:value-type",)


class OpenDocument:
    """Is fed the bytes of content.xml. Raises SpreadsheetProblem as soon as a sheet is too large.

    Repeated rows and cells count as often as they are repeated when something stands in them; empty ones
    count up to the next that is not.
    """

    def __init__(self, name: str, limits: Limits) -> None:
        self._name = name
        self._limits = limits
        self._depth = 0
        self._sheet = Extent()
        self._rows = self._columns = 0  # passed so far, also empty ones
        self._row_repeats = self._cell_repeats = 1
        self._filled = self._text = 0  # of this row
        self._is_filled = self._in_cell = False
        self._cell_text = 0
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._begin
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._said
        self._parser.StartDoctypeDeclHandler = self._refuse_doctype

    def feed(self, chunk: bytes) -> None:
        """The next bytes. Raises SpreadsheetProblem, ExpatError, ValueError."""
        self._parser.Parse(chunk)

    def close(self) -> None:
        """All bytes were fed: the reader would wait for ever for the end of a table. Raises ExpatError."""
        self._parser.Parse(b"", True)

    def _refuse_doctype(self, *_declared: object) -> None:
        raise ValueError("no document of a workbook")

    def _begin(self, tag: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise ValueError("too deep")
        if tag == "table:table":
            self._sheet, self._rows = Extent(), 0
        elif tag == "table:table-row":
            self._row_repeats = _times(attributes.get(_ROWS))
            self._columns = self._filled = self._text = 0
        elif tag in ("table:table-cell", "table:covered-table-cell"):
            self._cell_repeats = _times(attributes.get(_COLUMNS))
            self._is_filled = any(each in attributes for each in _VALUES)
            self._cell_text = len(attributes.get("office:string-value", ""))
            self._in_cell = True

    def _said(self, text: str) -> None:
        if self._in_cell:
            self._is_filled = True
            self._cell_text += len(text) * 3
            if self._cell_text > _LONGEST_TEXT:
                raise SpreadsheetProblem("too_full", name=self._name)

    def _end(self, tag: str) -> None:
        self._depth -= 1
        if tag in ("table:table-cell", "table:covered-table-cell"):
            self._in_cell = False
            self._columns += self._cell_repeats
            if self._is_filled:
                self._filled += self._cell_repeats
                self._text += self._cell_repeats * self._cell_text
                self._sheet.columns = max(self._sheet.columns, self._columns)
                self._check()
        elif tag == "table:table-row":
            self._rows += self._row_repeats
            if self._filled:
                self._sheet.rows = self._rows
                self._sheet.filled += self._filled * self._row_repeats
                self._sheet.text_bytes += self._text * self._row_repeats
                self._check()

    def _check(self) -> None:
        if self._sheet.columns > self._limits.columns or self._sheet.rows:
            check_extent(self._name, self._sheet, self._limits)


def _times(said: str | None) -> int:
    """How often something is repeated. Raises ValueError for what is no small whole number."""
    if said is None:
        return 1
    if len(said) > 9:
        raise ValueError("repeated without end")
    return max(int(said), 1)
