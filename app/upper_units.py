"""Units of an upper office to which matters were given: those below know them by name.

Their records stay where they are. What an upper office writes about a village's matter names them, and the
village must be able to say who works on it.
"""

from __future__ import annotations

from collections.abc import Iterable
from types import MappingProxyType
from typing import Any

from app.checked_writer import CheckedWriter
from app.codes import Codes
from app.kinds import KINDS
from db import records as store_records
from db.records import Query, Record, Where
from db.store import Store

LIST = "upper_unit"  # code: the organization's id; label: its name
_NOTHING: MappingProxyType[str, Any] = MappingProxyType({name: None for name in KINDS["organization"].names})


def known(codes: Codes, ids: Iterable[str]) -> dict[str, Record]:
    """What is known of organizations that are not here: id → a record with its name and nothing else."""
    names = codes.lists.get(LIST, {})
    return {
        each: Record("organization", each, MappingProxyType({**_NOTHING, "name": names[each]}))
        for each in ids
        if each in names
    }


def tell(store: Store, writer: CheckedWriter, codes: Codes, ids: Iterable[str]) -> None:
    """Within an open write: let those below know the names of these organizations of ours."""
    told = codes.lists.get(LIST, {})
    for each in sorted({identity for identity in ids if identity}):
        found = writer.get("organization", each)
        if found is None or found.office != writer.office or told.get(each) == found["name"]:
            continue
        where = (Where("list", "=", LIST), Where("code", "=", each))
        earlier = store_records.find(store.database, Query("code", where, limit=1))
        if earlier:
            writer.change("code", earlier[0].id, {"label": found["name"]})
        else:
            writer.add("code", {"list": LIST, "code": each, "label": found["name"]})
