"""The addresses of the design system."""

from django.urls import path, re_path

from klik.faces.ui import gallery, views

app_name = "ui"
urlpatterns = [
    path("ui/gallery/", gallery.gallery, name="gallery"),
    path("taal/<slug:language>/", views.choose_language, name="choose-language"),
    re_path(
        r"^(?P<municipality>[-a-z0-9]+)/huisstijl-(?P<digest>[0-9a-f]{12})\.css$",
        views.house_style,
        name="house-style",
    ),
]
