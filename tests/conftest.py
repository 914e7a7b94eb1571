"""What holds for every test: no screen, no network, no unexpected log, repeatable examples."""

from __future__ import annotations

import logging
import os
import re
import sys
import tempfile
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

# Before Qt is loaded: a platform without a screen, the same look everywhere.
os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["QT_SCALE_FACTOR"] = "1"
os.environ.pop("LIANXIN_PASSWORD", None)
# Side files of made-up offices never mix with those of whoever runs the tests.
STATES = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
os.environ["XDG_STATE_HOME"] = STATES.name

settings.register_profile("ci", derandomize=True, deadline=None, database=None, print_blob=True)
settings.register_profile(
    "soak",
    max_examples=2000,
    deadline=None,
    database=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))

NETWORK_EVENTS = {"socket.connect", "socket.bind", "socket.getaddrinfo", "socket.sendto"}


def _refuse_network(event: str, _arguments: tuple[object, ...]) -> None:
    if event in NETWORK_EVENTS:
        raise RuntimeError(f"a test reached for the network: {event}")


sys.addaudithook(_refuse_network)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leaves out the soak tests unless they are asked for; the longest file goes first."""
    # Two workers end together when what is left is short.
    items.sort(key=lambda item: "faults" not in item.path.parts)
    if config.option.markexpr:
        return
    left_out = [item for item in items if item.get_closest_marker("soak")]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if item not in left_out]


@pytest.fixture(autouse=True)
def quiet_log(request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fails a test that logs a warning or worse which no `expects_log` mark announces."""
    yield
    expected = [mark.args[0] for mark in request.node.iter_markers("expects_log")]
    spoken = [
        record.getMessage()
        for when in ("setup", "call")
        for record in caplog.get_records(when)
        if record.levelno >= logging.WARNING
    ]
    unexpected = [text for text in spoken if not any(re.search(pattern, text) for pattern in expected)]
    assert not unexpected, f"unexpected log: {unexpected}"
