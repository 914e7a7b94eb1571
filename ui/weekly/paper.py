"""The weekly list as pages: looked at, of one office or of all together, or handed in while it is shown."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.desk import Desk
from app.ledgers.files import write_file
from app.ledgers.printing import Preview, save_pdf
from app.ledgers.taking_out import PRINTED, note
from app.ledgers.weekly_reminder import reminder_pages
from app.ledgers.weekly_sheet import HandedIn, hand_in_week, preview_week, sheet_of
from app.matters.weekly import Week
from app.matters.weekly_way import way
from ui.context import Context
from ui.ledgers.printing import Choosing, ask_printer
from ui.pages.paper import PaperSheet
from ui.pages.text.weekly import say
from ui.weekly.reading import where_to


@dataclass(frozen=True)
class WeekPaper:
    """A week's list, of one office below or of all here. Its methods are for the database worker."""

    heading: str
    week: Week
    village: str = ""

    def pages(self, desk: Desk) -> Preview:
        """The pages."""
        return preview_week(desk, self.week, self.village)

    def save(self, desk: Desk, made: Preview, path: Path) -> Path:
        """Write the very bytes that are shown. Raises LedgerProblem as `save_pdf` does."""
        definition = sheet_of(desk, self.week, self.village)
        return save_pdf(desk, definition, self.week.code, "inner", len(made.ids), made.pdf, path)

    def note_printed(self, desk: Desk, made: Preview) -> None:
        """Into the audit log."""
        definition = sheet_of(desk, self.week, self.village)
        note(desk, PRINTED, definition, self.week.code, "inner", len(made.ids), "paper")


@dataclass(frozen=True)
class RemindPaper:
    """Who has not handed in a week's list. It names offices, no persons."""

    heading: str
    week: Week

    def pages(self, desk: Desk) -> Preview:
        """The pages."""
        return reminder_pages(desk, self.week)

    def save(self, desk: Desk, made: Preview, path: Path) -> Path:
        """Write the bytes that are shown. Raises LedgerProblem."""
        desk.audit("weekly.remind", "pdf")
        write_file(path, made.pdf)
        return path

    def note_printed(self, desk: Desk, made: Preview) -> None:
        """Into the audit log."""
        desk.audit("weekly.remind", "paper")


class HandingIn:
    """A week's own list; making its pages also writes the files and notes the hand-in."""

    def __init__(self, week: Week, folder: Path) -> None:
        self._plain = WeekPaper(say("done.heading", week=week.label), week)
        self._folder = folder
        self._told: list[str] = []

    @property
    def heading(self) -> str:
        """What stands over the pages."""
        return self._plain.heading

    @property
    def week(self) -> Week:
        """The week."""
        return self._plain.week

    @property
    def told(self) -> str:
        """What happened, in words; "" before."""
        return "".join(self._told)

    def pages(self, desk: Desk) -> Preview:
        """Hand the list in. Raises LedgerProblem: then nothing was handed in."""
        done: HandedIn = hand_in_week(desk, self.week, self._folder)
        files = say("done.files", folder=self._folder) if done.files else say("done.no_files")
        self._told[:] = [
            say("done.noted", week=self.week.label), files, where_to(desk, done.note, way(desk)),
            say("done.undo"),
        ]  # fmt: skip
        return done.preview

    def save(self, desk: Desk, made: Preview, path: Path) -> Path:
        """As WeekPaper."""
        return self._plain.save(desk, made, path)

    def note_printed(self, desk: Desk, made: Preview) -> None:
        """As WeekPaper."""
        self._plain.note_printed(desk, made)


class HandInSheet(PaperSheet):
    """Shows the list that was handed in, says what happened and what comes next; Enter prints."""

    def __init__(
        self, context: Context, paper: HandingIn, parent: QWidget | None, choosing: Choosing = ask_printer
    ) -> None:
        super().__init__(context, paper, parent, choosing)
        self._paper = paper

    def _show(self, made: Preview) -> None:
        super()._show(made)
        self.words.setText(self._paper.told)
        self.words.setProperty("role", "good")
        self.words.style().polish(self.words)
        self._context.line.say(say("done.line", week=self._paper.week.label), True)
