"""Takes the files out of a package folder, without following or opening what is no plain file."""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path

from klik.packages.problems import PackageRefused, Problem
from klik.packages.reading.decoding import too_large

LETTER_KINDS = (
    "granted", "refused", "ask", "account", "received", "reminder", "objection", "recovery",
)  # fmt: skip
LANGUAGES = ("nl", "en")
MAXIMUM_FILE_BYTES = 1_000_000
MAXIMUM_ENTRIES = 100
MAXIMUM_SHOWN = 100

_TOP_FILES = ("package.yaml", "examples.yaml", "README.md", "CHANGELOG.md")
_LETTERS = "letters"
_LETTER_NAME = re.compile(
    rf"{_LETTERS}/({'|'.join(LETTER_KINDS)})\.({'|'.join(LANGUAGES)})\.md", re.ASCII
)
# O_NONBLOCK: a pipe put in the place of a file between looking and opening does not hang us.
_OPEN_FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_OPEN_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC
_KINDS = (
    (stat.S_ISLNK, "a link"),
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)
_ACCEPTED = (
    "a package holds package.yaml, examples.yaml, README.md, CHANGELOG.md and "
    f"letters/KIND.LANGUAGE.md (kinds: {', '.join(LETTER_KINDS)}; languages: "
    f"{', '.join(LANGUAGES)})"
)


def file_name_parts(name: str) -> tuple[str, str] | None:
    """Return the kind and language in the name of a letter; None for another file."""
    found = _LETTER_NAME.fullmatch(name)
    return None if found is None else (found[1], found[2])


def is_named_by_format(name: str) -> bool:
    """Return whether a file of this name may stand in a package folder."""
    return name in _TOP_FILES or file_name_parts(name) is not None


def read_files(path: Path) -> dict[str, bytes]:
    """Return the bytes of every file in the folder `path`, by its name in the folder.

    Raises:
        PackageRefused: `path` is no folder, or holds what the format does not name; nothing that
            was refused has been opened.
    """
    reader = _Reader()
    try:
        folder = os.open(path, _OPEN_FOLDER)
    except OSError as error:
        message = f"this folder cannot be opened ({error.strerror}); name the folder of a package"
        raise PackageRefused([Problem(str(path), 1, 1, message)]) from None
    try:
        reader.read_top(folder)
    except OSError as error:
        reader.note("package.yaml", f"the folder cannot be read ({error.strerror}); try again")
    finally:
        os.close(folder)
    if "package.yaml" not in reader.files and not reader.problems:
        reader.note("package.yaml", f"this file is missing; {_ACCEPTED}")
    if reader.problems:
        raise PackageRefused(reader.problems)
    return reader.files


class _Reader:
    """What is known while the entries of one folder go by."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.problems: list[Problem] = []

    def note(self, name: str, message: str) -> None:
        self.problems.append(Problem(_shown(name), 1, 1, message))

    def read_top(self, folder: int) -> None:
        for name in self._entries(folder):
            if name == _LETTERS:
                self._read_letters(folder)
            elif name in _TOP_FILES:
                self._read_file(folder, name, shown=name)
            else:
                self._refuse_entry(folder, name, shown=name)

    def _read_letters(self, folder: int) -> None:
        mode = os.stat(_LETTERS, dir_fd=folder, follow_symlinks=False).st_mode
        if not stat.S_ISDIR(mode):
            self.note(_LETTERS, f"this is {_kind(mode)} and not a folder; {_ACCEPTED}")
            return
        letters = os.open(_LETTERS, _OPEN_FOLDER | os.O_NOFOLLOW, dir_fd=folder)
        try:
            for name in self._entries(letters):
                shown = f"{_LETTERS}/{name}"
                if file_name_parts(shown) is None:
                    self._refuse_entry(letters, name, shown=shown)
                else:
                    self._read_file(letters, name, shown=shown)
        finally:
            os.close(letters)

    def _entries(self, folder: int) -> list[str]:
        names: list[str] = []
        with os.scandir(folder) as entries:
            for entry in entries:
                names.append(entry.name)
                if len(names) > MAXIMUM_ENTRIES:
                    message = f"the folder holds more than {MAXIMUM_ENTRIES} files; {_ACCEPTED}"
                    self.note("package.yaml", message)
                    return []
        return sorted(names)

    def _refuse_entry(self, folder: int, name: str, *, shown: str) -> None:
        mode = os.stat(name, dir_fd=folder, follow_symlinks=False).st_mode
        self.note(shown, f"{_kind(mode)} that the format does not name; remove it: {_ACCEPTED}")

    def _read_file(self, folder: int, name: str, *, shown: str) -> None:
        found = os.stat(name, dir_fd=folder, follow_symlinks=False)
        if not stat.S_ISREG(found.st_mode):
            self.note(shown, f"this is {_kind(found.st_mode)}; a plain file is expected")
            return
        if found.st_size > MAXIMUM_FILE_BYTES:
            self.note(shown, too_large(found.st_size, MAXIMUM_FILE_BYTES))
            return
        try:
            self.files[shown] = _content(folder, name)
        except OSError as error:
            self.note(
                shown, f"this file cannot be read ({error.strerror}); a plain file is expected"
            )


def _content(folder: int, name: str) -> bytes:
    """Return at most one byte more than is accepted, of what is still a plain file."""
    with os.fdopen(os.open(name, _OPEN_FILE, dir_fd=folder), "rb") as opened:
        if not stat.S_ISREG(os.fstat(opened.fileno()).st_mode):
            raise OSError(0, "it changed while it was read")
        return opened.read(MAXIMUM_FILE_BYTES + 1)


def _kind(mode: int) -> str:
    return next((words for test, words in _KINDS if test(mode)), "a file")


def _shown(name: str) -> str:
    """Return a file name that can be printed: no control characters, of bearable length."""
    printable = "".join(
        character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in name
    )
    return printable if len(printable) <= MAXIMUM_SHOWN else f"{printable[:MAXIMUM_SHOWN]}..."
