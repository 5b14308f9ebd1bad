"""Messages to fictitious people, and a mailer that answers as a test says."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from io import BytesIO

from pikepdf import Pdf
from tests.factories.acting import CLERK, NOON, WINGENE
from tests.factories.documents import FolderFiles, filed

from klik.domains.messages import operations, queries
from klik.domains.messages.models import OutboxMessage
from klik.domains.messages.operations import Outgoing
from klik.domains.messages.ports import Answer, EboxLetter, Mail, Reply
from klik.ground.keys.hashing import keyed_hash
from klik.ground.letters.letter import Language, Recipient
from klik.ground.tenancy import acting_for

ADDRESS = "ouder@voorbeeld.example"
RECIPIENT = Recipient("Ouder1A Voorbeeld", ("Voorbeeldstraat 12 bus 3", "8750 Voorbeeld"))
BODY = "Beste Ouder1A Voorbeeld\n\nU krijgt van ons de **geboortepremie**.\n"
REGISTER_NUMBER = "85041795161"  # fictitious
SENDER_NUMBER = "0999990123"  # likewise
ACCEPTED = Answer(Reply.ACCEPTED)
BUSY = Answer(Reply.LATER, "smtp-451")
GONE = Answer(Reply.REFUSED, "smtp-550")
CLOSED = Answer(Reply.CLOSED, "unreachable")


@dataclass(slots=True)
class ScriptedMailer:
    """Answers in the order of `answers`, and then accepts everything."""

    answers: list[Answer] = field(default_factory=list)
    mails: list[Mail] = field(default_factory=list)

    @contextmanager
    def open(self) -> Iterator["ScriptedMailer"]:
        """Give itself."""
        yield self

    def send(self, mail: Mail) -> Answer:
        """Keep the mail and answer."""
        self.mails.append(mail)
        return self.answers.pop(0) if self.answers else ACCEPTED


def pdf_of(pages: int = 1) -> bytes:
    """Return a PDF with empty pages."""
    written = BytesIO()
    with Pdf.new() as made:
        for _ in range(pages):
            made.add_blank_page(page_size=(595, 842))
        made.save(written, deterministic_id=True)
    return written.getvalue()


def person(number: int = 1) -> bytes:
    """Return the keyed hash of a fictitious person, inside `acting_for`."""
    return keyed_hash(f"person of a test: {number}")


def prefer_email(number: int = 1, *, address: str = ADDRESS, nis: str = WINGENE) -> None:
    """Let a person choose e-mail, inside `acting_for`."""
    operations.set_preference(
        nis, person=person(number), channel="email", email_address=address, moment=NOON
    )


def outgoing(
    number: int = 1,
    *,
    recipient: Recipient = RECIPIENT,
    subject: str = "U krijgt de geboortepremie",
    body: str = BODY,
    document_keys: Sequence[str] | None = None,
    language: Language = "nl",
) -> Outgoing:
    """Return a message to a person, with one letter."""
    keys = [f"letter:{number}"] if document_keys is None else document_keys
    return Outgoing(f"decision:{number}", person(number), recipient, subject, body, keys, language)


def queue(
    files: FolderFiles, *numbers: int, by_email: bool = True, nis: str = WINGENE
) -> list[str]:
    """Put a message to each person in the outbox, in one transaction; return their Message-IDs."""
    with acting_for([nis], CLERK):
        for number in numbers:
            filed(files, f"letter:{number}", pdf_of(number), nis)
            if by_email:
                prefer_email(number, nis=nis)
        rows = operations.send_all(nis, [outgoing(number) for number in numbers], moment=NOON)
        return [row.message_id for row in rows]


def message(number: int = 1, nis: str = WINGENE) -> OutboxMessage:
    """Return a message as it stands now."""
    with acting_for([nis], CLERK):
        return queries.message_of(nis, f"decision:{number}")


@dataclass(slots=True)
class ScriptedEbox:
    """Answers in the order of its lists, and then says yes and takes everything.

    Attributes:
        consents: To what is asked of consent.
        answers: To letters.
        asked: The numbers of whom was asked.
        letters: That were handed over.
    """

    consents: list[Answer] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    letters: list[EboxLetter] = field(default_factory=list)
    is_on: bool = True

    def consent(self, register_number: str) -> Answer:
        """Keep about whom was asked, and answer."""
        self.asked.append(register_number)
        return self.consents.pop(0) if self.consents else ACCEPTED

    def publish(self, letter: EboxLetter) -> Answer:
        """Keep the letter and answer."""
        self.letters.append(letter)
        published = Answer(Reply.ACCEPTED, reference=f"message-{len(self.letters)}")
        return self.answers.pop(0) if self.answers else published


def send_to_ebox(*kinds: str, nis: str = WINGENE) -> None:
    """Let a municipality send these kinds to eBox."""
    with acting_for([nis], CLERK):
        operations.set_ebox_kinds(nis, kinds=kinds, sender_number=SENDER_NUMBER, moment=NOON)


def for_ebox(number: int = 1) -> Outgoing:
    """Return a message to a person whose register number is known."""
    return replace(outgoing(number), register_number=REGISTER_NUMBER)
