"""Mails to fictitious people."""

from tests.factories.acting import NOON

from klik.domains.messages.ports import Attachment, Mail

BODY = """Beste Ouder1A Voorbeeld

U krijgt van ons de **geboortepremie** van 100 euro.

## Wat moet u doen?

1. Niets.
2. Lees de *brief*:
   - vandaag, of
   - morgen.

Meer weten? Kijk op [onze site](https://voorbeeld.example/premie).
"""

MAIL = Mail(
    message_id="<0123456789abcdef@klik.example>",
    sender_name="Gemeente Voorbeeld",
    recipient_name="Ouder1A Voorbeeld",
    address="ouder@voorbeeld.example",
    subject="U krijgt de geboortepremie voor Kind1 Voorbeeld",
    body_markdown=BODY,
    language="nl",
    written_at=NOON,
    attachments=(Attachment("Brief GEB-37021-ABCDEFGHIJ", "application/pdf", b"%PDF-1.7 \xff\n"),),
)
