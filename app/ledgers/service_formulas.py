"""What a ledger computes of errands, petitions, disputes, suggestions: parties, risk, what came of it."""

from __future__ import annotations

from collections.abc import Callable

from app.kinds import Sensitivity
from app.ledgers.line_breaking import clean
from app.ledgers.matter_formulas import standings
from app.ledgers.reading import Cells, Formula, Reading, Rows, text_cells
from app.ledgers.text import word
from app.matters import Act, Standing, services
from app.matters.stored import type_of
from app.presets import preset

_RISKS = {"high": 1, "medium": 2, "low": 3}
_NO_RISK = 4
NEVER = "9999-12-31"


def matter_type(reading: Reading, rows: Rows, _argument: str) -> Cells:
    """What kind of matter it is; conditions compare the code. Older ones say so by their category."""
    codes = ["" if row is None else type_of(row) for row in rows]
    texts = [reading.source.label("matter_type", code) for code in codes]
    return Cells(texts, list(texts), list(codes))


def service_kind(_reading: Reading, rows: Rows, _argument: str) -> Cells:
    """The service of an errand as the report counts it: what a township added, or nothing, is other."""
    shipped = {code for code, _ in preset("codes")["errand_service"]["codes"]}
    found = [row["service"] if row is not None and row["service"] in shipped else "other" for row in rows]
    return text_cells(found)


def risk(reading: Reading, rows: Rows, _argument: str) -> Cells:
    """The level of risk; sorted, the greater danger comes first."""
    codes = [row["risk"] if row is not None else None for row in rows]
    texts = [reading.source.label("risk_level", code) for code in codes]
    ranks = [_RISKS.get(code or "", _NO_RISK) for code in codes]
    return Cells(texts, list(texts), list(ranks))


def parties(reading: Reading, rows: Rows, _argument: str) -> Cells:
    """Who is at odds with whom."""
    ours = reading.cells(rows, "$subject").texts
    others = reading.cells(rows, "other_party").texts
    return text_cells(["、".join(filter(None, pair)) for pair in zip(ours, others, strict=True)])


def judged(reading: Reading, rows: Rows, _argument: str) -> Cells:
    """How the person judged it, in words; conditions compare the code."""
    codes = [each.satisfaction for each in standings(reading, rows)]
    texts = [reading.source.label("matter_result", code) for code in codes]
    return Cells(texts, list(texts), list(codes))


def _last_day(*acts: Act) -> Callable[[Reading, Rows, str], Cells]:
    def day(one: Standing) -> str:
        return next((event.date for event in reversed(one.taken) if event.act in acts), "")

    def compute(reading: Reading, rows: Rows, _argument: str) -> Cells:
        return text_cells([day(one) for one in standings(reading, rows)])

    return compute


def result(reading: Reading, rows: Rows, _argument: str) -> Cells:
    """What came of it, shortly: what is written as the result, else what was said when it was finished."""
    written = reading.cells(rows, "feedback").texts
    told = []
    for text, one in zip(written, standings(reading, rows), strict=True):
        last = next((e for e in reversed(one.taken) if e.act in (Act.FINISH, Act.EXPLAIN)), None)
        said = "" if last is None else clean(last.text) or reading.source.label("matter_result", last.result)
        told.append(text or said)
    return text_cells(told)


def adopted(reading: Reading, rows: Rows, _argument: str) -> Cells:
    """Whether a suggestion was adopted, in words; conditions compare done, partly, impossible."""
    codes = []
    for one in standings(reading, rows):
        results = [event.result for event in one.taken if event.act == Act.FINISH and event.result]
        codes.append(services.outcome(results, any(event.act == Act.EXPLAIN for event in one.taken)))
    texts = [word(f"adopted_{code}") if code in ("done", "partly", "impossible") else "" for code in codes]
    return Cells(texts, list(texts), list(codes))


def ended(reading: Reading, rows: Rows, _argument: str) -> Cells:
    """The day it was settled or struck off; conditions see a matter that is neither as ending never."""
    days = [each.finished or each.closed for each in standings(reading, rows)]
    return Cells(list(days), [day or None for day in days], [day or NEVER for day in days])


def signed(_reading: Reading, rows: Rows, _argument: str) -> Cells:
    """“已签收”, or room to sign."""
    return text_cells([word("signed") if row is not None and row["signed"] else "" for row in rows])


SERVICE_FORMULAS: dict[str, Formula] = {
    "$matter_type": Formula(matter_type),
    "$service_kind": Formula(service_kind),
    "$risk": Formula(risk),
    "$parties": Formula(parties, Sensitivity.PERSONAL, names=True),
    "$judged": Formula(judged),
    "$visited_on": Formula(_last_day(Act.FEED_BACK, Act.EVALUATE)),
    "$answered_on": Formula(_last_day(Act.FEED_BACK, Act.EXPLAIN)),
    "$result": Formula(result, Sensitivity.PERSONAL),
    "$adopted": Formula(adopted),
    "$ended": Formula(ended),
    "$signed": Formula(signed),
}
