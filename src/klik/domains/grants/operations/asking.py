"""Asking in a letter to which account a grant is paid."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from klik.domains.audit.operations import record_act
from klik.domains.cases import queries as cases
from klik.domains.documents import operations as documents
from klik.domains.grants import access
from klik.domains.grants.queries import RunsNotYours
from klik.domains.messages import operations as messages
from klik.domains.messages import queries as message_queries
from klik.ground import files
from klik.ground.clock import HOME
from klik.ground.granting.account_asking import cover_asking, letter_asking
from klik.ground.granting.payees import recipient_of
from klik.ground.keys.hashing import keyed_hash
from klik.ground.letters.rendering import render_letter
from klik.ground.tenancy import current_actor
from klik.packages.wording import Language

if TYPE_CHECKING:
    from klik.domains.messages.models import OutboxMessage
    from klik.ground.letters.letter import Letter

DAYS_BETWEEN: Final = 14
"""How long one waits for an answer before one asks again."""
_TITLES: Final = {"nl": "Vraag naar uw rekening", "en": "Question about your account"}


def account_asked(municipality_nis: str, reference: str, moment: datetime) -> OutboxMessage | None:
    """Return the letter that asked for the account of a decision in the last 14 days."""
    today = moment.astimezone(HOME).date()
    keys = [_key(reference, today - timedelta(days=ago)) for ago in range(DAYS_BETWEEN)]
    found = message_queries.messages_with(municipality_nis, keys)
    return next((found[key] for key in keys if key in found), None)


def ask_for_account(municipality_nis: str, reference: str, *, moment: datetime) -> OutboxMessage:
    """Send a letter that asks to which account a decision is paid; once in 14 days.

    Asked again within these, the letter that went is returned.

    Args:
        municipality_nis: Among those acted for.
        reference: Of the decision.
        moment: When.

    Raises:
        DecisionNotFound: There is none.
        RunsNotYours: Another role than clerk.
        LetterTextRefused: Its name or address does not fit in a letter.
    """
    if not access.may_plan(current_actor()):
        raise RunsNotYours
    if before := account_asked(municipality_nis, reference, moment):
        return before
    decision = cases.decision_of(reference)
    adoption, ruling = cases.ruled_again(decision)
    language: Language = cases.grounds_of(decision)["language"]
    today = moment.astimezone(HOME).date()
    key = _key(reference, today)
    letter = letter_asking(adoption, ruling, dated_on=today, language=language)
    _file(municipality_nis, key, letter, moment)
    cover = cover_asking(adoption, ruling, language=language)
    sent = messages.send(
        municipality_nis,
        key=key,
        person=keyed_hash(f"insz:{ruling.payee.number}") if ruling.payee.number else None,
        recipient=recipient_of(ruling.subject, ruling.payee),
        subject=cover.subject,
        body_markdown=cover.body_markdown,
        document_keys=[key],
        language=language,
        moment=moment,
        sender=str(adoption.content["granting_body"]["name"]),
    )
    record_act(
        municipality_nis,
        "grants.ask-account",
        subject=f"decision:{reference}",
        payload={"document": key},
        moment=moment,
    )
    return sent


def _file(municipality_nis: str, key: str, letter: Letter, moment: datetime) -> None:
    content = render_letter(letter)
    filing = documents.Filing(
        key=key,
        digest=files.sealer_for(municipality_nis).store(content),
        size=len(content),
        media_type="application/pdf",
        title=f"{_TITLES[letter.language]}: {letter.reference}",
        about_kind="decision",
        about=letter.reference,
    )
    documents.file_documents(municipality_nis, [filing], moment=moment)


def _key(reference: str, day: object) -> str:
    return f"{message_queries.ASKING}{reference}:{day}"
