"""A mail server on this machine that fails as a test tells it to."""

import asyncio
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Thread
from typing import Any

from aiosmtpd.smtp import SMTP, Envelope, Session

OK = "250 OK"


@dataclass(slots=True)
class FaultyServer:
    """What came in, and what to answer next.

    Attributes:
        accepted: The content of every mail that was accepted, in order.
        recipients: To whom, likewise.
        at_sender: Answers to MAIL FROM, one a mail, before it accepts.
        at_recipient: Answers to RCPT TO, likewise.
        at_content: Answers to the end of the content, likewise. `drop` accepts and breaks the
            connection, `silence` accepts and says no more, `lose` breaks the connection without
            accepting.
        port: Where it listens.
    """

    accepted: list[bytes] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    at_sender: list[str] = field(default_factory=list)
    at_recipient: list[str] = field(default_factory=list)
    at_content: list[str] = field(default_factory=list)
    port: int = 0

    async def handle_MAIL(  # noqa: N802 -- the name that aiosmtpd looks for
        self, _: SMTP, __: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Answer to MAIL FROM."""
        answer = self.at_sender.pop(0) if self.at_sender else OK
        if answer == OK:
            envelope.mail_from = address
            envelope.mail_options.extend(options)
        return answer

    async def handle_RCPT(  # noqa: N802 -- the name that aiosmtpd looks for
        self, _: SMTP, __: Session, envelope: Envelope, address: str, ___: list[str]
    ) -> str:
        """Answer to RCPT TO."""
        answer = self.at_recipient.pop(0) if self.at_recipient else OK
        if answer == OK:
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: SMTP, _: Session, envelope: Envelope) -> str:  # noqa: N802 -- the name that aiosmtpd looks for
        """Answer to the end of a content."""
        answer = self.at_content.pop(0) if self.at_content else OK
        if answer == "lose":
            return _broken(server)
        if answer in {OK, "drop", "silence"}:
            self.accepted.append(bytes(envelope.content or b""))
            self.recipients.extend(envelope.rcpt_tos)
        if answer == "drop":
            return _broken(server)
        if answer == "silence":
            await asyncio.sleep(3600)
        return answer


def _broken(server: SMTP) -> str:
    transport: Any = server.transport
    transport.abort()
    return OK  # into the void


@contextmanager
def listening(**faults: list[str]) -> Iterator[FaultyServer]:
    """Run a server on a free port of this machine, in a thread."""
    faulty = FaultyServer(**faults)
    loop = asyncio.new_event_loop()
    thread = Thread(target=loop.run_forever)
    thread.start()
    server = _in(loop, _opened(faulty))
    faulty.port = server.sockets[0].getsockname()[1]
    try:
        yield faulty
    finally:
        _in(loop, _ended(server))
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


def _in(loop: asyncio.AbstractEventLoop, work: Coroutine[Any, Any, Any]) -> Any:
    return asyncio.run_coroutine_threadsafe(work, loop).result(timeout=10)


async def _opened(faulty: FaultyServer) -> asyncio.Server:
    loop = asyncio.get_running_loop()
    return await loop.create_server(
        lambda: SMTP(faulty, hostname="mail.test", loop=loop), "127.0.0.1", 0
    )


async def _ended(server: asyncio.Server) -> None:
    """Close the server, and end what still waits for a client."""
    server.close()
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
