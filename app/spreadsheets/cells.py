"""Cleaning one cell: texts as clerks type them become values of a field, or the reason why not."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from app.codes import Codes
from app.id_numbers import IdState, parse, propose_repair
from app.kinds import Field, FieldType
from app.spreadsheets.cell_dates import iso_date
from app.spreadsheets.cell_numbers import fen, quantity
from app.spreadsheets.notes import Notes
from app.spreadsheets.reading import Cell

Cleaner = Callable[[Cell, Notes], Any]

EMPTY = frozenset(
    {
        "", "无", "/", "\\", "—", "－", "-", "--", "——", "---", "–", "―", "空", "暂无", "没有", "無",
        "无。", "／", "//", "*", "N/A", "n/a", "NA", "null", "NULL", "None", "none", "nan", "．", ".", "。",
        "、", "#N/A", "〇",
    }
)  # fmt: skip
ERRORS = frozenset({"#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#GETTING_DATA"})
_YES = frozenset(
    ["是", "√", "✓", "✔", "☑", "对", "有", "1", "true", "y", "yes", "已签", "已签领", "已签收", "已领"]
)
_NO = frozenset(["否", "不是", "×", "✗", "☐", "□", "0", "false", "n", "no", "未签", "未签领", "未领"])
_ODD = re.compile(
    "[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\u200b-\u200f\u2060\ufeff\u00a0\x00-\x08\x0b-\x1f\x7f\ue000-\uf8ff"
    "\U000f0000-\U0010ffff]|^[\"'=#\t]|_x000[dD]_"
)
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")
_ODD_TABLE: dict[int, str | None] = {
    **{0xFF10 + n: chr(0x30 + n) for n in range(10)},
    **{0xFF21 + n: chr(0x41 + n) for n in range(26)},
    **{0xFF41 + n: chr(0x61 + n) for n in range(26)},
    **dict.fromkeys([*range(0x200B, 0x2010), 0x2060, 0xFEFF, *range(0x00, 0x09), *range(0x0B, 0x20), 0x7F]),
    0xA0: " ",
    0x0D: None,
}
_WORDS = re.compile(r"[、,，;；/\\|\s+＋和及]+")
_BLANKS = re.compile(r"\s+")
_DOTS = str.maketrans("•・‧．●∙⋅･", "········")
_REMARK = re.compile(r"[(（\[【].*?[)）\]】]")
_PHONE = re.compile(r"\+?\d{7,15}")
_FROM_ABROAD = re.compile(r"(\+|\b00)86[\s\-]*(?=1[3-9])")
_PHONE_MARKS = re.compile(r"[\s\-—－()（）.·]+")


def plain_text(cell: Cell, notes: Notes | None = None, label: str = "") -> str:
    """A cell as text: trimmed, width and control characters put right, "" for 无, / and —."""
    if type(cell) is str:
        text = cell.strip()
        if _ODD.search(text):
            text = _tidied(text, notes, label)
        return "" if text in EMPTY else text
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e16 else repr(cell)
    text = str(cell)
    return text.removesuffix(" 00:00:00")


def _tidied(text: str, notes: Notes | None, label: str) -> str:
    text = text.replace("_x000D_", "").replace("_x000d_", "")
    if len(text) > 2 and text.startswith('="') and text.endswith('"'):
        text = text[2:-1]  # how exports keep long numbers from Excel
    text = text.translate(_ODD_TABLE).lstrip("'").strip()
    if text in ERRORS:
        if notes is not None:
            notes.repair("error_cell", label=label, value=text)
        return ""
    if notes is not None and _PRIVATE.search(text):
        notes.repair("private_character", label=label, value=text[:20])
    return text


def name_text(cell: Cell, notes: Notes | None = None, label: str = "") -> str:
    """A person's name: blanks between characters gone, the separator of long names as U+00B7."""
    text = plain_text(cell, notes, label)
    if text.isalnum():
        return text
    text = text.translate(_DOTS)
    if not text.isascii():
        text = _BLANKS.sub("", text)
    return text


def cleaner_for(field: Field, heading: str, codes: Codes, *, spills: bool) -> Cleaner:
    """What turns a cell under this heading into a value of `field`; None is an empty cell.

    `spills`: the record has notes, where a word that is no option of a code list is kept.
    """
    if field.mask == "id_number":
        return _id_number
    if field.mask == "phone":
        return _phone_cleaner(field)
    if field.mask == "name" or field.name == "name":
        return _limited(field, name_text)
    if field.type is FieldType.CODE:
        return _code_cleaner(field, codes, spills=spills and not field.required)
    if field.type is FieldType.DATE:
        return lambda cell, notes: iso_date(cell, notes, field.label)
    if field.type is FieldType.MONEY:
        times = 10_000 if "万" in heading else 1
        return lambda cell, notes: fen(cell, notes, field.label, times)
    if field.type in (FieldType.NUMBER, FieldType.INTEGER):
        whole = field.type is FieldType.INTEGER
        return lambda cell, notes: quantity(cell, notes, field.label, whole=whole)
    if field.type is FieldType.BOOLEAN:
        return _truth_cleaner(field)
    if field.type in (FieldType.REFERENCE, FieldType.REFERENCES):
        return _limited(field, name_text)
    return _limited(field, plain_text)


