"""Find a case: the latest ones, or by a reference or register number that stands in no address."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from klik.domains.audit.operations import record_view
from klik.domains.cases import queries
from klik.domains.catalogue import queries as catalogue
from klik.domains.registers import queries as registers
from klik.domains.tasks import queries as tasks
from klik.faces.desk.acting import DeskRequest, desk_page
from klik.faces.desk.answering import NOT_UNDERSTOOD, ROWS_A_PAGE, page_of, page_showing, see_other
from klik.faces.desk.cases.roles import READS
from klik.faces.desk.persons import language
from klik.ground.clock import moment_now
from klik.ground.identifiers.persons import check_insz
from klik.ground.identifiers.refusal import IdentifierRefused
from klik.ground.keys.hashing import keyed_hash

if TYPE_CHECKING:
    from klik.domains.cases.models import Case, Decision

_LONGEST: Final = 60


class FindForm(forms.Form):
    """What a resident says or reads from her letter."""

    sought = forms.CharField(
        label=gettext_lazy("Reference or national register number"),
        help_text=gettext_lazy(
            "The reference stands at the top of the letter. Give the register number of the child."
        ),
        max_length=_LONGEST,
        error_messages={"required": gettext_lazy("Fill in a reference or a register number.")},
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
    )

    def clean_sought(self) -> str:
        """Return a reference in capitals, or the 11 digits of a register number.

        Raises:
            ValidationError: It looks like a register number and is none.
        """
        given = self.cleaned_data["sought"].strip()
        if any(sign.isalpha() for sign in given):
            return str(given.upper())
        try:
            return check_insz(given)
        except IdentifierRefused as refused:
            raise ValidationError(refused.texts[language()]) from None


@dataclass(frozen=True, slots=True)
class CaseListed:
    """A case as a list shows it, with the decision that counts."""

    case: Case
    title: str
    outcome: str
    state: str
    amount_cents: int | None
    decided_on: Any


@require_safe
@desk_page(roles=READS)
def cases(request: DeskRequest) -> HttpResponse:
    """List the latest decisions; nobody is named."""
    found = page_of(request, queries.latest_decisions(request.municipality.nis))
    shown = page_showing(found, _listed(found.object_list))
    return render(request, "desk/cases/list.html", {"cases": shown, "find": FindForm()})


@require_POST
@desk_page(roles=READS, reads_personal=True, only_asks=True)
def find(request: DeskRequest) -> HttpResponse:
    """Go to the case that is sought, or list what was found."""
    form = FindForm(request.POST)
    if not form.is_valid():
        return _found(request, form, [], status=NOT_UNDERSTOOD)
    sought = form.cleaned_data["sought"]
    if not sought.isdecimal():
        return _by_reference(request, form, sought)
    decisions = _by_number(request, sought)
    if len(decisions) == 1:
        return see_other(request, "case", decisions[0].case.reference)
    return _found(request, form, _listed(decisions), sought=_("this number"))


def _by_reference(request: DeskRequest, form: FindForm, reference: str) -> HttpResponse:
    try:
        case = queries.case_of(reference)
    except queries.DecisionNotFound:
        waiting = tasks.tasks_about("case", reference).first()
        if waiting is not None:
            return see_other(request, "task", waiting.pk)
        return _found(request, form, [], sought=reference)
    return see_other(request, "case", case.reference)


def _by_number(request: DeskRequest, digits: str) -> list[Decision]:
    """Return the decisions that count about a person, and note that she was looked for."""
    given = keyed_hash(f"insz:{digits}")
    now = registers.latest_numbers([given]).get(given, given)
    record_view(
        request.municipality.nis,
        person=now.hex(),
        shown="case-search",
        purpose="search",
        moment=moment_now(),
    )
    cases_found = list(queries.cases_of_person(now)) or list(queries.cases_of_person(given))
    latest = [queries.decisions_of_case(case).last() for case in cases_found]
    return [one for one in latest if one is not None]


def _found(
    request: DeskRequest,
    form: FindForm,
    found: list[CaseListed],
    *,
    sought: str = "",
    status: int = 200,
) -> HttpResponse:
    page = Paginator(found, ROWS_A_PAGE).page(1)
    context = {"cases": page, "find": form, "sought": sought, "form": form}
    return render(request, "desk/cases/list.html", context, status=status)


def _listed(decisions: Iterable[Decision]) -> list[CaseListed]:
    chosen = list(decisions)
    titles = {one: title_of(one) for one in {decision.adoption_id for decision in chosen}}
    return [
        CaseListed(
            case=one.case,
            title=titles[one.adoption_id],
            outcome=one.outcome,
            state=one.state,
            amount_cents=one.amount_cents,
            decided_on=one.decided_on,
        )
        for one in chosen
    ]


def title_of(adoption_id: Any) -> str:
    """Return what the regulation of an adoption is called."""
    content = catalogue.compiled(catalogue.adoption_of(adoption_id)).package.content
    title = content["title"]
    return str(title.get(language(), title["nl"]))
