"""Merging many matters into one theme and back, keeping every source (domain rows 65 and 82)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from app import records
from app.checked_writer import CheckedWriter
from app.desk import Desk
from app.matters.acts import Act, State
from app.matters.bulk import Done, act_many
from app.matters.recording import MatterProblem, events_of, possible, state_of, states
from app.matters.standings import Standing, standing
from app.records import Query, Record, Where

CHANNELS = ("meeting", "other")  # how a theme that a person words anew came about
WORDED = "x_worded"  # marks a theme that nobody raised: it was worded for its sources
_MERGED, _SPLIT, _COMMON = "theme.merge", "theme.split", "common"


def merge(desk: Desk, matter_ids: Sequence[str], theme_id: str) -> None:
    """Merge these matters into the theme: one intention. Each keeps its own words and events.

    Raises MatterProblem when that would make a chain of themes.
    """
    theme = records.get(desk, "matter", theme_id)
    if theme_id in matter_ids:
        raise MatterProblem("theme_itself")
    if theme["theme"]:
        raise MatterProblem("theme_merged", theme=records.title(desk, theme))
    _check_sources(desk, matter_ids)
    with desk.write(_MERGED) as writer:
        _point(writer, matter_ids, theme_id)


def merge_into_new(desk: Desk, matter_ids: Sequence[str], description: str, channel: str = "meeting") -> str:
    """Word a theme anew and merge these matters into it: one intention; the theme's id.

    `channel`: one of CHANNELS. The category is the one that most of them have.
    Raises MatterProblem theme_without_words, theme_without_sources, theme_has_sources, Problem.
    """
    if not description.strip():
        raise MatterProblem("theme_without_words", field="description")
    if not matter_ids:
        raise MatterProblem("theme_without_sources")
    _check_sources(desk, matter_ids)
    found = records.by_ids(desk, "matter", matter_ids).values()
    categories = Counter(each["category"] for each in found if each["category"])
    values: Mapping[str, Any] = {
        "description": description.strip(),
        "channel": channel if channel in CHANNELS else CHANNELS[-1],
        "kind": _COMMON,
        "opened": desk.today().isoformat(),
        "category": categories.most_common(1)[0][0] if categories else None,
        WORDED: 1,
    }
    with desk.write(_MERGED) as writer:
        theme = writer.add("matter", values)
        _point(writer, matter_ids, theme)
    return theme


def _check_sources(desk: Desk, matter_ids: Sequence[str]) -> None:
    """Refuse a source that is itself a theme: a chain would hide whose words came first."""
    query = Query("matter", where=(Where("theme", "in", list(matter_ids)),), limit=1)
    if with_sources := records.find(desk, query):
        above = records.get(desk, "matter", with_sources[0]["theme"])
        raise MatterProblem("theme_has_sources", matter=records.title(desk, above))


def _point(writer: CheckedWriter, matter_ids: Sequence[str], theme: str) -> None:
    for matter in dict.fromkeys(matter_ids):
        writer.change("matter", matter, {"theme": theme})


def unmerge(desk: Desk, matter_id: str) -> None:
    """Take one matter out of its theme again. Raises MatterProblem: not_merged, theme_told."""
    theme = records.get(desk, "matter", matter_id)["theme"]
    if not theme:
        raise MatterProblem("not_merged")
    _check_untold(desk, [matter_id], theme)
    with desk.write(_SPLIT) as writer:
        writer.change("matter", matter_id, {"theme": None})


def dissolve(desk: Desk, theme_id: str) -> list[str]:
    """Take every source out of the theme: one intention; their ids. The theme stays a matter.

    Raises MatterProblem: not_merged, theme_told.
    """
    found = sources(desk, theme_id)
    if not found:
        raise MatterProblem("not_merged")
    _check_untold(desk, found, theme_id)
    with desk.write(_SPLIT) as writer:
        for matter in found:
            writer.change("matter", matter, {"theme": None})
    return found


def _check_untold(desk: Desk, matter_ids: Sequence[str], theme: str) -> None:
    """Refuse to take away a theme whose result was told: what came of these would stand on nothing."""
    events = events_of(desk, [*matter_ids, theme])
    of_theme = standing(events[theme])
    told = [
        each
        for each in matter_ids
        if len(standing(events[each]).disputed) > len(standing(events[each], of_theme).disputed)
    ]
    if told:
        raise MatterProblem("theme_told", count=len(told))


def sources(desk: Desk, theme_id: str) -> list[str]:
    """The matters merged into this one, earliest first."""
    query = Query("matter", where=(Where("theme", "=", theme_id),), order=("opened",))
    return [record.id for record in records.find(desk, query)]


def result_of(desk: Desk, theme_id: str) -> str:
    """What came of the theme as it is written down: its feedback, else its last feeding back or its end."""
    theme = records.get(desk, "matter", theme_id)
    if (theme["feedback"] or "").strip():
        return str(theme["feedback"]).strip()
    told = [
        event.text
        for act in (Act.FEED_BACK, Act.FINISH)
        for event in reversed(state_of(desk, theme_id).taken)
        if event.act == act and event.text
    ]
    return told[0] if told else ""


def waiting(desk: Desk, theme_id: str) -> list[str]:
    """The sources that may be told the theme's result now, by this operator at this desk."""
    if not state_of(desk, theme_id).settled:
        return []
    found = states(desk, sources(desk, theme_id))
    return [key for key, each in found.items() if _waits(desk, each)]


def _waits(desk: Desk, now: Standing) -> bool:
    """Whether nobody has told the person yet; what was fed back may be fed back again, but does not wait."""
    return now.state is not State.FED_BACK and Act.FEED_BACK in possible(desk, now)


def feed_back(desk: Desk, theme_id: str, text: str, values: Mapping[str, Any] | None = None) -> Done:
    """Tell the theme's result to everyone who raised it: FEED_BACK on every source that waits, one intention.

    `values`: date, by. The events carry the theme's result, so that an office which does not hold the
    theme reads them alike. Raises MatterProblem theme_not_finished, theme_nobody_waits.
    """
    now = state_of(desk, theme_id)
    if not now.settled:
        raise MatterProblem("theme_not_finished")
    chosen = waiting(desk, theme_id)
    if not chosen:
        raise MatterProblem("theme_nobody_waits")
    ended = next((each.result for each in reversed(now.taken) if each.act == Act.FINISH), "")
    told = {**(values or {}), "text": text, "result": ended or "done"}
    return act_many(desk, chosen, Act.FEED_BACK.value, told)


def theme_of(desk: Desk, matter: Record) -> Record | None:
    """The theme that the matter is merged into; None when in none, or when it lies at another office."""
    theme = matter["theme"]
    return records.by_ids(desk, "matter", [theme]).get(theme) if theme else None
