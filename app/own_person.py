"""Which person of the register sits at this desk: operators and people are told together by name."""

from __future__ import annotations

from app import records
from app.desk import Desk
from app.records import Query, Record, Where


def own_person(desk: Desk) -> str:
    """The id of the person whose name the signed-in operator bears; "" when that is nobody or not sure.

    Only people of this office's own register: among those of the offices below are many of one name.
    Of several people of that name the one who keeps a handbook or holds a post is meant; where that leaves
    two, nobody is: what is meant for one's own eyes must not come before another's.
    """
    own = Where("office", "=", desk.office.id)
    where = (Where("name", "=", desk.operator.name), own, Where("merged_into", "empty"))
    found = records.find(desk, Query("person", where=where, limit=50))
    if len(found) > 1:
        found = [each for each in found if _works_here(desk, each)]
    return found[0].id if len(found) == 1 else ""


def _works_here(desk: Desk, person: Record) -> bool:
    asked = (("matter", "recorder"), ("post", "person"))
    return any(
        records.count(desk, Query(kind, where=(Where(field, "=", person.id),))) for kind, field in asked
    )
