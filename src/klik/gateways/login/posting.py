"""Mails of log-in leave after the answer: how long one takes must not tell who has an account.

If the process dies in between, the mail is lost and she asks for another one.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import copy_context
from functools import partial

from django.db import connections
from django.utils import translation

_log = logging.getLogger(__name__)
_poster = ThreadPoolExecutor(max_workers=1, thread_name_prefix="klik-log-in-mail")


def later(work: Callable[[], object]) -> Future[None]:
    """Do `work` after the answer, in the language of the page."""
    language = translation.get_language()
    return _poster.submit(copy_context().run, partial(_do, work, language))


def _do(work: Callable[[], object], language: str | None) -> None:
    try:
        with translation.override(language):
            work()
    except Exception as error:  # nobody waits for this thread
        # Not its text: a mail server's answer holds the address.
        _log.error("A mail of log-in was not sent: %s", type(error).__name__)
    finally:
        connections.close_all()
