"""What differs between the pages of errands, petitions, disputes and suggestions: fields, columns, papers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from app.records import Where
from ui.pages.text.services import say

STATUS = "~status"  # conditions on where a matter stands, not on a field of it
RELABELLED = (
    "description",
    "person",
    "raised_by",
    "opened",
    "responsible",
    "organization",
    "feedback",
    "recorder",
)
MORE = ("number", "kind"), ("original_words",), ("notes",)


@dataclass(frozen=True)
class Shown:
    """One column: `name` is a field of the matter, or a word of services_reading.CELLS; `label`: its word."""

    name: str
    width: int
    label: str = ""


@dataclass(frozen=True)
class ServiceKind:
    """A type of matter with a register of its own.

    first, work: the rows of the form, before and while it is worked on. register, paper: the ledgers
    that are printed. choices: lists beside the usual ones, (word, conditions). codes: filters.
    """

    type: str
    place: str
    icon: str
    first: tuple[tuple[str, ...], ...]
    work: tuple[tuple[str, ...], ...]
    columns: tuple[Shown, ...]
    register: str
    paper: str
    codes: tuple[tuple[str, str], ...] = ()
    choices: tuple[tuple[str, tuple[Where, ...]], ...] = ()
    by_risk: bool = False
    starts: Mapping[str, Any] = field(default_factory=dict)

    def word(self, name: str, **details: object) -> str:
        """A sentence of this type."""
        return say(f"{self.type}.{name}", **details)

    def label(self, name: str) -> str:
        """How a field is called on this type's papers; "" for its own label."""
        named = name in RELABELLED or (self.type, name) == ("suggestion", "category")
        return self.word(name) if named else ""


ERRAND = ServiceKind(
    "errand", "errands", "gift",
    first=(
        ("person", "raised_by", "household"), ("service", "description:2"),
        ("opened:4", "station:3", "channel:3"),
    ),
    work=(("responsible:3", "organization:3", "deadline:4"), ("feedback",), ("signed", "recorder:2")),
    columns=(
        Shown("~who", 84), Shown("service", 84), Shown("responsible", 76), Shown("organization", 90),
        Shown("opened", 66), Shown("~left", 146), Shown("~done", 66), Shown("~signed", 58),
    ),
    register="代办事项登记簿", paper="代办受理单",
    codes=(("service", "errand_service"),),
    choices=(("errand.unsigned", (Where(STATUS, "=", "done"), Where("signed", "!=", 1))),),
    starts={"category": "errand", "channel": "caller"},
)  # fmt: skip
PETITION = ServiceKind(
    "petition", "petitions", "person",
    first=(("person", "raised_by", "household"), ("description",), ("opened:4", "reception:3", "petition:3")),
    work=(
        ("receiver", "responsible", "organization"), ("deadline:4", "urgency:3", "recorder:3"), ("feedback",),
    ),
    columns=(
        Shown("~who", 78), Shown("~what", 0), Shown("reception", 86), Shown("petition", 62, "short.petition"),
        Shown("receiver", 76), Shown("opened", 66), Shown("~state", 92), Shown("~visited", 66),
        Shown("~satisfied", 84),
    ),
    register="信访台账", paper="接访登记表",
    codes=(("reception", "petition_reception"), ("petition", "petition_turn")),
    choices=(
        ("petition.backlog", (Where(STATUS, "=", "open"), Where("petition", "=", "backlog"))),
        ("petition.long", (Where(STATUS, "=", "long"),)),
    ),
    starts={"category": "petition", "channel": "caller", "reception": "open_door", "petition": "first"},
)  # fmt: skip
DISPUTE = ServiceKind(
    "dispute", "disputes", "warning",
    first=(
        ("person", "raised_by", "household"), ("other_party", "dispute", "risk"), ("description",),
        ("opened:4", "channel:3", "recorder:3"),
    ),
    work=(("guarantor", "responsible", "organization"), ("plan",), ("deadline", "urgency"), ("feedback",)),
    columns=(
        Shown("~parties", 150), Shown("dispute", 84), Shown("risk", 50, "short.risk"), Shown("guarantor", 70),
        Shown("opened", 66), Shown("~left", 146), Shown("~settled", 66),
    ),
    register="矛盾纠纷排查化解台账", paper="矛盾纠纷调解记录",
    codes=(("dispute", "dispute_type"), ("risk", "risk_level")),
    choices=(("dispute.high", (Where(STATUS, "=", "open"), Where("risk", "=", "high"))),),
    by_risk=True,
    starts={"category": "dispute", "risk": "low"},
)  # fmt: skip
SUGGESTION = ServiceKind(
    "suggestion", "suggestions", "edit",
    first=(("person", "raised_by", "household"), ("description",), ("category:3", "opened:4", "channel:3")),
    work=(("responsible:3", "organization:3", "deadline:4"), ("feedback",), ("recorder",)),
    columns=(
        Shown("~who", 88), Shown("~what", 0), Shown("category", 86), Shown("channel", 72, "short.channel"),
        Shown("opened", 66), Shown("~state", 92), Shown("~adopted", 86), Shown("~answered", 66),
    ),
    register="意见建议采纳情况表", paper="",
    codes=(("category", "matter_category"), ("channel", "channel")),
    starts={"channel": "box"},
)  # fmt: skip
KINDS = {each.type: each for each in (ERRAND, PETITION, DISPUTE, SUGGESTION)}
