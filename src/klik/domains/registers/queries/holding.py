"""What registers hold of a person: the rows delivered about her, and under which agreement."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from uuid import UUID

from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from klik.domains.registers.models import DeliveredRow, RowKey, RowParty
from klik.domains.registers.queries.telling import NOTHING, told_to, withheld_because
from klik.ground.persons import Held
from klik.packages.french import in_language
from klik.packages.wording import page_language_of


def held_about(person: bytes) -> list[Held]:
    """Return the rows about a person in the municipalities acted for, with what they tell her.

    Only columns that the agreement covers; of another grown-up in the row nothing, nor where the
    child lives: that may be with the other parent.

    Raises:
        NotActing: Outside `acting_for`.
    """
    # A row may also name her beside its subject: as a parent, or who is paid.
    hers = Q(keys__key=person) | Q(parties__person=person)
    found = DeliveredRow.objects.filter(hers).distinct().select_related("delivery__agreement")
    order = ("delivery__received_at", "delivery_id", "line")
    rows = list(found.order_by(*order).prefetch_related("keys"))
    told = told_to(rows, person)
    held = []
    for row in rows:
        delivery, agreement = row.delivery, row.delivery.agreement
        tells = told.get(row.pk, NOTHING)
        held.append(
            Held(
                kind="register-row",
                title=_said(agreement.title),
                source=agreement.provider,
                under=_said(agreement.purpose),
                fields={
                    **tells.fields,
                    _("What is not shown"): withheld_because(tells.withheld),
                    _("Kept until"): delivery.expires_on,
                },
                masked=tells.masked,
                since=delivery.received_at,
                corrects=_("Whoever delivered it corrects it: %(provider)s.")
                % {"provider": agreement.provider},
            )
        )
    return held


def rows_naming(people: Collection[bytes]) -> frozenset[UUID]:
    """Return the tokens of the rows that are about one person, or name her; nothing of them.

    Raises:
        NotActing: Outside `acting_for`.
    """
    keys = RowKey.objects.filter(key__in=list(people))
    parties = RowParty.objects.filter(person__in=list(people))
    return frozenset(
        [
            *keys.values_list("row__token", flat=True),
            *parties.values_list("row__token", flat=True),
        ]
    )


def _said(text: Mapping[str, str]) -> str:
    return in_language(text, page_language_of(get_language()))
