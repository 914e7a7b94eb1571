"""Taking a step with a matter: checked against the machine, written as one event."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from app import records, upper_units
from app.checked_writer import CheckedWriter
from app.desk import Desk
from app.matters.acts import NEEDED, RESULTS, VOID, Act, PartState, State
from app.matters.events import Event, event_of
from app.matters.permissions import allowed, fits_level, fits_role, may_strike_out
from app.matters.standings import Part, Standing, standing
from app.matters.text import FIELDS, HOLDERS, NOTHING_POSSIBLE, SENTENCES
from app.matters.transitions import SETTLED_BY_THEME
from app.problems import Problem
from app.records import Query, Where

ON_PAPER = "matters.upper_on_paper"  # setting: no program above; we write down their answers
_LEVEL_SIGNS = {"village": "村", "township": "镇", "county": "县"}
_ALWAYS_ON_PARTS = frozenset({Act.RESPOND, Act.EXCUSE})
_EITHER = frozenset({Act.RECEIVE, Act.HANDLE, Act.FINISH})


class MatterProblem(Problem):
    """A step that cannot be taken now; the sentence names what can."""

    sentences = SENTENCES


def events_of(desk: Desk, ids: Sequence[str]) -> dict[str, list[Event]]:
    """The events of each of these matters, every id present; one query for any number."""
    found: dict[str, list[Event]] = {matter: [] for matter in ids}
    for record in records.find(desk, Query("matter_event", where=(Where("matter", "in", list(found)),))):
        found[record["matter"]].append(event_of(record))
    return found


def states(desk: Desk, ids: Sequence[str]) -> dict[str, Standing]:
    """Where each of these matters stands, themes taken into account. Unknown ids are collected."""
    matters = records.by_ids(desk, "matter", list(ids))
    themes = {key: record["theme"] for key, record in matters.items() if record["theme"]}
    events = events_of(desk, [*ids, *sorted(set(themes.values()) - set(ids))])
    of_themes = {theme: standing(events[theme]) for theme in set(themes.values())}
    return {
        matter: standing(events[matter], of_themes.get(themes.get(matter, "")))
        for matter in dict.fromkeys(ids)
    }


def state_of(desk: Desk, matter_id: str) -> Standing:
    """Where one matter stands."""
    return states(desk, [matter_id])[matter_id]


def _theme_of(desk: Desk, matter_id: str) -> Standing | None:
    """The standing of the matter that this one is merged into."""
    theme = records.get(desk, "matter", matter_id)["theme"]
    return standing(events_of(desk, [theme])[theme]) if theme else None


def writes_for_upper(desk: Desk) -> bool:
    """Whether this office writes down what the offices above answered on paper."""
    return bool(desk.settings.get(ON_PAPER, True))


def possible(desk: Desk, current: Standing, part: Part | None = None) -> tuple[Act, ...]:
    """The acts to offer to the operator at this desk; with `part`, those on that part."""
    return allowed(
        current,
        desk.office.level,
        desk.operator.role,
        on_paper=writes_for_upper(desk),
        part=part,
    )


def voidable(events: Sequence[Event], theme: Standing | None = None) -> tuple[str, ...]:
    """The events that may be struck out without making later ones impossible."""
    now = standing(events, theme)
    disputes = len(now.disputed)
    ids = [event.id for event in now.taken if event.act != Act.CORRECT]
    kept = []
    for event_id in ids:
        strike = Event(id="~", act=Act.CORRECT, date="", after=(event_id, *now.heads), result=VOID)
        if len(standing([*events, strike], theme).disputed) <= disputes:
            kept.append(event_id)
    return tuple([*kept, *(each.event for each in now.disputed)])


def steps(
    desk: Desk, matter_id: str, current: Standing, act: str, values: Mapping[str, Any]
) -> list[dict[str, Any]]:
    """What taking an act would write: its events, checked against where the matter stands, not written yet.

    `values` as for `act`; for a whistle `organization` may name several, or say of each by when it must
    respond (id → day, "" for the deadline of all). One event, but for a whistle one per organization.
    Raises MatterProblem whose sentence says what is possible now.
    """
    wanted = _known_act(desk, act, current)
    written = {key: value for key, value in values.items() if value not in (None, "", [])}
    called = _called(written.get("organization")) if wanted is Act.WHISTLE else []
    own = _own_deadlines(written.get("organization"))
    if called:
        written["organization"] = called[0]
    if own and all(each in own for each in called):
        written.setdefault("deadline", max(own.values()))
    part = _part_meant(current, wanted, written)
    _check_possible(desk, current, wanted, part)
    _check_values(desk, wanted, written, part)
    if wanted is Act.CORRECT:
        if written.get("result") == VOID and not may_strike_out(desk.operator.role):
            raise MatterProblem("void_needs_review", field="result")
        _point_at_corrected(desk, matter_id, current, written)
    else:
        written.pop("event", None)
        written["after"] = list(current.heads)
        _pass_on(current, wanted, written)
        _name_person(desk, wanted, written)
    if part is not None:
        written["whistle"], written["organization"] = part.whistle, part.organization
    elif wanted is Act.WHISTLE:
        written["whistle"] = _whistle_number(desk, current, called, written)
    else:
        written.pop("whistle", None)
    written.setdefault("date", desk.today().isoformat())
    event = {**written, "matter": matter_id, "act": wanted.value}
    return [
        {**event, "organization": each, "deadline": own.get(each, event["deadline"])} for each in called
    ] or [event]


def _name_person(desk: Desk, wanted: Act, values: dict[str, Any]) -> None:
    """Those below do not have our people: who is to do it is named beside."""
    responsible = values.get("responsible")
    if wanted is Act.DISPATCH and responsible and not values.get("person_named"):
        found = records.by_ids(desk, "person", [responsible]).get(responsible)
        if found is not None:
            values["person_named"] = found["name"]


def _own_deadlines(named: object) -> dict[str, str]:
    """Organization → the day by which it must respond, of those that have one of their own."""
    days = named.items() if isinstance(named, Mapping) else ()
    return {each: day for each, day in days if day and isinstance(day, str)}


def _called(named: object) -> list[str]:
    """The organizations that a whistle calls: one or several, each once."""
    several = named if isinstance(named, (list, tuple, Mapping)) else [named]
    return list(dict.fromkeys(each for each in several if isinstance(each, str)))


def act(desk: Desk, matter_id: str, act: str, values: Mapping[str, Any]) -> str:
    """Take one step with a matter. Returns the id of its event.

    `values`: date (today if missing), by, organization, text, deadline, result; cause and remedy of an
    analysis; responsible, person_named and standard of a dispatch; for a correction `event` (and result
    "void" to strike it out); for an organization's part of a whistle, the organization (and `whistle`
    where it was called twice).
    Raises MatterProblem whose sentence says what is possible now.
    """
    records.get(desk, "matter", matter_id)
    events = steps(desk, matter_id, state_of(desk, matter_id), act, values)
    return write_steps(desk, events)[0]


def whistle(
    desk: Desk, matter_id: str, organizations: Sequence[str] | Mapping[str, str], values: Mapping[str, Any]
) -> list[str]:
    """Call several organizations to one matter: one whistle, one list, one intention.

    `organizations`: ids, or id → the day by which that one must respond ("" for the deadline of all).
    `values`: deadline (needed unless each has its own), text, date, by. Returns the ids of the events, one
    per organization in the order given. Raises MatterProblem.
    """
    records.get(desk, "matter", matter_id)
    named = dict(organizations) if isinstance(organizations, Mapping) else list(organizations)
    called = {**values, "organization": named}
    events = steps(desk, matter_id, state_of(desk, matter_id), Act.WHISTLE.value, called)
    return write_steps(desk, events)


def write_steps(desk: Desk, events: Sequence[Mapping[str, Any]]) -> list[str]:
    """Write checked events as one intention; their ids."""
    with desk.write("matter.act") as w:
        return add_steps(desk, w, events)


def add_steps(desk: Desk, writer: CheckedWriter, events: Sequence[Mapping[str, Any]]) -> list[str]:
    """Within an open write: the events of checked steps; those below learn the names of the units in them."""
    if desk.office.level != "village":
        matters = {each: writer.get("matter", each) for each in {event["matter"] for event in events}}
        offices = {each: found.office for each, found in matters.items() if found is not None}
        given = ((each.get("organization", ""), offices.get(each["matter"], "")) for each in events)
        upper_units.tell(desk.store, writer, desk.codes, given)
    return [writer.add("matter_event", each) for each in events]


def _known_act(desk: Desk, act: str, current: Standing) -> Act:
    try:
        return Act(act)
    except ValueError:
        raise MatterProblem("unknown_act", act=act, possible=_labels(desk, possible(desk, current))) from None


def _part_meant(current: Standing, wanted: Act, values: Mapping[str, Any]) -> Part | None:
    """The part of a whistle that the act is about, or None for the matter itself."""
    if wanted not in _ALWAYS_ON_PARTS | _EITHER:
        return None
    about_part = wanted in _ALWAYS_ON_PARTS or "whistle" in values
    about_part = about_part or (current.state is State.WHISTLED and "organization" in values)
    if not about_part or not current.parts:
        return None
    fitting = [
        part
        for part in current.parts
        if part.organization == values.get("organization", part.organization)
        and part.whistle == values.get("whistle", part.whistle)
    ]
    able = [part for part in fitting if wanted in part.acts]
    if not able and not fitting:
        raise MatterProblem("no_such_part")
    return (able or fitting)[0]


def _check_possible(desk: Desk, current: Standing, wanted: Act, part: Part | None) -> None:
    """Refuse what the machine, the level or the role does not allow."""
    offered = possible(desk, current, part)
    if wanted in offered:
        return
    codes = desk.codes
    label = codes.label("matter_act", wanted.value)
    now = _labels(desk, offered)
    if wanted in (part.acts if part else current.acts):
        level = desk.office.level
        if not fits_level(current, wanted, level, writes_for_upper(desk)):
            raise MatterProblem("not_your_turn", act=label, holder=HOLDERS[current.holder], possible=now)
        if not fits_role(wanted, desk.operator.role):
            raise MatterProblem("needs_review", act=label)
    still = [each for each in current.parts if not each.done]
    if part is None and wanted is Act.FINISH and current.state is State.WHISTLED and still:
        raise MatterProblem("parts_open", parts="、".join(_names(desk, still)))
    if wanted is Act.CLOSE and current.state is State.EVALUATED:
        raise MatterProblem("report_first")
    state = codes.label("matter_state", current.state.value)
    raise MatterProblem("not_possible", act=label, state=state, possible=now)


def _check_values(desk: Desk, wanted: Act, values: Mapping[str, Any], part: Part | None) -> None:
    """Refuse an act that does not bring what it must."""
    label = desk.codes.label("matter_act", wanted.value)
    needed = [name for name in NEEDED.get(wanted, ()) if not (part and name == "organization")]
    missing = [FIELDS[name] for name in needed if not values.get(name)]
    if missing:
        raise MatterProblem("act_needs", act=label, fields="、".join(missing))
    results = RESULTS.get(wanted)
    result = values.get("result")
    if result is not None and ((results and result not in results) or (not results and result == VOID)):
        names = (desk.codes.label("matter_result", each) for each in results or ())
        raise MatterProblem("not_a_result", act=label, result=result, possible="、".join(names))


def _pass_on(current: Standing, wanted: Act, values: dict[str, Any]) -> None:
    """What a theme settled says so itself: an office that does not hold the theme reads it alike."""
    if wanted is Act.FEED_BACK and current.state in SETTLED_BY_THEME:
        values.setdefault("result", "done")


def _point_at_corrected(desk: Desk, matter_id: str, current: Standing, values: dict[str, Any]) -> None:
    """A correction comes after everything, and names the corrected event first."""
    target = values.pop("event")
    events = events_of(desk, [matter_id])[matter_id]
    if target not in {event.id for event in events}:
        raise MatterProblem("no_such_event")
    if values.get("result") == VOID and target not in voidable(events, _theme_of(desk, matter_id)):
        raise MatterProblem("cannot_void")
    values["after"] = [target, *(head for head in current.heads if head != target)]


def _whistle_number(desk: Desk, current: Standing, called: Sequence[str], values: Mapping[str, Any]) -> str:
    """The number on the whistle sheet: level and count, or the open whistle that is extended."""
    sign = _LEVEL_SIGNS[desk.office.level]
    numbers = {part.whistle for part in current.parts}
    number = str(values.get("whistle") or f"{sign}{len(numbers) + 1}")
    if {part.organization for part in current.parts if part.whistle == number} & set(called):
        raise MatterProblem("already_called")
    return number


def _names(desk: Desk, parts: Sequence[Part]) -> list[str]:
    """The names of the organizations whose parts these are."""
    found = records.by_ids(desk, "organization", [part.organization for part in parts])
    return [
        str(found[part.organization]["name"]) if part.organization in found else part.whistle
        for part in parts
        if part.state not in (PartState.FINISHED, PartState.EXCUSED)
    ]


def _labels(desk: Desk, acts: Sequence[Act]) -> str:
    """The acts as a clerk reads them."""
    return "、".join(desk.codes.label("matter_act", each.value) for each in acts) or NOTHING_POSSIBLE
