"""What exchange files are called on a stick: so that a clerk can tell them apart; nothing depends on it."""

from __future__ import annotations

from app.exchange.text import DOCUMENTS
from app.file_names import safe_name

SUFFIX = ".lxp"
STEM_BYTES = 180
"""With suffix, number and `.part` still within the 255 bytes that file systems take."""


def package_name(
    sender: str, recipient: str, period: str, number: int, discreet: bool = False, is_full: bool = False
) -> str:
    """柿子村→大石镇 2026-11 第14次.lxp. `discreet`: without names of places, should the stick get lost."""
    route = "连心数据" if discreet else f"{sender}→{recipient}"
    return file_name(f"{route} {period} 第{number}次{'（全部）' if is_full else ''}")


def document_name(kind: str, office: str, day: str) -> str:
    """入网申请 柿子村 2026-11-05.lxp."""
    return file_name(f"{DOCUMENTS[kind]} {office} {day}")


def file_name(stem: str) -> str:
    """The stem made fit for FAT, exFAT, NTFS and ext4, with the suffix."""
    cleaned = safe_name(f"{stem}{SUFFIX}", f"连心数据{SUFFIX}").removesuffix(SUFFIX)
    return cleaned.encode()[:STEM_BYTES].decode("utf-8", "ignore").rstrip(" .") + SUFFIX


def numbered(name: str, number: int) -> str:
    """The same name for the `number`-th file that wants it: a.lxp, a (2).lxp."""
    return name if number < 2 else f"{name.removesuffix(SUFFIX)} ({number}){SUFFIX}"
