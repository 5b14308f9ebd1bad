"""The addresses of what an editor keeps in the hub."""

from django.urls import URLPattern, URLResolver, include, path

from klik.faces.desk.hub import home
from klik.faces.desk.hub.events.urls import urlpatterns as events
from klik.faces.desk.hub.leading.urls import urlpatterns as leading
from klik.faces.desk.hub.pages.urls import urlpatterns as pages

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.hub, name="hub"),
    path("", include(events)),
    path("", include(leading)),
    path("", include(pages)),
]
