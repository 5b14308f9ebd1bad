"""What an editor types on a page of knowledge, cleaned into what is wished."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from klik.domains.knowledge.operations.pages import (
    LONGEST_COMMENT,
    LONGEST_SUMMARY,
    PageWish,
)
from klik.domains.knowledge.operations.wishes import LONGEST_TEXT, LONGEST_TITLE
from klik.domains.knowledge.queries.pages_tables import tables_of
from klik.domains.knowledge.queries.shared_pages import Relation, relations_in
from klik.faces.desk.hub.pages import wording
from klik.faces.ui.forms import DateField

if TYPE_CHECKING:
    from klik.domains.knowledge.models import KnowledgePage, PageVersion

    Choices = list[tuple[str, str]]

_LANGUAGES: Final = ("nl", "en")
_TEXTS: Final = ("title", "summary", "body")
_SAYS_HOW: Final = _(
    "## is a heading, a line with a hyphen a list, **so** is bold. A link: [word](https://...)."
)


class PageForm(forms.Form):
    """A page of knowledge: its texts, what it is about, and when it is read again."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    read = forms.IntegerField(widget=forms.HiddenInput, initial=0)
    kind = forms.ChoiceField(label=_("Kind of page"), choices=wording.KINDS.items())
    slug = forms.SlugField(
        label=_("Address"),
        max_length=80,
        help_text=_("Small letters and hyphens, for example birth-premium. It stays for good."),
    )
    title_nl = forms.CharField(label=_("Title in Dutch"), max_length=LONGEST_TITLE)
    summary_nl = forms.CharField(label=_("Summary in Dutch"), max_length=LONGEST_SUMMARY)
    body_nl = forms.CharField(
        label=_("Text in Dutch"), help_text=_SAYS_HOW, max_length=LONGEST_TEXT,
        widget=forms.Textarea({"rows": 14}),
    )  # fmt: skip
    title_en = forms.CharField(
        label=_("Title in English"), max_length=LONGEST_TITLE, required=False
    )
    summary_en = forms.CharField(
        label=_("Summary in English"), max_length=LONGEST_SUMMARY, required=False
    )
    body_en = forms.CharField(
        label=_("Text in English"), max_length=LONGEST_TEXT, required=False,
        widget=forms.Textarea({"rows": 8}),
    )  # fmt: skip
    packages = forms.MultipleChoiceField(
        label=_("Packages that it is about"), required=False, widget=forms.CheckboxSelectMultiple
    )
    adoptions = forms.MultipleChoiceField(
        label=_("Adoptions that it is about"), required=False, widget=forms.CheckboxSelectMultiple
    )
    pages = forms.MultipleChoiceField(
        label=_("Pages that it is about"), required=False, widget=forms.CheckboxSelectMultiple
    )
    review_on = DateField(
        label=_("Read again by"), help_text=_("By then you check whether it is still right.")
    )
    comment = forms.CharField(
        label=_("What changed"), max_length=LONGEST_COMMENT, required=False,
        help_text=_("For the editor who reviews it, and for readers of its history."),
    )  # fmt: skip

    def __init__(
        self, *given: Any, page: KnowledgePage | None, known: Known, **options: Any
    ) -> None:
        """Ask for a page.

        Args:
            *given: What was sent, as for any form.
            page: The page that is changed; None of a new one.
            known: What it may be about, per field.
            **options: As for any form.
        """
        super().__init__(*given, **options)
        self._page = page
        if page is not None:  # these are of its first version, for good
            del self.fields["kind"], self.fields["slug"]
        for name, choices in known.items():
            field = self.fields[name]
            if choices and isinstance(field, forms.MultipleChoiceField):
                field.choices = choices
            else:
                del self.fields[name]

    def wish(self, last: PageVersion | None) -> PageWish:
        """Return what the page shall say; the tables of its last version stay."""
        found = self.cleaned_data
        texts = {name: {code: found[f"{name}_{code}"] for code in _LANGUAGES} for name in _TEXTS}
        return PageWish(
            slug=self._page.slug if self._page else found["slug"],
            kind=self._page.kind if self._page else found["kind"],
            review_on=found["review_on"],
            relations=tuple(
                Relation(kind, one) for kind, name in RELATED.items() for one in found.get(name, ())
            ),
            tables=tuple(tables_of(last)) if last else (),
            comment=found["comment"],
            **texts,
        )


Known = dict[str, "Choices"]
RELATED: Final = {"package": "packages", "adoption": "adoptions", "page": "pages"}


def typed(page: KnowledgePage, version: PageVersion) -> dict[str, Any]:
    """Return a version as the form begins with it."""
    begun: dict[str, Any] = {"key": page.pk, "read": page.latest, "review_on": page.review_on}
    for name in _TEXTS:
        found = getattr(version, name)
        begun |= {f"{name}_{code}": found.get(code, "") for code in _LANGUAGES}
    for kind, name in RELATED.items():
        begun[name] = [one.reference for one in relations_in(version) if one.kind == kind]
    return begun


def in_a_year(day: date) -> date:
    """Return the day on which a page that is written now is read again, unless another is set."""
    return date(day.year + 1, day.month, min(day.day, 28))
