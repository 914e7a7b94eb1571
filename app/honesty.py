"""Honest-work hints, for the author's eyes alone: texts that are copies of each other, impossible days.

Nothing of this is ever stored, counted, printed, exported or told to anybody else: it is worked out when
the author looks, from what the author wrote. The author of a record is who wrote it down at this desk, or
the member whose book it stands in (of a visit: who is named first of the visitors).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from app import honest_days, records, visits
from app.copied_texts import ALMOST, copies, is_telling, letters, likeness
from app.desk import Desk
from app.honest_days import Around, Doubt, Known
from app.honesty_text import DAY, HINTS, YEAR_DAY
from app.kinds import KINDS
from app.own_person import own_person
from app.records import Query, Record, Where
from app.unmasking import seen
from db import authorship_queries
from db import history as store_history

#: Kind → the texts that are the author's own words.
TEXTS: dict[str, tuple[str, ...]] = {"visit": ("content", "reflection"), "matter": ("feedback", "reflection")}
#: Fields of a visit that its day is held against.
DAY_FIELDS = ("date", "person", "household", "visitors", "method", "place")
_BACK_DAYS = 400
_MOST = 1500
_NAME = 12
_MANY_HOMES = 3  # two neighbours may well have said the same


@dataclass(frozen=True)
class Hint:
    """One thing the author may want to look at again; `id` "" for what is not kept yet.

    `code`: "copy", or what about the day cannot be (honest_days). `other`: the id of the record, of
    `other_kind`, that is alike; "" where there is none.
    """

    kind: str
    id: str
    field: str
    day: str
    words: str
    code: str = "copy"
    other_kind: str = ""
    other: str = ""


@dataclass(frozen=True)
class _Own:
    """The record whose text was just finished, and what its words may rightly be the same as."""

    id: str
    visit: str = ""
    theme: str = ""
    trip: str = ""

    def excuses(self, other: Record, field: str) -> bool:
        """Whether that record is the same one, the same errand told once, or has the same one result."""
        if other.id in (self.id, self.visit) or _comes_from(other, self.id):
            return True
        if other.kind == "visit" and self.trip and other["trip"] == self.trip:
            return True  # written down once for all the homes of a trip
        return field == "feedback" and _one_theme(other, self.id, self.theme)


@dataclass(frozen=True)
class _Text:
    """One text of the author's: the record that it stands in and its `letters`."""

    record: Record
    field: str
    said: str


def is_own(desk: Desk, kind: str, identity: str) -> bool:
    """Whether the signed-in operator is the author of the record."""
    if authorship_queries.is_captured_by(desk.store.database, kind, identity, desk.operator.name):
        return True
    record = records.get(desk, kind, identity)
    return bool(own := own_person(desk)) and _signed_by(record) == own


def _signed_by(record: Record) -> str:
    if record.kind == "matter":
        return record["recorder"] or ""
    return next(iter(record["visitors"] or ()), "")


def own_records(desk: Desk, kind: str, at_once: bool = False) -> list[Record]:
    """The author's own records of the last year or so, the latest day first; at most some 1,500.

    `at_once`: without visits that others wrote down for the author, which take a while to find among many.
    """
    since = (desk.today() - timedelta(days=_BACK_DAYS)).isoformat()
    ids = authorship_queries.captured_by(desk.store.database, kind, desk.operator.name, since, _MOST)
    if (kind == "matter" or not at_once) and (own := own_person(desk)):
        ids += _signed_ids(desk, kind, own, since)
    found = {each.id: each for each in records.by_ids(desk, kind, ids).values() if not each.deleted}
    return sorted(found.values(), key=lambda each: (_day_of(each), each.id), reverse=True)[:_MOST]


def _signed_ids(desk: Desk, kind: str, own: str, since: str) -> list[str]:
    if kind == "visit":
        return authorship_queries.visits_led_by(desk.store.database, own, since, _MOST)
    where = (Where("recorder", "=", own), Where("opened", ">=", since))
    return [each.id for each in records.find(desk, Query(kind, where=where, order=("-opened",), limit=_MOST))]


def own_hints(desk: Desk) -> list[Hint]:
    """给自己看看: everything worth another look in what the signed-in operator wrote, latest day first."""
    mine = {kind: own_records(desk, kind) for kind in TEXTS}
    found = [*_copied(desk, mine), *_trips(desk, mine["visit"]), *_odd_days(desk, mine["visit"])]
    return sorted(found, key=lambda each: (each.day, each.kind, each.id, each.field), reverse=True)


