"""Source files as the rules read them: path, text and syntax tree."""

from __future__ import annotations

import ast
import subprocess
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("app", "db", "ui")


@dataclass(frozen=True)
class Source:
    """One Python file. `path` is relative to the project, with forward slashes."""

    path: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        """The parsed file."""
        return ast.parse(self.text, self.path)

    @property
    def room(self) -> str:
        """The top folder: app, db, ui or tests."""
        return self.path.split("/")[0]

    @property
    def module(self) -> str:
        """The name it is imported by."""
        name = self.path.removesuffix(".py").replace("/", ".")
        return name.removesuffix(".__init__")


@dataclass(frozen=True)
class Import:
    """One imported module, with the names taken from it, and where it stands."""

    module: str
    names: tuple[str, ...]
    line: int
    local: bool

    @property
    def top(self) -> str:
        """The package at the top: PySide6 of PySide6.QtPdf."""
        return self.module.split(".")[0]


def read(*rooms: str) -> list[Source]:
    """All Python files of those top folders."""
    found = (path for room in rooms for path in sorted((ROOT / room).rglob("*.py")))
    return [Source(path.relative_to(ROOT).as_posix(), path.read_text("utf-8")) for path in found]


def imports(source: Source) -> list[Import]:
    """Every import of a file, import_module("…") too; `local` when it stands inside a function."""
    found: list[Import] = []

    def visit(node: ast.AST, local: bool) -> None:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.Import):
                found.extend(Import(each.name, (), child.lineno, local) for each in child.names)
            elif isinstance(child, ast.ImportFrom):
                names = tuple(each.name for each in child.names)
                found.append(Import("." * child.level + (child.module or ""), names, child.lineno, local))
            elif (name := _imported_by_call(child)) is not None:
                found.append(Import(name, (), getattr(child, "lineno", 0), local))
            inside = local or isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
            visit(child, inside)

    visit(source.tree, False)
    return found


def _imported_by_call(node: ast.AST) -> str | None:
    """The module that import_module("…") or __import__("…") names; None for anything else."""
    if not (isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant)):
        return None
    name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
    return str(node.args[0].value) if name in ("import_module", "__import__") else None


def kept_files() -> list[str]:
    """Paths of the files that git keeps or would keep; without git, all but the ignored folders."""
    if (ROOT / ".git").exists():
        listed = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=ROOT,
            capture_output=True,
            check=True,
        )
        paths = listed.stdout.decode().rstrip("\0").split("\0")
        return [path for path in paths if (ROOT / path).is_file()]
    ignored = {line.strip().strip("/") for line in (ROOT / ".gitignore").read_text("utf-8").splitlines()}
    every = (path.relative_to(ROOT) for path in ROOT.rglob("*") if path.is_file())
    return [
        path.as_posix()
        for path in every
        if not ignored & set(path.parts) and path.suffix != ".pyc" and ".egg-info" not in path.as_posix()
    ]
