"""The addresses of applications, below the name of a municipality."""

from django.urls import path

from klik.faces.portal.apply import asking, beginning, handing_in, speaking

HERE = "<slug:municipality>/aanvragen/<slug:reference>/"
patterns = [
    path("<slug:municipality>/aanvragen/nieuw/<uuid:adoption>/", beginning.begin, name="apply"),
    path(
        "<slug:municipality>/aanvragen/nieuw/<uuid:adoption>/begin/",
        beginning.start,
        name="apply-start",
    ),
    path(HERE, beginning.overview, name="application"),
    path(f"{HERE}vraag/<slug:page>/", asking.page, name="apply-page"),
    path(f"{HERE}vraag/<slug:page>/bestand-weg/", asking.remove_file, name="apply-remove-file"),
    path(f"{HERE}adres/", handing_in.address, name="apply-address"),
    path(f"{HERE}klopt-niet/<str:fact>/", speaking.not_right, name="apply-not-right"),
    path(f"{HERE}nakijken/", handing_in.review, name="apply-review"),
    path(f"{HERE}ontvangen/", handing_in.receipt, name="apply-receipt"),
    path(f"{HERE}antwoord/", speaking.answer, name="apply-answer"),
    path(f"{HERE}intrekken/", handing_in.withdraw, name="apply-withdraw"),
]
