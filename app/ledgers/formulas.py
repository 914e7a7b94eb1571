"""What a ledger computes instead of reading: ages, tags, aid under a pairing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence

from app.kinds import Sensitivity
from app.ledgers.line_breaking import clean
from app.ledgers.matter_formulas import MATTER_FORMULAS
from app.ledgers.paper_formulas import PAPER_FORMULAS
from app.ledgers.reading import Cells, Formula, Reading, Rows, Value, text_cells, title_field
from app.ledgers.review_formulas import REVIEW_FORMULAS
from app.ledgers.service_formulas import SERVICE_FORMULAS
from app.ledgers.sweep_formulas import SWEEP_FORMULAS
from app.ledgers.text import word
from app.ledgers.theme_formulas import THEME_FORMULAS
from db.records import Query, Record, Where

# 预备 first: a probationary member may still carry the tag of an activist.
PARTY_POLITICAL = {"01": "party_member", "02": "probationary_member"}
_LEFT = ("moved_out", "dead")


def _counts(numbers: Sequence[int | None]) -> Cells:
    return Cells(["" if each is None else str(each) for each in numbers], list(numbers), list(numbers))


def _present(rows: Rows) -> list[Record]:
    return [row for row in rows if row is not None]


_CATEGORY_KINDS = {
    **dict.fromkeys(("environment", "property"), "environment"),
    **dict.fromkeys(("safety", "dispute"), "safety"),
    **dict.fromkeys(("livelihood", "road", "water", "power", "housing", "land", "industry"), "livelihood"),
    **dict.fromkeys(("employment", "medical", "education", "elderly"), "livelihood"),
}


def category_kind(_reading: Reading, rows: Rows, _argument: str) -> Cells:
    """The five kinds of the monthly statistics; what a township added counts as other."""
    kinds = [_CATEGORY_KINDS.get(row["category"] or "", "other") if row is not None else "" for row in rows]
    return text_cells(kinds)


def blank(_reading: Reading, rows: Rows, _argument: str) -> Cells:
    """Nothing: room to sign or to write by hand."""
    return text_cells([""] * len(rows))


def title(reading: Reading, rows: Rows, _argument: str) -> Cells:
    """How a record is named to people: a person's name, a household's head, an organization."""
    kinds = {row.kind for row in _present(rows)}
    by_kind = {kind: title_field(kind) for kind in kinds}
    columns = {kind: reading.cells(rows, name) for kind, name in by_kind.items()}
    return text_cells(["" if row is None else columns[row.kind].texts[at] for at, row in enumerate(rows)])


def _active(reading: Reading, record: Record) -> bool:
    """Whether a dated record holds at the end of the period."""
    last = reading.period.last.isoformat()
    return (record["start"] or "") <= last and (not record["end"] or record["end"] >= last)


def _tags_of(reading: Reading, rows: Rows) -> dict[str, list[Record]]:
    ids = sorted({row.id for row in _present(rows)})
    found: dict[str, list[Record]] = defaultdict(list)
    for tag in reading.source.find(Query("tag", where=(Where("owner", "in", ids),), order=("start",))):
        if _active(reading, tag):
            found[tag["owner"]].append(tag)
    return found


def tags(reading: Reading, rows: Rows, wanted: str) -> Cells:
    """The tags of a person or household that hold; `wanted`: codes with commas between, "" for all."""
    found = _tags_of(reading, rows)
    chosen = set(wanted.split(",")) if wanted else None
    raw: list[list[str] | None] = []
    for row in rows:
        codes = dict.fromkeys(tag["tag"] for tag in found.get(row.id, ())) if row is not None else {}
        raw.append([code for code in codes if chosen is None or code in chosen] or None)
    label = reading.source.label
    texts = [word("list_mark").join(label("tag", code) for code in each or ()) for each in raw]
    return Cells(texts, [text or None for text in texts], list(raw))


def basis(reading: Reading, rows: Rows, wanted: str) -> Cells:
    """Why those tags were given."""
    found = _tags_of(reading, rows)
    chosen = set(wanted.split(","))
    return text_cells(
        [
            "；".join(
                dict.fromkeys(
                    clean(tag["basis"])
                    for tag in (found.get(row.id, ()) if row is not None else ())
                    if tag["basis"] and tag["tag"] in chosen
                )
            )
            for row in rows
        ]
    )


def party(reading: Reading, rows: Rows, _argument: str) -> Cells:
    """党员 or 预备党员, from the tags that hold or from 政治面貌; empty for everybody else."""
    found = _tags_of(reading, rows)
    raw: list[str | None] = []
    for row in rows:
        held = {tag["tag"] for tag in found.get(row.id, ())} if row is not None else set()
        by_tag = next((code for code in PARTY_POLITICAL.values() if code in held), None)
        raw.append(by_tag or (PARTY_POLITICAL.get(row["political"] or "") if row is not None else None))
    texts = [reading.source.label("tag", code) for code in raw]
    return Cells(texts, [text or None for text in texts], list(raw))


def age(reading: Reading, rows: Rows, _argument: str) -> Cells:
    """Full years at the end of the period; empty where the birth is unknown."""
    last = reading.period.last
    numbers: list[int | None] = []
    for row in rows:
        birth = (row["birth"] or "") if row is not None else ""
        if len(birth) < 4 or not birth[:4].isdigit():
            numbers.append(None)
            continue
        later = birth[5:] > last.isoformat()[5 : len(birth)]
        numbers.append(max(last.year - int(birth[:4]) - later, 0))
    return _counts(numbers)


def members(reading: Reading, rows: Rows, _argument: str) -> Cells:
    """How many people belong to the household."""
    ids = sorted({row.id for row in _present(rows)})
    counted: dict[str, int] = defaultdict(int)
    for person in reading.source.find(Query("person", where=(Where("household", "in", ids),))):
        counted[person["household"]] += person["status"] not in _LEFT
    return _counts([None if row is None else counted[row.id] for row in rows])


def _own_or_household(name: str) -> Callable[[Reading, Rows, str], Cells]:
    """A field that a household has and a person takes from theirs."""

    def compute(reading: Reading, rows: Rows, _argument: str) -> Cells:
        households = reading.cells(rows, f"household.{name}")
        own = reading.cells([row if row is not None and row.kind != "person" else None for row in rows], name)
        return Cells(
            [a or b for a, b in zip(own.texts, households.texts, strict=True)],
            [a or b for a, b in zip(own.values, households.values, strict=True)],
            [a or b for a, b in zip(own.raw, households.raw, strict=True)],
        )

    return compute


def helpers(reading: Reading, rows: Rows, _argument: str) -> Cells:
    """Who helps this person or household under a pairing that holds."""
    ids = sorted({row.id for row in _present(rows)})
    pairings = reading.source.find(Query("pairing", where=(Where("helped", "in", ids),), order=("start",)))
    pairings = [pairing for pairing in pairings if _active(reading, pairing)]
    names = reading.cells(pairings, "helper").texts
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for pairing, name in zip(pairings, names, strict=True):
        found[pairing["helped"]][name] = None
    return text_cells(["" if row is None else word("list_mark").join(found[row.id]) for row in rows])


def visit_subject(reading: Reading, rows: Rows, _argument: str) -> Cells:
    """Whom it is about: the person, else the household's head, else the name written down."""
    people = reading.cells(rows, "person").texts
    heads = reading.cells(rows, "household").texts
    written = reading.cells(rows, "raised_by").texts
    return text_cells([people[at] or heads[at] or written[at] for at in range(len(rows))])


