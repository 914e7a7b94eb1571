"""Backups: one now, a second folder, and the self check."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout

from app.desk import Desk
from app.self_check import Finding, examine
from app.today import last_backup
from ui import theme
from ui.context import Context
from ui.icons import pixmap
from ui.pages.text.settings import say
from ui.settings.section import Section, button

BACKUP_FOLDER = "backup.folder"


def back_up(desk: Desk, reason: str) -> Path:
    """A backup in the data folder and, where one is named, in the second folder; the last one made.

    Raises Problem. For the database worker.
    """
    made = desk.back_up(None, reason)
    second = desk.settings.get(BACKUP_FOLDER)
    return desk.back_up(Path(second), reason) if second else made


def state(desk: Desk) -> tuple[datetime | None, str]:
    """When the last backup was made, and the second folder ("" for none)."""
    return last_backup(desk), str(desk.settings.get(BACKUP_FOLDER) or "")


class BackupSection(Section):
    """What is known about the backups, and what can be done now."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, "backup")
        self.last, self.folder = QLabel(), QLabel()
        self.folder.setWordWrap(True)
        self.now = button(say("backup.now"), "backup", "primary")
        self.choose = button(say("backup.choose"), "folder")
        self.forget = button(say("backup.forget"), "cross")
        self.check = button(say("backup.check"), "check")
        self.now.clicked.connect(self._back_up)
        self.choose.clicked.connect(self._choose)
        self.forget.clicked.connect(lambda: self._set_folder(None))
        self.check.clicked.connect(self._check)
        self.column.addWidget(self.last)
        self.column.addWidget(self.folder)
        self.add_buttons(self.now, self.choose, self.forget, self.check)
        self._findings = QVBoxLayout()
        self._findings.setSpacing(theme.SPACE_2)
        self.column.addLayout(self._findings)
        self.column.addStretch(1)

    def open(self) -> None:
        self.context.tasks.run(state, self.context.desk, done=self._show, owner=self)

    def _show(self, known: tuple[datetime | None, str]) -> None:
        last, second = known
        self.last.setText(
            say("backup.last", time=last.strftime("%Y-%m-%d %H:%M")) if last else say("backup.none")
        )
        self.folder.setText(say("backup.second", folder=second) if second else say("backup.no_second"))
        self.forget.setEnabled(bool(second))

    def _back_up(self) -> None:
        self.context.tasks.run(
            back_up, self.context.desk, "manual", done=lambda path: self._done(path), owner=self
        )

    def _done(self, path: Path) -> None:
        self.context.line.say(say("backup.done", file=path.name))
        self.open()

    def _choose(self) -> None:
        folder = self.context.messages.ask_folder(say("backup.choose"))
        if folder is not None:
            self._set_folder(str(folder))

    def _set_folder(self, folder: str | None) -> None:
        self.context.tasks.run(
            self.context.desk.settings.set, BACKUP_FOLDER, folder, done=lambda _: self.open(), owner=self
        )

    def _check(self) -> None:
        self.context.tasks.run(examine, self.context.desk, done=self._show_findings, owner=self)

    def _show_findings(self, findings: list[Finding]) -> None:
        for line in self.findChildren(QFrame, "finding"):
            line.deleteLater()
        for each in findings:
            line = QFrame()
            line.setObjectName("finding")
            row = QHBoxLayout(line)
            row.setContentsMargins(0, 0, 0, 0)
            mark = QLabel()
            picture = ("check", "good") if each.good else ("warning", "danger")
            mark.setPixmap(pixmap(*picture, 20, self.devicePixelRatioF()))
            words = QLabel(each.text)
            words.setWordWrap(True)
            row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(words, 1)
            self._findings.addWidget(line)
