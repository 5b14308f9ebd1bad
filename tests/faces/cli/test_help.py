"""Every command explains itself, and says what to do when it is not understood."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from tests.faces.cli.command_line import klik, package_in

from klik.faces.cli import commands


def _every(command: click.Command, *above: str) -> Iterator[tuple[str, ...]]:
    yield above
    if isinstance(command, click.Group):
        for name, below in command.commands.items():
            yield from _every(below, *above, name)


@pytest.mark.parametrize("words", list(_every(commands)), ids=" ".join)
@pytest.mark.parametrize("flag", ["--help", "-h"])
def test_every_command_explains_itself(words: tuple[str, ...], flag: str) -> None:
    ran = klik(*words, flag)

    assert (ran.code, ran.messages) == (0, "")
    assert ran.out.startswith("Usage: " + " ".join(("klik", *words)))
    sentence = ran.out.split("\n\n")[1].strip()
    assert sentence.endswith(".")


@pytest.mark.parametrize("words", [(), ("package",)], ids=str)
def test_a_list_of_commands_has_a_whole_sentence_for_each(words: tuple[str, ...]) -> None:
    listed = klik(*words, "--help").out.partition("Commands:\n")[2]

    assert listed
    assert "..." not in listed


@pytest.mark.parametrize("words", list(_every(commands)), ids=" ".join)
def test_every_option_says_what_it_is(words: tuple[str, ...]) -> None:
    command: click.Command = commands
    for word in words:
        assert isinstance(command, click.Group)
        command = command.commands[word]

    unexplained = [
        option.name
        for option in command.params
        if isinstance(option, click.Option) and not option.help
    ]
    assert unexplained == []


def test_the_version_is_told() -> None:
    ran = klik("--version")

    assert (ran.code, ran.out.startswith("klik, version ")) == (0, True)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["chek"], "No such command 'chek'"),
        (["package", "chek", "x"], "No such command 'chek'"),
        (["explain"], "Missing argument 'DIR'"),
        (["explain", "x"], "Missing option '--facts'"),
        (["try", "x", "--delivery", "y"], "Missing option '--adoption'"),
        (["explain", "x", "--facts", "y", "--language", "fr"], "'fr' is not one of 'nl', 'en'"),
        (["try", "x", "--workers", "0"], "0 is not in the range"),
        (["explain", "x", "--facts", "y", "--decided-on", "10/03/2026"], "the day as 2026-03-10"),
        (["package", "check", __file__], "is a file"),
    ],
)
def test_what_is_not_understood_is_told_on_standard_error(arguments: list[str], said: str) -> None:
    ran = klik(*arguments)

    assert (ran.code, ran.out) == (2, "")
    assert said in ran.messages


@pytest.mark.slow
@pytest.mark.parametrize(("colour", "coloured"), [("NO_COLOR", False), ("FORCE_COLOR", True)])
def test_colours_are_for_a_terminal(tmp_path: Path, colour: str, *, coloured: bool) -> None:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), colour: "1"}
    environment.pop("NO_COLOR" if coloured else "FORCE_COLOR", None)
    command = [
        sys.executable,
        "-m",
        "klik.site.main",
        "package",
        "check",
        str(package_in(tmp_path)),
    ]

    ran = subprocess.run(command, env=environment, capture_output=True, check=False)  # noqa: S603 -- klik itself

    assert ran.returncode == 0
    assert (b"\x1b[" in ran.stdout) is coloured


@pytest.mark.slow
def test_a_pipe_sees_no_colours(tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    for name in ("NO_COLOR", "FORCE_COLOR"):
        environment.pop(name, None)
    command = [sys.executable, "-m", "klik.site.main", "package", "check", str(tmp_path / "none")]

    ran = subprocess.run(command, env=environment, capture_output=True, check=False)  # noqa: S603 -- klik itself

    assert (ran.returncode, ran.stdout) == (2, b"")
    assert b"\x1b" not in ran.stderr
    assert b"name the folder of a package" in ran.stderr
