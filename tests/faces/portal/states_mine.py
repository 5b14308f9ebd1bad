"""The states of what is hers beside her cases: messages, a changed account, her data."""

from __future__ import annotations

import tempfile
from pathlib import Path

from django.conf import settings
from tests.faces.portal.routing import Named
from tests.faces.portal.stating import hers, number_of
from tests.factories.account_changes import account_changed
from tests.factories.acting import CLERK, WINGENE
from tests.factories.applications import resident
from tests.factories.grants import town_in
from tests.factories.many_cases import models_in
from tests.factories.own_cases import MOTHER, granted, person, reference_of, wrote
from tests.factories.registers import child
from tests.factories.residents import JAN

from klik.domains.audit.operations import record_view
from klik.domains.cases.models import Channel, Party
from klik.domains.cases.operations import applying
from klik.domains.cases.queries import applications
from klik.domains.messages import operations as messages
from klik.domains.people import operations as people
from klik.ground.clock import moment_now
from klik.ground.tenancy import acting_for

NOBODY, MANY, PROTECTED, PARENT = number_of(501), number_of(502), JAN, number_of(503)
WORDS = {"words": "Wanneer betaalt u?"}
NO_PDF = {"document": {"name": "bewijs.exe", "content": "MZ"}}


def folder() -> Path:
    """Return a new folder for what is delivered."""
    return Path(tempfile.mkdtemp(dir=settings.KLIK_HOME))


def _granted() -> Named:
    """Grant LIES a premium, at which a clerk looked; they wrote to each other."""
    granted(folder())
    reference = reference_of()
    wrote(about=reference)
    with acting_for([WINGENE], CLERK):
        (party,) = Party.objects.filter(person=person()).select_related("decision__case")
        subject = bytes(party.decision.case.subject).hex()
        shown = f"case:{reference}/payment"
        record_view(WINGENE, person=subject, shown=shown, purpose="check", moment=moment_now())
    return {}


def _many() -> Named:
    models_in(folder()).give(MANY, cases=24, messages=45)
    return {}


def _protected() -> Named:
    with acting_for([WINGENE], CLERK):
        people.protect_address(WINGENE, person(PROTECTED), because="authority", moment=moment_now())
    return {}


def _parent() -> Named:
    """Begin an application of a parent of whose two children a register told."""
    hers_too = {**MOTHER, "beneficiary1_insz": PARENT, "mother_insz": PARENT}
    town = town_in(folder())
    town.deliver(
        child(3, **hers_too, child_first_names="Mila"),
        child(4, **hers_too, child_first_names="Noor"),
    )
    with acting_for([WINGENE], resident(PARENT)):
        begun = applying.start(
            WINGENE,
            town.adoption_id,
            applicant=applications.Applicant(PARENT, "Lies Voorbeeld"),
            channel=Channel.PORTAL,
            language="nl",
            moment=moment_now(),
        )
    return {"reference": begun.reference}


def _changed() -> Named:
    return {"change": account_changed()}


def _change() -> Named:
    _changed()
    return {}


def _answered() -> Named:
    """Let a clerk answer what LIES wrote."""
    written = wrote("Kan ik ook bellen?")
    said = messages.Said(written.pk, "Ja, dat kan elke voormiddag.")
    with acting_for([WINGENE], CLERK):
        messages.write(WINGENE, said, person=person(), about="", moment=moment_now())
    return {}


STATES = (
    hers("messages", "none", who=NOBODY),
    hers("my-data", "none", who=NOBODY),
    hers("messages", make=_granted),
    hers("messages", "answered", _answered),
    hers("messages", "many", _many, who=MANY),
    hers("cases", "many", who=MANY),
    hers("cases", "last-page", who=MANY, asked={"page": "2"}),
    hers("home", "many", who=MANY),
    hers("write", who=NOBODY),
    hers("write", "corrects", who=NOBODY, asked={"over": "gegevens"}),
    hers("write", "refused", who=NOBODY, sent={"words": ""}, status=422),
    hers("write", "wrong-file", who=NOBODY, sent={**WORDS, **NO_PDF}, status=422),
    hers("write", "done", who=NOBODY, sent=WORDS),
    hers("my-data"),
    hers("my-data", "protected", _protected, who=PROTECTED),
    hers("apply-whom", make=_parent, who=PARENT),
    hers("apply-whom", "refused", _parent, who=PARENT, sent={}, status=422),
    hers("apply-whom", "another", _parent, who=PARENT, sent={"child": "another"}),
    hers("my-automatic-grants", "done", sent={}),
    hers("my-automatic-grants", "taken-back", sent={"wish": "take-back"}),
    hers("my-data", "new-account", _change),
    hers("account", "waiting", _changed),
    hers("cancel-account", "done", _changed, sent={}),
    hers("my-data-erase"),
    hers("my-data-erase", "done", sent={}),
)
