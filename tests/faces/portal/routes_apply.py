"""The addresses of applications, for the table of the portal's routes."""

from tests.faces.portal.routing import For, Named, Route
from tests.factories.acting import CLERK, NOON, WINGENE
from tests.factories.applications import APPLICANT, PAGES, Pool, pool_in, resident, silence_source
from tests.factories.residents import LIES, met_by_clerk

from klik.domains.cases.models import Application, Channel
from klik.domains.cases.operations import applying
from klik.domains.cases.queries import applications
from klik.ground.tenancy import acting_for


def _adopted() -> Named:
    return {"adoption": pool_in().adoption_id}


def draft() -> Application:
    """Return a draft of LIES."""
    met_by_clerk(LIES, given_name="Lies")
    pool: Pool = pool_in()
    applicant = applications.Applicant(LIES, APPLICANT.name)
    with acting_for([WINGENE], resident(LIES)):
        return applying.start(
            WINGENE,
            pool.adoption_id,
            applicant=applicant,
            channel=Channel.PORTAL,
            language="nl",
            moment=NOON,
        )


def _begun() -> Named:
    return {"reference": draft().reference}


def _silent() -> Named:
    """Return a draft whose source does not answer."""
    application = draft()
    silence_source(application)
    return {"reference": application.reference}


def _known() -> Named:
    """Return a draft in which a fact is known: one that a clerk noted."""
    application = draft()
    with acting_for([WINGENE], CLERK):
        applying.note_facts(application, {"lesson.paid": "30"}, moment=NOON)
    return {"reference": application.reference}


def _to_sign() -> Named:
    """Return a signature that is asked of the resident, by another parent."""
    met_by_clerk(LIES, given_name="Lies")
    pool = pool_in()
    application = pool.start()
    pool.fill(application)
    with acting_for([WINGENE], pool.parent):
        signer = applications.Applicant(LIES, "Lies Voorbeeld")
        return {"signature": applying.ask_to_cosign(application, signer, moment=NOON).pk}


APPLY: tuple[Route, ...] = (
    Route("apply", make=_adopted),
    Route("apply-start", to=For.RESIDENTS, make=_adopted, method="post", status=303),
    Route("apply-overview", to=For.HERSELF, make=_begun),
    Route("apply-whom", to=For.HERSELF, make=_begun, status=303),
    Route("apply-page", to=For.HERSELF, make=_begun, parts={"page": "kind"}),
    Route(
        "apply-page", to=For.HERSELF, make=_begun, parts={"page": "kind"}, method="post",
        sent={**PAGES["kind"], "version": "0"}, status=303,
    ),
    Route(
        "apply-remove-file", to=For.HERSELF, make=_begun, parts={"page": "bewijs"}, method="post",
        sent={"file": "0" * 64, "question": "lesson.proof"}, status=303,
    ),
    Route("apply-address", to=For.HERSELF, make=_begun),
    Route("apply-not-right", to=For.HERSELF, make=_known, parts={"fact": "lesson.paid"}),
    Route("apply-source", to=For.HERSELF, make=_silent),
    Route(
        "apply-source", to=For.HERSELF, make=_silent, method="post", sent={"act": "go-on"},
        status=303,
    ),
    Route("apply-review", to=For.HERSELF, make=_begun, status=303),
    Route("apply-receipt", to=For.HERSELF, make=_begun, status=303),
    Route("apply-answer", to=For.HERSELF, make=_begun, status=303),
    Route("apply-withdraw", to=For.HERSELF, make=_begun),
    Route("apply-cosign", to=For.HERSELF, make=_begun),
    Route("cosign", to=For.HERSELF, make=_to_sign),
    Route("cosign", to=For.HERSELF, make=_to_sign, method="post", sent={"act": "sign"}, status=303),
    Route("cosigned", to=For.HERSELF, make=_to_sign),
    Route("apply-withdraw", to=For.HERSELF, make=_begun, method="post", status=303),
)  # fmt: skip
