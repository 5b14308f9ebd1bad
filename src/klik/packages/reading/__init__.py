"""Reads the YAML of a package as plain values with their places; refuses all else YAML can do."""

from klik.packages.reading.building import read_document
from klik.packages.reading.document import Document, Path, Place, Span

__all__ = ["Document", "Path", "Place", "Span", "read_document"]
