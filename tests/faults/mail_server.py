"""A mail server in a process of its own, so that tests may fork: what it accepted lies in files."""

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email import message_from_bytes
from pathlib import Path

from aiosmtpd.smtp import SMTP, Envelope, Session


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where it listens, and where it keeps what it accepted."""

    port: int
    folder: Path

    def accepted(self) -> list[tuple[str, bytes]]:
        """Return Message-ID and content of every mail that was accepted, in order."""
        contents = [file.read_bytes() for file in sorted(self.folder.glob("*.eml"))]
        return [(message_from_bytes(content)["Message-ID"], content) for content in contents]


@contextmanager
def mail_server(folder: Path) -> Iterator[MailServer]:
    """Run a server that accepts every mail."""
    folder.mkdir()
    command = [sys.executable, __file__, str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603 -- this file itself
        assert process.stdout
        try:
            yield MailServer(int(process.stdout.readline()), folder)
        finally:
            process.terminate()


@dataclass(slots=True)
class _Keeper:
    folder: Path
    count: int = 0

    async def handle_DATA(self, _: SMTP, __: Session, envelope: Envelope) -> str:  # noqa: N802 -- the name that aiosmtpd looks for
        """Keep the mail before answering for it, as a server must (RFC 5321, 6.1)."""
        self.count += 1
        beside = self.folder / "incoming"
        beside.write_bytes(bytes(envelope.content or b""))
        beside.rename(self.folder / f"{self.count:06}.eml")
        return "250 OK"


async def _serve(folder: Path) -> None:
    loop, keeper = asyncio.get_running_loop(), _Keeper(folder)
    server = await loop.create_server(
        lambda: SMTP(keeper, hostname="mail.test", loop=loop), "127.0.0.1", 0
    )
    print(server.sockets[0].getsockname()[1], flush=True)  # noqa: T201 -- for who started this
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(_serve(Path(sys.argv[1])))
