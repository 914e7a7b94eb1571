"""Embedding a TrueType face in a PDF as one subset with two-byte glyph numbers.

reportlab's own TTFont cuts a face into subsets of 256 characters, switches between them at nearly
every Chinese character, and writes ToUnicode entries that are wrong beyond the BMP. One Identity-H
font per face (PDF 32000-1, 9.7) is smaller, faster to write, and can be searched and copied.
"""

from __future__ import annotations

from typing import Any

_PLAIN_FLAGS, _SYMBOLIC = 1 << 5, 1 << 2


class EmbeddedFace(dict[str, str]):
    """Character → four hexadecimal digits, handing out glyph numbers as characters come.

    KeyError for a character that the face does not have.
    """

    def __init__(self, face: Any, name: str) -> None:
        super().__init__()
        self.name = name  # as content streams call it, without the slash
        self.face = face
        self._codes: list[int] = []
        self._numbers: dict[int, int] = {0: 0}

    def __missing__(self, character: str) -> str:
        code = ord(character)
        glyph = self.face.charToGlyph[code]
        number = self._numbers.get(glyph)
        if number is None:
            number = self._numbers[glyph] = len(self._numbers)
            self._codes.append(code)
        digits = f"{number:04X}"
        self[character] = digits
        return digits

    def encoded(self, text: str) -> str:
        """The text as the inside of a hexadecimal string."""
        return "".join(map(self.__getitem__, text))

    def addObjects(self, document: Any) -> None:
        """Write the font into the document; reportlab calls this when it saves."""
        # Kept out of start-up: reportlab takes a tenth of a second.
        from reportlab.pdfbase import pdfdoc

        widths = [self.face.defaultWidth, *(self.face.getCharWidth(code) for code in self._codes)]
        base = f"LIANXN+{self.face.name.decode('latin-1').replace(' ', '')}"
        text = pdfdoc.PDFString
        system_info = {"Registry": text("Adobe"), "Ordering": text("Identity"), "Supplement": 0}
        cid_font = pdfdoc.PDFDictionary(
            {
                "Type": "/Font",
                "Subtype": "/CIDFontType2",
                "BaseFont": pdfdoc.PDFName(base),
                "CIDSystemInfo": pdfdoc.PDFDictionary(system_info),
                "FontDescriptor": self._descriptor(document, base),
                "DW": 1000,
                "W": pdfdoc.PDFArray([0, pdfdoc.PDFArray([int(width) for width in widths])]),
                "CIDToGIDMap": "/Identity",
            }
        )
        to_unicode = _stream(document, self._to_unicode())
        font = pdfdoc.PDFDictionary(
            {
                "Type": "/Font",
                "Subtype": "/Type0",
                "BaseFont": pdfdoc.PDFName(base),
                "Encoding": "/Identity-H",
                "DescendantFonts": pdfdoc.PDFArray([document.Reference(cid_font)]),
                "ToUnicode": document.Reference(to_unicode),
            }
        )
        document.idToObject["BasicFonts"].dict[self.name] = document.Reference(font)

    def _descriptor(self, document: Any, base: str) -> Any:
        from reportlab.pdfbase import pdfdoc

        face = self.face
        program = _stream(document, face.makeSubset(self._codes))
        program.dictionary["Length1"] = len(program.content)
        return document.Reference(
            pdfdoc.PDFDictionary(
                {
                    "Type": "/FontDescriptor",
                    "FontName": pdfdoc.PDFName(base),
                    "Flags": face.flags & ~_PLAIN_FLAGS | _SYMBOLIC,
                    "FontBBox": pdfdoc.PDFArray(face.bbox),
                    "ItalicAngle": face.italicAngle,
                    "Ascent": face.ascent,
                    "Descent": face.descent,
                    "CapHeight": face.capHeight,
                    "StemV": face.stemV,
                    "FontFile2": document.Reference(program),
                }
            )
        )

    def _to_unicode(self) -> bytes:
        """The map from glyph numbers back to text, beyond the BMP as surrogate pairs."""
        lines = [
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
            "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
            "1 begincodespacerange <0000> <FFFF> endcodespacerange",
        ]
        # A block may hold a hundred entries (Adobe technical note 5411).
        for first in range(0, len(self._codes), 100):
            block = self._codes[first : first + 100]
            lines.append(f"{len(block)} beginbfchar")
            for number, code in enumerate(block, first + 1):
                lines.append(f"<{number:04X}> <{chr(code).encode('utf-16-be').hex().upper()}>")
            lines.append("endbfchar")
        lines.append("endcmap CMapName currentdict /CMap defineresource pop end end")
        return "\n".join(lines).encode("ascii")


def _stream(document: Any, content: bytes) -> Any:
    from reportlab.pdfbase import pdfdoc

    stream = pdfdoc.PDFStream()
    stream.content = content
    if document.compression:
        stream.filters = [pdfdoc.PDFZCompress]
    return stream
