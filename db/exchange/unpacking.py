"""From the frames of a package into the merge: bucket after bucket, each frame's form checked first."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from db.exchange.mapping import Context, Heard
from db.exchange.merging import Merge
from db.exchange.parcel import heard_in
from db.exchange.taking import Taking

# bucket name, its office, who wrote in it → the kinds that the sender may write there; None: all.
# Raises what the caller's rules raise.
Rule = Callable[[str, str, list[Heard]], frozenset[str] | None]


class Malformed(Exception):
    """A frame that no program of this protocol writes."""


class OutOfScope(Exception):
    """The sender may not write this bucket: it is passed over, the rest goes in."""


class Unpacking:
    """Feeds frames to a take-in in the order in which they lie in the package."""

    def __init__(self, taking: Taking, described: Mapping[str, Any], rule: Rule) -> None:
        """`described`: the manifest's writers and buckets (db.exchange.parcel), their form checked."""
        self._taking = taking
        self._described = described
        self._rule = rule
        self._bucket: Mapping[str, Any] | None = None
        self._links: list[list[Any]] = []
        self._merge: Merge | None = None
        self._passed_over = False
        self.contexts: list[Context] = []
        self.out_of_scope: list[str] = []
        self.rows = 0

    def frame(self, frame: Any) -> None:
        """Take in one frame. Raises Malformed, MissingBefore, and what the rule raises."""
        try:
            kind = frame["t"]
            if kind == "bucket":
                self._close()
                self._bucket, self._links = self._described["buckets"][frame["bucket"]], []
            elif kind == "chain" and self._merge is None:
                self._links += frame["rows"]
            else:
                self._rows(kind, frame)
        except (KeyError, TypeError, IndexError, ValueError, AttributeError, OverflowError):
            raise Malformed from None

    def finish(self) -> None:
        """After the last frame: what had waited goes in, the vectors rise."""
        self._close()
        self._taking.finish()

    def _rows(self, kind: str, frame: Mapping[str, Any]) -> None:
        merge = self._merge or self._begin()
        self.rows += len(frame["rows"]) if kind == "rows" else 0
        if merge is None:
            return
        if kind == "actions":
            merge.actions(frame["rows"])
        elif kind == "rows":
            merge.rows(frame["kind"], frame["fields"], frame["rows"])
        elif kind == "raw":
            merge.cells(frame["rows"])
        # A frame of a kind unknown to this program adds nothing that it could keep.

    def _begin(self) -> Merge | None:
        if self._bucket is None:
            raise Malformed
        if self._passed_over:
            return None
        heard = heard_in(self._described, self._bucket, self._links)
        name, office = self._bucket["name"], self._bucket["office"]
        try:
            kinds = self._rule(name, office, heard)
        except OutOfScope:
            self._passed_over = True
            self.out_of_scope.append(name)
            return None
        self._merge, context = self._taking.bucket(name, office, heard, kinds)
        self.contexts.append(context)
        return self._merge

    def _close(self) -> None:
        if self._bucket is not None and self._merge is None:
            self._begin()  # a bucket without changes still says what its sender has seen
        self._bucket, self._merge, self._passed_over = None, None, False
