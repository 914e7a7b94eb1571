"""Native libraries inside the packages, Python itself and the fonts: what no requirement names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import sqlcipher3
from cryptography.hazmat.backends.openssl import backend
from PIL import features
from PySide6.QtCore import qVersion

ROOT = Path(__file__).resolve().parents[2]
PYTHON = "3.11"
_OPENSSL = re.compile(rb"OpenSSL (\d+\.\d+\.\d+)\s+\d{1,2} [A-Z][a-z]{2} \d{4}")
_PICTURES = (
    ("libjpeg-turbo", "libjpeg_turbo", "IJG AND BSD-3-Clause AND Zlib", "读写 JPEG 照片"),
    ("libwebp", "webp", "BSD-3-Clause", "读 WebP 图片"),
    ("zlib-ng", "zlib_ng", "Zlib", "压缩"),
    ("freetype", "freetype2", "FTL OR GPL-2.0-or-later", "字形"),
    ("little-cms", "littlecms2", "MIT", "颜色"),
    ("openjpeg", "jpg_2000", "BSD-2-Clause", "随 Pillow 带来，程序不读 JPEG 2000"),
    ("libtiff", "libtiff", "libtiff", "随 Pillow 带来，程序不读 TIFF"),
)
_FONTS = (
    ("Noto Serif SC", "0.4.3", "OFL-1.1", "NotoSerifSC-Regular.ttf"),
    ("Noto Sans SC", "0.4.3", "OFL-1.1", "NotoSansSC-Regular.ttf"),
    ("LXGW WenKai (Lianxin Kai)", "1.250", "OFL-1.1", "LianxinKai-Regular.ttf"),
    ("Hanazono Mincho B", "2017-09-04", "OFL-1.1", "HanaMinB.ttf.xz"),
)


@dataclass(frozen=True)
class Part:
    """Something that comes inside a package (`inside` names it) or lies in resources/."""

    name: str
    version: str
    licence: str
    what: str
    inside: str = ""
    is_font: bool = False

    @property
    def reference(self) -> str:
        """What the bill of materials calls it."""
        plain = re.sub(r"[^a-z0-9.]+", "-", self.name.lower()).strip("-")
        return f"{plain}-in-{self.inside}" if self.inside else plain


def native_parts() -> Iterator[Part]:
    """Every native part, with the version that it says it has."""
    yield Part("Python", PYTHON, "PSF-2.0", "解释器；打包时一起带上")
    yield Part("Qt", qVersion(), "LGPL-3.0-only", "窗口", "pyside6-essentials")
    yield Part("Qt PDF (PDFium)", qVersion(), "LGPL-3.0-only AND BSD-3-Clause", "台账预览", "pyside6-addons")
    yield from _database()
    openssl = backend.openssl_version_text().split()[1]
    yield Part("OpenSSL", openssl, "Apache-2.0", "密钥与签名", "cryptography")
    for name, feature, licence, what in _PICTURES:
        yield Part(name, str(features.version(feature)), licence, what, "pillow")
    for name, version, licence, file in _FONTS:
        yield Part(name, version, licence, f"resources/fonts/{file}", is_font=True)


def _database() -> Iterator[Part]:
    connection = sqlcipher3.connect(":memory:")
    sqlite = connection.execute("SELECT sqlite_version()").fetchone()[0]
    cipher = connection.execute("PRAGMA cipher_version").fetchone()[0].split()[0]
    connection.close()
    yield Part("SQLite", sqlite, "blessing", "数据库", "sqlcipher3")
    yield Part("SQLCipher", cipher, "BSD-3-Clause", "数据库加密", "sqlcipher3")
    found = find_spec("sqlcipher3._sqlite3")
    assert found is not None and found.origin is not None
    version = _OPENSSL.search(Path(found.origin).read_bytes())
    assert version is not None
    yield Part("OpenSSL", version.group(1).decode(), "Apache-2.0", "数据库加密用的算法", "sqlcipher3")
