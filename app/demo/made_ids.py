"""Ids that a seed decides, in the order of their dates, so that the same seed gives the same."""

from __future__ import annotations

import datetime
import random
import uuid


def made_id(chance: random.Random, day: datetime.date) -> str:
    """A UUID of version 7 whose time is that day and whose rest is drawn."""
    milliseconds = int(
        datetime.datetime(day.year, day.month, day.day, tzinfo=datetime.UTC).timestamp() * 1000
    )
    value = (milliseconds << 80) | chance.getrandbits(80)
    value = value & ~(0xF << 76) | (7 << 76)
    value = value & ~(0b11 << 62) | (0b10 << 62)
    return str(uuid.UUID(int=value))
