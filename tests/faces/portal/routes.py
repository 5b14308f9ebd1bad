"""The table of the portal's addresses; `test_routes` walks it for each kind of stranger.

A route that is not in it fails there. A subject of the portal keeps its lines, and what makes the
objects they are about, in a file of its own: `routes_<subject>.py`.
"""

from tests.faces.portal.routes_apply import APPLY
from tests.faces.portal.routes_mine import MINE
from tests.faces.portal.routing import For, Named, Route
from tests.factories.acting import CLERK, NOON, WINGENE
from tests.factories.applications import pool_in
from tests.factories.catalogue import adopt, make_catalogue
from tests.factories.residents import ALDA, LIES, met_by_clerk

from klik.domains.people import operations
from klik.ground.tenancy import acting_for


def _mandate() -> Named:
    lies, alda = met_by_clerk(LIES, given_name="Lies"), met_by_clerk(ALDA, given_name="Alda")
    with acting_for([WINGENE], CLERK):
        return {"mandate": operations.give_mandate(alda.pk, lies.pk, moment=NOON).pk}


def _service() -> Named:
    make_catalogue()
    return {"package": adopt().package}


def _adoption() -> Named:
    return {"adoption": pool_in().adoption_id}


PORTAL: tuple[Route, ...] = (
    Route("start", place=""),
    Route("home"),
    Route("regulations"),
    Route("services"),
    Route("service", make=_service),
    Route("paper-form", make=_adoption),
    Route("accessibility"),
    Route("french", status=404),  # of Wingene; the towns that have it: test_accessibility
    Route("manifest"),
    Route("worker"),
    Route("icon", parts={"size": 192}),
    Route("offline"),
    Route("log-in"),
    Route("log-in-begin", status=503),  # no provider is set up in tests: it says so
    Route("log-in-back", place="", status=400),  # of no attempt
    Route("log-out", method="post", status=303),
    Route("logged-out"),
    Route("log-out-back", place="", status=302),
    Route("my-log-in", to=For.RESIDENTS),
    Route("log-out-everywhere", to=For.RESIDENTS, method="post", status=303),
    Route("channels", to=For.RESIDENTS),
    Route(
        "channels", to=For.RESIDENTS, method="post", status=303,
        sent={"channel": "email", "email": "lies@voorbeeld.be", "on_paper": ["decision"]},
    ),
    Route("for-whom", to=For.RESIDENTS),
    Route("act-for", to=For.HERSELF, make=_mandate, method="post", status=303),
    Route("act-for-myself", to=For.RESIDENTS, method="post", status=303),
    Route("revoke-mandate", to=For.HERSELF, make=_mandate, method="post", status=303),
    *APPLY,
    *MINE,
)  # fmt: skip
