"""What the sheet of a whistle computes, from the steps by which departments were called (domain row 64)."""

from __future__ import annotations

from collections.abc import Callable

from app.kinds import Sensitivity
from app.ledgers.line_breaking import clean
from app.ledgers.matter_formulas import standings
from app.ledgers.reading import Cells, Formula, Reading, Rows, text_cells
from app.ledgers.text import paper_word
from app.matters import Act, Standing
from app.matters.whistles import Called, called, late_words
from db.records import Record


def _lines(reading: Reading, rows: Rows) -> list[tuple[Called, tuple[Called, ...]] | None]:
    """Of each calling step that counted: its department's line, and all lines of that whistle."""
    known: dict[str, tuple[Called, tuple[Called, ...]]] = reading.kept.setdefault("called", {})
    read: set[str] = reading.kept.setdefault("called.matters", set())
    matters = {each.id: each for group in reading.follow(rows, "matter") for each in group}
    unread = [each for key, each in matters.items() if key not in read]
    for matter, current in zip(unread, standings(reading, unread), strict=True):
        read.add(matter.id)
        lines = called(current)
        for line in lines:
            of_whistle = tuple(each for each in lines if each.part.whistle == line.part.whistle)
            known[line.call.id] = (line, of_whistle)
    return [known.get(row.id) if row is not None else None for row in rows]


def _of_lines(read: Callable[[Reading, Called], str]) -> Callable[[Reading, Rows, str], Cells]:
    def compute(reading: Reading, rows: Rows, _argument: str) -> Cells:
        found = _lines(reading, rows)
        return text_cells([read(reading, each[0]) if each else "" for each in found])

    return compute


def on_the_list(reading: Reading, rows: Rows, _argument: str) -> Cells:
    """The calling steps of the whole whistle, one for each department: what a sheet lists line by line."""
    found = _lines(reading, rows)
    ids = {each.call.id for pair in found if pair for each in pair[1]}
    steps = reading.by_ids("matter_event", ids)
    raw: list[list[Record] | None] = [
        [steps[each.call.id] for each in pair[1] if each.call.id in steps] if pair else None for pair in found
    ]
    texts = ["" if each is None else str(len(each)) for each in raw]
    return Cells(texts, list(texts), list(raw))


def number(reading: Reading, rows: Rows, _argument: str) -> Cells:
    """哨号; the value tells whistles of the same number apart by their matters."""
    found = _lines(reading, rows)
    texts = [each[0].call.whistle if each else "" for each in found]
    keys = [
        f"{row['matter']} {each[0].part.whistle}" if row is not None and each else None
        for row, each in zip(rows, found, strict=True)
    ]
    return Cells(texts, [text or None for text in texts], list(keys))


def blown_by(reading: Reading, rows: Rows, _argument: str) -> Cells:
    """发起单位: whose record the call is."""
    offices = reading.by_ids("organization", {row.office for row in rows if row is not None and row.office})
    texts = []
    for row in rows:
        office = offices.get(row.office) if row is not None else None
        own = reading.source.office_name if row is not None else ""
        texts.append(clean(office["name"]) if office is not None else own)
    return text_cells(texts)


def _handling(_reading: Reading, line: Called) -> str:
    """处置情况: received, and each step of handling."""
    told = [paper_word("received", day=line.received)] if line.received else []
    told += [" ".join(filter(None, (each.date, clean(each.text)))) for each in line.handled]
    return "\n".join(told)


def _end(reading: Reading, line: Called) -> str:
    """办结 and what came of it, or 免办 and why."""
    if line.end is None:
        return ""
    act = reading.source.label("matter_act", line.end.act)
    result = reading.source.label("matter_result", line.end.result) if line.end.act == Act.FINISH else ""
    said = "。".join(filter(None, (result, clean(line.end.text))))
    return f"{line.end.date} {act}" + (f"：{said}" if said else "")


def lateness(reading: Reading, rows: Rows, _argument: str) -> Cells:
    """是否超期 in words; the value is there only where it is late."""
    texts: list[str] = []
    late: list[str | None] = []
    today = min(reading.period.last, reading.source.today)
    for each in _lines(reading, rows):
        part = each[0].part if each else None
        words = late_words(part, today) if part else ""
        late.append(words or None)
        if part is None or words:
            texts.append(words)
        elif part.responded or not part.deadline:
            texts.append(paper_word("in_time" if part.deadline else "no_limit"))
        else:
            texts.append(paper_word("excused" if part.done else "not_due"))
    return Cells(texts, list(texts), list(late))


def conclusion(reading: Reading, rows: Rows, _argument: str) -> Cells:
    """闭环结论: whether every department has finished or was excused."""
    texts = []
    found = _lines(reading, rows)
    matters = reading.follow(rows, "matter")
    current = standings(reading, [each[0] if each else None for each in matters])
    for each, one in zip(found, current, strict=True):
        texts.append(_concluded(reading, each[1], one) if each else "")
    return text_cells(texts)


def _concluded(reading: Reading, lines: tuple[Called, ...], current: Standing) -> str:
    waiting = [each for each in lines if not each.part.done]
    count, excused = len(lines), sum(each.excused for each in lines)
    state = reading.source.label("matter_state", current.state.value)
    if waiting:
        return paper_word("not_concluded", count=count, waiting=len(waiting), state=state)
    last = max(each.part.finished for each in lines)
    done = count - excused
    return paper_word("concluded", count=count, done=done, excused=excused, last=last, state=state)


WHISTLE_FORMULAS: dict[str, Formula] = {
    "$called": Formula(on_the_list, leads_to=("matter_event",)),
    "$whistle": Formula(number),
    "$blown_by": Formula(blown_by),
    "$responded": Formula(_of_lines(lambda _, line: line.part.responded)),
    "$part_handling": Formula(_of_lines(_handling), Sensitivity.PERSONAL),
    "$part_end": Formula(_of_lines(_end), Sensitivity.PERSONAL),
    "$part_late": Formula(lateness),
    "$whistle_end": Formula(conclusion),
}
