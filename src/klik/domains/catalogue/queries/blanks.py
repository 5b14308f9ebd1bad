"""The blank form on paper of an adoption, from the same questions as the pages of the portal."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final
from uuid import UUID

from klik.domains.catalogue.models import AdoptionRecord
from klik.domains.catalogue.queries.adopted import adoption_of, compiled
from klik.ground.blanks import render_blank
from klik.packages.adoption import Adoption
from klik.packages.wording import Language

BLANKS_KEPT: Final = 32  # per process; each about 50 kB
_DIGITS: Final = 8


@dataclass(frozen=True, slots=True)
class BlankForm:
    """What a blank form is set from; `pdf` needs no transaction.

    Attributes:
        record: The adoption.
        adoption: The same, ready to decide.
        language: Of the form.
    """

    record: AdoptionRecord
    adoption: Adoption = field(repr=False)
    language: Language

    @property
    def name(self) -> str:
        """Return how the file is called."""
        return f"{self.record.package}-{self.language}.pdf"

    @property
    def reference(self) -> str:
        """Return which form it is: package, version, and the beginning of the adoption's key."""
        release, key = self.record.release, str(self.record.pk)[:_DIGITS]
        return f"{self.record.package} {release.version}, {key}"

    def pdf(self) -> bytes:
        """Return the form as a PDF.

        Raises:
            LetterTextRefused: A text of the package holds a sign that no font has.
        """
        return _rendered(_Kept(self))


def blank_form(adoption_id: UUID, *, language: Language) -> BlankForm:
    """Return what the blank form of an adoption is set from.

    Raises:
        AdoptionNotFound: None of the municipalities acted for has it.
        AdoptionDamaged, ReleaseDamaged: A text or a release was changed.
    """
    record = adoption_of(adoption_id)
    return BlankForm(record, compiled(record), language)


class _Kept:
    """A form that is set once: equal texts under equal releases are one."""

    def __init__(self, form: BlankForm) -> None:
        record = form.record
        self.key = (record.digest, record.release.digest, form.reference, form.language)
        self.form = form

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Kept) and self.key == other.key

    def __hash__(self) -> int:
        return hash(self.key)


@lru_cache(maxsize=BLANKS_KEPT)
def _rendered(kept: _Kept) -> bytes:
    form = kept.form
    return render_blank(
        form.adoption,
        language=form.language,
        reference=form.reference,
        dated_on=form.record.from_on,
    )
