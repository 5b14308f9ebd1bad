"""What the kinds of pages of knowledge are called at the desk."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

KINDS: Final[Mapping[str, str | Promise]] = {
    "practice": _("Practice: how we did it"),
    "building-block": _("Building block: what others can build with"),
    "principle": _("Principle: what holds always"),
    "how-to": _("How-to: step by step"),
    "decision": _("Decision of the network"),
    "lesson": _("Lesson: what we would do otherwise"),
}
