"""What the awards of payments are called: by their package, in the language of the page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING
from uuid import UUID

from klik.domains.cases import queries as cases
from klik.domains.catalogue import queries as catalogue
from klik.faces.desk.runs.naming import language_of_page

if TYPE_CHECKING:
    from klik.domains.payments.models import Order


def award_titles(municipality_nis: str, orders: Iterable[Order]) -> dict[str, str]:
    """Return what the award of each order is called, by its reference; its id where nobody knows.

    Args:
        municipality_nis: Acted for.
        orders: Of that municipality.
    """
    listed = list(orders)
    references = {one.decision for one in listed}
    decisions = cases.latest_decisions(municipality_nis).filter(reference__in=references)
    adoptions = dict(decisions.order_by().values_list("reference", "adoption_id"))
    of_adoption = {key: _titles(key) for key in set(adoptions.values())}
    titles = {reference: of_adoption[key] for reference, key in adoptions.items()}
    return {
        one.end_to_end_id: titles.get(one.decision, {}).get(one.award, one.award) for one in listed
    }


def _titles(adoption_id: UUID) -> dict[str, str]:
    content = catalogue.compiled(catalogue.adoption_of(adoption_id)).package.content
    language = language_of_page()
    return {
        one["id"]: str(one["title"].get(language, one["title"]["nl"]))
        for one in content["benefits"]
    }
