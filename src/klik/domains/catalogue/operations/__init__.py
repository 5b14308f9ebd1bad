"""Writes of the catalogue. Each runs in the transaction of `acting_for`."""

from klik.domains.catalogue.operations.adopting import (
    AdoptionNotYours,
    AdoptionOverlaps,
    AdoptionRefused,
    adopt,
)
from klik.domains.catalogue.operations.closing import (
    CannotEnd,
    CannotWithdraw,
    Ending,
    end_adoption,
    withdraw_adoption,
)
from klik.domains.catalogue.operations.publishing import (
    ReleaseNotYours,
    ReleaseRefused,
    publish_release,
)

__all__ = [
    "AdoptionNotYours",
    "AdoptionOverlaps",
    "AdoptionRefused",
    "CannotEnd",
    "CannotWithdraw",
    "Ending",
    "ReleaseNotYours",
    "ReleaseRefused",
    "adopt",
    "end_adoption",
    "publish_release",
    "withdraw_adoption",
]
