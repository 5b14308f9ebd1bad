"""The addresses of applications, below the name of a municipality."""

from django.urls import path

from klik.faces.portal.apply import beginning
from klik.faces.portal.apply.opening import apply_page, apply_page_with_files, own_page
from klik.faces.ui.apply.urls import pages_of_application, pages_of_signature

HERE = "<slug:municipality>/aanvragen/<slug:reference>/"
patterns = [
    path("<slug:municipality>/aanvragen/nieuw/<uuid:adoption>/", beginning.begin, name="apply"),
    path(
        "<slug:municipality>/aanvragen/nieuw/<uuid:adoption>/begin/",
        beginning.start,
        name="apply-start",
    ),
    *pages_of_signature("<slug:municipality>/aanvragen/tekenen/<uuid:signature>/", opens=own_page),
    *pages_of_application(HERE, opens=apply_page, opens_with_files=apply_page_with_files),
]
