"""What leaves: how much by which way, each message, and what did not arrive."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from klik.domains.messages import access, operations, queries
from klik.faces.desk.acting import DeskRequest, desk_page
from klik.faces.desk.answering import NOT_UNDERSTOOD, Choice, address_of, chosen, page_of, see_other
from klik.faces.desk.post.forms import ReturnedForm
from klik.faces.desk.post.roles import HANDLES, READS
from klik.faces.desk.wording import STATES, WORDS
from klik.ground.clock import moment_now

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from klik.domains.messages.models import OutboxMessage

_CHANNELS: Final = ("ebox", "email", "paper")
_LATEST: Final = 5
_SHOWN: Final = 100


@dataclass(frozen=True, slots=True)
class Listed:
    """A message in a list: what it is about, and the way that its reader chose."""

    message: OutboxMessage
    about: str
    preference: str


@require_safe
@desk_page(roles=READS)
def post(request: DeskRequest) -> HttpResponse:
    """Show how the post stands, and what waits."""
    nis = request.municipality.nis
    counted: Counter[str] = Counter()
    for tally in queries.tallies(nis):
        counted[f"{tally.channel}_{tally.state}"] += tally.count
    context = {
        "ebox_waiting": counted["ebox_waiting"] + counted["ebox_sending"],
        "ebox_sent": counted["ebox_sent"],
        "mail_waiting": counted["email_waiting"] + counted["email_sending"],
        "mail_sent": counted["email_sent"],
        "paper_waiting": queries.waiting_paper(nis).count(),
        "printed": counted["paper_printed"],
        "failed": sum(counted[f"{channel}_failed"] for channel in _CHANNELS),
        "batches": list(queries.batches(nis)[:_LATEST]),
        "may_handle": access.may_handle_post(request.staff),
    }
    return render(request, "desk/post/overview.html", context)


@require_safe
@desk_page(roles=READS)
def outbox(request: DeskRequest) -> HttpResponse:
    """List the messages, by way and by state, without saying to whom."""
    nis = request.municipality.nis
    channel = chosen(request, "channel", _CHANNELS)
    state = chosen(request, "state", STATES["message"])
    page = page_of(request, queries.outbox(nis, channel=channel, state=state))
    context = {
        "page": page,
        "listed": _listed(nis, page.object_list),
        "channels": _channels(address_of(request, "outbox"), channel, state),
        "states": _states(address_of(request, "outbox"), channel, state),
    }
    return render(request, "desk/post/outbox.html", context)


@require_safe
@desk_page(roles=READS)
def undelivered(request: DeskRequest) -> HttpResponse:
    """List what reached nobody, and what went on paper because e-mail failed."""
    return _undelivered_page(request, ReturnedForm())


@require_http_methods(["POST"])
@desk_page(roles=HANDLES)
def note_returned(request: DeskRequest) -> HttpResponse:
    """Let a mail that came back go on paper."""
    form = ReturnedForm(request.POST)
    if not form.is_valid():
        return _undelivered_page(request, form)
    operations.note_returned(
        request.municipality.nis, form.cleaned_data["message_id"], moment=moment_now()
    )
    messages.success(request, _("Noted. This message goes by post now."))
    return see_other(request, "undelivered")


def _channels(here: str, channel: str, state: str) -> list[Choice]:
    of_state = f"&state={state}" if state else ""
    every = Choice(_("Every way"), f"{here}?channel={of_state}", is_current=not channel)
    return [every] + [
        Choice(
            str(WORDS["channel"][code]),
            f"{here}?channel={code}{of_state}",
            is_current=code == channel,
        )
        for code in _CHANNELS
    ]


def _states(here: str, channel: str, state: str) -> list[Choice]:
    every = Choice(_("All"), f"{here}?channel={channel}", is_current=not state)
    return [every] + [
        Choice(str(worded.word), f"{here}?channel={channel}&state={code}", is_current=code == state)
        for code, worded in STATES["message"].items()
    ]


def _undelivered_page(request: DeskRequest, form: ReturnedForm) -> HttpResponse:
    nis = request.municipality.nis
    failed, fallen = queries.undelivered(nis), queries.fallen_back(nis)
    context = {
        "failed": _listed(nis, failed[:_SHOWN]),
        "failed_total": failed.count(),
        "fallen": _listed(nis, fallen[:_SHOWN]),
        "fallen_total": fallen.count(),
        "form": form,
        "may_handle": access.may_handle_post(request.staff),
    }
    status = NOT_UNDERSTOOD if form.is_bound else 200
    return render(request, "desk/post/undelivered.html", context, status=status)


def _listed(nis: str, rows: Iterable[OutboxMessage]) -> list[Listed]:
    found = list(rows)
    people = [bytes(one.person) for one in found if one.person is not None]
    chose = queries.preferences_of(nis, people)
    return [Listed(one, one.key.rpartition(":")[2], _preference(one, chose)) for one in found]


def _preference(message: OutboxMessage, chose: Mapping[bytes, object]) -> str:
    if message.person is None:
        return ""
    preference = chose.get(bytes(message.person))
    return getattr(preference, "channel", "")
