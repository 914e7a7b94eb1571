"""Choosing a backup to restore: the list of those at hand, what is in one, and the decision."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from app import backups, restoring
from app.backups import Known
from app.desk import Desk
from app.exchange.drives import Drive, sticks
from app.problems import Problem
from app.restoring import Keys, Outlook
from ui import theme
from ui.dialogs.sheet import Sheet
from ui.dialogs.text import say
from ui.icons import icon
from ui.messages import Messages
from ui.tables.plain import PlainTable
from ui.tables.rows import Row
from ui.tasks import Tasks

HEADS = (("at", 160), ("reason", 160), ("size", 90), ("where", 0))
INSIDE = (("kind", 0), ("in_backup", 110), ("now", 110), ("newer", 170))
BROKEN = (
    "backup_damaged",
    "backup_wrong_key",
    "backup_missing",
    "backup_damaged_keys",
    "backup_keys_missing",
)
_MEGABYTE = 1 << 20
FindSticks = Callable[[], Sequence[Drive]]


@dataclass(frozen=True)
class Wanted:
    """The decision: which backup; `keys` that opened it where no office is open."""

    place: Path
    keys: Keys | None = None


def at_hand(home: Path, desk: Desk | None, find_sticks: FindSticks) -> list[Known]:
    """The backups of the data folder, of the second folder and of the sticks. For the worker."""
    folders = [backups.own_folder(home)]
    if desk is not None and (second := backups.state(desk).second):
        folders.append(second)
    for each in find_sticks():
        folders += [each.path, backups.stick_folder(each.path)]
    return [each for folder in dict.fromkeys(folders) for each in backups.in_folder(folder)]


def moment(known: Known | Outlook) -> str:
    """When a backup was made, by the clock of then."""
    return f"{known.at:%Y-%m-%d %H:%M}" if known.at else say("unknown_time")


class RestoreSheet(Sheet):
    """`wanted(Wanted)` when the clerk has decided. With a desk its key opens the backup, and the
    contents are compared with now; without one the password of that day is asked for."""

    wanted = Signal(object)

    def __init__(
        self,
        home: Path,
        tasks: Tasks,
        messages: Messages,
        parent: QWidget | None,
        desk: Desk | None = None,
        *,
        damaged: bool = False,
        find_sticks: FindSticks = sticks,
    ) -> None:
        super().__init__(say("title"), parent, 820, 620)
        self._home, self._tasks, self._messages, self._desk = home, tasks, messages, desk
        self._damaged, self._find_sticks = damaged, find_sticks
        self._known: dict[str, Known] = {}
        self._outlook: Outlook | None = None
        self._keys: Keys | None = None
        self._offered, self._skipped = "", ""
        words = QLabel(say("words"))
        words.setWordWrap(True)
        words.setProperty("role", "quiet")
        self.list = PlainTable(say("list"), [(say(name), width) for name, width in HEADS])
        self.list.chosen.connect(self._choose)
        self.other = QPushButton(icon("folder", "ink"), say("other"))
        self.other.clicked.connect(self._ask_file)
        compared = INSIDE if desk is not None else INSIDE[:2]
        self.inside = PlainTable(say("contents"), [(say(name), width) for name, width in compared])
        self.sentence = QLabel()
        self.sentence.setWordWrap(True)
        self._lay_out(words)
        self._forget()
        self.read()

    def _lay_out(self, words: QLabel) -> None:
        self.names, self.password = QComboBox(), QLineEdit()
        self.names.setAccessibleName(say("operator"))
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.by_code = QPushButton()
        self.by_code.setProperty("role", "link")
        self.by_code.setCheckable(True)
        self.by_code.toggled.connect(self._ask_code)
        self.look_button = QPushButton(icon("eye", "ink"), say("look"))
        self.look_button.clicked.connect(self.look)
        self.look_button.setDefault(True)  # Enter after the password looks; it must not close the window
        self._ask_code(False)
        opening = QHBoxLayout()
        opening.setSpacing(theme.SPACE_2)
        opening.addWidget(self.other)
        opening.addStretch(1)
        for each in (self.names, self.password, self.by_code, self.look_button):
            opening.addWidget(each)
            each.setVisible(self._desk is None)
        self.do = QPushButton(icon("restore", "danger"), say("do"))
        self.do.setProperty("role", "danger")
        self.do.clicked.connect(self._decide)
        self.foot.insertWidget(0, self.do)
        self.body.addWidget(words)
        self.body.addWidget(self.list, 2)
        self.body.addLayout(opening)
        self.body.addWidget(self.inside, 3)
        self.body.addWidget(self.sentence)

    def read(self) -> None:
        """Read which backups there are, and mark the newest."""
        self._tasks.run(at_hand, self._home, self._desk, self._find_sticks, done=self._show_list, owner=self)

    def take(self, place: Path) -> None:
        """Put a backup that lies anywhere else at the top of the list, and mark it."""
        named = [each for each in backups.in_folder(place.parent) if each.place == place]
        known = (
            named[0] if named else Known(place, None, "", place.stat().st_size if place.exists() else 0, True)
        )
        self._show_list([known, *(each for each in self._known.values() if each.place != place)])
        self.list.mark(str(place))

    def _show_list(self, found: list[Known]) -> None:
        self._known = {str(each.place): each for each in found}
        own = backups.own_folder(self._home)
        self.list.show_rows([
            Row(str(each.place), (
                moment(each), each.reason, say("megabytes", count=max(1, each.bytes // _MEGABYTE)),
                say("here") if each.place.parent == own else str(each.place.parent),
            ))
            for each in found
        ])  # fmt: skip
        if not found:
            self.sentence.setText(say("none"))
        elif not self.list.current_id:
            self._offer(str(found[0].place))

    def _offer(self, id: str) -> None:
        """Mark a backup that the clerk did not choose: should it be broken, the one before it is."""
        self._offered = id
        self.list.mark(id)

    def _ask_file(self) -> None:
        place = self._messages.ask_open(say("other"), say("kinds"))
        if place is not None:
            self.take(place)

    def _ask_code(self, by_code: bool) -> None:
        label = say("code" if by_code else "password")
        self.password.setPlaceholderText(label)
        self.password.setAccessibleName(label)
        echo = QLineEdit.EchoMode.Normal if by_code else QLineEdit.EchoMode.Password
        self.password.setEchoMode(echo)
        self.password.clear()
        self.by_code.setText(say("by_password" if by_code else "by_code"))

    def _choose(self, id: str) -> None:
        self._forget()
        place = Path(id)
        if self._desk is not None:
            self.look()
        else:
            self._tasks.run(
                restoring.operators_of_backup, self._home, place,
                done=self._show_names, failed=self._refuse, owner=self,
            )  # fmt: skip

    def _show_names(self, names: list[str]) -> None:
        before = self.names.currentText()
        self.names.clear()
        self.names.addItems(names)
        self.names.setCurrentText(before if before in names else names[0])
        self.password.setFocus()

    def look(self) -> None:
        """Open the marked backup and show what is in it."""
        if not self.list.current_id:
            return
        place = Path(self.list.current_id)
        if self._desk is None and not self.password.text().strip():
            self.sentence.setText(say("empty_password"))
            return
        self._forget()
        self.sentence.setText(say("looking"))
        work = self._look_from_desk if self._desk is not None else self._look_by_password
        typed = (self.names.currentText(), self.password.text(), self.by_code.isChecked())
        self._tasks.run(work, place, typed, done=self._show, failed=self._refuse, owner=self)

    def _look_from_desk(self, place: Path, _: tuple[str, str, bool]) -> tuple[Outlook, None]:
        assert self._desk is not None
        return restoring.look_from(self._desk, place), None

    def _look_by_password(self, place: Path, typed: tuple[str, str, bool]) -> tuple[Outlook, Keys]:
        keys = restoring.unlock_backup(self._home, place, *typed)
        return restoring.look(place, keys.data_key), keys

    def _show(self, found: tuple[Outlook, Keys | None]) -> None:
        outlook, self._keys = found
        if str(outlook.place) != self.list.current_id:
            return
        self._outlook = outlook
        self.inside.show_rows([
            Row(each.kind, (
                each.label, str(each.in_backup), str(each.now), str(each.newer),
            )[:self.inside.columnCount()])
            for each in outlook.lines
        ])  # fmt: skip
        if self._damaged or (self._desk is None and restoring.leaves_a_file(self._home)):
            follows = say("salvages")
        elif self._desk is None:
            follows = ""
        else:
            follows = say("loses", count=outlook.newer) if outlook.newer else say("loses_nothing")
        head = say("head", office=outlook.office, at=moment(outlook), reason=outlook.reason)
        self.sentence.setText(
            (self._skipped if self.list.current_id == self._offered else "") + head + follows
        )
        self.do.setEnabled(True)

    def _refuse(self, problem: Problem) -> None:
        self.sentence.setText(self._skipped + problem.sentence)
        ids = list(self._known)
        at = self.list.current_id
        if problem.code in BROKEN and at == self._offered and at in ids[:-1]:
            self._skipped = say("skipped", file=Path(at).name)
            self._offer(ids[ids.index(at) + 1])
            if self._desk is None and self.password.text():
                self.look()

    def _forget(self) -> None:
        self._outlook = self._keys = None
        self.do.setEnabled(False)
        self.inside.show_rows([])
        self.sentence.clear()

    def _decide(self) -> None:
        if self._outlook is None:
            return
        sure = say("sure", at=moment(self._outlook))
        if self._messages.confirm(sure, say("do"), danger=True, detail=say("sure.detail")):
            wanted = Wanted(self._outlook.place, self._keys)
            self.accept()
            self.wanted.emit(wanted)
