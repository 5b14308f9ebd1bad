"""Which address leads to which page."""

from django.urls import path

from klik.site import health

urlpatterns = [path("health/", health.health, name="health")]
