"""What is typed at the desk's post."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class ReturnedForm(forms.Form):
    """Which mail came back."""

    message_id = forms.CharField(
        label=_("Message-ID of the mail that came back"),
        help_text=_(
            "It stands in the mail that came back, between < and >. Copy it with these signs."
        ),
        max_length=200,
    )
