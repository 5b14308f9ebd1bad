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
_DECIMALS = "2 is the number of decimals"
_SHARE = "a percentage is written divide(amount * 50, 100, 2)"
_CASE = "use CASE WHEN ... THEN ... ELSE ... END"
# What a Dutch reader writes for a word of the rule language.
DUTCH = {
    "EN": "AND",
    "OF": "OR",
    "NIET": "NOT",
    "JA": "TRUE",
    "YES": "TRUE",
    "WAAR": "TRUE",
    "NEE": "FALSE",
    "NO": "FALSE",
    "ONWAAR": "FALSE",
    "ALS": "CASE WHEN",
    "DAN": "THEN",
    "ANDERS": "ELSE",
    "VANDAAG": "today",
}
# Words that SQL has and the rule language has not; each is told what the language offers.
INSTEAD = {
    "/": f"a division is written divide(a, b, 2): {_DECIMALS}",
    "//": "use steps_of(x, size, down)",
    "%": _SHARE,
    "||": "texts are not joined in a rule; put the sentence in `text:`",
    "==": "write =",
    "=>": "write >=",
    "^": "write the product with *",
    "**": "write the product with *",
    ";": "use a comma between the values of a function; an expression is one, without ; behind it",
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
    "IF": _CASE,
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
    if upper in INSTEAD or upper in DUTCH:
        instead = INSTEAD.get(upper) or f"did you mean {DUTCH[upper]}?"
        return f"{written} is not in the rule language; {instead}"
    if written[0] in '"`[':
        return f"{written} is not accepted; write names without quotes and texts as 'text'"
    if NAME.match(written.lower()) and written.lower() != written:
        return f"{written} is not known; names are written in small letters; {ACCEPTED}"
    if NAME.match(written):
        known = ", ".join(sorted([*FUNCTIONS, *AGGREGATES]))
        return f"{written} is not a function here; the functions are {known}"
    return f"{written} is not in the rule language; {ACCEPTED}"
