"""What somebody reads of an answer, in its order: words without tags, each apart by one blank."""

import re
from html import unescape
from typing import Any

_SOFT_HYPHEN = "\u00ad"


def words_of(answer: Any) -> str:
    """Return the words of a page."""
    whole = re.sub(r"<(script|style|title).*?</\1>", " ", answer.content.decode(), flags=re.DOTALL)
    shown = unescape(re.sub(r"<[^>]+>", " ", whole)).replace(_SOFT_HYPHEN, "")
    return " ".join(shown.split())