def about_text(
    desk: Desk, kind: str, identity: str | None, field: str, values: Mapping[str, Any]
) -> Hint | None:
    """What the author may want to know of a text just finished; `values` are the form's.

    None for somebody else's record, for texts too short to tell, and where nothing is alike.
    """
    if field not in TEXTS.get(kind, ()) or (identity and not is_own(desk, kind, identity)):
        return None
    said = letters(values.get(field), _phrases(desk, field))
    if not is_telling(said):
        return None
    trip = records.get(desk, kind, identity)["trip"] if identity and kind == "visit" else None
    own = _Own(
        identity or "", _visit_of(desk, kind, identity, values), str(values.get("theme") or ""), trip or ""
    )
    near = [(likeness(said, each.said), _day_of(each.record), each) for each in _texts(desk, field)]
    near = [each for each in near if each[0] >= ALMOST and not own.excuses(each[2].record, field)]
    if not near:
        return None
    nearest = max(near, key=lambda each: (each[0], each[1], each[2].record.id))[2].record
    day = str(values.get(KINDS[kind].date_field) or "")
    return _told_copy(desk, Hint(kind, identity or "", field, day, ""), nearest)


def about_day(desk: Desk, identity: str | None, values: Mapping[str, Any]) -> list[Hint]:
    """What cannot be about the day of a visit just written; `values` are the form's.

    `household` may be several there. Empty for somebody else's visit.
    """
    if identity and not is_own(desk, "visit", identity):
        return []
    homes = values.get("household")
    homes = list(homes) if isinstance(homes, list | tuple) else [homes]
    same_day = [
        each for each in own_records(desk, "visit", at_once=True) if each["date"] == values.get("date")
    ]
    others: list[Mapping[str, Any]] = [each.values for each in same_day if each.id != identity]
    shared = {**values, "trip": ""}
    others += [{**shared, "household": home, "place": ""} for home in homes[1:]]
    around = _around(desk, others, _known(desk, [values.get("person") or ""]).get(values.get("person") or ""))
    found = honest_days.doubts({**shared, "household": homes[0] if homes else None}, around)
    return [_told_doubt(desk, identity or "", each) for each in found]


def _visit_of(desk: Desk, kind: str, identity: str | None, values: Mapping[str, Any]) -> str:
    """The visit that a matter was opened from."""
    if kind != "matter":
        return ""
    stored = records.get(desk, kind, identity)["visit"] if identity else None
    return str(values.get("visit") or stored or "")


def _texts(desk: Desk, field: str) -> list[_Text]:
    """The author's texts of that sort; a reflection is one whether on a visit or on a matter."""
    phrases = _phrases(desk, field)
    return [
        _Text(each, field, said)
        for kind, fields in TEXTS.items() if field in fields
        for each in own_records(desk, kind, at_once=True)
        if is_telling(said := letters(each[field], phrases))
    ]  # fmt: skip


def _phrases(desk: Desk, field: str) -> list[str]:
    """What the program offers for the field; for a reflection it offers nothing."""
    return [] if field == visits.OPEN_QUESTION else visits.phrases(desk, field)


def _copied(desk: Desk, mine: Mapping[str, list[Record]]) -> Iterable[Hint]:
    for field in dict.fromkeys(field for own in TEXTS.values() for field in own):
        phrases = _phrases(desk, field)
        # Keyed by day first: of a row of copies each is told beside the one that was written first.
        known = {
            (_day_of(each), each.id): each
            for kind, own in TEXTS.items() if field in own
            for each in mine.get(kind, ())
        }  # fmt: skip
        nearest: dict[tuple[str, str], Record] = {}
        for first, later in sorted(
            copies({key: letters(each[field], phrases) for key, each in known.items()})
        ):
            if not _is_excused(known[first], known[later], field):
                nearest[later] = known[first]
        for later, first_record in nearest.items():
            record = known[later]
            yield _told_copy(desk, Hint(record.kind, record.id, field, later[0], ""), first_record)


def _trips(desk: Desk, own: list[Record]) -> Iterable[Hint]:
    """Trips whose homes all have one and the same text: each home has something of its own to tell."""
    phrases = _phrases(desk, "content")
    by_trip: dict[str, list[Record]] = defaultdict(list)
    for each in own:
        by_trip[each["trip"] or ""].append(each)
    by_trip.pop("", None)
    for stops in by_trip.values():
        said = {letters(each["content"], phrases) for each in stops}
        if len(stops) >= _MANY_HOMES and len(said) == 1 and is_telling(said.pop()):
            first = min(stops, key=lambda each: each.id)
            day = _day_text(desk, _day_of(first))
            words = HINTS["copy.trip"].format(day=day, count=len(stops))
            yield Hint("visit", first.id, "content", _day_of(first), words)


