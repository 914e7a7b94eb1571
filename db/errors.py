"""Faults of the store that the world causes; bugs stay ordinary exceptions."""

from __future__ import annotations


class StoreFault(Exception):
    """The disk, the file or the key said no. `code` names the case; nothing was changed.

    Codes: wrong_key, damaged, damaged_keys, not_writable, disk_full, disk_error, busy,
    newer_format, missing.
    """

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.detail = detail
