"""What goes into a log: plain facts, one JSON object a line, never personal data.

A log is read by others than the desk, is copied to other systems and outlives every term. So it is
not cleaned of what it should not hold; nothing gets in that is not known to be harmless:

- a message of Klik's own is printed as it stands in the code, never with what would be filled in;
- of `extra` only the names in `FACTS` are printed;
- of an exception its kind and its places in the code, never its message, which may quote a row;
- of other software only what stands in `LIBRARIES`, without what would be filled in.

What looks like a number of a person or account, or like an address of e-mail, is struck out after
that: a second wall.
"""

from __future__ import annotations

import logging
import re
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from types import MappingProxyType, TracebackType
from typing import Any, Final

from pythonjsonlogger.json import JsonFormatter

FACTS: Final = (
    "request", "route", "method", "status", "duration_ms", "municipality",
    "job", "job_key", "count", "done", "total", "address", "processes", "why",
)  # fmt: skip
LIBRARIES: Final = ("django", "django_tasks", "_granian", "granian", "psycopg")
_MOST_PLACES, _MOST_CAUSES = 25, 5
_PERSONAL = re.compile(
    r"(?<!\w)\d{2}[.\- ]?\d{2}[.\- ]?\d{2}[.\- ]?\d{3}[.\- ]?\d{2}(?!\w)"  # a register number
    r"|\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b"  # an account
    r"|[^\s\"'<>:;,]+@[^\s\"'<>:;,]+"  # an address of e-mail
)
_TOKEN = re.compile(r"[A-Za-z0-9._:/-]{1,120}")  # no blanks: a name of a person has one
_HOLE = re.compile(r"%(?:\(\w+\))?[-#0 +]*\d*(?:\.\d+)?[a-zA-Z]")
_STRUCK = "…"

_about: ContextVar[Mapping[str, Any]] = ContextVar("klik_log", default=MappingProxyType({}))


@contextmanager
def about(**facts: object) -> Iterator[None]:
    """Add `facts` to every line that is logged inside this block; only names in FACTS show."""
    token = _about.set({**_about.get(), **facts})
    try:
        yield
    finally:
        _about.reset(token)


class LogLine(JsonFormatter):
    """Writes one line of JSON for a record, with nothing personal in it."""

    def add_fields(
        self,
        log_data: dict[str, Any],
        record: logging.LogRecord,
        message_dict: dict[str, Any],  # noqa: ARG002 -- the library's signature
    ) -> None:
        """Fill the line with the facts of the record, and nothing of the library's choice."""
        log_data.update(facts_of(record))


def facts_of(record: logging.LogRecord) -> dict[str, Any]:
    """Return what a log may say about a record."""
    # Other software uses the same names for other things: `request` for a whole request.
    known = {**_about.get(), **(vars(record) if _is_ours(record) else {})}
    facts = {
        "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
        "level": record.levelname.lower(),
        "logger": record.name,
        "message": without_personal(_message(record)),
        **{name: _harmless(known[name]) for name in FACTS if known.get(name) not in (None, "")},
    }
    fault = record.exc_info[1] if record.exc_info else None
    if fault is not None:
        facts["fault"] = kinds_of(fault)
        facts["where"] = places_of(fault)
    return facts


def without_personal(text: str) -> str:
    """Return `text` without numbers of persons and accounts, and addresses of e-mail."""
    return _PERSONAL.sub(_STRUCK, text)


def kinds_of(fault: BaseException) -> list[str]:
    """Return the kinds of an exception and of what caused it, and no message of any."""
    kinds: list[str] = []
    following: BaseException | None = fault
    while following is not None and len(kinds) < _MOST_CAUSES:
        kinds.append(f"{type(following).__module__}.{type(following).__qualname__}")
        following = following.__cause__ or following.__context__
    return kinds


def places_of(fault: BaseException) -> list[str]:
    """Return where an exception came by: file, line and function, the innermost last."""
    places = []
    step: TracebackType | None = fault.__traceback__
    while step is not None:
        code = step.tb_frame.f_code
        places.append(f"{_short(code.co_filename)}:{step.tb_lineno} {code.co_name}")
        step = step.tb_next
    return places[-_MOST_PLACES:]


def hook_uncaught() -> None:
    """Log what nobody caught in this process the same way, instead of printing its message."""

    def told(kind: type[BaseException], fault: BaseException, trace: Any) -> None:
        if issubclass(kind, KeyboardInterrupt):
            return
        logging.getLogger(__name__).critical("Nobody caught this", exc_info=(kind, fault, trace))

    def told_of_thread(ended: threading.ExceptHookArgs) -> None:
        if ended.exc_value is not None:
            told(ended.exc_type, ended.exc_value, ended.exc_traceback)

    sys.excepthook = told
    threading.excepthook = told_of_thread


def _message(record: logging.LogRecord) -> str:
    if record.name == "django.request":
        return "A page failed"  # its message is the address that was asked for
    if _is_ours(record) or record.name.partition(".")[0] in LIBRARIES:
        return _HOLE.sub(_STRUCK, str(record.msg))
    return "(a message of other software is left out)"


def _is_ours(record: logging.LogRecord) -> bool:
    return record.name.partition(".")[0] == "klik"


def _harmless(value: Any) -> Any:
    if isinstance(value, int | float):
        return value
    text = str(value)
    return without_personal(text) if _TOKEN.fullmatch(text) else _STRUCK


def _short(file: str) -> str:
    for folder in ("/site-packages/", "/src/", "/lib/"):
        _, found, rest = file.rpartition(folder)
        if found:
            return rest
    return file.rpartition("/")[2]
