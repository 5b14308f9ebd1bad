"""What stands behind each port: here alone meet two parts that cannot know each other."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Final
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from klik.domains.audit import operations as audit
from klik.domains.cases import ports as cases
from klik.domains.catalogue import ports as catalogue
from klik.domains.documents import ports as documents
from klik.domains.grants import queries as grants
from klik.domains.knowledge import ports as knowledge
from klik.domains.messages import ports as messages
from klik.domains.municipalities import ports as municipalities
from klik.domains.municipalities import queries as towns
from klik.domains.payments import ports as payments
from klik.domains.people import ports as people
from klik.domains.polls import ports as polls
from klik.domains.registers import queries as registers
from klik.domains.tasks import operations as tasks
from klik.gateways.ebox.letterbox import EboxRegistry, NoEbox
from klik.gateways.login.factors import AuthenticatorFactors
from klik.gateways.mail.folder import MailFolder
from klik.gateways.mail.smtp import SmtpServer
from klik.gateways.oidc.relying import Client, NoProvider, RelyingParty
from klik.gateways.scanning.clamd import Clamd, NoScanner
from klik.ground import files
from klik.ground.keys.master_file import MasterKeyFile
from klik.ground.keys.wrapping import master_keys
from klik.site import keeping
from klik.site.environment import listener_of

_REASONS: Final = {
    "account-missing": "account",
    "account-wrong": "account",
    "name-unwritable": "bank",
}
"""Why payments hold an order, in the words of tasks."""


def connect() -> None:
    """Connect every port; Django calls this once per process, after it knows every table."""
    master_keys.connect(MasterKeyFile(settings.KLIK_MASTER_KEY_FILE))
    municipalities.record_act.connect(audit.record_act)
    keeping.connect()
    people.second_factors.connect(AuthenticatorFactors())
    people.identity_provider.connect(_identity_provider())
    people.latest_numbers.connect(registers.latest_numbers)
    catalogue.rests_on_adoption.connect(grants.rests_on_adoption)
    cases.scanner.connect(_scanner())
    documents.files.connect(files)
    payments.files.connect(files)
    payments.open_task.connect(_open_payment_task)
    payments.page_of_change.connect(_page_of_change)
    polls.takes_topic.connect(polls.topic_is_read)
    knowledge.hub_pages.connect(knowledge.NoPages())
    messages.open_task.connect(tasks.open_task)
    messages.ebox.connect(EboxRegistry(settings.KLIK_EBOX) if settings.KLIK_EBOX else NoEbox())
    messages.mailer.connect(_mail_server().open if settings.EMAIL_HOST else _mail_folder().open)


def _open_payment_task(  # noqa: PLR0913 -- the port's signature
    municipality_nis: str,
    /,
    *,
    key: str,
    reason: str,
    about_kind: str,
    about: str,
    detail: Mapping[str, object],
    moment: datetime,
) -> object:
    return tasks.open_task(
        municipality_nis,
        key=key,
        reason=_REASONS.get(reason, reason),
        about_kind=about_kind,
        about=about,
        detail=detail,
        moment=moment,
    )


def _page_of_change(municipality_nis: str, change: UUID, /) -> str:
    hosts = towns.host_names()
    host = next((name for name, nis in sorted(hosts.items()) if nis == municipality_nis), "")
    slug = towns.slug_of(towns.municipality_of(municipality_nis).name)
    return f"https://{host}{reverse('portal:account', args=[slug, change])}" if host else ""


def _scanner() -> cases.Scanner:
    return Clamd(listener_of(settings.KLIK_CLAMD)) if settings.KLIK_CLAMD else NoScanner()


def _identity_provider() -> people.IdentityProvider:
    if not settings.KLIK_OIDC_ISSUER:
        return NoProvider()
    client = Client(settings.KLIK_OIDC_CLIENT_ID, settings.KLIK_OIDC_CLIENT_SECRET)
    return RelyingParty(settings.KLIK_OIDC_ISSUER, client)


def _mail_server() -> SmtpServer:
    return SmtpServer(
        host=settings.EMAIL_HOST,
        port=settings.EMAIL_PORT,
        sent_from=settings.KLIK_MAIL_FROM,
        user=settings.EMAIL_HOST_USER,
        password=settings.EMAIL_HOST_PASSWORD,
        starts_tls=settings.EMAIL_USE_TLS,
        is_tls=settings.EMAIL_USE_SSL,
    )


def _mail_folder() -> MailFolder:
    return MailFolder(Path(settings.EMAIL_FILE_PATH), sent_from=settings.KLIK_MAIL_FROM)
