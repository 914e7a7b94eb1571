"""Every problem has its sentence and every code list its options."""

from __future__ import annotations

import importlib
from collections.abc import Iterator, Mapping

import pytest

from app.codes import assembled
from app.kinds import KINDS
from app.problems import Problem
from tests.architecture import sentences
from tests.architecture.sources import Source, read

PROJECT = read("app", "ui")
# Filled in by validation and the store's adapter on the way up, not where the problem is made.
FILLED_LATER: frozenset[str] = frozenset()


def classes(base: type[Problem] = Problem) -> Iterator[type[Problem]]:
    """Problem and every class under it that the program defines."""
    yield base
    for each in base.__subclasses__():
        yield from classes(each)


@pytest.fixture(scope="module")
def spoken() -> Mapping[str, Mapping[str, str]]:
    """Class name → its sentences, after every module that defines one has been imported."""
    names = sentences.problem_classes(PROJECT)
    for source in PROJECT:
        if any(f"class {name}(" in source.text for name in names):
            importlib.import_module(source.module)
    return {each.__name__: each.sentences for each in classes() if each.__module__.startswith(("app", "ui"))}


def test_every_problem_says_its_sentence_in_full(spoken):
    found = list(sentences.raised(PROJECT, sentences.problem_classes(PROJECT)))
    assert list(sentences.without_sentence(found, spoken, FILLED_LATER)) == []


def test_every_sentence_can_be_said(spoken):
    words = sentences.words_in([*PROJECT, *read("db")])
    every = {code: text for known in spoken.values() for code, text in known.items()}
    assert list(sentences.never_said(every, words)) == []


def test_every_sentence_ends_like_one(spoken):
    every = {text for known in spoken.values() for text in known.values()}
    assert [text for text in every if not text.endswith(("。", "）", "！", "？", "：", "}"))] == []


def test_every_code_list_of_a_field_has_a_preset():
    fields = {f"{kind.name}.{each.name}": each.codes for kind in KINDS.values() for each in kind.fields}
    used = {name: codes for name, codes in fields.items() if codes}
    assert list(sentences.code_lists_missing(used, assembled().lists)) == []


def test_a_code_without_a_sentence_is_found():
    source = Source("app/x.py", "class Refused(Problem): ...\nraise Refused('unheard')\nraise Refused('gap')")
    names = sentences.problem_classes([source])
    known = {"Refused": {"gap": "“{label}”太长。"}}
    assert list(sentences.without_sentence(sentences.raised([source], names), known)) == [
        "app/x.py:2 Refused('unheard') has no sentence",
        "app/x.py:3 gap does not say label",
    ]


def test_a_sentence_that_nobody_says_is_found():
    words = sentences.words_in([Source("app/x.py", "f('said')"), Source("app/text.py", "{'unsaid': ''}")])
    assert list(sentences.never_said({"said": "", "unsaid": ""}, words)) == [
        "sentence 'unsaid' is never used"
    ]


def test_a_missing_code_list_is_found():
    assert len(list(sentences.code_lists_missing({"person.sex": "sexes"}, ["sex"]))) == 1
