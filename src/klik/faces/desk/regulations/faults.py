"""What is wrong with the file of an adoption, in a sentence per kind of fault."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from klik.packages.problems import Problem

# A pattern over what the packages say, and what a manager reads; the first that fits counts.
_KINDS: Final[Sequence[tuple[str, str | Promise]]] = (
    (
        r'lacks the key "(?P<key>[^"]+)"',
        _("Here “{key}” is missing. Add it."),
    ),
    (
        r'^"(?P<key>[^"]+)" is not a key here',
        _("“{key}” does not exist here. Remove it, or correct the spelling."),
    ),
    (
        r"^the ground (?P<key>\S+) has no article",
        _("The article for “{key}” is missing. Add it below “articles”."),
    ),
    (
        r"^(?P<key>\S+) is no ground of this package",
        _("The package asks no article for “{key}”. Remove this line."),
    ),
    (
        r"^(?P<key>\S+) is missing; without it no row",
        _("The column “{key}” is missing below “agreement”. Without it no row can be read."),
    ),
    (
        r"^(?P<key>\S+) is not a column of",
        _("“{key}” is no column that can be delivered. Remove it."),
    ),
    (
        r'^"(?P<key>[^"]*)": (outcome|amount|unmet|unknown|missing) expected',
        _(
            "The example “{key}” gives another result than the file says. Correct the "
            "example or the parameters."
        ),
    ),
    (
        r"expected .*, and it is ",
        _(
            "An example gives another result than the file says. Correct the example or "
            "the parameters."
        ),
    ),
    (
        r"already holds .* End that one first",
        _(
            "Another adoption holds in the same place and on the same days. End that one "
            "first, or choose other days."
        ),
    ),
    (
        r"so write (?P<key>\d{5})$",
        _("This file is for another municipality. Yours has the NIS code {key}."),
    ),
    (
        r"is no part of ",
        _(
            "This part does not belong to your municipality. Leave “territory” out for "
            "the whole of it."
        ),
    ),
    (
        r"is not in this installation",
        _("This release of the package is not here. Choose one of the packages below."),
    ),
    (
        r"^this adopts ",
        _("The package or the release is another one than this file says."),
    ),
    (
        r"the last day lies before the first",
        _("The last day lies before the first day."),
    ),
    (
        r"^this day is still to come",
        _("This day is still to come. Adopt the file once the decision is taken."),
    ),
    (
        r"is not a day that exists",
        _("This is no day that exists. Write it as 2026-03-09."),
    ),
    (
        r"an empty text is not accepted|at least \d+ must stand here",
        _("Something must be filled in here."),
    ),
    (
        r"an item stands twice",
        _("The same thing stands here twice. Remove one."),
    ),
    (
        r"at most [\d,]+ (are accepted|bytes)",
        _("This is too long."),
    ),
    (
        r"the kind and the number must be of the same body",
        _("The enterprise number belongs to another body than the one named here."),
    ),
    (
        r"enterprise number|check digits|IBAN",
        _("This number is not right: its check digits do not fit. Copy it once more."),
    ),
    (
        r"is not accepted|is not a|^(\S+: )?(a list|a group of keys)",
        _("What stands here is of the wrong kind."),
    ),
    (
        r"cannot be read as YAML|colon|indentation|closed|quot|UTF-8|no keys|is empty|anchor|alias",
        _("Klik cannot read this line. Look at colons, quotes and the spaces before it."),
    ),
)
_OTHER: Final = _("This is not right. The detail beside it says what is expected.")


@dataclass(frozen=True, slots=True)
class ProblemShown:
    """One thing to repair in a file.

    Attributes:
        place: File, line and column, as an editor takes them.
        says: What is wrong, in the language of the page.
        detail: What the reader of the file said, in English.
    """

    place: str
    says: str
    detail: str


def shown(problem: Problem) -> ProblemShown:
    """Return a problem as the page shows it."""
    place = f"{problem.file}:{problem.line}:{problem.column}"
    return ProblemShown(place, _said(problem.message), problem.message)


def _said(message: str) -> str:
    for pattern, sentence in _KINDS:
        found = re.search(pattern, message)
        if found:
            return str(sentence).format(**found.groupdict(default=""))
    return str(_OTHER)
