"""Where a birth place stands: in France, overseas included, or abroad.

The names are those of the code officiel géographique (départements, present and former) and of CLDR
(countries): a nomenclature of the State, the same for every certification.
"""

from __future__ import annotations

from enum import StrEnum
from functools import cache

from babel import Locale

from amo_docs.model.base import fold

# Overseas territories have an ISO 3166 code of their own, without being abroad.
_FRANCE = frozenset(["FR", "GP", "MQ", "GF", "RE", "YT", "NC", "PF", "PM", "WF", "BL", "MF", "TF"])

# What CLDR lists among territories and is none: unions, pseudo-locales, « unknown ».
_HORS_LISTE = frozenset(["EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"])

# Names an acte gives to what CLDR calls otherwise.
_AUTRES_NOMS = (
    "Guyane",
    "Réunion",
    "Île de La Réunion",
    "Terres australes et antarctiques françaises",
)

DEPARTEMENTS = (
    *(
        "Ain",
        "Aisne",
        "Allier",
        "Alpes-de-Haute-Provence",
        "Hautes-Alpes",
        "Alpes-Maritimes",
        "Ardèche",
        "Ardennes",
    ),
    *(
        "Ariège",
        "Aube",
        "Aude",
        "Aveyron",
        "Bouches-du-Rhône",
        "Calvados",
        "Cantal",
        "Charente",
        "Charente-Maritime",
    ),
    *(
        "Cher",
        "Corrèze",
        "Corse",
        "Corse-du-Sud",
        "Haute-Corse",
        "Côte-d'Or",
        "Côtes-d'Armor",
        "Creuse",
        "Dordogne",
    ),
    *(
        "Doubs",
        "Drôme",
        "Eure",
        "Eure-et-Loir",
        "Finistère",
        "Gard",
        "Haute-Garonne",
        "Gers",
        "Gironde",
        "Hérault",
    ),
    *(
        "Ille-et-Vilaine",
        "Indre",
        "Indre-et-Loire",
        "Isère",
        "Jura",
        "Landes",
        "Loir-et-Cher",
        "Loire",
        "Haute-Loire",
    ),
    *(
        "Loire-Atlantique",
        "Loiret",
        "Lot",
        "Lot-et-Garonne",
        "Lozère",
        "Maine-et-Loire",
        "Manche",
        "Marne",
    ),
    *(
        "Haute-Marne",
        "Mayenne",
        "Meurthe-et-Moselle",
        "Meuse",
        "Morbihan",
        "Moselle",
        "Nièvre",
        "Nord",
        "Oise",
        "Orne",
    ),
    *(
        "Pas-de-Calais",
        "Puy-de-Dôme",
        "Pyrénées-Atlantiques",
        "Hautes-Pyrénées",
        "Pyrénées-Orientales",
        "Bas-Rhin",
    ),
    *(
        "Haut-Rhin",
        "Rhône",
        "Haute-Saône",
        "Saône-et-Loire",
        "Sarthe",
        "Savoie",
        "Haute-Savoie",
        "Paris",
    ),
    *(
        "Seine-Maritime",
        "Seine-et-Marne",
        "Yvelines",
        "Deux-Sèvres",
        "Somme",
        "Tarn",
        "Tarn-et-Garonne",
        "Var",
    ),
    *(
        "Vaucluse",
        "Vendée",
        "Vienne",
        "Haute-Vienne",
        "Vosges",
        "Yonne",
        "Territoire de Belfort",
        "Essonne",
    ),
    *("Hauts-de-Seine", "Seine-Saint-Denis", "Val-de-Marne", "Val-d'Oise"),
    *(
        # Former names: an acte of their time has them.
        "Basses-Alpes",
        "Basses-Pyrénées",
        "Charente-Inférieure",
        "Côtes-du-Nord",
        "Loire-Inférieure",
    ),
    *("Seine", "Seine-et-Oise", "Seine-Inférieure"),
)
"""The départements of mainland France, then those that were renamed or divided."""


class Lieu(StrEnum):
    """Where a place stands."""

    FRANCE = "France"
    ETRANGER = "étranger"


@cache
def _list_lieux() -> dict[str, Lieu]:
    names = Locale("fr").territories
    lieux = {
        fold(name): Lieu.ETRANGER
        for code, name in names.items()
        # Numeric codes are continents and regions.
        if code.isalpha() and code not in _HORS_LISTE
    }
    lieux |= {fold(names[code]): Lieu.FRANCE for code in _FRANCE}
    return lieux | {fold(name): Lieu.FRANCE for name in (*_AUTRES_NOMS, *DEPARTEMENTS)}


def situate_territoire(territoire: str) -> Lieu | None:
    """Return where a département, a territory or a country stands; None when no list has it."""
    # An unknown name is no fault: actes name countries and colonies that lists have forgotten.
    return _list_lieux().get(fold(territoire))


def situate_insee(code: str) -> Lieu:
    """Return where the INSEE code of a birth place stands; those of countries begin with 99."""
    return Lieu.ETRANGER if code.startswith("99") else Lieu.FRANCE
