"""The text that a reader finds in a PDF: glyphs of the pages, through the fonts' ToUnicode maps."""

import re
from io import BytesIO

from pikepdf import Dictionary, Pdf, String, parse_content_stream

_SECTION = re.compile(rb"beginbf(char|range)(.*?)endbf", re.DOTALL)
_CODE = re.compile(rb"<([0-9A-Fa-f\s]*)>")


def text_of(pdf: bytes) -> str:
    """Return the text of all pages, in the order in which it is drawn, lines unbroken.

    Reads two-byte codes and the maps that typst writes; spaces are as the glyphs give them.
    """
    with Pdf.open(BytesIO(pdf)) as opened:
        return "\n".join(_page_text(page.obj) for page in opened.pages)


def _page_text(page: Dictionary) -> str:
    maps = {
        name: _to_unicode(font.ToUnicode.read_bytes())
        for name, font in page.Resources.get("/Font", Dictionary()).items()
    }
    pieces: list[str] = []
    current: dict[int, str] = {}
    for operands, operator in parse_content_stream(page):
        if str(operator) == "Tf":
            current = maps[str(operands[0])]
        elif str(operator) == "Tj":
            pieces.append(_decoded(bytes(operands[0]), current))
        elif str(operator) == "TJ":
            shown = [bytes(part) for part in operands[0] if isinstance(part, String)]
            pieces.extend(_decoded(codes, current) for codes in shown)
    return "".join(pieces)


def _decoded(codes: bytes, to_unicode: dict[int, str]) -> str:
    pairs = (codes[at : at + 2] for at in range(0, len(codes), 2))
    return "".join(to_unicode[int.from_bytes(pair, "big")] for pair in pairs)


def _to_unicode(stream: bytes) -> dict[int, str]:
    mapped: dict[int, str] = {}
    for kind, body in _SECTION.findall(stream):
        codes = [bytes.fromhex(code.decode()) for code in _CODE.findall(body)]
        if kind == b"char":
            for code, text in zip(codes[::2], codes[1::2], strict=True):
                mapped[int.from_bytes(code, "big")] = text.decode("utf-16-be")
        else:
            raise AssertionError("typst writes no ranges; teach this reader when it does")
    return mapped
