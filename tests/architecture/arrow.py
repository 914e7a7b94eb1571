"""Rules about who may import whom: the arrow, its libraries, cycles, local imports, the network."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping

from tests.architecture.sources import Import, Source, imports

MAY_IMPORT = {"db": {"db"}, "app": {"app", "db"}, "ui": {"app", "ui"}}
# Which room alone may use a library.
KEPT_TO = {"PySide6": "ui", "shiboken6": "ui", "sqlite3": "db", "sqlcipher3": "db", "sqlite_utils": "db"}
# Heavy libraries that start-up must not pay for: the only ones to be imported inside a function.
HEAVY = (
    "openpyxl",
    "xlsxwriter",
    "reportlab",
    "PIL",
    "python_calamine",
    "pypinyin",
    "PySide6.QtPdf",
    "PySide6.QtPdfWidgets",
    "PySide6.QtPrintSupport",
    # The window as a whole: the command line starts without Qt.
    "ui.opening",
    # Keys and packages: the home page stands before they are loaded.
    "app.exchange.standing",
    "ui.trial",
)
NETWORK = {
    *("socket", "socketserver", "ssl", "select", "selectors", "asyncio", "urllib", "http", "ftplib"),
    *("smtplib", "poplib", "imaplib", "telnetlib", "xmlrpc", "webbrowser", "requests", "httpx", "aiohttp"),
    *("urllib3", "PySide6.QtNetwork", "PySide6.QtWebEngineWidgets", "PySide6.QtPositioning"),
}
# One running window tells the next start about itself over a local socket: no network.
LOCAL_SOCKETS = {"QLocalServer", "QLocalSocket"}


def _named(found: Import) -> list[str]:
    """What an import brings in, as full names: `from PySide6 import QtPdf` is PySide6.QtPdf."""
    return [found.module, *(f"{found.module}.{name}" for name in found.names)]


def against_the_arrow(sources: Iterable[Source]) -> Iterator[str]:
    """Imports that point the wrong way, and relative ones, which hide the way they point."""
    for source in sources:
        for found in imports(source):
            if found.module.startswith("."):
                yield f"{source.path}:{found.line} relative import"
            elif found.top in {*MAY_IMPORT, "tests"} and found.top not in MAY_IMPORT[source.room]:
                yield f"{source.path}:{found.line} {source.room} imports {found.module}"


def libraries_outside_their_room(sources: Iterable[Source]) -> Iterator[str]:
    """Qt outside ui, SQL outside db."""
    for source in sources:
        for found in imports(source):
            if KEPT_TO.get(found.top, source.room) != source.room:
                yield f"{source.path}:{found.line} {found.module} belongs to {KEPT_TO[found.top]}"


def light_local_imports(sources: Iterable[Source]) -> Iterator[str]:
    """Imports inside a function of anything that is not a named heavy library."""
    for source in sources:
        for found in imports(source):
            heavy = any(f"{name}.".startswith(f"{each}.") for name in _named(found) for each in HEAVY)
            if found.local and not heavy:
                yield f"{source.path}:{found.line} imports {found.module} inside a function"


def network_imports(sources: Iterable[Source]) -> Iterator[str]:
    """Anything that could reach another machine."""
    for source in sources:
        for found in imports(source):
            if found.module == "PySide6.QtNetwork" and set(found.names) <= LOCAL_SOCKETS:
                continue
            if any(name in NETWORK for name in _named(found)) or found.top in NETWORK:
                yield f"{source.path}:{found.line} reaches the network through {found.module}"


def graph(sources: Iterable[Source]) -> dict[str, set[str]]:
    """Module → the project's own modules it imports; a package's name only where a submodule is not meant."""
    modules = {source.module: source for source in sources}
    edges: dict[str, set[str]] = {}
    for name, source in modules.items():
        reached: set[str] = set()
        for found in imports(source):
            inner = {f"{found.module}.{each}" for each in found.names} & modules.keys()
            plain = len(inner) < len(found.names) or not found.names
            reached |= inner | ({found.module} & modules.keys() if plain else set())
        edges[name] = reached - {name}
    return edges


def pages_importing_pages(sources: Iterable[Source]) -> Iterator[str]:
    """Pages that know another page. A folder under ui/pages is one page; ui/pages/base is none."""
    known = [source for source in sources if source.module.startswith("ui.pages.")]
    pages = {
        source.module
        for source in known
        for node in source.tree.body
        if isinstance(node, ast.ClassDef) and node.name.endswith("Page")
    } - {"ui.pages.base"}
    for name, targets in graph(known).items():
        for target in sorted(targets & pages):
            if target.split(".")[2] != name.split(".")[2]:
                yield f"{name} imports {target}"


def cycles(edges: Mapping[str, set[str]]) -> list[list[str]]:
    """The strongly connected components of more than one module (Tarjan 1972), each sorted."""
    order: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    found: list[list[str]] = []

    def close(name: str) -> None:
        component = stack[stack.index(name) :]
        del stack[stack.index(name) :]
        if len(component) > 1:
            found.append(sorted(component))

    def visit(name: str) -> None:
        order[name] = low[name] = len(order)
        stack.append(name)
        for target in sorted(edges.get(name, ())):
            if target not in order:
                visit(target)
                low[name] = min(low[name], low[target])
            elif target in stack:
                low[name] = min(low[name], order[target])
        if low[name] == order[name]:
            close(name)

    for name in sorted(edges):
        if name not in order:
            visit(name)
    return found
