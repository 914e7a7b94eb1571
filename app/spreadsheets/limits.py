"""How big a workbook may be, told before it is parsed: what comes from outside may be hostile."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from app.spreadsheets.faults import SpreadsheetProblem

MEBIBYTE = 1 << 20
# What python-calamine takes, measured: a place in the rectangle of a sheet, a filled cell without its text.
PLACE_BYTES, FILLED_BYTES = 32, 64


@dataclass(frozen=True)
class Limits:
    """The greatest sizes that are read. Cells are rows times columns of the used rectangle."""

    file_bytes: int = 80 * MEBIBYTE
    expanded_bytes: int = 200 * MEBIBYTE
    shared_bytes: int = 64 * MEBIBYTE  # of texts that are kept once for all cells
    entries: int = 5_000
    rows: int = 200_000
    columns: int = 256
    cells: int = 4_000_000
    memory_bytes: int = 190 * MEBIBYTE  # that parsing one sheet may take
    sheets: int = 500
    all_cells: int = 4_500_000  # of the sheets that are looked at to find the biggest


USUAL = Limits()


@dataclass
class Extent:
    """What of one sheet was seen so far: its used rectangle, its filled cells, the bytes of their texts."""

    rows: int = 0
    columns: int = 0
    filled: int = 0
    text_bytes: int = 0

    @property
    def memory_bytes(self) -> int:
        """What the parser will take for it."""
        return self.rows * self.columns * PLACE_BYTES + self.filled * FILLED_BYTES + self.text_bytes


def check_size(path: Path, limits: Limits) -> None:
    """Refuse a file that is too large. Raises SpreadsheetProblem."""
    size = path.stat().st_size
    if size > limits.file_bytes:
        raise SpreadsheetProblem(
            "too_big", name=path.name, size=size // MEBIBYTE, limit=limits.file_bytes // MEBIBYTE
        )


def check_rectangle(name: str, rows: int, columns: int, limits: Limits) -> None:
    """Refuse a sheet whose used rectangle is too large. Raises SpreadsheetProblem."""
    if rows > limits.rows:
        raise SpreadsheetProblem("too_many_rows", name=name, rows=rows, limit=limits.rows)
    if columns > limits.columns:
        raise SpreadsheetProblem("too_many_columns", name=name, columns=columns, limit=limits.columns)
    if rows * columns > limits.cells:
        raise SpreadsheetProblem("too_wide_and_long", name=name, rows=rows, columns=columns)


def check_extent(name: str, extent: Extent, limits: Limits) -> None:
    """Refuse a sheet that is too large in any way. Raises SpreadsheetProblem."""
    check_rectangle(name, extent.rows, extent.columns, limits)
    if extent.memory_bytes > limits.memory_bytes:
        raise SpreadsheetProblem("too_full", name=name)
