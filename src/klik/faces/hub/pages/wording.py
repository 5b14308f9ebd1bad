"""What the kinds of pages are called in the hub."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ONE: Final[Mapping[str, str | Promise]] = {
    "practice": _("Practice"),
    "building-block": _("Building block"),
    "principle": _("Principle"),
    "how-to": _("How-to"),
    "decision": _("Decision of the network"),
    "lesson": _("Lesson"),
}
MANY: Final[Mapping[str, str | Promise]] = {
    "practice": _("Practices"),
    "building-block": _("Building blocks"),
    "principle": _("Principles"),
    "how-to": _("How-tos"),
    "decision": _("Decisions of the network"),
    "lesson": _("Lessons"),
}
