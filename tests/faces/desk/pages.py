"""Pages of a desk that exist in tests only; klik's own are added."""

from django.http import Http404, HttpResponse
from django.template import engines
from django.template.response import TemplateResponse
from django.urls import include, path
from tests.factories.acting import NOON, WINGENE

from klik.domains.audit.operations import record_view
from klik.domains.municipalities.models import HouseStyle
from klik.faces.desk.acting import DeskRequest, desk_page
from klik.ground.tenancy import Role, current_actor, current_municipalities
from klik.site.urls import urlpatterns as own

_TEMPLATE = "{% for style in styles %}{{ style.municipality_nis }}{% endfor %}"


@desk_page()
def anybody(request: DeskRequest) -> HttpResponse:
    said = [
        request.municipality.name,
        *sorted(current_municipalities()),
        *sorted(request.staff.roles),
    ]
    assert current_actor() == request.staff
    return HttpResponse(" ".join(said))


@desk_page(roles={Role.APPROVER, Role.AUDITOR})
def approvers(request: DeskRequest) -> HttpResponse:
    return HttpResponse("approved" if request.method == "POST" else "plan")


@desk_page()
def writes(request: DeskRequest) -> HttpResponse:
    HouseStyle.objects.create(municipality_nis=WINGENE, house_colour="#000000", set_at=NOON)
    return HttpResponse("written")


@desk_page(reads_personal=True)
def personal(request: DeskRequest) -> HttpResponse:
    record_view(WINGENE, person="ab" * 32, shown="case:1", purpose="tests", moment=NOON)
    return HttpResponse("seen")


@desk_page()
def late(request: DeskRequest) -> HttpResponse:
    template = engines["django"].from_string(_TEMPLATE)
    return TemplateResponse(request, template, {"styles": HouseStyle.objects.all()})


@desk_page()
def fails(request: DeskRequest) -> HttpResponse:
    HouseStyle.objects.create(municipality_nis=WINGENE, house_colour="#000000", set_at=NOON)
    raise Http404


_VIEWS = (anybody, approvers, writes, personal, late, fails)
urlpatterns = [
    *(path(f"<slug:municipality>/desk/{view.__name__}/", view) for view in _VIEWS),
    path("", include(own)),
]
