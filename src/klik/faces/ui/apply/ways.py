"""In which way somebody fills in a form: a resident in the portal, or a clerk for her."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from django.http import HttpRequest

from klik.ground.tenancy import Actor

if TYPE_CHECKING:
    from klik.domains.municipalities.models import Municipality

ROUTES: Final = (
    "apply-overview",
    "apply-page",
    "apply-remove-file",
    "apply-address",
    "apply-not-right",
    "apply-review",
    "apply-source",
    "apply-receipt",
    "apply-answer",
    "apply-whom",
    "apply-withdraw",
    "apply-cosign",
    "cosign",
    "cosigned",
)


@dataclass(frozen=True, slots=True)
class Way:
    """The face in which a form is filled in, and whose applications may be opened there.

    Attributes:
        face: Under which name its routes stand.
        base: The template that its pages extend.
        person: The keyed hash of whose application it must be; None where it may be anybody's of
            the municipality, as at the counter.
        whom: The name of the resident for whom another fills it in; empty for herself.
        channel: How the application came in, where a clerk fills it in.
        scope: The family of benefits to which a mandate is limited; empty for everything.
        hides_address: Whether where the applicant lives is protected, and not for who fills it in.
        log_in_again: Where she shows anew who she is before another account is taken; empty where
            she did so some minutes ago, and at the counter.
    """

    face: str
    base: str
    person: bytes | None = field(repr=False)
    whom: str = field(default="", repr=False)
    channel: str = ""
    scope: str = ""
    log_in_again: str = ""
    hides_address: bool = False

    @property
    def routes(self) -> Mapping[str, str]:
        """Return the name of each route, as templates ask it."""
        return {name.replace("-", "_"): f"{self.face}:{name}" for name in ROUTES}


class ApplyRequest(HttpRequest):
    """A request for a page of an application, in either face.

    Attributes:
        municipality: Whose page it is.
        municipality_slug: Its name as addresses write it.
        actor: Who acts.
        way: In which way.
    """

    municipality: Municipality
    municipality_slug: str
    actor: Actor
    way: Way
