"""What a page says about itself to machines: JSON-LD with the words of schema.org."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

from django.utils.safestring import SafeString

# A text could end the element that holds it; so no text brings these signs as they are.
_ESCAPED: Final = {ord(sign): f"\\u{ord(sign):04X}" for sign in "<>&"}
_WORDS: Final = "https://schema.org"


def json_ld(thing: Mapping[str, Any]) -> SafeString:
    """Return a thing as the content of `<script type="application/ld+json">`."""
    written = json.dumps({"@context": _WORDS, **thing}, ensure_ascii=False)
    return SafeString(written.translate(_ESCAPED))
