"""The command line: for officials who write packages and for operators."""

from klik.faces.cli.commands import commands

__all__ = ["commands"]
