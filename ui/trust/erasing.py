"""Erasing a record by law: what would go, what else names the person, two questions, old backups."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QWidget,
)

from app import redaction
from app.kinds import KINDS
from app.problems import Problem
from app.redaction import Erased, Mention, Plan
from ui.context import Context
from ui.dialogs.sheet import Sheet
from ui.trust.text import say

REASONS = ("request", "law", "expired", "other")


class EraseSheet(Sheet):
    """Shows what an erasure would take; “依法删除…” asks once more, then it goes."""

    def __init__(self, context: Context, wanted: Plan, parent: QWidget | None) -> None:
        super().__init__(say("erase"), parent, 760, 600)
        self._context, self._wanted = context, wanted
        self.body.addWidget(_words(say("erase.words", title=wanted.title), "danger"))
        if wanted.parts:
            parts = "、".join(
                say("erase.part", label=KINDS[kind].label, count=count)
                for kind, count in wanted.parts.items()
            )
            self.body.addWidget(_words(say("erase.parts", parts=parts), ""))
        self.reason = QComboBox()
        self.reason.setAccessibleName(say("erase.reason"))
        for code in REASONS:
            self.reason.addItem(context.codes.label("redaction_reason", code), code)
        self.basis = QLineEdit()
        self.basis.setAccessibleName(say("erase.basis"))
        self.basis.setPlaceholderText(say("erase.basis_hint"))
        self.basis.setMaxLength(200)
        form = QFormLayout()
        form.addRow(say("erase.reason"), self.reason)
        form.addRow(say("erase.basis"), self.basis)
        self.body.addLayout(form)
        words = "erase.mentions" if wanted.mentions else "erase.no_mentions"
        self.body.addWidget(_words(say(words), "quiet"))
        self.mentions = QListWidget()
        self.mentions.setAccessibleName(say("erase.mentions"))
        self.mentions.setVisible(bool(wanted.mentions))
        self.mentions.setWordWrap(True)
        for each in wanted.mentions:
            self._add_mention(each)
        self.body.addWidget(self.mentions, 1)
        if not wanted.mentions:
            self.body.addStretch(1)
        self.go = QPushButton(say("erase.go"))
        self.go.setProperty("role", "danger")
        self.go.setAutoDefault(False)
        self.go.clicked.connect(self._ask)
        self.foot.insertWidget(0, self.go)
        self.close_button.setDefault(True)

    def chosen(self) -> list[Mention]:
        """The texts whose name is to go."""
        ticked = Qt.CheckState.Checked
        items = (self.mentions.item(row) for row in range(self.mentions.count()))
        pairs = zip(items, self._wanted.mentions, strict=True)
        return [mention for item, mention in pairs if item.checkState() == ticked]

    def _add_mention(self, each: Mention) -> None:
        words = "erase.mention_past" if each.is_past else "erase.mention"
        item = QListWidgetItem(say(words, kind=KINDS[each.kind].label, title=each.title, label=each.label))
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(Qt.CheckState.Checked if each.is_sure else Qt.CheckState.Unchecked)
        self.mentions.addItem(item)

    def _ask(self) -> None:
        sentence = say("erase.sure", title=self._wanted.title)
        if not self._context.messages.confirm(sentence, say("erase.yes"), danger=True):
            return
        self.go.setEnabled(False)
        record = self._wanted.record
        self._context.tasks.run(
            redaction.redact, self._context.desk, record.kind, record.id, self.reason.currentData(),
            self.basis.text(), mentions=self.chosen(), owner=self, done=self._done, failed=self._failed,
        )  # fmt: skip

    def _failed(self, problem: Problem) -> None:
        self.go.setEnabled(True)
        self._context.messages.tell_problem(problem)

    def _done(self, done: Erased) -> None:
        self.accept()
        tell_erased(self._context, done)


def tell_erased(context: Context, done: Erased) -> None:
    """Say what went, and offer to delete the backups that still hold it."""
    context.line.say(say("erase.done", count=done.records, texts=done.texts))
    if not done.compact:
        context.messages.tell(say("erase.not_compact"))
    if done.backups and _wants_backups_gone(context, done.backups):
        context.tasks.run(
            redaction.delete_backups, context.desk, done.backups,
            done=lambda count: context.line.say(say("erase.backups_done", count=count)),
        )  # fmt: skip


def _wants_backups_gone(context: Context, places: Sequence[Path]) -> bool:
    shown = "\n".join(map(str, places[:6])) + ("\n…" if len(places) > 6 else "")
    answer = context.messages.choose(
        say("erase.backups", count=len(places)), [say("erase.backups_yes"), say("erase.backups_keep")],
        danger=True, detail=say("erase.backups_detail", places=shown),
    )  # fmt: skip
    return answer == 0


def ask_to_erase(
    context: Context, kind: str, id: str, parent: QWidget, open_sheet: Callable[[Sheet], object] | None = None
) -> None:
    """Read what an erasure would take, and show it; `open_sheet` shows the sheet, by default till closed."""
    show = open_sheet or (lambda sheet: sheet.exec())

    def shown(wanted: Plan) -> None:
        show(EraseSheet(context, wanted, parent.window()))

    context.tasks.run(redaction.plan, context.desk, kind, id, owner=parent, done=shown)


def _words(text: str, role: str) -> QLabel:
    label = QLabel(text)
    label.setWordWrap(True)
    if role:
        label.setProperty("role", "warning" if role == "danger" else role)
    return label
