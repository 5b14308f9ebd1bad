"""Who needs which file: each domain names its tables, so that no other domain removes theirs.

Call `register_need` in the module `jobs` of an application, once per table that names files.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.module_loading import autodiscover_modules

if TYPE_CHECKING:
    from klik.ground.tenancy.models import TenantModel

_needs: set[tuple[type[TenantModel], str]] = set()


def register_need(model: type[TenantModel], field: str = "digest") -> None:
    """Let a row of `model` keep the file whose digest stands in `field`."""
    _needs.add((model, field))


def is_needed(municipality_nis: str, digest: str) -> bool:
    """Say whether a row of any domain names a file, after looking into each module `jobs`.

    Raises:
        NotActing: Outside `acting_for`.
    """
    autodiscover_modules("jobs")
    return any(
        model._default_manager.filter(  # noqa: SLF001 -- Django's public-by-habit manager
            municipality_nis=municipality_nis, **{field: digest}
        ).exists()
        for model, field in _needs
    )
