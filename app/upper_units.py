"""Units elsewhere to which matters were given: those below know them by name.

Their records stay where they are, at the office that gives the matter or at one beside the village. What an
upper office writes about a village's matter names them, and the village must be able to say who works on it.
"""

from __future__ import annotations

from collections.abc import Iterable
from types import MappingProxyType
from typing import Any

from app.checked_writer import CheckedWriter
from app.codes import Codes
from app.kinds import KINDS
from db import code_queries
from db import records as store_records
from db.records import Query, Record, Where
from db.store import Store

LIST = code_queries.UPPER_UNITS
_NOTHING: MappingProxyType[str, Any] = MappingProxyType({name: None for name in KINDS["organization"].names})


def known(codes: Codes, ids: Iterable[str]) -> dict[str, Record]:
    """What is known of organizations that are not here: id → a record with its name and nothing else."""
    names = codes.lists.get(LIST, {})
    return {
        each: Record("organization", each, MappingProxyType({**_NOTHING, "name": names[each]}))
        for each in ids
        if each in names
    }


def tell(store: Store, writer: CheckedWriter, codes: Codes, given: Iterable[tuple[str, str]]) -> None:
    """Within an open write: let those below know the names of organizations that matters were given to.

    `given`: (organization, whose matter it is); an office that has the organization itself knows its name.
    """
    told = codes.lists.get(LIST, {})
    for each, office in sorted(set(given)):
        found = writer.get("organization", each) if each else None
        if found is None or found.office == office or told.get(each) == found["name"]:
            continue
        where = (Where("list", "=", LIST), Where("code", "=", each), Where("office", "=", writer.office))
        earlier = store_records.find(store.database, Query("code", where, limit=1))
        if earlier:
            writer.change("code", earlier[0].id, {"label": found["name"]})
        else:
            writer.add("code", {"list": LIST, "code": each, "label": found["name"]})
