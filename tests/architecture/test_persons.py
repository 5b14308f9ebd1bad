"""Whatever names a person, some domain says what it holds of her, and erases it or says why not."""

import re

from django.apps import apps
from django.db import models

from klik.ground.persons import keepers

_NAMES_SOMEBODY = re.compile(r"person|subject|sealed\w*|\w*_hash|note|address|recipient\w*")
# A table that looks so, and holds nothing that a person could ask for: each with its reason.
EXCEPTIONS = {
    "audit.AuditLine": "its subject is a token; lines are the proof that nothing was changed",
    "audit.AuditPayload": "belongs to lines of acts, which name nobody; goes after its term",
    "cases.Claim": "a keyed hash without municipality, so that nothing is granted twice",
    "payments.DebtorAccount": "the municipality's own account",
    "polls.Participant": "the hash of a random token of a browser, of nobody in particular",
}


def test_every_table_that_names_a_person_has_a_keeper() -> None:
    naming = {
        model._meta.label  # noqa: SLF001 -- Django's public-by-habit Meta
        for model in apps.get_models()
        if model.__module__.startswith("klik.") and _names_somebody(model)
    }
    covered = {label for keeper in keepers() for label in keeper.covers}

    assert naming - covered == set(EXCEPTIONS)
    assert not covered & set(EXCEPTIONS)
    known = {model._meta.label for model in apps.get_models()}  # noqa: SLF001 -- as above
    assert covered <= known


def _names_somebody(model: type[models.Model]) -> bool:
    fields = model._meta.get_fields()  # noqa: SLF001 -- as above
    return any(not one.is_relation and _NAMES_SOMEBODY.fullmatch(one.name) for one in fields)