def _aid_of(reading: Reading, rows: Rows) -> dict[str, list[Record]]:
    """The aid of the period by pairing."""
    ids = sorted({row.id for row in _present(rows)})
    where = (
        Where("pairing", "in", ids),
        Where("date", ">=", reading.period.first.isoformat()),
        Where("date", "<=", reading.period.last.isoformat()),
    )
    found: dict[str, list[Record]] = defaultdict(list)
    for aid in reading.source.find(Query("aid", where=where, order=("date",))):
        found[aid["pairing"]].append(aid)
    return found


def aid_lines(reading: Reading, rows: Rows, _argument: str) -> Cells:
    """What was done under the pairing in the period, a line for each."""
    found = _aid_of(reading, rows)
    flat = [aid for each in found.values() for aid in each]
    forms = dict(zip((aid.id for aid in flat), reading.cells(flat, "form").texts, strict=True))
    lines: list[str] = []
    for row in rows:
        of_row = found.get(row.id, ()) if row is not None else ()
        entries = [f"{aid['date']} {forms[aid.id]} {clean(aid['content'] or '')}".strip() for aid in of_row]
        lines.append("\n".join(entries))
    return text_cells(lines)


def aid_amount(reading: Reading, rows: Rows, _argument: str) -> Cells:
    """The money given under the pairing in the period, in yuan."""
    found = _aid_of(reading, rows)
    fen = [sum(aid["amount"] or 0 for aid in found.get(row.id, ())) if row is not None else 0 for row in rows]
    texts = [f"{each // 100}.{each % 100:02d}" if each else "" for each in fen]
    values: list[Value] = [each / 100 if each else None for each in fen]
    return Cells(texts, values, [each or None for each in fen])


def aid_quantity(_reading: Reading, rows: Rows, _argument: str) -> Cells:
    """Quantity and unit of an aid entry as one text: 2袋."""
    return text_cells(
        [
            "" if row is None or row["quantity"] is None else f"{row['quantity']:.12g}{row['unit'] or ''}"
            for row in rows
        ]
    )


FORMULAS: dict[str, Formula] = {
    "$blank": Formula(blank),
    "$index": Formula(blank),  # numbered when the rows are in their order
    "$title": Formula(title, Sensitivity.PERSONAL, names=True),
    "$tags": Formula(tags, Sensitivity.SENSITIVE),
    "$basis": Formula(basis, Sensitivity.SENSITIVE),
    "$party": Formula(party),
    "$age": Formula(age, Sensitivity.PERSONAL),
    "$members": Formula(members),
    "$group": Formula(_own_or_household("group")),
    "$address": Formula(_own_or_household("address"), Sensitivity.PERSONAL),
    "$category_kind": Formula(category_kind),
    "$helpers": Formula(helpers, Sensitivity.PERSONAL, names=True),
    "$subject": Formula(visit_subject, Sensitivity.PERSONAL, names=True),
    "$aid_lines": Formula(aid_lines),
    "$aid_amount": Formula(aid_amount),
    "$quantity": Formula(aid_quantity),
    **MATTER_FORMULAS,
    **PAPER_FORMULAS,
    **THEME_FORMULAS,
    **SWEEP_FORMULAS,
    **SERVICE_FORMULAS,
    **REVIEW_FORMULAS,
    **THEME_FORMULAS,
}
