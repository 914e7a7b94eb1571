"""Commands of themes: what may be one, merging, splitting, the list, and telling the result to everyone."""

from __future__ import annotations

from pathlib import Path

import click

from app import records
from app.command_line.session import Session
from app.command_line.showing import told_line
from app.command_line.text import HELP, word
from app.command_line.usage import AnyPath, Group, Whole
from app.desk import Desk
from app.ledgers.themes_sheet import print_themes
from app.matters import alike, theme_list
from app.matters import themes as uses

_MOST = 100_000


@click.group("themes", cls=Group, help=HELP["themes"])
def themes() -> None:
    """Many opinions as one theme."""


@themes.command("suggest", help=HELP["themes_suggest"])
@click.option("--village", default="", metavar="OFFICE-ID", help=HELP["themes_village"])
@click.option("--category", default="", metavar="CODE", help=HELP["themes_category"])
@click.option("--most", type=Whole(2, _MOST), default=alike.MOST_COMPARED, help=HELP["themes_most"])
@click.pass_obj
def suggest(session: Session, village: str, category: str, most: int) -> None:
    """Groups that may be one theme each; nothing is merged."""
    with session.desk() as desk:
        ids, total = alike.scope(desk, village, category, most)
        found = alike.suggestions(desk, ids)
        session.say(word("themes_compared", count=len(ids), total=total))
        for each in found:
            matters = records.by_ids(desk, "matter", [each.theme, *(other.id for other in each.others)])
            others = [{"id": other.id, "share": round(other.share, 3)} for other in each.others]
            session.give({"theme": each.theme, "others": others})
            session.say(f"{each.theme}  {told_line(desk, matters[each.theme])}")
            for other in each.others:
                text = told_line(desk, matters[other.id])
                session.say(word("themes_other", id=other.id, share=f"{other.share:.0%}", text=text))
        if not found:
            session.say(word("nothing_found"))


@themes.command("merge", help=HELP["themes_merge"])
@click.argument("matters", nargs=-1, required=True, metavar="MATTER-ID…")
@click.option("--into", default="", metavar="MATTER-ID", help=HELP["themes_into"])
@click.option("--new", default="", metavar="TEXT", help=HELP["themes_new"])
@click.pass_obj
def merge(session: Session, matters: tuple[str, ...], into: str, new: str) -> None:
    """Into the theme named, or one that is worded anew."""
    with session.desk() as desk:
        if into:
            uses.merge(desk, matters, into)
        theme = into or uses.merge_into_new(desk, matters, new)
        session.give({"theme": theme, "sources": uses.sources(desk, theme)})
        session.say(word("themes_merged", count=len(set(matters)), theme=_named(desk, theme)))


@themes.command("split", help=HELP["themes_split"])
@click.argument("matters", nargs=-1, required=True, metavar="MATTER-ID…")
@click.pass_obj
def split(session: Session, matters: tuple[str, ...]) -> None:
    """A source out of its theme, or of a theme all of its sources."""
    with session.desk() as desk:
        freed: list[str] = []
        for each in matters:
            if records.get(desk, "matter", each)["theme"]:
                uses.unmerge(desk, each)
                freed.append(each)
            else:
                freed += uses.dissolve(desk, each)
        session.give({"split": freed})
        session.say(word("themes_split", count=len(freed)))


@themes.command("list", help=HELP["themes_list"])
@click.option("--to", "file", type=AnyPath(), metavar="FILE", help=HELP["week_to"])
@click.pass_obj
def list_all(session: Session, file: Path | None) -> None:
    """Every theme with its sources; 原始 → 归并后."""
    with session.desk() as desk:
        for each in theme_list.themes(desk, _MOST):
            told = theme_list.sources_of(desk, each.id)
            session.give({
                "theme": each.id, "sources": [one.matter.id for one in told], "offices": each.offices,
                "people": each.people, "waiting": each.waiting,
                "state": each.standing.state.value if each.standing else None,
            })  # fmt: skip
            session.say(word(
                "themes_line", theme=_named(desk, each.id), count=each.sources, offices=each.offices,
                people=each.people, waiting=each.waiting,
            ))  # fmt: skip
        totals = theme_list.totals(desk)
        session.say(word("themes_totals", opinions=totals.opinions, themes=totals.themes))
        if file is not None:
            written = print_themes(desk, file)
            session.say(word("written", file=written.path, count=written.pages))


@themes.command("feed-back", help=HELP["themes_feed_back"])
@click.argument("theme", metavar="MATTER-ID")
@click.option("--text", default="", metavar="TEXT", help=HELP["themes_text"])
@click.pass_obj
def feed_back(session: Session, theme: str, text: str) -> None:
    """The theme's result to each source that waits for it."""
    with session.desk() as desk:
        done = uses.feed_back(desk, theme, text or uses.result_of(desk, theme))
        session.give({"told": list(done.taken), "refused": [list(each) for each in done.refused]})
        session.say(word("themes_told", count=len(done.taken)))
        for _, sentence in done.refused:
            session.say(sentence)


def _named(desk: Desk, theme: str) -> str:
    found = records.by_ids(desk, "matter", [theme]).get(theme)
    return records.title(desk, found) if found else theme
