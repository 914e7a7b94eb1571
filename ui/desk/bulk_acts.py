"""Taking one act with the marked matters: at once or after its small window, and telling what came of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from app.desk import Desk
from app.matters import Act, bulk
from app.matters.bulk import Done
from app.problems import Problem
from ui.context import Context
from ui.desk import reading
from ui.desk.acts_bar import FAST
from ui.desk.fast_sheet import FastSheet
from ui.desk.refusals import Refusals
from ui.pages.handbook_act import ActDialog, Step
from ui.pages.text.desk import say

MOST = 500  # matters that one act is taken with: more than a person looks through
MANY = "many"  # in the place of a matter's id: drafts of an act for several are kept under it
#: What is done by its key alone where a list is sorted; it can be taken back with one key as well.
AT_ONCE = frozenset({Act.HANDLE, Act.ESCALATE, Act.DIRECT, Act.CONFIRM})
SORTED = frozenset({"to_sort", "returned", "to_triage", "to_county", "to_dispatch"})


def offered(desk: Desk, ids: Sequence[str]) -> tuple[dict[Act, int], int]:
    """With how many of these matters each act may be taken, and how many finished at once. For the worker."""
    at_once = bulk.finishable_at_once(desk, ids) if desk.office.level == "village" else 0
    return bulk.offered(desk, ids), at_once


class BulkActs(QObject):
    """`taken(Done)` after an act was written down; `opened(id)`: the clerk wants to see one refused."""

    taken = Signal(object)
    opened = Signal(str)

    def __init__(self, context: Context, window: QWidget) -> None:
        super().__init__(window)
        self._context, self._window = context, window
        self.dialog: ActDialog | FastSheet | None = None
        self.refusals: Refusals | None = None
        self._is_taking = False

    def begin(self, act: Act | str, label: str, ids: Sequence[str], list_name: str, by: str | None) -> None:
        """Take the act with these matters, after asking for what it needs."""
        if not ids:
            return
        if len(ids) > MOST:
            self._context.messages.tell(say("too_many", most=MOST, count=len(ids)))
            return
        if act == FAST:
            self.dialog = FastSheet(self._context, ids, by, self._window.window())
        elif Act(act) in AT_ONCE and list_name in SORTED:
            self._take_at_once(Act(act), label, ids)
            return
        else:
            heading = label if len(ids) == 1 else say("act.of_many", act=label, count=len(ids))
            # One matter's draft is kept with that matter: for the next it would be somebody else's words.
            step = Step(ids[0] if len(ids) == 1 else MANY, Act(act), heading, by)
            self.dialog = ActDialog(self._context, step, self._window.window(), self._taking(ids))
        self.dialog.taken.connect(self._telling(label))
        self.dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.dialog.finished.connect(self._forget)
        self.dialog.open()

    def _take_at_once(self, act: Act, label: str, ids: Sequence[str]) -> None:
        """Nothing while the last key is being answered: pressed twice 上报 would go on to the county."""
        if self._is_taking:
            return
        self._is_taking = True
        self._context.tasks.run(
            bulk.act_many, self._context.desk, ids, act.value, {}, accepting=True,
            done=self._telling(label), failed=self._failed, owner=self,
        )  # fmt: skip

    def _failed(self, problem: Problem) -> None:
        self._is_taking = False
        self._context.messages.tell_problem(problem)

    def _taking(self, ids: Sequence[str]) -> Any:
        def take(desk: Desk, step: Step, values: Mapping[str, Any]) -> Done:
            given = {name: value for name, value in values.items() if value is not None}
            done = bulk.act_many(desk, ids, step.act.value, given, accepting=True)
            if not done.taken and len(done.sentences) == 1:
                raise _Refused(next(iter(done.sentences)))
            return done

        return take

    def _telling(self, label: str) -> Any:
        return lambda done: self._tell(label, done)

    def _tell(self, label: str, done: Done) -> None:
        self._is_taking = False
        if done.taken:
            self._context.line.say(say("act.done", act=label, count=len(done.taken)), True)
        self.taken.emit(done)
        if done.refused:
            ids = [matter for matter, _ in done.refused]
            self._context.tasks.run(
                reading.titles, self._context.desk, ids, owner=self,
                done=lambda titles: self._show_refusals(label, done, titles),
            )  # fmt: skip

    def _show_refusals(self, label: str, done: Done, titles: Mapping[str, str]) -> None:
        self.refusals = Refusals(label, done, titles, self._window.window())
        self.refusals.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.refusals.opened.connect(self.opened)
        self.refusals.open()

    def _forget(self) -> None:
        self.dialog = None


class _Refused(Problem):
    """Every one of the matters was refused with the same sentence: the act's window stays and shows it."""

    def __init__(self, sentence: str) -> None:
        super().__init__("refused")
        self._sentence = sentence

    @property
    def sentence(self) -> str:
        return self._sentence
