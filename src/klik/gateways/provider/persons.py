"""The fictitious persons, as `klik demo` chose them among its births."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from django.conf import settings

FILE = "persons.json"


@dataclass(frozen=True, slots=True)
class FictitiousPerson:
    """Somebody who does not exist.

    Attributes:
        number: Her national register number.
        given_name: Of her.
        family_name: Of her.
        what: What one sees as her, in a sentence.
    """

    number: str = field(repr=False)
    given_name: str
    family_name: str
    what: str


@cache
def persons() -> tuple[FictitiousPerson, ...]:
    """Return who can be chosen, in the order of the page."""
    file = Path(settings.DATABASES["default"]["NAME"]).parent / FILE
    return tuple(FictitiousPerson(**one) for one in json.loads(file.read_text(encoding="utf-8")))
