"""The printed report of a package, shown as every paper is: what is seen is what is printed and saved."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.desk import Desk
from app.exchange import reporting
from app.exchange.incoming import Report
from app.ledgers.printing import Preview
from ui.context import Context
from ui.exchange.text import say
from ui.pages.paper import PaperSheet


@dataclass(frozen=True)
class ReportPaper:
    """One report as a paper that can be shown."""

    report: Report
    heading: str

    def pages(self, desk: Desk) -> Preview:
        """The pages. For the database worker."""
        return reporting.report_pages(desk, self.report)

    def save(self, desk: Desk, made: Preview, path: Path) -> Path:
        """Write the bytes that are shown. Raises Problem."""
        return reporting.save_report(desk, self.report, made, path)

    def note_printed(self, desk: Desk, made: Preview) -> None:
        """Into the audit log."""
        reporting.note_printed(desk, self.report)


def show_report(context: Context, report: Report, parent: QWidget) -> PaperSheet:
    """Open the preview of a report over the window."""
    heading = say("report.heading", office=report.office_name, number=report.number)
    return PaperSheet.show_over(parent, context, ReportPaper(report, heading))
