"""Commands that read records: show, history, find."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, replace

import click

from app import records, reviews
from app.command_line.conditions import condition
from app.command_line.problems import Misuse
from app.command_line.session import Session
from app.command_line.showing import (
    holds_hidden,
    plain_change,
    plain_record,
    states_of,
    told_change,
    told_line,
    told_record,
)
from app.command_line.text import HELP, word
from app.command_line.usage import Command, KindName, Whole
from app.desk import Desk
from app.history import history as history_of
from app.kinds import KINDS
from app.masking import mask
from app.records import Query, Record, Where
from app.rights import require
from app.search import Hit, find_people, search_text

_BY_KEYS = ("person", "household", "organization")
_BY_WORDS = ("visit", "matter", "aid")
_CHUNK = 1000
_MOST = 1_000_000


@click.command("show", cls=Command, help=HELP["show"])
@click.argument("kind", type=KindName())
@click.argument("identity", metavar="[ID]", required=False)
@click.option("--where", multiple=True, metavar="FIELD=VALUE", help=HELP["where"])
@click.option("--deleted", is_flag=True, help=HELP["deleted"])
@click.option("--limit", type=Whole(1, _MOST), help=HELP["limit"])
@click.option("--unmask", is_flag=True, help=HELP["unmask"])
@click.pass_obj
def show(
    session: Session,
    kind: str,
    identity: str | None,
    where: tuple[str, ...],
    deleted: bool,
    limit: int | None,
    unmask: bool,
) -> None:
    """One record, or those that meet the conditions."""
    if identity and (where or deleted or limit):
        raise Misuse("where_with_id")
    with session.desk() as desk:
        if (unmask or session.as_json) and holds_hidden(kind):
            desk.audit("show.whole", f"{kind} {identity}" if identity else kind)
        if identity:
            record = records.get(desk, kind, identity)
            _check_sight(desk, record)
            _show_one(session, desk, record, unmask)
            return
        conditions = tuple(condition(KINDS[kind], each, desk.codes) for each in where)
        _show_all(session, desk, Query(kind, conditions, deleted=deleted, limit=limit))


def _check_sight(desk: Desk, record: Record) -> None:
    """What was said of somebody else's handbook only a reviewer reads. Raises Problem only_review."""
    if record.kind == reviews.KIND and not reviews.readable(desk, [record]):
        require(desk, reviews.RIGHT)


def _show_one(session: Session, desk: Desk, record: Record, whole: bool) -> None:
    session.give(plain_record(desk, record, states_of(desk, [record]).get(record.id, "")))
    for line in told_record(desk, record, whole):
        session.say(line)


def _show_all(session: Session, desk: Desk, query: Query) -> None:
    count = 0
    for chunk in _chunks(desk, query):
        states = states_of(desk, chunk)
        for record in reviews.readable(desk, chunk) if query.kind == reviews.KIND else chunk:
            count += 1
            state = states.get(record.id, "")
            session.give(plain_record(desk, record, state))
            session.say(told_line(desk, record, state))
    session.say(word("total", count=count) if count else word("nothing_found"))


def _chunks(desk: Desk, query: Query) -> Iterator[list[Record]]:
    """In the order of ids, which is that of adding; each page starts where the last one ended."""
    left, last = query.limit or _MOST, ""
    while left > 0:
        after = (Where("id", ">", last),) if last else ()
        page = replace(query, where=(*query.where, *after), order=("id",), limit=min(left, _CHUNK))
        found = records.find(desk, page)
        if not found:
            return
        yield found
        left, last = left - len(found), found[-1].id


@click.command("history", cls=Command, help=HELP["history"])
@click.argument("kind", type=KindName())
@click.argument("identity", metavar="ID")
@click.option("--unmask", is_flag=True, help=HELP["unmask"])
@click.pass_obj
def history(session: Session, kind: str, identity: str, unmask: bool) -> None:
    """Who changed what, when."""
    with session.desk() as desk:
        record = records.get(desk, kind, identity)
        _check_sight(desk, record)
        if (unmask or session.as_json) and holds_hidden(kind):
            desk.audit("show.whole", f"{kind} {identity}")
        for change in history_of(desk, kind, identity, whole=True):
            session.give(plain_change(desk, record, change))
            session.say(told_change(desk, record, change, unmask))


@click.command("find", cls=Command, help=HELP["find"])
@click.argument("text")
@click.option("--kind", type=KindName(), help=HELP["kind"])
@click.option("--limit", type=Whole(1, 1000), default=20, help=HELP["limit"])
@click.pass_obj
def find(session: Session, text: str, kind: str | None, limit: int) -> None:
    """People and households by keys, visits, matters and aid by their words."""
    with session.desk() as desk:
        hits = _hits(desk, text, kind, limit)
    for hit in hits:
        detail = mask(hit.detail, "text")
        session.give(asdict(replace(hit, detail=detail)))
        session.say("  ".join(part for part in (KINDS[hit.kind].label, hit.id, hit.title, detail) if part))
    if not hits:
        session.say(word("nothing_found"))


def _hits(desk: Desk, text: str, kind: str | None, limit: int) -> list[Hit]:
    by_keys = [each for each in _BY_KEYS if kind in (None, each)]
    by_words = [kind] if kind and kind not in _BY_KEYS else [] if kind else list(_BY_WORDS)
    found = find_people(desk, text, limit, by_keys) if by_keys else []
    return found + (search_text(desk, text, by_words, limit) if by_words else [])
