"""Follows which if, unless and case of a text are open."""

from __future__ import annotations

from klik.packages.texts.refusals import TextRefused

MAXIMUM_DEPTH = 5
BLOCK_WORDS = (
    "if",
    "elsif",
    "else",
    "endif",
    "unless",
    "endunless",
    "case",
    "when",
    "endcase",
)
_ENDS = {"endif": "if", "endunless": "unless", "endcase": "case"}
_WITHIN = {
    "elsif": frozenset({"if", "unless"}),
    "when": frozenset({"case"}),
    "else": frozenset({"if", "unless", "case"}),
}


class OpenBlocks:
    """The blocks of `text` that are open, the innermost last."""

    def __init__(self, text: str) -> None:
        self._text = text
        # Each with its word, where it stands, and whether its `else` has been met.
        self._open: list[tuple[str, int, bool]] = []

    def meet(self, tag: str, offset: int) -> None:
        """Take in the next tag.

        Raises:
            TextRefused: It has no place here.
        """
        if tag in _ENDS:
            self._close(tag, offset)
        elif tag in _WITHIN:
            self._branch(tag, offset)
        elif len(self._open) >= MAXIMUM_DEPTH:
            raise self._refusal(f"blocks stand at most {MAXIMUM_DEPTH} deep", offset)
        else:
            self._open.append((tag, offset, False))

    def check_closed(self) -> None:
        """Refuse a text that ends within a block.

        Raises:
            TextRefused: A block is still open.
        """
        if self._open:
            tag, offset, _met_else = self._open[-1]
            raise self._refusal(f"{tag} is not closed; add {{% end{tag} %}}", offset)

    def _close(self, tag: str, offset: int) -> None:
        if not self._open or self._open[-1][0] != _ENDS[tag]:
            closes = f"{self._open[-1][0]} is open" if self._open else "nothing is open"
            raise self._refusal(f"{tag} has no {_ENDS[tag]} before it; {closes}", offset)
        self._open.pop()

    def _branch(self, tag: str, offset: int) -> None:
        if not self._open or self._open[-1][0] not in _WITHIN[tag]:
            expected = " or ".join(sorted(_WITHIN[tag]))
            raise self._refusal(f"{tag} stands within {expected}", offset)
        block, start, met_else = self._open.pop()
        if met_else:
            raise self._refusal(f"{tag} cannot follow else; else comes last and once", offset)
        self._open.append((block, start, tag == "else"))

    def _refusal(self, message: str, offset: int) -> TextRefused:
        return TextRefused(message, text=self._text, offset=offset)
