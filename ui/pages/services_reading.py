"""What the pages of errands, petitions, disputes and suggestions ask of the desk, on the worker."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from app import matters, records, search
from app.desk import Desk
from app.kinds import KINDS
from app.matters import Act, Standing, desk_lists, services, terms
from app.records import Query, Record, Where
from app.unmasking import seen
from app.workdays import Calendar, calendar_of
from ui.pages.services_kinds import STATUS, ServiceKind
from ui.pages.text.services import say
from ui.tables.rows import Column, Row, rows_of

MOST = 2000
LEAST_WORDS = 140  # of what it is about, before the last columns are left out
MATTER = KINDS["matter"]
METHODS = ("open_door", "appointment", "down", "return_visit")  # the four of 信访四法


@dataclass(frozen=True)
class Seen:
    """One matter with what its cells need: where it stands, whose it is, today and its calendar."""

    desk: Desk
    matter: Record
    standing: Standing
    who: str
    calendar: Calendar

    def last(self, *acts: Act) -> str:
        """The day such an act was taken last; "" for never."""
        return next((each.date for each in reversed(self.standing.taken) if each.act in acts), "")


def columns(kind: ServiceKind) -> tuple[Column, ...]:
    """The columns of a type's list."""
    made = []
    for each in kind.columns:
        if each.name.startswith("~"):
            label = kind.word("person") if each.name == "~who" else _heading(kind, each.name)
            least = 0 if each.width else LEAST_WORDS
            made.append(Column("", label=label, width=each.width, is_sortable=False, least=least))
        else:
            label = say(each.label) if each.label else kind.label(each.name)
            made.append(
                Column(each.name, label=label[:2] if each.name == "opened" else label, width=each.width)
            )
    return tuple(made)


def _heading(kind: ServiceKind, name: str) -> str:
    return kind.word("list.parties") if name == "~parties" else say(f"list.{name[1:]}")


def rows(kind: ServiceKind) -> Callable[[Desk, Query], list[Row]]:
    """The rows of a type's list."""

    def read(desk: Desk, query: Query) -> list[Row]:
        wanted, plain = _asked(desk, kind, query)
        return _rows(desk, kind, services.page(desk, wanted, plain))

    return read


def count(kind: ServiceKind) -> Callable[[Desk, Query], int]:
    """How many they are."""

    def counted(desk: Desk, query: Query) -> int:
        wanted, plain = _asked(desk, kind, query)
        return services.count(desk, wanted, plain)

    return counted


def _asked(desk: Desk, kind: ServiceKind, query: Query) -> tuple[services.Wanted, Query]:
    """What the list asks for: the status told apart from the fields; a text looked for in names too."""
    status = next((str(each.value) for each in query.where if each.field == STATUS), "")
    where = tuple(each for each in query.where if each.field != STATUS)
    plain = replace(query, where=where)
    by_risk = kind.by_risk and query.order == ORDER
    return services.Wanted(kind.type, status, by_risk), _resolved(desk, plain) if plain.text else plain


ORDER = ("-opened",)


def _resolved(desk: Desk, query: Query) -> Query:
    ids = [each.id for each in records.find(desk, Query("matter", text=query.text, limit=MOST))]
    events = records.find(desk, Query("matter_event", text=query.text, limit=MOST))
    ids += [each["matter"] for each in events]
    hits = search.find_people(desk, query.text, limit=50)
    for name in ("household", "person"):
        meant = [hit.id for hit in hits if hit.kind == name]
        if meant:
            found = records.find(desk, Query("matter", where=(Where(name, "in", meant),), limit=MOST))
            ids += [each.id for each in found]
    for name in ("raised_by", "other_party"):
        found = records.find(desk, Query("matter", where=(Where(name, "like", query.text),), limit=MOST))
        ids += [each.id for each in found]
    return replace(query, where=(*query.where, Where("id", "in", list(dict.fromkeys(ids)))), text="")


