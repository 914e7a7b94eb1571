"""Rules about problems and code lists: every code used has its sentence, every list its options."""

from __future__ import annotations

import ast
import string
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from tests.architecture.sources import Source

# Problem's code goes first and is a word; the details are keywords.
BASE = "Problem"


@dataclass(frozen=True)
class Raised:
    """One place that makes a problem with a code written out. `details` is None when unknown."""

    where: str
    class_name: str
    code: str
    details: frozenset[str] | None


def problem_classes(sources: Iterable[Source]) -> dict[str, str]:
    """Class name → name of its base, for Problem and all that descend from it."""
    bases: dict[str, str] = {}
    for source in sources:
        for node in ast.walk(source.tree):
            if isinstance(node, ast.ClassDef):
                for base in node.bases:
                    bases[node.name] = getattr(base, "id", bases.get(node.name, ""))
    found = {BASE: ""}
    grown = True
    while grown:
        more = {name: base for name, base in bases.items() if base in found and name not in found}
        found.update(more)
        grown = bool(more)
    return found


def raised(sources: Iterable[Source], classes: Iterable[str]) -> Iterator[Raised]:
    """Every call of a problem class whose code is written out."""
    wanted = set(classes)
    for source in sources:
        for node in ast.walk(source.tree):
            if not (isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant)):
                continue
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            code = node.args[0].value
            if name in wanted and isinstance(code, str):
                keywords = [each.arg for each in node.keywords]
                known = frozenset(each for each in keywords if each)
                unknown = None in keywords
                yield Raised(f"{source.path}:{node.lineno}", name, code, None if unknown else known)


def _holes(sentence: str) -> set[str]:
    return {name.split(".")[0] for _, name, _, _ in string.Formatter().parse(sentence) if name}


def without_sentence(
    found: Iterable[Raised], sentences: Mapping[str, Mapping[str, str]], filled: frozenset[str] = frozenset()
) -> Iterator[str]:
    """Codes without a sentence, and sentences whose holes the place does not fill.

    `sentences`: class name → its sentences. `filled`: details that are added on the way up.
    """
    for each in found:
        known = sentences.get(each.class_name, {})
        if each.code not in known:
            yield f"{each.where} {each.class_name}({each.code!r}) has no sentence"
        elif each.details is not None and (missing := _holes(known[each.code]) - each.details - filled):
            yield f"{each.where} {each.code} does not say {', '.join(sorted(missing))}"


def words_in(sources: Iterable[Source]) -> set[str]:
    """Every string written out in the sources, except in the files of sentences."""
    return {
        node.value
        for source in sources
        if not source.path.endswith("text.py")
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def never_said(sentences: Mapping[str, str], words: set[str]) -> Iterator[str]:
    """Sentences whose code no file writes out: nobody can ever read them."""
    for code in sentences:
        if code not in words:
            yield f"sentence {code!r} is never used"


def code_lists_missing(lists_used: Mapping[str, str], presets: Iterable[str]) -> Iterator[str]:
    """Fields whose code list is not among the presets. `lists_used`: field → list."""
    known = set(presets)
    for field, codes in lists_used.items():
        if codes not in known:
            yield f"{field} uses the code list {codes!r}, which no preset has"
