"""Every route of the counter: only a clerk opens it, on a resident of her municipality."""

import tempfile
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from tests.faces.desk.routing import Named, Route
from tests.factories.acting import CLERK, NOON, WINGENE
from tests.factories.applications import APPLICANT, PAGES, pool_in
from tests.factories.own_cases import granted, person
from tests.factories.residents import ALDA, LIES, met_by_clerk

from klik.domains.cases.models import Application, ApplicationPage, Channel
from klik.domains.cases.operations import applying
from klik.domains.cases.queries import applications, own
from klik.ground.tenancy import Role, acting_for

HELPS = {Role.CLERK}


def _resident() -> Named:
    return {"resident": met_by_clerk(LIES, given_name="Lies").pk, "channel": "counter"}


def _service() -> Named:
    return {"adoption": pool_in().adoption_id}


def _begins() -> Named:
    return {**_service(), **_resident()}


def _draft(channel: Channel = Channel.COUNTER, number: str = LIES) -> Application:
    met_by_clerk(number, given_name="Lies")
    pool = pool_in()
    with acting_for([WINGENE], CLERK):
        return applying.start(
            WINGENE,
            pool.adoption_id,
            applicant=applications.Applicant(number, APPLICANT.name),
            channel=channel,
            language="nl",
            moment=NOON,
        )


def _begun() -> Named:
    return {"reference": _draft().reference}


def _on_paper() -> Named:
    return {"reference": _draft(Channel.PAPER, ALDA).reference}


def _page() -> Named:
    return {**_begun(), "page": "kind"}


def _kind_sent() -> dict[str, object]:
    """Return what is sent, with the version of the page that she has before her."""
    draft = _draft()
    with acting_for([WINGENE], CLERK):
        page = ApplicationPage.objects.filter(application=draft, page="kind").first()
    return {**PAGES["kind"], "version": page.version if page else 0}


def _known() -> Named:
    application = _draft()
    with acting_for([WINGENE], CLERK):
        applying.note_facts(application, {"lesson.paid": "30"}, moment=NOON)
    return {"reference": application.reference, "fact": "lesson.paid"}


def _to_sign() -> Named:
    pool = pool_in()
    application = pool.start()
    with acting_for([WINGENE], CLERK):
        is_begun = ApplicationPage.objects.filter(application=application).exists()
    if not is_begun:  # or this address was made before
        pool.fill(application)
    with acting_for([WINGENE], CLERK):
        signer = applications.Applicant(LIES, "Lies Voorbeeld")
        return {"signature": applying.ask_to_cosign(application, signer, moment=NOON).pk}


def _told() -> Named:
    """Return a decision that LIES was told, at whom a clerk looks."""
    resident = met_by_clerk(LIES, given_name="Lies").pk
    with acting_for([WINGENE], CLERK):
        is_made = bool(own.decisions_told_to({person()}))
    if not is_made:
        granted(Path(tempfile.mkdtemp(dir=settings.KLIK_HOME)))
    with acting_for([WINGENE], CLERK):
        (decision,) = own.decisions_told_to({person()})
        return {"resident": resident, "channel": "counter", "reference": decision.case.reference}


def _said() -> dict[str, object]:
    return {"words": "Het bedrag klopt niet.", "key": str(uuid4())}


ROUTES = [
    Route("counter", roles=HELPS),
    Route(
        "counter", roles=HELPS, method="post", status=303,
        sent={"channel": "phone", "number": LIES, "given_name": "Lies", "family_name": "Voorbeeld"},
    ),
    Route("counter-resident", _resident, HELPS),
    Route(
        "protect-address", _resident, HELPS, "post", {"because": "register"}, 303,
    ),
    Route("end-protection", _resident, HELPS, "post", {"because": "register"}, 303),
    Route("counter-object", _told, HELPS),
    Route("counter-object", _told, HELPS, "post", _said, 303),
    Route("paper-form", _service, HELPS),
    Route("apply-start", _begins, HELPS, "post", status=303),
    Route("counter-scan", _on_paper, HELPS),
    Route("apply-overview", _begun, HELPS),
    Route("apply-whom", _begun, HELPS, status=303),
    Route("apply-page", _page, HELPS),
    Route("apply-page", _page, HELPS, "post", _kind_sent, 303),
    Route(
        "apply-remove-file", _page, HELPS, "post", {"file": "0" * 64, "question": "lesson.proof"},
        303,
    ),
    Route("apply-address", _begun, HELPS),
    Route("apply-not-right", _known, HELPS),
    Route("apply-source", _begun, HELPS, status=303),
    Route("apply-review", _begun, HELPS, status=303),
    Route("apply-receipt", _begun, HELPS, status=303),
    Route("apply-answer", _begun, HELPS, status=303),
    Route("apply-withdraw", _begun, HELPS),
    Route("apply-cosign", _begun, HELPS),
    Route("cosign", _to_sign, HELPS),
    Route("cosign", _to_sign, HELPS, "post", {"act": "decline", "words": "Neen."}, 303),
    Route("cosigned", _to_sign, HELPS),
    Route("apply-withdraw", _begun, HELPS, "post", status=303),
]  # fmt: skip
