"""The addresses of the portal: its first page, and those below the name of a municipality."""

from django.urls import include, path

from klik.faces.portal import (
    accessibility,
    app,
    channels,
    for_whom,
    french,
    home,
    log_in,
    my_log_in,
    regulations,
    services,
    start,
)
from klik.faces.portal.apply import urls as apply
from klik.faces.portal.mine import urls as mine
from klik.faces.portal.town.urls import urlpatterns as town

app_name = "portal"
urlpatterns = [
    path("", start.start, name="start"),
    path("<slug:municipality>/aanbod/", services.services, name="services"),
    path("<slug:municipality>/aanbod/<slug:package>/", services.service, name="service"),
    path(
        "<slug:municipality>/aanbod/formulier/<uuid:adoption>/",
        services.paper_form,
        name="paper-form",
    ),
    path(
        "<slug:municipality>/toegankelijkheid/", accessibility.accessibility, name="accessibility"
    ),
    path("<slug:municipality>/francais/", french.french, name="french"),
    path("inloggen/terug/", log_in.back, name="log-in-back"),
    path("uitgelogd/", log_in.log_out_back, name="log-out-back"),
    path("<slug:municipality>/", home.home, name="home"),
    path("<slug:municipality>/app.webmanifest", app.manifest, name="manifest"),
    path("<slug:municipality>/dienst.js", app.worker, name="worker"),
    path("<slug:municipality>/icoon-<int:size>.png", app.icon, name="icon"),
    path("<slug:municipality>/offline/", app.offline, name="offline"),
    path("<slug:municipality>/inloggen/", log_in.log_in, name="log-in"),
    path("<slug:municipality>/inloggen/start/", log_in.begin, name="log-in-begin"),
    path("<slug:municipality>/uitloggen/", log_in.log_out, name="log-out"),
    path("<slug:municipality>/uitgelogd/", log_in.logged_out, name="logged-out"),
    path("<slug:municipality>/mijn/inlog/", my_log_in.my_log_in, name="my-log-in"),
    path(
        "<slug:municipality>/mijn/inlog/overal-uitloggen/",
        my_log_in.log_out_everywhere,
        name="log-out-everywhere",
    ),
    path("<slug:municipality>/mijn/kanalen/", channels.channels, name="channels"),
    path("<slug:municipality>/mijn/voor-wie/", for_whom.for_whom, name="for-whom"),
    path(
        "<slug:municipality>/mijn/voor-wie/mezelf/",
        for_whom.act_for_myself,
        name="act-for-myself",
    ),
    path("<slug:municipality>/mijn/voor-wie/<uuid:mandate>/", for_whom.act_for, name="act-for"),
    path(
        "<slug:municipality>/mijn/volmachten/<uuid:mandate>/intrekken/",
        my_log_in.revoke_mandate,
        name="revoke-mandate",
    ),
    path("<slug:municipality>/regelingen/", regulations.regulations, name="regulations"),
    *apply.patterns,
    *mine.patterns,
    path("<slug:municipality>/", include(town)),
]
