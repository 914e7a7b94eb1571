"""Files keep their walls, say their subject, and bear names that mean something."""

from __future__ import annotations

import pytest

from tests.architecture import shape
from tests.architecture.sources import ROOMS, Source, read

PROJECT = read(*ROOMS)
EVERYTHING = [*PROJECT, *read("tests")]
TESTS = [source for source in read("tests") if "/test_" in source.path]
# The worker's edge and the last-resort hooks of the two front ends.
MAY_CATCH_ALL = {"ui/tasks.py", "app/__main__.py"}

RULES = [
    (shape.over_a_wall, EVERYTHING),
    (shape.without_a_subject, EVERYTHING),
    (shape.vague_names, EVERYTHING),
    (shape.leftovers, EVERYTHING),
    (shape.dodging_tests, TESTS),
    (shape.broad_catches, [source for source in PROJECT if source.path not in MAY_CATCH_ALL]),
]

LONG = "    pass\n" * 60

BAD = [
    (shape.over_a_wall, "app/x.py", "x = 1\n" * 401),
    (shape.over_a_wall, "app/x.py", "def f():\n" + "    pass\n" * 40),
    (shape.over_a_wall, "ui/x.py", "class A:\n" + "    x = 1\n" * 250),
    (shape.over_a_wall, "ui/x.py", f"def __init__(self):\n{LONG}"),
    (shape.over_a_wall, "app/x.py", "async def f():\n" + "    pass\n" * 40),
    (shape.without_a_subject, "app/x.py", "x = 1"),
    (shape.without_a_subject, "app/x.py", '# a comment\n"""Its subject."""'),
    (shape.vague_names, "app/visit_utils.py", ""),
    (shape.vague_names, "app/data/x.py", ""),
    (shape.vague_names, "app/x.py", "class VisitManager: ..."),
    (shape.vague_names, "app/x.py", "class CommonThings: ..."),
    (shape.leftovers, "app/x.py", "x = 1  # TO" + "DO later"),
    (shape.dodging_tests, "tests/test_x.py", "@pytest.mark.skip\ndef test_x(): ..."),
    (shape.dodging_tests, "tests/test_x.py", "time.sleep(1)"),
    (shape.dodging_tests, "tests/test_x.py", "from unittest.mock import MagicMock"),
    (shape.dodging_tests, "tests/test_x.py", "from unittest import mock"),
    (shape.broad_catches, "app/x.py", "try:\n    f()\nexcept Exception:\n    pass"),
    (shape.broad_catches, "app/x.py", "try:\n    f()\nexcept:\n    pass"),
]

GOOD = [
    (shape.over_a_wall, "ui/x.py", "def __init__(self):\n" + "    pass\n" * 59),
    (shape.vague_names, "app/database_faults.py", "class DatabaseFault: ..."),
    (shape.broad_catches, "db/x.py", "try:\n    f()\nexcept BaseException:\n    undo()\n    raise"),
]


@pytest.mark.parametrize(("rule", "sources"), RULES, ids=lambda each: getattr(each, "__name__", ""))
def test_the_project_keeps_the_rule(rule, sources):
    assert list(rule(sources)) == []


@pytest.mark.parametrize(("rule", "path", "text"), BAD)
def test_the_rule_finds_an_offence(rule, path, text):
    assert len(list(rule([Source(path, text)]))) == 1


@pytest.mark.parametrize(("rule", "path", "text"), GOOD)
def test_the_rule_lets_good_files_pass(rule, path, text):
    assert list(rule([Source(path, text)])) == []


def test_the_places_that_may_catch_all_are_needed():
    found = list(shape.broad_catches(source for source in PROJECT if source.path in MAY_CATCH_ALL))
    assert {each.split(":")[0] for each in found} <= MAY_CATCH_ALL
    assert len(found) <= len(MAY_CATCH_ALL)
