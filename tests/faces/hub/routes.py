"""Every route of the hub, which is everybody's: what a visitor gets, and a clerk.

A page about something that is written first stands in the tests of its subject; here it is asked
for nothing that exists. A subject keeps its lines in a file of its own: `routes_<subject>.py`.
"""

from tests.faces.desk.routing import Open
from tests.faces.hub import routes_live, routes_pages

HUB: tuple[Open, ...] = (Open("hub:home"), *routes_live.ROUTES, *routes_pages.ROUTES)
