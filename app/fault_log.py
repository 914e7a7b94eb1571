"""The log of our own mistakes: what kind, and where in the program; never a value."""

from __future__ import annotations

import traceback
from datetime import datetime
from pathlib import Path

_KEPT_BYTES = 1 << 20
_DEEPEST = 8


def note(home: Path, error: BaseException, at: datetime) -> Path | None:
    """Append `error` to home/log/ and give the file; None when it could not be written.

    Holds exception types and the places of the stack: no message, no value, no personal data.
    """
    place = home / "log" / f"lianxin-{at:%Y%m}.log"
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        if place.exists() and place.stat().st_size > _KEPT_BYTES:
            place.replace(place.with_suffix(".old.log"))
        with place.open("a", encoding="utf-8") as file:
            file.write(f"{at.isoformat(timespec='seconds')}\n" + "\n".join(_lines(error)) + "\n\n")
    except OSError:
        return None
    return place


def _lines(error: BaseException) -> list[str]:
    lines: list[str] = []
    each: BaseException | None = error
    for _ in range(_DEEPEST):
        if each is None:
            break
        lines.append(f"{type(each).__module__}.{type(each).__qualname__}")
        for frame in traceback.extract_tb(each.__traceback__):
            lines.append(f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}")
        each = each.__cause__ or each.__context__
    return lines
