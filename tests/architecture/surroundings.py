"""Rules about what lies in the project: its top level, hosts and personal paths, dependencies."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator

from tests.architecture.sources import Source, imports

TOP_LEVEL = {
    *("app", "ui", "db", "resources", "tests", "docs", "build.spec", "pyproject.toml", "Makefile"),
    *("README.md", "CHANGELOG.md"),
}
_TEXT = re.compile(
    r"\.(py|toml|md|txt|spec|qss|svg|json|yml|yaml|cfg|ini|sh|csv)$|(^|/)[^.]*$|(^|/)\.[a-z]+(\.txt)?$"
)
# Put together from halves, so that the rule does not find itself.
_PERSONAL = re.compile(
    "|".join(
        (
            r"/ho" r"me/\w+",
            r"/Us" r"ers/\w+",
            r"/ro" r"ot/",
            r"[A-Z]:\\+Us" r"ers",
            r"/wo" r"rk/\w+",
            r"py" r"pi\.\w+",
            r"files\.python" r"hosted",
            r"registry\.n" r"pmjs",
            r"deb\.debi" r"an\.org",
            r"--(extra-)?ind" r"ex-url",
            r"--find-li" r"nks",
            r"fa" r"rm-\w+",
            r"\b(10|192\.168|172\.(1[6-9]|2\d|3[01]))(\.\d{1,3}){2,3}\b",
        )
    )
)
_PIN = re.compile(r"^[a-z0-9_.-]+==[0-9][0-9a-z.]*$", re.IGNORECASE)
# Loaded by another library, or run as a command; never imported by name.
_NOT_IMPORTED = {
    *("rl-accel", "pytest-qt", "pytest-xdist", "pytest-cov", "mypy", "ruff"),
    *("pyside6-addons", "pyinstaller", "pip-audit"),
}
_IMPORT_NAMES = {
    "pyside6-essentials": "PySide6",
    "pillow": "PIL",
    "argon2-cffi": "argon2",
    "chinesecalendar": "chinese_calendar",
    "pytest-qt": "pytestqt",
    "odfpy": "odf",
    "pyinstaller": "PyInstaller",
    "cyclonedx-python-lib": "cyclonedx",
    "packageurl-python": "packageurl",
}


def strangers_at_the_top(paths: Iterable[str]) -> Iterator[str]:
    """Files and folders at the top level that the design does not name; dotfiles may be there."""
    for top in sorted({path.split("/")[0] for path in paths}):
        if top not in TOP_LEVEL and not top.startswith("."):
            yield f"{top} stands at the top level"


def is_text(path: str) -> bool:
    """Whether a file is one that people write."""
    return bool(_TEXT.search(path))


def personal_traces(path: str, text: str) -> Iterator[str]:
    """Hosts of registries, addresses inside a network, paths of somebody's machine."""
    for number, line in enumerate(text.splitlines(), 1):
        if found := _PERSONAL.search(line):
            yield f"{path}:{number} names {found.group()}"


def normal(name: str) -> str:
    """A distribution's name as registries compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def unpinned(lines: Iterable[str]) -> Iterator[str]:
    """Requirements that do not name one exact version."""
    for line in lines:
        requirement = line.split("#")[0].split(";")[0].strip()  # a marker may say where it is needed
        if requirement and not _PIN.match(requirement):
            yield f"{requirement} is not pinned"


def without_reason(pyproject: str) -> Iterator[str]:
    """Pinned requirements in pyproject.toml with no comment above, directly or above their group."""
    previous = ""
    for line in pyproject.splitlines():
        bare = line.strip()
        if re.match(r'^"[^"]+==', bare) and not previous.startswith(("#", '"')):
            yield f"{bare} has no reason beside it"
        previous = bare


def outside_libraries(sources: Iterable[Source]) -> dict[str, str]:
    """Import name of every library from outside → a place that imports it."""
    own = {"app", "db", "ui", "tests"}
    return {
        found.top: f"{source.path}:{found.line}"
        for source in sources
        for found in imports(source)
        if found.top and found.top not in own and found.top not in sys.stdlib_module_names
    }


def undeclared(used: dict[str, str], declared: Iterable[str]) -> Iterator[str]:
    """Libraries imported but not declared."""
    names = {_IMPORT_NAMES.get(normal(each), normal(each).replace("-", "_")) for each in declared}
    names |= {"shiboken6", "_pytest", "coverage"}  # part of PySide6, pytest, pytest-cov
    for name, where in used.items():
        if name not in names:
            yield f"{where} imports {name}, which pyproject.toml does not declare"


def unused(declared: Iterable[str], used: Iterable[str]) -> Iterator[str]:
    """Libraries declared but never imported."""
    known = set(used)
    for each in declared:
        name = _IMPORT_NAMES.get(normal(each), normal(each).replace("-", "_"))
        if normal(each) not in _NOT_IMPORTED and name not in known:
            yield f"pyproject.toml declares {each}, which nothing imports"
