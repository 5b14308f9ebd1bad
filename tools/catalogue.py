"""Gather every text of the interface into the catalogues, and compile them.

    python -m tools.catalogue             write and compile
    python -m tools.catalogue --check     change nothing; say what is not as it should be
    python -m tools.catalogue FILE.po...  take what those have and ours lack, then write and compile

The text in code and templates is English and is itself the key; the catalogue holds the Dutch, and
another one the French of what residents see. Each face and each domain has catalogues of its own,
in `locale/` of its folder, so that two people who work in two folders do not meet in one file. What
lies elsewhere (ground, site) is in those of ui.

No system package is needed: polib reads and writes both forms of a catalogue.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

import polib
from tools.texts import Text, texts_of_python, texts_of_template

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "klik"
DUTCH: Final = "nl"
FRENCH: Final = "fr"  # for residents, of municipalities that must offer it
NAMES: Final = {DUTCH: "Dutch", FRENCH: "French"}
FOR_STAFF: Final = frozenset({"faces/desk", "faces/hub"})  # these speak Dutch and English
ELSEWHERE = "faces/ui"
ENGLISH_ONLY = "faces/cli/"  # operators read English
_METADATA = {
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "MIME-Version": "1.0",
}
_PLURALS = {
    DUTCH: "nplurals=2; plural=(n != 1);",
    FRENCH: "nplurals=2; plural=(n > 1);",
}


def main(arguments: Sequence[str]) -> int:
    """Write and compile the catalogues, or check them; return 1 where something is wrong."""
    if list(arguments) == ["--check"]:
        wrong = faults()
    elif all(Path(name).is_file() for name in arguments):
        wrong = update(also=[Path(name) for name in arguments])
    else:
        sys.exit(__doc__)
    for line in wrong:
        print(line, file=sys.stderr)
    return 1 if wrong else 0


def update(*, also: Sequence[Path] = ()) -> list[str]:
    """Write and compile every catalogue, keep its translations; return what has none.

    Args:
        also: Catalogues that may have a translation where ours has none: of another branch.
    """
    others = [polib.pofile(str(file)) for file in also]
    missing = []
    for home, language, texts in _asked():
        known = [entry for one in others if _language_of(one) == language for entry in one]
        catalogue = catalogue_of(home, texts, language=language, others=known)
        file = file_of(home, language)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(str(catalogue), encoding="utf-8")
        file.with_suffix(".mo").write_bytes(catalogue.to_binary())
        missing += _untranslated(home, catalogue)
    return missing


def faults() -> list[str]:
    """Return what `update` would change, and each text without a translation."""
    found = []
    for home, language, texts in _asked():
        catalogue, file = catalogue_of(home, texts, language=language), file_of(home, language)
        if not file.is_file() or file.read_text(encoding="utf-8") != str(catalogue):
            found.append(f"{_name(file)}: is not what the code asks for; run tools.catalogue")
        compiled = file.with_suffix(".mo")
        if not compiled.is_file() or compiled.read_bytes() != catalogue.to_binary():
            found.append(f"{_name(compiled)}: is not compiled from its .po; run tools.catalogue")
        found += _untranslated(home, catalogue)
    return found


def gathered() -> dict[str, list[Text]]:
    """Return the texts of each home, such as `faces/desk`; a home without texts is left out."""
    homes: dict[str, list[Text]] = {}
    for file in sorted([*SOURCE.rglob("*.py"), *SOURCE.rglob("*.html"), *SOURCE.rglob("*.txt")]):
        name = file.relative_to(SOURCE).as_posix()
        if name.startswith(ENGLISH_ONLY):
            continue
        if texts := list(_texts_of(file, name)):
            homes.setdefault(_home_of(name), []).extend(texts)
    return homes


def languages_of(home: str) -> tuple[str, ...]:
    """Return the languages of which `home` has a catalogue; English is in the code."""
    return (DUTCH,) if home in FOR_STAFF else (DUTCH, FRENCH)


def catalogue_of(
    home: str,
    texts: Iterable[Text],
    *,
    language: str = DUTCH,
    others: Iterable[polib.POEntry] = (),
) -> polib.POFile:
    """Return the catalogue of `home` with these texts and the translations it had."""
    file = file_of(home, language)
    before = polib.pofile(str(file)) if file.is_file() else polib.POFile()
    known = {
        (entry.msgctxt, entry.msgid): entry for entry in (*others, *before) if entry.translated()
    }
    catalogue = polib.POFile(wrapwidth=98)
    catalogue.metadata = {
        **_METADATA,
        "Language": language,
        "Plural-Forms": _PLURALS[language],
    }
    entries: dict[tuple[str | None, str], polib.POEntry] = {}
    for text in texts:
        entry = entries.setdefault((text.context, text.one), _entry(text, known))
        if (text.file, "") not in entry.occurrences:
            entry.occurrences.append((text.file, ""))
    # By text, not by place: two branches that add texts seldom touch the same lines.
    catalogue.extend(sorted(entries.values(), key=lambda one: (one.msgid, one.msgctxt or "")))
    return catalogue


def file_of(home: str, language: str = DUTCH) -> Path:
    """Return where the catalogue of `home` lies."""
    return SOURCE / home / "locale" / language / "LC_MESSAGES" / "django.po"


def _asked() -> Iterable[tuple[str, str, list[Text]]]:
    for home, texts in gathered().items():
        for language in languages_of(home):
            yield home, language, texts


def _language_of(catalogue: polib.POFile) -> str:
    return str(catalogue.metadata.get("Language", DUTCH))


def _texts_of(file: Path, name: str) -> Iterable[Text]:
    content = file.read_text(encoding="utf-8")
    if file.suffix == ".py":
        return texts_of_python(content, name)
    return texts_of_template(content, name) if "/templates/" in name else ()


def _home_of(name: str) -> str:
    parts = name.split("/")
    if parts[0] in {"faces", "domains"} and len(parts) > 2:  # noqa: PLR2004 -- layer, folder, file
        return f"{parts[0]}/{parts[1]}"
    return ELSEWHERE


def _entry(text: Text, known: dict[tuple[str | None, str], polib.POEntry]) -> polib.POEntry:
    before = known.get((text.context, text.one), polib.POEntry())
    entry = polib.POEntry(msgid=text.one, msgctxt=text.context, tcomment=before.tcomment)
    if text.many:
        entry.msgid_plural = text.many
        entry.msgstr_plural = {at: before.msgstr_plural.get(at, "") for at in (0, 1)}
    else:
        entry.msgstr = before.msgstr
    if "%(" in text.one or "%s" in text.one:
        entry.flags = ["python-format"]
    return entry


def _untranslated(home: str, catalogue: polib.POFile) -> list[str]:
    language = _language_of(catalogue)
    return [
        f"{_name(file_of(home, language))}: no {NAMES[language]} for {entry.msgid!r} "
        f"({entry.occurrences[0][0]})"
        for entry in catalogue.untranslated_entries()
    ]


def _name(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
