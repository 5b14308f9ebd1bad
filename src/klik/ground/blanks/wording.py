"""The fixed words of a blank form, in Dutch and in English."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from klik.packages.wording import Language

_WORDS: Mapping[Language, Mapping[str, str]] = {
    "nl": MappingProxyType(
        {
            "kicker": "Aanvraagformulier",
            "how": "Schrijf met een blauwe of zwarte pen, in drukletters. Zet een kruisje in het "
            "vakje dat klopt. Slaat een vraag niet op u? Laat ze dan leeg. Lukt het niet? Bel "
            "ons, of kom langs. Wij vullen het samen in.",
            "you": "Wie bent u?",
            "name": "Voornaam en naam",
            "number": "Rijksregisternummer",
            "number_help": "Het staat op de achterkant van uw identiteitskaart.",
            "address": "Waar mogen wij u schrijven?",
            "reach": "Telefoon of e-mail (als u dat wilt)",
            "street": "Straat en nummer",
            "box": "Bus",
            "postcode": "Postcode",
            "town": "Gemeente",
            "day": "Dag",
            "month": "Maand",
            "year": "Jaar",
            "yes": "Ja",
            "no": "Nee",
            "none": "Dit is er niet",
            "no_document": "Ik heb dit document niet",
            "copy": "Ik voeg een kopie toe",
            "one": "Kruis een vakje aan.",
            "only_some": "Deze vragen gelden niet voor iedereen. Slaan ze niet op u? Laat ze leeg.",
            "part": "Vraag",
            "row": "Nr.",
            "more_rows": "Hebt u meer regels nodig? Schrijf ze op een blad en voeg het toe.",
            "sign": "Uw handtekening",
            "declare": "Ik heb dit formulier naar waarheid ingevuld.",
            "date": "Datum",
            "signature": "Handtekening",
            "where": "Waar brengt u dit formulier?",
            "where_help": "Stuur het op met de post, of breng het naar het loket. Doe kopieën van "
            "uw bewijzen erbij, geen originelen.",
            "next": "Wij sturen u een brief als uw aanvraag aankwam. Daarin staat wanneer wij "
            "beslissen.",
            "data": "Wij gebruiken wat u invult alleen voor deze aanvraag.",
            "office": "Voor de gemeente",
            "received": "Ontvangen op",
            "form": "Formulier",
            "regulation": "Reglement",
            "page": "Blad",
            "of": "van",
            "euro": "euro",
        }
    ),
    "en": MappingProxyType(
        {
            "kicker": "Application form",
            "how": "Write with a blue or black pen, in capitals. Put a cross in the box that is "
            "right. Does a question not fit you? Then leave it empty. Is it too hard? Call us, "
            "or come by. We fill it in together.",
            "you": "Who are you?",
            "name": "First name and family name",
            "number": "National register number",
            "number_help": "It stands on the back of your identity card.",
            "address": "Where may we write to you?",
            "reach": "Phone or e-mail (if you want)",
            "street": "Street and number",
            "box": "Box",
            "postcode": "Postcode",
            "town": "Town",
            "day": "Day",
            "month": "Month",
            "year": "Year",
            "yes": "Yes",
            "no": "No",
            "none": "There is none",
            "no_document": "I do not have this document",
            "copy": "I add a copy",
            "one": "Cross one box.",
            "only_some": "These questions are not for everybody. Do they not fit you? Leave them "
            "empty.",
            "part": "Question",
            "row": "No.",
            "more_rows": "Do you need more lines? Write them on a sheet and add it.",
            "sign": "Your signature",
            "declare": "I filled in this form truthfully.",
            "date": "Date",
            "signature": "Signature",
            "where": "Where do you bring this form?",
            "where_help": "Send it by post, or bring it to the counter. Add copies of your proofs, "
            "no originals.",
            "next": "We send you a letter when your application came in. It says when we decide.",
            "data": "We use what you fill in for this application only.",
            "office": "For the municipality",
            "received": "Received on",
            "form": "Form",
            "regulation": "Regulation",
            "page": "Page",
            "of": "of",
            "euro": "euros",
        }
    ),
}


def fixed_words(language: Language) -> Mapping[str, str]:
    """Return the words that a blank form prints itself."""
    return _WORDS[language]
