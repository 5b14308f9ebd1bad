"""Reads of the catalogue."""

from klik.domains.catalogue.queries.adopted import (
    AdoptionDamaged,
    AdoptionNotFound,
    adoption_of,
    adoptions_in_force,
    adoptions_of,
    compiled,
    municipalities_with_adoptions,
)
from klik.domains.catalogue.queries.blanks import BlankForm, blank_form
from klik.domains.catalogue.queries.places import period_in_words, territory_in_words
from klik.domains.catalogue.queries.public import (
    CouncilDecision,
    GrantingBody,
    PublicAdoption,
    adoption_in_words,
    public_register,
)
from klik.domains.catalogue.queries.released import (
    ReleaseDamaged,
    ReleaseNotFound,
    package_of,
    release_of,
    releases,
)
from klik.domains.catalogue.queries.services import Service, ServiceNotFound, service_of, services

__all__ = [
    "AdoptionDamaged",
    "AdoptionNotFound",
    "BlankForm",
    "CouncilDecision",
    "GrantingBody",
    "PublicAdoption",
    "ReleaseDamaged",
    "ReleaseNotFound",
    "Service",
    "ServiceNotFound",
    "adoption_in_words",
    "adoption_of",
    "adoptions_in_force",
    "adoptions_of",
    "blank_form",
    "compiled",
    "municipalities_with_adoptions",
    "package_of",
    "period_in_words",
    "public_register",
    "release_of",
    "releases",
    "service_of",
    "services",
    "territory_in_words",
]
