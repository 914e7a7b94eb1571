"""Personal numbers in free text: ID numbers, phone numbers and bank accounts, however they are spaced."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from app.id_numbers import check_character

ID_NUMBER, PHONE, ACCOUNT = "id_number", "phone", "account"

_FEWEST = 7  # digits: no personal number has fewer
_MOST = 23  # digits: the longest account numbers, with a country's digits before
_NUMERALS = {numeral: str(value) for value, numeral in enumerate("〇一二三四五六七八九")}
_NUMERALS |= {"零": "0", "○": "0", "Ｏ": "0", "幺": "1", "两": "2"}
_NUMERALS |= {numeral: str(value) for value, numeral in enumerate("零壹贰叁肆伍陆柒捌玖")}
_WRITTEN_OUT = str.maketrans(_NUMERALS)
_SPELT = re.compile(f"[{''.join(_NUMERALS)}0-9]{{{_FEWEST},}}")
# Blanks and dashes of every kind, dots, strokes, brackets: what people put between groups of digits.
_BETWEEN = r"[\s\-‐‑‒–—―−－~._·•・/\\|()\[\]（）'’+]"
_RUN = re.compile(rf"\d(?:{_BETWEEN}{{0,4}}\d)*(?:{_BETWEEN}{{0,4}}[xX](?![A-Za-z]))?")
_GROUP = re.compile(r"\d+[xX]?|[xX]")
_COMMAS = re.compile(r"(?<!\d)1[3-9]\d[,、]\d{4}[,、]\d{4}(?!\d)")
_DIGIT = re.compile(r"\d")

_PROVINCES = "1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]"  # GB/T 2260
_MONTH_DAY = r"(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
_ID_18 = re.compile(rf"(?:{_PROVINCES})\d{{4}}(?:18|19|20)\d\d{_MONTH_DAY}\d{{3}}[\dX]")
_ID_15 = re.compile(rf"(?:{_PROVINCES})\d{{6}}{_MONTH_DAY}\d{{3}}")
_MOBILE = re.compile(r"(?:0{0,2}86|0|17951|12593)?1[3-9]\d{9}")
# Area codes (two and three digits behind the 0), then a subscriber's number, which begins with 2 to 9.
_LANDLINE = re.compile(r"(?:0{0,2}86)?0?(?:10|2[0-57-9]|[3-9]\d\d)[2-9]\d{6,7}")
_CARD = re.compile(r"[3-69]\d{15,18}")
_YEAR = re.compile(r"(?:19|20)\d\d")
_TOLD = re.compile(
    rf"(?:电话|手机|座机|联系方式|热线|tel|phone|微信号?|QQ号?|账号|帐号|卡号|证号|身份证)"
    rf"(?:号码?|码)?[:：是为\s]{{0,3}}(?!(?:19|20)\d\d[-./年])(\d(?:{_BETWEEN}{{0,2}}\d){{6,}})",
    re.IGNORECASE,
)


def personal_number(text: str) -> str:
    """Which personal number stands in the text: ID_NUMBER, PHONE, ACCOUNT, or "" for none.

    Digits of any width or script count, also Chinese numerals, and blanks, dashes or dots between them.
    In doubt it says there is one: who prints for the public would rather look twice.
    """
    if len(text) < _FEWEST:
        return ""
    if not _DIGIT.search(text) and not _SPELT.search(text):
        return ""
    plain = _plain(text)
    for found in (*_RUN.findall(plain), *_spelt(text)):
        if kind := _of_groups(_GROUP.findall(found.upper())):
            return kind
    return PHONE if _COMMAS.search(plain) or _TOLD.search(plain) else ""


def _plain(text: str) -> str:
    """The text with digits of every script as 0 to 9 and without signs that nobody sees."""
    shown = (each for each in unicodedata.normalize("NFKC", text) if unicodedata.category(each) != "Cf")
    return "".join(str(unicodedata.decimal(each, -1)) if each.isdecimal() else each for each in shown)


def _spelt(text: str) -> Iterator[str]:
    """Runs that are written out, in part or wholly, in Chinese numerals."""
    for found in _SPELT.findall(text):
        yield found.translate(_WRITTEN_OUT)


def _of_groups(groups: list[str]) -> str:
    """Looks at every run of neighbouring groups of digits, as one number."""
    for start in range(len(groups)):
        joined = ""
        for end in range(start, len(groups)):
            joined += groups[end]
            if len(joined) > _MOST and end > start:
                break
            if kind := _of_number(joined, groups[start : end + 1]):
                return kind
    return ""


def _of_number(number: str, groups: list[str]) -> str:
    length = len(number)
    if length < 10:
        return ""
    if length == 18 and (_ID_18.fullmatch(number) or _is_checked(number)):
        return ID_NUMBER
    if length == 15 and _ID_15.fullmatch(number):
        return ID_NUMBER
    if _MOBILE.fullmatch(number):
        return PHONE
    if number[0] == "0" and _LANDLINE.fullmatch(number):
        return PHONE
    if len(groups) == 1:
        return _of_one_group(number)
    return ACCOUNT if _is_account(number, groups) else ""


def _of_one_group(number: str) -> str:
    """So many digits without a break are no date, no amount and no number of a paper in running text."""
    if len(number) < 15:
        return ""
    return ID_NUMBER if len(number) in (15, 18) else ACCOUNT


def _is_checked(number: str) -> bool:
    """Whether the eighteenth character is the one that GB 11643 wants."""
    return number[0] in "1234568" and number[:17].isdigit() and check_character(number[:17]) == number[17]


def _is_account(number: str, groups: list[str]) -> bool:
    """A bank card: groups of four as on the card, or any groups whose check digit is right (ISO/IEC 7812)."""
    if not number.isdigit() or not 16 <= len(number) <= 19:
        return False
    fours = all(len(each) == 4 for each in groups[:-1]) and len(groups[-1]) <= 4
    if fours and not all(_YEAR.fullmatch(each) for each in groups):
        return True
    return bool(_CARD.fullmatch(number)) and _is_luhn(number)


def _is_luhn(number: str) -> bool:
    doubled = (int(each) * (1 + at % 2) for at, each in enumerate(reversed(number)))
    return sum(each - 9 if each > 9 else each for each in doubled) % 10 == 0
