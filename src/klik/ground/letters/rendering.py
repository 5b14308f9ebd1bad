"""Letters set by typst, one or very many."""

from __future__ import annotations

import json
import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from datetime import UTC, datetime, time
from functools import cache, partial
from itertools import chain, islice
from pathlib import Path
from typing import TypeAlias, TypeVar

from typst import Compiler, TypstError

from klik.ground.letters.content import content_of
from klik.ground.letters.letter import Letter
from klik.ground.letters.refusals import LetterNotRendered, LetterTextRefused

Key = TypeVar("Key")
Kept = TypeVar("Kept")
OnRefusal: TypeAlias = Callable[[Key, LetterTextRefused], None]

_FORM = Path(__file__).parent / "form"
_CHUNK = 25  # letters handed to a worker at once: enough to hide the hand-over, few in memory
_CHUNKS_PER_WORKER = 2  # in work or lying ready


def render_letter(letter: Letter) -> bytes:
    """Return the letter as a PDF, byte for byte the same for the same letter.

    The PDF is tagged and says that it is PDF/A-2a and PDF/UA-1. No clock, font or other file of
    the machine is used: the only moment in it is noon (UTC) of the day of the letter.

    Raises:
        LetterTextRefused: A text cannot be set; says which and where.
    """
    content = json.dumps(content_of(letter), ensure_ascii=False)
    dated_at = datetime.combine(letter.dated_on, time(12), tzinfo=UTC)
    try:
        rendered = _compiler().compile(
            format="pdf",
            sys_inputs={"letter": content},
            pdf_standards=["a-2a", "ua-1"],
            timestamp=int(dated_at.timestamp()),
        )
    except TypstError as cause:
        # A sign in no font is the case that occurs: typst names the text.
        raise LetterTextRefused("letter-unset", cause=cause.message) from cause
    if not isinstance(rendered, bytes):
        raise TypeError("typst gave no PDF")
    return rendered


def render_letters(
    letters: Iterable[tuple[Key, Letter]],
    *,
    workers: int,
    on_refusal: OnRefusal[Key] | None = None,
) -> Generator[tuple[Key, bytes], None, None]:
    """Render letters in their order, with as much memory for a million as for a hundred.

    Closing the generator stops the workers.

    Args:
        letters: Key and letter; read as the work goes on.
        workers: Processes. With 1, or for few letters, the work is done in this process.
        on_refusal: Gets each letter that cannot be made, and the others go on. Without it the
            first one ends the work.

    Raises:
        LetterNotRendered: A letter is refused and there is no `on_refusal`.
    """
    return _made(letters, _as_rendered, workers=workers, on_refusal=on_refusal)


def write_letters(
    letters: Iterable[tuple[str, Letter]],
    folder: Path,
    *,
    workers: int,
    on_refusal: OnRefusal[str] | None = None,
) -> Generator[str, None, None]:
    """Render letters as `render_letters` does, each into `KEY.pdf` of a folder; give the keys.

    Whoever renders a letter writes it: no PDF travels between processes.

    Raises:
        LetterNotRendered: A letter is refused and there is no `on_refusal`.
    """
    write = partial(_write_letter, folder)
    for key, _ in _made(letters, write, workers=workers, on_refusal=on_refusal):
        yield key


def _as_rendered(_: object, pdf: bytes) -> bytes:
    return pdf


def _write_letter(folder: Path, key: str, pdf: bytes) -> None:
    (folder / f"{key}.pdf").write_bytes(pdf)


def _made(
    letters: Iterable[tuple[Key, Letter]],
    keep: Callable[[Key, bytes], Kept],
    *,
    workers: int,
    on_refusal: OnRefusal[Key] | None,
) -> Generator[tuple[Key, Kept], None, None]:
    for key, outcome in _outcomes(letters, keep, workers=workers):
        if not isinstance(outcome, LetterTextRefused):
            yield key, outcome
        elif on_refusal is not None:
            on_refusal(key, outcome)
        else:
            raise LetterNotRendered(str(key), outcome.reason) from outcome


def _outcomes(
    letters: Iterable[tuple[Key, Letter]], keep: Callable[[Key, bytes], Kept], *, workers: int
) -> Iterator[tuple[Key, Kept | LetterTextRefused]]:
    remaining = iter(letters)
    first = list(islice(remaining, _CHUNK))
    if workers == 1 or len(first) < _CHUNK:
        for key, letter in chain(first, remaining):
            yield key, _try_render(keep, key, letter)
        return
    # spawn: a fork would copy locks of typst's threads that nobody holds any more.
    pool = ProcessPoolExecutor(
        workers, mp_context=multiprocessing.get_context("spawn"), initializer=_prepare_worker
    )
    try:
        yield from _pooled(chain(first, remaining), keep, pool, ahead=workers * _CHUNKS_PER_WORKER)
    finally:
        pool.shutdown(cancel_futures=True)


def _pooled(
    letters: Iterator[tuple[Key, Letter]],
    keep: Callable[[Key, bytes], Kept],
    pool: ProcessPoolExecutor,
    *,
    ahead: int,
) -> Iterator[tuple[Key, Kept | LetterTextRefused]]:
    waiting: deque[tuple[list[Key], Future[list[Kept | LetterTextRefused]]]] = deque()
    while chunk := list(islice(letters, _CHUNK)):
        waiting.append(([key for key, _ in chunk], pool.submit(_render_chunk, keep, chunk)))
        if len(waiting) >= ahead:
            yield from _finished(waiting)
    while waiting:
        yield from _finished(waiting)


def _finished(
    waiting: deque[tuple[list[Key], Future[list[Kept | LetterTextRefused]]]],
) -> Iterator[tuple[Key, Kept | LetterTextRefused]]:
    keys, future = waiting.popleft()
    yield from zip(keys, future.result(), strict=True)


def _render_chunk(
    keep: Callable[[Key, bytes], Kept], letters: list[tuple[Key, Letter]]
) -> list[Kept | LetterTextRefused]:
    return [_try_render(keep, key, letter) for key, letter in letters]


def _try_render(
    keep: Callable[[Key, bytes], Kept], key: Key, letter: Letter
) -> Kept | LetterTextRefused:
    try:
        return keep(key, render_letter(letter))
    except LetterTextRefused as refusal:
        return refusal


def _prepare_worker() -> None:
    # Each worker has a core of its own; typst's threads would only compete (a third slower).
    os.environ["RAYON_NUM_THREADS"] = "1"
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """End this worker when whoever started it is gone, also when it was killed.

    A worker waits for work on a pipe that its fellow workers hold open too, so that the end of
    the parent does not close it.
    """
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


@cache
def _compiler() -> Compiler:
    return Compiler(input=str(_FORM / "letter.typ"), root=str(_FORM), ignore_system_fonts=True)
