"""The command of the desk: its lists with their counts, and the matters of one list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import click

from app import records
from app.command_line.problems import CommandProblem
from app.command_line.session import Session
from app.command_line.text import HELP, word
from app.command_line.usage import Command, OneOf, Whole
from app.desk import Desk
from app.masking import mask
from app.matters import desk_lists
from app.matters.desk_lists import LISTS, VILLAGE_LISTS, Entry, Wanted
from app.records import Query, Where

MOST = 1000
_NAMED = {"village": "organization", "organization": "organization", "responsible": "person"}
_CODED = {
    "category": "matter_category", "type": "matter_type", "channel": "channel", "urgency": "urgency",
}  # fmt: skip


def _narrowing(command: Any) -> Any:
    for name in reversed((*_NAMED, *_CODED, "words")):
        command = click.option(f"--{name}", default="", metavar=name.upper(), help=HELP[f"desk_{name}"])(
            command
        )
    return command


@click.command("desk", cls=Command, help=HELP["desk"])
@click.argument("name", type=OneOf((*LISTS, *VILLAGE_LISTS)), metavar="[LIST]", required=False)
@_narrowing
@click.option("--limit", type=Whole(1, MOST), default=50, help=HELP["limit"])
@click.option("--offset", type=Whole(0, 10**7), default=0, help=HELP["desk_offset"])
@click.pass_obj
def desk(session: Session, /, name: str | None, limit: int, offset: int, **asked: str) -> None:
    """Every list with its count, or a page of one list."""
    with session.desk() as opened:
        given = {field: _meant(opened, field, value) for field, value in asked.items() if value}
        if name is None:
            _give_counts(session, opened, given)
            return
        wanted = Wanted(name, **given)
        found = desk_lists.page(opened, wanted, limit, offset)
        names = _names(opened, found)
        for entry in found:
            _give_entry(session, opened, entry, names)
        session.say(word("total", count=desk_lists.count(opened, wanted)))


def _give_counts(session: Session, desk: Desk, given: Mapping[str, str]) -> None:
    for name in (*LISTS, *VILLAGE_LISTS):
        much = desk_lists.count(desk, Wanted(name, **given))
        session.give({"list": name, "count": much})
        session.say(word("desk_count", name=name, label=word(f"desk_{name}"), count=much))


def _give_entry(session: Session, desk: Desk, entry: Entry, names: Mapping[str, str]) -> None:
    matter, standing = entry.matter, entry.standing
    due = standing.nearest or standing.deadline or ""
    session.give({
        "id": matter.id, "number": matter["number"], "village": standing.village, "opened": standing.opened,
        "description": mask(matter["description"] or "", "text"), "category": standing.category,
        "type": standing.type, "state": standing.state, "holder": standing.holder,
        "organization": standing.organization, "responsible": standing.responsible, "deadline": due or None,
    })  # fmt: skip
    parts = (
        matter.id, names.get(standing.village, ""), desk.codes.label("matter_state", standing.state), due,
        names.get(standing.organization or "", ""), names.get(standing.responsible or "", ""),
        mask(" ".join((matter["description"] or "").split()), "text"),
    )  # fmt: skip
    session.say("  ".join(part for part in parts if part))


def _names(desk: Desk, found: Sequence[Entry]) -> dict[str, str]:
    ids = {
        "organization": {each.standing.village for each in found}
        | {each.standing.organization or "" for each in found},
        "person": {each.standing.responsible or "" for each in found},
    }
    return {
        key: str(record["name"])
        for kind, wanted in ids.items()
        for key, record in records.by_ids(desk, kind, wanted - {""}).items()
    }


def _meant(desk: Desk, field: str, value: str) -> str:
    """The id or code that a name or label means. Raises CommandProblem no_such_name, not_one_name."""
    if field in _CODED:
        return desk.codes.code(_CODED[field], value) or value
    if field not in _NAMED:
        return value
    kind = _NAMED[field]
    if value in records.by_ids(desk, kind, [value]):
        return value
    ids = [each.id for each in records.find(desk, Query(kind, (Where("name", "=", value),), limit=2))]
    if len(ids) != 1:
        raise CommandProblem("not_one_name" if ids else "no_such_name", name=value[:50])
    return ids[0]
