"""An application of somebody whose address is protected, as who may not see that reads it."""

from __future__ import annotations

from dataclasses import replace

from klik.domains.cases.queries import applications
from klik.faces.desk.persons import protected_word
from klik.faces.desk.protecting import covered
from klik.faces.ui.apply import protecting


def without_address(
    found: applications.Evaluated, proposed: applications.Proposed
) -> tuple[applications.Evaluated, applications.Proposed]:
    """Return an application and what the rules say of it, without any address or town."""
    hidden = protecting.address_facts(found)
    reasons, shown = covered(proposed.reasons, proposed.shown, asked=hidden)
    noted = tuple(
        replace(one, shown=protected_word()) if one.name in hidden else one
        for one in proposed.noted
    )
    return protecting.without_address(found), replace(
        proposed,
        reasons=tuple(reasons),
        shown=tuple(tuple(one) for one in shown),
        noted=noted,
    )
