"""Taking packages in, written from docs/exchange-format.md alone (sections 9 to 12), without app."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

Writer = tuple[str, str]
Dot = tuple[Writer, int]
Siblings = dict[Dot, Any]


class Refused(Exception):
    """The package builds on what is not here (section 12, 2)."""


@dataclass
class Record:
    """One record: its making, the values it was made with, and what each column set later holds."""

    made: Dot
    values: dict[str, Any]
    columns: dict[str, Siblings]

    def of(self, name: str) -> Siblings:
        """The siblings of a column."""
        return self.columns.get(name) or {self.made: self.values.get(name)}


@dataclass
class Bucket:
    """What a reader holds of a bucket. `chains`: writer → seq → head."""

    office: str
    vector: dict[Writer, int] = field(default_factory=dict)
    chains: dict[Writer, dict[int, str]] = field(default_factory=dict)
    offices: dict[Writer, str] = field(default_factory=dict)
    records: dict[tuple[str, str], Record] = field(default_factory=dict)

    def shown(self, record: Record, name: str) -> Any:
        """Section 12, 5."""
        found = record.of(name)

        def rank(dot: Dot) -> tuple[bool, bool, Writer, int]:
            exists = name == "deleted" and not found[dot]
            return exists, self.offices[dot[0]] == self.office, dot[0], dot[1]

        return found[max(found, key=rank)]


class PlainReader:
    """Holds buckets by name; takes in the frames of packages, whole or not at all."""

    def __init__(self) -> None:
        self.buckets: dict[str, Bucket] = {}

    def take(self, frames: list[tuple[bytes, bytes]]) -> None:
        """Take in what `plain_reader.read` gives. Raises Refused; then nothing is changed."""
        manifest = json.loads(frames[0][1])
        for each in manifest["buckets"]:
            self._check(manifest, each)
        parts = _by_bucket([json.loads(content) for kind, content in frames if kind == b"R"])
        for at, each in enumerate(manifest["buckets"]):
            self._merge(manifest, each, parts.get(at, []))

    def _check(self, manifest: dict[str, Any], told: dict[str, Any]) -> None:
        here = self.buckets.get(told["name"], Bucket(""))
        for place, base, head, _ in told["heard"]:
            writer = _writer(manifest, place)
            if base and here.chains.get(writer, {}).get(base) != head:
                raise Refused(f"{writer} at {base}")

    def _merge(self, manifest: dict[str, Any], told: dict[str, Any], frames: list[dict[str, Any]]) -> None:
        bucket = self.buckets.setdefault(told["name"], Bucket(told["office"]))
        theirs = {_writer(manifest, place): seq for place, _, _, seq in told["heard"]}
        bucket.offices.update({(node, epoch): office for node, epoch, office in manifest["writers"]})
        merging = _Merging(manifest, bucket, theirs)
        for frame in frames:
            if frame["t"] == "rows":
                for row in frame["rows"]:
                    merging.row(frame["kind"], frame["fields"], row)
            elif frame["t"] == "chain":
                for place, last, head in frame["rows"]:
                    bucket.chains.setdefault(_writer(manifest, place), {})[last] = head
        for writer, seq in theirs.items():
            bucket.vector[writer] = max(seq, bucket.vector.get(writer, 0))


class _Merging:
    """One bucket of one package: the vector here is that before the merge."""

    def __init__(self, manifest: dict[str, Any], bucket: Bucket, theirs: dict[Writer, int]) -> None:
        self._manifest, self._bucket = manifest, bucket
        self._mine, self._theirs = dict(bucket.vector), theirs

    def row(self, kind: str, fields: list[str], row: list[Any]) -> None:
        """Section 11: one record in either form."""
        identity, _, place, seq, _, *values, columns = row
        came = {name: self._siblings(found) for name, found in columns.items() if name in fields}
        here = self._bucket.records.get((kind, identity))
        if here is None:
            made = (_writer(self._manifest, place), seq)
            self._bucket.records[kind, identity] = Record(made, dict(zip(fields, values, strict=True)), came)
            return
        for name in fields if place >= 0 else came:
            there = came.get(name)
            if there is None:
                there = {(_writer(self._manifest, place), seq): values[fields.index(name)]}
            kept = self._kept(here.of(name), there)
            if kept != here.of(name):
                here.columns[name] = kept

    def _siblings(self, listed: list[list[Any]]) -> Siblings:
        return {(_writer(self._manifest, place), seq): value for place, seq, _, value in listed}

    def _kept(self, here: Siblings, there: Siblings) -> Siblings:
        """Section 12, 4."""
        return {
            dot: value
            for dot, value in {**there, **here}.items()
            if (dot in here and dot in there)
            or (dot in here and dot[1] > self._theirs.get(dot[0], 0))
            or (dot in there and dot[1] > self._mine.get(dot[0], 0))
        }


def _by_bucket(frames: list[dict[str, Any]]) -> dict[int, list[dict[str, Any]]]:
    found: dict[int, list[dict[str, Any]]] = {}
    at = -1
    for frame in frames:
        if frame["t"] == "bucket":
            at = frame["bucket"]
        else:
            found.setdefault(at, []).append(frame)
    return found


def _writer(manifest: dict[str, Any], place: int) -> Writer:
    node, epoch, _ = manifest["writers"][place]
    return node, epoch
