"""The disk fails at the n-th call of every write: a sentence, nothing half written, then it works."""

from __future__ import annotations

import pytest

from tests.faults.nursery import Nursery
from tests.faults.write_paths import PATHS

AT_MOST = 8  # calls of each path and way, those of a short path all; `make soak` takes others


@pytest.mark.parametrize("name", PATHS)
def test_a_write_on_a_disk_that_fails_did_nothing_and_goes_through_later(nursery: Nursery, name: str) -> None:
    counts = nursery.counted("struck", name, AT_MOST if name != "pdf" else AT_MOST // 2)
    assert counts["faults"] > 0 and counts["refused"] > 0
