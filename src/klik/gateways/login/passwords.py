"""What a password must be, in our words."""

from __future__ import annotations

from django.contrib.auth.password_validation import MinimumLengthValidator
from django.utils.translation import gettext


class LongEnough(MinimumLengthValidator):
    """A password has so many signs; length is what makes it hard to guess (NIST SP 800-63B)."""

    def get_error_message(self) -> str:
        """Return what is wrong, and what would do."""
        return gettext("This password is too short: take at least %(count)d signs.") % {
            "count": self.min_length
        }
