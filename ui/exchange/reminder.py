"""The list of those who have not handed in, as a paper that is shown, printed and saved."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from app.desk import Desk
from app.exchange import reminding
from app.ledgers.printing import Preview


@dataclass(frozen=True)
class ReminderPaper:
    """The list as PaperSheet wants it. Its methods are for the database worker."""

    heading: str

    def pages(self, desk: Desk) -> Preview:
        """The pages."""
        return reminding.reminder_pages(desk)

    def save(self, desk: Desk, made: Preview, path: Path) -> Path:
        """Write the bytes that are shown. Raises Problem."""
        return reminding.save_reminder(desk, made, path)

    def note_printed(self, desk: Desk, made: Preview) -> None:
        """Into the audit log."""
        reminding.note_printed(desk)
