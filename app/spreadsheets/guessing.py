"""Guessing what each column is: from its heading first, from its cells where the heading says nothing."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.codes import Codes
from app.id_numbers import IdState, parse
from app.presets import preset
from app.spreadsheets.cells import code_of, plain_text
from app.spreadsheets.headers import Header
from app.spreadsheets.mappings import Mapping
from app.spreadsheets.notes import Notes
from app.spreadsheets.reading import Cell
from app.spreadsheets.targets import IGNORED, meaning, resembled, targets

SURE, LIKELY, FROM_CELLS = 1.0, 0.6, 0.5
TYPE = "matter.type"
_MOST = 0.6  # of a column's cells must look alike
_NAME = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff·]{2,5}$")
_DATE = re.compile(r"(19|20)\d{2}[-./年]?\d{1,2}([-./月]?\d{0,2}日?)?$")
_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许邓韩冯曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪"
    "范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤冉牟秦"
)


@dataclass(frozen=True)
class Guess:
    """What one column seems to be. `target` "": nothing, or a column that is known to be left out."""

    heading: str
    target: str
    confidence: float  # 1 the heading says so, about 0.5 only the cells say so, 0 nothing does


def guess(kind: str, header: Header, rows: Sequence[Sequence[Cell]], codes: Codes) -> list[Guess]:
    """One guess per column, no target twice. `rows` are some rows below the header."""
    columns = [[row[index] for row in rows if index < len(row)] for index in range(len(header.headings))]
    found = [_by_heading(kind, heading) for heading in header.headings]
    looks = [_look(column, codes) for column in columns]
    found = [_corrected(kind, each, look) for each, look in zip(found, looks, strict=True)]
    taken: set[str] = set()
    for index in sorted(range(len(found)), key=lambda each: (-found[each].confidence, each)):
        target = found[index].target
        if target in taken:
            found[index] = Guess(found[index].heading, "", 0)
        elif target:
            taken.add(target)
    for index, look in enumerate(looks):
        wanted = _target_of_look(kind, look, taken)
        if wanted == "person.birth" and _is_another_day(found[index].heading):
            continue
        if wanted and not found[index].target and found[index].confidence == 0:
            found[index] = Guess(found[index].heading, wanted, FROM_CELLS)
            taken.add(wanted)
    return [_without_serial_number(each, column) for each, column in zip(found, columns, strict=True)]


def as_mapping(kind: str, guesses: Sequence[Guess], header: Header, codes: Codes) -> Mapping:
    """The guesses as a mapping that the clerk may correct.

    A required code without a column is taken from the titles above the table (春节慰问金发放表), and so
    is the type of matters (信访台账), which says in whose register they belong.
    """
    mapping = Mapping(kind, tuple((each.heading, each.target) for each in guesses))
    for target in targets(kind).values():
        if target.required and target.field.codes and target.name not in mapping.used:
            word = _word_in_titles(target.field.codes, header, codes)
            if not word and target.name == "aid.form" and "aid.amount" in mapping.used:
                word = codes.label("aid_form", "money")
            mapping = mapping.with_fixed(target.name, word)
    if kind == "matter" and TYPE not in mapping.used:
        word = _type_in_titles(header, codes)
        mapping = mapping.with_fixed(TYPE, word) if word else mapping
    return mapping


def _word_in_titles(list_name: str, header: Header, codes: Codes) -> str:
    words = [label for _, label in codes.options(list_name)] + list(
        preset("code_synonyms").get(list_name, ())
    )
    said = [word for word in words if len(word) > 1 and any(word in title for title in header.titles)]
    return max(said, key=len, default="")


def _type_in_titles(header: Header, codes: Codes) -> str:
    """The type of matters that the titles name, "" where they name none or several."""
    named = {label: code for code, label in codes.options("matter_type")}
    named |= preset("code_synonyms").get("matter_type", {})
    said = {code for word, code in named.items() if any(word in title for title in header.titles)}
    return codes.label("matter_type", said.pop()) if len(said) == 1 else ""


def _by_heading(kind: str, heading: str) -> Guess:
    target = meaning(kind, heading)
    if target == IGNORED:
        return Guess(heading, "", SURE)
    if target:
        return Guess(heading, target, SURE)
    target = resembled(kind, heading)
    return Guess(heading, target, LIKELY if target else 0)


def _look(column: Sequence[Cell], codes: Codes) -> str:
    """What most filled cells of a column look like: a key of _LOOKS, or ""."""
    cells = [cell for cell in column if plain_text(cell)]
    if len(cells) < 2:
        return ""
    for look, test in _looks(codes):
        if sum(map(test, cells)) >= max(2, _MOST * len(cells)):
            return look
    return ""


def _looks(codes: Codes) -> list[tuple[str, Callable[[Cell], bool]]]:
    return [
        ("id_number", _is_id_number),
        ("phone", _is_phone),
        ("date", _is_date),
        ("sex", lambda cell: plain_text(cell) in ("男", "女")),
        ("relation", lambda cell: _is_word(codes, "relation", cell)),
        ("ethnic", lambda cell: _is_word(codes, "ethnic", cell)),
        ("education", lambda cell: _is_word(codes, "education", cell)),
        ("name", _is_name),
    ]


def _is_id_number(cell: Cell) -> bool:
    if isinstance(cell, (datetime.date, datetime.time, datetime.timedelta)):
        return False
    number = parse(cell)
    return number is not None and number.state in (IdState.OK, IdState.DAMAGED)


def _is_phone(cell: Cell) -> bool:
    digits = re.sub(r"[\s\-]", "", plain_text(cell))
    return len(digits) == 11 and digits.isdecimal() and digits[0] == "1"


def _is_date(cell: Cell) -> bool:
    return isinstance(cell, datetime.date) or bool(_DATE.match(plain_text(cell)))


def _is_word(codes: Codes, list_name: str, cell: Cell) -> bool:
    text = plain_text(cell, Notes())
    return not text.isdigit() and code_of(codes, list_name, text) is not None


def _is_name(cell: Cell) -> bool:
    text = plain_text(cell)
    return bool(_NAME.match(text)) and text[0] in _SURNAMES


# What a column must not look like to be what its heading says, and what it is then.
_SPEAKS_AGAINST = {
    "household.head": {"relation": "person.relation", "phone": "", "id_number": ""},
    "visit.household": {"relation": "", "phone": "", "id_number": ""},
    "person.name": {"phone": "", "id_number": "person.id_number"},
    "visit.method": {"phone": ""},
    "person.relation": {"name": "household.head", "phone": ""},
    "person.phone": {"id_number": "person.id_number", "name": ""},
    "person.id_number": {"phone": "person.phone", "name": "", "date": "person.birth"},
    "person.birth": {"id_number": "person.id_number", "name": ""},
    "household.number": {"name": "", "phone": "household.phone", "id_number": "person.id_number"},
}


def _corrected(kind: str, guessed: Guess, look: str) -> Guess:
    against = _SPEAKS_AGAINST.get(guessed.target, {})
    if look not in against:
        return guessed
    instead = against[look]
    return Guess(guessed.heading, instead if instead in targets(kind) else "", LIKELY if instead else 0)


_OF_LOOK = {
    "id_number": ("person.id_number", "lookup.id_number"),
    "phone": ("person.phone", "household.phone"),
    "sex": ("person.sex",),
    "relation": ("person.relation",),
    "ethnic": ("person.ethnic",),
    "education": ("person.education",),
    "date": ("person.birth", "visit.date", "aid.date", "matter.opened"),
    "name": ("person.name", "household.head", "visit.household", "aid.recipient", "tag.owner", "post.person"),
}


def _target_of_look(kind: str, look: str, taken: set[str]) -> str:
    for target in _OF_LOOK.get(look, ()):
        if target in targets(kind):
            return "" if target in taken else target
    return ""


def _is_another_day(heading: str) -> bool:
    """Whether a heading speaks of a day, but not of a birth: 发放日期, 登记时间."""
    return ("日期" in heading or "时间" in heading) and "生" not in heading


def _without_serial_number(guessed: Guess, column: Sequence[Cell]) -> Guess:
    """A column 编号 that only counts the rows 1, 2, 3 … says nothing about a household."""
    if guessed.target not in ("household.number", "matter.number", "document.number"):
        return guessed
    counted = [plain_text(cell) for cell in column if plain_text(cell)]
    if len(counted) >= 3 and counted == [str(number) for number in range(1, len(column) + 1)]:
        return Guess(guessed.heading, "", SURE)
    return guessed
