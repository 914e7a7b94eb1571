"""Photos and files kept with a record, inside the encrypted database."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app import pictures, records
from app.desk import Desk
from app.faults import faults_as_problems
from app.file_names import safe_name
from app.kinds import KINDS
from app.problems import Problem
from app.records import Query, Record, Where
from db import local
from db.files import write_whole

MEBIBYTE = 1 << 20
FILE_BYTES = 20 * MEBIBYTE
PICTURE_BYTES = 60 * MEBIBYTE  # of a picture that will be shrunk
SMALLEST_EDGE, LARGEST_EDGE = 16, 2048
_PROGRAMS = frozenset(
    {".exe", ".com", ".bat", ".cmd", ".scr", ".pif", ".msi", ".js", ".jse", ".vbs", ".vbe", ".wsf", ".hta"}
    | {".ps1", ".lnk", ".reg", ".jar", ".dll", ".cpl", ".sh", ".desktop", ".html", ".htm", ".svg"}
)
_MEDIA_TYPES = {
    ".pdf": "application/pdf",
    ".doc": "application/msword",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xls": "application/vnd.ms-excel",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".wps": "application/vnd.ms-works",
    ".txt": "text/plain",
    ".mp3": "audio/mpeg",
    ".m4a": "audio/mp4",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".bmp": "image/bmp",
    ".webp": "image/webp",
    ".gif": "image/gif",
}


@dataclass(frozen=True)
class _Piece:
    """One attachment about to be written."""

    name: str
    contents: bytes
    original: bool = False


def attach(desk: Desk, owner_kind: str, owner_id: str, path: Path, keep_original: bool = False) -> str:
    """Keep a file with a record; the attachment's id. One intention, whole or not at all.

    A picture is shrunk to 1600 pixels as JPEG, without the camera's notes; with `keep_original` the
    file itself is kept beside it as a second attachment. Other files are kept as they are, up to 20 MB.
    Raises Problem: no_such_record, cannot_own, unreadable_file, empty_file, file_too_large,
    program_file, unreadable_picture, picture_too_large.
    """
    if owner_kind not in KINDS["attachment"].field("owner").targets:
        raise Problem("cannot_own", kind=KINDS[owner_kind].label if owner_kind in KINDS else owner_kind)
    records.get(desk, owner_kind, owner_id)
    pieces = _pieces(path, keep_original)
    with desk.write("attachment.add") as writer:
        ids = []
        for piece in pieces:
            digest = hashlib.sha256(piece.contents).hexdigest()
            writer.store_content(digest, piece.contents)
            values = {
                "owner": owner_id, "name": piece.name, "sha256": digest, "size": len(piece.contents),
                "media_type": media_type(piece.name), "original": int(piece.original),
            }  # fmt: skip
            ids.append(writer.add("attachment", values))
    return ids[0]


def attached(desk: Desk, owner_id: str) -> Sequence[Record]:
    """The attachments of a record, oldest first."""
    where = (Where("owner", "=", owner_id),)
    return records.find(desk, Query("attachment", where=where, order=("row",)))


def read(desk: Desk, attachment_id: str) -> bytes:
    """The bytes. Raises Problem: no_such_record, attachment_lost."""
    record = records.get(desk, "attachment", attachment_id)
    with faults_as_problems(desk.home):
        found = local.content(desk.store, record["sha256"])
    if found is None or hashlib.sha256(found).hexdigest() != record["sha256"]:
        raise Problem("attachment_lost", name=record["name"])
    return found


def thumbnail(desk: Desk, attachment_id: str, px: int) -> bytes:
    """A PNG that fits a square of `px` pixels. Raises Problem, unreadable_picture for other files."""
    edge = min(max(px, SMALLEST_EDGE), LARGEST_EDGE)
    return pictures.thumbnail(read(desk, attachment_id), edge)


def is_picture(record: Record) -> bool:
    """Whether an attachment can be shown as a picture."""
    return str(record["media_type"] or "").startswith("image/")


def save_as(desk: Desk, attachment_id: str, path: Path) -> Path:
    """Write the bytes to `path`, or under their own name into the folder `path`; the file written.

    Noted in the audit log without the name. Raises Problem: attachment_lost, not_writable, disk_full,
    disk_error; then no file was changed.
    """
    contents = read(desk, attachment_id)
    name = records.get(desk, "attachment", attachment_id)["name"]
    target = path / safe_name(name, "附件") if path.is_dir() else path
    desk.audit("attachment.save", attachment_id)
    with faults_as_problems(target.parent):
        write_whole(target, contents)
    return target


def remove(desk: Desk, attachment_id: str) -> None:
    """Send an attachment to the recycle bin; its bytes stay, so that it can come back."""
    records.remove(desk, "attachment", attachment_id)


def media_type(name: str) -> str:
    """The media type that a file's name speaks of."""
    return _MEDIA_TYPES.get(Path(name).suffix.lower(), "application/octet-stream")


def _pieces(path: Path, keep_original: bool) -> list[_Piece]:
    name = safe_name(path.name, "附件")
    suffix = Path(name).suffix.lower()
    if suffix in _PROGRAMS:
        raise Problem("program_file", name=name)
    contents = _contents(path, name)
    if not (pictures.is_picture(contents) or suffix in pictures.SUFFIXES):
        _check_size(name, len(contents), FILE_BYTES)
        return [_Piece(name, contents)]
    made = [_Piece(Path(name).stem + ".jpg", pictures.shrunk(contents))]
    if keep_original:
        _check_size(name, len(contents), FILE_BYTES)
        made.append(_Piece(name, contents, original=True))
    return made


def _contents(path: Path, name: str) -> bytes:
    try:
        if not path.is_file():
            raise Problem("unreadable_file", name=name)
        _check_size(name, path.stat().st_size, PICTURE_BYTES)
        with path.open("rb") as file:
            contents = file.read(PICTURE_BYTES + 1)
    except (OSError, ValueError):
        raise Problem("unreadable_file", name=name) from None
    _check_size(name, len(contents), PICTURE_BYTES)
    if not contents:
        raise Problem("empty_file", name=name)
    return contents


def _check_size(name: str, size: int, limit: int) -> None:
    if size > limit:
        told = f"{size / MEBIBYTE:.1f} 兆"
        raise Problem("file_too_large", name=name, size=told, limit=f"{limit // MEBIBYTE} 兆")