def _limited(field: Field, clean: Callable[[Cell, Notes, str], str]) -> Cleaner:
    limit, label = field.length_limit, field.label

    def cleaned(cell: Cell, notes: Notes) -> str | None:
        text = clean(cell, notes, label)
        if len(text) > limit:
            notes.fault("too_long", label=label, length=len(text), limit=limit)
            return None
        return text or None

    return cleaned


def _id_number(cell: Cell, notes: Notes) -> str | None:
    if type(cell) is str and (cell.strip() in EMPTY or cell.strip() in ERRORS):
        return None
    if isinstance(cell, str) and cell.startswith('="'):
        cell = cell[2:].rstrip('"')
    number = parse(cell)
    if number is None:
        return None
    notes.identity = number
    if number.state is IdState.OK:
        if number.upgraded:
            notes.repair("id_upgraded", value=plain_text(cell), result=number.text)
        elif number.text != cell and number.text != str(cell).upper():
            notes.repair("id_cleaned", value=str(cell).strip(), result=number.text)
        return number.text
    repair = propose_repair(number)
    if repair is not None and repair.certain:
        notes.repair("id_corrected", value=number.text, result=repair.pattern)
        notes.identity = parse(repair.pattern)
        return repair.pattern
    if len(number.text) > 30:
        notes.fault("too_long", label="身份证号", length=len(number.text), limit=30)
        return None
    return number.text


def _phone_cleaner(field: Field) -> Cleaner:
    label, limit = field.label, field.length_limit

    def cleaned(cell: Cell, notes: Notes) -> str | None:
        if type(cell) is str and cell.isdigit() and cell.isascii():
            return _within(cell, notes)
        typed = plain_text(cell, notes, label)
        if not typed:
            return None
        at_home = _FROM_ABROAD.sub("", typed)
        parts = [_PHONE_MARKS.sub("", each) for each in re.split(r"[/、,，;；\n]|\s+(?=1\d{10})", at_home)]
        text = "、".join(dict.fromkeys(each for each in parts if each))
        if not all(_PHONE.fullmatch(each) for each in parts if each):
            # What no rule understands stays as it was typed.
            text = typed
            notes.repair("phone_damaged", label=label, value=typed[:30])
        elif text != typed:
            notes.repair("number_cleaned", label=label, value=typed, result=text)
        return _within(text, notes)

    def _within(text: str, notes: Notes) -> str | None:
        if len(text) <= limit:
            return text
        notes.fault("too_long", label=label, length=len(text), limit=limit)
        return None

    return cleaned


def _code_cleaner(field: Field, codes: Codes, *, spills: bool) -> Cleaner:
    cache: dict[Cell, str] = {}
    label, list_name = field.label, field.codes

    def cleaned(cell: Cell, notes: Notes) -> str | None:
        if type(cell) is str and (known := cache.get(cell)) is not None:
            return known or None
        text = plain_text(cell, notes, label)
        code = code_of(codes, list_name, text) if text else ""
        if code is None:
            if spills:
                notes.spill(label, text[:200])
                notes.repair("code_to_notes", label=label, value=text[:50])
            else:
                notes.fault("not_a_code", label=label, value=text[:50])
            return None
        if type(cell) is str and len(cache) < 5_000:
            cache[cell] = code
        return code or None

    return cleaned


def code_of(codes: Codes, list_name: str, text: str) -> str | None:
    """The code for a word as clerks write it; None when no option is meant."""
    found = codes.code(list_name, text)
    if found is not None:
        return found
    bare = _BLANKS.sub("", _REMARK.sub("", text)).strip("，,。.、;；:：")
    for candidate in (bare, bare.lower(), bare.removeprefix("户主").removeprefix("的").removeprefix("之")):
        if candidate and (found := codes.code(list_name, candidate)) is not None:
            return found
    # Numbers from a spreadsheet lose their leading zero: 1 is the code 01.
    return codes.code(list_name, bare.zfill(2)) if bare.isdigit() and len(bare) == 1 else None


def tags_cleaner(field: Field, codes: Codes) -> Cleaner:
    """Several words in one cell (低保、党员) become a list of codes; unknown words go to the notes."""

    def cleaned(cell: Cell, notes: Notes) -> list[str] | None:
        found = []
        for word in _WORDS.split(plain_text(cell, notes, field.label)):
            if not word or word in EMPTY:
                continue
            code = code_of(codes, field.codes, word)
            if code is None:
                notes.spill(field.label, word[:100])
                notes.repair("tag_unknown", value=word[:50])
            elif code not in found:
                found.append(code)
        return found or None

    return cleaned


def _truth_cleaner(field: Field) -> Cleaner:
    def cleaned(cell: Cell, notes: Notes) -> int | None:
        text = plain_text(cell, notes, field.label)
        word = text.lower()
        if not text:
            return 0 if type(cell) is str and cell.strip() else None
        if word in _YES or word in _NO:
            return int(word in _YES)
        if field.name == "signed":
            notes.repair("signed_by_name", label=field.label, value=text[:20])
            return 1
        notes.fault("not_a_code", label=field.label, value=text[:50])
        return None

    return cleaned
