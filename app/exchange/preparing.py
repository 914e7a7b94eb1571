"""One stick for many: a package for each office below, and the paper of a new key while it is new."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from app.desk import Desk
from app.exchange import console, rekeying, rounds, trips
from app.exchange.rounds import Round, Told
from app.problems import Problem
from app.rights import may


def prepare(desk: Desk, folder: Path, offices: Sequence[str], told: Told) -> Round:
    """Packages for these offices onto the stick; the succession paper too, where there is one.

    What was written before a stop stays. A stick that takes no more ends it. Raises nothing that the
    round does not tell in `failed`, but Problem for rights and for our own disk.
    """
    done = rounds.give(desk, folder, offices, told)
    paper = rekeying.succession(desk)
    if paper is not None and done.is_written and not done.is_stopped and may(desk, "exchange"):
        try:
            trips.put_paper(desk, paper, folder, "succession", desk.office.name)
        except Problem as problem:
            done.failed.append((desk.office.name, problem.sentence))
    return done


def everybody(desk: Desk) -> list[str]:
    """All offices below that have a PC in use."""
    return [each.office for each in console.below(desk) if each.has_pc]
