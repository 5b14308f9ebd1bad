"""The addresses of what is known, in the hub."""

from __future__ import annotations

from django.urls import path

from klik.faces.hub.pages import reading, searching

urlpatterns = [
    path("kennis/", reading.knowledge, name="knowledge"),
    path("kennis/<slug:slug>/", reading.page, name="page"),
    path("kennis/<slug:slug>/versies/", reading.history, name="page-history"),
    path("kennis/<slug:slug>/versies/<int:number>/", reading.change, name="page-change"),
    path("zoeken/", searching.search, name="search"),
    path("pakketten/<slug:package>/", reading.package, name="package"),
]
