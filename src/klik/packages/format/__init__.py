"""The package format: its JSON Schema, and the checks that need no expression to be understood."""

from klik.packages.format.languages import languages_of
from klik.packages.format.names import ground_words
from klik.packages.format.schema import examples_schema, schema
from klik.packages.format.structure import structure_problems
from klik.packages.format.unsupported import unsupported_problems

__all__ = [
    "examples_schema",
    "ground_words",
    "languages_of",
    "schema",
    "structure_problems",
    "unsupported_problems",
]
