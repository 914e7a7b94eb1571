"""How a record kind is described: its fields, their types, labels and sensitivity."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum


class FieldType(Enum):
    """What a field holds, and how its value looks in a record."""

    TEXT = "text"  # str on one line
    LONG_TEXT = "long_text"  # str with line breaks
    DATE = "date"  # str "YYYY-MM-DD"; "YYYY-MM" and "YYYY" where the paper says no more
    INTEGER = "integer"  # int
    NUMBER = "number"  # float: quantities with a unit
    MONEY = "money"  # int, in fen
    BOOLEAN = "boolean"  # 0 or 1
    CODE = "code"  # str: a code of the list named in Field.codes
    REFERENCE = "reference"  # str: id of a record of one of Field.targets
    REFERENCES = "references"  # JSON list of such ids, in the order typed
    JSON = "json"  # JSON object, for definitions


class Sensitivity(Enum):
    """Who may see a value unmasked (design 5)."""

    PLAIN = "plain"
    PERSONAL = "personal"
    SENSITIVE = "sensitive"


SQL_TYPES = {
    FieldType.INTEGER: "INTEGER",
    FieldType.MONEY: "INTEGER",
    FieldType.BOOLEAN: "INTEGER",
    FieldType.NUMBER: "REAL",
}


WORKED = (1949, 2089)  # years in which an office can have done or met something


@dataclass(frozen=True)
class Field:
    """One field of a kind. `name` is the column; everything else says how people meet it."""

    name: str
    label: str
    type: FieldType = FieldType.TEXT
    required: bool = False
    codes: str = ""
    targets: tuple[str, ...] = ()
    sensitivity: Sensitivity = Sensitivity.PLAIN
    mask: str = ""  # "name", "id_number", "phone", "address", "text": how app.masking hides it
    leaves_office: bool = True  # False: a private note that no package carries
    searched: bool = False  # goes into the free-text index
    indexed: bool = False  # gets a B-tree index: lists filter or sort by it
    derived: bool = False  # computed by a use case, never typed in a form
    group: str = ""  # fields of one group merge as one value (exchange 3)
    default: str | int | None = None
    max_length: int = 0  # code points; 0: 50 for TEXT that is a name, else 200 / 20000
    years: tuple[int, int] = (1850, 2199)  # the first and last year a date may name
    synonyms: tuple[str, ...] = ()  # other headings seen in spreadsheets
    hint: str = ""  # a short Chinese prompt in the empty field

    @property
    def sql_type(self) -> str:
        """The column type in SQLite."""
        return SQL_TYPES.get(self.type, "TEXT")

    @property
    def length_limit(self) -> int:
        """The greatest number of code points a text value may have."""
        if self.max_length:
            return self.max_length
        return 20_000 if self.type is FieldType.LONG_TEXT else 200


@dataclass(frozen=True)
class Kind:
    """One kind of record: one table, one form, one line in docs/records.md."""

    name: str
    label: str
    fields: tuple[Field, ...]
    title: tuple[str, ...]  # fields whose values name a record to people
    append_only: bool = False  # facts: corrected by a new fact (exchange 4)
    date_field: str = ""  # what "in this period" means for ledgers and lists
    number: int = 0  # the kind's stable small number in stamps and history
    _by_name: dict[str, Field] = field(default_factory=dict, repr=False, compare=False, hash=False)

    def __post_init__(self) -> None:
        self._by_name.update({each.name: each for each in self.fields})

    def field(self, name: str) -> Field:
        """The field of that name. Raises KeyError."""
        return self._by_name[name]

    def has(self, name: str) -> bool:
        """Whether the kind has a field of that name."""
        return name in self._by_name

    @property
    def names(self) -> tuple[str, ...]:
        """The field names in order."""
        return tuple(each.name for each in self.fields)

    @property
    def searched(self) -> tuple[str, ...]:
        """The fields that go into the free-text index."""
        return tuple(each.name for each in self.fields if each.searched)
