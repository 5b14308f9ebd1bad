"""What an editor types to ask a room something."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from klik.domains.polls.operations import (
    QuestionDraft,
    QuestionRefused,
    Scale,
    Words,
    require_sound,
)
from klik.faces.ui.refusing import said
from klik.ground.counting.choices import Kind, Method, TieBreak

if TYPE_CHECKING:
    from klik.domains.polls.models import Option, Question

KIND_WORDS: Final = {
    Kind.SINGLE: _("One answer"),
    Kind.SEVERAL: _("Several answers, at most so many"),
    Kind.APPROVAL: _("Every answer that one agrees with"),
    Kind.RANKING: _("An order"),
    Kind.DOTS: _("Dots to divide"),
    Kind.SCALE: _("A value on a scale"),
}
METHOD_WORDS: Final = {
    Method.PLURALITY: _("Most ballots"),
    Method.APPROVAL: _("Most ballots, several each"),
    Method.BORDA: _("Points for places (Borda)"),
    Method.CONDORCET: _("Duels won (Condorcet)"),
    Method.DOTS: _("Most dots"),
    Method.SCALE: _("How often each value"),
}
TIE_WORDS: Final = {
    TieBreak.FIRST_CHOICES: _("More first choices, then the list"),
    TieBreak.LISTING: _("The earlier in the list"),
}
_BETWEEN: Final = "|"
_FIELD_OF: Final = {
    "text": "text_nl",
    "options": "options",
    "at-most": "at_most",
    "scale": "least",
    "method": "method",
    "ideas": "takes_ideas",
    "topic": "topic",
}


class QuestionForm(forms.Form):
    """What is asked, and how it is counted. `draft` holds it, once it is valid."""

    draft: QuestionDraft

    text_nl = forms.CharField(label=_("Question in Dutch"), max_length=300)
    text_en = forms.CharField(label=_("Question in English"), max_length=300, required=False)
    kind = forms.ChoiceField(label=_("How people answer"), choices=list(KIND_WORDS.items()))
    options = forms.CharField(
        label=_("Answers"),
        help_text=_("One a line. For English put a | after the Dutch. A scale has none."),
        widget=forms.Textarea({"rows": 6}),
        required=False,
    )
    at_most = forms.IntegerField(
        label=_("How many at most"),
        help_text=_("Only for several answers, and for dots."),
        min_value=0,
        required=False,
        widget=forms.NumberInput({"data-width": "2"}),
    )
    least = forms.IntegerField(
        label=_("Lowest value of the scale"),
        required=False,
        widget=forms.NumberInput({"data-width": "2"}),
    )
    least_words = forms.CharField(
        label=_("What the lowest means"),
        required=False,
        max_length=121,
        help_text=_("Dutch | English"),
    )
    most = forms.IntegerField(
        label=_("Highest value of the scale"),
        required=False,
        widget=forms.NumberInput({"data-width": "2"}),
    )
    most_words = forms.CharField(
        label=_("What the highest means"),
        required=False,
        max_length=121,
        help_text=_("Dutch | English"),
    )
    method = forms.ChoiceField(
        label=_("How it is counted"),
        help_text=_("It is fixed once the question opens."),
        choices=[("", _("The usual way")), *METHOD_WORDS.items()],
        required=False,
    )
    tie_break = forms.ChoiceField(
        label=_("What decides between equals"), choices=list(TIE_WORDS.items())
    )
    shows_at_once = forms.BooleanField(label=_("Show the result while people vote"), required=False)
    takes_ideas = forms.BooleanField(label=_("People may propose answers"), required=False)
    topic = forms.ChoiceField(
        label=_("The winner becomes the topic of"), required=False, choices=[]
    )

    def __init__(
        self, sessions: Sequence[tuple[str, str]], *arguments: Any, **options: Any
    ) -> None:
        super().__init__(*arguments, **options)
        topic: Any = self.fields["topic"]
        topic.choices = [("", _("No session")), *sessions]

    def clean(self) -> dict[str, Any]:
        """Return what was typed, once it can be asked so."""
        cleaned: dict[str, Any] = super().clean() or {}
        if self.errors:
            return cleaned
        draft = _draft(cleaned)
        try:
            require_sound(draft)
        except QuestionRefused as refused:
            error = ValidationError(" ".join(said(refused)))
            self.add_error(_FIELD_OF.get(refused.code), error)
        self.draft = draft
        return cleaned


class OutcomeForm(forms.Form):
    """Who takes a chosen topic further, and what came of it."""

    owner = forms.CharField(
        label=_("Who takes it further"),
        help_text=_("A team, a municipality or another body; no person."),
        max_length=150,
    )
    outcome_nl = forms.CharField(
        label=_("What came of it, in Dutch"),
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 4}),
    )
    outcome_en = forms.CharField(
        label=_("What came of it, in English"),
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 4}),
    )


def typed(question: Question, options: Sequence[Option]) -> Mapping[str, Any]:
    """Return a question as its form shows it; ideas of those present are no part of it."""
    return {
        "text_nl": question.text_nl,
        "text_en": question.text_en,
        "kind": question.kind,
        "options": "\n".join(
            _line(one.text_nl, one.text_en) for one in options if one.proposed_by_id is None
        ),
        "at_most": question.at_most or None,
        "least": question.least if question.kind == Kind.SCALE else None,
        "least_words": _line(question.least_nl, question.least_en),
        "most": question.most if question.kind == Kind.SCALE else None,
        "most_words": _line(question.most_nl, question.most_en),
        "method": question.method,
        "tie_break": question.tie_break,
        "shows_at_once": not question.is_hidden,
        "takes_ideas": question.takes_ideas,
        "topic": question.topic_reference,
    }


def _draft(cleaned: Mapping[str, Any]) -> QuestionDraft:
    kind = Kind(cleaned["kind"])
    lines = [line for line in cleaned["options"].splitlines() if line.strip()]
    scale = None
    if kind is Kind.SCALE and None not in {cleaned["least"], cleaned["most"]}:
        scale = Scale(
            cleaned["least"],
            cleaned["most"],
            _words(cleaned["least_words"]),
            _words(cleaned["most_words"]),
        )
    return QuestionDraft(
        kind,
        Words(cleaned["text_nl"], cleaned["text_en"]),
        options=() if kind is Kind.SCALE else tuple(_words(line) for line in lines),
        method=Method(cleaned["method"]) if cleaned["method"] else None,
        tie_break=TieBreak(cleaned["tie_break"]),
        at_most=(cleaned["at_most"] or 0) if kind in {Kind.SEVERAL, Kind.DOTS} else 0,
        scale=scale,
        is_hidden=not cleaned["shows_at_once"],
        takes_ideas=cleaned["takes_ideas"],
        topic_for=("session", cleaned["topic"]) if cleaned["topic"] else None,
    )


def _words(line: str) -> Words:
    dutch, _between, english = line.partition(_BETWEEN)
    return Words(dutch.strip(), english.strip())


def _line(dutch: str, english: str) -> str:
    return f"{dutch} {_BETWEEN} {english}" if english else dutch
