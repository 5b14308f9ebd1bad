"""What messages hold of a person."""

from __future__ import annotations

from django.utils.translation import gettext as _

from klik.domains.messages.models import FormerChannel, OutboxMessage, Preference
from klik.domains.messages.queries.outbox import content_of, email_address_of, messages_to
from klik.domains.messages.queries.threads import written_held_about
from klik.domains.messages.queries.ways import KEPT, former_address_of
from klik.ground.persons import Held


def held_about(person: bytes) -> list[Held]:
    """Return the channel that a person chose, what was sent to her, and what was written."""
    chosen = Preference.objects.filter(person=person).order_by("municipality_nis")
    former = FormerChannel.objects.filter(person=person).order_by("-until", "pk")
    return [
        *(_preference_held(one) for one in chosen),
        *(_former_held(one) for one in former),
        *(_message_held(one) for one in messages_to(person)),
        *written_held_about(person),
    ]


def _preference_held(preference: Preference) -> Held:
    address = _("E-mail address")
    return Held(
        kind="channel",
        title=_("How you get your letters"),
        source=_("You yourself, or the town hall for you"),
        under=_("Administrative Decree, on electronic messages"),
        fields={
            _("Channel"): preference.get_channel_display(),
            address: email_address_of(preference),
        },
        since=preference.set_at,
        masked=frozenset({address}),
        corrects=_("You change it yourself, or the town hall does it for you."),
    )


def _former_held(former: FormerChannel) -> Held:
    address = _("E-mail address")
    return Held(
        kind="channel",
        title=_("How you got your letters before"),
        source=_("You yourself, or the town hall for you"),
        under=_("Safety: you also hear there when your account changes"),
        fields={
            _("Channel"): former.get_channel_display(),
            address: former_address_of(former),
            _("Kept until"): (former.until + KEPT).date(),
        },
        since=former.until,
        masked=frozenset({address}),
    )


def _message_held(message: OutboxMessage) -> Held:
    content = content_of(message)
    return Held(
        kind="message",
        title=content.subject,
        source=_("The municipality"),
        under=_("Administrative Decree, on telling you what was decided"),
        fields={
            _("To"): content.name,
            _("Channel"): message.get_channel_display(),
            _("Sent"): message.sent_at or message.printed_at,
        },
        since=message.queued_at,
        reference=message.key,
    )
