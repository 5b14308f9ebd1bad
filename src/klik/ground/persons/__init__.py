"""What is held of a person: each domain says so itself, and erases it or says why not.

`klik.site.wiring` registers the keepers; a test fails for a table with an identifier of a person
that no keeper covers.
"""

from klik.ground.persons.keeping import (
    Erasure,
    Held,
    Keeper,
    Kept,
    Value,
    erase_all,
    held_about,
    keepers,
    register_keeper,
)

__all__ = [
    "Erasure",
    "Held",
    "Keeper",
    "Kept",
    "Value",
    "erase_all",
    "held_about",
    "keepers",
    "register_keeper",
]
