"""“以本级为准”: all records of an office below are said again as they stand here (exchange 6, case 26).

Nothing is overwritten: what that office changed meanwhile becomes a question in its inbox. Two people
must want it, since every office that holds these records will hear of each of them anew.
"""

from __future__ import annotations

from app import backups
from app.desk import Desk
from app.exchange.buckets import records_of
from app.exchange.problems import ExchangeProblem
from app.exchange.ties import ties
from app.operators import accounts
from app.rights import has, require
from app.unlocking import unlock
from db.exchange import inbox, vectors


def assert_records(desk: Desk, office: str, second: str, password: str) -> int:
    """Say all records of an office below again; how many. A backup is made first.

    `second`: another operator, a reviewer or administrator, with the password. Raises Problem only_admin,
    wrong_password, too_soon, no_such_operator; ExchangeProblem not_a_peer, same_person, second_reviews,
    decide_first.
    """
    require(desk, "enrol")
    target = ties(desk).peer(office)
    if target.is_upper:
        raise ExchangeProblem("not_a_peer")
    _check_second(desk, second, password)
    connection = desk.store.connection
    bucket = vectors.bucket_number(connection, records_of(office))
    if open_questions := inbox.count_by_bucket(desk.store).get(records_of(office)):
        raise ExchangeProblem("decide_first", count=open_questions, office=target.office.name)
    backups.before(desk, "assert")
    with desk.write("exchange.assert") as writer:
        count = writer.assert_all(bucket)
    desk.audit("exchange.assert", f"{office} {second}")
    return count


def _check_second(desk: Desk, second: str, password: str) -> None:
    if second == desk.operator.name:
        raise ExchangeProblem("same_person")
    found = next((each for each in accounts(desk) if each.name == second), None)
    if found is None or found.disabled or not has(found.role, "conflict.resolve"):
        raise ExchangeProblem("second_reviews")
    unlock(desk.home, second, password)
