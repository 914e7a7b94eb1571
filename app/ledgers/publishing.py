"""What a public edition must not say: personal numbers and children's names, told by row and field."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from app.ledgers.contents import Forms, Section, Table
from app.ledgers.definitions import LedgerDefinition
from app.ledgers.problems import LedgerProblem
from app.ledgers.reading import Reading
from app.ledgers.text import word
from app.personal_numbers import personal_number
from db.records import Query, Record, Where

MOST_PLACES = 5  # told at once; there may be a number in every row
CHILD = "child"
# Numbers that name a paper, a place or a line, not a person.
_PAPER_NUMBERS = ("number", "card_number", "code", "$index")


@dataclass(frozen=True)
class Found:
    """One place that keeps the public edition from being made. `what`: which kind of thing stands there."""

    place: str
    what: str
    record: str = ""  # id, "" for the ledger's own words

    @property
    def words(self) -> str:
        """The place and what is there, as the clerk reads it."""
        return word("found", place=self.place, what=word(f"found_{self.what}"))


def refuse_personal(reading: Reading, definition: LedgerDefinition, sections: Iterable[Section]) -> None:
    """Raises LedgerProblem personal_number_in_public, which names the rows and what stands in them."""
    children = _Children(reading)
    found = [*_in_definition(definition), *_in_sections(children, sections)]
    if found:
        told = "；".join(each.words for each in found[:MOST_PLACES])
        more = word("found_more", count=len(found) - MOST_PLACES) if len(found) > MOST_PLACES else ""
        ids = tuple(dict.fromkeys(each.record for each in found if each.record))
        raise LedgerProblem("personal_number_in_public", places=told + more, ids=ids)


def _in_definition(definition: LedgerDefinition) -> Iterator[Found]:
    """The words that somebody wrote into the ledger itself: they stand on every copy."""
    texts = [definition.name, definition.title, definition.note, definition.unit, *definition.signatures]
    texts += [text for each in definition.columns for text in (each.label, each.over)]
    texts += [text for each in definition.items for text in (each.label, each.unit)]
    texts += [each.label for each in definition.parts]
    texts += [cell.label for row in definition.form for cell in row.cells] + list(definition.copies)
    for what in dict.fromkeys(kind for text in texts if (kind := personal_number(text))):
        yield Found(word("found_in_heading"), what)


def _in_sections(children: _Children, sections: Iterable[Section]) -> Iterator[Found]:
    for section in sections:
        if isinstance(section, Table):
            yield from _in_table(children, section)
        elif isinstance(section, Forms):
            for number, form in enumerate(section.forms, 1):
                for _, cells in form.rows:
                    for each in cells:
                        if what := _what(children, each.cell.path, each.text):
                            place = word("found_form", number=number, record=form.name, label=each.cell.label)
                            yield Found(place, what, form.id)


def _in_table(children: _Children, table: Table) -> Iterator[Found]:
    index = next((at for at, column in enumerate(table.columns) if column.path == "$index"), None)
    for at, row in enumerate(table.texts):
        for column, text in zip(table.columns, row, strict=True):
            if what := _what(children, column.path, text):
                place = word(
                    "found_row",
                    part=word("found_part", label=table.label) if table.label else "",
                    number=at + 1 if index is None else row[index],
                    record=table.names[at],
                    label=column.label,
                )
                yield Found(place, what, table.ids[at])


def _what(children: _Children, path: str, text: str) -> str:
    if not text or path.rpartition(".")[2] in _PAPER_NUMBERS:
        return ""
    return personal_number(text) or (CHILD if children.named_in(text) else "")


@dataclass
class _Children:
    """The names of everybody under 14, to be found in running text."""

    reading: Reading
    _names: dict[str, list[str]] | None = None  # first two characters → names
    _namesakes: dict[str, list[Record]] = field(default_factory=dict)

    def named_in(self, text: str) -> bool:
        """Whether a child is named in the text; a name that a grown-up has too is nobody's secret."""
        names = self._by_beginning()
        found = {
            name
            for at in range(len(text) - 1)
            for name in names.get(text[at : at + 2], ())
            if text.startswith(name, at)
        }
        return any(self._is_child(name, text) for name in found)

    def _by_beginning(self) -> dict[str, list[str]]:
        if self._names is None:
            self._names = {}
            first_year = str(self.reading.minors_on.year - 14)
            born_since = Query("person", where=(Where("birth", ">=", first_year),))
            people = self.reading.source.find(born_since)
            for name in {each["name"] for each in people if self.reading.minor(each)}:
                if len(name) > 1:
                    self._names.setdefault(name[:2], []).append(name)
        return self._names

    def _is_child(self, name: str, text: str) -> bool:
        if name not in self._namesakes:
            like = Query("person", where=(Where("name", "like", name),))
            self._namesakes[name] = self.reading.source.find(like)
        alike = self._namesakes[name]
        for longer in sorted({each["name"] for each in alike} - {name}, key=len, reverse=True):
            text = text.replace(longer, "")
        is_told = name in text
        return is_told and all(self.reading.minor(each) for each in alike if each["name"] == name)
