"""What the actors are called in the chain of acts."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ACTORS: Final[Mapping[str, str | Promise]] = MappingProxyType(
    {
        "adopt": _("Manager of Klik, while adopting a regulation"),
        "audit-verify": _("Manager of Klik, while verifying the chain"),
        "deliver": _("Manager of Klik, while taking in a delivery"),
        "demo": _("Manager of Klik, while making the demonstration"),
        "keys": _("Manager of Klik, while renewing keys"),
        "post": _("Manager of Klik, while saving letters"),
        "release": _("Manager of Klik, while publishing a package"),
        "reproduce": _("Manager of Klik, while computing decisions again"),
        "run": _("Manager of Klik, while making a run"),
        "setup": _("Manager of Klik, while setting up"),
        "staff": _("Manager of Klik, while managing staff"),
        "announce-accounts": _("Klik itself, while telling of changed accounts"),
        "decide-application": _("Klik itself, while deciding an application"),
        "remind-applicants": _("Klik itself, while reminding of what was asked"),
        "publish-to-ebox": _("Klik itself, while sending to eBox"),
        "forget-former-channels": _("Klik itself, while forgetting former channels"),
        "expire-drafts": _("Klik itself, while ending applications that were never sent"),
        "check-delivery": _("Klik itself, while checking a delivery"),
        "desk-choice": _("Klik itself, while somebody chose a municipality"),
        "first-page": _("Klik itself, while showing the first page"),
        "forget-ended": _("Klik itself, while removing old log-ins"),
        "house": _("Manager of Klik, while managing web addresses"),
        "hub-reading": _("Klik itself, while showing pages of the hub"),
        "portal-entrance": _("Klik itself, while somebody entered the portal"),
        "desk-entrance": _("Klik itself, while somebody entered the desk"),
        "execute-run": _("Klik itself, while executing a run"),
        "house-style": _("Klik itself, while showing the house style"),
        "keep-registers": _("Klik itself, while removing what has had its term"),
        "log-in": _("Klik itself, while somebody logged in"),
        "seal-views": _("Klik itself, while sealing who looked"),
        "send-messages": _("Klik itself, while sending messages"),
        "verify-chain": _("Klik itself, while verifying the chain"),
        "write-batches": _("Klik itself, while writing payment files"),
        "write-print-batches": _("Klik itself, while making letters to print"),
    }
)
