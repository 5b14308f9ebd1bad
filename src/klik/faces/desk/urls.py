"""The addresses of the desk."""

from django.urls import include, path

from klik.faces.desk import entering, overview
from klik.faces.desk.applications.urls import urlpatterns as applications
from klik.faces.desk.cases.urls import urlpatterns as cases
from klik.faces.desk.counter.urls import urlpatterns as counter
from klik.faces.desk.deliveries.urls import urlpatterns as deliveries
from klik.faces.desk.hub.urls import urlpatterns as hub
from klik.faces.desk.oversight.urls import urlpatterns as oversight
from klik.faces.desk.payments.urls import urlpatterns as payments
from klik.faces.desk.post.urls import urlpatterns as post
from klik.faces.desk.regulations.urls import urlpatterns as regulations
from klik.faces.desk.runs.urls import urlpatterns as runs
from klik.faces.desk.tasks.urls import urlpatterns as tasks
from klik.faces.desk.town.urls import urlpatterns as town

app_name = "desk"
urlpatterns = [
    path("desk/", entering.choose_municipality, name="choose-municipality"),
    path("<slug:municipality>/desk/", include(applications)),
    path("<slug:municipality>/desk/", include(cases)),
    path("<slug:municipality>/desk/", include(tasks)),
    path("<slug:municipality>/desk/", include(oversight)),
    path("<slug:municipality>/desk/", include(regulations)),
    path("<slug:municipality>/desk/", overview.home, name="home"),
    path("<slug:municipality>/desk/betalingen/", include(payments)),
    path("<slug:municipality>/desk/gemeente/", include(town)),
    path("<slug:municipality>/desk/hub/", include(hub)),
    path("<slug:municipality>/desk/leveringen/", include(deliveries)),
    path("<slug:municipality>/desk/loket/", include(counter)),
    path("<slug:municipality>/desk/post/", include(post)),
    path("<slug:municipality>/desk/runs/", include(runs)),
]
