"""The forms of ideas, and of questions to the panel."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from klik.domains.polls.operations.ideas import LONGEST_IDEA
from klik.domains.polls.operations.panel import LONGEST_QUESTION


class IdeaForm(forms.Form):
    """An idea of somebody in the room."""

    idea = forms.CharField(label=_("Your idea"), max_length=LONGEST_IDEA)


class AskForm(forms.Form):
    """What somebody would ask the panel."""

    ask = forms.CharField(
        label=_("Your question"),
        max_length=LONGEST_QUESTION,
        widget=forms.Textarea({"rows": 2}),
    )
