"""A session on the real référentiel, small and without finding, for the cases of life: what a real
year brings.

One jury of five of the armée de Terre, one suppléant, one candidate of whom everything is proved.
Changed by path, as the session of fiction is."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from fiches.rncp36833 import REF

from amo_docs.catalogue import DocumentType, read_catalogue, select_demandes
from amo_docs.check import Examen, run_checks
from amo_docs.compose import Commun, Composition
from amo_docs.decide import count_effectifs, decide_all
from amo_docs.load.modeles import load_modeles
from amo_docs.load.nommes import Nommes
from amo_docs.model.decision import Decision
from amo_docs.model.matiere import Matiere
from amo_docs.model.papier import Plan
from amo_docs.model.session import Session
from amo_docs.plan import plan_papiers
from fabrique import change, make_modeles, make_reperes
from fabrique.composition import compose_plan

GABARITS = Path(__file__).parents[2] / "templates"
CATALOGUE: tuple[DocumentType, ...] = select_demandes(
    read_catalogue(tomllib.loads((GABARITS / "documents.toml").read_text("utf-8"))), (), frozenset()
)
BLOCS = tuple(bloc.code for bloc in REF.blocs)
JOUR = date(2026, 3, 12)
"""The day of the jury."""


def make_membre(id: str, role: str, college: str, sexe: str, **champs: Any) -> dict[str, Any]:
    """A member who sat, of a mandate that runs through the year."""
    return {
        "id": id,
        "role": role,
        "college": college,
        "formateur": college == "formateur",
        "civilite": "Madame" if sexe == "F" else "Monsieur",
        "sexe": sexe,
        "nom": f"MEMBRE {id}",
        "prenom": "Claude",
        "fonction": "cheffe de service",
        "employeur": "Société d’essai",
        "adresse": ["1, rue de l’Essai"],
        "externe_certificateur": college == "professionnel",
        "externe_autorite": college == "professionnel",
        "mandat": {
            "decision": "décision d’essai",
            "du": date(2025, 10, 1),
            "au": date(2026, 9, 30),
        },
        "presence": "présent",
        "independance_declaree_le": date(2026, 2, 16),
    } | champs


PRESIDENT = make_membre(
    "P", "président", "professionnel", "M", fonction="commandant de l’ENSOA", externe_autorite=False
)
CINQ = [
    PRESIDENT,
    make_membre("A", "membre", "professionnel", "F"),
    make_membre("B", "membre", "professionnel", "M"),
    make_membre("C", "membre", "formateur", "F"),
    make_membre("D", "membre", "formateur", "M"),
]
SUPPLEANT = make_membre("S", "suppléant", "formateur", "F", suppleant_de="C", presence="non appelé")
TROIS = [PRESIDENT, CINQ[1], CINQ[3]]

JURY = {
    "code": "T",
    "intitule": "Jury d’essai",
    "voie": "formation_continue",
    "composante": "terre",
    "lieu": "Saint-Maixent-l’École",
    "adresse": ["Quartier d’essai"],
    "dates": [JOUR],
    "heure_arrivee": "8 h",
    "heure_debut": "9 h",
    "a_apporter": ["une pièce d’identité"],
    "consequences_absence": "Le candidat absent se représente.",
    "membres": [*CINQ, SUPPLEANT],
    "numero_pv": "2026/T-01",
    "ouverture_reelle": "9 h",
    "cloture_reelle": "17 h",
    "incidents": "Néant",
    "date_deliberation": JOUR,
}

VERIFIEE = {"piece": "copie certifiée", "verifiee_le": date(2026, 2, 2)}
FG2 = {"code": "FG2", "du": date(2021, 6, 18)} | VERIFIEE
UN_AN = {"code": "chef_section", "du": date(2023, 9, 1), "au": date(2024, 8, 31)} | VERIFIEE
SEPT_MOIS = {"code": "chef_section", "du": date(2025, 6, 1), "au": date(2025, 12, 31)} | VERIFIEE


def list_resultats(*issues: str) -> list[dict[str, Any]]:
    """The results of the three blocs; of an unfavourable one, why and what remains."""
    said = {"motif": "motif d’essai", "reste_a_montrer": "reste d’essai"}
    return [
        {"bloc": b, "issue": i} | (said if i == "non acquis" else {})
        for b, i in zip(BLOCS, issues, strict=True)
    ]


CANDIDAT = {
    "matricule": "M1",
    "jury": "T",
    "civilite": "Madame",
    "sexe": "F",
    "grade": "sergent-chef",
    "nom_naissance": "LEFÈVRE",
    "prenoms": "Élodie",
    "date_naissance": date(1994, 5, 3),
    "commune_naissance": "Nantes",
    "territoire_naissance": "Loire-Atlantique",
    "insee_naissance": "44109",
    "statut": "sous_officier_active",
    "date_statut": JOUR,
    "composante": "terre",
    "adresse": ["2, rue de l’Essai"],
    "voie": "formation_continue",
    "date_entree": date(2025, 9, 8),
    "blocs_vises": list(BLOCS),
    "heure_passage": "9 h",
    "prerequis": [FG2, UN_AN],
    "resultats": list_resultats("acquis", "acquis", "acquis"),
}

DATES = {
    "convocation_candidat": date(2026, 2, 9),
    "convocation_jury": date(2026, 2, 2),
    "proces_verbal": JOUR,
}

SESSION = {
    "code": "2026-essai",
    "intitule": "Session d’essai",
    "specimen": True,
    "autorite": {
        "nom": "Secrétariat d’essai",
        "entete": ["Secrétariat d’essai"],
        "adresse": ["1, rue de l’Essai"],
        "contact": "Mme ESSAI",
        "telephone": "01",
        "courriel": "essai@example.org",
    },
    "enregistrement": {
        "type": "droit",
        "texte": "arrêté fictif (SPÉCIMEN)",
        "date": date(2022, 2, 1),
    },
    "signataires": [
        {
            "papiers": [
                "convocation_candidat",
                "convocation_jury",
                "attestation_bloc",
                "certificat",
            ],
            "qualite": "La cheffe du secrétariat",
            "civilite": "Madame",
            "prenom": "Anne",
            "nom": "ESSAI",
        }
    ],
    "delivrance": {"date": date(2026, 3, 20), "lieu": "Saint-Maixent-l’École"},
    "dates": DATES,
    "jurys": [JURY],
    "candidats": [CANDIDAT],
}

VAE = {
    **{f"{cle}.voie": "experience" for cle in ("jurys[0]", "candidats[0]")},
    "candidats[0].date_recevabilite": date(2025, 9, 1),
}
"""The same by experience."""


def move(jour: date) -> dict[str, Any]:
    """The jury on another day, with mandates, dates of papers and statut that go with it."""
    shift = jour - JOUR
    mandats = {
        f"jurys[0].membres[{rang}].mandat": {
            "decision": "décision d’essai",
            "du": date(2025, 10, 1) + shift,
            "au": date(2026, 9, 30) + shift,
        }
        for rang in range(6)
    }
    dates = {f"dates.{cle}": day + shift for cle, day in DATES.items()}
    return {
        **mandats,
        **dates,
        "jurys[0].dates": [jour],
        "jurys[0].date_deliberation": jour,
        "delivrance.date": date(2026, 3, 20) + shift,
        "candidats[0].date_statut": jour,
    }


@dataclass(frozen=True)
class Vie:
    """A case: everything the program says of a session."""

    session: Session

    @cached_property
    def decisions(self) -> tuple[Decision, ...]:
        """The decisions."""
        return decide_all(self.session, REF)

    @cached_property
    def dossier(self) -> Matiere:
        """The session ready to be checked, without templates."""
        return Matiere(
            self.session, REF, make_modeles({}, polices=()), make_reperes(self.session, REF), ()
        )

    @property
    def constats(self) -> list[tuple[str, str]]:
        """(code, path) of each finding, in order of codes."""
        found = run_checks(Examen(self.dossier, self.decisions, CATALOGUE))
        return sorted((f.code, f.place.cle) for f in found)

    @property
    def messages(self) -> list[str]:
        """What each finding says."""
        return [f.message for f in run_checks(Examen(self.dossier, self.decisions, CATALOGUE))]

    @cached_property
    def plan(self) -> Plan:
        """The papers."""
        return plan_papiers(self.session, REF, CATALOGUE, self.decisions, False)

    @property
    def papiers(self) -> dict[str, list[str]]:
        """To whom the minutes and the titles are addressed, by type, blocs after the matricule."""
        titres = {"proces_verbal", *(document.cle for document in CATALOGUE if document.vaut_titre)}
        made: dict[str, list[str]] = {}
        for papier in self.plan.papiers:
            if papier.type in titres:
                bloc = f" {papier.sujet.bloc.abrege}" if papier.sujet.bloc else ""
                made.setdefault(papier.type, []).append(papier.sujet.identifiant + bloc)
        return made

    def compose(self, types: Iterable[str]) -> tuple[Composition, Commun]:
        """The papers of these types, from the templates of the project."""
        modeles = load_modeles(GABARITS, Nommes(), GABARITS).modeles
        dossier = Matiere(self.session, REF, modeles, self.dossier.reperes, ())
        effectifs = {j.code: count_effectifs(self.decisions) for j in self.session.jurys}
        commun = Commun(dossier, self.decisions, effectifs, False)
        wanted = set(types)
        plan = Plan(tuple(p for p in self.plan.papiers if p.type in wanted))
        return compose_plan(commun, CATALOGUE, plan), commun


def vivre(*changements: Mapping[str, Any]) -> Vie:
    """The session with these changes, in order."""
    data: dict[str, Any] = SESSION
    for change_ in changements:
        data = change(data, change_)
    return Vie(Session.model_validate(data))
