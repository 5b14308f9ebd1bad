"""Consent and letters: what the answers of eBox mean for a letter of ours."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import Final

import urllib3

from klik.domains.messages.ports import Answer, EboxLetter, Reply
from klik.gateways.ebox import shape
from klik.gateways.ebox.asking import Answered, Caller, EboxDown, Place

logger = logging.getLogger(__name__)

NO_CONSENT: Final = "ebox-no-consent"
NO_BOX: Final = "ebox-none"
_BOUNDARY: Final = "klik-letter"
_OK, _CREATED = 200, 201
_UNAUTHORIZED, _NOT_FOUND, _CONFLICT = 401, 404, 409
_NOT_NOW: Final = frozenset({408, 425})
_OVERLOADED: Final = frozenset({429, 503})
_OF_THIS_LETTER: Final = range(400, 500)


class EboxRegistry:
    """The way to eBox; remembers a token and nothing of anybody."""

    is_on = True

    def __init__(self, place: Place) -> None:
        self._place = place
        self._caller = Caller(place)

    def consent(self, register_number: str) -> Answer:
        """Ask whether a citizen takes letters there now; her number stands in no address."""
        question = shape.consent_question(register_number)
        headers = {"Content-Type": "application/json"}
        try:
            answered = self._caller.post(self._place.federation + shape.CONSENTS, question, headers)
        except EboxDown as down:
            return _unanswered(down)
        if answered.status == _NOT_FOUND:
            return Answer(Reply.REFUSED, NO_BOX)
        if answered.status != _OK:
            return _judged(answered)
        says = shape.consents(answered.content, register_number)
        if says is None:
            return _told(Answer(Reply.LATER, "ebox-unreadable"))
        return Answer(Reply.ACCEPTED) if says else Answer(Reply.REFUSED, NO_CONSENT)

    def publish(self, letter: EboxLetter) -> Answer:
        """Hand a letter over; one that the registry has already is accepted.

        Who never opened her eBox does not read there: the letter goes her other way as well.
        """
        parts = shape.letter_parts(
            letter,
            application=self._place.application,
            message_type=self._place.message_type,
        )
        boundary = f"{_BOUNDARY}-{letter.key}"
        body, kind = urllib3.encode_multipart_formdata(parts, boundary=boundary)
        headers = {"Content-Type": kind, "Idempotency-Key": shape.idempotency_key(letter)}
        try:
            answered = self._caller.post(self._place.registry + shape.LETTERS, body, headers)
        except EboxDown as down:
            return _unanswered(down)
        if answered.status not in {_OK, _CREATED, _CONFLICT}:
            return _judged(answered)
        if shape.never_opened(answered.content):
            return Answer(Reply.REFUSED, "ebox-never-opened")
        return Answer(Reply.ACCEPTED, reference=shape.reference_in(answered.content))


class NoEbox:
    """What stands behind the port where no eBox is set up: what still waits goes another way."""

    is_on = False

    def consent(self, register_number: str) -> Answer:  # noqa: ARG002 -- the port's signature
        """Return that it is off."""
        return Answer(Reply.REFUSED, "ebox-off")

    def publish(self, letter: EboxLetter) -> Answer:  # noqa: ARG002 -- the port's signature
        """Return that it is off."""
        return Answer(Reply.REFUSED, "ebox-off")


def _judged(answered: Answered) -> Answer:
    """Return what a status means: of this letter for good, of all for now, or of nobody knows."""
    status = answered.status
    trouble = f"ebox-{status}"
    wait = timedelta(seconds=answered.wait_seconds) or None
    if status == _UNAUTHORIZED or status in _OVERLOADED:  # our own fault, or too much of us
        return _told(Answer(Reply.CLOSED, trouble, wait=wait))
    if status == _NOT_FOUND:
        return Answer(Reply.REFUSED, NO_BOX)
    if status in _OF_THIS_LETTER and status not in _NOT_NOW:
        return _told(Answer(Reply.REFUSED, trouble))
    return _told(Answer(Reply.LATER, trouble, wait=wait))


def _told(answer: Answer) -> Answer:
    logger.warning("eBox did not take a letter", extra={"why": answer.trouble})
    return answer


def _unanswered(down: EboxDown) -> Answer:
    return Answer(Reply.CLOSED if down.for_all else Reply.LATER, down.trouble)
