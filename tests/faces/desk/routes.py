"""The table of every address of Klik but the portal's; `test_routes` walks it for every role.

A route that is not in it fails there. A subject of the desk keeps its lines, and what makes the
objects they are about, in a file of its own: `routes_<subject>.py`.
"""

from tests.faces.desk import (
    routes_applications,
    routes_cases,
    routes_counter,
    routes_deliveries,
    routes_hub,
    routes_hub_rooms,
    routes_payments,
    routes_runs,
    routes_town,
)
from tests.faces.desk.routing import Open, Route
from tests.faces.hub.routes import HUB
from tests.faces.portal import routes_town as portal_town

from klik.ground.tenancy import Role

DESK: tuple[Route, ...] = (
    Route("home", roles=frozenset(Role)),
    *routes_deliveries.ROUTES,
    *routes_runs.ROUTES,
    *routes_cases.ROUTES,
    *routes_applications.ROUTES,
    *routes_counter.ROUTES,
    *routes_payments.ROUTES,
    *routes_town.ROUTES,
    *routes_hub.ROUTES,
    *routes_hub_rooms.ROUTES,
)

OTHERS: tuple[Open, ...] = (
    Open("health"),
    Open("health-ready"),
    Open("ui:gallery"),
    Open("ui:choose-language", 302, 302, ("nl",)),
    Open("ui:house-style", 404, 404, ("wingene", "0" * 12)),  # it chose no colours
    *portal_town.TOWN,
    *HUB,
    Open("desk:choose-municipality", 302, 302),  # to log in; to the one desk that there is
    Open("account_login", member=302),
    Open("account_logout", 302, 200),
    Open("account_reauthenticate", 302, 200),
    Open("account_reset_password"),
    Open("account_reset_password_done"),
    Open("account_reset_password_from_key_done"),
    Open("account_reset_password_from_key", parts=("x", "no-key")),  # says that it does not work
    Open("account_change_password", 302, 200),
    Open("mfa_authenticate", 302, 302),
    Open("mfa_reauthenticate", 302, 200),
    Open("mfa_login_webauthn", 302, 302),
    Open("mfa_reauthenticate_webauthn", 302, 302),
    Open("mfa_index", 302, 200),
    Open("mfa_activate_totp", 302, 302),
    Open("mfa_deactivate_totp", 302, 200),
    Open("mfa_add_webauthn", 302, 200),
    Open("mfa_remove_webauthn", 302, 404, (1,)),  # she has none
    Open("mfa_view_recovery_codes", 302, 404),  # likewise
    Open("mfa_generate_recovery_codes", 302, 200),
)
