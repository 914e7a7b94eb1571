"""Backups: those there are, one now, a second folder, a stick, the room they take, and the self check."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QVBoxLayout

from app import backups, restoring
from app.backups import BackupState, Known, Made
from app.desk import Desk
from app.exchange.drives import Drive, sticks
from app.restoring import Saved
from app.rights import may
from app.self_check import Finding, examine
from ui import theme
from ui.context import Context
from ui.dialogs.saved_records import SavedSheet
from ui.icons import pixmap
from ui.pages.text.settings import say
from ui.settings.section import Section, button
from ui.tables.plain import PlainTable
from ui.tables.rows import Row

HEADS = (("at", 170), ("reason", 150), ("size", 90), ("by", 0))
_MEGABYTE = 1 << 20
_GIGABYTE_MB = 1024

FindSticks = Callable[[], Sequence[Drive]]
Read = tuple[BackupState, list[Known], Sequence[Drive], tuple[Saved, ...]]


def read(desk: Desk, find_sticks: FindSticks) -> Read:
    """Everything that the section shows. For the worker."""
    usable = [each for each in find_sticks() if each.writable]
    return backups.state(desk), backups.listed(desk), usable, restoring.saved_records(desk)


def words_of(known: BackupState) -> str:
    """How old the newest good backup is."""
    if known.newest is None:
        return say("backup.no_good", count=known.count) if known.count else say("backup.none")
    if known.days is None:
        days = say("backup.last.doubtful")
    else:
        days = say("backup.last.days", days=known.days) if known.days else say("backup.last.today")
    return say("backup.last", time=f"{known.newest:%Y-%m-%d %H:%M}", days=days)


class BackupSection(Section):
    """What is known about the backups, and what can be done now. `find_sticks` looks for sticks."""

    def __init__(self, context: Context, find_sticks: FindSticks = sticks) -> None:
        super().__init__(context, "backup")
        self._find_sticks = find_sticks
        self._saved: tuple[Saved, ...] = ()
        self._stick: Drive | None = None
        self.last, self.trouble, self.folder, self._room = QLabel(), QLabel(), QLabel(), QLabel()
        self.trouble.setProperty("role", "warning")
        for each in (self.last, self.trouble, self.folder):
            each.setWordWrap(True)
            self.column.addWidget(each)
        self.now = button(say("backup.now"), "backup", "primary")
        self.stick = button("", "export")
        self.choose = button(say("backup.choose"), "folder")
        self.forget = button(say("backup.forget"), "cross")
        self.check = button(say("backup.check"), "check")
        self.restore = button(say("backup.restore"), "restore")
        self.saved = button(say("backup.saved"), "list")
        self._wire()
        self.add_buttons(self.now, self.stick, self.choose, self.forget)
        self.list = PlainTable(
            say("backup.list"), [(say(f"backup.list.{name}"), width) for name, width in HEADS]
        )
        self.column.addLayout(self._room_row())
        self.column.addWidget(self.list, 1)
        self.add_buttons(self.restore, self.check, self.saved)
        self._findings = QVBoxLayout()
        self._findings.setSpacing(theme.SPACE_2)
        self.column.addLayout(self._findings)
        self.trouble.hide()
        self.stick.hide()
        self.saved.hide()
        self.restore.setEnabled(may(context.desk, "restore"))

    def _wire(self) -> None:
        self.now.clicked.connect(self._back_up)
        self.stick.clicked.connect(self._to_stick)
        self.choose.clicked.connect(self._choose)
        self.forget.clicked.connect(lambda: self._set_folder(None))
        self.check.clicked.connect(self._check)
        self.restore.clicked.connect(self.context.navigation.restore_asked)
        self.saved.clicked.connect(self._show_saved)

    def _room_row(self) -> QHBoxLayout:
        self.limit = QComboBox()
        self.limit.setAccessibleName(say("backup.limit"))
        for megabytes in backups.LIMITS_MB:
            self.limit.addItem(say("backup.gigabytes", count=megabytes // _GIGABYTE_MB), megabytes)
        self.limit.activated.connect(self._set_limit)
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE_2)
        row.addWidget(self._room)
        row.addWidget(self.limit)
        row.addStretch(1)
        return row

    def open(self) -> None:
        self.context.tasks.run(read, self.context.desk, self._find_sticks, done=self._show, owner=self)

    def _show(self, found: Read) -> None:
        known, listed, drives, self._saved = found
        self.last.setText(words_of(known))
        troubles = [each for each in (known.trouble, known.second_trouble) if each]
        self.trouble.setText("\n".join(troubles))
        self.trouble.setVisible(bool(troubles))
        self.folder.setText(
            say("backup.second", folder=known.second) if known.second else say("backup.no_second")
        )
        self.forget.setEnabled(known.second is not None)
        self._room.setText(say("backup.room", count=known.count, megabytes=_rounded(known.bytes)))
        self.limit.setCurrentIndex(self.limit.findData(known.limit_mb))
        self._stick = drives[0] if drives else None
        self.stick.setVisible(self._stick is not None)
        if self._stick is not None:
            self.stick.setText(say("backup.to_stick", label=self._stick.label or self._stick.path.name))
        self.saved.setVisible(bool(self._saved))
        self.list.show_rows([_row(each) for each in listed])

    def _back_up(self) -> None:
        self.context.tasks.run(
            backups.make, self.context.desk, "manual", done=lambda made: self._done(made), owner=self
        )

    def _done(self, made: Made) -> None:
        if made.trouble:
            self.context.messages.tell(say("backup.second_failed", why=made.trouble))
        self._say_made(made.place)

    def _say_made(self, place: Path) -> None:
        self.context.line.say(say("backup.done", file=place.name))
        self.open()

    def _to_stick(self) -> None:
        if self._stick is not None:
            folder = backups.stick_folder(self._stick.path)
            self.context.tasks.run(
                backups.to_folder,
                self.context.desk,
                folder,
                done=lambda place: self._say_made(place),
                owner=self,
            )

    def _choose(self) -> None:
        folder = self.context.messages.ask_folder(say("backup.choose"))
        if folder is not None:
            self._set_folder(folder)

    def _set_folder(self, folder: Path | None) -> None:
        self.context.tasks.run(
            backups.choose_folder, self.context.desk, folder, done=lambda _: self.open(), owner=self
        )

    def _set_limit(self) -> None:
        self.context.tasks.run(
            backups.set_limit, self.context.desk, int(self.limit.currentData()),
            done=lambda _: self.open(), owner=self,
        )  # fmt: skip

    def _show_saved(self) -> None:
        SavedSheet(self.context, self._saved, self.window()).open()

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


def _row(known: Known) -> Row:
    at = f"{known.at:%Y-%m-%d %H:%M}" if known.at else say("backup.list.no_time")
    size = say("backup.megabytes", count=_rounded(known.bytes))
    by = say("backup.list.ours" if known.ours else "backup.list.theirs")
    return Row(str(known.place), (at, known.reason, size, by), is_quiet=not known.ours)


def _rounded(count: int) -> int:
    """Bytes as megabytes, at least one."""
    return max(1, round(count / _MEGABYTE)) if count else 0
