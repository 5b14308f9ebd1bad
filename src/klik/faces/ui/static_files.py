"""Static files under names that hold their digest, so that a browser keeps them for good.

Nothing is collected or written beforehand: the files are served from where pip put them. A page
asks for `klik.3f2a9c1b04de.css`; what answers is `klik.css`. Compressed copies are made once per
process, in a temporary folder.
"""

from __future__ import annotations

import atexit
import gzip
import hashlib
import re
import tempfile
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final
from wsgiref.headers import Headers

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import StaticFilesStorage
from whitenoise.middleware import WhiteNoiseMiddleware
from whitenoise.responders import StaticFile

_DIGITS: Final = 12
_HASHED: Final = re.compile(rf"\.[0-9a-f]{{{_DIGITS}}}(?=\.[a-z0-9]+$)")
_COMPRESSIBLE: Final = frozenset({".css", ".js", ".json", ".svg"})
_WORTH_IT_BYTES: Final = 1024


@cache
def hashed_name(name: str) -> str:
    """Return `name` with the digest of its content before its suffix.

    Raises:
        ValueError: There is no such static file.
    """
    found = finders.find(name)
    if not found:
        raise ValueError(f"{name!r} is no static file of an installed part.")
    return _with_digest(name, Path(str(found)))


class HashedFiles(StaticFilesStorage):
    """Gives each static file the address under which `ServeStaticFiles` answers for good."""

    def url(self, name: str | None) -> str:
        """Return the address of a static file, with its digest.

        Raises:
            ValueError: There is no such static file.
        """
        return f"{settings.STATIC_URL}{hashed_name(name or '')}"


class ServeStaticFiles(WhiteNoiseMiddleware):  # type: ignore[misc]  # -- it has no types
    """Answers for static files, hashed and plain, compressed where that helps."""

    def __init__(self, get_response: Any = None) -> None:
        super().__init__(get_response)
        self.use_finders = True
        self.allow_all_origins = False
        if not self.autorefresh:
            self.add_files_from_finders()

    def add_file_to_dictionary(self, url: str, path: str, stat_cache: Any = None) -> None:
        """Serve a file under its own name and under that with its digest."""
        super().add_file_to_dictionary(url, path, stat_cache=stat_cache)
        hashed = _with_digest(url, Path(path))
        super().add_file_to_dictionary(hashed, path, stat_cache=stat_cache)

    def candidate_paths_for_url(self, url: str) -> Iterator[str]:
        """Yield the files that may lie behind an address; for development, where files change."""
        yield from super().candidate_paths_for_url(_HASHED.sub("", url))

    def immutable_file_test(self, path: str, url: str) -> bool:
        """Say whether what lies behind an address can never change."""
        return not self.autorefresh and bool(path) and bool(_HASHED.search(url))

    def get_static_file(self, path: str, url: str, stat_cache: Any = None) -> StaticFile:
        """Return what is served for a file: with its headers, and a compressed form."""
        source = Path(path)
        if self.autorefresh or not _is_worth_compressing(source):
            return super().get_static_file(path, url, stat_cache=stat_cache)
        headers = Headers([])
        self.add_mime_headers(headers, path, url)
        self.add_cache_headers(headers, path, url)
        return StaticFile(path, headers.items(), encodings={"gzip": str(_compressed(source))})


def _is_worth_compressing(file: Path) -> bool:
    return file.suffix in _COMPRESSIBLE and file.stat().st_size >= _WORTH_IT_BYTES


def _compressed(file: Path) -> Path:
    copy = _folder() / f"{_digest_of(file)}{file.suffix}.gz"
    if not copy.exists():
        copy.write_bytes(gzip.compress(file.read_bytes(), mtime=0))
    return copy


@cache
def _folder() -> Path:
    folder = tempfile.TemporaryDirectory(prefix="klik-static-")
    atexit.register(folder.cleanup)
    return Path(folder.name)


def _with_digest(name: str, file: Path) -> str:
    stem, dot, suffix = name.rpartition(".")
    return f"{stem}.{_digest_of(file)}{dot}{suffix}"


def _digest_of(file: Path) -> str:
    return _digest(file, file.stat().st_mtime_ns)


@lru_cache(maxsize=512)
def _digest(file: Path, _changed_at: int) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()[:_DIGITS]
