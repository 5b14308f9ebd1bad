"""A message with a document, as its form sends it: one way in for residents and for staff."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _

from klik.domains.messages import operations as messages
from klik.faces.ui.apply.asking import take_in_sent
from klik.faces.ui.apply.drawing import Wrong
from klik.faces.ui.apply.hers import language_of_page
from klik.ground import files
from klik.ground.tenancy import Actor, acting_for

WORDS: Final = "words"
DOCUMENT: Final = "document"
LONGEST: Final = 5000


@dataclass(frozen=True, slots=True)
class Sent:
    """A form as it came in, its file stored already.

    Attributes:
        said: What was written, and what goes with it.
        wrong: What does not hold, with the name of its field.
    """

    said: messages.Said
    wrong: list[Wrong]


def take_in_said(request: HttpRequest, *, key: UUID, municipality_nis: str, actor: Actor) -> Sent:
    """Return what a form says; its file is looked at and stored outside any transaction.

    Args:
        request: Of a view that `takes_files`.
        key: Made with the form.
        municipality_nis: Where it is said.
        actor: Who says it.
    """
    with acting_for([municipality_nis], actor, only_reading=True):
        sealer = files.sealer_for(municipality_nis)
    taken, refused = take_in_sent(request, {DOCUMENT}, sealer)
    wrong = [Wrong(one.texts[language_of_page()], DOCUMENT) for one in refused]
    words = request.POST.get(WORDS, "").strip()
    if not words or len(words) > LONGEST:
        wrong.insert(0, Wrong(_("Write what you want to say, in at most 5,000 signs."), WORDS))
    attached = tuple(
        messages.Attached(name, one.digest, one.size, one.media_type)
        for name, one in taken.values()
    )
    return Sent(messages.Said(key, words, attached), wrong)
