"""Which township a village belongs to, for a county that looks at its townships."""

from __future__ import annotations

from collections.abc import Iterable

from app import records
from app.desk import Desk
from app.exchange.ties import ties

_HIGHEST = 8  # steps from an organization up to its township


def townships_of(desk: Desk, offices: Iterable[str]) -> dict[str, str]:
    """Office → the township it belongs to; a township's own office and the county stand for themselves.

    It is the one through which the office's packages come; of an office that no longer comes through
    any, what the register says. "" where nobody knows.
    """
    through = {**ties(desk).below, desk.office.id: desk.office.id}
    return {each: through.get(each) or _by_register(desk, each) for each in set(offices)}


def _by_register(desk: Desk, office: str) -> str:
    """Up the parents of the register until a township is met."""
    at = office
    for _ in range(_HIGHEST):
        found = records.by_ids(desk, "organization", [at]).get(at) if at else None
        if found is None:
            return ""
        if found["type"] == "township":
            return at
        at = str(found["parent"] or "")
    return ""
