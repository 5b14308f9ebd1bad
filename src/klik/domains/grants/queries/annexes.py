"""The list that an organ annexes to its decision."""

from __future__ import annotations

from klik.domains.catalogue import queries as catalogue
from klik.domains.grants.models import Run, RunItem
from klik.ground.granting.annexes import Annex, AnnexLine
from klik.ground.granting.planning import Treatment
from klik.ground.letters.letter import Language


def annex(run: Run) -> Annex:
    """Return the list annexed to the decision of a run: reference, amount, outcome; no names.

    What is done with it (`annex_pdf`, `annex_csv`) needs no transaction.

    Raises:
        NotActing: Outside `acting_for`.
    """
    adoption = catalogue.compiled(catalogue.adoption_of(run.adoption_id))
    body = adoption.content["granting_body"]
    title = adoption.package.content["title"]
    language: Language = "nl" if run.language == "nl" else "en"
    label = adoption.content.get("label", {})
    items = RunItem.objects.filter(run=run, treatment__in=[Treatment.GRANT, Treatment.REVISE])
    return Annex(
        language=language,
        body_name=body["name"],
        organ=run.organ or body["deciding_organ"],
        title=title.get(language, title["nl"]),
        decided_on=run.decided_on or run.planned_on,
        decision_reference=run.decision_reference,
        plan_digest=run.plan_digest,
        figures=run.figures,
        lines=tuple(
            AnnexLine(one.reference, one.amount_cents, one.treatment)
            for one in items.order_by("reference")
        ),
        label=label.get(language, label.get("nl", "")),
        award_titles={
            one["id"]: one["title"].get(language, one["title"]["nl"])
            for one in adoption.package.content["benefits"]
        },
    )
