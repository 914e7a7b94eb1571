"""The units that are exchanged: each office's records, and what an office defines for those below."""

from __future__ import annotations


def records_of(office: str) -> str:
    """The bucket of an office's records, which it and the offices above it write."""
    return f"office:{office}"


def config_of(office: str) -> str:
    """The bucket of what an office defines for those below."""
    return f"config:{office}"
