"""Bringing in a roster of people: households, members, tags; what is known already stays as it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from app.id_numbers import IdState, may_be_same
from app.records import Record
from app.spreadsheets.analysing import sample_of
from app.spreadsheets.batches import Batch
from app.spreadsheets.comparing import Comparison
from app.spreadsheets.existing import ByValue, Existing
from app.spreadsheets.households import Home, Homes, resolve, same_day
from app.spreadsheets.notes import Note
from app.spreadsheets.reports import KEPT_SAMPLES, Report
from app.spreadsheets.rows import CleanRow
from app.spreadsheets.seen import Seen, may_be_one, packed, row_of

Placed = list[tuple[CleanRow, Home | None]]


class Roster:
    """Takes in the rows of one roster, chunk by chunk."""

    def __init__(
        self, used: frozenset[str], existing: Existing, batch: Batch, report: Report, comparison: Comparison
    ) -> None:
        self._homes = Homes(used)
        self._existing = existing
        self._batch = batch
        self._report = report
        self._comparison = comparison
        self._seen = Seen()
        self._by_id: ByValue = {}
        self._by_name: ByValue = {}
        self._homes_known: dict[str, Record] = {}
        self._tags: ByValue = {}

    def continues(self, row: CleanRow, last: CleanRow) -> bool:
        """Whether a chunk must not end between these rows: they are of one household."""
        if not self._homes.kept:
            return False
        head, above = row.records["household"].get("head"), last.records["household"].get("head")
        if head or above:
            return head == above
        return row.records["person"].get("relation") != "02"

    def take(self, rows: Sequence[CleanRow]) -> None:
        """Bring in one chunk of rows."""
        placed: Placed = [(row, self._homes.place(row)) for row in rows]
        self._fetch(placed)
        for row, home in placed:
            if home is not None and not home.head and not row.notes.faults:
                row.notes.fault("no_household")
            if row.notes.faults:
                self._report.reject(row.number, row.notes.faults)
            else:
                self._take_row(row, home)
            if row.number in self._report.rejected and home is not None and home.head:
                self._report.heads[row.number] = home.head

    def _fetch(self, placed: Placed) -> None:
        people = [row.records["person"] for row, _ in placed]
        self._by_id = self._existing.with_values("person", "id_number", (p.get("id_number") for p in people))
        unknown = [
            row.records["person"].get("name")
            for row, _ in placed
            if _is_damaged(row) or row.records["person"].get("id_number") not in self._by_id
        ]
        self._by_name = self._existing.with_values("person", "name", unknown)
        if not self._by_id and not self._by_name:
            self._homes_known, self._tags = {}, {}
        else:
            found = [*_flat(self._by_id), *_flat(self._by_name)]
            self._homes_known = self._existing.by_ids("household", (each["household"] for each in found))
            self._tags = self._existing.with_values("tag", "owner", (each.id for each in found))
        homes = {id(home): home for _, home in placed if home is not None}
        by_head = self._existing.with_values("household", "head", (home.head for home in homes.values()))
        resolve(homes.values(), by_head, self._votes(placed), self._homes_known)

    def _votes(self, placed: Placed) -> dict[int, list[str]]:
        votes: dict[int, list[str]] = {}
        for row, home in placed:
            if home is None or home.id:
                continue
            person = row.records["person"]
            known = self._by_id.get(person.get("id_number") or "", [])
            if not known and person.get("birth"):
                named = self._by_name.get(person.get("name") or "", [])
                known = [each for each in named if each["birth"] == person["birth"]]
            place = next((each["household"] for each in known if each["household"]), "")
            votes.setdefault(id(home), []).append(place)
        return votes

    def _take_row(self, row: CleanRow, home: Home | None) -> None:
        before = self._batch.total
        record = self._known_person(row, home)
        if row.notes.faults:
            self._report.reject(row.number, row.notes.faults)
            return
        if record is None and self._repeats(row, home):
            self._report.already += 1
            return
        if home is not None and home.record is not None:
            self._comparison.household(row.number, home)
        if record is not None:
            self._compare(row, record, home)
            identity = record.id
        else:
            identity = self._add_person(row, home)
        if identity:
            self._add_tags(row, identity, self._tags.get(identity, ()))
            if self._batch.total != before:
                self._accept(row)
            else:
                self._report.already += 1

    def _compare(self, row: CleanRow, record: Record, home: Home | None) -> None:
        self._comparison.record(row.number, record, row.records["person"])
        if home is None or record["household"] == home.id or (record["household"] and home.record is None):
            return
        home.id = home.id or self._batch.new_id()
        if home.record is None and self._comparison.takes_next and not self._ensure(home, row):
            return
        self._comparison.moved(row.number, record, home)

    def _accept(self, row: CleanRow) -> None:
        self._report.accepted += 1
        self._report.remark(row.number, row.notes.repairs)
        if len(self._report.samples) < KEPT_SAMPLES:
            self._report.samples.append(sample_of(row, "person", self._batch.codes))

    def _known_person(self, row: CleanRow, home: Home | None) -> Record | None:
        """The person the register already has: by ID number, else by name, birth and household."""
        person = row.records["person"]
        name, birth, number = person["name"], person.get("birth"), person.get("id_number") or ""
        same_id = [] if _is_damaged(row) else self._by_id.get(number, []) if number else []
        if same_id:
            return next((each for each in same_id if each["name"] == name), same_id[0])
        alike = [
            each
            for each in self._by_name.get(name, ())
            if may_be_same(each["id_number"] or "", number) and same_day(each["birth"], birth)
        ]
        if home is None:
            return self._only_one(row, alike)
        if home.record is not None and (inside := [each for each in alike if each["household"] == home.id]):
            return inside[0]
        # Someone registered without a household, from a list of members or of those in need.
        homeless = [each for each in alike if not each["household"]]
        return homeless[0] if len(homeless) == 1 else None

    def _only_one(self, row: CleanRow, alike: list[Record]) -> Record | None:
        birth = row.records["person"].get("birth")
        exact = [each for each in alike if birth and each["birth"] == birth]
        candidates = exact or alike
        if len(candidates) > 1:
            row.notes.fault(
                "person_ambiguous",
                value=row.records["person"]["name"],
                count=len(candidates),
                places="、".join(self._place(each) for each in candidates[:4]),
            )
        return candidates[0] if len(candidates) == 1 else None

    def _place(self, person: Record) -> str:
        home = self._homes_known.get(person["household"] or "")
        return self._existing.title(home) if home else person["birth"] or "—"

    def _repeats(self, row: CleanRow, home: Home | None) -> bool:
        """Whether an earlier row of the sheet already is this person; who only may be is reported."""
        person = row.records["person"]
        name, birth = person["name"], person.get("birth") or ""
        this = packed(row.number, row.notes.identity, birth)
        namesake = self._seen.same_in_home(id(home), name, this) if home is not None else 0
        if namesake and may_be_one(namesake, this):
            return True
        earlier, named_so = self._seen.same_id(row.number, row.notes.identity, name)
        if named_so:
            return True
        born = self._seen.same_birth(row.number, name, birth)
        alike = self._seen.same_beginning(row.number, row.notes.identity, name)
        for reason, other in (
            ("same_id", earlier),
            ("same_beginning", alike),
            ("same_name_household", row_of(namesake)),
            ("same_name_birth", born),
        ):
            if other:
                self._report.duplicate(row.number, name, reason, (other, "", ""))
                break
        self._tell_duplicates(row)
        return False

    def _tell_duplicates(self, row: CleanRow) -> None:
        name, birth = row.records["person"]["name"], row.records["person"].get("birth") or ""
        for record in self._by_name.get(name, ()):
            if len(birth) == 10 and record["birth"] == birth:
                other_one = (0, record.id, self._existing.title(record))
                self._report.duplicate(row.number, name, "same_name_birth", other_one)

    def _add_person(self, row: CleanRow, home: Home | None) -> str:
        person = dict(row.records["person"])
        if home is not None:
            if not home.id:
                home.id = self._batch.new_id()
            person["household"] = home.id
        checked = self._batch.check("person", person)
        if isinstance(checked, Note):
            self._report.reject(row.number, [checked])
            return ""
        if home is not None and home.record is None and not self._ensure(home, row):
            return ""
        return self._batch.add("person", checked)

    def _ensure(self, home: Home, row: CleanRow) -> bool:
        """The household is added with its first member."""
        if home.added:
            return True
        checked = self._batch.check("household", {**home.values, "head": home.head})
        if isinstance(checked, Note):
            self._report.reject(row.number, [checked])
            return False
        self._batch.add("household", {**checked, "id": home.id})
        home.added, home.values = True, {}
        return True

    def _add_tags(self, row: CleanRow, owner: str, existing: Sequence[Record]) -> None:
        said: dict[str, Any] = row.records["tag"]
        held = {each["tag"] for each in existing if not each["end"]}
        for code in said.get("tag") or ():
            if code in held:
                continue
            checked = self._batch.check("tag", {**said, "tag": code, "owner": owner})
            if isinstance(checked, dict):
                self._batch.add("tag", checked)
            else:
                self._report.remark(row.number, [checked])


def _is_damaged(row: CleanRow) -> bool:
    """Whether the row's ID number lost digits, so that it may be another's as well."""
    return row.notes.identity is not None and row.notes.identity.state is IdState.DAMAGED


def _flat(found: ByValue) -> list[Record]:
    return [record for each in found.values() for record in each]
