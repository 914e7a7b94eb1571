"""What the tests of faults share: the process that forks for them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.faults.nursery import Nursery


@pytest.fixture(scope="module")
def nursery() -> Iterator[Nursery]:
    """A process without threads, for all tests of a file."""
    with Nursery() as made:
        yield made
