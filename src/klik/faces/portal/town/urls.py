"""The addresses of my municipality, below its name."""

from django.urls import path

from klik.faces.portal.town import (
    appointment,
    booking,
    contact,
    following,
    reading,
    reporting,
    waste,
)

urlpatterns = [
    path("gemeente/", contact.my_municipality, name="my-municipality"),
    path("contact/", contact.contact, name="contact"),
    path("afspraken/", booking.kinds, name="appointments"),
    path("afspraken/mijn/", appointment.find, name="find-appointment"),
    path("afspraken/mijn/<uuid:appointment>/", appointment.show, name="appointment"),
    path(
        "afspraken/mijn/<uuid:appointment>/afspraak.ics",
        appointment.calendar,
        name="appointment-calendar",
    ),
    path("afspraken/mijn/<uuid:appointment>/verzetten/", appointment.moments, name="move-moments"),
    path(
        "afspraken/mijn/<uuid:appointment>/verzetten/naar/",
        appointment.move,
        name="move-appointment",
    ),
    path(
        "afspraken/mijn/<uuid:appointment>/afzeggen/",
        appointment.cancel,
        name="cancel-appointment",
    ),
    path("afspraken/<uuid:kind>/", booking.moments, name="moments"),
    path("afspraken/<uuid:kind>/<slug:start>/", booking.book, name="book"),
    path("meldingen/", following.reports, name="reports"),
    path("meldingen/nieuw/", reporting.report, name="report"),
    path("meldingen/volgen/", following.follow, name="follow-report"),
    path("meldingen/mijn/<slug:reference>/", following.own_report, name="own-report"),
    path(
        "meldingen/mijn/<slug:reference>/foto/<uuid:photo>/",
        following.own_photo,
        name="own-photo",
    ),
    path("meldingen/<slug:reference>/", following.public_report, name="public-report"),
    path("nieuws/", reading.news, name="news"),
    path("nieuws/feed/", reading.news_feed, name="news-feed"),
    path("nieuws/<uuid:identifier>/", reading.page, {"kind": "news"}, name="news-item"),
    path("agenda/", reading.agenda, name="agenda"),
    path("agenda/agenda.ics", reading.agenda_file, name="agenda-calendar"),
    path("agenda/feed/", reading.agenda_feed, name="agenda-feed"),
    path("agenda/<uuid:identifier>/", reading.page, {"kind": "event"}, name="event"),
    path("vacatures/", reading.vacancies, name="vacancies"),
    path("vacatures/<uuid:identifier>/", reading.page, {"kind": "vacancy"}, name="vacancy"),
    path("afval/", waste.zones, name="waste"),
    path("afval/<uuid:identifier>/", waste.zone, name="waste-zone"),
    path("afval/<uuid:identifier>/afval.ics", waste.zone_file, name="waste-calendar"),
]
