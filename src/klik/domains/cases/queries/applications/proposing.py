"""What the rules propose about an application, for the person who rules: reasons, gaps, letter."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from klik.domains.cases.queries.applications.evaluating import Evaluated, language_of, refusable
from klik.domains.cases.queries.applications.finding import BECAUSE, NOTED
from klik.domains.cases.queries.explaining import facts_shown
from klik.ground.granting.noted import notable_facts, noted_values
from klik.ground.granting.notices import Notices
from klik.ground.granting.replies import Replies
from klik.ground.granting.rulings import letter_of
from klik.ground.letters.letter import Letter
from klik.packages.award_reasons import award_reasons
from klik.packages.explanation import Explained, Explainer
from klik.packages.wording import Language
from klik.rules.decision import Verdict


@dataclass(frozen=True, slots=True)
class Missing:
    """A fact for want of which nothing can be decided.

    Attributes:
        name: As the package declares it.
        label: What people read for it.
        is_notable: Whether a clerk may note it; else a register or the applicant tells it.
    """

    name: str
    label: str
    is_notable: bool


@dataclass(frozen=True, slots=True)
class NotedFact:
    """A fact that a clerk noted.

    Attributes:
        name: As the package declares it.
        label: What people read for it.
        shown: Its value as it is read; a number shows its end only.
        found_on: The day on which she found it out; None where she did not say.
        ground: How she knows, in her words; empty where she did not say.
        noted_by: The reference of her; empty likewise.
    """

    name: str
    label: str
    shown: str = field(repr=False)
    found_on: date | None
    ground: str = field(repr=False)
    noted_by: str


@dataclass(frozen=True, slots=True)
class Proposed:
    """What the rules say about an application today.

    Attributes:
        reasons: Every condition that applies, then the amounts, each with the adopter's article.
        shown: Per reason its facts as label and value; numbers and accounts masked.
        missing: What is not known.
        noted: What clerks noted.
        notable: Every fact that a clerk may note, with its label.
        may_be_granted: Whether a person may grant it now.
        may_be_refused: Whether a person may refuse it now.
    """

    reasons: tuple[Explained, ...]
    shown: tuple[tuple[tuple[str, str], ...], ...] = field(repr=False)
    missing: tuple[Missing, ...]
    noted: tuple[NotedFact, ...]
    notable: dict[str, str]
    may_be_granted: bool
    may_be_refused: bool


def proposed(now: Evaluated, *, language: Language) -> Proposed:
    """Return what the rules say, in the language of who rules."""
    adoption = now.adoption
    explainer = Explainer(
        adoption.package, language=language, articles=adoption.content["articles"]
    )
    reasons = (
        *(one for one in explainer.explain(now.decision)
          if one.verdict != Verdict.NOT_APPLICABLE),
        *award_reasons(explainer, now.decision),
    )  # fmt: skip
    labels = {name: _label(explainer, name) for name in notable_facts(adoption)}
    waits = now.waits
    return Proposed(
        reasons=reasons,
        shown=tuple(facts_shown(explainer, one) for one in reasons),
        missing=tuple(
            Missing(name, _label(explainer, name), name in labels) for name in now.decision.missing
        ),
        noted=_noted(now, explainer),
        notable=labels,
        may_be_granted=now.ruling.is_told and not waits,
        may_be_refused=refusable(now.decision) and not waits,
    )


def letter_of_grant(now: Evaluated) -> Letter | None:
    """Return the letter that grants; None where the rules do not."""
    if not now.is_granted_by_the_rules:
        return None
    notices = Notices(now.adoption, language=language_of(now.application))
    return letter_of(notices, now.ruling)


def letter_of_refusal(now: Evaluated, *, own_words: str = "") -> Letter | None:
    """Return the letter by which a person refuses; None where the rules give no ground for it.

    Args:
        now: The application as it stands.
        own_words: What she adds, Markdown.
    """
    if now.waits or not refusable(now.decision):
        return None
    replies = Replies(now.adoption, language=language_of(now.application))
    return replies.refused(now.subject, now.decision, own_words=own_words)


def _noted(now: Evaluated, explainer: Explainer) -> tuple[NotedFact, ...]:
    facts = now.saved[NOTED].answers if NOTED in now.saved else {}
    because = now.saved[BECAUSE].answers if BECAUSE in now.saved else {}
    values = noted_values(now.adoption, facts)
    return tuple(
        NotedFact(
            name=name,
            label=_label(explainer, name),
            shown=explainer.showing.shown(name, value),
            found_on=date.fromisoformat(because[name]["on"]) if name in because else None,
            ground=because[name]["ground"] if name in because else "",
            noted_by=because[name]["by"] if name in because else "",
        )
        for name, value in values.items()
    )


def _label(explainer: Explainer, name: str) -> str:
    label = explainer.label(name).rstrip("?.")
    return label[:1].upper() + label[1:]
