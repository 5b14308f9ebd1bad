"""A form of the facts that a person may find out, a field for each, of the type of its package."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _

from klik.domains.catalogue import queries as catalogue
from klik.domains.grants.queries import ItemExplained
from klik.faces.desk.persons import language
from klik.faces.desk.tasks.forms import IbanField, InszField
from klik.faces.desk.tasks.payee import PayeeAsked, payee_asked, payee_fields
from klik.faces.ui.forms import DateField
from klik.ground.granting.noted import PayeeNoted, notable_facts
from klik.packages.adoption import Adoption
from klik.packages.explanation import Explainer
from klik.rules.types import Kind, Type

_NONE: Final = "none"
_LONGEST: Final = 100


class FactsForm(forms.Form):
    """What somebody found out about a child; each is optional, one at least."""

    def __init__(
        self,
        *given: Any,
        adoption: Adoption,
        names: Sequence[str],
        payee: PayeeAsked | None = None,
        **options: Any,
    ) -> None:
        """Make a field for each fact that a person may note.

        Args:
            *given: What was sent.
            adoption: Whose package declares the facts.
            names: Of the facts that would settle it.
            payee: Who is paid, where no record names her; None where that is not asked.
            **options: See `forms.Form`.
        """
        super().__init__(*given, **options)
        explainer = Explainer(adoption.package, language=language())
        self.facts: dict[str, str] = {}
        self.payee = payee
        for name in names:
            self._add(explainer, name, adoption.package.declared.facts[name])
        if payee is not None:
            self.fields.update(payee_fields())
            for name in payee.accounts:
                self._add(explainer, name, adoption.package.declared.facts[name])

    def _add(self, explainer: Explainer, name: str, given: Type) -> None:
        field = _field(explainer, name, given)
        if field is None:
            return
        key = name.replace(".", "--")
        self.facts[key] = name
        self.fields[key] = field
        if given.may_be_none:
            none = forms.BooleanField(label=_("There is none"), required=False)
            self.fields[f"{key}--none"] = none

    def clean(self) -> dict[str, Any]:
        """Return what was filled in.

        Raises:
            ValidationError: Nothing was.
        """
        cleaned = super().clean() or {}
        if not self.errors and self.payee is not None:
            for name, said in self.payee.wanting(self.noted(), cleaned).items():
                self.add_error(name if name in self.fields else name.replace(".", "--"), said)
        if not self.errors and not self.noted() and self.noted_payee() is None:
            raise forms.ValidationError(_("Fill in at least one fact."))
        return cleaned

    def noted_payee(self) -> PayeeNoted | None:
        """Return who is paid as it is noted; None where that was not filled in."""
        if self.payee is None:
            return None
        return self.payee.noted(self.noted(), self.cleaned_data)

    def noted(self) -> Mapping[str, str | int | bool]:
        """Return per fact what was found, as it is noted."""
        cleaned = self.cleaned_data
        values = {
            name: _NONE if cleaned.get(f"{key}--none") else cleaned.get(key)
            for key, name in self.facts.items()
        }
        return {name: _plain(value) for name, value in values.items() if value not in (None, "")}


def facts_form(item: ItemExplained, adoption_id: Any, sent: Any = None) -> FactsForm | None:
    """Return a form of what is missing about a child; None where only a register can tell it."""
    adoption = catalogue.compiled(catalogue.adoption_of(adoption_id))
    ruling = item.child.planned.ruling
    notable = set(notable_facts(adoption))
    payee = payee_asked(adoption, ruling)
    asked = [*ruling.decision.missing, *(payee.numbers if payee else ())]
    names = [
        name
        for name in dict.fromkeys(asked)
        if name in notable and not (payee and name in payee.accounts)
    ]
    form = FactsForm(sent, adoption=adoption, names=names, payee=payee, prefix="fact")
    return form if form.fields else None


def _field(explainer: Explainer, name: str, given: Type) -> forms.Field | None:
    label = explainer.label(name)
    options: dict[str, Any] = {
        "label": label[:1].upper() + label[1:],
        "required": False,
        "help_text": _help(explainer, name, given),
    }
    if given.kind == Kind.BOOLEAN:
        choices = [("true", _("Yes")), ("false", _("No"))]
        return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **options)
    if given.kind == Kind.CHOICE and given.options:
        words = [(word, explainer.showing.shown(name, word)) for word in sorted(given.options)]
        return forms.ChoiceField(choices=[("", _("Not known yet")), *words], **options)
    kinds: Mapping[Kind, type[forms.Field]] = {
        Kind.DATE: DateField,
        Kind.INTEGER: forms.IntegerField,
        Kind.INSZ: InszField,
        Kind.IBAN: IbanField,
    }
    if given.kind in kinds:
        return kinds[given.kind](**options)
    if given.kind in {Kind.TEXT, Kind.DECIMAL, Kind.MONEY}:
        return forms.CharField(max_length=_LONGEST, **options)
    return None


def _help(explainer: Explainer, name: str, given: Type) -> str:
    declared = explainer.package.content["facts"][name]
    help_text = declared.get("help") or declared.get("ask", {}).get("help") or {}
    said = str(help_text.get(language(), help_text.get("nl", "")))
    return "" if given.may_be_none and given.kind == Kind.DATE else said


def _plain(value: Any) -> str | int | bool:
    if isinstance(value, date):
        return value.isoformat()
    if value in {"true", "false"}:
        return bool(value == "true")
    return value if isinstance(value, int) else str(value)
