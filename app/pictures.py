"""Pictures from outside: opened within bounds, turned upright, shrunk, without the camera's notes."""

from __future__ import annotations

import struct
import warnings
import zlib
from io import BytesIO
from typing import TYPE_CHECKING

from app.problems import Problem

if TYPE_CHECKING:
    from PIL.Image import Image

FORMATS = ("JPEG", "PNG", "BMP", "WEBP", "GIF")
SUFFIXES = frozenset({".jpg", ".jpeg", ".png", ".bmp", ".webp", ".gif"})
LONGEST_EDGE = 1600  # pixels
QUALITY = 80
MOST_PIXELS = 50_000_000
MOST_JPEG_PIXELS = 130_000_000  # a JPEG is shrunk while it is read
# What Pillow raises for files that are damaged or lie about themselves.
_DAMAGED = (
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    KeyError,
    IndexError,
    TypeError,
    struct.error,
    zlib.error,
)


def is_picture(contents: bytes) -> bool:
    """Whether the bytes begin like a picture of a known format, whatever the file is called."""
    head = contents[:16]
    return (
        head.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a"))
        or (head.startswith(b"BM") and len(contents) > 26 and contents[14] in (12, 40, 52, 56, 64, 108, 124))
        or (head[:4] == b"RIFF" and head[8:12] == b"WEBP")
    )


def shrunk(contents: bytes) -> bytes:
    """A JPEG of at most LONGEST_EDGE pixels, upright, with no EXIF: no place, no camera, no time.

    Raises Problem unreadable_picture, picture_too_large.
    """
    picture = _opened(contents, LONGEST_EDGE)
    made = BytesIO()
    picture.save(made, "JPEG", quality=QUALITY, optimize=True)
    return made.getvalue()


def thumbnail(contents: bytes, edge: int) -> bytes:
    """A PNG that fits a square of `edge` pixels. Raises Problem unreadable_picture, picture_too_large."""
    made = BytesIO()
    _opened(contents, edge).save(made, "PNG")
    return made.getvalue()


def _opened(contents: bytes, edge: int) -> Image:
    """The first picture of the file as RGB on white, upright, no longer than `edge`."""
    from PIL import Image, ImageOps

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Pillow warns of odd files; the size is checked here
            with Image.open(BytesIO(contents), formats=FORMATS) as found:
                most = MOST_JPEG_PIXELS if found.format == "JPEG" else MOST_PIXELS
                if found.width * found.height > most:
                    raise Problem("picture_too_large")
                found.draft("RGB", (edge, edge))
                upright = ImageOps.exif_transpose(found)
            picture = _on_white(upright)
            picture.thumbnail((edge, edge))
            return _bare(picture)
    except _DAMAGED:
        raise Problem("unreadable_picture") from None
    except Image.DecompressionBombError:
        raise Problem("picture_too_large") from None


def _on_white(picture: Image) -> Image:
    from PIL import Image

    if picture.mode in ("I;16", "I;16B", "I;16L", "I", "F"):
        return picture.convert("L").convert("RGB")
    if "A" not in picture.getbands() and "transparency" not in picture.info:
        return picture.convert("RGB")
    layered = picture.convert("RGBA")
    white = Image.new("RGB", layered.size, "white")
    white.paste(layered, mask=layered.getchannel("A"))
    return white


def _bare(picture: Image) -> Image:
    """Only the pixels: a copy to which no note of the camera clings."""
    from PIL import Image

    bare = Image.new("RGB", picture.size)
    bare.paste(picture)
    return bare
