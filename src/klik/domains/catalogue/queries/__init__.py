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
from klik.domains.catalogue.queries.adopters import (
    Adopter,
    Compared,
    PackageShown,
    adopters_of,
    compared,
    package_shown,
    packages_shown,
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
    "Adopter",
    "AdoptionDamaged",
    "AdoptionNotFound",
    "BlankForm",
    "Compared",
    "CouncilDecision",
    "GrantingBody",
    "PackageShown",
    "PublicAdoption",
    "ReleaseDamaged",
    "ReleaseNotFound",
    "Service",
    "ServiceNotFound",
    "adopters_of",
    "adoption_in_words",
    "adoption_of",
    "adoptions_in_force",
    "adoptions_of",
    "blank_form",
    "compared",
    "compiled",
    "municipalities_with_adoptions",
    "package_of",
    "package_shown",
    "packages_shown",
    "period_in_words",
    "public_register",
    "release_of",
    "releases",
    "service_of",
    "services",
    "territory_in_words",
]
