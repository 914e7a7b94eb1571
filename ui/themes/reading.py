"""What the page of themes shows, read on the worker: groups that may be one thing, themes, sources."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from app import records
from app.desk import Desk
from app.kinds import KINDS
from app.matters import alike, theme_list, themes
from app.matters.acts import State
from app.matters.alike import Suggestion
from app.matters.theme_list import Source, Theme
from app.records import Record
from app.unmasking import seen
from ui.pages.text.themes import say
from ui.tables.rows import Row
from ui.tasks import Stop

VERY, QUITE = 0.5, 0.32  # from this share on texts are called very, quite alike
TOLD = frozenset({State.FED_BACK, State.EVALUATED, State.CLOSED})


@dataclass(frozen=True)
class Member:
    """One matter of a group that may be one thing. `is_theme`: others are merged into it already."""

    id: str
    share: str
    about: str
    text: str
    words: str
    is_theme: bool


@dataclass(frozen=True)
class Found:
    """What a search found. `compared`: of so many matters, of `total` that there are."""

    groups: tuple[Suggestion, ...]
    rows: tuple[Row, ...]
    compared: int
    total: int
    was_stopped: bool


@dataclass(frozen=True)
class Listed:
    """The themes as rows, and how many opinions became how many themes."""

    rows: tuple[Row, ...]
    opinions: int
    count: int


@dataclass(frozen=True)
class Shown:
    """One theme and its sources."""

    theme: Theme
    title: str
    state: str
    waiting: int
    unaccepted: int
    rows: tuple[Row, ...]
    details: Mapping[str, str]


def search(
    desk: Desk,
    village: str,
    category: str,
    *,
    progress: Callable[[int, int], None] | None = None,
    stop: Stop | None = None,
) -> Found:
    """Look for what may be one thing within this scope."""
    ids, total = alike.scope(desk, village, category)
    found = alike.suggestions(desk, ids, progress=progress, stop=stop)
    leaders = records.by_ids(desk, "matter", [each.theme for each in found])
    members = [(each.theme, *(other.id for other in each.others)) for each in found]
    everyone = records.by_ids(desk, "matter", [one for group in members for one in group])
    rows = tuple(
        Row(
            each.theme,
            (
                _line(told(desk, leaders[each.theme], "description")),
                str(len(group)),
                str(len({everyone[one].office for one in group if one in everyone})),
            ),
        )
        for each, group in zip(found, members, strict=True)
    )
    return Found(tuple(found), rows, len(ids), total, bool(stop and stop()))


def members_of(desk: Desk, group: Suggestion) -> list[Member]:
    """The matters of a group in full, the one that leads it first."""
    shares = {group.theme: 1.0, **{each.id: each.share for each in group.others}}
    matters = records.by_ids(desk, "matter", shares)
    leading = theme_list.leading(desk, list(shares))
    telling = _Telling(desk, list(matters.values()))
    return [
        Member(
            key,
            _share_words(share, is_first=key == group.theme, is_theme=key in leading),
            telling.about(matters[key]),
            told(desk, matters[key], "description"),
            told(desk, matters[key], "original_words"),
            key in leading,
        )
        for key, share in shares.items()
        if key in matters
    ]


def _share_words(share: float, *, is_first: bool, is_theme: bool) -> str:
    if is_theme:
        return say("share.theme")
    if is_first:
        return say("share.first")
    return say("share.very" if share >= VERY else "share.quite" if share >= QUITE else "share.somewhat")


def listed(desk: Desk) -> Listed:
    """Every theme, those with the most sources first."""
    found, totals = theme_list.themes(desk), theme_list.totals(desk)
    rows = tuple(
        Row(
            each.id, (
                _title(desk, each), str(each.sources), str(each.offices), str(each.people),
                _state(desk, each), str(each.waiting) if each.waiting else say("source.told.no"),
            ),
            inks=("", "", "", "", "", "warning" if each.waiting else ""),
        )
        for each in found
    )  # fmt: skip
    return Listed(rows, totals.opinions, totals.themes)


def shown(desk: Desk, identity: str) -> Shown | None:
    """One theme in full; None when nothing is merged into it (any more)."""
    found = theme_list.theme(desk, identity)
    if found is None:
        return None
    sources = theme_list.sources_of(desk, identity)
    telling = _Telling(desk, [each.matter for each in sources])
    rows = tuple(_source_row(desk, telling, each) for each in sources)
    details = {each.matter.id: _detail(desk, telling, each) for each in sources}
    return Shown(
        found, _title(desk, found), _state(desk, found), sum(each.waits for each in sources),
        sum(each.standing.state is State.COLLECTED for each in sources), rows, details,
    )  # fmt: skip


def _source_row(desk: Desk, telling: _Telling, each: Source) -> Row:
    matter, state = each.matter, each.standing.state
    told_code = "waits" if each.waits else "yes" if state in TOLD else "no"
    words = told(desk, matter, "original_words") or told(desk, matter, "description")
    cells = (
        matter["opened"] or "", telling.who(matter), _line(words),
        desk.codes.label("matter_state", state.value), say(f"source.told.{told_code}"),
        telling.office(matter),
    )  # fmt: skip
    return Row(matter.id, cells, "matter")


def _detail(desk: Desk, telling: _Telling, each: Source) -> str:
    words = told(desk, each.matter, "original_words")
    lines = [telling.about(each.matter), told(desk, each.matter, "description")]
    if words and words != lines[-1]:
        lines.append(say("member.words", words=words))
    return "\n".join(lines)


def addable(desk: Desk, theme: str, text: str) -> list[Row]:
    """What may be added to a theme: what the text finds, or without a text what is most like it."""
    if text.strip():
        found = theme_list.addable(desk, text.strip())
    else:
        near = records.by_ids(desk, "matter", [each.id for each in alike.like(desk, theme)])
        leading = theme_list.leading(desk, list(near))
        found = [each for each in near.values() if not each["theme"] and each.id not in leading]
    found = [each for each in found if each.id != theme]
    telling = _Telling(desk, found)
    return [
        Row(each.id, (
            each["opened"] or "", telling.who(each), telling.office(each),
            _line(told(desk, each, "original_words") or told(desk, each, "description")),
        ), "matter")
        for each in found
    ]  # fmt: skip


def merge_group(
    desk: Desk, ids: Sequence[str], theme: str, words: str, channel: str, left_out: Sequence[str]
) -> int:
    """Merge what was ticked, into `theme` or one worded anew; the rest is not offered with it again."""
    chosen = [each for each in ids if each != theme]
    if theme:
        themes.merge(desk, chosen, theme)
    else:
        theme = themes.merge_into_new(desk, chosen, words, channel)
    for each in left_out:
        alike.tell_apart(desk, [theme, each])
    return len(chosen)


def told(desk: Desk, matter: Record, name: str) -> str:
    """A text of a matter as the operator may see it."""
    return seen(desk, "matter", matter.values, KINDS["matter"].field(name), str(matter[name] or ""))


def _title(desk: Desk, each: Theme) -> str:
    return _line(told(desk, each.matter, "description")) if each.matter else say("elsewhere")


def _state(desk: Desk, each: Theme) -> str:
    if each.standing is None:
        return say("elsewhere.state")
    return desk.codes.label("matter_state", each.standing.state.value)


def _line(text: str) -> str:
    return " ".join(text.split())


class _Telling:
    """Who raised matters and where, in words; read once for all of them."""

    def __init__(self, desk: Desk, matters: Sequence[Record]) -> None:
        self._desk = desk
        ids = {name: {each[name] for each in matters if each[name]} for name in ("person", "household")}
        self._people = records.titles(desk, "person", ids["person"])
        self._homes = records.titles(desk, "household", ids["household"])
        self._offices = records.titles(desk, "organization", {each.office for each in matters})

    def who(self, matter: Record) -> str:
        """The person, else the name written down, else the household."""
        known = self._people.get(matter["person"] or "") or told(self._desk, matter, "raised_by")
        return known or self._homes.get(matter["household"] or "", "")

    def office(self, matter: Record) -> str:
        """Whose matter it is."""
        return self._offices.get(matter.office, "")

    def about(self, matter: Record) -> str:
        """Where it comes from, who raised it when and how."""
        channel = self._desk.codes.label("channel", matter["channel"]) if matter["channel"] else ""
        parts = (self.office(matter), self.who(matter), matter["opened"] or "", channel)
        return say("comma").join(filter(None, parts))
