"""Sources that do not answer: of one application, and of all that wait."""

from __future__ import annotations

from uuid import UUID

from klik.domains.cases.models import Application, ApplicationState, SilentSource


def silent_source(application: Application) -> SilentSource | None:
    """Return the source of an application that does not answer; None where all do."""
    return SilentSource.objects.filter(application=application, ended_at__isnull=True).first()


def applications_that_wait(*, after: UUID | None, limit: int) -> list[tuple[str, UUID]]:
    """Return municipality and key of what was handed in and waits for a source, by key.

    Args:
        after: The last key of the page before; None for the first page.
        limit: How many at most.
    """
    found = Application.objects.filter(
        silent_sources__ended_at__isnull=True,
        silent_sources__isnull=False,
        state__in=(ApplicationState.SUBMITTED, ApplicationState.WAITING),
    ).order_by("pk")
    if after is not None:
        found = found.filter(pk__gt=after)
    return list(found.values_list("municipality_nis", "pk")[:limit])
