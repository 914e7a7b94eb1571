"""Commands about records themselves: duplicates, merge, split, the recycle bin, erasing by law."""

from __future__ import annotations

import click

from app import duplicates as pairs
from app import records, redaction
from app.command_line.problems import CommandProblem
from app.command_line.session import Session
from app.command_line.showing import told_line
from app.command_line.text import HELP, word
from app.command_line.usage import Command, Group, KindName, OneOf, Whole
from app.history import recycle_bin
from app.kinds import KINDS
from app.redaction import Erased

_REASONS = ("request", "law", "expired", "other")


@click.command("duplicates", cls=Command, help=HELP["duplicates"])
@click.option("--kind", type=OneOf(pairs.COMPARED), default="person", help=HELP["compared_kind"])
@click.option("--limit", type=Whole(1, 10_000), default=pairs.MOST, help=HELP["limit"])
@click.pass_obj
def duplicates(session: Session, kind: str, limit: int) -> None:
    """Pairs that may be one."""
    with session.desk() as desk:
        found = pairs.likely(desk, kind, limit)
        for each in found:
            session.give({"one": each.one.id, "other": each.other.id, "reason": each.reason})
            session.say(word(
                "pair_line", reason=word(f"alike.{each.reason}"),
                one=told_line(desk, each.one), other=told_line(desk, each.other),
            ))  # fmt: skip
    if not found:
        session.say(word("nothing_found"))


@click.command("merge", cls=Command, help=HELP["merge"])
@click.argument("kind", type=OneOf(pairs.COMPARED))
@click.argument("kept", metavar="ID")
@click.argument("merged", metavar="ID2")
@click.option("--take", multiple=True, metavar="FIELD", help=HELP["take"])
@click.pass_obj
def merge(session: Session, kind: str, kept: str, merged: str, take: tuple[str, ...]) -> None:
    """The second becomes part of the first, which keeps its values and takes what it lacks."""
    with session.desk() as desk:
        lines = {each.field: each for each in pairs.compared(desk, kind, kept, merged)}
        unknown = [name for name in take if name not in lines]
        if unknown:
            raise CommandProblem("nothing_to_take", fields="、".join(unknown))
        chosen = {n: e.other_value for n, e in lines.items() if n in take or e.proposed == "other"}
        pairs.merge(desk, kind, kept, merged, chosen)
        session.give({"id": kept, "merged": merged})
        session.say(word("merged", title=records.title(desk, records.get(desk, kind, kept))))


@click.command("split", cls=Command, help=HELP["split"])
@click.argument("kind", type=OneOf(pairs.COMPARED))
@click.argument("identity", metavar="ID")
@click.option("--keep-later", is_flag=True, help=HELP["keep_later"])
@click.pass_obj
def split(session: Session, kind: str, identity: str, keep_later: bool) -> None:
    """A merged record stands by itself again."""
    with session.desk() as desk:
        pairs.split(desk, kind, identity, keep_later=keep_later)
        session.give({"id": identity, "merged": None})
        session.say(word("split", title=records.title(desk, records.exact(desk, kind, identity))))


@click.group("bin", cls=Group, help=HELP["bin"])
def recycling() -> None:
    """The recycle bin."""


@recycling.command("list", cls=Command, help=HELP["bin_list"])
@click.pass_obj
def list_bin(session: Session) -> None:
    """What lies in it."""
    with session.desk() as desk:
        found = recycle_bin(desk)
        for each in found:
            session.give({"kind": each.kind, "id": each.id, "title": records.title(desk, each)})
            session.say(f"{KINDS[each.kind].label}  {told_line(desk, each)}")
    if not found:
        session.say(word("bin_is_empty"))


@recycling.command("empty", cls=Command, help=HELP["bin_empty"])
@click.option("--yes", is_flag=True, help=HELP["yes"])
@click.pass_obj
def empty_bin(session: Session, yes: bool) -> None:
    """Erase what lies in it; without --yes only what would go."""
    with session.desk() as desk:
        found = redaction.bin_contents(desk)
        if not yes:
            for kind, count in found.counts.items():
                session.say(word("count_of", label=KINDS[kind].label, count=count))
            for live, gone, count in found.leaning:
                session.say(word("leaning", live=KINDS[live].label, gone=KINDS[gone].label, count=count))
            raise CommandProblem("say_yes")
        _tell(session, redaction.empty_bin(desk))


@click.command("redact", cls=Command, help=HELP["redact"])
@click.argument("kind", type=KindName())
@click.argument("identity", metavar="ID")
@click.option("--reason", type=OneOf(_REASONS), required=True, help=HELP["redaction_reason"])
@click.option("--basis", default="", metavar="TEXT", help=HELP["basis"])
@click.option("--texts", is_flag=True, help=HELP["texts"])
@click.option("--yes", is_flag=True, help=HELP["yes"])
@click.pass_obj
def redact(
    session: Session, kind: str, identity: str, reason: str, basis: str, texts: bool, yes: bool
) -> None:
    """Erase one record by law; without --yes only what would go."""
    with session.desk() as desk:
        wanted = redaction.plan(desk, kind, identity)
        if not yes:
            session.say(word("would_redact", title=wanted.title))
            for part, count in wanted.parts.items():
                session.say(word("count_of", label=KINDS[part].label, count=count))
            for each in wanted.mentions:
                code = "mentioned" if each.is_sure else "maybe_mentioned"
                session.say(word(code, kind=KINDS[each.kind].label, id=each.id, label=each.label))
            raise CommandProblem("say_yes")
        chosen = [each for each in wanted.mentions if each.is_sure] if texts else []
        _tell(session, redaction.redact(desk, kind, identity, reason, basis, mentions=chosen))


def _tell(session: Session, done: Erased) -> None:
    session.give({
        "erased": done.records, "texts": done.texts, "compact": done.compact,
        "backups": [str(place) for place in done.backups],
    })  # fmt: skip
    session.say(word("erased", count=done.records, texts=done.texts))
    if not done.compact:
        session.say(word("not_compact"))
    if done.backups:
        session.say(word("backups_hold", count=len(done.backups)))
        for place in done.backups:
            session.say(f"  {place}")
