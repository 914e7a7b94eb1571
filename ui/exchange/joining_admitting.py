"""The upper office admits: a request chosen, the digits heard typed, a decision, the approval written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QButtonGroup, QComboBox, QFormLayout, QLineEdit, QRadioButton, QWidget

from app.desk import Desk
from app.exchange import console, joining
from app.exchange.console import Computer
from app.exchange.enrolments import Examined
from app.exchange.joining import NEW_OFFICE, REPLACES, SECOND, Offered
from app.exchange.rosters import ACTIVE, Entry
from ui import theme
from ui.context import Context
from ui.exchange.joining_parts import Digits, Step, StepSheet, Sticks, step_button, system_sticks
from ui.exchange.telling import day
from ui.exchange.working import Name, telling
from ui.pages.text.joining import say
from ui.tables.plain import PlainTable
from ui.tables.rows import Row
from ui.tasks import Stop

HEADS = (("office", 0), ("level", 150), ("code", 160), ("state", 150))
CHOICES = (NEW_OFFICE, REPLACES, SECOND)


@dataclass(frozen=True)
class Known:
    """The offices below with their PCs in use, of which a request may be meant. `name` → `id`."""

    offices: tuple[tuple[str, str], ...]
    computers: tuple[Computer, ...]


@dataclass(frozen=True)
class Decision:
    """What the clerk decided about a request."""

    path: Path
    digits: str
    office: str
    retire: tuple[str, ...]


@dataclass(frozen=True)
class Written:
    """The approval is on the stick. `digits`: of our key, to be read out when the other side asks."""

    office: str
    digits: str


def known_offices(desk: Desk) -> Known:
    """Who may ask for another PC. For the worker."""
    offices = {each.office: each.name for each in console.below(desk)}
    listed = [each for office in offices for each in console.computers(desk, office)]
    return Known(tuple(offices.items()), tuple(each for each in listed if each.status == ACTIVE))


def admit(
    desk: Desk, made: Decision, folder: Path, name: Name, *, progress: Callable[[int, int], None], stop: Stop
) -> Written:
    """Let the PC in, and put the approval and all records onto the stick. For the worker. Raises Problem."""
    told = telling(name, progress, stop)
    admitted = joining.admit(desk, made.path, made.digits, made.office, made.retire)
    joining.hand_over(desk, admitted, folder, lambda done, total: told(admitted.office.name, done, total))
    return Written(admitted.office.name, joining.own_key_digits(desk))


class AdmitSheet(StepSheet):
    """Three steps: the request, the decision, the stick goes back."""

    def __init__(self, context: Context, parent: QWidget | None, sticks: Sticks = system_sticks) -> None:
        super().__init__(context, say("admit.title"), parent, sticks)
        self._offered: dict[str, Offered] = {}
        self._known = Known((), ())
        self._asked: Offered | None = None
        for each in (self._choosing(), self._deciding(), self._handing()):
            self.add_step(each)
        self.sources.chosen.connect(lambda _: self.look())
        context.tasks.run(known_offices, context.desk, done=self._know, owner=self)

    # The steps ------------------------------------------------------------------------------------

    def _choosing(self) -> Step:
        self.choose_step = step = Step(say("admit.step"))
        step.add_words(say("admit.words"), "quiet")
        heads = [(say(f"admit.head.{name}"), width) for name, width in HEADS]
        self.list = PlainTable(say("admit.list"), heads)
        self.list.setMinimumHeight(150)
        self.list.opened.connect(lambda _: self.decide())
        step.column.addWidget(self.list, 1)
        self.next = step_button(say("admit.next"), "right", "primary")
        self.next.clicked.connect(self.decide)
        step.add_buttons((self.next,))
        return step

    def _deciding(self) -> Step:
        self.decide_step = step = Step(say("decide.step"))
        self.about = step.add_words(role="group")
        self.warning = step.add_words(role="warning")
        self._form = form = QFormLayout()
        form.setVerticalSpacing(theme.SPACE_1)
        self.digits = QLineEdit()
        self.digits.setPlaceholderText(say("decide.digits.hint"))
        self.digits.setAccessibleName(say("decide.digits"))
        form.addRow(say("decide.digits"), self.digits)
        self.choices = {each: QRadioButton(say(f"decide.{each}")) for each in CHOICES}
        self._group = QButtonGroup(self)
        for number, button in enumerate(self.choices.values()):
            self._group.addButton(button)
            button.toggled.connect(lambda _: self._adapt())
            form.addRow(say("decide.as") if number == 0 else "", button)
        self.office, self.old = QComboBox(), QComboBox()
        self.office.setAccessibleName(say("decide.office"))
        self.old.setAccessibleName(say("decide.old"))
        self.office.currentIndexChanged.connect(lambda _: self._list_computers())
        form.addRow(say("decide.office"), self.office)
        form.addRow(say("decide.old"), self.old)
        step.column.addLayout(form)
        self.do = step_button(say("decide.do"), "check", "primary")
        back = step_button(say("decide.back"), "back")
        self.do.clicked.connect(self.admit)
        back.clicked.connect(lambda: self.show_step(self.choose_step))
        step.add_buttons((self.do, back))
        return step

    def _handing(self) -> Step:
        self.hand_step = step = Step(say("admitted.step"))
        self.own_digits = Digits(say("own.digits"))
        step.column.addWidget(self.own_digits)
        self.handed = step.add_words()
        another = step_button(say("admitted.next"), "right")
        another.clicked.connect(self._another)
        step.add_buttons((another,))
        return step

    # What happens ---------------------------------------------------------------------------------

    @property
    def choice(self) -> str:
        """new, replaces or second."""
        return next((name for name, each in self.choices.items() if each.isChecked()), NEW_OFFICE)

    def look(self) -> None:
        """Read which requests lie at the chosen place."""
        source = self.sources.source
        if source is None or self.shown_step() is not self.choose_step:
            return
        self.wrong.clear()
        self.context.tasks.run(
            requests_at, self.context.desk, source.paths, done=self._list, failed=self.refuse, owner=self
        )

    def _know(self, known: Known) -> None:
        self._known = known
        self.office.clear()
        for identity, name in known.offices:
            self.office.addItem(name, identity)

    def _list(self, found: Sequence[Offered]) -> None:
        self._offered = {str(each.path): each for each in found}
        self.list.show_rows([
            Row(str(each.path), _cells(each.examined), is_quiet=each.examined.known is not None)
            for each in found
        ])  # fmt: skip
        if found:
            self.list.mark(str(found[0].path))
            self.list.setFocus()
        else:
            self.wrong.setText(say("admit.none"))

    def decide(self) -> None:
        """Show the marked request and what speaks against it."""
        offered = self._offered.get(self.list.current_id)
        if offered is None:
            self.needs_folder()
            return
        self._asked = offered
        examined = offered.examined
        office = examined.request.member.office
        self.about.setText(say(
            "decide.about", office=office.name, level=say(f"level.{office.level}"),
            code=office.code or say("decide.no_code"),
        ))  # fmt: skip
        told = _warnings(examined)
        self.warning.setText("\n".join(told))
        self.warning.setVisible(bool(told))
        self._suggest(examined)
        self.digits.clear()
        self.show_step(self.decide_step)
        self.digits.setFocus()

    def _suggest(self, examined: Examined) -> None:
        """What it most likely is; the clerk decides."""
        alike = examined.same_office[0] if examined.same_office else examined.known
        listed = [identity for identity, _ in self._known.offices]
        is_known = alike is not None and alike.member.office.id in listed
        if alike is not None and is_known:
            self.office.setCurrentIndex(listed.index(alike.member.office.id))
        for name in (REPLACES, SECOND):
            self.choices[name].setEnabled(bool(listed))
        replaced = examined.same_office and is_known
        is_seen_before = examined.known is not None and is_known
        wanted = REPLACES if replaced else SECOND if is_seen_before else NEW_OFFICE
        self.choices[wanted].setChecked(True)
        self._list_computers()
        self._adapt()

    def _list_computers(self) -> None:
        self.old.clear()
        year = self.context.desk.today().year
        for each in self._known.computers:
            if each.office == self.office.currentData():
                told = say("decide.old.words", short=each.short, day=day(each.last_at, year))
                words = told if each.last_at else say("decide.old.never", short=each.short)
                self.old.addItem(words, each.node)

    def _adapt(self) -> None:
        is_known = self.choice != NEW_OFFICE
        self._form.setRowVisible(self.office, is_known)
        self._form.setRowVisible(self.old, self.choice == REPLACES)

    def admit(self) -> None:
        """Carry out what was decided."""
        asked = self._asked
        if asked is None or self.needs_folder():
            return
        if self.choice == REPLACES and self.old.count() == 0:
            self.wrong.setText(say("decide.no_pc"))
            return
        office = "" if self.choice == NEW_OFFICE else str(self.office.currentData())
        retire = (str(self.old.currentData()),) if self.choice == REPLACES else ()
        made = Decision(asked.path, self.digits.text(), office, retire)
        self.busy(True)
        self.context.tasks.run(
            admit, self.context.desk, made, self.folder, self.work.name, **self.work.begin("doing.give"),
            done=self._admitted, failed=self.refuse, owner=self,
        )  # fmt: skip

    def _admitted(self, written: Written) -> None:
        self.busy(False)
        self.own_digits.show_digits(written.digits)
        self.handed.setText(say("admitted.words", office=written.office))
        self.show_step(self.hand_step)
        self.context.tasks.run(known_offices, self.context.desk, done=self._know, owner=self)

    def _another(self) -> None:
        self.show_step(self.choose_step)
        self.look()


def requests_at(desk: Desk, paths: Sequence[Path]) -> list[Offered]:
    """The requests in folders, and in files that the clerk chose. For the worker. Raises Problem."""
    found = [each for path in paths if path.is_dir() for each in joining.requests_on(desk, path)]
    chosen = [path for path in paths if not path.is_dir()]
    return [*found, *(Offered(each, joining.read_request(desk, each)) for each in chosen)]


def _cells(examined: Examined) -> tuple[str, ...]:
    office, known = examined.request.member.office, examined.known
    state = "new" if known is None else "known" if known.status == ACTIVE else "struck"
    return office.name, say(f"level.{office.level}"), office.code, say(f"admit.state.{state}")


def _warnings(examined: Examined) -> list[str]:
    told = []
    if examined.known is not None:
        told.append(say("decide.known"))
    if examined.same_office:
        offices = say("decide.comma").join(dict.fromkeys(e.member.office.name for e in examined.same_office))
        told.append(say("decide.same_office", offices=offices))
    if examined.same_machine:
        computers = say("decide.comma").join(_pc(each) for each in examined.same_machine)
        told.append(say("decide.same_machine", computers=computers))
    return told


def _pc(entry: Entry) -> str:
    return say("decide.pc", office=entry.member.office.name, short=entry.node[: console.SHORT])
