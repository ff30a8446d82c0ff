"""The columns of the table of candidates, in one registry.

Reading, the workbook of `init`, schemas and documentation derive from it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from amo_docs.model.base import fold
from amo_docs.model.candidat import Candidat
from amo_docs.model.referentiel import Bloc, Referentiel

# How many « Prérequis n » a table may have: a diploma, and a function held in many periods.
PREREQUIS_MAX = 12
# What people add to a heading: « Nom * », « Nom : », « Nom (obligatoire) ».
_INTITULE_MAX = 300
_ORNEMENT = re.compile(r"\s*(\([^)]*\)|[*:])\s*$")


class Contenu(StrEnum):
    """What a column holds: it says how its cells are read."""

    TEXTE = "texte"
    # Of a person or of a place: letters, and the few signs of names.
    NOM = "nom"
    # Sentences, where any sign may stand.
    PHRASE = "phrase"
    DATE = "date"
    HEURE = "heure"
    ENTIER = "nombre"
    # A date as the acte gives it: a bare number is a year there, and no day of a spreadsheet.
    NAISSANCE = "date de naissance"

    @property
    def textuel(self) -> bool:
        """Whether it is a text of any kind."""
        return self in (Contenu.TEXTE, Contenu.NOM, Contenu.PHRASE)

    @property
    def jour(self) -> bool:
        """Whether it is a date."""
        return self in (Contenu.DATE, Contenu.NAISSANCE)


@dataclass(frozen=True)
class Colonne:
    """One column of the table.

    It has a French heading, the field of `Candidat` it fills, an explanation, and other headings
    that are admitted. In `intitule`, `{n}` is the rank of a prerequisite and `{bloc}` a bloc;
    `champ` then reads `prerequis[].du`.
    """

    intitule: str
    champ: str
    explication: str
    contenu: Contenu = Contenu.TEXTE
    synonymes: tuple[str, ...] = ()

    @property
    def obligatoire(self) -> bool:
        """Whether a table without this column cannot be read."""
        # The model decides: no second list of required fields can disagree with it.
        field = Candidat.model_fields.get(self.champ)
        return field is not None and field.is_required()


_D, _H, _E = Contenu.DATE, Contenu.HEURE, Contenu.ENTIER
_T, _N, _P = Contenu.TEXTE, Contenu.NOM, Contenu.PHRASE

# In the order of the workbook of `init`. What is repeated (`[]`) comes last.
COLONNES: tuple[Colonne, ...] = (
    Colonne(
        "Matricule",
        "matricule",
        "Identifiant stable de la personne, en texte.",
        _T,
        ("Numéro matricule",),
    ),
    Colonne(
        "Jury", "jury", "Code du jury, celui de la session.", _T, ("Code du jury", "Code jury")
    ),
    Colonne("Civilité", "civilite", "Madame ou Monsieur (Mme, M.).", _T, ("Civ",)),
    Colonne("Sexe", "sexe", "F ou M, comme sur l’acte de naissance.", _T, ("Genre",)),
    Colonne("Grade", "grade", "Grade, en toutes lettres ou par son abréviation."),
    Colonne(
        "Nom de naissance",
        "nom_naissance",
        "Tel que l’état civil l’écrit : il est imprimé sans retouche.",
        _N,
        ("Nom", "Nom de famille", "Nom naissance"),
    ),
    Colonne("Nom d’usage", "nom_usage", "S’il y en a un.", _N, ("Nom usage", "Nom usuel")),
    Colonne(
        "Prénoms", "prenoms", "Tous, dans l’ordre de l’état civil.", _N, ("Prénom", "Prénom(s)")
    ),
    Colonne(
        "Date de naissance",
        "date_naissance",
        "JJ/MM/AAAA. Si l’acte ne dit pas le jour, des zéros en tiennent lieu : 00/05/1985 pour "
        "« née en mai 1985 », 00/00/1985 pour « né en 1985 ».",
        Contenu.NAISSANCE,
        ("Date naissance", "Né le", "Née le", "Né(e) le"),
    ),
    Colonne(
        "Commune de naissance",
        "commune_naissance",
        "Telle que l’acte la nomme.",
        _N,
        ("Commune naissance", "Lieu de naissance", "Ville de naissance"),
    ),
    Colonne(
        "Département, territoire ou pays de naissance",
        "territoire_naissance",
        "Ce qui s’imprime entre parenthèses après la commune.",
        _N,
        (
            "Territoire de naissance",
            "Département de naissance",
            "Pays de naissance",
            "Département ou pays de naissance",
        ),
    ),
    Colonne(
        # Text, though it looks like a number: 01053 must keep its zero, and Corsica has 2A004.
        "Code INSEE de naissance",
        "insee_naissance",
        "Cinq caractères, en format Texte.",
        _T,
        ("Code INSEE", "INSEE de naissance", "Code INSEE de la commune de naissance"),
    ),
    Colonne("Code postal de naissance", "code_postal_naissance", "Cinq chiffres, en format Texte."),
    Colonne("Statut", "statut", "Code ou intitulé d’un statut du référentiel."),
    Colonne(
        "Statut au",
        "date_statut",
        "Jour où le statut est apprécié.",
        _D,
        ("Date du statut", "Statut apprécié le"),
    ),
    Colonne("Composante", "composante", "Code ou intitulé d’une composante du référentiel."),
    Colonne("Unité", "unite", "Unité d’affectation.", _T, ("Unité d’affectation", "Affectation")),
    Colonne(
        "Adresse hiérarchique",
        "adresse_hierarchique",
        "Lignes séparées par « / » ou par un retour à la ligne.",
    ),
    Colonne(
        "Adresse",
        "adresse",
        "De la personne ; lignes séparées de même.",
        _T,
        ("Adresse personnelle",),
    ),
    Colonne(
        "Courriel",
        "courriel",
        "Adresse électronique.",
        _T,
        ("E-mail", "Email", "Mail", "Adresse électronique"),
    ),
    Colonne(
        "Aménagements", "amenagements", "Aménagements d’épreuve accordés.", _P, ("Aménagement",)
    ),
    Colonne("Voie", "voie", "Code ou intitulé d’une voie du référentiel.", _T, ("Voie d’accès",)),
    Colonne(
        "Date d’entrée en formation",
        "date_entree",
        "Voies de formation.",
        _D,
        ("Entrée en formation",),
    ),
    Colonne(
        "Date de recevabilité",
        "date_recevabilite",
        "Voie de l’expérience.",
        _D,
        ("Recevabilité", "Recevable le"),
    ),
    Colonne(
        "Blocs visés",
        "blocs_vises",
        "Codes séparés par des virgules ou par « et », ou « tous ».",
        _T,
        ("Blocs", "Bloc visé"),
    ),
    Colonne(
        "Option",
        "option",
        "Celle que la personne a choisie avant le jury, si la certification en a.",
        _T,
        ("Parcours", "Spécialité", "Option choisie"),
    ),
    Colonne("Accompagnateur", "accompagnateur", "Qui a accompagné la personne (VAE)."),
    Colonne(
        "Jour de passage",
        "date_passage",
        "Si le jury siège plusieurs jours.",
        _D,
        ("Date de passage",),
    ),
    Colonne("Heure de passage", "heure_passage", "HH:MM.", _H, ("Passage", "Heure")),
    Colonne("Exclusion", "exclusion", "Motif de l’exclusion, s’il y en a une.", _P),
    Colonne(
        "Date de délivrance",
        "date_delivrance",
        "Si elle diffère de celle de la session.",
        _D,
        ("Délivré le",),
    ),
    Colonne(
        "Prérequis {n}",
        "prerequis[].code",
        "Code ou intitulé d’un diplôme ou d’une fonction du référentiel.",
    ),
    Colonne(
        "Prérequis {n} du", "prerequis[].du", "Jour du diplôme, ou premier jour de la fonction.", _D
    ),
    Colonne("Prérequis {n} au", "prerequis[].au", "Dernier jour de la fonction.", _D),
    Colonne("Prérequis {n} jours", "prerequis[].jours", "Durée en jours, à défaut de dates.", _E),
    Colonne("Prérequis {n} pièce", "prerequis[].piece", "Pièce vue.", _P),
    Colonne(
        "Prérequis {n} vérifié le", "prerequis[].verifiee_le", "Jour où la pièce a été vue.", _D
    ),
    Colonne(
        "{bloc}",
        "resultats[].issue",
        "acquis, non acquis, absent, excusé, non présenté, acquis antérieurement ou par "
        "équivalence ; vide tant que rien n’est saisi. "
        "« non évalué » est le résultat d’un candidat exclu, qu’il soit écrit ou non.",
    ),
    Colonne("{bloc} motif", "resultats[].motif", "Motif d’un résultat défavorable.", _P),
    Colonne(
        "{bloc} reste à démontrer",
        "resultats[].reste_a_montrer",
        "Ce qui reste à démontrer.",
        _P,
        ("{bloc} reste à montrer",),
    ),
    Colonne("{bloc} date", "resultats[].date", "Date d’une acquisition antérieure.", _D),
    Colonne("{bloc} PV", "resultats[].pv", "Procès-verbal d’une acquisition antérieure."),
    Colonne(
        "{bloc} code",
        "resultats[].code",
        "Code du bloc acquis antérieurement, ou de celui qui vaut équivalence.",
    ),
    Colonne("{bloc} pièce", "resultats[].piece", "Pièce qui prouve l’équivalence."),
)

NOMS: Mapping[str, str] = {
    f"candidats[].{c.champ}": c.intitule.replace(" {n}", "").replace("{bloc}", "Résultat")
    for c in COLONNES
}
"""The name people know each field of a candidate by, for `ContexteLecture.noms`."""


class Cible(NamedTuple):
    """What a heading points at: a column of the registry.

    `rang` is the rank of the prerequisite, or the code of the bloc, that it is about.
    """

    colonne: Colonne
    rang: int | str = ""


class Intitules(NamedTuple):
    """The known headings: what each points at, by its folded form; and those to offer.

    `formes` gives the heading of the workbook, with the other ways to write it. `colonnes` are the
    columns that mean something for this certification.
    """

    cibles: Mapping[str, Cible]
    formes: Mapping[str, tuple[str, ...]]
    colonnes: tuple[Colonne, ...]

    def find(self, texte: str) -> Cible | None:
        """Return what the heading `texte` points at, or None.

        A star, a colon or a note in brackets at its end is forgiven.
        """
        # No heading is that long; a stranger’s may be, and the pattern would weigh each space.
        if len(texte) > _INTITULE_MAX:
            return None
        bare = _ORNEMENT.sub("", texte)
        # As typed first: « Prénom(s) » is itself a heading.
        return self.cibles.get(fold(texte)) or self.cibles.get(fold(bare))


def list_colonnes(referentiel: Referentiel | None) -> tuple[Colonne, ...]:
    """Return the columns that mean something under `referentiel`."""
    # A certification without blocs is aimed at whole, and has no earlier bloc: those columns would
    # be filled in for nothing.
    sans = SANS_BLOCS if referentiel is not None and not referentiel.blocs else frozenset()
    return tuple(colonne for colonne in COLONNES if colonne.champ not in sans)


SANS_BLOCS = frozenset(
    {
        *("blocs_vises", "option", "resultats[].date", "resultats[].pv"),
        *("resultats[].code", "resultats[].piece"),
    }
)
"""The fields of a candidate that are about blocs alone."""


def list_intitules(referentiel: Referentiel | None) -> Intitules:
    """Return the headings a table may have under `referentiel`.

    They hold one set of results a bloc, and the word that `referentiel` has for « Composante ».
    """
    cibles: dict[str, Cible] = {}
    formes: dict[Cible, list[str]] = {}

    def add(intitule: str, cible: Cible) -> None:
        # The first one wins: a bloc that the référentiel calls « Voie » takes no column away.
        if cibles.setdefault(fold(intitule), cible) == cible:
            formes.setdefault(cible, []).append(intitule)

    colonnes = list_colonnes(referentiel)
    for colonne in colonnes:
        # What the référentiel calls it is what the workbook of `init` calls it.
        if colonne.champ == "composante" and referentiel and referentiel.libelle_composante:
            add(referentiel.libelle_composante.capitalize(), Cible(colonne))
        for pattern in (colonne.intitule, *colonne.synonymes):
            if "{bloc}" in pattern:
                for bloc in referentiel.unites if referentiel else ():
                    for name in _list_noms(bloc):
                        add(pattern.format(bloc=name), Cible(colonne, bloc.code))
            elif "{n}" in pattern:
                for rank in range(1, PREREQUIS_MAX + 1):
                    add(pattern.format(n=rank), Cible(colonne, rank))
                # A table with one prerequisite need not number it.
                add(pattern.replace(" {n}", ""), Cible(colonne, 1))
            else:
                add(pattern, Cible(colonne))
    offered = {noms[0]: tuple(noms[1:]) for noms in formes.values()}
    return Intitules(cibles, offered, colonnes)


def _list_noms(bloc: Bloc) -> tuple[str, str]:
    return bloc.abrege, bloc.code
