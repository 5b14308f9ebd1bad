"""Help with what people look up: an account, a number, an address."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from klik.ground.granting.asking import town_of
from klik.packages.form import Widget

_POSTCODE, _TOWN = "-postcode", "-town"
# Where a package gives no hint of its own.
_HINTS: Final[Mapping[Widget, str | Promise]] = {
    Widget.IBAN: _("It stands on the bank card. Such as BE49 9990 0000 0171."),
    Widget.INSZ: _("It stands on the back of the identity card."),
    Widget.KBO: _("It has 10 digits and stands on each bill. Such as 0999.990.222."),
    Widget.ADDRESS: _("You may leave the town empty. Mostly we know it by the postcode."),
}


def hint_of(widget: Widget) -> str:
    """Return where somebody finds what is asked; empty where that says itself."""
    return str(_HINTS.get(widget, ""))


def with_towns(raw: Mapping[str, str]) -> dict[str, str]:
    """Return what was sent, with the town of each address where only its postcode was given."""
    found = dict(raw)
    for name, text in raw.items():
        town = name.removesuffix(_POSTCODE) + _TOWN
        if name.endswith(_POSTCODE) and not raw.get(town, "").strip():
            found[town] = town_of(text.strip())
    return found
