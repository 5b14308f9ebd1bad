"""Forget how a person wants her letters; what was sent stays, as proof."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from klik.domains.audit.operations import record_act
from klik.domains.messages import access, queries
from klik.domains.messages.models import FormerChannel, Preference, Written
from klik.domains.messages.operations.preferences import ChannelNotYours
from klik.ground.persons import Erasure, Kept
from klik.ground.tenancy import current_actor


def erase(person: bytes, *, moment: datetime) -> Erasure:
    """Erase the channel that a person chose: from then on her letters go on paper.

    Raises:
        NotActing: Outside `acting_for`.
        ChannelNotYours: Another actor than she herself or a clerk.
    """
    if not access.may_choose_channel_of(current_actor(), person):
        raise ChannelNotYours
    FormerChannel.objects.filter(person=person).delete()
    chosen = list(Preference.objects.filter(person=person))
    for one in chosen:
        record_act(
            one.municipality_nis,
            "messages.forget-preference",
            subject=f"preference:{one.pk}",
            payload={},
            moment=moment,
        )
        one.delete()
    why = _("What was sent to you stays as long as what it was about: it proves that we told you.")
    kept = [Kept("message", why)] if queries.messages_to(person).exists() else []
    if Written.objects.filter(person=person).exists():
        said = _("What you wrote to us, and we to you, stays as long as the case that it is about.")
        kept.append(Kept("written", said))
    return Erasure(len(chosen), tuple(kept))
