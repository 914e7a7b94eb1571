"""Ledgers that leave the program: who may save one as a file, and the line about it in the audit log."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from app.desk import Desk
from app.kinds import KINDS, Sensitivity
from app.ledgers.definitions import LedgerDefinition
from app.ledgers.formulas import FORMULAS
from app.ledgers.problems import LedgerProblem
from app.ledgers.reading import kinds_led_to, title_field
from app.ledgers.text import word
from app.rights import may
from app.sight import ORDINARY_TAGS

SAVED, PRINTED = "ledger.save", "ledger.print"


def allow_file(desk: Desk, definition: LedgerDefinition, edition: str) -> None:
    """Raises LedgerProblem export_needs_review where this operator may not save that edition as a file.

    The public edition, and ledgers without anybody's personal data, are for everyone. Paper is too: who
    enters the records must be able to have them signed.
    """
    if edition == "inner" and holds_personal(definition) and not may(desk, "export.personal"):
        raise LedgerProblem("export_needs_review", name=definition.name)


def allow_sight(desk: Desk, definition: LedgerDefinition, edition: str) -> None:
    """Raises LedgerProblem sensitive_needs_review where this operator may not see that edition at all."""
    if edition == "inner" and holds_sensitive(definition) and not may(desk, "unmask.sensitive"):
        raise LedgerProblem("sensitive_needs_review", name=definition.name)


def holds_sensitive(definition: LedgerDefinition) -> bool:
    """Whether the inner edition tells anybody's health or hardship, or is a list of such people."""
    if definition.layout == "statistics":  # figures, nobody's own
        return False
    conditions = [*definition.where, *(each for part in definition.parts for each in part.where)]
    chosen = [each for each in conditions if not (each.path == "tag" and _ordinary(each.value))]
    paths = [column.path for column in definition.columns] + [definition.group, definition.distinct]
    paths += [each.path for each in chosen]
    listed = [((definition.source,), path) for path in paths if path] + _form_paths(definition)
    return any(_holds(kinds, path, (Sensitivity.SENSITIVE,)) for kinds, path in listed)


def holds_personal(definition: LedgerDefinition) -> bool:
    """Whether the inner edition shows personal or sensitive fields. A township's own fields count as such."""
    paths: list[str] = []
    if definition.layout != "statistics":
        paths += [column.path for column in definition.columns]
    paths += [definition.group] if definition.layout == "book" and definition.group else []
    listed = [((definition.source,), path) for path in paths] + _form_paths(definition)
    return any(_is_personal(kinds, path) for kinds, path in listed)


def _form_paths(definition: LedgerDefinition) -> list[tuple[tuple[str, ...], str]]:
    """The paths on the pages with the kinds they set out from, those of lines too."""
    found = []
    for row in definition.form:
        kinds = kinds_led_to(FORMULAS, (definition.source,), row.each) if row.each else (definition.source,)
        found += [(kinds, cell.path) for cell in row.cells]
    return found


def note(
    desk: Desk, act: str, definition: LedgerDefinition, period: str, edition: str, rows: int, target: str
) -> None:
    """One line in the audit log: which ledger, period and edition, how many rows, what it became.

    `act`: SAVED or PRINTED; `target`: "pdf", "xlsx" or "paper". Nothing of what is in it and no file's name.
    """
    said = word(
        "taken", name=definition.name, period=period, edition=word(f"edition_{edition}"), rows=rows,
        target=word(f"target_{target}"),
    )  # fmt: skip
    desk.audit(act, said)


def _is_personal(kinds: Iterable[str], path: str) -> bool:
    return _holds(kinds, path, (Sensitivity.PERSONAL, Sensitivity.SENSITIVE))


def _holds(kinds: Iterable[str], path: str, classes: Collection[Sensitivity]) -> bool:
    """Whether what the path leads to is of one of these classes."""
    head, _, rest = path.partition(".")
    if head == "$title":
        return any(_holds((kind,), title_field(kind), classes) for kind in kinds)
    if head.startswith("$"):
        name, _, argument = head.partition(":")
        if name in ("$tags", "$basis") and argument and _ordinary(argument.split(",")):
            return Sensitivity.PERSONAL in classes
        return FORMULAS[name].sensitivity in classes
    described = [KINDS[kind].field(head) for kind in kinds if KINDS[kind].has(head)]
    targets = dict.fromkeys(target for each in described for target in each.targets)
    if targets:
        return _holds(targets, rest or "$title", classes)
    # A township's own fields may hold anything: personal, though not a reason to keep a list from anyone.
    unknown = not described and Sensitivity.PERSONAL in classes
    return unknown or any(each.sensitivity in classes for each in described)


def _ordinary(value: object) -> bool:
    """Whether these tags say nothing of health or hardship."""
    tags = value if isinstance(value, list | tuple) else (value,)
    return ORDINARY_TAGS.issuperset(map(str, tags))
