"""Which address leads to which page."""

from django.urls import include, path

from klik.site import health

urlpatterns = [
    path("health/", health.live, name="health"),
    path("health/ready/", health.ready, name="health-ready"),
    path("", include("klik.faces.ui.urls")),
    path("", include("klik.gateways.login.urls")),
    path("", include("klik.faces.desk.urls")),
    path("hub/", include("klik.faces.hub.urls")),
    path("", include("klik.faces.portal.urls")),
]

handler400 = "klik.faces.ui.views.bad_request"
