"""Why a decision is what it is, from what it keeps itself."""

from __future__ import annotations

from dataclasses import dataclass

from klik.domains.cases.models import Decision
from klik.domains.cases.queries.decisions import decision_of, grounds_of, opened_grounds
from klik.domains.catalogue import queries as catalogue
from klik.ground.granting.grounds import subject_of_grounds
from klik.ground.granting.rulings import Ruling, rule_on
from klik.packages.adoption import Adoption
from klik.packages.award_reasons import award_reasons
from klik.packages.explanation import Explained, Explainer
from klik.packages.wording import Language
from klik.rules.decision import Verdict


@dataclass(frozen=True, slots=True)
class CaseExplained:
    """A decision with its reasons, ready to be shown.

    Attributes:
        decision: As it was taken.
        reasons: Every condition that applied, then the amounts, each with the adopter's article.
        shown: Per reason its facts as label and value; numbers and accounts masked.
    """

    decision: Decision
    reasons: tuple[Explained, ...]
    shown: tuple[tuple[tuple[str, str], ...], ...]


def explained(reference: str, *, language: Language = "nl") -> CaseExplained:
    """Return why a decision is what it is. Who shows it to staff notes that as a view.

    Raises:
        DecisionNotFound: There is none.
        CasesNotYours: Another role.
        CannotDecrypt: What it kept was changed since.
    """
    decision = decision_of(reference)
    adoption, ruling = ruled_again(decision)
    explainer = Explainer(
        adoption.package, language=language, articles=adoption.content["articles"]
    )
    found = (
        *(one for one in explainer.explain(ruling.decision)
          if one.verdict != Verdict.NOT_APPLICABLE),
        *award_reasons(explainer, ruling.decision),
    )  # fmt: skip
    return CaseExplained(decision, found, tuple(facts_shown(explainer, one) for one in found))


def facts_shown(explainer: Explainer, reason: Explained) -> tuple[tuple[str, str], ...]:
    """Return what a reason used as label and value, as people read them."""
    return tuple(
        (explainer.label(used.name).rstrip("?."), explainer.shown(used)) for used in reason.used
    )


def ruled_again(decision: Decision, *, is_own: bool = False) -> tuple[Adoption, Ruling]:
    """Return the adoption of a decision, and what its rules say about what the decision kept.

    Args:
        decision: Which.
        is_own: Whether the caller has seen that it was told to who reads it, who is no staff.

    Raises:
        CasesNotYours: Another role, where it is not her own.
    """
    grounds = opened_grounds(decision) if is_own else grounds_of(decision)
    record = catalogue.adoption_of(decision.adoption_id)
    adoption = catalogue.compiled(record, as_of=decision.decided_at)
    subject = subject_of_grounds(adoption, grounds)
    return adoption, rule_on(adoption, subject, language=grounds["language"])
