"""Before and after the import: what the packages would bring, and what came of the whole go."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from app.exchange.incoming import Report
from app.exchange.registering import alarms_of
from app.exchange.rounds import Round
from ui import theme
from ui.exchange.records import RecordLists
from ui.exchange.telling import count_words, summed
from ui.exchange.text import say
from ui.icons import icon


class Review(QFrame):
    """A large line, words under it, the packages' lists, and a row of buttons (`buttons`)."""

    opened = Signal(str, str)

    def __init__(self, names: Sequence[tuple[str, str, str]]) -> None:
        """`names`: word, icon and role of each button, the first ones at the left."""
        super().__init__()
        self.setObjectName("card")
        self.title, self.words, self.alarm = QLabel(), QLabel(), QLabel()
        self.title.setProperty("role", "figure")
        self.alarm.setProperty("role", "warning")
        for each in (self.words, self.alarm):
            each.setWordWrap(True)
            each.setTextFormat(Qt.TextFormat.PlainText)
        self.lists = RecordLists()
        self.lists.opened.connect(self.opened)
        self.buttons: dict[str, QPushButton] = {}
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE_2)
        row.addStretch(1)
        for word, picture, role in names:
            button = QPushButton(icon(picture, "surface" if role == "primary" else "ink"), say(word))
            button.setProperty("role", role)
            self.buttons[word] = button
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE_4, theme.SPACE_3, theme.SPACE_4, theme.SPACE_3)
        column.setSpacing(theme.SPACE_2)
        for label in (self.title, self.words, self.alarm):
            column.addWidget(label)
        column.addWidget(self.lists, 1)
        column.addLayout(row)
        self._filler = column
        self._filler_at = column.count() - 1

    def show_preview(self, done: Round, year: int) -> None:
        """What taking in would do."""
        self.title.setText(say("preview"))
        several = len({each.office for each in done.trip.reports}) < len(done.trip.reports)
        words = [say("preview.words"), *([say("preview.many")] if several else [])]
        self.words.setText("\n".join(words))
        self._show_alarms(done.trip.reports)
        self._show_lists(done, year)

    def show_done(self, done: Round, *, is_stick: bool, year: int) -> None:
        """What came of it, the most important first."""
        self.title.setText(say(_headline(done, is_stick)))
        self.words.setText("\n".join(_lines(done)))
        self._show_alarms(done.trip.reports)
        self._show_lists(done, year)

    def _show_alarms(self, reports: Sequence[Report]) -> None:
        told = dict.fromkeys(sentence for each in reports for sentence in alarms_of(each))
        self.alarm.setText("\n".join(told))
        self.alarm.setVisible(bool(told))

    def _show_lists(self, done: Round, year: int) -> None:
        is_any = bool(done.trip.reports or done.trip.refused)
        self.lists.setVisible(is_any)
        self._filler.setStretch(self._filler_at, 0 if is_any else 1)
        self.lists.show_reports(done.trip.reports, done.trip.refused, year)


def _headline(done: Round, is_stick: bool) -> str:
    if done.is_stopped:
        return "done.stopped"
    if done.failed:
        return "done.not_written"
    if is_stick and (done.trip.reports or done.trip.given):
        return "done.pull"
    if done.trip.given:
        return "done.folder"
    if done.trip.reports:
        return "done.taken"
    return "done.refused" if done.trip.refused else "done.nothing"


def _lines(done: Round) -> list[str]:
    told = []
    reports = done.trip.reports
    if reports:
        counts = summed(reports)
        told.append(say("done.took", count=len(reports), words=count_words(counts)))
        if freed := sum(each.freed for each in reports):
            told.append(say("done.freed", count=freed))
        if counts["conflicts"]:
            told.append(say("done.conflicts", count=counts["conflicts"]))
    for given, _ in done.trip.given:
        words = count_words({"given": sum(given.counts.values())})
        told.append(say("done.gave", name=given.name, words=words, number=given.number))
        if given.left:
            told.append(say("done.left", count=given.left))
    told += [say("done.failed", name=name, sentence=sentence) for name, sentence in done.failed]
    told += [say("done.refusal", file=name, sentence=sentence) for name, sentence in done.trip.refused]
    if done.is_stopped:
        told.append(say("done.stopped_words"))
    return told
