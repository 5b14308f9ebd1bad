"""My cases of somebody with very many: as many queries as with few, and a page at a time."""

from pathlib import Path

from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.factories.acting import OPERATOR, WINGENE
from tests.factories.many_cases import models_in
from tests.factories.portal import resident_browser
from tests.factories.residents import ALDA, JAN

from klik.domains.municipalities.operations import load_municipalities
from klik.faces.portal.mine.cases import CASES_A_PAGE
from klik.ground.tenancy import acting_for

PAGES = ("", "mijn/zaken/", "mijn/berichten/")
CARD = '<article class="card">'


def test_my_cases_asks_as_many_queries_for_200_cases_as_for_8(
    committed: None, tmp_path: Path
) -> None:
    with acting_for([WINGENE], OPERATOR):
        load_municipalities()
    models = models_in(tmp_path)
    models.give(JAN, cases=8, messages=20)
    models.give(ALDA, cases=200, messages=2_000)

    few, shown_of_few = _counted(JAN)
    many, shown_of_many = _counted(ALDA)

    assert many == few
    assert (shown_of_few, shown_of_many) == (8, CASES_A_PAGE)


def _counted(number: str) -> tuple[list[int], int]:
    """Return the queries of each page, opened before so that nothing is read for the first time."""
    client, found, shown = resident_browser(number, subject=number), [], 0
    for page in PAGES:
        client.get(f"/wingene/{page}")
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(f"/wingene/{page}")
        assert answer.status_code == 200
        found.append(len(asked))
        if page == "mijn/zaken/":
            shown = answer.content.decode().count(CARD)
    return found, shown
