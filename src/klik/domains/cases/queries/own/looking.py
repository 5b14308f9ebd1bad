"""Who saw what is known of her: her own data, and the cases of which she is a party."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from klik.domains.audit import queries as audit
from klik.domains.cases.models import Party
from klik.domains.cases.queries.own.standing import require_own

_LATEST: Final = 300


@dataclass(frozen=True, slots=True)
class Seen:
    """That somebody saw something of her.

    Attributes:
        at: When.
        actor_kind: `staff`, `system`, `operator` or `resident`.
        shown: What, as a code before its reference: `case`, `document`, ...
        reference: Of a case of hers; empty for none.
        purpose: Why, as a code.
    """

    at: datetime
    actor_kind: str
    shown: str
    reference: str
    purpose: str


def seen_of(municipality_nis: str, person: Collection[bytes], *, limit: int = 50) -> list[Seen]:
    """Return who saw her data in a municipality, the latest first, in two queries.

    A case is known by its child: a view of it counts where the case was told to her, so that
    what was seen of the other parent's case stays out.

    Args:
        municipality_nis: Among those acted for.
        person: Her keyed hashes.
        limit: How many at most.

    Raises:
        NotYourCase: The actor is somebody else.
    """
    require_own(person)
    parties = Party.objects.filter(person__in=list(person)).select_related("decision__case")
    references = {
        named: one.decision.case.reference
        for one in parties
        for named in (one.decision.reference, one.decision.case.reference)
    }
    hers = {one.hex() for one in person}
    subjects = {bytes(one.decision.case.subject).hex() for one in parties}
    views = audit.views_in(municipality_nis).filter(person__in=sorted(hers | subjects))
    found = []
    for view in views[:_LATEST]:
        kind, _between, rest = view.shown.partition(":")
        token = rest.partition("/")[0].rpartition(":")[2]
        if view.person in hers or token in references:
            reference = references.get(token, "")
            found.append(Seen(view.at, view.actor_kind, kind, reference, view.purpose))
    return found[:limit]
