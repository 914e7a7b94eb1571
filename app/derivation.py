"""What follows from what was typed: a person's pinyin, birth and sex."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.id_numbers import parse
from app.pinyin import syllables_of


def derive(kind: str, values: dict[str, Any]) -> dict[str, Any]:
    """The values with what can be derived from them; what was typed is never overruled."""
    if kind != "person":
        return values
    if values.get("name") and not values.get("pinyin"):
        values["pinyin"] = syllables_of(values["name"])
    elif values.get("pinyin"):
        values["pinyin"] = " ".join(str(values["pinyin"]).lower().split())
    if "id_number" in values:
        _derive_identity(values)
    return values


def derive_change(
    kind: str, before: Mapping[str, Any], typed: Mapping[str, Any], ready: dict[str, Any]
) -> None:
    """Of what was derived for a change, keep only what does not overrule a value typed earlier.

    A value that followed from the old name or number follows the new one; any other stays.
    """
    if kind != "person":
        return
    old = parse(before.get("id_number")) if before.get("id_number") else None
    followed = {
        "pinyin": syllables_of(before["name"]) if before.get("name") else "",
        "birth": old.birth if old else "",
        "sex": old.sex if old else "",
    }
    for name, earlier in followed.items():
        value = before.get(name)
        if name in ready and name not in typed and value and value != earlier:
            del ready[name]


def _derive_identity(values: dict[str, Any]) -> None:
    """GB 11643: number, state, birth and sex; a failed check warns and never forbids."""
    found = parse(values["id_number"]) if values["id_number"] else None
    if found is None:
        values["id_state"] = None
        return
    values["id_number"] = found.text
    values["id_state"] = found.state.value
    if found.birth and not values.get("birth"):
        values["birth"] = found.birth
    if found.sex and not values.get("sex"):
        values["sex"] = found.sex
