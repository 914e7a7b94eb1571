"""The tables of supervision, each number with where it comes from: shown, printed and saved from here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from app import records
from app.desk import Desk
from app.ledgers.contents import Table
from app.ledgers.definitions import Column
from app.ledgers.reading import Value
from app.ledgers.text import SUPERVISION, word
from app.matters import supervision
from app.matters.measures import RATES, RESPONDED, TOWNSHIP, UNIONS, Duration, Figures, Rate, Trace
from app.matters.ranking import LEAST, PARTS, ranking
from app.matters.supervision import figures, month_report, responded, trend

_CODES = {"category": "matter_category", "kind": "matter_kind", "type": "matter_type", "channel": "channel"}
_KINDS = {
    "village": "organization", "organization": "organization", TOWNSHIP: "organization",
    "responsible": "person",
}  # fmt: skip
COUNTED = (
    "opened", "accepted", "direct", "escalated", "done", "closed", "returned", "due", "on_time", "late",
    "overdue", "evaluated", "dissatisfied",
)  # fmt: skip
_TREND = ("opened", "done", "closed", "missed")


@dataclass(frozen=True)
class Traced:
    """A table, and where its numbers come from: (row, column) → trace. The foot is the row after the last.

    tips: what a cell says on closer look, as part and whole of a rate. values: of each row.
    """

    table: Table
    behind: Mapping[tuple[int, int], Trace]
    tips: Mapping[tuple[int, int], str] = field(default_factory=dict)
    values: tuple[str, ...] = ()


def names_of(desk: Desk, by: str, values: Iterable[str]) -> dict[str, str]:
    """Value → how it is called on a sheet, "未填写" for none."""
    wanted = list(values)
    if by in _CODES:
        named = {value: desk.codes.label(_CODES[by], value) for value in wanted}
    else:
        found = records.by_ids(desk, _KINDS[by], [value for value in wanted if value])
        named = {value: str(found[value]["name"] or "") if value in found else "" for value in wanted}
    nothing = SUPERVISION["no_township" if by == TOWNSHIP else "nothing"]
    return {value: name or nothing for value, name in named.items()}


def span_label(first: str, last: str) -> str:
    """2026年11月, 2026年1月至11月, 2025年12月至2026年2月."""
    one, other = (word("month", year=int(each[:4]), month=int(each[5:7])) for each in (first, last))
    form = "span_same" if first == last else "span_year" if first[:4] == last[:4] else "span"
    return SUPERVISION[form].format(first=one, last=other, month=int(last[5:7]))


@dataclass(frozen=True)
class _Cell:
    value: Value
    text: str
    trace: Trace | None = None
    tip: str = ""


def _number(count: int, trace: Trace) -> _Cell:
    return _Cell(count, str(count), trace if count else None)


def _rated(rate: Rate, trace: Trace) -> _Cell:
    if rate.percent is None:
        return _Cell("—", "—")
    text = f"{rate.percent:g}%"
    return _Cell(text, text, trace, SUPERVISION["of"].format(part=rate.part, whole=rate.whole))


def _plain(text: str) -> _Cell:
    return _Cell(text, text)


def _traced(
    columns: Sequence[Column], rows: Sequence[Sequence[_Cell]], label: str, values: Sequence[str] = (),
    foot: Sequence[_Cell] = (),
) -> Traced:  # fmt: skip
    every = [*rows, *([foot] if foot else [])]
    places = [(row, at, cell) for row, cells in enumerate(every) for at, cell in enumerate(cells)]
    table = Table(
        tuple(columns),
        [tuple(cell.text for cell in cells) for cells in rows],
        [tuple(cell.value for cell in cells) for cells in rows],
        [""] * len(rows),
        [next((cell.text for cell in cells if cell.trace is None), "") for cells in rows],
        label,
        totals=tuple(cell.text for cell in foot),
        total_values=tuple(cell.value for cell in foot),
    )
    behind = {(row, at): cell.trace for row, at, cell in places if cell.trace is not None}
    tips = {(row, at): cell.tip for row, at, cell in places if cell.tip}
    return Traced(table, behind, tips, tuple(values))


def _counted(name: str) -> Column:
    label = SUPERVISION[f"column_{name}"]
    return Column(label, "$blank", 13.6 if len(label) == 3 else 11.5, "right", total=True)


def _with_rate(name: str, width: float) -> Column:
    return Column(SUPERVISION[f"rate_{name}"], "$blank", width, "right", total=True)


def figures_table(desk: Desk, by: str, first: str, last: str) -> Traced:
    """The figures of each value over the months first..last, and of all together at the foot.

    Persons responsible stand by name, everything else by how much was collected: neither is a ranking.
    """
    found, whole = figures(desk, first, last, by), figures(desk, first, last).get("", Figures({}))
    in_time, every = responded(desk, first, last, by), responded(desk, first, last)
    names = names_of(desk, by, found.keys() | in_time.keys())
    none = Figures({})
    ordered = sorted(names, key=lambda value: _place(by, value, names[value], found.get(value, none)))
    columns = (
        Column(SUPERVISION[by], "$blank", 38.0),
        *(_counted(name) for name in COUNTED),
        *(_with_rate(name, 14.0) for name in (*RATES, *(["responded"] if in_time else []))),
        Column(SUPERVISION["mean"], "$blank", 14.0, "right", total=True),
    )

    def row(name: str, one: Figures, over: Trace) -> list[_Cell]:
        cells = [_plain(name), *_counts(one, over)]
        if in_time:
            rate = in_time.get(over.value, Rate(0, 0)) if over.by else every.get("", Rate(0, 0))
            cells.append(_rated(rate, _of(over, RESPONDED)))
        return [*cells, _mean(one.closing, _of(over, "close_known"))]

    rows = [row(names[value], found.get(value, none), Trace("", first, last, by, value)) for value in ordered]
    foot = row(word("total"), whole, Trace("", first, last)) if rows else ()
    return _traced(columns, rows, SUPERVISION[f"by_{by}"], ordered, foot)


def _place(by: str, value: str, name: str, one: Figures) -> tuple[object, ...]:
    return (not value, name) if by == "responsible" else (not value, -one["opened"], name)


def _of(over: Trace, measure: str) -> Trace:
    return Trace(measure, over.first, over.last, over.by, over.value, over.also)


def _counts(one: Figures, over: Trace) -> list[_Cell]:
    counted = [_number(one[name], _of(over, name)) for name in COUNTED]
    return [*counted, *(_rated(one.rate(name), _of(over, f"{name}_whole")) for name in RATES)]


def _mean(took: Duration, trace: Trace) -> _Cell:
    if took.mean is None:
        return _Cell("—", "—")
    band = band_names(took.bounds)[took.median_band or 0]
    tip = SUPERVISION["mean_tip"].format(mean=f"{took.mean:g}", number=took.number, band=band)
    return _Cell(took.mean, f"{took.mean:g}", trace, tip)


def band_names(bounds: Sequence[int]) -> list[str]:
    """3天以内, 4–7天, …, 超过60天."""
    first = SUPERVISION["band_first"].format(bound=bounds[0])
    between = [
        SUPERVISION["band_next"].format(least=least + 1, bound=bound) for least, bound in pairwise(bounds)
    ]
    return [first, *between, SUPERVISION["band_last"].format(bound=bounds[-1])]


def report_table(desk: Desk, month: str, by: str = "", value: str = "") -> Traced:
    """The month report: 当月数, 累计数 and 上年结转 (domain B.1 联系服务群众工作统计表)."""
    labels = SUPERVISION["report_columns"].split("、")
    widths = (14.0, 110.0, 20.0, 40.0, 40.0, 40.0)
    columns = [
        Column(label, "$blank", width, "left" if at == 1 else "right" if at > 2 else "center")
        for at, (label, width) in enumerate(zip(labels, widths, strict=True))
    ]
    rows = []
    for at, line in enumerate(month_report(desk, month, by, value), 1):
        numbers = (line.month, line.cumulative, line.carried)
        cells = [_Cell(None, "") if each is None else _number(each.number, each.trace) for each in numbers]
        rows.append([_Cell(at, str(at)), _plain(line.label), _plain(SUPERVISION["unit"]), *cells])
    made = _traced(columns, rows, SUPERVISION["report"])
    names = [texts[1] for texts in made.table.texts]
    return Traced(_named(made.table, names), made.behind, made.tips)


def _named(table: Table, names: list[str]) -> Table:
    return Table(table.columns, table.texts, table.values, table.ids, names, table.label)


def ranking_table(desk: Desk, by: str, rate: str, first: str, last: str) -> Traced:
    """Places or departments by that rate, part and whole beside it. Raises KeyError as `ranking` does."""
    found = ranking(desk, by, rate, first, last)
    names = names_of(desk, by, [each.value for each in found])
    ranks = [each.rank for each in found]
    columns = (
        Column(SUPERVISION["rank"], "$blank", 24.0, "center"),
        Column(SUPERVISION[by], "$blank", 80.0),
        _with_rate(rate, 34.0),
        Column(SUPERVISION[f"part_{rate}"], "$blank", 34.0, "right"),
        Column(SUPERVISION[f"whole_{rate}"], "$blank", 34.0, "right"),
        Column(SUPERVISION["notes"], "$blank", 50.0),
    )
    rows = []
    for each in found:
        note = SUPERVISION["unranked_note"].format(least=LEAST) if each.rank is None else ""
        note = note or (SUPERVISION["tied"] if ranks.count(each.rank) > 1 else "")
        rows.append([
            _Cell(each.rank, str(each.rank)) if each.rank else _plain(SUPERVISION["unranked"]),
            _plain(names[each.value]), _rated(each.rate, each.trace),
            _number(each.rate.part, replace(each.trace, measure=PARTS[rate])),
            _number(each.rate.whole, each.trace), _plain(note),
        ])  # fmt: skip
    return _traced(columns, rows, "", [each.value for each in found])


def trend_table(desk: Desk, last: str, months: int, by: str = "", value: str = "") -> Traced:
    """So many months up to `last`, the earliest first."""
    columns = (
        Column(SUPERVISION["month"], "$blank", 30.0),
        *(Column(SUPERVISION[f"column_{name}"], "$blank", 20.0, "right") for name in _TREND),
        *(_with_rate(name, 22.0) for name in ("on_time", "pleased")),
    )
    rows, told = [], trend(desk, last, months, by, value)
    for month, one in told:
        over = Trace("", month, month, by, value)
        cells = [_number(one[name], _of(over, name)) for name in _TREND]
        rates = [_rated(one.rate(name), _of(over, f"{name}_whole")) for name in ("on_time", "pleased")]
        rows.append([_plain(span_label(month, month)), *cells, *rates])
    return _traced(columns, rows, SUPERVISION["trend"], [month for month, _ in told])


def duration_table(took: Duration, name: str, over: Trace) -> Traced:
    """Matters per band of days, and their share; `name`: closing or accepting."""
    measures = UNIONS["close_known" if name == "closing" else "accept_known"]
    columns = (
        Column(SUPERVISION["band"], "$blank", 60.0),
        Column(SUPERVISION["count"], "$blank", 40.0, "right", total=True),
        Column(SUPERVISION["share"], "$blank", 40.0, "right", total=True),
    )
    rows = [
        [_plain(label), _number(count, _of(over, measure)), _plain(_share(count, took.number))]
        for label, count, measure in zip(band_names(took.bounds), took.counts, measures, strict=True)
    ]
    known = "close_known" if name == "closing" else "accept_known"
    foot = [_plain(word("total")), _number(took.number, _of(over, known)), _plain(_share(1, 1))]
    return _traced(columns, rows, SUPERVISION[name], foot=foot if took.number else ())


def _share(part: int, whole: int) -> str:
    return f"{part * 100 / whole:.1f}%" if whole else "—"


def kinds_table(desk: Desk, by: str, first: str, last: str, also: tuple[tuple[str, str], ...] = ()) -> Traced:
    """Places (rows) and categories (columns): how many were collected, the most at the top and the left."""
    counted = supervision.kinds_by_village(desk, first, last, by)
    counted = {pair: count for pair, count in counted.items() if count}
    places, kinds = _most(_sums(counted, 0)), _most(_sums(counted, 1))
    names, labels = names_of(desk, by, places), names_of(desk, "category", kinds)
    columns = (
        Column(SUPERVISION[by], "$blank", 38.0),
        *(Column(labels[kind], "$blank", 18.0, "right", total=True) for kind in kinds),
        Column(word("total"), "$blank", 18.0, "right", total=True),
    )
    over = Trace("opened", first, last)
    rows = []
    for place in places:
        numbers = [
            _number(counted.get((place, kind), 0), _within(over, ((by, place), ("category", kind))))
            for kind in kinds
        ]
        every = sum(counted.get((place, kind), 0) for kind in kinds)
        rows.append([_plain(names[place]), *numbers, _number(every, _within(over, ((by, place),)))])
    sums = _sums(counted, 1)
    foot = [
        _plain(word("total")),
        *(_number(sums[kind], _within(over, (("category", kind),))) for kind in kinds),
        _number(sum(sums.values()), over),
    ]
    label = SUPERVISION["kinds"].format(places=SUPERVISION[f"kinds_{by}"])
    return _traced(columns, rows, label, places, foot if rows else ())


def _within(over: Trace, pairs: tuple[tuple[str, str], ...]) -> Trace:
    return Trace(over.measure, over.first, over.last, also=pairs)


def _sums(counted: Mapping[tuple[str, str], int], at: int) -> dict[str, int]:
    found: dict[str, int] = {}
    for pair, count in counted.items():
        found[pair[at]] = found.get(pair[at], 0) + count
    return found


def _most(sums: Mapping[str, int]) -> list[str]:
    return sorted(sums, key=lambda each: (not each, -sums[each], each))
