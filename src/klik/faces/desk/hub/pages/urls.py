"""The addresses of pages of knowledge at the desk."""

from __future__ import annotations

from django.urls import path

from klik.faces.desk.hub.pages import making, partners, reviewing, tables, writing

_PAGE = "paginas/<uuid:page>/"
urlpatterns = [
    path("partners/", partners.partners, name="hub-partners"),
    path("partners/nieuw/", partners.add_partner, name="add-hub-partner"),
    path("partners/<uuid:partner>/", partners.change_partner, name="hub-partner"),
    path("samen/", making.requests, name="hub-requests"),
    path("samen/nieuw/", making.add_request, name="add-hub-request"),
    path("samen/meedoen/", making.join_request, name="join-hub-request"),
    path("samen/stoppen/", making.leave_request, name="leave-hub-request"),
    path("samen/<uuid:made>/", making.one_request, name="hub-request"),
    path("paginas/", writing.pages, name="hub-pages"),
    path("paginas/nieuw/", writing.add, name="add-hub-page"),
    path(_PAGE, writing.page, name="hub-page"),
    path(f"{_PAGE}wijzigen/", writing.change, name="change-hub-page"),
    path(f"{_PAGE}versies/<int:number>/", writing.version, name="hub-page-version"),
    path(f"{_PAGE}versies/<int:number>/herstellen/", reviewing.restore, name="restore-hub-page"),
    path(f"{_PAGE}tabellen/nieuw/", tables.add_table, name="add-hub-page-table"),
    path(f"{_PAGE}tabellen/<int:number>/weg/", tables.remove_table, name="remove-hub-page-table"),
    path(f"{_PAGE}nalezen/", reviewing.ask_review, name="ask-hub-page-review"),
    path(f"{_PAGE}terug/", reviewing.send_back, name="send-back-hub-page"),
    path(f"{_PAGE}publiceren/", reviewing.publish, name="publish-hub-page"),
    path(f"{_PAGE}offline/", reviewing.take_down, name="take-down-hub-page"),
    path(f"{_PAGE}klopt/", reviewing.find_right, name="find-hub-page-right"),
]
