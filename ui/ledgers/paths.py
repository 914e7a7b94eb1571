"""What a ledger can show of a kind of record: paths of fields, in the clerk's words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from app.kinds import KINDS, Field, FieldType
from ui.ledgers.text import WORDS, say

T = FieldType
REFERENCES = (T.REFERENCE, T.REFERENCES)


@dataclass(frozen=True)
class Computed:
    """A computed value: for which kinds, of what type, and whether conditions may ask for it."""

    kinds: tuple[str, ...]
    type: FieldType = T.TEXT
    codes: str = ""
    is_column: bool = True
    is_condition: bool = True


COMPUTED: dict[str, Computed] = {
    "$subject": Computed(("visit", "matter")),
    "$state": Computed(("matter",), T.CODE, "matter_state"),
    "$open": Computed(("matter",), T.REFERENCE, is_column=False),
    "$closed_on": Computed(("matter",), T.DATE),
    "$finished_on": Computed(("matter",), T.DATE),
    "$five_haves": Computed(("matter",)),
    "$accepted": Computed(("matter",), is_condition=False),
    "$handled": Computed(("matter",), is_condition=False),
    "$feedback": Computed(("matter",), is_condition=False),
    "$matter_type": Computed(("matter",), T.CODE, "matter_type"),
    "$parties": Computed(("matter",), is_condition=False),
    "$risk": Computed(("matter",), is_condition=False),
    "$judged": Computed(("matter",), T.CODE, "matter_result"),
    "$visited_on": Computed(("matter",), T.DATE),
    "$answered_on": Computed(("matter",), T.DATE),
    "$result": Computed(("matter",), is_condition=False),
    "$adopted": Computed(("matter",), T.CODE, "matter_result"),
    "$signed": Computed(("matter",), is_condition=False),
    "$dispatched_on": Computed(("matter",), T.DATE),
    "$dispatcher": Computed(("matter",), is_condition=False),
    "$asked_on": Computed(("matter",), T.DATE),
    "$asked_of": Computed(("matter",), is_condition=False),
    "$responsible": Computed(("matter",)),
    "$standard": Computed(("matter",)),
    "$deadline": Computed(("matter",), T.DATE),
    "$due": Computed(("matter",), T.DATE),
    "$limit": Computed(("matter",), is_condition=False),
    "$overdue": Computed(("matter",), T.REFERENCE),
    "$demand": Computed(("matter",), is_condition=False),
    "$done_so_far": Computed(("matter",), is_condition=False),
    "$outcome": Computed(("matter",)),
    "$analysed_on": Computed(("matter",), T.DATE),
    "$cause": Computed(("matter",)),
    "$remedy": Computed(("matter",)),
    "$sorting": Computed(("matter",), is_condition=False),
    "$explained": Computed(("matter",)),
    "$day_by_hand": Computed(("matter", "matter_event"), is_condition=False),
    "$whistle": Computed(("matter_event",), is_condition=False),
    "$blown_by": Computed(("matter_event",), is_condition=False),
    "$called": Computed(("matter_event",), T.REFERENCE, is_column=False),
    "$responded": Computed(("matter_event",), T.DATE),
    "$part_late": Computed(("matter_event",), T.REFERENCE),
    "$part_handling": Computed(("matter_event",), is_condition=False),
    "$part_end": Computed(("matter_event",), is_condition=False),
    "$whistle_end": Computed(("matter_event",), is_condition=False),
    "$age": Computed(("person",), T.INTEGER),
    "$party": Computed(("person",), T.CODE, "tag"),
    "$tags": Computed(("person", "household"), T.CODE, "tag"),
    "$group": Computed(("person", "household")),
    "$address": Computed(("person", "household")),
    "$helpers": Computed(("person", "household")),
    "$members": Computed(("household",), T.INTEGER),
    "$aid_lines": Computed(("pairing",), is_condition=False),
    "$aid_amount": Computed(("pairing",), T.MONEY),
    "$quantity": Computed(("aid",), is_condition=False),
}


@dataclass(frozen=True)
class Spec:
    """What stands at the end of a path."""

    type: FieldType
    codes: str = ""


def columns_of(kind: str) -> list[tuple[str, str]]:
    """(path, label) of everything a column of that kind may show."""
    plain = [("$index", label_of(kind, "$index")), ("$blank", label_of(kind, "$blank"))]
    return plain + [(path, label) for path, label, _ in _paths(kind, is_column=True)]


def conditions_of(kind: str) -> list[tuple[str, str]]:
    """(path, label) of everything a condition on that kind may ask for."""
    return [(path, label) for path, label, _ in _paths(kind, is_column=False)]


def orders_of(kind: str) -> list[tuple[str, str]]:
    """(path, label) of everything that records of that kind may be ordered by."""
    known = _paths(kind, is_column=True)
    return [(path, label) for path, label, spec in known if spec.type is not T.LONG_TEXT]


def _paths(kind: str, is_column: bool) -> Iterable[tuple[str, str, Spec]]:
    yield from _own((kind,), "", "", is_column)
    for field in KINDS[kind].fields:
        if field.type in REFERENCES and not field.derived:
            yield from _own(field.targets, f"{field.name}.", field.label + say("path.join"), is_column)


def _own(kinds: tuple[str, ...], before: str, words: str, is_column: bool) -> Iterable[tuple[str, str, Spec]]:
    seen: set[str] = set()
    for kind in kinds:
        for name, each in COMPUTED.items():
            wanted = each.is_column if is_column else each.is_condition
            if kind in each.kinds and wanted and name not in seen:
                seen.add(name)
                yield before + name, words + say(f"formula.{name}"), Spec(each.type, each.codes)
        for field in KINDS[kind].fields:
            if field.name not in seen and field.type is not T.JSON and _is_shown(field):
                seen.add(field.name)
                yield before + field.name, words + field.label, Spec(field.type, field.codes)


def _is_shown(field: Field) -> bool:
    return not field.derived or field.name == "id_state"


def spec_of(kind: str, path: str) -> Spec:
    """What stands at the end of the path; text where that is not known."""
    kinds: tuple[str, ...] = (kind,)
    for part in path.split("."):
        name = part.partition(":")[0]
        if name in COMPUTED:
            return Spec(COMPUTED[name].type, COMPUTED[name].codes)
        field = _field(kinds, name)
        if field is None:
            return Spec(T.TEXT)
        spec, kinds = Spec(field.type, field.codes), field.targets
    return spec


def label_of(kind: str, path: str) -> str:
    """The path in words: “走访户 › 村民组”."""
    kinds: tuple[str, ...] = (kind,)
    words: list[str] = []
    for part in path.split("."):
        name = part.partition(":")[0]
        field = _field(kinds, name)
        if field is not None:
            words.append(field.label)
            kinds = field.targets
        else:
            known = f"formula.{name}" in WORDS
            words.append(say(f"formula.{name}") if known else say("path.unknown", path=name))
    return say("path.join").join(words)


def _field(kinds: Iterable[str], name: str) -> Field | None:
    return next((KINDS[kind].field(name) for kind in kinds if KINDS[kind].has(name)), None)
