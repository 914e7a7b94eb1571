"""The lower office joins: its request onto the stick, twenty digits for the phone, the approval taken."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from app.desk import Desk
from app.exchange import joining, rekeying, trips
from app.exchange.joining import Reading, Standing
from app.exchange.machines import machine_signs
from app.exchange.trips import Trip
from ui.context import Context
from ui.exchange.joining_parts import Digits, Step, StepSheet, Sticks, above, step_button, system_sticks
from ui.exchange.working import Name, telling
from ui.pages.text.joining import say
from ui.tasks import Stop


@dataclass(frozen=True)
class Written:
    """A request that is on the stick."""

    digits: str
    file: Path


def write_request(desk: Desk, folder: Path, again: bool) -> Written:
    """A request onto the stick; `again`: the one that waits. For the worker. Raises Problem."""
    asked = joining.request_again(desk) if again else joining.request(desk, machine_signs(desk.home))
    file = trips.put_paper(desk, asked.path, folder, "request", desk.office.name)
    return Written(asked.digits, file)


def join(
    desk: Desk, reading: Reading, typed: str, name: Name, *, progress: Callable[[int, int], None], stop: Stop
) -> Trip:
    """Join, and take in what lies beside the approval. For the worker. Raises Problem."""
    joining.join(desk, reading.path, typed)
    return joining.take_along(desk, reading.path.parent, telling(name, progress, stop))


class AskSheet(StepSheet):
    """Three steps; which one is shown the database knows, so it is the same after a restart."""

    def __init__(
        self, context: Context, parent: QWidget | None, rejoin: bool = False, sticks: Sticks = system_sticks
    ) -> None:
        super().__init__(context, say("title"), parent, sticks)
        self._rejoin = rejoin
        self._reading: Reading | None = None
        for each in (self._asking(), self._waiting(), self._confirming(), self._finished()):
            self.add_step(each)
        self.read()

    def read(self) -> None:
        """Read how far this PC is, and show that step."""
        self.context.tasks.run(joining.standing, self.context.desk, done=self._show, owner=self)

    # The steps ------------------------------------------------------------------------------------

    def _asking(self) -> Step:
        self.ask_step = step = Step(say("ask.step"))
        self.state = step.add_words(role="warning")
        step.add_words(say("ask.words", above=above(self.context)))
        self.ask = step_button(say("ask.do"), "export", "primary")
        self.first = step_button(say("ask.first"), "check")
        self.new_key = step_button(say("take.key"), "key")
        self.ask.clicked.connect(lambda: self._write(again=False))
        self.first.clicked.connect(self._is_first)
        self.new_key.clicked.connect(self._take_key)
        step.add_buttons((self.ask, self.new_key, self.first))
        return step

    def _waiting(self) -> Step:
        self.wait_step = step = Step(say("wait.step"))
        self.digits = Digits(say("wait.step"))
        step.column.addWidget(self.digits)
        step.add_words(say("wait.words", above=above(self.context)))
        self.written = step.add_words(role="quiet")
        self.take = step_button(say("wait.take"), "import", "primary")
        self.again = step_button(say("wait.again"), "copy")
        self.anew = step_button(say("wait.anew"), "cross")
        self.take.clicked.connect(self._look)
        self.again.clicked.connect(lambda: self._write(again=True))
        self.anew.clicked.connect(self._ask_anew)
        step.add_buttons((self.take, self.again, self.anew))
        return step

    def _confirming(self) -> Step:
        self.confirm_step = step = Step(say("confirm.step"))
        self.upper_digits = Digits(say("own.digits"))
        step.column.addWidget(self.upper_digits)
        self.about = step.add_words()
        self.adopts = step.add_words(role="warning")
        self.same = QCheckBox(say("confirm.same"))
        self.typed = QLineEdit()
        self.typed.setAccessibleName(say("confirm.typed"))
        self.typed.setPlaceholderText(say("confirm.typed"))
        self.typed.returnPressed.connect(self._join)
        step.column.addWidget(self.same)
        step.column.addWidget(self.typed)
        self.do = step_button(say("confirm.do"), "check", "primary")
        back = step_button(say("confirm.back"), "back")
        self.do.clicked.connect(self._join)
        back.clicked.connect(lambda: self.show_step(self.wait_step))
        step.add_buttons((self.do, back))
        return step

    def _finished(self) -> Step:
        self.done_step = step = Step(say("done.step"))
        self.done_words = step.add_words()
        step.column.addStretch(1)
        return step

    # What happens ---------------------------------------------------------------------------------

    def _show(self, standing: Standing) -> None:
        upper = standing.upper
        told = []
        if standing.must_reenrol:
            told.append(say("ask.copy"))
        elif upper is not None:
            told.append(say("ask.joined", upper=upper.name))
        elif self._rejoin:
            told.append(say("ask.rejoin", above=above(self.context), office=self.context.desk.office.name))
        self.state.setText("\n".join(told))
        self.state.setVisible(bool(told))
        self.first.setVisible(standing.must_reenrol)
        self.new_key.setVisible(upper is not None)
        self.digits.show_digits(standing.digits)
        self.written.hide()
        self.show_step(self.wait_step if standing.digits and not standing.must_reenrol else self.ask_step)

    def _write(self, again: bool) -> None:
        if self.needs_folder():
            return
        self.busy(True)
        self.context.tasks.run(
            write_request, self.context.desk, self.folder, again,
            done=self._asked, failed=self.refuse, owner=self,
        )  # fmt: skip

    def _asked(self, written: Written) -> None:
        self.busy(False)
        self.digits.show_digits(written.digits)
        self.written.setText(say("wait.written", file=written.file))
        self.written.show()
        self.show_step(self.wait_step)

    def _ask_anew(self) -> None:
        if not self.needs_folder() and self.context.messages.confirm(
            say("wait.anew.sure"), say("wait.anew"), danger=True
        ):
            self._write(again=False)

    def _look(self) -> None:
        if self.needs_folder():
            return
        source = self.sources.source
        assert source is not None
        work: Callable[..., list[Reading]] = joining.approvals_on
        place = source.folder
        if source.paths[0].is_file():
            work, place = read_chosen, source.paths[0]
        self.context.tasks.run(
            work, self.context.desk, place, done=self._found, failed=self.refuse, owner=self
        )

    def _found(self, readings: list[Reading]) -> None:
        if not readings:
            self.wrong.setText(say("wait.none", above=above(self.context)))
            return
        self._reading = reading = readings[0]
        names = {"upper": reading.upper.name, "office": reading.office.name}
        must_type = reading.is_other_key
        self.about.setText(say("confirm.words.typed" if must_type else "confirm.words", **names))
        self.upper_digits.show_digits(reading.digits)
        self.upper_digits.setVisible(not must_type)
        self.same.setVisible(not must_type)
        self.same.setChecked(False)
        self.typed.setVisible(must_type)
        self.typed.clear()
        self.adopts.setText(say("confirm.adopts", office=reading.office.name))
        self.adopts.setVisible(reading.adopts)
        self.show_step(self.confirm_step)
        (self.typed if must_type else self.same).setFocus()

    def _join(self) -> None:
        reading = self._reading
        if reading is None:
            return
        if not reading.is_other_key and not self.same.isChecked():
            self.wrong.setText(say("confirm.first", same=say("confirm.same")))
            return
        self.busy(True)
        typed = self.typed.text() if reading.is_other_key else ""
        self.context.tasks.run(
            join, self.context.desk, reading, typed, self.work.name, **self.work.begin("doing.take"),
            done=self._joined, failed=self.refuse, owner=self,
        )  # fmt: skip

    def _joined(self, trip: Trip) -> None:
        assert self._reading is not None
        self.busy(False)
        count = sum(sum(each.added.values()) for each in trip.reports)
        taken = say("done.taken", count=count) if trip.reports else say("done.nothing")
        lines = [say("done.words", upper=self._reading.upper.name, taken=taken)]
        if trip.refused:
            lines.append(say("done.refused", count=len(trip.refused), why=trip.refused[0][1]))
        if self._reading.adopts:
            lines.append(say("done.name"))
        self.done_words.setText("\n".join(lines))
        self.show_step(self.done_step)

    def _is_first(self) -> None:
        if self.context.messages.confirm(say("ask.first.sure"), say("ask.first"), danger=True):
            self.context.tasks.run(
                rekeying.is_the_first, self.context.desk, done=lambda _: self._said_first(), owner=self
            )

    def _said_first(self) -> None:
        self.context.line.say(say("ask.first.done"))
        self.read()

    def _take_key(self) -> None:
        path = self.context.messages.ask_open(say("take.key"), say("paper.kinds"), self.folder)
        if path is not None:
            self.context.tasks.run(
                rekeying.take_new_key, self.context.desk, path, failed=self.refuse, owner=self,
                done=lambda upper: self.context.messages.tell(say("take.key.done", upper=upper.name)),
            )  # fmt: skip


def read_chosen(desk: Desk, path: Path) -> list[Reading]:
    """The approval in a file that the clerk chose. For the worker. Raises ExchangeProblem."""
    return [joining.read_approval(desk, path)]
