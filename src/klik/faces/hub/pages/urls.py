"""The addresses of what is known, in the hub."""

from __future__ import annotations

from django.urls import path

from klik.faces.hub.pages import feeds, making, partners, reading, searching, tables

urlpatterns = [
    path("kennis/", reading.knowledge, name="knowledge"),
    path("kennis.atom", feeds.knowledge, name="knowledge-feed"),
    path("kennis/<slug:slug>/tabellen/<int:number>.csv", tables.table_file, name="page-table"),
    path("kennis/<slug:slug>/", reading.page, name="page"),
    path("kennis/<slug:slug>/versies/", reading.history, name="page-history"),
    path("kennis/<slug:slug>/versies/<int:number>/", reading.change, name="page-change"),
    path("samen/", making.requests, name="requests"),
    path("samen/<slug:slug>/", making.one_request, name="request"),
    path("partners/", partners.partners, name="partners"),
    path("partners/<slug:slug>/", partners.partner, name="partner"),
    path("zoeken/", searching.search, name="search"),
    path("pakketten/<slug:package>/", reading.package, name="package"),
]
