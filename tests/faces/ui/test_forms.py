"""A form needs no markup: each field has its label, hint and error tied to its input."""

import re
from datetime import date
from typing import Any

import pytest
from django import forms
from django.template import Context, Template
from django.utils import translation

from klik.faces.ui.forms import DateField


class Sample(forms.Form):
    name = forms.CharField(label="Name", help_text="As on your card.")
    born_on = DateField(label="Born", help_text="Such as 9 2 2026.")
    how = forms.ChoiceField(choices=[("a", "App"), ("b", "Letter")], widget=forms.RadioSelect)
    agrees = forms.BooleanField(label="I agree")
    note = forms.CharField(widget=forms.Textarea, required=False)


def test_a_hint_and_an_error_are_read_with_their_input() -> None:
    shown = _rendered(Sample({}))

    described = re.search(r'name="name"[^>]*aria-describedby="([^"]+)"', shown)
    assert described is not None
    assert described[1].split() == ["id_name_helptext", "id_name_error"]
    assert 'id="id_name_helptext"' in shown
    assert 'id="id_name_error"' in shown
    assert re.search(r'name="name"[^>]*aria-invalid="true"', shown)


def test_several_inputs_of_one_question_stand_in_a_group() -> None:
    shown = _rendered(Sample())

    assert shown.count("<fieldset") == 2
    assert "<legend>Born</legend>" in shown
    assert shown.count('class="choice"') == 3
    assert '<label for="id_born_on_1">Month</label>' in shown


def test_what_need_not_be_filled_in_says_so() -> None:
    shown = _rendered(Sample())

    assert shown.count("(optional)") == 1


def test_every_label_belongs_to_an_input() -> None:
    shown = _rendered(Sample())
    inputs = set(re.findall(r'<(?:input|textarea|select)[^>]* id="([^"]+)"', shown))

    assert set(re.findall(r'<label for="([^"]+)"', shown)) == inputs


def test_the_summary_leads_to_the_first_input_of_each_question() -> None:
    shown = _drawn("{% errors form %}", form=Sample({"agrees": "on"}))

    assert re.findall(r'href="#([^"]+)"', shown) == ["id_name", "id_born_on_0", "id_how_0"]
    assert "autofocus" in shown
    assert "3 things are not right yet" in shown
    assert "Fill in: name." in shown


def test_a_form_without_faults_has_no_summary() -> None:
    assert _drawn("{% errors form %}", form=Sample()).strip() == ""


class Empty(forms.Form):
    email = forms.EmailField(label="Uw e-mailadres")
    name = forms.CharField(label="Naam van het gebouw")
    number = forms.CharField(label="IBAN van de rekening")
    what = forms.CharField(label="Wat is er mis?")
    how = forms.ChoiceField(label="Stand", choices=[("a", "A")])
    which = forms.ChoiceField(label="Hoe wilt u uw brieven?", choices=[("a", "A")])
    agrees = forms.BooleanField(label="Ik vulde alles naar waarheid in")
    bill = forms.FileField(label="Factuur")
    own = forms.CharField(label="Bedrag", error_messages={"required": "Vul een bedrag in euro in."})


def test_what_was_left_empty_says_what_to_fill_in() -> None:
    with translation.override("nl"):
        form = Empty({})
        beside = [str(one.errors[0]) for one in form]
        summary = re.findall(r'<a href="#id_[^>]*>([^<]*)<', _within("{% errors form %}", form))

    assert beside == [
        "Vul uw e-mailadres in.",
        "Vul in: naam van het gebouw.",
        "Vul in: IBAN van de rekening.",
        "Vul een antwoord in.",
        "Kies: stand.",
        "Kies een antwoord.",
        "Zet een vinkje om verder te gaan.",
        "Kies een bestand.",
        "Vul een bedrag in euro in.",
    ]
    assert summary[3:6] == [
        "Wat is er mis? Vul een antwoord in.",
        "Kies: stand.",
        "Hoe wilt u uw brieven? Kies een antwoord.",
    ]


@pytest.mark.parametrize(
    ("parts", "day"),
    [
        (("9", "2", "2026"), date(2026, 2, 9)),
        ((" 09 ", "02", "2026"), date(2026, 2, 9)),
        (("29", "2", "2024"), date(2024, 2, 29)),
        (("", "", ""), None),
    ],
)
def test_a_day_is_read_from_three_parts(parts: tuple[str, ...], day: date | None) -> None:
    field = DateField(required=False)

    assert field.clean(list(parts)) == day


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        (("31", "2", "2026"), "invalid"),
        (("9", "2", "26"), "invalid"),
        (("nine", "2", "2026"), "invalid"),
        (("9", "2", ""), "incomplete"),
        (("", "", ""), "required"),
        (("٣", "2", "2026"), "invalid"),
    ],
)
def test_a_day_that_is_none_is_refused(parts: tuple[str, ...], code: str) -> None:
    with pytest.raises(forms.ValidationError) as refused:
        DateField().clean(list(parts))

    assert {error.code for error in refused.value.error_list} == {code}


def test_a_day_that_was_known_is_filled_in() -> None:
    shown = _rendered(Sample(initial={"born_on": date(2026, 2, 9)}))

    assert re.findall(r'name="born_on_\d"[^>]*value="(\d+)"', shown) == ["09", "02", "2026"]


def _rendered(form: forms.Form) -> str:
    with translation.override("en"):
        return str(form)


def _drawn(template: str, **given: Any) -> str:
    with translation.override("en"):
        return Template(template).render(Context(given))


def _within(template: str, form: forms.Form) -> str:
    return Template(template).render(Context({"form": form}))