def _rows(desk: Desk, kind: ServiceKind, found: Sequence[Record]) -> list[Row]:
    standings = matters.states(desk, [each.id for each in found])
    names = _names(desk, found)
    calendar, today = calendar_of(desk.codes), desk.today()
    seen_by_id = {
        each.id: Seen(desk, each, standings[each.id], _who(desk, each, names), calendar) for each in found
    }

    def teller(name: str) -> Callable[[Desk, Record, Mapping[str, str]], str]:
        return lambda _desk, matter, _names: CELLS[name](seen_by_id[matter.id])

    def short(name: str) -> Callable[[Desk, Record, Mapping[str, str]], str]:
        return lambda _desk, matter, _names: short_day(matter[name] or "", today.year)

    told = []
    for each, column in zip(kind.columns, columns(kind), strict=True):
        if each.name.startswith("~"):
            told.append(replace(column, text=teller(each.name)))
        elif each.name == "opened":
            told.append(replace(column, text=short("opened")))
        else:
            told.append(column)
    return [_inked(kind, row, seen_by_id[row.id]) for row in rows_of(desk, found, told)]


def _inked(kind: ServiceKind, row: Row, one: Seen) -> Row:
    """Quiet when it is over; what is late or dangerous stands out, beside its words."""
    inks = [""] * len(row.cells)
    for at, each in enumerate(kind.columns):
        is_dangerous = one.matter["risk"] == "high" and not one.standing.finished
        if row.cells[at] and {"~left": _is_late(one), "risk": is_dangerous}.get(each.name):
            inks[at] = "danger"
        elif each.name == "~signed" and not one.matter["signed"]:
            inks[at] = "warning"
    return replace(row, is_quiet=not one.standing.open, inks=tuple(inks))


def _is_late(one: Seen) -> bool:
    deadline = one.standing.deadline or one.matter["deadline"] or ""
    return bool(deadline) and deadline < one.desk.today().isoformat()


def _names(desk: Desk, found: Sequence[Record]) -> Mapping[str, str]:
    named: dict[str, str] = {}
    for name in ("person", "household"):
        ids = [each[name] for each in found if each[name]]
        for id, record in records.by_ids(desk, name, ids).items():
            named[id] = str(record["head"] or "") if name == "household" else records.title(desk, record)
    return named


def _who(desk: Desk, matter: Record, names: Mapping[str, str]) -> str:
    if matter["person"]:
        return names.get(matter["person"], "")
    if matter["raised_by"]:
        return seen(desk, "matter", matter.values, MATTER.field("raised_by"), str(matter["raised_by"]))
    return names.get(matter["household"] or "", "")


def short_day(day: str, year: int) -> str:
    """11-20 in this year, 2025-11 otherwise."""
    return day[5:] if day[:4] == str(year) and len(day) == 10 else day[:7]


def _short(one: Seen, day: str) -> str:
    return short_day(day, one.desk.today().year)


def _left(one: Seen) -> str:
    if one.standing.finished or not one.standing.open:
        return ""
    deadline = one.standing.deadline or one.matter["deadline"]
    return terms.left_words(one.calendar, one.desk.today(), deadline)


def _done(one: Seen) -> str:
    return _short(one, one.standing.finished)


def _signed(one: Seen) -> str:
    if one.matter["signed"]:
        return say("signed.yes")
    return say("signed.no") if one.standing.finished else ""


def _what(one: Seen) -> str:
    text = " ".join(str(one.matter["description"] or "").split())
    return seen(one.desk, "matter", one.matter.values, MATTER.field("description"), text)


def _state(one: Seen) -> str:
    return one.desk.codes.label("matter_state", one.standing.state.value)


def _parties(one: Seen) -> str:
    other = str(one.matter["other_party"] or "")
    other = seen(one.desk, "matter", one.matter.values, MATTER.field("other_party"), other)
    return say("dispute.and", one=one.who, other=other) if other else one.who


def _adopted(one: Seen) -> str:
    code = outcome_of(one.standing)
    return say(f"adopted.{code}") if code in ("done", "partly", "impossible") else ""


