"""Package folders made to harm, to hide or to confuse; each must be refused at once.

Every entry writes a folder and gives words that the refusal must hold.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.packages.sample_package import EXAMPLES, PACKAGE, replaced, write_package

Write = Callable[[Path], object]


@dataclass(frozen=True, slots=True)
class Hostile:
    """One folder: its name, how it is written, and what the refusal says."""

    name: str
    write: Write
    words: str


def _package(text: str | bytes) -> Write:
    def write(path: Path) -> None:
        write_package(path)
        text_bytes = text.encode() if isinstance(text, str) else text
        (path / "package.yaml").write_bytes(text_bytes)

    return write


def _changed(*changes: tuple[str, str]) -> Write:
    return _package(replaced(PACKAGE, *changes))


def _examples(text: str) -> Write:
    return lambda path: write_package(path, examples=text)


def _letter(text: str) -> Write:
    return lambda path: write_package(path, letters={"granted.nl": text})


def _with(act: Callable[[Path], object]) -> Write:
    def write(path: Path) -> None:
        write_package(path)
        act(path)

    return write


def _laughs() -> str:
    lines = ["a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]"]
    for number in range(1, 12):
        items = ", ".join([f"*a{number - 1}"] * 9)
        lines.append(f"a{number}: &a{number} [{items}]")
    return "\n".join(lines)


def _merged_laughs() -> str:
    lines = ["a0: &a0 {x: 1}"]
    for number in range(1, 60):
        lines.append(f"a{number}: &a{number} {{<<: [*a{number - 1}, *a{number - 1}]}}")
    return "\n".join(lines)


def _sparse(path: Path, name: str) -> None:
    with (path / name).open("wb") as opened:
        opened.truncate(10**13)


def yaml_folders() -> tuple[Hostile, ...]:
    """Return folders whose YAML is not what it seems, or too much."""
    keys = "".join(f"k{number}: 1\n" for number in range(100_000))
    return (
        Hostile("billion-laughs", _package(_laughs()), "write the value out"),
        Hostile("merged-laughs", _package(_merged_laughs()), "write the keys out"),
        Hostile("cyclic-list", _package("a: &a [*a]"), "the alias *a is not accepted"),
        Hostile("cyclic-keys", _package("a: &a {b: *a}"), "the anchor &a is not accepted"),
        Hostile("anchor-as-key", _package("&a b: 1\n*a : 2"), "the anchor &a is not accepted"),
        Hostile("ten-megabytes", _package("a: " + "x" * 10_000_000), "at most 1,000,000"),
        Hostile("long-text", _package("a: " + "x" * 900_000), "at most 100,000 are accepted"),
        Hostile("long-block", _package("a: |\n" + "  xxxx\n" * 120_000), "at most 100,000"),
        Hostile("long-key", _package("x" * 900_000 + ": 1"), "at most 100,000"),
        Hostile("hundred-thousand-keys", _package(keys), "more than 50,000 keys and values"),
        Hostile("deep-lists", _package("a: " + "[" * 400_000), "write it flatter"),
        Hostile("deep-keys", _package("a: " + "{a: " * 200_000), "write it flatter"),
        Hostile("deep-dashes", _package("a:\n  " + "- " * 400_000 + "b"), "write it flatter"),
        Hostile("deep-question", _package("? " * 400_000 + "b"), "a key is a word"),
        Hostile("many-commas", _package("a: [" + "," * 900_000), "a value or a closing bracket"),
        Hostile("duplicates", _package("a: 1\n" * 20_000), "a key stands once, remove one"),
        Hostile("python-object", _package("a: !!python/object:os.system [id]"), "write a plain v"),
        Hostile("python-apply", _package("!!python/object/apply:os.system ['id']"), "the tag"),
        Hostile("binary-tag", _package("a: !!binary aGVsbG8="), "write a plain value"),
        Hostile("set-tag", _package("a: !!set {b, c}"), "write a plain value"),
        Hostile("own-tag", _package("%TAG ! tag:x,2000:\n---\na: !b c"), "remove it"),
        Hostile("two-documents", _package(PACKAGE + "---\n" + PACKAGE), "remove this ---"),
        Hostile("utf-16", _package(PACKAGE.encode("utf-16")), "save the file as UTF-8"),
        Hostile("utf-32", _package(PACKAGE.encode("utf-32")), "save the file as UTF-8"),
        Hostile("latin-1", _package("a: caf\xe9".encode("latin-1")), "save the file as UTF-8"),
        Hostile("zero-byte", _package("a: x\x00y"), "remove it, or type the line again"),
        Hostile("escape-sequence", _package("a: \x1b]0;x\x07"), "remove it, or type the line"),
        Hostile("turned-text", _changed(("Te laat.", "\u202eTe laat.")), "remove it, or type"),
        Hostile("hidden-text", _changed(("Te laat.", "Te\U000e0041 laat.")), "remove it, or"),
        Hostile("tab-indent", _package("a:\n\tb: 1"), "indent with two spaces"),
        Hostile("long-number", _package("a: " + "9" * 90_000), "at most 30 are accepted"),
        Hostile("empty", _package(""), "`key: value` lines are expected"),
        Hostile("only-a-list", _package("- a\n- b"), "`key: value` lines are expected"),
    )


def shape_folders() -> tuple[Hostile, ...]:
    """Return folders whose YAML can be read and whose content cannot be used."""
    everything_wrong = "\n".join(
        f"{line.partition(':')[0]}: [[1, {{a: 2}}], true]"
        for line in PACKAGE.splitlines()
        if line[0].isalpha()
    )
    facts = "".join(f"  f{number}: {{type: 1, zz: 2}}\n" for number in range(4_000))
    unknown = "".join(f"sumary{number}: 1\n" for number in range(20_000))
    mixed = ", ".join(f'{number}, "x{number}"' for number in range(5_000))
    return (
        Hostile("key-without-value", _changed(("summary:", "summary:\n#")), "give it one or leave"),
        Hostile("unquoted-comma", _changed(("Te laat.", "Te laat, helaas")), "stands between quo"),
        Hostile("unquoted-colon", _changed(("Te laat.", "Let op: te laat")), "stands between quo"),
        Hostile("wrong-types", _package(everything_wrong), "expected"),
        Hostile("many-wrong-facts", _changed(("facts:\n", f"facts:\n{facts}")), "at most 500"),
        Hostile("mixed-set", _changed(("[bevolkingsregister]", f"[{mixed}]")), "at most 5,000"),
        Hostile("null-everywhere", _changed(("id: geboortepremie", "id: null")), "lowercase lett"),
        Hostile("many-unknown-keys", _package(PACKAGE + unknown), 'did you mean "summary"?'),
        Hostile("unknown-key", _changed(("form:\n", "forms:\n")), 'did you mean "form"?'),
        Hostile("missing-required", _changed(("reference_day: child.birth_date\n", "")), "expec"),
        Hostile("other-format", _changed(("klik-package/1", "klik-package/9")), "expected klik-p"),
        Hostile("path-as-id", _changed(("id: geboortepremie", "id: ../../x")), "lowercase lett"),
        Hostile("line-in-id", _changed(("id: geboortepremie", 'id: "a\\nb"')), "lowercase letters"),
        Hostile("url-in-text", _changed(("Te laat.", '"Zie https://x.test"')), "leave it out"),
        Hostile("mail-in-text", _changed(("Te laat.", '"Mail x@y.test"')), "leave it out"),
        Hostile(
            "path-in-default",
            _changed(
                ("value: {amount: money}", "value: {amount: money}\n    help: {nl: /etc/passwd}")
            ),
            "a file path",
        ),
        Hostile(
            "template-loop",
            _changed(("Te laat.", '"{% for a in b %}x{% endfor %}"')),
            "expected one of if, elsif",
        ),
        Hostile(
            "template-index", _changed(("Te laat.", '"{{ parameters[0] }}"')), "expected {{ NAME }}"
        ),
    )


def text_folders() -> tuple[Hostile, ...]:
    """Return folders whose examples or letters cannot be used."""
    strangers = "".join(
        f"  - {{name: c{number}, expect: {{outcome: granted, missing: [x]}}, "
        f"facts: {{child.x: 1, child.y: 1, child.z: 1}}}}\n"
        for number in range(2_500)
    )
    return (
        Hostile("many-cases", _examples(EXAMPLES + strangers), "at most 2,000 are accepted"),
        Hostile(
            "many-strangers",
            _examples(
                EXAMPLES + strangers[: strangers.index("c1900")] + "x, expect: {amount: 1}}\n"
            ),
            "is not a fact or collection",
        ),
        Hostile("example-of-nothing", _examples("cases: []"), "at least 1 must stand here"),
        Hostile("example-laughs", _examples(_laughs()), "write the value out"),
        Hostile("example-of-lists", _examples(EXAMPLES + "  - []\n"), "expected a case: name"),
        Hostile("letter-html", _letter("<script>x</script>"), "accepted are paragraphs"),
        Hostile("letter-image", _letter("![x](y)"), "accepted are paragraphs"),
        Hostile("letter-raw", _letter("{% raw %}{{ x }}{% endraw %}"), "expected one of if"),
        Hostile("letter-brackets", _letter("[" * 19_000 + "{{ x }}"), '"x" is not declared'),
        Hostile("letter-braces", _letter("{{" * 9_000), "is not closed by }}"),
        Hostile("letter-too-long", _letter("x\n" * 60_000), "at most 20,000 fit"),
        Hostile("letter-zero-byte", _letter("x\x00"), "remove it, or type the line again"),
    )


def file_folders() -> tuple[Hostile, ...]:
    """Return folders that hold what is no plain file of a package."""

    def linked(path: Path) -> None:
        (path / "README.md").symlink_to("/etc/passwd")

    def linked_letters(path: Path) -> None:
        (path / "letters").symlink_to("/etc")

    def linked_package(path: Path) -> None:
        (path / "package.yaml").unlink()
        (path / "package.yaml").symlink_to("/dev/zero")

    def piped(path: Path) -> None:
        os.mkfifo(path / "README.md")

    def crowded(path: Path) -> None:
        for number in range(3_000):
            (path / f"f{number}").touch()

    def nested(path: Path) -> None:
        (path / "letters" / "more").mkdir(parents=True)

    return (
        Hostile("link-to-passwords", _with(linked), "a plain file is expected"),
        Hostile("link-to-folder", _with(linked_letters), "this is a link and not a folder"),
        Hostile("link-to-device", _with(linked_package), "a plain file is expected"),
        Hostile("pipe", _with(piped), "a plain file is expected"),
        Hostile("pipe-beside", _with(lambda path: os.mkfifo(path / "x")), "remove it: a package"),
        Hostile("ten-terabytes", _with(lambda path: _sparse(path, "README.md")), "at most 1,000,"),
        Hostile("huge-package", _with(lambda path: _sparse(path, "package.yaml")), "at most 1,0"),
        Hostile("crowd-of-files", _with(crowded), "more than 100 files; a package holds"),
        Hostile("folder-in-letters", _with(nested), "letters/KIND.LANGUAGE.md"),
        Hostile("folder-as-file", _with(lambda path: (path / "README.md").mkdir()), "a plain fil"),
        Hostile("dots-in-name", _with(lambda path: (path / "..x").touch()), "remove it: a packa"),
        Hostile("slash-in-name", _with(lambda path: (path / "..\\x").touch()), "remove it: a pac"),
        Hostile("code", _with(lambda path: (path / "run.py").touch()), "remove it: a package hol"),
        Hostile("no-package", lambda path: path.mkdir(), "this file is missing; a package holds"),
    )


FOLDERS = {
    hostile.name: hostile
    for hostile in (*yaml_folders(), *shape_folders(), *text_folders(), *file_folders())
}
