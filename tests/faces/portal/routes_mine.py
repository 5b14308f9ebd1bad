"""The addresses of what is hers, for the table of the portal's routes."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path

from django.conf import settings
from tests.faces.portal.routes_apply import draft
from tests.faces.portal.routing import For, Named, Route
from tests.factories.account_changes import account_changed
from tests.factories.acting import NOON, WINGENE
from tests.factories.applications import PDF
from tests.factories.own_cases import granted, herself, letter_of, reference_of, wrote

from klik.domains.cases.operations import applying
from klik.domains.messages.models import WrittenFile
from klik.ground import files
from klik.ground.tenancy import acting_for

WORDS = {"words": "Wanneer betaalt u?"}


def _granted() -> Named:
    granted(Path(tempfile.mkdtemp(dir=settings.KLIK_HOME)))
    return {"reference": reference_of()}


def _letter() -> Named:
    _granted()
    return {"message": letter_of()}


def _changed() -> Named:
    return {"change": account_changed()}


def _added() -> Named:
    application = draft()
    with acting_for([WINGENE], herself()):
        sealer = files.sealer_for(WINGENE)
    taken = applying.take_in(sealer, io.BytesIO(PDF))
    with acting_for([WINGENE], herself()):
        file = applying.add_file(application, "lesson.proof", taken, name="bewijs.pdf", moment=NOON)
    return {"reference": application.reference, "file": file.pk}


def _attached() -> Named:
    message = wrote()
    with acting_for([WINGENE], herself()):
        return {"file": WrittenFile.objects.get(message=message).pk}


MINE: tuple[Route, ...] = (
    Route("cases", to=For.RESIDENTS),
    Route("case", to=For.HERSELF, make=_granted),
    Route("case-write", to=For.HERSELF, make=_granted),
    Route("case-write", to=For.HERSELF, make=_granted, method="post", sent=WORDS, status=303),
    Route("case-object", to=For.HERSELF, make=_granted),
    Route("case-object", to=For.HERSELF, make=_granted, method="post", sent=WORDS, status=303),
    Route("case-file", to=For.HERSELF, make=_added),
    Route("letter", to=For.HERSELF, make=_letter),
    Route("messages", to=For.RESIDENTS),
    Route("write", to=For.RESIDENTS),
    Route("write", to=For.RESIDENTS, method="post", sent=WORDS, status=303),
    Route("message-file", to=For.HERSELF, make=_attached),
    Route("account", to=For.HERSELF, make=_changed),
    Route("cancel-account", to=For.HERSELF, make=_changed, method="post", status=303),
    Route("my-data", to=For.RESIDENTS),
    Route("my-automatic-grants", to=For.RESIDENTS, method="post", status=303),
    Route("my-data-download", to=For.RESIDENTS, parts={"form": "pdf"}),
    Route("my-data-download", to=For.RESIDENTS, parts={"form": "json"}),
    Route("my-data-erase", to=For.RESIDENTS),
    Route("my-data-erase", to=For.RESIDENTS, method="post", status=303),
)  # fmt: skip
