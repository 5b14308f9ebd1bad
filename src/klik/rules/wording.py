"""What a refused word is told: what is wrong with it and what would be accepted instead."""

from __future__ import annotations

import re

from klik.rules.functions import AGGREGATES, FUNCTIONS

NAME = re.compile(r"[a-z][a-z0-9_]*\Z")
ACCEPTED = (
    "accepted are declared names, numbers, 'texts', DATE '2026-01-31', TRUE, FALSE, NULL, "
    "comparisons, + - *, AND, OR, NOT, IN, BETWEEN, IS [NOT] NULL, IS [NOT] NONE, CASE and the "
    "functions of the list"
)
_RECORD = "a rule reads declared names only; use a collection with COUNT, SUM, any or all"
_SUBJECT = "a rule looks at one subject; compute the fact in the record it comes from"
_TYPES = "types never change in a rule; give the fact its right type"
_WORDS = "use = or IN with the words of a choice"
_TODAY = "use today, the day of the decision"
# Words that SQL has and the rule language has not; each is told what the language offers.
INSTEAD = {
    "/": "use divide(a, b, scale)",
    "//": "use steps_of(x, size, down)",
    "%": "use steps_of(x, size, down)",
    "||": "texts are not joined in a rule; put the sentence in `text:`",
    "==": "write =",
    "^": "write the product with *",
    "**": "write the product with *",
    ";": "write one expression",
    "CAST": _TYPES,
    "TRY_CAST": _TYPES,
    "::": _TYPES,
    "LIKE": _WORDS,
    "ILIKE": _WORDS,
    "SIMILAR": _WORDS,
    "~": _WORDS,
    "INTERVAL": "use add_months or add_days",
    "SELECT": _RECORD,
    "FROM": _RECORD,
    "WITH": _RECORD,
    "UNION": _RECORD,
    "EXISTS": "use any(rows, condition)",
    "OVER": _SUBJECT,
    "CURRENT_DATE": _TODAY,
    "CURRENT_TIMESTAMP": _TODAY,
    "NOW": _TODAY,
    "IF": "use CASE WHEN ... THEN ... ELSE ... END",
    "DISTINCT": "count the rows of the collection with FILTER",
    "TIMESTAMP": "a rule knows days; write DATE '2026-01-31'",
}


def why_refused(written: str) -> str:
    """Return what is wrong with a word and what would be accepted."""
    upper = written.upper()
    strange = next((sign for sign in written if not sign.isascii()), "")
    if strange:
        return (
            f"{strange!r} (U+{ord(strange):04X}) is not accepted outside a 'text'; it may look "
            "like a letter or sign of the language; write plain ASCII"
        )
    if upper in INSTEAD:
        return f"{written} is not in the rule language; {INSTEAD[upper]}"
    if written[0] in '"`[':
        return f"{written} is not accepted; write names without quotes and texts as 'text'"
    if NAME.match(written.lower()) and written.lower() != written:
        return f"{written} is not known; names are written in small letters; {ACCEPTED}"
    if NAME.match(written):
        known = ", ".join(sorted([*FUNCTIONS, *AGGREGATES]))
        return f"{written} is not a function here; the functions are {known}"
    return f"{written} is not in the rule language; {ACCEPTED}"
