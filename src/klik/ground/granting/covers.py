"""The few words that go with a letter, as the text of an e-mail or of its address sheet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from klik.ground.granting.rulings import Ruling
from klik.ground.granting.subjects import is_bereaved
from klik.packages.adoption import Adoption
from klik.packages.wording import Language, format_date

_WORDS: Mapping[Language, Mapping[str, str]] = {
    "nl": {
        "subject": "Uw brief van {body}, kenmerk {reference}",
        "body": "Beste {name},\n\nIn de bijlage vindt u een brief van {body}. Hij gaat over: "
        "{title}. U hoeft hiervoor niets aan te vragen.\n\nHebt u vragen? Bel ons op {phone} en "
        "geef het kenmerk: {reference}.",
        "asked": "Beste {name},\n\nIn de bijlage vindt u een brief van {body}. Hij gaat over uw "
        "aanvraag: {title}.\n\nHebt u vragen? Bel ons op {phone} en geef het kenmerk: "
        "{reference}.",
        "objection": "Beste {name},\n\nIn de bijlage vindt u een brief van {body}. Het is ons "
        "antwoord op uw bezwaar. Het gaat over: {title}.\n\nHebt u vragen? Bel ons op {phone} en "
        "geef het kenmerk: {reference}.",
        "sign": "Beste {name},\n\nIn de bijlage vindt u een brief van {body}. Wij vragen uw "
        "handtekening. Het gaat over: {title}.\n\nHebt u vragen? Bel ons op {phone} en geef het "
        "kenmerk: {reference}.",
        "reminder": "Herinnering",
        "remind": "Beste {name},\n\nWij wachten nog op uw antwoord. Het gaat over uw aanvraag: "
        "{title}. Antwoord ten laatste op {{until}}. In de bijlage leest u wat wij vroegen."
        "\n\nLukt het niet? Bel ons op {phone} en geef het kenmerk: {reference}.",
        "remind-sign": "Beste {name},\n\nWij wachten nog op uw handtekening. Het gaat over: "
        "{title}. Teken ten laatste op {{until}}. Daarna vervalt de aanvraag. In de bijlage leest "
        "u hoe u tekent.\n\nLukt het niet? Bel ons op {phone} en geef het kenmerk: {reference}.",
        "care": "Beste {name},\n\nIn de bijlage vindt u een brief van {body}. Lees hem wanneer "
        "het u past. Wilt u liever met iemand praten? Bel ons op {phone}. Het kenmerk is "
        "{reference}.",
    },
    "en": {
        "subject": "Your letter from {body}, reference {reference}",
        "body": "Dear {name},\n\nAttached is a letter from {body}. It is about: {title}. You do "
        "not need to apply.\n\nAny questions? Call us on {phone} and give the reference: "
        "{reference}.",
        "asked": "Dear {name},\n\nAttached is a letter from {body}. It is about your "
        "application: {title}.\n\nAny questions? Call us on {phone} and give the reference: "
        "{reference}.",
        "objection": "Dear {name},\n\nAttached is a letter from {body}. It is our answer to your "
        "objection. It is about: {title}.\n\nAny questions? Call us on {phone} and give the "
        "reference: {reference}.",
        "sign": "Dear {name},\n\nAttached is a letter from {body}. We ask for your signature. It "
        "is about: {title}.\n\nAny questions? Call us on {phone} and give the reference: "
        "{reference}.",
        "reminder": "Reminder",
        "remind": "Dear {name},\n\nWe still wait for your answer. It is about your application: "
        "{title}. Answer by {{until}} at the latest. Attached you read again what we asked."
        "\n\nIs it not possible? Call us on {phone} and give the reference: {reference}.",
        "remind-sign": "Dear {name},\n\nWe still wait for your signature. It is about: {title}. "
        "Sign by {{until}} at the latest. After that day the application ends. Attached you read "
        "how to sign.\n\nIs it not possible? Call us on {phone} and give the reference: "
        "{reference}.",
        "care": "Dear {name},\n\nAttached is a letter from {body}. Read it when it suits you. "
        "Would you rather talk to somebody? Call us on {phone}. The reference is {reference}.",
    },
}


@dataclass(frozen=True, slots=True)
class Cover:
    """Subject and text, Markdown."""

    subject: str
    body_markdown: str


def cover_of(adoption: Adoption, ruling: Ruling, *, language: Language) -> Cover:
    """Return the words that go with the letter of a ruling.

    To a bereaved family the subject and text say nothing about a birth.
    """
    bereaved = is_bereaved(ruling.subject.row) or ruling.subject.noted.is_bereaved
    kind = "care" if bereaved else "body" if ruling.subject.request is None else "asked"
    name, reference = ruling.payee.name, ruling.subject.reference
    return _cover(adoption, language, kind, name=name, reference=reference)


def cover_of_answer(adoption: Adoption, *, name: str, reference: str, language: Language) -> Cover:
    """Return the words that go with a letter about a request: a question, or a refusal."""
    return _cover(adoption, language, "asked", name=name, reference=reference)


def cover_of_objection(
    adoption: Adoption, *, name: str, reference: str, language: Language
) -> Cover:
    """Return the words that go with the letter that answers an objection."""
    return _cover(adoption, language, "objection", name=name, reference=reference)


def cover_to_sign(adoption: Adoption, *, name: str, reference: str, language: Language) -> Cover:
    """Return the words that go with the letter to a second signer."""
    return _cover(adoption, language, "sign", name=name, reference=reference)


def cover_to_remind(
    adoption: Adoption,
    *,
    name: str,
    reference: str,
    until: date,
    language: Language,
    to_sign: bool = False,
) -> Cover:
    """Return the words that remind of a question or a signature, with the letter that asked it."""
    kind = "remind-sign" if to_sign else "remind"
    cover = _cover(adoption, language, kind, name=name, reference=reference)
    day = format_date(until, language)
    return Cover(
        f"{_WORDS[language]['reminder']}: {cover.subject}",
        cover.body_markdown.replace("{until}", day),
    )


def _cover(
    adoption: Adoption, language: Language, kind: str, *, name: str, reference: str
) -> Cover:
    body, title = adoption.content["granting_body"], adoption.package.content["title"]
    said = {
        "name": name,
        "body": body["name"],
        "title": title.get(language, title["nl"]),
        "phone": body["contact"]["phone"],
        "reference": reference,
    }
    words = _WORDS[language]
    return Cover(words["subject"].format(**said), words[kind].format(**said))
