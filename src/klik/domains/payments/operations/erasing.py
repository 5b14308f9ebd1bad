"""Forget which accounts of a person changed; one that waits protects her, and stays until then."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from klik.domains.audit.operations import record_act
from klik.domains.payments import access
from klik.domains.payments.models import AccountChange, ChangeState
from klik.domains.payments.operations.refusals import ChangeNotYours
from klik.ground.persons import Erasure, Kept
from klik.ground.tenancy import current_actor


def erase(person: bytes, *, moment: datetime) -> Erasure:
    """Erase the changes that ended; say until when one that waits stays.

    Raises:
        NotActing: Outside `acting_for`.
        ChangeNotYours: Another actor than she herself or a member of staff.
    """
    if not access.may_cancel_change(current_actor(), frozenset({person})):
        raise ChangeNotYours
    changes = list(AccountChange.objects.filter(person=person))
    waiting = [one for one in changes if one.state == ChangeState.WAITING]
    ended = [one for one in changes if one.state != ChangeState.WAITING]
    for one in ended:
        record_act(
            one.municipality_nis,
            "payments.forget-account-change",
            subject=f"account-change:{one.pk}",
            payload={},
            moment=moment,
        )
        one.delete()
    why = _("Your new account waits until the day that we told you. It protects you.")
    kept = tuple(Kept("account-change", why, one.pays_from) for one in waiting)
    return Erasure(len(ended), kept)
