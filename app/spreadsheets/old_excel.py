"""How far the sheets of an old workbook (.xls) reach, read from its records before the parser reads them.

The container is MS-CFB, the stream in it MS-XLS: records of a type, a length and so many bytes.
"""

from __future__ import annotations

import struct
from array import array
from collections.abc import Iterator

from app.spreadsheets.faults import SpreadsheetProblem
from app.spreadsheets.limits import MEBIBYTE, Extent, Limits, check_extent, check_rectangle

_END = 0xFFFFFFFA  # sector numbers from here on are marks
_HEADER = 512
_ENTRY = 128  # bytes of a folder entry
_COUNTS = (40, 44, 64, 72)  # where the header says how many sectors its tables have
_NAMES = {each.encode("utf-16-le") for each in ("Workbook\0", "Book\0")}
_LONGEST_CELL = 32_767 * 3  # bytes
_MUCH = 16 * MEBIBYTE
_BOF, _SST, _CONTINUE, _SHARED = (0x0809, 0x0009, 0x0209, 0x0409), 0x00FC, 0x003C, 0x00FD
_MANY_NUMBERS, _MANY_BLANKS = 0x00BD, 0x00BE
_DIMENSIONS = 0x0200
# BLANK, NUMBER, LABEL, BOOLERR, RK, RSTRING, FORMULA and their older sorts
_CELLS = frozenset(
    {0x0001, 0x0002, 0x0003, 0x0004, 0x0005, 0x0006, 0x0201, 0x0203, 0x0204, 0x0205, 0x0206, 0x0406}
    | {0x027E, 0x00D6, _SHARED, _MANY_NUMBERS, _MANY_BLANKS}
)


def check_old_excel(name: str, contents: bytes, limits: Limits) -> None:
    """Refuse a workbook that spreads its cells too widely or copies its texts too often.

    Raises SpreadsheetProblem: unreadable for a damaged container.
    """
    try:
        stream = _workbook_stream(contents)
        _check_records(name, stream, limits)
        _check_copies(name, stream, limits)
    except (struct.error, ValueError, IndexError, OverflowError) as fault:
        raise SpreadsheetProblem("unreadable", name=name) from fault


