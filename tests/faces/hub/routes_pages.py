"""Every route of what is known: here of nothing that exists."""

from tests.faces.desk.routing import Open

ROUTES: tuple[Open, ...] = (
    Open("hub:knowledge"),
    Open("hub:page", anonymous=404, member=404, parts=("niets",)),
    Open("hub:page-history", anonymous=404, member=404, parts=("niets",)),
    Open("hub:page-change", anonymous=404, member=404, parts=("niets", 2)),
    Open("hub:knowledge-feed"),
    Open("hub:page-table", anonymous=404, member=404, parts=("niets", 1)),
    Open("hub:requests"),
    Open("hub:request", anonymous=404, member=404, parts=("niets",)),
    Open("hub:partners"),
    Open("hub:partner", anonymous=404, member=404, parts=("niets",)),
    Open("hub:search"),
    Open("hub:package", anonymous=404, member=404, parts=("niets",)),
)
