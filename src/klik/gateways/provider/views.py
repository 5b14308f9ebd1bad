"""The one page of the provider: which fictitious person somebody is today."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from django.contrib.auth import get_user_model, login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe

from klik.gateways.provider.persons import persons

_STYLE: Final = Path(__file__).parent / "style.css"
_NOT_UNDERSTOOD: Final = 400


def choose(request: HttpRequest) -> HttpResponse:
    """Show who there is; log in who was chosen, and go on to where she came from."""
    onward = request.GET.get("next", "")
    if request.method != "POST":
        return render(request, "provider/choose.html", {"persons": persons()})
    chosen = {one.number: one for one in persons()}.get(request.POST.get("person", ""))
    is_ours = url_has_allowed_host_and_scheme(onward, allowed_hosts=None)
    if chosen is None or not is_ours:
        context = {"persons": persons(), "nothing_chosen": True}
        return render(request, "provider/choose.html", context, status=_NOT_UNDERSTOOD)
    accounts: Any = get_user_model()  # Django's own here, not Klik's: another project
    account, _ = accounts.objects.update_or_create(
        username=chosen.number,
        defaults={"first_name": chosen.given_name, "last_name": chosen.family_name},
    )
    login(request, account, backend="django.contrib.auth.backends.ModelBackend")
    return redirect(onward)


@require_safe
def style(_: HttpRequest) -> HttpResponse:
    """Answer with the style of that page."""
    return HttpResponse(_STYLE.read_text(encoding="utf-8"), content_type="text/css")
