"""Code lists: shipped ones, national standards, and what the office or township changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from app.presets import preset


@dataclass(frozen=True)
class CodeChange:
    """One code as a `code` record states it: a new code, another label, another place, or hidden."""

    list: str
    code: str
    label: str
    position: int | None = None
    hidden: bool = False
    rank: str = "own"  # whose word it is: "own", "above" or "below"


@dataclass(frozen=True)
class Codes:
    """All code lists. A code never changes its meaning; labels may, so records keep codes."""

    lists: dict[str, dict[str, str]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    hidden: frozenset[tuple[str, str]] = frozenset()
    _by_label: dict[str, dict[str, str]] = field(default_factory=dict, repr=False)
    told_above: frozenset[tuple[str, str]] = frozenset()  # codes that an office above stated

    def label(self, list_name: str, code: str | None) -> str:
        """The Chinese name; an unknown code shows as itself, an empty one as nothing."""
        if not code:
            return ""
        return self.lists.get(list_name, {}).get(code, code)

    def code(self, list_name: str, text: str) -> str | None:
        """The code for a label, a synonym or the code itself; None when there is none."""
        known = self.lists.get(list_name, {})
        if text in known:
            return text
        return self._by_label.get(list_name, {}).get(text.strip())

    def options(self, list_name: str) -> list[tuple[str, str]]:
        """(code, label) of the list in order, without the hidden ones."""
        known = self.lists.get(list_name, {})
        return [(c, label) for c, label in known.items() if (list_name, c) not in self.hidden]


def _shipped() -> tuple[dict[str, dict[str, str]], dict[str, str], dict[str, dict[str, str]]]:
    lists: dict[str, dict[str, str]] = {}
    names: dict[str, str] = {}
    by_label: dict[str, dict[str, str]] = {}
    for name, described in {**preset("codes"), **preset("codes_national")}.items():
        lists[name] = {code: label for code, label in described["codes"]}
        names[name] = described["label"]
        by_label[name] = {**described.get("synonyms", {}), **preset("code_synonyms").get(name, {})}
    return lists, names, by_label


RANKS = ("below", "own", "above")  # a later one's word holds where both name a code
# Lists that are counted with: what an office below says for itself does not hold here.
OURS_ALONE = frozenset({"rest_day", "make_up_day", "matter_term"})
# Lists whose codes are days: of a year that an office above told, nothing else holds.
OF_YEARS = frozenset({"rest_day", "make_up_day"})


def in_force(changes: Iterable[CodeChange]) -> list[CodeChange]:
    """The changes that hold at this desk, the weightiest last."""
    ordered = sorted(changes, key=lambda each: RANKS.index(each.rank))
    told = {
        each.code[:4]
        for each in ordered
        if each.list in OF_YEARS and each.rank == "above" and not each.hidden
    }
    return [
        each
        for each in ordered
        if not (each.list in OURS_ALONE and each.rank == "below")
        and not (each.list in OF_YEARS and each.rank == "own" and each.code[:4] in told)
    ]


def assembled(changes: Iterable[CodeChange] = ()) -> Codes:
    """The shipped lists with the office's changes laid over them."""
    lists, names, by_label = _shipped()
    hidden = set()
    told_above = set()
    for change in in_force(changes):
        if change.rank == "above":
            told_above.add((change.list, change.code))
        known = lists.setdefault(change.list, {})
        by_label.setdefault(change.list, {})
        names.setdefault(change.list, change.list)
        known[change.code] = change.label
        if change.hidden:
            hidden.add((change.list, change.code))
        if change.position is not None:
            moved = [each for each in known.items() if each[0] != change.code]
            moved.insert(max(change.position - 1, 0), (change.code, change.label))
            lists[change.list] = dict(moved)
    for name, known in lists.items():
        by_label[name] = {**by_label[name], **{label: code for code, label in known.items()}}
    return Codes(lists, names, frozenset(hidden), by_label, frozenset(told_above))
