"""Letters about fictitious people, complete enough to look at."""

from dataclasses import replace
from datetime import date

from klik.ground.letters.letter import (
    Letter,
    Letterhead,
    Reason,
    Recipient,
    Signatory,
    SourceLine,
)

_REGULATION = "Gemeentelijk reglement geboortepremie van 18 december 2025, artikel"
_AGENCY = "Agentschap Uitbetaling Groeipakket (VUTG)"
_PROTOCOL = "Protocol van 3 november 2025"

LETTERHEAD = Letterhead(
    body_name="Gemeente Voorbeeld",
    organ="College van burgemeester en schepenen",
    address_lines=("Marktplein 1", "8750 Voorbeeld"),
    phone="051 00 00 00",
    email="info@voorbeeld.example",
    website="www.voorbeeld.example",
    enterprise_number="0999.990.123",
    house_colour="#2e7d4f",
)

GRANTED = Letter(
    language="nl",
    reference="VB-2026-00187",
    dated_on=date(2026, 3, 6),
    place="Voorbeeld",
    subject="U krijgt de geboortepremie voor Kind1 Voorbeeld",
    letterhead=LETTERHEAD,
    recipient=Recipient("Ouder1A Voorbeeld", ("Voorbeeldstraat 12 bus 3", "8750 Voorbeeld")),
    body_markdown=(
        "Beste Ouder1A Voorbeeld\n\n"
        "Proficiat met de geboorte van **Kind1 Voorbeeld**. U krijgt van ons de geboortepremie. "
        "U hoeft daarvoor niets te doen: wij wisten genoeg om te beslissen.\n"
    ),
    amount_cents=10_000,
    payment_line=(
        "Wij storten dit bedrag ten laatste op 20 maart 2026 op rekening BE49 •••• •••• 0171."
    ),
    reasons=(
        Reason(
            verdict="met",
            sentence="Kind1 is ingeschreven in Voorbeeld.",
            article=f"{_REGULATION} 2",
            details=(("Ingeschreven sinds", "12 februari 2026", "bevolkingsregister"),),
        ),
        Reason(
            verdict="met",
            sentence="Kind1 is jonger dan 1 jaar.",
            article=f"{_REGULATION} 2",
            details=(("Geboortedatum", "9 februari 2026", "VUTG"),),
        ),
        Reason(
            verdict="not_applicable",
            sentence="Kind1 is geadopteerd.",
            article=f"{_REGULATION} 4",
        ),
    ),
    sources=(
        SourceLine("Geboorte en inschrijving", _AGENCY, _PROTOCOL),
        SourceLine("Rekeningnummer", _AGENCY, _PROTOCOL),
    ),
    appeal_markdown=(
        "Vraag ons eerst om opnieuw te kijken. Dat mag ook aan het loket of via de telefoon.\n\n"
        "U kunt ook in beroep gaan bij de Raad van State. Dat moet **binnen 60 dagen** nadat u "
        "deze brief kreeg. Stuur een aangetekende brief naar de Raad van State, "
        "Wetenschapsstraat 33, 1040 Brussel. Schrijf erin waarom u het niet eens bent.\n"
    ),
    rights_markdown=(
        "U mag uw gegevens inkijken en laten verbeteren. Mail naar onze functionaris voor "
        "gegevensbescherming: privacy@voorbeeld.example.\n"
    ),
    contact_name="Medewerker Voorbeeld, dienst Burgerzaken",
    signatories=(
        Signatory("Directeur Voorbeeld", "algemeen directeur"),
        Signatory("Burgemeester Voorbeeld", "burgemeester"),
    ),
    label="VOORBEELD",
)

GRANTED_IN_ENGLISH = replace(
    GRANTED,
    language="en",
    subject="You get the birth premium for Kind1 Voorbeeld",
    body_markdown=(
        "Dear Ouder1A Voorbeeld\n\n"
        "Congratulations on the birth of **Kind1 Voorbeeld**. We pay you the birth premium.\n"
    ),
    payment_line="We pay this amount by 20 March 2026, to account BE49 •••• •••• 0171.",
    appeal_markdown="First ask us to look again. You may also do that by phone.\n",
    rights_markdown="You may see your data and have it corrected.\n",
    label="EXAMPLE",
)

REFUSED = replace(
    GRANTED,
    subject="U krijgt de geboortepremie niet",
    amount_cents=None,
    payment_line=None,
    reasons=(
        replace(GRANTED.reasons[0], verdict="unmet"),
        replace(GRANTED.reasons[1], verdict="unknown"),
        GRANTED.reasons[2],
    ),
)

ASK = replace(
    GRANTED,
    subject="Wij hebben nog iets van u nodig",
    body_markdown=(
        "Beste Ouder1A Voorbeeld\n\n"
        "## Wat hebben wij van u nodig?\n\n"
        "1. Uw rekeningnummer.\n"
        "2. Een *attest* van:\n"
        "   - het ziekenhuis, of\n"
        "   - uw vroedvrouw.\n\n"
        "### Hoe bezorgt u dat?\n\n"
        "Via [onze site](https://www.voorbeeld.example/premie), of aan het loket.  \n"
        "Elke werkdag van 9 tot 12 uur.\n"
    ),
    amount_cents=None,
    payment_line=None,
    reasons=(),
    sources=(),
    appeal_markdown="",
    label=None,
)

LONG = replace(
    GRANTED,
    letterhead=replace(
        LETTERHEAD,
        body_name="Openbaar centrum voor maatschappelijk welzijn van Sint-Pieters-Voorbeeld",
        house_colour="#ffd400",
    ),
    recipient=Recipient(
        "Maria Magdalena Josephina van der Voorbeeldt-de la Voorbeeldière ép. Überlänge",
        (
            "t.a.v. de heer bewindvoerder Voorbeeldmans",
            "Burgemeester Voorbeeldstraat-met-lange-naam 1234 bus 0567",
            "8750 Voorbeeld",
        ),
    ),
    subject=(
        "U krijgt de tegemoetkoming voor gezinsondersteuning voor Alexandrina-Wilhelmina "
        "en Maximiliaan van der Voorbeeldt"
    ),
    amount_cents=125_050,
    reasons=GRANTED.reasons * 4,
)
