"""Reading the State Council's notice: “1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。”"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from app.calendar_years import WEEKDAYS, day_words, span_words, weekday, years_of
from app.text import CALENDAR

MOST_CHARACTERS = 20_000
MOST_DAYS_IN_A_ROW = 31
EARLIEST, LATEST = 1990, 2199
# Holidays that always hold their own date: named so where a sentence names none.
FIXED = {(1, 1): "元旦", (5, 1): "劳动节", (10, 1): "国庆节"}
_WIDTH = {0xFF01 + offset: 0x21 + offset for offset in range(94)} | {0x3000: " "}
_HEADING = re.compile(r"^(?:[一二三四五六七八九十]{1,3}、|\d{1,2}[.、])?\s*([^:,。;(]{1,20}):")
_TOKEN = re.compile(
    r"(?:(?P<year>\d{4})年)?(?:(?P<month>\d{1,2})月)?(?P<day>\d{1,2})日(?:\((?P<said>[^()]{0,30})\))?"
    r"|(?P<only_year>\d{4})年|(?P<to>至|到|~|—|-)|共(?P<count>\d{1,3})天|放假(?P<of>\d{1,3})天"
    r"|(?P<rest>放假|休息)|(?P<work>上班|补班)"
)
_WEEKDAY = re.compile("(?:周|星期|礼拜)([一二三四五六日天])")


@dataclass
class Notice:
    """What was understood: day → name, and sentences about what does not fit together."""

    rest: dict[date, str] = field(default_factory=dict)
    made_up: dict[date, str] = field(default_factory=dict)
    doubts: list[str] = field(default_factory=list)
    wrong_weekdays: int = 0
    names_year: bool = False

    @property
    def years(self) -> tuple[int, ...]:
        """The years it speaks of."""
        return years_of((*self.rest, *self.made_up))


def read_notice(text: str, year: int) -> Notice:
    """What a notice says. `year`: meant where none is named; another one whose weekdays fit is preferred.

    Never raises: what is not understood is left out, what contradicts itself stands in `doubts`.
    """
    found = _Reader(year).read(text)
    if found.names_year or not found.wrong_weekdays:
        return found
    for other in (year + 1, year - 1, year + 2, year - 2, year + 3):
        again = _Reader(other).read(text)
        if not again.wrong_weekdays:
            return again
    return found


class _Reader:
    """Goes through the sentences; remembers the year, the month and the holiday spoken of."""

    def __init__(self, year: int) -> None:
        self._year = min(max(year, EARLIEST), LATEST)
        self._month = 0
        self._name = ""
        self._last_rest = ""
        self._found = Notice()

    def read(self, text: str) -> Notice:
        plain = text[:MOST_CHARACTERS].translate(_WIDTH)
        for sentence in re.split("[。;\n]", plain):
            self._sentence(sentence.strip())
        return self._found

    def _sentence(self, sentence: str) -> None:
        heading = _HEADING.match(sentence)
        if heading:
            self._name = heading[1].strip()
            sentence = sentence[heading.end() :]
        pending: list[tuple[date, date]] = []
        last: tuple[date, date] | None = None
        joins = False
        for token in _TOKEN.finditer(sentence):
            if token["only_year"]:
                self._turn_to(int(token["only_year"]))
            elif token["day"]:
                day = self._day(token, pending[-1][0] if joins and pending else None)
                if day is not None and joins and pending:
                    pending[-1] = self._joined(pending[-1][0], day)
                elif day is not None:
                    pending.append((day, day))
                joins = False
            elif token["to"]:
                joins = bool(pending)
            elif token["rest"] or token["work"] or token["of"]:
                last = pending[-1] if pending else last
                self._take(pending, bool(token["work"]))
                pending = []
            if (token["count"] or token["of"]) and last is not None:
                self._weigh(last, int(token["count"] or token["of"]))

    def _turn_to(self, year: int) -> None:
        if EARLIEST <= year <= LATEST:
            self._year = year
            self._found.names_year = True

    def _day(self, token: re.Match[str], start: date | None) -> date | None:
        """The day a token names; `start`: where it ends a span, the span's first day."""
        if token["year"]:
            self._turn_to(int(token["year"]))
        self._month = int(token["month"] or self._month or 0)
        try:
            day = date(self._year, self._month, int(token["day"]))
            if start is not None and day < start and not token["year"]:
                day = day.replace(year=start.year + 1)
                self._year = day.year
        except ValueError:
            self._found.doubts.append(CALENDAR["no_such_day"].format(words=token[0]))
            return None
        said = _WEEKDAY.search(token["said"] or "")
        if said and said[1].replace("天", "日") != WEEKDAYS[day.weekday()]:
            self._found.wrong_weekdays += 1
            words = CALENDAR["wrong_weekday"].format(day=day_words(day), said=said[0], real=weekday(day))
            self._found.doubts.append(words)
        return day

    def _joined(self, first: date, last: date) -> tuple[date, date]:
        if not 0 <= (last - first).days < MOST_DAYS_IN_A_ROW:
            self._found.doubts.append(
                CALENDAR["too_long"].format(first=day_words(first), last=day_words(last))
            )
            return first, first
        return first, last

    def _take(self, pending: list[tuple[date, date]], worked: bool) -> None:
        for first, last in pending:
            days = list(_each(first, last))
            name = self._name or self._guess(days, worked)
            for day in days:
                (self._found.made_up if worked else self._found.rest)[day] = name
                if (self._found.rest if worked else self._found.made_up).pop(day, None) is not None:
                    self._found.doubts.append(CALENDAR["both"].format(day=day_words(day)))

    def _guess(self, days: list[date], worked: bool) -> str:
        """The name of a span whose sentence names none: of its own date, or of the rest it makes up for."""
        if worked:
            return self._last_rest
        self._last_rest = next((FIXED[key] for day in days if (key := (day.month, day.day)) in FIXED), "")
        return self._last_rest

    def _weigh(self, span: tuple[date, date], count: int) -> None:
        real = (span[1] - span[0]).days + 1
        if real != count:
            words = CALENDAR["wrong_count"].format(span=span_words(*span), said=count, real=real)
            self._found.doubts.append(words)


def _each(first: date, last: date) -> Iterator[date]:
    for at in range((last - first).days + 1):
        yield first + timedelta(days=at)
