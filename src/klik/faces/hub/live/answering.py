"""The form of a question: one for each way of answering, that needs no script and no dragging."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from klik.domains.polls import operations
from klik.domains.polls.operations import MOST_DOTS
from klik.domains.polls.queries import QuestionShown
from klik.faces.ui.languages import letter_language
from klik.faces.ui.refusing import said
from klik.ground.counting.choices import (
    MOST_RANKED,
    Choice,
    ChoiceRefused,
    Kind,
    Rules,
    checked_choice,
)

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import QueryDict

    from klik.domains.polls.models import Participant, Question

_ANSWER: Final = "answer"
_PLACE: Final = "place_"
_DOTS: Final = "dots_"
_DIGITS: Final = 6
_Fields = dict[str, forms.Field]
_Pairs = Sequence[tuple[str, str]]


class AnswerForm(forms.Form):
    """What somebody answers. `given` holds it as `cast_ballot` takes it, once it is valid."""

    given: Choice

    def __init__(self, shown: QuestionShown, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._kind = Kind(shown.question.kind)
        self._rules = rules_of(shown)
        self.fields.update(_FIELDS[self._kind](shown))

    def clean(self) -> dict[str, Any]:
        """Return what was typed, once the question allows it."""
        cleaned: dict[str, Any] = super().clean() or {}
        if self.errors:
            return cleaned
        try:
            self.given = checked_choice(self._rules, self._numbers(cleaned))
        except ChoiceRefused as refused:
            raise ValidationError(" ".join(said(refused))) from None
        return cleaned

    def _numbers(self, cleaned: Mapping[str, Any]) -> list[int]:
        if self._kind is Kind.DOTS:
            return [
                one
                for one in self._rules.options
                for _dot in range(cleaned.get(f"{_DOTS}{one}") or 0)
            ]
        if self._kind is Kind.RANKING:
            places = range(1, len(self._rules.options) + 1)
            return [int(one) for place in places if (one := cleaned.get(f"{_PLACE}{place}"))]
        answer = cleaned.get(_ANSWER) or []
        return [int(one) for one in ([answer] if isinstance(answer, str) else answer)]


def rules_of(shown: QuestionShown) -> Rules:
    """Return what an answer may say of the options that are shown."""
    asked = shown.question
    numbers = tuple(one.number for one in shown.options)
    return Rules(Kind(asked.kind), numbers, asked.at_most, asked.least, asked.most)


def form_of(shown: QuestionShown, sent: Mapping[str, Any] | None = None) -> AnswerForm:
    """Return the form of a question, with what was sent or with what she chose before."""
    if sent is not None:
        return AnswerForm(shown, sent)
    return AnswerForm(shown, initial=_before(Kind(shown.question.kind), shown.own or ()))


def cast(question: UUID, participant: Participant, sent: QueryDict) -> bool:
    """Keep what was sent, and say whether the question allows it.

    A burst of ballots reads nothing that only a page needs; what is refused here, `form_of` says
    beside its field.

    Raises:
        As `operations.cast_ballot`, but for a choice that the question does not allow.
    """
    try:
        operations.cast_ballot(question, participant, given_in(sent))
    except ChoiceRefused:
        return False
    return True


def given_in(sent: QueryDict) -> list[int]:
    """Return what a form of any kind sent; nothing where it is none of ours."""
    if any(not value.isdecimal() or len(value) > _DIGITS for value in _values(sent)):
        return []
    if _ANSWER in sent:
        return [int(one) for one in sent.getlist(_ANSWER)]
    ranked = (str(sent.get(f"{_PLACE}{at}", "")) for at in range(1, MOST_RANKED + 1))
    places = [int(one) for one in ranked if one]
    dots = {
        int(number): min(int(str(value)), MOST_DOTS + 1)
        for name, value in sent.items()
        if (number := name.removeprefix(_DOTS)) != name and number.isdecimal()
    }
    return places or [one for one, dotted in sorted(dots.items()) for _dot in range(dotted)]


def _values(sent: QueryDict) -> list[str]:
    names = [name for name in sent if name.startswith((_ANSWER, _PLACE, _DOTS))]
    return [value for name in names for value in sent.getlist(name) if value]


def chosen_words(shown: QuestionShown) -> list[str]:
    """Return in words what she chose, in the order in which she chose it."""
    if shown.own is None:
        return []
    if shown.question.kind == Kind.SCALE:
        return [scale_word(shown.question, shown.own[0])]
    words = {one.number: one.text(letter_language()) for one in shown.options}
    if shown.question.kind == Kind.DOTS:
        seen = dict.fromkeys(shown.own)
        return [f"{words[one]}: {shown.own.count(one)}" for one in seen if one in words]
    return [words[one] for one in shown.own if one in words]


def scale_word(question: Question, value: int) -> str:
    """Return a value of a scale, with what it means where it is an end."""
    ends = {
        question.least: (question.least_nl, question.least_en),
        question.most: (question.most_nl, question.most_en),
    }
    dutch, english = ends.get(value, ("", ""))
    meaning = (english if letter_language() == "en" else "") or dutch
    return f"{value}: {meaning}" if meaning else str(value)


def _before(kind: Kind, own: Choice) -> dict[str, Any]:
    if kind is Kind.DOTS:
        return {f"{_DOTS}{one}": own.count(one) for one in own}
    if kind is Kind.RANKING:
        return {f"{_PLACE}{place}": str(one) for place, one in enumerate(own, start=1)}
    if kind in {Kind.SINGLE, Kind.SCALE}:
        return {_ANSWER: str(own[0])} if own else {}
    return {_ANSWER: [str(one) for one in own]}


def _pairs(shown: QuestionShown) -> _Pairs:
    return [(str(one.number), one.text(letter_language())) for one in shown.options]


def _single(shown: QuestionShown) -> _Fields:
    field = forms.ChoiceField(
        label=_("Your answer"), choices=_pairs(shown), widget=forms.RadioSelect
    )
    return {_ANSWER: field}


def _several(shown: QuestionShown) -> _Fields:
    most = min(shown.question.at_most, len(shown.options))
    return _ticked(shown, _("Choose at most %(most)s.") % {"most": most})


def _approval(shown: QuestionShown) -> _Fields:
    return _ticked(shown, _("Choose everything that you can agree with."))


def _ticked(shown: QuestionShown, hint: str) -> _Fields:
    field = forms.MultipleChoiceField(
        label=_("Your answer"),
        help_text=hint,
        choices=_pairs(shown),
        widget=forms.CheckboxSelectMultiple,
    )
    return {_ANSWER: field}


def _ranking(shown: QuestionShown) -> _Fields:
    choices = [("", _("No choice")), *_pairs(shown)]
    return {
        f"{_PLACE}{place}": forms.ChoiceField(
            label=_("Place %(place)s") % {"place": place}, choices=choices, required=place == 1
        )
        for place in range(1, len(shown.options) + 1)
    }


def _dots(shown: QuestionShown) -> _Fields:
    most = shown.question.at_most
    return {
        f"{_DOTS}{one.number}": forms.TypedChoiceField(
            label=one.text(letter_language()),
            choices=[(number, str(number)) for number in range(most + 1)],
            coerce=int,
            initial=0,
        )
        for one in shown.options
    }


def _scale(shown: QuestionShown) -> _Fields:
    asked = shown.question
    field = forms.ChoiceField(
        label=_("Your answer"),
        choices=[
            (str(value), scale_word(asked, value)) for value in range(asked.least, asked.most + 1)
        ],
        widget=forms.RadioSelect,
    )
    return {_ANSWER: field}


_FIELDS: Final[Mapping[Kind, Callable[[QuestionShown], _Fields]]] = {
    Kind.SINGLE: _single,
    Kind.SEVERAL: _several,
    Kind.APPROVAL: _approval,
    Kind.RANKING: _ranking,
    Kind.DOTS: _dots,
    Kind.SCALE: _scale,
}
