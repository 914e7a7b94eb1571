"""The fields of a visit: several households, texts with phrases, needs of each household."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app import records, search, visits
from app.desk import Desk
from app.kinds import Field
from ui import theme
from ui.context import Context
from ui.fields.base import FieldWidget
from ui.fields.entries import TextEntry
from ui.fields.making import field_widget, finder
from ui.fields.popup import Choice
from ui.fields.references import Finder
from ui.fields.typed import LongTextField
from ui.pages.text.visits import say
from ui.pages.writing_fields import PhrasedField, SeveralField, word_button

Titles = tuple[tuple[str, str], ...]


def homes_found(desk: Desk, text: str, limit: int) -> list[Choice]:
    """Households that the typed text means, by their head, their members or their place."""
    hits = search.find_people(desk, text, limit=limit)
    people = records.by_ids(desk, "person", [hit.id for hit in hits if hit.kind == "person"])
    lived_in = [each["household"] for each in people.values() if each["household"]]
    homes = records.by_ids(desk, "household", lived_in)
    choices: dict[str, Choice] = {}
    for hit in hits:
        if hit.kind == "household":
            choices.setdefault(hit.id, Choice(hit.id, say("home", name=hit.title), hit.detail, "household"))
            continue
        home = homes.get(people[hit.id]["household"] or "")
        if home is not None and not home.deleted:
            name = say("home", name=home["head"])
            place = f"{home['group'] or ''}{home['number'] or ''}"
            words = hit.title if hit.title != home["head"] else ""
            detail = " · ".join(part for part in (place, words) if part)
            choices.setdefault(home.id, Choice(home.id, name, detail, "household"))
    return list(choices.values())[:limit]


def home_names(desk: Desk, ids: Sequence[str]) -> Mapping[str, str]:
    """What the chips say: “张桂花家”."""
    found = records.by_ids(desk, "household", ids)
    return {id: say("home", name=record["head"]) for id, record in found.items()}


class HouseholdsField(SeveralField):
    """The households of one trip. Value: a list of ids; one id where a kept visit is shown."""

    shown = Signal(object)

    def __init__(self, context: Context, spec: Field, parent: QWidget | None = None) -> None:
        finding = Finder(
            context.tasks,
            lambda text, limit: homes_found(context.desk, text, limit),
            lambda ids: home_names(context.desk, ids),
        )
        super().__init__(spec, finding, say("field.households_hint"), parent)
        self.is_single = False
        self.names_somebody: Callable[[], bool] = lambda: False

    def set_single(self, is_single: bool) -> None:
        """Whether the shown visit is a kept one, which is about one household."""
        self.is_single = is_single
        self.label.setText(say("field.household" if is_single else "field.households"))
        self.line.setToolTip("" if is_single else say("field.households_help"))

    def value(self) -> Any:
        ids = super().value()
        return ids[0] if ids and self.is_single and len(ids) == 1 else ids

    def set_value(self, value: Any) -> None:
        if isinstance(value, str):
            self.is_single = True
        super().set_value([value] if isinstance(value, str) else value)

    def check(self) -> str:
        if wrong := super().check():
            return wrong
        ids = super().value() or []
        if self.is_single and len(ids) > 1:
            return say("field.one_only")
        return "" if ids or self.names_somebody() else say("field.nobody")

    def _draw(self) -> None:
        super()._draw()
        self.shown.emit(() if self.is_single else tuple(self._titles.items()))


def visitors_field(context: Context, spec: Field, parent: QWidget | None = None) -> FieldWidget:
    """Who went."""
    return SeveralField(spec, finder(context, spec.targets), "", parent)


class NeedsField(PhrasedField):
    """The needs: one text, or on a trip to several households a text for each.

    Value: str; {household id: text} for several. show_households() says whose needs they are.
    """

    def __init__(self, context: Context, spec: Field, parent: QWidget | None = None) -> None:
        to_matter = word_button(f"{say('to_matter')} Ctrl+M", say("to_matter.tip"), "handbook")
        super().__init__(context, spec, parent, to_matter)
        self.to_matter = to_matter
        self._texts: dict[str, str] = {}
        self.entries: dict[str, TextEntry] = {}
        self._box = QWidget()
        self._column = QVBoxLayout(self._box)
        self._column.setContentsMargins(theme.SPACE_3, 0, 0, 0)
        self._column.setSpacing(theme.SPACE_1)
        self._box.hide()
        self._row.addWidget(self._box, 1)

    @property
    def writing(self) -> TextEntry:
        for entry in self.entries.values():
            if entry.hasFocus():
                return entry
        return next(iter(self.entries.values()), self.text)

    def focus_input(self) -> None:
        self.writing.setFocus(Qt.FocusReason.TabFocusReason)

    def value(self) -> Any:
        if not self.entries:
            return super().value()
        self._remember()
        return {id: text for id, text in self._texts.items() if text and id in self.entries} or None

    def set_value(self, value: Any) -> None:
        self._texts = dict(value) if isinstance(value, dict) else {}
        super().set_value(None if isinstance(value, dict) else value)
        for id, entry in self.entries.items():
            with QSignalBlocker(entry):
                entry.setPlainText(self._texts.get(id, ""))

    def show_households(self, titles: Titles) -> None:
        """One text for each of these households when there are several."""
        self._remember()
        wanted = [id for id, _ in titles] if len(titles) > 1 else []
        if wanted != list(self.entries):
            self._carry(wanted, titles)
            self._lay_out(wanted)
        for number, (id, title) in enumerate(titles if wanted else ()):
            words = say("field.needs_of", name=title)
            self.entries[id].setAccessibleName(words)
            label = self._column.itemAt(2 * number).widget()
            assert isinstance(label, QLabel)
            label.setText(words)

    def _remember(self) -> None:
        self._texts.update({id: entry.toPlainText().strip() for id, entry in self.entries.items()})

    def _carry(self, wanted: Sequence[str], titles: Titles) -> None:
        """Take the one text over to the first household, or back from the one that is left."""
        if wanted and not self.entries:
            if text := self.text.toPlainText().strip():
                self._texts.setdefault(wanted[0], text)
        elif not wanted and self.entries:
            left = titles[0][0] if titles else next(iter(self.entries))
            with QSignalBlocker(self.text):
                self.text.setPlainText(self._texts.get(left, ""))

    def _lay_out(self, wanted: Sequence[str]) -> None:
        while self._column.count():
            self._column.takeAt(0).widget().deleteLater()
        self.entries = {}
        for id in wanted:
            label = QLabel()
            label.setProperty("role", "label")
            entry = TextEntry(1, 6)
            entry.setPlainText(self._texts.get(id, ""))
            entry.textChanged.connect(self.edited)
            entry.left.connect(self.left)
            entry.entered.connect(lambda id=id: self._next(id))
            label.setBuddy(entry)
            self._column.addWidget(label)
            self._column.addWidget(entry)
            self.entries[id] = entry
        self.text.setVisible(not wanted)
        self._box.setVisible(bool(wanted))

    def _next(self, id: str) -> None:
        ids = list(self.entries)
        place = ids.index(id) + 1
        if place < len(ids):
            self.entries[ids[place]].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.entered.emit()


def reflection_field(context: Context, spec: Field, parent: QWidget | None = None) -> FieldWidget:
    """The reflection: never worded for the person; a question of the day stands in the empty field."""
    made = field_widget(context, spec, parent)
    assert isinstance(made, LongTextField)
    text, day = made.text, context.desk.today().toordinal()

    def ask(questions: Sequence[str]) -> None:
        if questions:
            text.setPlaceholderText(say("reflection.hint", question=questions[day % len(questions)]))

    context.tasks.run(visits.phrases, context.desk, visits.OPEN_QUESTION, done=ask, owner=text)
    return made
