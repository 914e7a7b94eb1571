"""Tests of the oracle: with a safeguard taken out it turns red within a few histories."""

from __future__ import annotations

import pytest

from tests.exchange.world_mutations import MUTATIONS, survived


@pytest.mark.parametrize("name", list(MUTATIONS))
def test_the_oracle_shows_what_is_lost_without(name):
    seed, lost = survived(MUTATIONS[name], iter(range(1, 200)))
    assert seed and lost
