"""Mails handed to a server by SMTP (RFC 5321), one connection for many."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Final

from klik.domains.messages.ports import Answer, Mail, Reply
from klik.gateways.mail.composing import compose

PATIENCE_SECONDS: Final = 30.0
_FOR_GOOD: Final = 500  # from here on a server means it
_TOO_LARGE: Final = 552  # said of a mail, already when its sender is named (RFC 1870)


@dataclass(frozen=True, slots=True)
class SmtpServer:
    """Where mails are handed over.

    Attributes:
        host: Its name.
        port: 587 or 465, as a rule.
        sent_from: The address of the installation; what cannot be delivered comes back to it.
        user: Empty where the server asks for no log-in.
        password: Likewise.
        starts_tls: Whether the connection turns to TLS (587); certificates are checked.
        is_tls: Whether it begins with TLS (465).
        patience_seconds: How long it may be silent.
    """

    host: str
    port: int
    sent_from: str
    user: str = field(default="", repr=False)
    password: str = field(default="", repr=False)
    starts_tls: bool = False
    is_tls: bool = False
    patience_seconds: float = PATIENCE_SECONDS

    @contextmanager
    def open(self) -> Iterator[SmtpMailer]:
        """Give what hands over; its connection is closed at the end."""
        mailer = SmtpMailer(self)
        try:
            yield mailer
        finally:
            mailer.close()


class SmtpMailer:
    """Hands mails over; connects when the first one comes, and anew after every fault."""

    def __init__(self, server: SmtpServer) -> None:
        self._server = server
        self._connection: smtplib.SMTP | None = None

    def send(self, mail: Mail) -> Answer:
        """Hand one mail over; every fault is in the answer.

        Only what the server says of this mail or its recipient is for good: a refused log-in or
        sender is the installation's own fault, and a connection that breaks says nothing.
        """
        content = compose(mail, sent_from=self._server.sent_from)
        try:
            connection = self._connected()
        except (smtplib.SMTPException, OSError) as error:
            self.close()
            return Answer(Reply.CLOSED, _code_of(error))
        try:
            connection.sendmail(self._server.sent_from, [mail.address], content)
        except smtplib.SMTPRecipientsRefused as refused:
            return _judged(next(iter(refused.recipients.values()))[0])
        except smtplib.SMTPDataError as error:
            return _judged(error.smtp_code)
        except smtplib.SMTPSenderRefused as error:
            self.close()
            code = error.smtp_code
            return _judged(code) if code == _TOO_LARGE else Answer(Reply.CLOSED, f"smtp-{code}")
        except (smtplib.SMTPException, OSError) as error:
            self.close()  # after a fault halfway, nobody knows what the server expects next
            return Answer(Reply.LATER, _code_of(error))
        return Answer(Reply.ACCEPTED)

    def close(self) -> None:
        """Say goodbye where there is anybody left to hear it."""
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(smtplib.SMTPException, OSError):
                connection.quit()
            connection.close()

    def _connected(self) -> smtplib.SMTP:
        if self._connection is not None and not _is_alive(self._connection):
            self.close()
        if self._connection is None:
            self._connection = self._connect()
        return self._connection

    def _connect(self) -> smtplib.SMTP:
        server = self._server
        context = ssl.create_default_context()
        connection = (
            smtplib.SMTP_SSL(
                server.host, server.port, timeout=server.patience_seconds, context=context
            )
            if server.is_tls
            else smtplib.SMTP(server.host, server.port, timeout=server.patience_seconds)
        )
        try:
            connection.ehlo()
            if server.starts_tls:
                connection.starttls(context=context)
            if server.user:
                connection.login(server.user, server.password)
        except BaseException:
            connection.close()
            raise
        return connection


def _is_alive(connection: smtplib.SMTP) -> bool:
    try:
        return connection.noop()[0] == 250  # noqa: PLR2004 -- RFC 5321: requested action completed
    except (smtplib.SMTPException, OSError):
        return False


def _judged(code: int) -> Answer:
    return Answer(Reply.REFUSED if code >= _FOR_GOOD else Reply.LATER, f"smtp-{code}")


def _code_of(error: Exception) -> str:
    """Return a code without anything that a server said: it may repeat the address."""
    if isinstance(error, smtplib.SMTPResponseException):
        return f"smtp-{error.smtp_code}"
    if isinstance(error, smtplib.SMTPServerDisconnected):
        return "disconnected"
    if isinstance(error, TimeoutError):
        return "silent"
    return "unreachable"
