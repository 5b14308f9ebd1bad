"""Every route of requests to make something together, and of partners: who opens it, on what."""

from itertools import count
from typing import Any
from uuid import UUID, uuid4

from tests.faces.desk.routing import Named, Route
from tests.factories.acting import EDITOR, HERENT, NOON, WINGENE
from tests.factories.making import asked_cocreation, cocreation_wish, stepped
from tests.factories.partners import kept_partner, partner_wish

from klik.domains.knowledge.models import CoCreation
from klik.domains.knowledge.operations import making
from klik.ground.tenancy import Role, acting_for

EDITORS = frozenset({Role.EDITOR})
STEP = {"read": "0", "state": "started", "said_nl": "We zijn begonnen."}
_numbers = count(1)


def _asked(nis: str = WINGENE) -> CoCreation:
    wish = cocreation_wish(next(_numbers), slug=f"samen-{uuid4().hex[:8]}")
    return asked_cocreation(wish, nis=nis)


def ours() -> Named:
    return {"made": _asked().pk}


def started() -> Named:
    """Return a request of ours that others joined, and that began."""
    request = _asked()
    with acting_for([HERENT], EDITOR):
        making.join(request, HERENT, moment=NOON)
    stepped(request)
    return {"made": request.pk}


def over() -> Named:
    request = _asked()
    stepped(request, "stopped")
    return {"made": request.pk}


def listed() -> Named:
    """Ask and be asked, for a list that names neither."""
    ours()
    started()
    for is_joined in (True, False):
        request = _asked(HERENT)
        if is_joined:
            with acting_for([WINGENE], EDITOR):
                making.join(request, WINGENE, moment=NOON)
    return {}


def typed() -> dict[str, Any]:
    """Return a request as it is typed."""
    return {
        "key": str(uuid4()),
        "slug": f"samen-{uuid4().hex[:8]}",
        "title_nl": "Samen een formulier maken (voorbeeld)",
        "need_nl": "We zoeken twee gemeenten.",
    }


def theirs() -> dict[str, Any]:
    """Name a request of another municipality."""
    return {"slug": _asked(HERENT).slug}


def partner() -> Named:
    return {"partner": _kept()}


def partners() -> Named:
    """Keep two partners, one that nobody else reads, for a list that names none."""
    _kept()
    _kept(is_shown=False)
    return {}


def _kept(**changes: Any) -> UUID:
    number = next(_numbers)
    slug = f"school-{number}-{uuid4().hex[:6]}"
    made: UUID = kept_partner(partner_wish(number, slug=slug, **changes)).pk
    return made


def partner_typed() -> dict[str, Any]:
    """Return a partner as it is typed."""
    return {
        "key": str(uuid4()),
        "read": "0",
        "name": "Voorbeeldbedrijf",
        "kind": "company",
        "slug": f"bedrijf-{uuid4().hex[:8]}",
        "summary_nl": "Bouwt formulieren.",
        "body_nl": "Wij bouwen mee.",
        "is_shown": "on",
    }


ROUTES: tuple[Route, ...] = (
    Route("hub-requests", listed, EDITORS),
    Route("add-hub-request", roles=EDITORS),
    Route("add-hub-request", roles=EDITORS, method="post", sent=typed, status=303),
    Route("hub-request", ours, EDITORS),
    Route("hub-request", started, EDITORS),
    Route("hub-request", over, EDITORS),
    Route("hub-request", ours, EDITORS, "post", STEP, 303),
    Route("join-hub-request", roles=EDITORS, method="post", sent=theirs, status=303),
    Route("leave-hub-request", roles=EDITORS, method="post", sent=theirs, status=303),
    Route("hub-partners", partners, EDITORS),
    Route("add-hub-partner", roles=EDITORS),
    Route("add-hub-partner", roles=EDITORS, method="post", sent=partner_typed, status=303),
    Route("hub-partner", partner, EDITORS),
    Route("hub-partner", partner, EDITORS, "post", lambda: {**partner_typed(), "read": "1"}, 303),
)
