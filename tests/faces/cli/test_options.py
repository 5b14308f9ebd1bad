"""A day on the command line that is written the way people write it."""

import click
import pytest
from click.testing import CliRunner

from klik.faces.cli.options import day_of, decided_on


@click.command()
@decided_on
def said(*, decided_on: object) -> None:
    """Print the day that was given."""
    click.echo(day_of(decided_on))


def test_a_day_is_taken() -> None:
    assert CliRunner().invoke(said, ["--decided-on", "2026-03-10"]).output == "2026-03-10\n"


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("10/03/2026", "2026-03-10"),
        ("10-3-2026", "2026-03-10"),
        ("31.12.2025", "2025-12-31"),
        ("morgen", "2026-03-10"),
    ],
)
def test_another_way_of_writing_a_day_is_told_how(written: str, shown: str) -> None:
    result = CliRunner().invoke(said, ["--decided-on", written])

    assert result.exit_code == 2
    assert f"{written!r} is not a day; write the day as {shown}" in result.output
