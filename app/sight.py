"""What is hidden on the screen until somebody asks for it: by field class, by age, for a while."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from app.kinds import Field, FieldType, Kind, Sensitivity
from app.masking import STAR, mask, mask_text, under_14

SHOWN_FOR = timedelta(minutes=5)
HIDDEN_MASKS = ("id_number", "phone", "account")  # names and addresses are how people are found
ALL_STARS = STAR * 3
# Tags that say nothing of health or hardship; every other one, a township's own too, is sensitive.
ORDINARY_TAGS = frozenset({
    "party_member", "probationary_member", "activist", "floating_member", "old_member", "cadre", "veteran",
    "entrepreneur", "migrant", "returnee", "delegate", "talent", "volunteer",
})  # fmt: skip


@dataclass
class Sight:
    """Whether everything is shown for a while at this desk. Read on the window's thread too."""

    until: datetime | None = None
    narrowed: set[str] = field(default_factory=set)  # what lists were narrowed to, noted already

    def open(self, now: datetime) -> None:
        """Show everything the operator may see, for SHOWN_FOR."""
        self.until = now + SHOWN_FOR

    def close(self) -> None:
        """Hide it again."""
        self.until = None

    def is_open(self, now: datetime) -> bool:
        """Whether it is shown. A clock that was set back does not lengthen the while."""
        return self.until is not None and self.until - SHOWN_FOR <= now < self.until


def may_be_hidden(field: Field) -> bool:
    """Whether some value of the field is hidden from somebody."""
    birth = field.type is FieldType.DATE and field.sensitivity is Sensitivity.PERSONAL
    return field.sensitivity is Sensitivity.SENSITIVE or field.mask in HIDDEN_MASKS or birth


def is_minor(kind: Kind, values: Mapping[str, Any], day: date) -> bool:
    """Whether the record is of somebody under 14: everything personal in it counts as sensitive."""
    return kind.has("birth") and under_14(values.get("birth"), day)


def guard(field: Field, value: object, minor: bool) -> str:
    """The right of app.rights it takes to see the value; "" when everyone sees it."""
    if value in (None, "") or not may_be_hidden(field):
        return ""
    if field.sensitivity is Sensitivity.SENSITIVE:
        return "" if field.codes == "tag" and value in ORDINARY_TAGS else "unmask.sensitive"
    if field.mask in HIDDEN_MASKS:
        return "unmask.sensitive" if minor else "unmask"
    return "unmask.sensitive" if minor else ""


def covered(field: Field, text: str) -> str:
    """How a guarded value looks: 110***********123X, 138****5678, 2016-**-**, ***."""
    if field.sensitivity is Sensitivity.SENSITIVE:
        return ALL_STARS
    if field.mask in HIDDEN_MASKS:
        return mask(text, field.mask)
    return text[:4] + "-**-**" if field.type is FieldType.DATE else ALL_STARS


def without_numbers(field: Field, text: str) -> str:
    """Free text with the ID and phone numbers in it masked; any other value as it is."""
    return mask_text(text) if field.type in (FieldType.TEXT, FieldType.LONG_TEXT) else text
