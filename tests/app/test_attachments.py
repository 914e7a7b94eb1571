"""Attachments: photos shrunk and stripped, files kept whole, names and sizes made safe."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from app import attachments, pictures, records
from app.file_names import LONGEST, safe_name
from app.offices import OpenOffice
from app.problems import Problem
from tests.app.village_desk import add_household, open_village

Painted = Callable[..., Path]
ORIENTATION, GPS = 0x0112, 0x8825


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[OpenOffice]:
    """An open village."""
    made = open_village(tmp_path)
    yield made
    made.close()


@pytest.fixture
def home(desk: OpenOffice) -> str:
    """A household to attach to."""
    return add_household(desk)


@pytest.fixture
def painted(tmp_path: Path) -> Painted:
    """Paints a picture file: red left half, blue right half."""

    def paint(
        name: str, size: tuple[int, int] = (40, 20), exif: Image.Exif | None = None, mode: str = "RGB"
    ) -> Path:
        picture = Image.new("RGB", size, "red")
        picture.paste("blue", (size[0] // 2, 0, *size))
        place = tmp_path / name
        picture.convert(mode).save(place, exif=exif) if exif else picture.convert(mode).save(place)
        return place

    return paint


def _opened(contents: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(contents))
    picture.load()
    return picture


def _code(action: Callable[[], object]) -> str:
    with pytest.raises(Problem) as refused:
        action()
    assert refused.value.sentence.endswith("。")
    return refused.value.code


@pytest.mark.parametrize("name", ["a.jpg", "a.JPEG", "a.png", "a.bmp", "a.webp", "a.gif"])
def test_every_kind_of_picture_becomes_a_jpeg(
    desk: OpenOffice, home: str, painted: Painted, name: str
) -> None:
    made = records.get(desk, "attachment", attachments.attach(desk, "household", home, painted(name)))
    stored = attachments.read(desk, made.id)
    assert (made["name"], made["media_type"], made["size"]) == ("a.jpg", "image/jpeg", len(stored))
    assert _opened(stored).format == "JPEG"
    assert made["sha256"] == hashlib.sha256(stored).hexdigest()


def test_a_large_picture_shrinks_to_1600_pixels(desk: OpenOffice, home: str, painted: Painted) -> None:
    made = attachments.attach(desk, "household", home, painted("a.jpg", (4000, 1000)))
    assert _opened(attachments.read(desk, made)).size == (1600, 400)


def test_a_small_picture_keeps_its_size(desk: OpenOffice, home: str, painted: Painted) -> None:
    made = attachments.attach(desk, "household", home, painted("a.png", (41, 23)))
    assert _opened(attachments.read(desk, made)).size == (41, 23)


def test_the_place_where_it_was_taken_is_gone_and_it_stands_upright(
    desk: OpenOffice, home: str, painted: Painted
) -> None:
    notes = Image.Exif()
    notes[ORIENTATION] = 6
    notes.get_ifd(GPS)[1] = "N"
    made = attachments.attach(desk, "household", home, painted("a.jpg", exif=notes))
    picture = _opened(attachments.read(desk, made))
    assert picture.size == (20, 40) and not picture.getexif() and "exif" not in picture.info
    red, _, blue = picture.convert("RGB").getpixel((10, 2))  # type: ignore[misc]
    assert red > 200 and blue < 60


@pytest.mark.parametrize("mode", ["L", "LA", "P", "RGBA", "1", "I;16"])
def test_every_mode_of_a_png_is_taken(desk: OpenOffice, home: str, painted: Painted, mode: str) -> None:
    made = attachments.attach(desk, "household", home, painted("a.png", mode=mode))
    assert _opened(attachments.read(desk, made)).mode == "RGB"


def test_the_original_is_kept_on_request_beside_the_small_one(
    desk: OpenOffice, home: str, painted: Painted
) -> None:
    place = painted("全家福.png", (3000, 30))
    made = attachments.attach(desk, "household", home, place, keep_original=True)
    found = attachments.attached(desk, home)
    assert [(each["name"], each["original"]) for each in found] == [("全家福.jpg", 0), ("全家福.png", 1)]
    assert found[0].id == made and attachments.read(desk, found[1].id) == place.read_bytes()


def test_taking_a_photo_is_one_step_of_undo(desk: OpenOffice, home: str, painted: Painted) -> None:
    attachments.attach(desk, "household", home, painted("a.png"), keep_original=True)
    desk.undo()
    assert list(attachments.attached(desk, home)) == []


def test_another_file_is_kept_as_it_is(desk: OpenOffice, home: str, tmp_path: Path) -> None:
    (tmp_path / "低保证明.pdf").write_bytes(b"%PDF-1.4 made up")
    made = attachments.attach(desk, "household", home, tmp_path / "低保证明.pdf")
    record = records.get(desk, "attachment", made)
    assert (record["name"], record["media_type"]) == ("低保证明.pdf", "application/pdf")
    assert attachments.read(desk, made) == b"%PDF-1.4 made up"
    assert _code(lambda: attachments.thumbnail(desk, made, 64)) == "unreadable_picture"


def test_a_thumbnail_fits_its_square(desk: OpenOffice, home: str, painted: Painted) -> None:
    made = attachments.attach(desk, "household", home, painted("a.jpg", (300, 100)))
    small = _opened(attachments.thumbnail(desk, made, 64))
    assert (small.format, small.size) == ("PNG", (64, 21))


def _lying_png(width: int, height: int) -> bytes:
    made = io.BytesIO()
    Image.new("1", (1, 1)).save(made, "PNG")
    contents = bytearray(made.getvalue())
    contents[16:24] = width.to_bytes(4, "big") + height.to_bytes(4, "big")
    return bytes(contents)


BAD_FILES = [
    ("a.jpg", b"no picture", "unreadable_picture"),
    ("a.jpg", b"", "empty_file"),
    ("a.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 40, "unreadable_picture"),
    ("a.png", _lying_png(60000, 60000), "unreadable_picture"),
    ("a.txt", b"\xff\xd8\xff\xe0broken", "unreadable_picture"),
    ("工资.exe", b"MZ", "program_file"),
    ("张三.jpg.LNK", b"L", "program_file"),
]


@pytest.mark.parametrize(("name", "contents", "code"), BAD_FILES, ids=range(len(BAD_FILES)))
def test_a_bad_file_is_refused_and_nothing_is_kept(
    desk: OpenOffice, home: str, tmp_path: Path, name: str, contents: bytes, code: str
) -> None:
    (tmp_path / name).write_bytes(contents)
    assert _code(lambda: attachments.attach(desk, "household", home, tmp_path / name)) == code
    assert list(attachments.attached(desk, home)) == []


def test_a_picture_of_too_many_points_is_not_unpacked(desk: OpenOffice, home: str, tmp_path: Path) -> None:
    Image.new("1", (10_000, 6_000)).save(tmp_path / "bomb.png")
    refused = _code(lambda: attachments.attach(desk, "household", home, tmp_path / "bomb.png"))
    assert refused == "picture_too_large"


@pytest.mark.parametrize(("megabytes", "name"), [(21, "a.pdf"), (61, "a.jpg")])
def test_a_file_beyond_its_limit_is_refused(
    desk: OpenOffice, home: str, tmp_path: Path, megabytes: int, name: str
) -> None:
    with (tmp_path / name).open("wb") as file:
        file.truncate(megabytes << 20)
    assert _code(lambda: attachments.attach(desk, "household", home, tmp_path / name)) == "file_too_large"


@pytest.mark.parametrize("name", ["absent.pdf", "folder"])
def test_what_cannot_be_read_is_said(desk: OpenOffice, home: str, tmp_path: Path, name: str) -> None:
    (tmp_path / "folder").mkdir()
    assert _code(lambda: attachments.attach(desk, "household", home, tmp_path / name)) == "unreadable_file"


def test_only_records_that_may_own_files_get_them(desk: OpenOffice, home: str, painted: Painted) -> None:
    place = painted("a.png")
    assert _code(lambda: attachments.attach(desk, "tag", home, place)) == "cannot_own"
    assert _code(lambda: attachments.attach(desk, "household", "no-such", place)) == "no_such_record"


def test_saving_gives_the_bytes_back_under_their_name(desk: OpenOffice, home: str, tmp_path: Path) -> None:
    (tmp_path / "协议.pdf").write_bytes(b"made up")
    made = attachments.attach(desk, "household", home, tmp_path / "协议.pdf")
    (tmp_path / "out").mkdir()
    assert attachments.save_as(desk, made, tmp_path / "out") == tmp_path / "out" / "协议.pdf"
    assert attachments.save_as(desk, made, tmp_path / "b.pdf").read_bytes() == b"made up"
    assert _code(lambda: attachments.save_as(desk, made, tmp_path / "b.pdf" / "c.pdf")) == "not_writable"


def test_content_that_went_missing_is_said(desk: OpenOffice, home: str, painted: Painted) -> None:
    made = attachments.attach(desk, "household", home, painted("a.png"))
    desk.store.database.execute("DELETE FROM content")
    assert _code(lambda: attachments.read(desk, made)) == "attachment_lost"


def test_the_same_bytes_are_kept_once(desk: OpenOffice, home: str, tmp_path: Path) -> None:
    for name in ("a.pdf", "b.pdf"):
        (tmp_path / name).write_bytes(b"made up")
        attachments.attach(desk, "household", home, tmp_path / name)
    assert desk.store.database.execute("SELECT count(*) FROM content").fetchone()[0] == 1


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\temp\\证明.pdf", "证明.pdf"),
        ("CON.txt", "_CON.txt"),
        ("证\u202egpj.exe", "证_gpj.exe"),
        ("a<b>:c?.pdf", "a_b__c_.pdf"),
        ("证明.pdf. .", "证明.pdf"),
        ("...", "附件"),
        ("\ud800\x00", "附件"),
    ],
)
def test_names_are_made_safe(name: str, safe: str) -> None:
    assert safe_name(name, "附件") == safe


@given(st.text(st.characters(exclude_categories=()), max_size=200))
def test_any_name_becomes_one_that_any_disk_takes(name: str) -> None:
    safe = safe_name(name, "附件")
    assert safe and len(safe) <= LONGEST and not set(safe) & set('<>:"/\\|?*\0') and safe[-1] not in " ."
    json.dumps(safe, ensure_ascii=False).encode()
    assert safe_name(safe, "附件") == safe


@pytest.mark.parametrize("name", ["a.jpg", "a.png", "a.gif", "a.webp", "a.bmp"])
def test_a_damaged_picture_is_a_problem_and_never_a_crash(painted: Painted, name: str) -> None:
    whole = painted(name, (64, 48)).read_bytes()

    @given(st.integers(0, len(whole)), st.binary(max_size=8), st.integers(0, len(whole)))
    def damage(at: int, put: bytes, end: int) -> None:
        try:
            pictures.shrunk((whole[:at] + put + whole[at + len(put) :])[: end or None])
        except Problem as problem:
            assert problem.code in ("unreadable_picture", "picture_too_large")

    damage()


def test_saving_an_attachment_is_noted_without_its_name(desk: OpenOffice, home: str, tmp_path: Path) -> None:
    (tmp_path / "张桂花的协议.pdf").write_bytes(b"made up")
    made = attachments.attach(desk, "household", home, tmp_path / "张桂花的协议.pdf")
    attachments.save_as(desk, made, tmp_path / "b.pdf")
    noted = desk.store.connection.execute("SELECT act, detail FROM audit").fetchall()
    assert tuple(noted[-1]) == ("attachment.save", made)
