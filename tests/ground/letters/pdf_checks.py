"""What a PDF must carry to be read aloud and kept: checked in the file itself, with pikepdf.

Not a validator (veraPDF cannot be had here): it looks at what a reader or an archive misses first.
"""

import re
from collections.abc import Iterator
from io import BytesIO
from itertools import pairwise

from pikepdf import Array, Dictionary, Name, Object, Pdf

_HEADING = re.compile(r"/H([1-6])")
_EMBEDDED = ("/FontFile", "/FontFile2", "/FontFile3")


def check_letter(pdf: bytes) -> tuple[str, ...]:
    """Return what is wrong with a letter, in sentences; nothing when all is well.

    Looked at: language, title and that it is shown, marked content, structure tree, order of the
    headings, headers of tables, embedded fonts with a way back to text, and the claims PDF/A-2a
    and PDF/UA-1 in the metadata.
    """
    with Pdf.open(BytesIO(pdf)) as opened:
        return (
            *_catalogue_faults(opened),
            *_claim_faults(opened),
            *_heading_faults(heading_levels(opened)),
            *_table_faults(opened),
            *_font_faults(opened),
        )


def structure(opened: Pdf) -> Iterator[Dictionary]:
    """Yield every element of the structure tree, in reading order."""
    root = opened.Root.get("/StructTreeRoot")
    if root is not None:
        yield from _elements(root.get("/K"))


def heading_levels(opened: Pdf) -> list[int]:
    """Return the levels of the headings, in reading order."""
    found = (_HEADING.fullmatch(str(element.get("/S"))) for element in structure(opened))
    return [int(match[1]) for match in found if match]


def _elements(kids: Object | None) -> Iterator[Dictionary]:
    for kid in kids if isinstance(kids, Array) else [kids]:
        if isinstance(kid, Dictionary) and "/S" in kid:
            yield kid
            yield from _elements(kid.get("/K"))


def _catalogue_faults(opened: Pdf) -> Iterator[str]:
    root = opened.Root
    if not str(root.get("/Lang", "")):
        yield "The document says no language (Lang)."
    if not str(opened.docinfo.get("/Title", "")):
        yield "The document has no title."
    if not root.get("/ViewerPreferences", Dictionary()).get("/DisplayDocTitle", False):
        yield "The title is not shown in the window (DisplayDocTitle)."
    if not root.get("/MarkInfo", Dictionary()).get("/Marked", False):
        yield "The content is not marked (MarkInfo)."
    if "/StructTreeRoot" not in root:
        yield "There is no structure tree (StructTreeRoot)."


def _claim_faults(opened: Pdf) -> Iterator[str]:
    claims = {"pdfaid:part": "2", "pdfaid:conformance": "A", "pdfuaid:part": "1"}
    with opened.open_metadata(update_docinfo=False) as metadata:
        for claim, wanted in claims.items():
            if str(metadata.get(claim, "")) != wanted:
                yield f"The metadata says {claim} {metadata.get(claim)!r}, not {wanted!r}."


def _heading_faults(levels: list[int]) -> Iterator[str]:
    if levels.count(1) != 1 or levels[0] != 1:
        yield f"The headings are {levels}: one of level 1 must come first, and no other."
    for above, level in pairwise(levels):
        if level > above + 1:
            yield f"A heading of level {level} follows one of level {above}."


def _table_faults(opened: Pdf) -> Iterator[str]:
    for element in structure(opened):
        if element.get("/S") != Name.Table:
            continue
        cells = [str(inner.get("/S")) for inner in _elements(element.get("/K"))]
        if "/TH" not in cells:
            yield "A table has no header cell (TH)."


def _font_faults(opened: Pdf) -> Iterator[str]:
    fonts = [
        font
        for page in opened.pages
        for _, font in page.obj.get("/Resources", Dictionary()).get("/Font", Dictionary()).items()
    ]
    for font in fonts:
        name = str(font.get("/BaseFont"))
        for face in font.get("/DescendantFonts", [font]):
            if not any(key in face.get("/FontDescriptor", Dictionary()) for key in _EMBEDDED):
                yield f"Font {name} is not embedded."
        if "/ToUnicode" not in font:
            yield f"Font {name} has no way back to text (ToUnicode)."
