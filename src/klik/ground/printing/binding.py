"""Many PDFs bound into one for a printer with two sides: each part begins on a right-hand page."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from io import BytesIO
from types import TracebackType
from typing import Self

from pikepdf import Page, Pdf, PdfError

from klik.ground.refusals import Refusal

_ONLY_ON_SCREEN = ("/Annots", "/StructParents")  # links and marks for who reads aloud


class PartUnreadable(Refusal):
    """One of the parts is no PDF that can be printed."""

    status = 422
    reason = "This is no PDF that can be printed."


@dataclass(frozen=True, slots=True)
class Bound:
    """Where a letter stands in the whole.

    Attributes:
        first_page: Of the whole, counted from 1; always odd.
        pages: How many, blank ones included; always even.
    """

    first_page: int
    pages: int


class Binder:
    """Binds letters in the order in which they are added; equal letters give equal bytes."""

    def __init__(self, title: str) -> None:
        self._sources = ExitStack()  # a page is read from its source when the whole is saved
        self._whole = self._sources.enter_context(Pdf.new())
        self._whole.docinfo["/Title"] = title

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._sources.close()

    def add(self, parts: Sequence[bytes]) -> Bound:
        """Add the parts of one letter, each from a right-hand page on.

        Raises:
            PartUnreadable: One of them is no PDF, is locked, or has no pages; none is added.
        """
        first_page = len(self._whole.pages) + 1
        for opened in [self._opened(part) for part in parts]:
            for page in opened.pages:
                self._whole.pages.append(page)
                for name in _ONLY_ON_SCREEN:
                    if name in self._whole.pages[-1].obj:
                        del self._whole.pages[-1].obj[name]
            self._end_on_a_left_hand_page()
        return Bound(first_page, len(self._whole.pages) + 1 - first_page)

    def finish(self) -> bytes:
        """Return the whole: no clock and no chance in it."""
        written = BytesIO()
        self._whole.save(written, deterministic_id=True)
        return written.getvalue()

    def _opened(self, part: bytes) -> Pdf:
        try:
            opened = self._sources.enter_context(Pdf.open(BytesIO(part)))
            pages = len(opened.pages)
        except PdfError as error:  # PasswordError is one
            raise PartUnreadable from error
        if not pages:
            raise PartUnreadable
        return opened

    def _end_on_a_left_hand_page(self) -> None:
        if len(self._whole.pages) % 2:
            last: Page = self._whole.pages[-1]
            left, bottom, right, top = map(float, last.mediabox.as_list())
            self._whole.add_blank_page(page_size=(right - left, top - bottom))
