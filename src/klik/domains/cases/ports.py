"""What cases need of others: somebody who looks whether a file is safe to open."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from klik.ground.ports import Port
from klik.ground.refusals import Refusal


class FileNotSafe(Refusal):
    """The scanner found something in a file; nothing is kept."""

    status = 422
    reason = (
        "There is a virus in this file, so we did not keep it. Give the document in another way."
    )


class ScannerDown(Refusal):
    """The scanner does not answer; nothing is kept, for a file that nobody looked at is not taken.

    A file is never taken unseen because the scanner is down.
    """

    status = 503
    reason = (
        "We cannot look at files at this moment, so we did not keep it. Try again in a few "
        "minutes, or bring the document to the counter."
    )


class Scanner(Protocol):
    """Looks at a file before it is kept."""

    def scan(self, pieces: Iterable[bytes], /) -> None:
        """Return silently where nothing was found.

        Raises:
            FileNotSafe: Something was.
            ScannerDown: Nobody could look.
        """


scanner: Port[Scanner] = Port("klik.domains.cases.ports.scanner")
