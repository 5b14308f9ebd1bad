"""Files that somebody sends: small ones stay in memory, large ones come in only where one may.

Django reads what is sent before a view begins, to find the token against forgery in it, and would
write any file of anybody to disk. Here a file larger than `FILE_UPLOAD_MAX_MEMORY_SIZE` is dropped
unless the view takes files, and that asks first who sends it.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from klik.ground.files import written_in_plain

if TYPE_CHECKING:
    _UploadedFile = UploadedFile[bytes]
else:
    _UploadedFile = UploadedFile  # generic in its types only
_Request = TypeVar("_Request", bound=HttpRequest)


class FileInPlain(_UploadedFile):
    """A file that was sent, on disk for nobody else's eyes, gone once the request is answered.

    Attributes:
        path: Where it lies. What goes beyond the limit is counted in `size` and not kept.
    """

    path: Path

    def __init__(self, name: str, content_type: str) -> None:
        self._kept = ExitStack()
        file, self.path = self._kept.enter_context(written_in_plain())
        super().__init__(file, name, content_type, size=0)

    def close(self) -> None:
        """Remove it; a second time changes nothing."""
        self._kept.close()


class KeptInPlain(FileUploadHandler):
    """Writes what is sent to disk as it comes, in bounded memory, up to a limit."""

    def __init__(self, request: HttpRequest, *, limit_bytes: int) -> None:
        super().__init__(request)
        self._limit_bytes = limit_bytes
        self.file: FileInPlain | None = None

    def new_file(self, *named: Any, **facts: Any) -> None:
        """Begin a file."""
        super().new_file(*named, **facts)
        self.file = FileInPlain(str(self.file_name), str(self.content_type))

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Keep a piece; beyond the limit, read on so that the sender gets an answer."""
        if self.file is not None and start + len(raw_data) <= self._limit_bytes:
            self.file.write(raw_data)

    def file_complete(self, file_size: int) -> FileInPlain | None:
        """Return the file."""
        if self.file is not None:
            self.file.size = file_size
            self.file.flush()
        return self.file

    def upload_interrupted(self) -> None:
        """Remove what came before the sender broke off."""
        if self.file is not None:
            self.file.close()


def takes_files(
    *, limit_bytes: int
) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """Let a view take large files; stands below what asks who may enter.

    Args:
        limit_bytes: What is kept of one file. A view compares `size` with it.
    """

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        guarded = csrf_protect(view)

        @csrf_exempt  # until the sender is known: then `guarded` asks for the token
        @wraps(view)
        def take(request: _Request, **options: Any) -> HttpResponse:
            request.upload_handlers = [KeptInPlain(request, limit_bytes=limit_bytes)]
            return guarded(request, **options)

        return take

    return decorate
