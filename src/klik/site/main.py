"""The entry point of the command `klik`."""

from __future__ import annotations

import os

from klik.faces.cli import commands


def main() -> None:
    """Run the command line; a command that needs Django finds its settings under this name."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "klik.site.settings")
    commands(prog_name="klik")


if __name__ == "__main__":
    main()
