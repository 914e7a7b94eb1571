"""What the pairings page asks of the desk, on the worker: the list, aid under a pairing, the 1+5, cards."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from app import aid, pairings, records, search
from app.aid import AidTotals
from app.desk import Desk
from app.pairings import FIVE
from app.records import Query, Record, Where
from ui.fields.amounts import shown_money, shown_number
from ui.pages.text.pairings import say
from ui.tables.rows import Column, Row, rows_of

MOST = 2000
MOST_CARDS = 300
Choices = list[tuple[str, tuple[Where, ...]]]

COLUMNS = (
    Column("kind", width=132),
    Column("helper", label=say("list.helper"), width=88, is_sortable=False),
    Column("helped", label=say("list.helped"), width=0, is_sortable=False),
    Column("card_issued", label=say("list.card"), width=68),
    Column("start", width=104),
)


@dataclass(frozen=True)
class AidView:
    """The aid under one pairing: lines of the table, the records behind them, the totals in words."""

    pairing: str
    rows: tuple[Row, ...]
    entries: Mapping[str, Record]
    totals: str


@dataclass(frozen=True)
class Square:
    """One helper and one of the five kinds: who is helped, and the pairing; empty when missing."""

    kind: str
    words: str = ""
    pairing: str = ""


@dataclass(frozen=True)
class FiveLine:
    """One helper's five squares and, in words, what is missing."""

    helper: str
    name: str
    squares: tuple[Square, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True)
class CardLine:
    """A pairing whose card may be printed."""

    pairing: str
    words: str
    is_issued: bool


def pairing_rows(desk: Desk, query: Query) -> list[Row]:
    """The pairings as lines of the list; ended ones quiet."""
    found = records.find(desk, _resolved(desk, query))
    today = desk.today().isoformat()
    sides = pairings.sides(desk, [id for each in found for id in (each["helper"], each["helped"])])

    def card(_desk: Desk, pairing: Record, _names: Mapping[str, str]) -> str:
        if pairing["end"] and pairing["end"] < today:
            return say("card.ended")
        return say("card.issued" if pairing["card_issued"] else "card.none")

    def side(name: str) -> Column:
        return Column(text=lambda _desk, pairing, _names: _name(desk, sides.get(pairing[name])))

    columns = (COLUMNS[0], side("helper"), side("helped"), Column(text=card), COLUMNS[4])
    ended = {each.id for each in found if each["end"] and each["end"] < today}
    return [replace(row, is_quiet=row.id in ended) for row in rows_of(desk, found, columns)]


def pairing_count(desk: Desk, query: Query) -> int:
    """How many pairings the list has."""
    return records.count(desk, _resolved(desk, query))


def helpers(desk: Desk) -> Choices:
    """Who helps, for the filter; most pairings first."""
    counts = records.tally(desk, Query("pairing"), "helper")
    known = pairings.sides(desk, counts)
    return [
        (_name(desk, known[id]), (Where("helper", "=", id),))
        for id in sorted(known, key=lambda id: -counts[id])
    ]


def pairing_of(desk: Desk, entry: str) -> str | None:
    """The pairing that an entry of aid stands under; None for aid from a fund."""
    pairing: str | None = records.get(desk, "aid", entry)["pairing"]
    return pairing


def aid_view(desk: Desk, pairing: str) -> AidView:
    """What was given under this pairing, newest first."""
    query = Query("aid", where=(Where("pairing", "=", pairing),), order=("-date",))
    entries = records.find(desk, query)
    rows = tuple(Row(each.id, _aid_cells(desk, each)) for each in entries)
    return AidView(pairing, rows, {each.id: each for each in entries}, _totals(aid.add_up(entries)))


def one_plus_five(desk: Desk) -> list[FiveLine]:
    """Each helper's five squares, most missing first (domain row 8)."""
    view = pairings.one_plus_five(desk)
    ids = [id for each in view for some in each.present.values() for id in some]
    running = records.by_ids(desk, "pairing", ids)
    helped = pairings.sides(desk, [each["helped"] for each in running.values()])
    lines = []
    for each in view:
        squares = []
        for kind in FIVE:
            there = each.present.get(kind, ())
            names = [_name(desk, helped.get(running[id]["helped"])) for id in there]
            squares.append(Square(kind, say("five.separator").join(names), there[0] if there else ""))
        lines.append(FiveLine(each.helper.id, str(each.helper["name"]), tuple(squares), each.missing))
    return lines


def card_lines(desk: Desk, query: Query) -> list[CardLine]:
    """The running pairings of the list as cards that may be printed."""
    found = records.find(desk, replace(_resolved(desk, query), limit=MOST_CARDS, offset=0))
    today = desk.today().isoformat()
    running = [each for each in found if pairings.is_running(each, today)]
    sides = pairings.sides(desk, [id for each in running for id in (each["helper"], each["helped"])])
    return [_card_line(desk, each, sides) for each in running]


def _card_line(desk: Desk, pairing: Record, sides: Mapping[str, Record]) -> CardLine:
    helper, helped = (_name(desk, sides.get(pairing[name])) for name in ("helper", "helped"))
    issued = pairing["card_issued"]
    number = pairing["card_number"] or ""
    card = say("cards.issued", number=number, date=issued) if issued else say("cards.not_issued")
    kind = desk.codes.label("pairing_kind", pairing["kind"])
    sentence = say("cards.line", sides=say("sides", helper=helper, helped=helped), kind=kind, card=card)
    return CardLine(pairing.id, sentence, bool(issued))


def _name(desk: Desk, record: Record | None) -> str:
    return records.title(desk, record) if record is not None else ""


def _aid_cells(desk: Desk, entry: Record) -> tuple[str, ...]:
    quantity = f"{shown_number(entry['quantity'])}{entry['unit'] or ''}" if entry["quantity"] else ""
    return (
        entry["date"],
        desk.codes.label("aid_form", entry["form"]),
        " ".join([*(entry["content"] or "").split(), quantity]),
        shown_money(entry["amount"]) if entry["amount"] is not None else "",
        say("aid.yes" if entry["signed"] else "aid.no"),
    )


def _totals(total: AidTotals) -> str:
    if not total.count:
        return ""
    words = say("aid.total", count=total.count, amount=shown_money(total.amount_fen), signed=total.signed)
    goods = [
        f"{content} {shown_number(number)}{unit}".strip() for (content, unit), number in total.goods.items()
    ]
    return words + (say("aid.goods", goods=say("five.separator").join(goods)) if goods else "")


def _resolved(desk: Desk, query: Query) -> Query:
    """The query with its text looked for in the names of both sides too."""
    if not query.text:
        return query
    ids = [each.id for each in records.find(desk, Query("pairing", text=query.text, limit=MOST))]
    kinds = ("person", "household", "organization")
    meant = [hit.id for hit in search.find_people(desk, query.text, limit=50, kinds=kinds)]
    ids += _with_sides(desk, meant)
    return replace(query, where=(*query.where, Where("id", "in", list(dict.fromkeys(ids)))), text="")


def _with_sides(desk: Desk, meant: Sequence[str]) -> list[str]:
    found = []
    for field in ("helper", "helped"):
        where = (Where(field, "in", list(meant)),)
        found += (
            [each.id for each in records.find(desk, Query("pairing", where=where, limit=MOST))]
            if meant
            else []
        )
    return found
