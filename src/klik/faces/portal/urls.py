"""The addresses of the portal: its first page, and those below the name of a municipality."""

from django.urls import path

from klik.faces.portal import regulations, services, start

app_name = "portal"
urlpatterns = [
    path("", start.start, name="start"),
    path("<slug:slug>/aanbod/", services.services, name="services"),
    path("<slug:slug>/aanbod/<slug:package>/", services.service, name="service"),
    path("<slug:slug>/regelingen/", regulations.regulations, name="regulations"),
]
