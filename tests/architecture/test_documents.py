"""The documents say what the code does: links, decisions, commands."""

import re
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from urllib.parse import unquote

import click
import pytest
from tests.architecture.repository import ROOT, texts

LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)|!\[[^\]]*\]\(([^)\s]+)\)")
CODE = re.compile(r"^```.*?^```|`[^`\n]*`", re.MULTILINE | re.DOTALL)
OUTSIDE = re.compile(r"[a-z]+:|#|\{")

DECISION_NAME = re.compile(r"docs/decisions/(\d{4})-[a-z0-9-]+\.md")
DECISION = re.compile(
    r"# (?P<number>\d{4})\. \S.*\n"
    r"Date: \d{4}-\d{2}-\d{2}\. Status: (?:proposed|accepted|superseded by \d{4})\.\n"
    r"Problem: .+\nChoice: .+\nRejected: .+\nCost: .+\n",
    re.DOTALL,
)
MAXIMUM_LINES_A_DECISION = 15


def test_every_link_leads_to_a_file() -> None:
    broken = [
        f"{name}: {target}"
        for name, text in texts(".md").items()
        for target in _links(text)
        if not (ROOT / name).parent.joinpath(target).exists()
    ]

    assert broken == []


def test_every_decision_has_the_form() -> None:
    formless = [name for name, text in _decisions().items() if not DECISION.fullmatch(text)]
    long = [
        name
        for name, text in _decisions().items()
        if len(text.splitlines()) > MAXIMUM_LINES_A_DECISION
    ]

    assert (formless, long) == ([], [])


def test_decisions_are_numbered_without_gaps() -> None:
    from_names = [DECISION_NAME.fullmatch(name) for name in _decisions()]
    from_titles = [int(text[2:6]) for text in _decisions().values()]

    assert all(from_names)
    assert [int(match[1]) for match in from_names if match] == from_titles
    assert from_titles == list(range(1, len(from_titles) + 1))


def test_every_decision_is_listed() -> None:
    listed = (ROOT / "docs/decisions/README.md").read_text(encoding="utf-8")

    missing = [name for name in _decisions() if f"({name.rpartition('/')[2]})" not in listed]
    assert missing == []


def test_every_command_is_documented() -> None:
    documents = [
        text
        for name, text in texts(".md").items()
        if name in {"README.md", "docs/guides/commands.md"}
    ]

    missing = [command for command in _commands() if not any(command in text for text in documents)]
    assert missing == []


OPERATOR = ("setup", "serve", "streams", "worker", "backup", "restore", "keys", "audit", "staff")


def test_every_command_of_an_operator_stands_in_her_page() -> None:
    page = (ROOT / "docs/operate/README.md").read_text(encoding="utf-8")

    of_operator = [one for one in _commands() if one.split()[1] in OPERATOR]
    missing = [one for one in of_operator if " ".join(one.split()[:2]) not in page]
    assert (missing, len(of_operator) >= len(OPERATOR)) == ([], True)


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ("See [dates](dates.md#cases) and [law](https://example.org).", ["dates.md"]),
        ("![a form](form%201.png) but not `[x](y.md)`", ["form 1.png"]),
    ],
)
def test_links_are_read_outside_code(text: str, targets: list[str]) -> None:
    assert list(_links(text)) == targets


def _links(text: str) -> Iterator[str]:
    for link, image in LINK.findall(CODE.sub("", text)):
        target = link or image
        if not OUTSIDE.match(target):
            yield unquote(target.partition("#")[0])


def _decisions() -> dict[str, str]:
    return {
        name: text
        for name, text in texts(".md").items()
        if name.startswith("docs/decisions/") and not name.endswith("README.md")
    }


def _commands() -> list[str]:
    """Return every command of `klik` in full, such as "klik package check"."""
    if find_spec("klik.site.main") is None:
        return []
    known = vars(import_module("klik.site.main")).values()
    groups = [value for value in known if isinstance(value, click.Group)]
    below = [command for group in groups for _, command in _commands_of(group)]
    roots = [group for group in groups if group not in below]
    assert len(roots) == 1, "klik.site.main must hold the one group of all commands"
    return list(_leaves("klik", roots[0]))


def _leaves(name: str, command: click.Command) -> Iterator[str]:
    if isinstance(command, click.Group):
        for word, below in _commands_of(command):
            yield from _leaves(f"{name} {word}", below)
    else:
        yield name


def _commands_of(group: click.Group) -> Iterator[tuple[str, click.Command]]:
    context = click.Context(group)
    for word in group.list_commands(context):
        command = group.get_command(context, word)
        assert command is not None
        yield word, command
