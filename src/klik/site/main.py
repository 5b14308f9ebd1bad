"""The entry point of the command `klik`."""

from __future__ import annotations

from klik.faces.cli import commands


def main() -> None:
    """Run the command line."""
    commands(prog_name="klik")


if __name__ == "__main__":
    main()
