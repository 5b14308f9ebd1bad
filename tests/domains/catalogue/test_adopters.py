"""Who adopted a package is compared over municipalities, and nothing secret is told."""

from tests.factories.acting import HERENT, NOON, OPERATOR, WINGENE
from tests.factories.catalogue import WINGENE_FILE, adopt, make_catalogue

from klik.domains.catalogue import queries
from klik.ground.tenancy import EVERYWHERE, acting_for

TODAY = NOON.date()


def test_adopters_of_every_municipality_are_compared_where_they_differ(db: None) -> None:
    make_catalogue(WINGENE, HERENT)
    adopt(WINGENE_FILE)
    adopt("02-herent.yaml", nis=HERENT)

    with acting_for(EVERYWHERE, OPERATOR, only_reading=True):
        found = queries.adopters_of("geboortepremie", TODAY, language="nl")
        shown = queries.package_shown("geboortepremie", TODAY, language="nl")
        every = queries.packages_shown(TODAY, language="nl")

    assert [one.name for one in found] == ["Herent", "Wingene"]
    assert all("oorbeeld" in one.label for one in found), "an example says so"
    assert (shown.title, shown.adopters, every) == ("Geboortepremie", 2, (shown,))
    differing = queries.compared(found)
    assert differing
    assert all(len({value.lines for value in one.values}) == 2 for one in differing)
    assert "BE58999000030079" not in repr(found)
