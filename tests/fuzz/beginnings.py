"""Real beginnings for mutation: one or a few small right inputs of each target, made when asked for."""

from __future__ import annotations

import io
import json
import random
from functools import cache
from pathlib import Path

from PIL import Image

from app.ledgers.catalogue import shipped
from app.ledgers.definitions import plain_definition
from db.keys import Cost, KeyFile
from tests.fuzz import workbooks

KEPT = Path(__file__).parent / "corpus"  # inputs that once broke something, by target
_CHUNK = 64


def of(target: str) -> list[bytes]:
    """The beginnings of a target: made ones, then those kept because they once broke something."""
    kept = sorted((KEPT / target).glob("*")) if (KEPT / target).is_dir() else []
    return [*_made().get(target, ()), *(each.read_bytes() for each in kept)]


@cache
def _made() -> dict[str, tuple[bytes, ...]]:
    sheets = (
        *(first + workbooks.parts().get(part, "<a/>").encode() for first, part in workbooks.PARTS.items()),
        b"O" + workbooks.ods_content(_ods_rows()).encode(),
        b"B\0\0",
        b"Z\0\0",
        b"C" + "户主姓名,姓名,身份证号\n张桂花,=1+1,500110196203041228\n".encode(),
        b"C" + '户主姓名\t姓名\n张桂花\t"@SUM(A1)"\n'.encode("gb18030"),
        b"C" + "日期,走访对象,走访内容\n2026-11-05,张桂花,看望\n".encode("utf-16"),
    )
    made = {
        "spreadsheet": sheets,
        "visits_sheet": sheets,
        "printed": (b"=1+1", "看望，电话13800138000".encode(), b'=HYPERLINK("http://a","b")', b"{=1}"),
        "mapping": (b'kind="person"\n[columns]\n"\xe5\xa7\x93\xe5\x90\x8d"="person.name"\n',),
        "definition": tuple(
            json.dumps(plain_definition(each), ensure_ascii=False).encode() for each in shipped().values()
        ),
        "code_list": (b'[{"list":"tag","code":"own","label":"a","position":1}]',),
        "picture": tuple(_picture(kind) for kind in ("JPEG", "PNG", "GIF", "BMP", "WEBP")),
        "json_lines": (b'{"name":"a"}\n\n{"name":"b","birth":"1990-01-01"}\n',),
        "json_object": ('{"name":"张三","birth":"1990","x_own":"甲","notes":"a"}'.encode(),),
        "search_words": ("张三".encode(), b'a AND "b*', b"zs", b"500110"),
        "key_file": (_key_file(),),
        "draft": (b'{"values":{"name":"a"},"typed":{},"base":{"name":"b"},"words":"c"}',),
    }
    made["attachment"] = tuple(
        name.encode("utf-8", "surrogateescape") + b"\n" + contents
        for name in (
            "a.jpg",
            "../../a.png",
            "CON.txt",
            "NUL:",
            "a.txt:ads",
            "\u202egpj.exe",
            "长" * 200 + ".pdf",
        )
        for contents in (b"hello", _picture("JPEG"))
    )
    return made


def _ods_rows() -> str:
    cells = "".join(map(workbooks.ods_cell, workbooks.TEXTS[:3]))
    return f"<table:table-row>{cells}</table:table-row>" * 2


def _picture(kind: str) -> bytes:
    made, picture = io.BytesIO(), Image.new("RGB", (9, 7), "red")
    exif = Image.Exif()
    exif[0x010F] = "camera"
    picture.save(made, kind, **({"exif": exif} if kind in ("JPEG", "PNG", "WEBP") else {}))
    return made.getvalue()


def _key_file() -> bytes:
    wraps = KeyFile().with_wrap("王芳", "lianxin1", bytes(32), Cost(1, 64, 1)).wraps
    return json.dumps({"format": 1, "wraps": [{"name": name, **each} for name, each in wraps]}).encode()


def mutated(seed: bytes, dice: random.Random) -> bytes:
    """The input with a few of the changes that break readers: bytes, repeats, cuts, strange signs."""
    data = bytearray(seed)
    for _ in range(dice.choice((1, 1, 2, 3, 8))):
        at = dice.randrange(len(data) + 1)
        end = min(at + dice.randrange(_CHUNK), len(data))
        way = dice.randrange(7)
        if way == 0 and data:
            data[at % len(data)] = dice.randrange(256)
        elif way == 1:
            del data[at:end]
        elif way == 2:
            data[at:at] = data[at:end] * dice.choice((1, 2, 50))
        elif way == 3:
            data[at:end] = dice.choice(STRANGE)
        elif way == 4:
            data[at:at] = dice.choice(STRANGE)
        elif way == 5:
            data = data[:at]
        else:
            data[at:end] = dice.randbytes(end - at)
    return bytes(data[: 1 << 20])


STRANGE = (
    *(b"", b"\0", b"\xff\xfe", b"\xed\xa0\x80", b"=1+1", b"-1", b"99999999999", b"1e999", b"NaN", b"null"),
    *(
        b"<!DOCTYPE a [<!ENTITY b 'c'>]>",
        b"&b;",
        b"&#0;",
        b"\xe2\x80\xae",
        b"../../",
        b"\r\n",
        b"]]>",
        b"{",
        b"[",
    ),
    *(
        b'r="XFD1048576"',
        b't="s"',
        b"<v>4294967295</v>",
        b"<f>1+1</f>",
        b"2147483648",
        b"65535",
        b'"',
        b"'",
        b"\\ud800",
    ),
)
