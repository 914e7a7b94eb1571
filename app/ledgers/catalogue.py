"""The office's ledgers: shipped definitions, and those a clerk or a township made of them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from app import records
from app.desk import Desk
from app.kinds import KINDS
from app.ledgers.definitions import (
    LedgerDefinition,
    all_conditions,
    plain_definition,
    read_definition,
    with_name,
)
from app.ledgers.formulas import FORMULAS
from app.ledgers.problems import LedgerProblem
from app.ledgers.reading import kinds_led_to
from app.ledgers.text import fault
from app.paths import resources
from app.records import Query, Where

# Columns of the statistics, filled from its items.
_STATISTICS = ("$index", "$label", "$unit", "$month", "$cumulative", "$rate", "$blank")


@dataclass(frozen=True)
class Entry:
    """One ledger in the list. `record`: id of the office's own definition, "" for a shipped one."""

    definition: LedgerDefinition
    record: str = ""

    @property
    def name(self) -> str:
        """What it is called."""
        return self.definition.name


@cache
def shipped(folder: Path | None = None) -> dict[str, LedgerDefinition]:
    """The definitions in resources/presets/ledgers by name. Raises LedgerProblem("bad_definition_file")."""
    found: dict[str, LedgerDefinition] = {}
    for path in sorted((folder or resources() / "presets" / "ledgers").glob("*.toml")):
        try:
            definition = read_definition(tomllib.loads(path.read_text(encoding="utf-8")))
        except (OSError, ValueError):
            raise LedgerProblem("bad_definition_file", file=path.name) from None
        check_paths(definition)
        found[definition.name] = definition
    return found


def list_ledgers(desk: Desk) -> list[Entry]:
    """Every ledger of the office in its order; one of its own hides the shipped one of that name."""
    entries = {name: Entry(definition) for name, definition in shipped().items()}
    for record in records.find(desk, Query("ledger", order=("name",))):
        try:
            definition = _own(record["name"], record["definition"])
        except LedgerProblem:
            continue  # one bad definition from elsewhere must not hide the good ones
        entries[definition.name] = Entry(definition, record.id)
    return sorted(entries.values(), key=lambda entry: (entry.definition.position, entry.name))


def get_ledger(desk: Desk, name: str) -> LedgerDefinition:
    """The definition of that name. Raises LedgerProblem: no_such_ledger, bad_definition."""
    found = records.find(desk, Query("ledger", where=(Where("name", "=", name),)))
    if found:
        return _own(name, found[-1]["definition"])
    try:
        return shipped()[name]
    except KeyError:
        names = "、".join(entry.name for entry in list_ledgers(desk))
        raise LedgerProblem("no_such_ledger", name=name[:50], names=names) from None


def copy_ledger(desk: Desk, name: str, new_name: str) -> LedgerDefinition:
    """A copy under a new name, saved. Raises LedgerProblem: no_such_ledger, ledger_exists."""
    definition = with_name(get_ledger(desk, name), new_name.strip())
    if any(entry.name == definition.name for entry in list_ledgers(desk)):
        raise LedgerProblem("ledger_exists", name=definition.name)
    save_ledger(desk, definition)
    return definition


def save_ledger(desk: Desk, definition: LedgerDefinition) -> str:
    """Keep the definition as the office's own; its record's id. Raises LedgerProblem("bad_definition")."""
    plain = plain_definition(definition)
    definition = read_definition(plain)
    check_paths(definition)
    based_on = definition.based_on or (definition.name if definition.name in shipped() else "")
    values = {"name": definition.name, "definition": plain, "based_on": based_on or None}
    found = records.find(desk, Query("ledger", where=(Where("name", "=", definition.name),)))
    if not found:
        return records.add(desk, "ledger", values)
    records.change(desk, "ledger", found[-1].id, values)
    return found[-1].id


def remove_ledger(desk: Desk, name: str) -> None:
    """Drop the office's own definition; a shipped one of that name shows again.

    Raises LedgerProblem("no_such_ledger").
    """
    found = records.find(desk, Query("ledger", where=(Where("name", "=", name),)))
    if not found:
        raise LedgerProblem("no_such_ledger", name=name[:50], names="、".join(shipped()))
    with desk.write("ledger.remove") as writer:
        for record in found:
            writer.remove("ledger", record.id)


def _own(name: str, stored: object) -> LedgerDefinition:
    definition = read_definition(stored if isinstance(stored, dict) else {"name": name})
    check_paths(definition)
    return replace(definition, name=name)


def check_paths(definition: LedgerDefinition) -> None:
    """Raises LedgerProblem("bad_definition") when a path leads nowhere."""
    kinds = (definition.source,)
    paths = [cell.path for row in definition.form if not row.each for cell in row.cells]
    paths += [row.each for row in definition.form if row.each]
    lines = [(row.each, cell.path) for row in definition.form if row.each for cell in row.cells]
    if definition.layout == "statistics":
        wrong = [column.path for column in definition.columns if not _counts(definition, column.path)]
    else:
        paths += [column.path for column in definition.columns]
        wrong = []
    inside = {id(each) for item in definition.items for each in item.where}
    paths += [each.path for each in all_conditions(definition) if id(each) not in inside]
    paths += [path.lstrip("-") for path in definition.order]
    paths += [path for path in (definition.date, definition.group, definition.distinct) if path]
    wrong += [path for path in paths if not leads(kinds, path)]
    wrong += [each for each, _ in lines if "." in each or not kinds_led_to(FORMULAS, kinds, each)]
    wrong += [path for each, path in lines if not leads(kinds_led_to(FORMULAS, kinds, each), path)]
    for item in definition.items:
        own = [each.path for each in item.where] + [
            each for each in (item.date, item.count, item.sum) if each
        ]
        wrong += [path for path in own if not leads((item.source,), path)]
    if wrong:
        raise LedgerProblem("bad_definition", name=definition.name, what=fault("path", path=wrong[0]))


def _counts(definition: LedgerDefinition, path: str) -> bool:
    """Whether a column of the statistics says what is counted: "$month:opened", "$rate:done/opened"."""
    head, _, dates = path.partition(":")
    sources = {item.source for item in definition.items if item.source}
    led = all(leads((source,), date) for date in filter(None, dates.split("/")) for source in sources)
    counted = head in ("$month", "$cumulative", "$rate")
    return head in _STATISTICS and led and (counted or not dates) and (head == "$rate") == ("/" in dates)


def leads(kinds: Iterable[str], path: str) -> bool:
    """Whether the path names something for at least one of the kinds."""
    head, _, rest = path.partition(".")
    if head.startswith("$"):
        return head.partition(":")[0] in FORMULAS and not rest
    fields = [KINDS[kind].field(head) for kind in kinds if kind in KINDS and KINDS[kind].has(head)]
    if not rest:
        # A township's own fields are not declared; they may stand at the end of a path.
        return bool(fields) or head == "id" or head.startswith("x_")
    return leads(dict.fromkeys(target for field in fields for target in field.targets), rest)
