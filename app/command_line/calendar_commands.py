"""Commands of working days: counting them, the calendar's own days, a notice read, terms."""

from __future__ import annotations

import re
from datetime import date, timedelta

import click

from app.calendar_years import figures, span_words, spans
from app.command_line.json_input import LINE_BYTES
from app.command_line.problems import CommandProblem
from app.command_line.session import Session
from app.command_line.text import HELP, word
from app.command_line.usage import Command, Group, OneOf, Whole
from app.dates import normal_date
from app.holiday_notices import EARLIEST, LATEST, read_notice
from app.matters import terms
from app.matters.terms import Term
from app.text import CALENDAR
from app.workdays import LONGEST_NAME, calendar_of, publish, warning, withdraw

MOST_DAYS = 31
_COUNT = re.compile(r"[+-]?\d{1,6}$")
ANY_ARGUMENT = {"ignore_unknown_options": True}  # -15 is a number of days, not an option


def _day(text: str) -> date:
    found = normal_date(text)
    if found is None or len(found) != 10:
        raise CommandProblem("not_a_day", text=text[:20])
    return date.fromisoformat(found)


@click.command("workdays", cls=Command, help=HELP["workdays"], context_settings=ANY_ARGUMENT)
@click.argument("start", metavar="DATE")
@click.argument("count", metavar="COUNT")
@click.pass_obj
def workdays(session: Session, start: str, count: str) -> None:
    """The day so many working days after another, or how many lie between two days."""
    first = _day(start)
    with session.desk() as desk:
        calendar = calendar_of(desk.codes)
        if _COUNT.match(count):
            if int(count) >= 0:
                due = terms.due_after(calendar, first, Term(int(count)))
                last, told = due.day, word("workdays_due", start=first, words=due.words)
            else:
                last = calendar.after(first, int(count))
                told = word("workdays_before", start=first, count=-int(count), day=last)
            number = int(count)
        else:
            last = _day(count)
            number = calendar.between(first, last)
            told = word("workdays_between", start=first, day=last, count=number)
        unknown = calendar.unknown(first, last)
        session.give({
            "start": first.isoformat(), "day": last.isoformat(), "count": number, "unknown": list(unknown),
        })  # fmt: skip
        session.say(told)
        if unknown:
            session.say(warning(unknown))


@click.group("calendar", cls=Group, help=HELP["calendar"])
def calendar() -> None:
    """Which days are worked."""


@calendar.command("list", help=HELP["calendar_list"])
@click.option("--year", type=Whole(2004, 2199), help=HELP["calendar_year"])
@click.pass_obj
def list_days(session: Session, year: int | None) -> None:
    """What is special in a year."""
    with session.desk() as desk:
        chosen = year or desk.today().year
        known = calendar_of(desk.codes)
        for each in spans(known, chosen):
            session.give({
                "first": each.first.isoformat(), "last": each.last.isoformat(), "days": len(each.days),
                "rest": each.rests, "name": each.name, "source": each.source,
            })  # fmt: skip
            session.say(word(
                "calendar_line", span=span_words(each.first, each.last), count=len(each.days), name=each.name,
                what=CALENDAR["rest" if each.rests else "work"], source=CALENDAR[f"source_{each.source}"],
            ))  # fmt: skip
        told = figures(known, chosen)
        facts = {"year": chosen, "worked": told.worked, "rest": told.rest, "made_up": told.made_up}
        session.say(CALENDAR["figures" if chosen in known.told else "unknown"].format(**facts))


@calendar.command("add", help=HELP["calendar_add"])
@click.argument("what", metavar="rest|work", type=OneOf(("rest", "work")))
@click.argument("first", metavar="DATE")
@click.argument("last", metavar="[DATE]", required=False)
@click.option("--name", default="", metavar="NAME", help=HELP["calendar_name"])
@click.pass_obj
def add(session: Session, what: str, first: str, last: str | None, name: str) -> None:
    """Days of our own: rest, or worked."""
    days = dict.fromkeys(_days(first, last), name.strip()[:LONGEST_NAME])
    with session.desk() as desk:
        changed = publish(desk, days if what == "rest" else {}, days if what == "work" else {})
    session.give({"changed": changed})
    session.say(word("calendar_changed", count=changed))


@calendar.command("remove", help=HELP["calendar_remove"])
@click.argument("first", metavar="DATE")
@click.argument("last", metavar="[DATE]", required=False)
@click.pass_obj
def remove(session: Session, first: str, last: str | None) -> None:
    """Take our own days back."""
    with session.desk() as desk:
        removed = withdraw(desk, _days(first, last))
    session.give({"removed": removed})
    session.say(word("calendar_removed", count=removed))


@calendar.command("read", help=HELP["calendar_read"])
@click.option("--year", type=Whole(EARLIEST, LATEST), help=HELP["calendar_meant"])
@click.option("--dry-run", is_flag=True, help=HELP["calendar_dry"])
@click.pass_obj
def read(session: Session, year: int | None, dry_run: bool) -> None:
    """The State Council's notice on stdin: what is understood, and written unless it is a dry run."""
    with session.desk() as desk:
        notice = read_notice(_text(session), year or desk.today().year + 1)
        if not notice.years:
            raise CommandProblem("no_days_read")
        session.give({
            "rest": {day.isoformat(): name for day, name in sorted(notice.rest.items())},
            "work": {day.isoformat(): name for day, name in sorted(notice.made_up.items())},
            "doubts": notice.doubts,
        })  # fmt: skip
        years = "、".join(map(str, notice.years))
        rest, made_up = len(notice.rest), len(notice.made_up)
        session.say(word("calendar_read", years=years, rest=rest, work=made_up))
        for each in notice.doubts:
            session.say(each)
        if not dry_run:
            session.say(word("calendar_changed", count=publish(desk, notice.rest, notice.made_up)))


def _text(session: Session) -> str:
    try:
        return session.surroundings.stdin.read(LINE_BYTES).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise CommandProblem("not_utf8") from None


def _days(first: str, last: str | None) -> list[date]:
    begin = _day(first)
    end = _day(last) if last else begin
    count = (end - begin).days + 1
    if not 1 <= count <= MOST_DAYS:
        raise CommandProblem("not_a_span", limit=MOST_DAYS)
    return [begin + timedelta(days=at) for at in range(count)]
