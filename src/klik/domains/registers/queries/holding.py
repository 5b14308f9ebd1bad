"""What registers hold of a person: the rows delivered about her, and under which agreement."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from uuid import UUID

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from klik.domains.registers.models import Agreement, RowKey, RowParty
from klik.ground.persons import Held
from klik.packages.records import RECORDS


def held_about(person: bytes) -> list[Held]:
    """Return the rows about a person in the municipalities acted for, as what they may hold.

    The values themselves lie encrypted, in the row and in its snapshot; only a run opens them. So
    this names the columns that the agreement allows, not what stands in them.

    Raises:
        NotActing: Outside `acting_for`.
    """
    keys = RowKey.objects.filter(key=person).select_related("row__delivery__agreement")
    parties = RowParty.objects.filter(person=person).select_related("row__delivery__agreement")
    order = ("row__delivery__received_at", "row_id")
    rows = {key.row_id: key.row for key in keys.order_by(*order)}
    # A row may also name her beside its subject: as a parent, or who is paid.
    rows |= {party.row_id: party.row for party in parties.order_by(*order)}
    held = []
    for row in rows.values():
        delivery, agreement = row.delivery, row.delivery.agreement
        held.append(
            Held(
                kind="register-row",
                title=_said(agreement.title),
                source=agreement.provider,
                under=_said(agreement.purpose),
                fields={
                    _("What was delivered"): ", ".join(_columns(agreement)),
                    _("Kept until"): delivery.expires_on,
                },
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


def _columns(agreement: Agreement) -> list[str]:
    known = RECORDS[agreement.record].columns
    is_dutch = (get_language() or "nl").startswith("nl")
    columns = [known[name] for name in agreement.columns if name in known]
    return [one.nl if is_dutch else one.en for one in columns]


def _said(text: Mapping[str, str]) -> str:
    return text.get((get_language() or "nl")[:2]) or text["nl"]
