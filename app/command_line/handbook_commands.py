"""Commands of the handbook: the books of a period and what they lack, one book on paper, its review."""

from __future__ import annotations

from pathlib import Path

import click

from app import handbook, records, reviews
from app.command_line.handbook_text import HELP as OWN_HELP
from app.command_line.handbook_text import told
from app.command_line.json_input import one_object
from app.command_line.session import Session
from app.command_line.showing import told_line
from app.command_line.text import HELP, word
from app.command_line.usage import AnyPath, Group
from app.handbook import FIVE_HAVES
from app.ledgers.handbook_book import print_book
from app.ledgers.periods import parse_period


@click.group("handbook", cls=Group, help=OWN_HELP["handbook"])
def group() -> None:
    """Members' books of matters."""


@group.command("list", help=OWN_HELP["list"])
@click.option("--period", required=True, metavar="YYYY-MM", help=HELP["period"])
@click.option("--branch", default="", metavar="ID", help=OWN_HELP["branch"])
@click.pass_obj
def list_books(session: Session, period: str, branch: str) -> None:
    """The books of a period by name: how complete each is, not who is better."""
    chosen = parse_period(period)
    with session.desk() as desk:
        for each in reviews.reviewed_books(desk, chosen.first.isoformat(), chosen.last.isoformat(), branch):
            book, review = each.named.book, each.review
            session.give({
                "member": book.recorder, "name": each.named.name, "pages": len(book.pages),
                "complete": book.complete_count, "missing": book.missing_counts,
                "grade": review["grade"] if review else None, "review": review.id if review else None,
            })  # fmt: skip
            lacks = "、".join(
                told("lacks", name=FIVE_HAVES[name], count=count)
                for name, count in book.missing_counts.items()
            )
            grade = desk.codes.label("review_grade", review["grade"]) if review else told("not_reviewed")
            session.say(told(
                "line", name=each.named.name, member=book.recorder, pages=len(book.pages),
                complete=book.complete_count, lacks=lacks or told("lacks_nothing"), grade=grade,
            ))  # fmt: skip


@group.command("incomplete", help=OWN_HELP["incomplete"])
@click.argument("member", metavar="MEMBER-ID")
@click.option("--period", required=True, metavar="YYYY-MM", help=HELP["period"])
@click.pass_obj
def incomplete(session: Session, member: str, period: str) -> None:
    """The pages of a member's book that lack something."""
    chosen = parse_period(period)
    with session.desk() as desk:
        person = records.get(desk, "person", member)
        book = handbook.book(desk, person.id, chosen.first.isoformat(), chosen.last.isoformat())
        for page in book.incomplete:
            session.give({"id": page.matter.id, "missing": list(page.completeness.missing)})
            session.say(told("page", matter=told_line(desk, page.matter), mark=page.completeness.mark))
        session.say(word("total", count=len(book.incomplete)))


@group.command("print", help=OWN_HELP["print"])
@click.argument("member", metavar="MEMBER-ID")
@click.option("--period", required=True, metavar="YYYY-MM", help=HELP["period"])
@click.option("--to", "file", type=AnyPath(), required=True, metavar="FILE", help=HELP["to_file"])
@click.pass_obj
def print_one(session: Session, member: str, period: str, file: Path) -> None:
    """One member's book with cover and 讲评."""
    with session.desk() as desk:
        made = print_book(desk, member, period, file)
        session.give({
            "file": str(made.path), "pages": made.pages, "records": len(made.ids),
            "warnings": list(made.warnings),
        })  # fmt: skip
        session.say(word("written", file=made.path, count=made.pages))
        for warning in made.warnings:
            session.say(warning)


@group.command("review", help=OWN_HELP["review"])
@click.argument("member", metavar="MEMBER-ID")
@click.option("--period", required=True, metavar="YYYY-MM", help=HELP["period"])
@click.pass_obj
def review_one(session: Session, member: str, period: str) -> None:
    """Grade and remark for one book, from stdin."""
    chosen = parse_period(period)
    with session.desk() as desk:
        values = one_object(session.surroundings.stdin)
        first, last = chosen.first.isoformat(), chosen.last.isoformat()
        values["grade"] = desk.codes.code("review_grade", str(values.get("grade") or "")) or values.get(
            "grade"
        )
        id = reviews.write(desk, member, first, last, values)
        session.give(id)
        kept = records.get(desk, "review", id)
        session.say(told("reviewed", grade=desk.codes.label("review_grade", kept["grade"]), id=id))
