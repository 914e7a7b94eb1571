"""The record kinds as the program's upper rooms read them."""

from __future__ import annotations

from db.fields import Field, FieldType, Kind, Sensitivity
from db.kinds import KINDS

__all__ = ["KINDS", "Field", "FieldType", "Kind", "Sensitivity"]
