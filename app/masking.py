"""Hiding personal values on screen and paper: how a value looks to who may not see it whole."""

from __future__ import annotations

import datetime
import re

STAR = "*"
MINOR_AGE = 14  # 个人信息保护法 Art. 31: anyone under 14 is always sensitive

_DIGIT = "0-9０-９"
_ID_NUMBER = re.compile(
    rf"(?<![{_DIGIT}])(?:[{_DIGIT}]{{17}}[{_DIGIT}XxＸｘ]|[{_DIGIT}]{{15}})(?![{_DIGIT}])"
)
_MOBILE = re.compile(rf"(?<![{_DIGIT}])[1１][3-9３-９][{_DIGIT}](?:[ -]?[{_DIGIT}]{{4}}){{2}}(?![{_DIGIT}])")
_LANDLINE = re.compile(rf"(?<![{_DIGIT}])[0０][{_DIGIT}]{{2,3}}[- —]?[{_DIGIT}]{{7,8}}(?![{_DIGIT}])")
_PLACE_END = re.compile(r".*[省市区县旗乡镇道村屯组社区庄街路]")
_COMPOUND_SURNAMES = {
    *("欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "令狐", "慕容", "长孙"),
    *("宇文", "司徒", "夏侯", "端木", "独孤", "南宫", "轩辕", "百里", "呼延", "申屠"),
}


def mask_name(name: str) -> str:
    """张小花 → 张*花, 张三 → 张*, 欧阳娜娜 → 欧阳*娜; the surname of a name with · keeps its first part."""
    if "·" in name:
        first, _, _ = name.partition("·")
        return f"{first}·**"
    kept = 2 if name[:2] in _COMPOUND_SURNAMES and len(name) > 2 else 1
    rest = len(name) - kept
    if rest <= 0:
        return STAR
    return name[:kept] + (STAR if rest == 1 else STAR * (rest - 1) + name[-1])


def mask_id_number(number: str) -> str:
    """The first three and the last four stay: 110***********123X. Short ones keep two."""
    if len(number) < 10:
        return number[:1] + STAR * max(len(number) - 1, 0)
    return number[:3] + STAR * (len(number) - 7) + number[-4:]


def mask_phone(phone: str) -> str:
    """The first three and the last four stay: 138****5678. Several numbers are masked one by one."""
    return re.sub(r"\d(?:[\d -]*\d)?", lambda found: _mask_digits(found.group()), phone)


def _mask_digits(digits: str) -> str:
    if len(digits) < 8:
        return STAR * max(len(digits) - 2, 0) + digits[-2:]
    return digits[:3] + STAR * (len(digits) - 7) + digits[-4:]


def mask_address(address: str) -> str:
    """The village or group stays, the house does not: 荫子镇柿子村三组12号 → 荫子镇柿子村三组***."""
    found = _PLACE_END.match(address)
    kept = found.group() if found else address[:2]
    return kept + STAR * 3 if len(kept) < len(address) else kept


def mask_text(text: str) -> str:
    """The text with the ID and phone numbers in it masked."""
    text = _ID_NUMBER.sub(lambda found: mask_id_number(found.group()), text)
    for pattern in (_MOBILE, _LANDLINE):
        text = pattern.sub(lambda found: mask_phone(found.group()), text)
    return text


_MASKS = {
    "name": mask_name,
    "id_number": mask_id_number,
    "phone": mask_phone,
    "address": mask_address,
    "text": mask_text,
}


def mask(value: str, how: str) -> str:
    """`value` masked as Field.mask says; "" leaves it as it is. Raises KeyError for another word."""
    return _MASKS[how](value) if how and value else value


def under_14(birth: str | None, day: datetime.date) -> bool:
    """Whether someone born then is under 14 that day; "YYYY", "YYYY-MM" count as late as they can be."""
    if not birth:
        return False
    latest = (birth + "-12-31"[len(birth) - 4 :]) if len(birth) in (4, 7) else birth
    limit = f"{day.year - MINOR_AGE:04d}-{day.month:02d}-{day.day:02d}"
    return latest > limit
