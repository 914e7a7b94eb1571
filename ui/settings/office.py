"""The office: its name, level and code; and when the desk locks itself."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QFormLayout, QLabel, QPushButton

from app.desk import Office
from app.operators import describe_office, lock_minutes, set_lock_minutes
from app.rights import may
from ui import theme
from ui.context import Context
from ui.pages.text.settings import say
from ui.settings.section import Section, only_admin_words

CHOICES = (5, 10, 20, 60, 0)


class OfficeSection(Section):
    """Shows the office; only an administrator changes it. Another lock time holds at once."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, "office")
        office = context.desk.office
        form = QFormLayout()
        form.setHorizontalSpacing(theme.SPACE_5)
        form.setVerticalSpacing(theme.SPACE_3)
        self.name, self.code = QLabel(office.name), QLabel(office.code or say("office.no_code"))
        form.addRow(say("office.name"), self.name)
        form.addRow(say("office.level"), QLabel(say(f"office.level.{office.level}")))
        form.addRow(say("office.code"), self.code)
        form.addRow(say("office.folder"), QLabel(str(context.desk.home)))
        self.minutes = QComboBox()
        self.minutes.setAccessibleName(say("office.lock"))
        for minutes in CHOICES:
            words = say("office.lock.after", minutes=minutes) if minutes else say("office.lock.never")
            self.minutes.addItem(words, minutes)
        self.minutes.activated.connect(self._choose)
        form.addRow(say("office.lock"), self.minutes)
        self.column.addLayout(form)
        self.rename, self.recode = QPushButton(say("office.rename")), QPushButton(say("office.recode"))
        self.rename.clicked.connect(lambda: self._ask("name"))
        self.recode.clicked.connect(lambda: self._ask("code"))
        self.join = QPushButton(say("office.join"))
        self.join.clicked.connect(lambda: context.navigation.go("exchange"))
        self.add_buttons(self.rename, self.recode, self.join)
        if not may(context.desk, "settings"):
            self.column.addWidget(only_admin_words())
            for each in (self.rename, self.recode, self.minutes):
                each.setEnabled(False)
        self.column.addStretch(1)

    def open(self) -> None:
        self.context.tasks.run(lock_minutes, self.context.desk, done=self._show, owner=self)

    def _ask(self, what: str) -> None:
        office = self.context.desk.office
        question = say("office.rename_question" if what == "name" else "office.recode_question")
        typed = self.context.messages.ask_text(question, say("office.change"), getattr(office, what))
        if typed is None:
            return
        asked = {"name": office.name, "code": office.code, what: typed}
        self.context.tasks.run(
            describe_office, self.context.desk, asked["name"], asked["code"], owner=self, done=self._described
        )

    def _described(self, office: Office) -> None:
        self.name.setText(office.name)
        self.code.setText(office.code or say("office.no_code"))
        self.context.line.say(say("office.changed"))

    def _show(self, minutes: int) -> None:
        self.minutes.setCurrentIndex(max(0, self.minutes.findData(minutes)))

    def _choose(self) -> None:
        minutes = int(self.minutes.currentData())
        self.context.tasks.run(
            set_lock_minutes, self.context.desk, minutes, owner=self,
            done=lambda _: self.context.line.say(say("saved")),
        )  # fmt: skip
