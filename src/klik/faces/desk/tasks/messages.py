"""A message that reached nobody: where it would go, and a form for another address."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.forms import Form

from klik.domains.messages import queries
from klik.faces.desk import wording
from klik.faces.desk.acting import DeskRequest
from klik.faces.desk.protecting import sees_address
from klik.faces.desk.tasks.forms import RecipientForm
from klik.faces.desk.tasks.opening import Opened


def message_acts(request: DeskRequest, opened: Opened, wrong: Mapping[str, Form]) -> dict[str, Any]:
    """Return the message of a task with what is wrong, and a form for where it goes instead."""
    detail = opened.task.detail
    message = queries.message_of(request.municipality.nis, str(detail.get("message", "")))
    content = queries.content_of(message)
    person = {bytes(message.person)} if message.person is not None else set()
    hides = opened.hides_address or not sees_address(request, person)
    lines = () if hides else content.address_lines
    street, place = (*lines, "", "")[:2]
    initial = {"name": content.name, "street": street, "place": place}
    is_failed = message.state == "failed"
    return {
        "message": message,
        "hides_address": hides,
        "trouble": wording.word_of("trouble", str(detail.get("trouble", ""))),
        "recipient": (wrong.get("recipient") or RecipientForm(initial=initial))
        if is_failed
        else None,
    }
