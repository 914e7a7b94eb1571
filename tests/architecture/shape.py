"""Rules about the shape of a file: walls of size, first lines, names, leftovers."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator

from tests.architecture.sources import Source

FILE_WALL, CLASS_WALL, FUNCTION_WALL, LAYOUT_WALL = 400, 250, 40, 60
VAGUE = {"manager", "helper", "helpers", "util", "utils", "common", "data", "handler", "handlers", "misc"}
# Spelt in halves, so that the rule does not find itself.
LEFTOVER = re.compile(r"\b(TO" r"DO|FIX" r"ME|X" r"XX|HA" r"CK)\b")
DODGES = {"skip", "skipif", "xfail", "importorskip"}
PATCHES = {"unittest.mock", "mock", "pytest_mock"}


def _length(node: ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def over_a_wall(sources: Iterable[Source]) -> Iterator[str]:
    """Files, classes and functions longer than their wall, with their length."""
    for source in sources:
        lines = source.text.count("\n")
        if lines > FILE_WALL:
            yield f"{source.path} has {lines} lines, the wall is {FILE_WALL}"
        for node in ast.walk(source.tree):
            if isinstance(node, ast.ClassDef):
                wall = CLASS_WALL
            elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lays_out = source.room == "ui" and node.name == "__init__"
                wall = LAYOUT_WALL if lays_out else FUNCTION_WALL
            else:
                continue
            if _length(node) > wall:
                yield f"{source.path}:{node.lineno} {node.name} has {_length(node)} lines, the wall is {wall}"


def without_a_subject(sources: Iterable[Source]) -> Iterator[str]:
    """Files whose first line is not a docstring that says their subject."""
    for source in sources:
        first = (ast.get_docstring(source.tree) or "").split("\n")[0]
        if not first or not source.text.startswith('"""'):
            yield f"{source.path} does not say its subject in its first line"


def vague_names(sources: Iterable[Source]) -> Iterator[str]:
    """Modules, folders and classes named after nothing in particular."""
    for source in sources:
        words = set(re.split(r"[/_.]", source.path.removesuffix(".py").lower()))
        if words & VAGUE:
            yield f"{source.path} is called {', '.join(sorted(words & VAGUE))}"
        for node in ast.walk(source.tree):
            if isinstance(node, ast.ClassDef):
                parts = {each.lower() for each in re.findall(r"[A-Z]?[a-z]+|[A-Z]+", node.name)}
                if parts & VAGUE:
                    yield f"{source.path}:{node.lineno} class {node.name}"


def leftovers(sources: Iterable[Source]) -> Iterator[str]:
    """Work announced in a comment instead of done."""
    for source in sources:
        for number, line in enumerate(source.text.splitlines(), 1):
            if LEFTOVER.search(line):
                yield f"{source.path}:{number} {line.strip()}"


def dodging_tests(sources: Iterable[Source]) -> Iterator[str]:
    """Tests that skip, expect to fail, sleep, or patch with a library of mocks."""
    for source in sources:
        for node in ast.walk(source.tree):
            if isinstance(node, ast.Attribute) and node.attr in DODGES:
                yield f"{source.path}:{node.lineno} {node.attr}"
            elif isinstance(node, ast.Attribute) and node.attr == "sleep":
                yield f"{source.path}:{node.lineno} sleeps instead of waiting for the state"
            elif isinstance(node, ast.ImportFrom | ast.Import):
                named = {each.name for each in node.names} | {getattr(node, "module", None) or ""}
                if named & PATCHES:
                    yield f"{source.path}:{node.lineno} mocks instead of a fake made by hand"


def _raises_again(handler: ast.ExceptHandler) -> bool:
    last = handler.body[-1]
    return isinstance(last, ast.Raise) and last.exc is None


def broad_catches(sources: Iterable[Source]) -> Iterator[str]:
    """Places that catch everything and let nothing through (a roll-back that raises again is none)."""
    for source in sources:
        for node in ast.walk(source.tree):
            if isinstance(node, ast.ExceptHandler) and not _raises_again(node):
                caught = node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]
                names = {each.id if isinstance(each, ast.Name) else "" for each in caught if each}
                if node.type is None or names & {"Exception", "BaseException"}:
                    yield f"{source.path}:{node.lineno} catches everything"
