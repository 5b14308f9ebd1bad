"""Verify the chain of acts now: a job computes every line again; its result is an act itself."""

from __future__ import annotations

from typing import Any, Final

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from klik.domains.audit import queries
from klik.domains.audit.jobs import VERIFY
from klik.faces.desk.acting import DeskRequest, desk_page
from klik.faces.desk.answering import see_other
from klik.ground.clock import moment_now
from klik.ground.jobs.queue import enqueue, progress_of
from klik.ground.tenancy import Role

_UNDERWAY: Final = frozenset({"waiting", "running"})


@require_POST
@desk_page(roles={Role.AUDITOR}, reads_personal=True, only_asks=True)
def verify(request: DeskRequest) -> HttpResponse:
    """Ask for a verification; asked again while one goes on, nothing more is asked."""
    nis = request.municipality.nis
    enqueue(VERIFY, key=nis, municipality_nis=nis, moment=moment_now())
    messages.success(request, _("Every line is computed again. This page shows the result."))
    return see_other(request, "audit")


def chain_shown(request: DeskRequest) -> dict[str, Any]:
    """Return how the chain of the municipality stands, and whether a verification goes on."""
    nis = request.municipality.nis
    progress = progress_of(VERIFY, nis)
    line = queries.last_verification(nis)
    return {
        "is_verifying": progress is not None and progress.state in _UNDERWAY,
        "has_failed": progress is not None and progress.state == "failed",
        "length": queries.length_of(nis),
        "verified_at": line.at if line else None,
        "chain": _chain(queries.payload_of(line)) if line else None,
    }


def _chain(kept: dict[str, Any] | None) -> dict[str, Any] | None:
    if kept is None:
        return None
    return {**kept, "what": _in_words(kept["what"])}


def _in_words(what: str) -> str:
    known = {
        "its row holds what Klik never writes": _("Its row holds what Klik never writes."),
        "it does not follow from the line before it": _(
            "It does not follow from the line before it: a line was put elsewhere or removed."
        ),
        "the line was changed": _("The line was changed."),
        "its payload was changed": _("What it was about was changed."),
        "its payload was changed, or its data key is gone": _(
            "What it was about was changed, or the key to read it is gone."
        ),
        "its payload is that of another act": _("What it was about is that of another act."),
        "the chain did not end with this line": _("The chain did not end with this line."),
    }
    if what in known:
        return str(known[what])
    if what.endswith("one was changed or gone"):
        return _("Of the views of personal data that it seals, one was changed or removed.")
    return _("A line is missing.") if "missing" in what else what
