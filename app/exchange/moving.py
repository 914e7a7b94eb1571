"""Moving a household from one village to another: only the office above both can (exchange 7, case 34)."""

from __future__ import annotations

from app import records
from app.desk import Desk
from app.exchange.buckets import records_of
from app.exchange.problems import ExchangeProblem
from app.exchange.ties import ties
from app.rights import require
from db.exchange import moves, vectors


def move_household(
    desk: Desk, household: str, to_office: str, reason: str = "", from_office: str = ""
) -> int:
    """The household, its people and what hangs on them belong to the other office; how many records.

    Both offices learn of it with their next packages. `from_office`: whose it is meant to be, where
    that was said. Raises Problem only_admin, no_such_record, ExchangeProblem not_a_peer, already_there,
    not_its_household.
    """
    require(desk, "enrol")
    record = records.get(desk, "household", household)
    target = ties(desk).peer(to_office)
    if target.is_upper:
        raise ExchangeProblem("not_a_peer")
    if record.office == to_office:
        raise ExchangeProblem("already_there", office=target.office.name)
    if from_office and record.office != from_office:
        raise ExchangeProblem("not_its_household", office=ties(desk).names.get(from_office, ""))
    going = moves.belongings(desk.store.connection, record.id)
    bucket = vectors.bucket_number(desk.store.connection, records_of(to_office))
    fact = {
        "about": record.id, "records": going, "to_office": to_office, "to_name": target.office.name,
        "date": desk.today().isoformat(), "reason": reason,
    }  # fmt: skip
    with desk.write("exchange.move") as writer:
        writer.move(fact, bucket)
    desk.audit("exchange.move", record.id)
    return sum(len(ids) for ids in going.values())
