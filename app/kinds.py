"""The record kinds as the program's upper rooms read them."""

from __future__ import annotations

from db.fields import Field, FieldType, Kind, Sensitivity
from db.kinds import DEFINED_ABOVE, KINDS

__all__ = ["DEFINED_ABOVE", "KINDS", "Field", "FieldType", "Kind", "Sensitivity"]
