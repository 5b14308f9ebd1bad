"""The addresses of the provider."""

from django.urls import include, path

from klik.gateways.provider import views

urlpatterns = [
    path("kies/", views.choose, name="choose"),
    path("stijl.css", views.style, name="style"),
    path("o/", include("oauth2_provider.urls", namespace="oauth2_provider")),
]
