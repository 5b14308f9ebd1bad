"""The addresses of the hub: its first page, and those of its parts."""

from django.urls import include, path

from klik.faces.hub import home
from klik.faces.hub.events.urls import urlpatterns as events
from klik.faces.hub.live.urls import urlpatterns as live
from klik.faces.hub.pages.urls import urlpatterns as pages

app_name = "hub"
urlpatterns = [
    path("", home.home, name="home"),
    path("", include(events)),
    path("", include(live)),
    path("", include(pages)),
]
