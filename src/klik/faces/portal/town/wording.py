"""What the codes of the domains are called to residents, and which state they show."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

CATEGORIES: Final[Mapping[str, str | Promise]] = MappingProxyType(
    {
        "lighting": _("Street lighting"),
        "road": _("Road or pavement"),
        "waste": _("Litter or dumped waste"),
        "green": _("Trees and green"),
        "sign": _("Road signs"),
        "water": _("Sewer and water"),
        "play": _("Playground or bench"),
        "other": _("Something else"),
    }
)
STATES: Final[Mapping[str, tuple[str | Promise, str]]] = MappingProxyType(
    {
        "received": (_("Received"), "waiting"),
        "planned": (_("Planned"), "waiting"),
        "in-work": (_("Being worked on"), "action"),
        "solved": (_("Solved"), "granted"),
        "not-ours": (_("Passed on"), "info"),
        "closed": (_("Closed"), "info"),
    }
)
WASTE: Final[Mapping[str, str | Promise]] = MappingProxyType(
    {
        "restafval": _("Residual waste"),
        "gft": _("Vegetable, fruit and garden waste"),
        "pmd": _("Plastic, metal and drink cartons"),
        "papier": _("Paper and cardboard"),
        "glas": _("Glass"),
        "snoeihout": _("Prunings"),
        "grofvuil": _("Bulky waste"),
        "textiel": _("Textile"),
    }
)
