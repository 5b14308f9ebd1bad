"""The words of the product catalogue, as people read and say them.

Source: the code lists of LPDC (themes, audiences) and the life events of CPSV-AP that Klik uses.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from klik.packages.french import in_words
from klik.packages.wording import PageLanguage


@dataclass(frozen=True, slots=True)
class Said:
    """A word of a code list.

    Attributes:
        nl: As residents read it.
        en: In English.
        also: What else people say for it, per language: for search only.
    """

    nl: str
    en: str
    also: Mapping[PageLanguage, str]

    def in_words(self, language: PageLanguage) -> str:
        """Return it as it is read."""
        return in_words(self, language)


LIFE_EVENTS: Final[Mapping[str, Said]] = {
    "geboorte": Said(
        "Een kind krijgen",
        "Having a child",
        {
            "nl": "geboorte geboren baby bevalling bevallen zwanger kraamgeld adoptie pleegkind",
            "en": "birth born baby pregnant adoption foster",
            "fr": "naissance né bébé accouchement enceinte adoption",
        },
    ),
    "verhuizen": Said(
        "Verhuizen",
        "Moving house",
        {
            "nl": "verhuis adres wonen",
            "en": "move address living",
            "fr": "déménagement adresse habiter",
        },
    ),
    "trouwen": Said(
        "Trouwen en samenwonen",
        "Marrying and living together",
        {
            "nl": "huwelijk jubileum bruiloft samenwonen koppel",
            "en": "wedding jubilee couple",
            "fr": "mariage jubilé couple cohabitation",
        },
    ),
    "overlijden": Said(
        "Iemand verliezen",
        "Losing somebody",
        {
            "nl": "overlijden dood sterven begrafenis rouw",
            "en": "death died funeral mourning",
            "fr": "décès mort enterrement deuil",
        },
    ),
    "school": Said(
        "Naar school gaan",
        "Going to school",
        {
            "nl": "onderwijs leerling student kamp vakantie opvang",
            "en": "education pupil student camp holiday",
            "fr": "enseignement élève étudiant camp vacances garde",
        },
    ),
    "ziek": Said(
        "Ziek zijn",
        "Being ill",
        {
            "nl": "ziekte dokter ziekenhuis",
            "en": "illness doctor",
            "fr": "maladie médecin hôpital",
        },
    ),
    "zorg": Said(
        "Zorgen voor iemand",
        "Caring for somebody",
        {
            "nl": "mantelzorg hulp oudere handicap",
            "en": "carer help elderly disability",
            "fr": "aide soins personne âgée handicap",
        },
    ),
    "ziek/zorg": Said(
        "Ziek zijn of zorgen voor iemand",
        "Being ill or caring for somebody",
        {
            "nl": "ziekte dokter mantelzorg hulp oudere handicap",
            "en": "illness doctor carer help elderly disability",
            "fr": "maladie médecin aide soins handicap",
        },
    ),
    "bouwen": Said(
        "Bouwen en verbouwen",
        "Building and renovating",
        {
            "nl": "huis woning renovatie verbouwing",
            "en": "house home renovation",
            "fr": "maison habitation rénovation",
        },
    ),
    "vereniging": Said(
        "Een vereniging leiden",
        "Running an association",
        {
            "nl": "club vzw verenigingen subsidie",
            "en": "club grant associations",
            "fr": "club asbl associations subside",
        },
    ),
}
THEMES: Final[Mapping[str, Said]] = {
    "BurgerOverheid": Said("Burger en overheid", "You and the government", {}),
    "CultuurSportVrijeTijd": Said("Cultuur, sport en vrije tijd", "Culture, sport and leisure", {}),
    "EconomieWerk": Said("Werk en economie", "Work and economy", {}),
    "MilieuEnergie": Said("Milieu en energie", "Environment and energy", {}),
    "MobiliteitOpenbareWerken": Said("Mobiliteit en straten", "Mobility and streets", {}),
    "OnderwijsWetenschap": Said("School en onderwijs", "School and education", {}),
    "WelzijnGezondheid": Said("Welzijn en gezondheid", "Welfare and health", {}),
    "BouwenWonen": Said("Bouwen en wonen", "Building and living", {}),
}
