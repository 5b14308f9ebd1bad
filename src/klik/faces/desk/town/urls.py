"""The addresses of what the desk keeps for everybody."""

from django.urls import path

from klik.faces.desk.town import appointments, contact, kinds, pages, reports

urlpatterns = [
    path("", contact.town, name="town"),
    path("contact/", contact.contact, name="contact"),
    path("afspraken/", appointments.appointments, name="appointments"),
    path("afspraken/nieuw/", appointments.choose, name="choose-moment"),
    path("afspraken/nieuw/<uuid:kind>/<slug:start>/", appointments.book, name="book-appointment"),
    path("afspraken/soorten/", kinds.kinds, name="appointment-kinds"),
    path("afspraken/soorten/nieuw/", kinds.add, name="add-appointment-kind"),
    path("afspraken/soorten/<uuid:kind>/", kinds.change, name="appointment-kind"),
    path("afspraken/<uuid:appointment>/afzeggen/", appointments.cancel, name="cancel-appointment"),
    path("meldingen/", reports.reports, name="reports"),
    path("meldingen/<slug:reference>/", reports.report, name="report"),
    path("meldingen/<slug:reference>/stap/", reports.take_step, name="take-step"),
    path("meldingen/<slug:reference>/opzij/", reports.mark_spam, name="mark-spam"),
    path("meldingen/<slug:reference>/lijst/", reports.hide, name="hide-report"),
    path("meldingen/<slug:reference>/foto/<uuid:identifier>/", reports.photo, name="report-photo"),
    path("afval/", pages.waste, name="waste"),
    path("afval/rondes/", pages.take_rounds, name="take-rounds"),
    path("afval/straten/", pages.take_streets, name="take-streets"),
    *(
        path(f"paginas/{kind}/", pages.pages, {"kind": kind}, name=f"pages-{kind}")
        for kind in pages.KINDS
    ),
    *(
        path(f"paginas/{kind}/nieuw/", pages.add, {"kind": kind}, name=f"add-{kind}")
        for kind in pages.KINDS
    ),
    path("paginas/<slug:kind>/<uuid:page>/", pages.change, name="page"),
    path("paginas/<slug:kind>/<uuid:page>/publiceren/", pages.publish, name="publish-page"),
    path("paginas/<slug:kind>/<uuid:page>/offline/", pages.take_down, name="take-down-page"),
]
