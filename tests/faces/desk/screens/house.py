"""The sample house in which the sample pages stand, and who works there."""

from types import SimpleNamespace

from klik.faces.ui.houses import House
from klik.ground.tenancy import Actor, ActorKind, Role

HOUSE = House(
    nis="37021",
    name="Wingene",
    slug="wingene",
    colours=":root { --house: #2e7d4f; --accent: #f2b632 }\n",
    colour="#2e7d4f",
)
USER = SimpleNamespace(is_authenticated=True, name="Joris Voorbeeld")
STAFF = Actor(ActorKind.STAFF, "staff:joris", frozenset(Role))
NAMES = {"staff:joris": "Joris Voorbeeld", "staff:tine": "Tine Voorbeeld"}
