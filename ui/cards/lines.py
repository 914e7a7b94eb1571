"""What hangs on a card, as lines of words; made on the database worker."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app import register
from app.codes import Codes
from app.desk import Desk
from app.kinds import KINDS
from app.masking import mask_text
from app.records import Record
from app.register import Card
from app.unmasking import seen
from ui.cards.text import say
from ui.fields.amounts import shown_money
from ui.tables.related import RelatedLine


@dataclass(frozen=True)
class CardLines:
    """The card's record and every list under it, ready to show."""

    card: Card
    lists: Mapping[str, tuple[RelatedLine, ...]]  # members, tags, visits, matters, pairings, aid, posts
    warnings: tuple[str, ...] = ()


def read_card(desk: Desk, kind: str, identity: str) -> CardLines:
    """Read a card and put it into words. Raises Problem no_such_record."""
    read = register.household_card if kind == "household" else register.person_card
    card = read(desk, identity)
    codes, day = desk.codes, desk.today().isoformat()
    names = card.titles or {}
    own_tags = (card.tags or {}).get(identity, ())
    lists = {
        "members": tuple(_member(desk, each, card) for each in card.members),
        "tags": tuple(_tag(desk, each, day) for each in own_tags),
        "visits": tuple(_visit(codes, each, names) for each in card.visits),
        "matters": tuple(_matter(codes, each) for each in card.matters),
        "pairings": tuple(_pairing(codes, each, names, day) for each in card.pairings),
        "aid": tuple(_aid(codes, each, names) for each in card.aid),
        "posts": tuple(_post(each, names, day) for each in card.posts),
    }
    return CardLines(card, lists, _warnings(desk, card))


def _joined(*parts: str | None) -> str:
    return "　".join(part for part in parts if part)


def _short(text: str | None, length: int = 40) -> str:
    words = mask_text(" ".join((text or "").split()))
    return words if len(words) <= length else words[:length] + "…"


def _span(record: Record) -> str:
    start = say("from", start=record["start"]) if record["start"] else ""
    return start + (say("until", end=record["end"]) if record["end"] else "")


def _member(desk: Desk, person: Record, card: Card) -> RelatedLine:
    codes, day = desk.codes, desk.today().isoformat()
    years = register.age(desk, person)
    tags = [
        _tag_words(desk, tag) for tag in (card.tags or {}).get(person.id, ()) if (tag["end"] or "9999") >= day
    ]
    words = _joined(
        codes.label("relation", person["relation"]) or "—",
        person["name"],
        codes.label("sex", person["sex"]),
        say("years", age=years) if years is not None else "",
        _seen(desk, person, "id_number"),
        "、".join(dict.fromkeys(tags)),
    )
    return RelatedLine("person", person.id, words, person["status"] in ("dead", "moved_out"))


def _seen(desk: Desk, record: Record, name: str) -> str:
    """The field's text as this operator may see it now; "" when it is empty."""
    field, value = KINDS[record.kind].field(name), record[name]
    if value is None:
        return ""
    return seen(
        desk,
        record.kind,
        record.values,
        field,
        desk.codes.label(field.codes, value) if field.codes else value,
    )


def _tag_words(desk: Desk, tag: Record) -> str:
    return _seen(desk, tag, "tag")


def _tag(desk: Desk, tag: Record, day: str) -> RelatedLine:
    ended = bool(tag["end"]) and tag["end"] < day
    words = _joined(
        _tag_words(desk, tag), _span(tag), _seen(desk, tag, "basis"), say("ended") if ended else ""
    )
    return RelatedLine("tag", tag.id, words, ended)


def _visit(codes: Codes, visit: Record, names: Mapping[str, str]) -> RelatedLine:
    visitors = "、".join(names.get(each, "") for each in visit["visitors"] or ())
    method = codes.label("visit_method", visit["method"])
    return RelatedLine("visit", visit.id, _joined(visit["date"], method, visitors, _short(visit["content"])))


def _matter(codes: Codes, matter: Record) -> RelatedLine:
    category = codes.label("matter_category", matter["category"])
    return RelatedLine(
        "matter", matter.id, _joined(matter["opened"], category, _short(matter["description"]))
    )


def _pairing(codes: Codes, pairing: Record, names: Mapping[str, str], day: str) -> RelatedLine:
    sides = f"{names.get(pairing['helper'], '')} → {names.get(pairing['helped'], '')}"
    kind = codes.label("pairing_kind", pairing["kind"])
    ended = bool(pairing["end"]) and pairing["end"] < day
    return RelatedLine("pairing", pairing.id, _joined(kind, sides, _span(pairing)), ended)


def _aid(codes: Codes, entry: Record, names: Mapping[str, str]) -> RelatedLine:
    money = f"{shown_money(entry['amount'])}元" if entry["amount"] else ""
    quantity = f"{entry['quantity']:g}{entry['unit'] or ''}" if entry["quantity"] else ""
    form = codes.label("aid_form", entry["form"])
    words = _joined(
        entry["date"],
        names.get(entry["recipient"] or "", ""),
        form,
        _short(entry["content"], 24),
        money,
        quantity,
    )
    return RelatedLine("aid", entry.id, words)


def _post(post: Record, names: Mapping[str, str], day: str) -> RelatedLine:
    ended = bool(post["end"]) and post["end"] < day
    words = _joined(names.get(post["organization"] or "", ""), post["post"], _span(post))
    return RelatedLine("post", post.id, words, ended)


def _warnings(desk: Desk, card: Card) -> tuple[str, ...]:
    person = card.record
    if person.kind != "person":
        return ()
    said = []
    if person["id_state"] in ("failed", "damaged", "other"):
        said.append(say(f"id.{person['id_state']}"))
    return tuple(said)
