"""Delivered rows go by themselves, when the term of their agreement ends; not before."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from klik.domains.registers.models import DeliveredRow
from klik.ground.persons import Erasure, Kept


def erase(person: bytes, *, moment: datetime) -> Erasure:  # noqa: ARG001 -- as every keeper
    """Say until when the rows about a person stay.

    Raises:
        NotActing: Outside `acting_for`.
    """
    # About her, or where she is named beside its subject.
    rows = DeliveredRow.objects.filter(Q(keys__key=person) | Q(parties__person=person))
    days = set(rows.values_list("delivery__expires_on", flat=True))
    why = _(
        "The agreement says how long we keep what another authority delivered. We need it to "
        "check our decisions. After that day it goes by itself."
    )
    return Erasure(kept=tuple(Kept("register-row", why, day) for day in sorted(days)))