def outcome_of(standing: Standing) -> str:
    """What became of a suggestion: done, partly, impossible, "" while nothing is said."""
    results = [each.result for each in standing.taken if each.act == Act.FINISH and each.result]
    return services.outcome(results, any(each.act == Act.EXPLAIN for each in standing.taken))


CELLS: dict[str, Callable[[Seen], str]] = {
    "~who": lambda one: one.who,
    "~what": _what,
    "~left": _left,
    "~done": _done,
    "~settled": _done,
    "~signed": _signed,
    "~state": _state,
    "~parties": _parties,
    "~adopted": _adopted,
    "~visited": lambda one: _short(one, one.last(Act.FEED_BACK, Act.EVALUATE)),
    "~answered": lambda one: _short(one, one.last(Act.FEED_BACK) or one.standing.finished),
    "~satisfied": lambda one: one.desk.codes.label("matter_result", one.standing.satisfaction),
}


def summary(desk: Desk, kind: ServiceKind) -> str:
    """The line over the list: what waits, and how the year stands."""
    first = desk.today().replace(month=1, day=1).isoformat()
    this_year = Query("matter", where=(Where("opened", ">=", first),))

    def number(status: str = "", query: Query | None = None) -> int:
        return services.count(desk, services.Wanted(kind.type, status), query or Query("matter"))

    def only(*where: Where) -> Query:
        return Query("matter", where=where)

    told: dict[str, object] = {
        "open": number("open"), "overdue": number("overdue"), "year": number("", this_year),
    }  # fmt: skip
    if kind.type == "errand":
        told["unsigned"] = number("done", only(Where("signed", "!=", 1)))
    elif kind.type == "dispute":
        told["high"] = number("open", only(Where("risk", "=", "high")))
        told["done"] = number("done", this_year)
    elif kind.type == "petition":
        told["backlog"] = number("open", only(Where("petition", "=", "backlog")))
        told["turns"] = _tallied(desk, this_year, "petition", "petition_turn")
        told["methods"] = _tallied(desk, this_year, "reception", "petition_reception", METHODS)
    elif number("done", this_year) > MOST:  # read one by one: the register tells it
        return kind.word("summary.many", **told)
    else:
        told |= _adoptions(desk, this_year)
    return kind.word("summary", **told)


def villages(desk: Desk, kind: ServiceKind) -> list[tuple[str, tuple[Where, ...]]]:
    """Whose matters of the type there are, for the filter of an office above; most first."""
    counts = desk_lists.tally(desk, desk_lists.Wanted("all", type=kind.type), "village")
    named = records.by_ids(desk, "organization", [each for each in counts if each])
    ordered = sorted(named, key=lambda id: -counts[id])
    return [(str(named[id]["name"]), (Where("office", "=", id),)) for id in ordered]


def _tallied(desk: Desk, query: Query, by: str, codes: str, always: Sequence[str] = ()) -> str:
    """“初访 7、重访 3”, in the order of the list; `always` even at none."""
    found = services.tally(desk, services.Wanted("petition"), by, query)
    named = [(code, label) for code, label in desk.codes.options(codes) if found.get(code) or code in always]
    shown = named or desk.codes.options(codes)[:1]
    return "、".join(f"{label} {found.get(code, 0)}" for code, label in shown)


def _adoptions(desk: Desk, query: Query) -> dict[str, object]:
    found = services.page(desk, services.Wanted("suggestion", "done"), replace(query, limit=MOST))
    outcomes = [outcome_of(each) for each in matters.states(desk, [one.id for one in found]).values()]
    return {
        "adopted": outcomes.count("done"), "partly": outcomes.count("partly"),
        "refused": outcomes.count("impossible"),
    }  # fmt: skip


def sign(desk: Desk, id: str) -> None:
    """The applicant has signed for the errand."""
    records.change(desk, "matter", id, {"signed": 1}, intention="matter.sign")
