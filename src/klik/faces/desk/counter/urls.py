"""The addresses of the counter."""

from django.urls import path

from klik.faces.desk.counter import meeting, objecting, protecting, scanning, serving
from klik.faces.desk.counter.opening import counter_page, counter_page_with_files, signature_page
from klik.faces.ui.apply.urls import pages_of_application, pages_of_signature

urlpatterns = [
    path("", meeting.meet, name="counter"),
    path("<uuid:resident>/<slug:channel>/", serving.resident, name="counter-resident"),
    path(
        "<uuid:resident>/<slug:channel>/begin/<uuid:adoption>/", serving.start, name="apply-start"
    ),
    path(
        "<uuid:resident>/<slug:channel>/adres-beschermen/",
        protecting.protect,
        name="protect-address",
    ),
    path(
        "<uuid:resident>/<slug:channel>/bescherming-stoppen/",
        protecting.end,
        name="end-protection",
    ),
    path(
        "<uuid:resident>/<slug:channel>/bezwaar/<slug:reference>/",
        objecting.object_for,
        name="counter-object",
    ),
    path("formulier/<uuid:adoption>/", serving.paper_form, name="paper-form"),
    path(
        "aanvraag/<slug:reference>/scan/",
        counter_page_with_files(scanning.scan),
        name="counter-scan",
    ),
    *pages_of_signature("tekenen/<uuid:signature>/", opens=signature_page),
    *pages_of_application(
        "aanvraag/<slug:reference>/", opens=counter_page, opens_with_files=counter_page_with_files
    ),
]
