"""Every route of what an editor keeps in the hub."""

from tests.faces.desk import routes_hub_making, routes_hub_pages
from tests.faces.desk.routing import Route

from klik.ground.tenancy import Role

EDITORS = frozenset({Role.EDITOR})

ROUTES: tuple[Route, ...] = (
    Route("hub", roles=EDITORS),
    *routes_hub_pages.ROUTES,
    *routes_hub_making.ROUTES,
)
