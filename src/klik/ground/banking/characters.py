"""Text in the signs that every bank of the euro area accepts.

Source: European Payments Council, EPC217-08, the Latin character set of SEPA: letters without
accents, digits, space and / - ? : ( ) . , ' +
"""

from __future__ import annotations

import re
import unicodedata

_NOT_SEPA = re.compile(r"[^A-Za-z0-9/\-?:().,'+ ]")
_SPACES = re.compile(r"\s+")
# Letters that decomposition does not take apart.
_LETTERS = {
    "ß": "ss",
    "\u1e9e": "SS",
    "æ": "ae",
    "Æ": "AE",
    "œ": "oe",
    "Œ": "OE",
    "ø": "o",
    "Ø": "O",
    "đ": "d",
    "Đ": "D",
    "ð": "d",
    "Ð": "D",
    "þ": "th",
    "Þ": "Th",
    "ł": "l",
    "Ł": "L",
    "\u0131": "i",  # Turkish i without its dot
    "\u0259": "e",  # Azerbaijani schwa
}
_APOSTROPHES = '"`\u00b4\u02bc\u2018\u2019\u201a\u201c\u201d\u201e'
_DASHES = "_\u2010\u2011\u2013\u2014\u2212"
_SIGNS = {"&": "+", ";": ",", "[": "(", "]": ")", "€": "EUR", "@": "(at)"}
_REPLACED = str.maketrans(
    _LETTERS | dict.fromkeys(_APOSTROPHES, "'") | dict.fromkeys(_DASHES, "-") | _SIGNS
)


def sepa_text(text: str) -> str:
    """Return `text` in the signs that SEPA accepts: `Renée & Zoë` gives `Renee + Zoe`.

    Accents fall off, some signs become an accepted one, the others disappear, spaces are single.
    The result may be empty, for a name in another script.
    """
    replaced = text.translate(_REPLACED)
    decomposed = unicodedata.normalize("NFKD", replaced).translate(_REPLACED)
    spaced = _SPACES.sub(" ", decomposed)
    return _SPACES.sub(" ", _NOT_SEPA.sub("", spaced)).strip()