def _check_records(name: str, stream: bytes, limits: Limits) -> None:
    extent = Extent()
    for kind, start, length in _records(stream):
        if kind in _BOF:
            extent = Extent()
        elif kind == _DIMENSIONS:
            _check_dimensions(name, stream[start : start + length], limits)
        elif kind == _SST and max(struct.unpack_from("<II", stream, start)) > len(stream):
            raise SpreadsheetProblem("unreadable", name=name)
        elif kind in _CELLS and length >= 6:
            row, column = struct.unpack_from("<HH", stream, start)
            if kind in (_MANY_NUMBERS, _MANY_BLANKS):
                column = max(column, struct.unpack_from("<H", stream, start + length - 2)[0])
            extent.rows, extent.columns = max(extent.rows, row + 1), max(extent.columns, column + 1)
            extent.filled += max(length // 6, 1) if kind == _MANY_NUMBERS else 1
            extent.text_bytes += length if kind != _SHARED else 0
            check_extent(name, extent, limits)


def _check_dimensions(name: str, said: bytes, limits: Limits) -> None:
    """The parser makes room for what a sheet says of itself, before it has seen a cell."""
    if len(said) >= 14:
        first, last, left, right = struct.unpack_from("<IIHH", said)
    elif len(said) >= 8:
        first, last, left, right = struct.unpack_from("<HHHH", said)
    else:
        raise SpreadsheetProblem("unreadable", name=name)
    if first > last or left > right:
        raise SpreadsheetProblem("unreadable", name=name)
    check_rectangle(name, last, right, limits)


def _check_copies(name: str, stream: bytes, limits: Limits) -> None:
    """A text that is kept once is copied into each cell that names it."""
    lengths, copied = _text_lengths(stream), 0
    if not lengths or max(lengths) * stream.count(b"\xfd\x00\x0a\x00") < _MUCH:
        return
    for kind, start, length in _records(stream):
        if kind in _BOF:
            copied = 0
        if kind == _SHARED and length >= 10:
            at = struct.unpack_from("<I", stream, start + 6)[0]
            copied += lengths[at] if at < len(lengths) else 0
            if copied > limits.memory_bytes:
                raise SpreadsheetProblem("too_full", name=name)


def _text_lengths(stream: bytes) -> array[int]:
    """The bytes that each shared text can have; where they cannot be told, the most that a cell may hold."""
    lengths = array("L")
    for kind, start, length in _records(stream):
        if kind == _SST and length >= 8:
            count = min(struct.unpack_from("<I", stream, start + 4)[0], len(stream) // 3)
            texts = _Texts(stream, start + 8, start + length)
            try:
                while len(lengths) < count:
                    lengths.append(texts.skip())
            except (struct.error, EOFError):
                lengths.extend([_LONGEST_CELL] * (count - len(lengths)))
    return lengths


class _Texts:
    """Walks over the shared texts, from one record into those that continue it."""

    def __init__(self, stream: bytes, at: int, end: int) -> None:
        self._stream = stream
        self._at = at
        self._end = end

    def skip(self) -> int:
        """Pass over one text; the bytes it can have in memory. Raises struct.error, EOFError."""
        if self._at >= self._end:
            self._go_on()
        characters, flags = struct.unpack_from("<HB", self._stream, self._at)
        self._at += 3
        runs = self._number("<H") * 4 if flags & 8 else 0
        more = self._number("<I") if flags & 4 else 0
        wide, left = flags & 1, characters
        while left:
            taken = min((self._end - self._at) >> wide, left)
            self._at, left = self._at + (taken << wide), left - taken
            if left:
                self._go_on()
                wide = self._stream[self._at] & 1
                self._at += 1
        self._pass(runs + more)
        return int(characters) * 3

    def _number(self, form: str) -> int:
        (number,) = struct.unpack_from(form, self._stream, self._at)
        self._at += struct.calcsize(form)
        return int(number)

    def _pass(self, count: int) -> None:
        while count > self._end - self._at:
            count -= max(self._end - self._at, 0)
            self._go_on()
        self._at += count

    def _go_on(self) -> None:
        """To the record that continues this one. Raises EOFError where there is none."""
        if self._end + 5 > len(self._stream):
            raise EOFError
        kind, length = struct.unpack_from("<HH", self._stream, self._end)
        if kind != _CONTINUE or not length:
            raise EOFError
        self._at, self._end = self._end + 4, min(self._end + 4 + length, len(self._stream))


def _records(stream: bytes) -> Iterator[tuple[int, int, int]]:
    """(type, where its bytes begin, how many) of each record."""
    at, end = 0, len(stream)
    while at + 4 <= end:
        kind, length = struct.unpack_from("<HH", stream, at)
        if at + 4 + length > end:
            return
        yield kind, at + 4, length
        at += 4 + length


def _workbook_stream(contents: bytes) -> bytes:
    """The bytes of the stream named Workbook or Book. Raises ValueError, struct.error."""
    shift, small_shift = struct.unpack_from("<HH", contents, 30)
    if shift not in (9, 12) or small_shift != 6:
        raise ValueError("sectors")
    size = 1 << shift
    folder, cutoff, small_table = struct.unpack_from("<I4xII", contents, 48)
    # The parser makes room for as many sectors and bytes as are said to be there.
    if any(struct.unpack_from("<I", contents, at)[0] > len(contents) // size + 1 for at in _COUNTS):
        raise ValueError("more sectors than bytes")
    table = _table(contents, size)
    entries = _chain(contents, table, folder, size)
    root = stream = None
    for at in range(0, len(entries) - _ENTRY + 1, _ENTRY):
        entry = entries[at : at + _ENTRY]
        begin, length = struct.unpack_from("<II", entry, 116)
        used = struct.unpack_from("<H", entry, 64)[0]
        if entry[66] and struct.unpack_from("<Q" if size > 512 else "<I", entry, 120)[0] > len(contents):
            raise ValueError("longer than the file")
        if entry[66] == 5:
            root = begin
        elif entry[66] == 2 and entry[: min(used, 64)] in _NAMES and stream is None:
            stream = (begin, length)
    if root is None or stream is None:
        raise ValueError("no workbook in it")
    begin, length = stream
    if length >= cutoff:
        return _chain(contents, table, begin, size)[:length]
    small = array("I", _chain(contents, table, small_table, size))
    holder = _chain(contents, table, root, size)
    return _chain(holder, small, begin, 1 << small_shift, header=0)[:length]


def _table(contents: bytes, size: int) -> array[int]:
    """The table of sectors: which follows which."""
    places = list(struct.unpack_from("<109I", contents, 76))
    more, left = struct.unpack_from("<II", contents, 68)
    seen = set()
    while more < _END and left and more not in seen:
        seen.add(more)
        block = _sector(contents, more, size, _HEADER if size == 512 else size)
        *listed, more = struct.unpack(f"<{size // 4}I", block)
        places += listed
    header = _HEADER if size == 512 else size
    table = array("I")
    for each in places:
        if each < _END:
            table.frombytes(_sector(contents, each, size, header))
    return table


def _sector(contents: bytes, number: int, size: int, header: int) -> bytes:
    start = header + number * size
    found = contents[start : start + size]
    return found + bytes(size - len(found)) if found else bytes(size)


def _chain(contents: bytes, table: array[int], first: int, size: int, header: int | None = None) -> bytes:
    """The sectors of one stream joined. Raises ValueError for a ring."""
    header = (_HEADER if size == 512 else size) if header is None else header
    found, at = [], first
    while at < _END and at < len(table):
        found.append(_sector(contents, at, size, header))
        if len(found) > len(table):
            raise ValueError("a ring")
        at = table[at]
    return b"".join(found)
