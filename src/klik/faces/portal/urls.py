"""The addresses of the portal: its first page, and those below the name of a municipality."""

from django.urls import include, path

from klik.faces.portal import regulations, start
from klik.faces.portal.town.urls import urlpatterns as town

app_name = "portal"
urlpatterns = [
    path("", start.start, name="start"),
    path("<slug:slug>/regelingen/", regulations.regulations, name="regulations"),
    path("<slug:municipality>/", include(town)),
]
