"""Ledgers that leave the program: who may save one as a file, and the line about it in the audit log."""

from __future__ import annotations

from collections.abc import Iterable

from app.desk import Desk
from app.kinds import KINDS, Sensitivity
from app.ledgers.definitions import LedgerDefinition
from app.ledgers.formulas import FORMULAS
from app.ledgers.problems import LedgerProblem
from app.ledgers.reading import title_field
from app.ledgers.text import word
from app.rights import may

SAVED, PRINTED = "ledger.save", "ledger.print"


def allow_file(desk: Desk, definition: LedgerDefinition, edition: str) -> None:
    """Raises LedgerProblem export_needs_review where this operator may not save that edition as a file.

    The public edition, and ledgers without anybody's personal data, are for everyone. Paper is too: who
    enters the records must be able to have them signed.
    """
    if edition == "inner" and holds_personal(definition) and not may(desk, "export.personal"):
        raise LedgerProblem("export_needs_review", name=definition.name)


def holds_personal(definition: LedgerDefinition) -> bool:
    """Whether the inner edition shows personal or sensitive fields. A township's own fields count as such."""
    paths = [cell.path for row in definition.form for cell in row.cells]
    if definition.layout != "statistics":
        paths += [column.path for column in definition.columns]
    paths += [definition.group] if definition.layout == "book" and definition.group else []
    return any(_is_personal((definition.source,), path) for path in paths)


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
    head, _, rest = path.partition(".")
    if head == "$title":
        return any(_is_personal((kind,), title_field(kind)) for kind in kinds)
    if head.startswith("$"):
        return FORMULAS[head.partition(":")[0]].sensitivity is not Sensitivity.PLAIN
    described = [KINDS[kind].field(head) for kind in kinds if KINDS[kind].has(head)]
    targets = dict.fromkeys(target for each in described for target in each.targets)
    if targets:
        return _is_personal(targets, rest or "$title")
    return not described or any(each.sensitivity is not Sensitivity.PLAIN for each in described)
