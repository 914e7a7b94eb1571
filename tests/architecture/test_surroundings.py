"""What lies around the code: the top level, traces of machines, pinned dependencies."""

from __future__ import annotations

import tomllib

import pytest

from tests.architecture import surroundings
from tests.architecture.sources import ROOMS, ROOT, Source, kept_files, read

PYPROJECT = (ROOT / "pyproject.toml").read_text("utf-8")
PROJECT = tomllib.loads(PYPROJECT)["project"]
CONSTRAINTS = (ROOT / ".constraints.txt").read_text("utf-8").splitlines()
RUNTIME = [each.split("==")[0] for each in PROJECT["dependencies"]]
DEVELOPMENT = [each.split("==")[0] for each in PROJECT["optional-dependencies"]["dev"]]


def test_only_the_named_rooms_stand_at_the_top():
    assert list(surroundings.strangers_at_the_top(kept_files())) == []


def test_no_file_names_a_registry_or_somebodys_machine():
    texts = {path: (ROOT / path).read_text("utf-8") for path in kept_files() if surroundings.is_text(path)}
    assert [trace for path, text in texts.items() for trace in surroundings.personal_traces(path, text)] == []


def test_resources_hold_no_python():
    assert [path for path in kept_files() if path.startswith("resources/") and path.endswith(".py")] == []


def test_every_requirement_is_pinned_with_a_reason():
    groups = [PROJECT["dependencies"], *PROJECT["optional-dependencies"].values(), CONSTRAINTS]
    assert [each for group in groups for each in surroundings.unpinned(group)] == []
    assert list(surroundings.without_reason(PYPROJECT)) == []
    assert [line for line in CONSTRAINTS if "#" not in line] == []


def test_constraints_agree_with_pyproject():
    pins = {surroundings.normal(line.split("#")[0].strip()) for line in CONSTRAINTS}
    wanted = {*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["dev"]}
    assert {surroundings.normal(each.split(";")[0].strip()) for each in wanted} - pins == set()


def test_the_program_declares_what_it_imports():
    used = surroundings.outside_libraries(read(*ROOMS))
    assert list(surroundings.undeclared(used, RUNTIME)) == []
    assert list(surroundings.unused(RUNTIME, used)) == []


def test_the_tests_declare_what_they_import():
    used = surroundings.outside_libraries(read("tests"))
    assert list(surroundings.undeclared(used, [*RUNTIME, *DEVELOPMENT])) == []
    assert list(surroundings.unused(DEVELOPMENT, used)) == []


def test_a_stranger_at_the_top_is_found():
    found = list(surroundings.strangers_at_the_top(["app/x.py", "notes.txt", ".ci/run"]))
    assert found == ["notes.txt stands at the top level"]


@pytest.mark.parametrize(
    "line",
    [
        "path = '/ho" + "me/wang/x'",
        "C:\\Us" + "ers\\wang",
        "https://py" + "pi.org/simple",
        "ip 192." + "168.1.20",
    ],
)
def test_a_personal_trace_is_found(line):
    assert len(list(surroundings.personal_traces("app/x.py", f"x = 1\n{line}\n"))) == 1


@pytest.mark.parametrize("line", ["click>=8", "click", "click==8.*", "click @ file:///x"])
def test_a_loose_requirement_is_found(line):
    assert len(list(surroundings.unpinned([line]))) == 1


def test_a_requirement_without_a_reason_is_found():
    assert len(list(surroundings.without_reason('x = [\n"click==8.5.1",\n]'))) == 1


def test_an_undeclared_and_an_unused_library_are_found():
    used = surroundings.outside_libraries([Source("app/x.py", "import yaml\nimport json\nimport app.visits")])
    assert len(list(surroundings.undeclared(used, ["click"]))) == 1
    assert len(list(surroundings.unused(["click", "pyyaml"], used))) == 2
