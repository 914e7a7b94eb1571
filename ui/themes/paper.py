"""意见归并表 as pages: every theme, or chosen ones, with their sources."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from app.desk import Desk
from app.ledgers.printing import Preview, save_pdf
from app.ledgers.taking_out import PRINTED, note
from app.ledgers.themes_sheet import preview_themes, sheet_of


@dataclass(frozen=True)
class ThemesPaper:
    """The sheet as PaperSheet wants it. Its methods are for the database worker."""

    heading: str
    themes: tuple[str, ...] = ()

    def pages(self, desk: Desk) -> Preview:
        """The pages."""
        return preview_themes(desk, self.themes)

    def save(self, desk: Desk, made: Preview, path: Path) -> Path:
        """Write the very bytes that are shown. Raises LedgerProblem as `save_pdf` does."""
        definition = sheet_of(desk, self.themes)
        return save_pdf(desk, definition, _month(desk), "inner", len(made.ids), made.pdf, path)

    def note_printed(self, desk: Desk, made: Preview) -> None:
        """Into the audit log."""
        note(desk, PRINTED, sheet_of(desk, self.themes), _month(desk), "inner", len(made.ids), "paper")


def _month(desk: Desk) -> str:
    return desk.today().strftime("%Y-%m")
