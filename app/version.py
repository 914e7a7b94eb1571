"""Which program this is, as packages and reports name it."""

from __future__ import annotations

VERSION = "0.1.0"
