"""Why a run does with one child what it does, while its row is there."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from klik.domains.grants.models import Run
from klik.domains.grants.queries.gathering import Child, children, scope_of
from klik.domains.grants.queries.runs import RunNotFound
from klik.ground.granting.noted import READ_FROM
from klik.ground.granting.notices import Notices
from klik.ground.granting.rulings import letter_of
from klik.ground.letters.letter import Letter
from klik.packages.award_reasons import award_reasons
from klik.packages.explanation import Explained, Explainer
from klik.rules.decision import Verdict


@dataclass(frozen=True, slots=True)
class ItemExplained:
    """A child of a run with its reasons. Who shows it to staff notes that as a view.

    Attributes:
        child: Its row, decrypted, and what a run would do with it now.
        reasons: Every condition that applies, then the amounts.
        shown: Per reason its facts as label and value; numbers and accounts masked.
        missing: Labels of the facts that would settle it.
        letter: The letter as it would go, to be read first; None where none would.
    """

    child: Child
    reasons: tuple[Explained, ...]
    shown: tuple[tuple[tuple[str, str], ...], ...]
    missing: tuple[str, ...]
    letter: Letter | None


def item_explained(run: Run, row_token: UUID, *, read_on: date | None = None) -> ItemExplained:
    """Return why a run does with one child what it does.

    Args:
        run: Any run that the child was in.
        row_token: Of its row.
        read_on: As if a person had read the letter on this day, to let it go from then on; so
            she sees the letter before she says so.

    Raises:
        RunNotFound: The row counts no more: it was corrected, or expired.
        RegistersNotYours: Another role than clerk, approver or auditor.
    """
    scope = scope_of(run, decided_on=run.decided_on or run.planned_on)
    if read_on is not None:
        assumed = {READ_FROM: read_on.isoformat()}
        known = scope.adoption.package.declared.facts
        scope = replace(
            scope,
            decided_on=read_on,
            was_read=True,
            assumed={name: day for name, day in assumed.items() if name in known},
        )
    child = next(children(scope, only=frozenset({row_token})), None)
    if child is None:
        raise RunNotFound
    adoption, ruling = scope.adoption, child.planned.ruling
    explainer = Explainer(
        adoption.package, language=scope.language, articles=adoption.content["articles"]
    )
    explained = explainer.explain(ruling.decision)
    reasons = (
        *(one for one in explained if one.verdict != Verdict.NOT_APPLICABLE),
        *award_reasons(explainer, ruling.decision),
    )
    notices = Notices(adoption, language=scope.language)
    return ItemExplained(
        child,
        reasons,
        tuple(
            tuple((explainer.label(used.name), explainer.shown(used)) for used in one.used)
            for one in reasons
        ),
        tuple(explainer.label(name) for name in ruling.decision.missing),
        letter_of(notices, ruling) if ruling.is_told else None,
    )