def _is_excused(one: Record, other: Record, field: str) -> bool:
    """Whether two records may rightly say the same."""
    if one.kind != "matter":
        return _Own(one.id, trip=one["trip"] or "").excuses(other, field)
    return _Own(one.id, one["visit"] or "", one["theme"] or "").excuses(other, field)


def _comes_from(record: Record, visit: str | None) -> bool:
    """Whether a matter was opened from that visit: the same errand, told once."""
    return record.kind == "matter" and bool(visit) and record["visit"] == visit


def _one_theme(record: Record, identity: str | None, theme: str | None) -> bool:
    """Whether a matter shares its theme, whose one result goes back to every source."""
    own = {each for each in (identity, theme) if each}
    return record.kind == "matter" and bool(own & {record.id, record["theme"]})


def _odd_days(desk: Desk, own: list[Record]) -> Iterable[Hint]:
    by_day: dict[str, list[Record]] = defaultdict(list)
    for each in own:
        by_day[each["date"]].append(each)
    known = _known(desk, {each["person"] for each in own if each["person"]})
    told: set[tuple[str, str]] = set()
    around = _around(desk, (), None)
    for each in own:
        others = [other.values for other in by_day[each["date"]] if other.id != each.id]
        held = Around(around.today, around.office, around.founded, known.get(each["person"] or ""), others)
        for doubt in honest_days.doubts(each.values, held):
            once = doubt.code in ("too_many", "two_places")  # of the whole day: told once
            if once and (doubt.code, each["date"]) in told:
                continue
            told.add((doubt.code, each["date"]))
            yield _told_doubt(desk, each.id, doubt)


def _around(desk: Desk, others: Iterable[Mapping[str, Any]], person: Known | None) -> Around:
    office = records.by_ids(desk, "organization", [desk.office.id]).get(desk.office.id)
    founded = (office["founded"] or "") if office else ""
    return Around(desk.today().isoformat(), desk.office.name, founded, person, tuple(others))


def _known(desk: Desk, ids: Iterable[str]) -> dict[str, Known]:
    """What is registered of these people that a day of a visit can contradict."""
    people = records.by_ids(desk, "person", {each for each in ids if each})
    owners = [each.id for each in people.values()]
    where = (Where("owner", "in", owners), Where("tag", "in", sorted(honest_days.AWAY)))
    away: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for tag in records.find(desk, Query("tag", where=where)) if people else ():
        away[tag["owner"]].append((tag["start"] or "", tag["end"] or ""))
    return {
        key: Known(each["name"], each["birth"] or "", _died(desk, each), tuple(away[each.id]))
        for key, each in people.items()
    }


def _died(desk: Desk, person: Record) -> str:
    """The day on which the death was written into the register; "" for the living, or where it came along."""
    if person["status"] != "dead":
        return ""
    database = desk.store.database
    number = store_history.latest_setting(database, "person", person.id, "status")
    done = store_history.action(database, number) if number is not None else None
    return done.at[:10] if done is not None else ""


def _day_of(record: Record) -> str:
    return str(record[KINDS[record.kind].date_field] or "")


def _told_copy(desk: Desk, hint: Hint, other: Record) -> Hint:
    code, name = _called(desk, other)
    words = HINTS[f"copy.{code}"].format(day=_day_text(desk, _day_of(other)), name=name)
    return replace(hint, words=words, other_kind=other.kind, other=other.id)


def _called(desk: Desk, other: Record) -> tuple[str, str]:
    """Which sentence names the other text, and the name in it."""
    if other.kind == "matter":
        description = " ".join(str(other["description"] or "").split())
        told = seen(desk, "matter", other.values, KINDS["matter"].field("description"), description)
        return "matter", told if len(told) <= _NAME else told[:_NAME] + "…"
    for kind, field in (("household", "head"), ("person", "name")):
        whose = records.by_ids(desk, kind, [other[kind] or ""]).get(other[kind] or "")
        if whose is not None:
            return kind, str(whose[field])
    return "plain", ""


def _told_doubt(desk: Desk, identity: str, doubt: Doubt) -> Hint:
    told = {
        key: _day_text(desk, str(value)) if key in ("day", "since") else value
        for key, value in doubt.said.items()
    }
    return Hint(
        "visit", identity, "date", str(doubt.said["day"]), HINTS[doubt.code].format(**told), doubt.code
    )


def _day_text(desk: Desk, day: str) -> str:
    """11月3日; with its year where it is another than this one; a part of a date as it is."""
    try:
        found = date.fromisoformat(day)
    except ValueError:
        return day
    form = DAY if found.year == desk.today().year else YEAR_DAY
    return form.format(year=found.year, month=found.month, day=found.day)
