"""The parts of a fiche that state facts and rule nothing: codes, bodies, jobs, statistics."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from amo_docs.model.base import DateFr, Notion, OuiNon, Texte

Manquant = Literal["-"]
"""What the fiche prints where it gives no figure; it is no zero."""


class CodeLibelle(Notion):
    """A code of a nomenclature and its words (NSF, Formacode, ROME)."""

    code: Texte
    libelle: Texte


class Changement(Notion):
    """One line of the fiche's history of certificateurs.

    `action` is what was done, `etat` what the body became.
    """

    nom: Texte
    siret: Texte = Field(pattern=r"^\d{14}$")
    action: Texte | None = None
    etat: Texte | None = None
    date: DateFr


class Partenaire(Notion):
    """A body of the certificateur's network.

    `habilitation` is what it may do, in the code of the register.
    """

    nom: Texte
    siret: Texte = Field(pattern=r"^\d{14}$")
    habilitation: Texte
    etat: Texte
    date_actif: DateFr | None = None
    date_modification: DateFr


class Publication(Notion):
    """An act published about the certification or those before it.

    `rubrique` is where the fiche files it.
    """

    rubrique: Texte
    titre: Texte
    date: DateFr


class Certificateur(Notion):
    """The legal person that issues the certification."""

    nom: Texte
    siret: Texte = Field(pattern=r"^\d{14}$")
    nom_commercial: Texte | None = None
    site_internet: Texte | None = None
    # The same body stands on the register once for each SIRET it had.
    historique: tuple[Changement, ...] = ()


class Territoire(Notion):
    """An overseas framework the certification may belong to."""

    code: Texte
    intitule: Texte
    inscrite: OuiNon
    # The cross of the published table has lost its column: what was deduced says so.
    inference: Texte | None = None
    source: Texte


class MentionLegale(Notion):
    """The legal notice of the fiche on the regulated activity.

    `statut_exige` is the status that the notice demands to exercise the trade.
    """

    texte: tuple[Texte, ...] = Field(min_length=1)
    statut_exige: Texte | None = None
    source: Texte


class Emplois(Notion):
    """Types of jobs within reach, in one sector where the fiche divides them so."""

    secteur: Texte | None = None
    presentation: tuple[Texte, ...] = ()
    postes: tuple[Texte, ...] = ()


class Secteur(Notion):
    """A sector of activity: its name if it has one, its text, and the items listed under it."""

    intitule: Texte | None = None
    texte: tuple[Texte, ...] = ()
    elements: tuple[Texte, ...] = ()


class Objectif(Notion):
    """One part of « Objectifs et contexte »: its heading if it has one, paragraphs and items."""

    intitule: Texte | None = None
    texte: tuple[Texte, ...] = ()
    elements: tuple[Texte, ...] = ()


class Statistique(Notion):
    """One year of the fiche’s table; « - » where the fiche gives no figure."""

    # The six columns of the fiche, in its order.
    annee: int
    certifies: int | Manquant
    certifies_vae: int | Manquant
    taux_insertion_global_6_mois: int | Manquant
    taux_insertion_metier_6_mois: int | Manquant
    taux_insertion_metier_2_ans: int | Manquant


class Grade(Notion):
    """A rank and its abbreviation; papers print the rank in full."""

    code: Texte
    intitule: Texte
