"""Reads a package folder: the files that the format names, and nothing else.

A package may come from anybody. So every file is looked at before it is opened, links are not
followed, what is not a plain file is not opened, and nothing outside the folder is read.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from klik.packages.folder_files import file_name_parts, read_files
from klik.packages.problems import PackageRefused, Problem
from klik.packages.reading import Document, read_document
from klik.packages.reading.decoding import decode_text

PACKAGE_FILE = "package.yaml"
EXAMPLES_FILE = "examples.yaml"
README_FILE = "README.md"
CHANGELOG_FILE = "CHANGELOG.md"
MAXIMUM_PROSE_BYTES = 200_000


@dataclass(frozen=True, slots=True)
class LetterFile:
    """One letter of a package in one language.

    Attributes:
        file: Its name in the folder, as `letters/granted.nl.md`.
        text: Markdown with Liquid placeholders.
    """

    file: str
    text: str


@dataclass(frozen=True, slots=True)
class PackageFolder:
    """What a package folder holds, read but not yet checked.

    Attributes:
        path: Where it was read.
        package: package.yaml.
        examples: examples.yaml; None where the folder has none.
        letters: The letters by kind and language, as ("granted", "nl").
        readme: README.md; None where the folder has none.
        changelog: CHANGELOG.md; None where the folder has none.
        files: The bytes of every file by its name in the folder; the digest is taken over these.
    """

    path: Path
    package: Document
    examples: Document | None
    letters: Mapping[tuple[str, str], LetterFile]
    readme: str | None
    changelog: str | None
    files: Mapping[str, bytes]


def read_folder(path: Path) -> PackageFolder:
    """Read the package in the folder `path`.

    Raises:
        PackageRefused: The folder holds something that the format does not name (another file, a
            link, a sub-folder, a device), lacks package.yaml, or one of its files cannot be read;
            the problems of all files together.
    """
    files = read_files(path)
    problems: list[Problem] = []
    package = _document(files, PACKAGE_FILE, problems)
    examples = _document(files, EXAMPLES_FILE, problems)
    prose = {name: _prose(files, name, problems) for name in files if name.endswith(".md")}
    if problems or package is None:
        raise PackageRefused(problems)
    return PackageFolder(
        path=path,
        package=package,
        examples=examples,
        letters=_letters(prose),
        readme=prose.get(README_FILE),
        changelog=prose.get(CHANGELOG_FILE),
        files=MappingProxyType(files),
    )


def digest(folder: PackageFolder) -> str:
    r"""Return the digest that names a release: `sha256:` and 64 hexadecimal digits.

    It is the SHA-256 of a list with one line per file, sorted by name in byte order: the SHA-256
    of the file's bytes, two spaces, the name, a new line. Anybody can compute it again:

        find . -type f -printf '%P\n' | LC_ALL=C sort | xargs sha256sum | sha256sum
    """
    lines = (
        f"{hashlib.sha256(folder.files[name]).hexdigest()}  {name}\n"
        for name in sorted(folder.files)
    )
    return f"sha256:{hashlib.sha256(''.join(lines).encode()).hexdigest()}"


def _document(files: Mapping[str, bytes], name: str, problems: list[Problem]) -> Document | None:
    if name not in files:
        return None
    try:
        return read_document(files[name], file=name)
    except PackageRefused as refused:
        problems.extend(refused.problems)
        return None


def _prose(files: Mapping[str, bytes], name: str, problems: list[Problem]) -> str:
    try:
        return decode_text(
            files[name], file=name, maximum_bytes=MAXIMUM_PROSE_BYTES, tabs="allowed"
        )
    except PackageRefused as refused:
        problems.extend(refused.problems)
        return ""


def _letters(prose: Mapping[str, str]) -> Mapping[tuple[str, str], LetterFile]:
    letters: dict[tuple[str, str], LetterFile] = {}
    for name in sorted(prose):
        parts = file_name_parts(name)
        if parts is not None:
            letters[parts] = LetterFile(file=name, text=prose[name])
    return MappingProxyType(letters)
