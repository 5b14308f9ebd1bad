"""The public register: what a municipality adopted, in words that anybody can read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final
from uuid import UUID

from klik.domains.catalogue.models import AdoptionRecord
from klik.domains.catalogue.queries.adopted import adoptions_in_force, compiled
from klik.ground.identifiers.bodies import print_enterprise_number
from klik.ground.territory import mergers, municipality_of
from klik.packages.adoption import Adoption
from klik.packages.french import in_language
from klik.packages.regulation import Regulation, state_regulation
from klik.packages.wording import PageLanguage

_STREETS: Final[Mapping[PageLanguage, str]] = {
    "nl": "{count} straten van {name}",
    "en": "{count} streets of {name}",
    "fr": "{count} rues de {name}",
}
_FORMER: Final[Mapping[PageLanguage, str]] = {
    "nl": "het vroegere {old}",
    "en": "the former {old}",
    "fr": "l'ancienne commune de {old}",
}
REGULATIONS_KEPT: Final = 256  # stated, per process; one adoption in one language each


@dataclass(frozen=True, slots=True)
class CouncilDecision:
    """The decision that adopted.

    Attributes:
        title: Of the regulation; empty where the adopter names none.
        organ: Who decided.
        decided_on: When.
        published_on: When it was published; None where the adopter does not say.
        reference: Under which reference.
    """

    title: str
    organ: str
    decided_on: date
    published_on: date | None
    reference: str


@dataclass(frozen=True, slots=True)
class GrantingBody:
    """Who grants, and whom to ask; its account and budget key are nobody's business.

    Attributes:
        name: The municipality or its OCMW.
        enterprise_number: As it is printed.
        organ: Who decides on each award.
        service: Where to ask.
        address: In lines.
        phone: To call.
        email: Empty where there is none.
        website: Empty where there is none.
        appeal: How to object or appeal, in paragraphs.
        rights: What a person may ask about her data, in paragraphs.
    """

    name: str
    enterprise_number: str
    organ: str
    service: str
    address: tuple[str, ...]
    phone: str
    email: str
    website: str
    appeal: tuple[str, ...]
    rights: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PublicAdoption:
    """One adoption as the public register shows it.

    Attributes:
        id: Of the adoption.
        label: That it is an example; empty for a real one.
        territory: The part of the municipality where it holds, in words; empty for the whole.
        from_on: Its first day.
        until_on: Its last day; None is no end.
        package: The package that decides.
        version: Its release.
        release_digest: Which names that release for good.
        council: The decision that adopted.
        body: Who grants.
        regulation: Conditions, amounts and how it is decided, in words.
    """

    id: UUID
    label: str
    territory: str
    from_on: date
    until_on: date | None
    package: str
    version: str
    release_digest: str
    council: CouncilDecision
    body: GrantingBody
    regulation: Regulation


def public_register(
    municipality_nis: str, day: date, *, language: PageLanguage = "nl"
) -> tuple[PublicAdoption, ...]:
    """Return the adoptions of a municipality acted for that hold on `day`, in words.

    Nothing in it is personal or secret: no account, no budget key, no signatory.

    Raises:
        AdoptionDamaged, ReleaseDamaged: A text or a release was changed.
    """
    records = adoptions_in_force(municipality_nis, day)
    return tuple(_public(record, language) for record in records)


def adoption_in_words(record: AdoptionRecord, *, language: PageLanguage = "nl") -> PublicAdoption:
    """Return one adoption of a municipality acted for as the public register shows it.

    Raises:
        AdoptionDamaged, ReleaseDamaged: A text or a release was changed.
    """
    return _public(record, language)


def _public(record: AdoptionRecord, language: PageLanguage) -> PublicAdoption:
    adoption = compiled(record)
    label = adoption.content.get("label", {})
    return PublicAdoption(
        id=record.pk,
        label=in_language(label, language),
        territory=_territory(adoption, language),
        from_on=record.from_on,
        until_on=record.until_on,
        package=record.package,
        version=record.release.version,
        release_digest=record.release.digest,
        council=_council(adoption, language),
        body=_body(adoption, language),
        regulation=_stated(_Stated(record.digest, record.release.digest, adoption), language),
    )


class _Stated:
    """An adoption that is stated once: equal texts under equal releases are one."""

    def __init__(self, digest: str, release_digest: str, adoption: Adoption) -> None:
        self.key = (digest, release_digest)
        self.adoption = adoption

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Stated) and self.key == other.key

    def __hash__(self) -> int:
        return hash(self.key)


@lru_cache(maxsize=REGULATIONS_KEPT)
def _stated(stated: _Stated, language: PageLanguage) -> Regulation:
    return state_regulation(stated.adoption, language=language)


def _territory(adoption: Adoption, language: PageLanguage) -> str:
    territory, nis = adoption.territory, adoption.municipality_nis
    if "streets" in territory:
        count = len(territory["streets"])
        name = municipality_of(nis).name
        return _STREETS[language].format(count=count, name=name)
    part = territory.get("nis", nis)
    if part == nis:
        return ""
    old = next(one.old_name for one in mergers() if one.old_nis == part)
    return _FORMER[language].format(old=old)


def _council(adoption: Adoption, language: PageLanguage) -> CouncilDecision:
    decision = adoption.content["decision"]
    title = decision.get("title", {})
    published = decision.get("published_on")
    return CouncilDecision(
        title=in_language(title, language),
        organ=in_language({"nl": decision["organ"]}, language),
        decided_on=date.fromisoformat(decision["decided_on"]),
        published_on=date.fromisoformat(published) if published else None,
        reference=decision["reference"],
    )


def _body(adoption: Adoption, language: PageLanguage) -> GrantingBody:
    body = adoption.content["granting_body"]
    contact = body["contact"]
    return GrantingBody(
        name=body["name"],
        enterprise_number=print_enterprise_number(body["enterprise_number"]),
        organ=in_language({"nl": body["deciding_organ"]}, language),
        service=contact["service"],
        address=tuple(contact["address"]),
        phone=contact["phone"],
        email=contact.get("email", ""),
        website=contact.get("website", ""),
        appeal=_paragraphs(in_language(body["appeal"], language)),
        rights=_paragraphs(in_language(body["data_protection"], language)),
    )


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(one.strip() for one in text.split("\n\n") if one.strip())
