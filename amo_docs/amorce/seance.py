"""The fictitious session: what `session.toml` says, as plain data, from what the référentiel
asks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from amo_docs.amorce.calendrier import Calendrier, make_calendrier
from amo_docs.amorce.membres import make_membres
from amo_docs.amorce.personnes import CONTACT, SIGNATAIRE_APRES, SIGNATAIRE_AVANT, Personne
from amo_docs.catalogue import DocumentType
from amo_docs.model.referentiel import REGIME_COMMUN, Bloc, Composante, Referentiel, Voie
from amo_docs.typographie import set_espaces

JURY = "JURY-1"
LIEU, ADRESSE = "Ville-Exemple", ["Centre d’examen", "1, rue de l’Exemple", "00000 Ville-Exemple"]
RECOURS = set_espaces(
    "Texte fictif (SPÉCIMEN, sans valeur) : l’autorité, la juridiction et le délai du "
    "recours sont à écrire ici."
)
_HEURES = ("9 h", "11 h", "14 h", "16 h")
_NOTIFICATION_JOURS = 10
Donnees = Mapping[str, Any]


@dataclass(frozen=True)
class Cadre:
    """What the session and the table of candidates share: one route, one composante, the days."""

    referentiel: Referentiel
    catalogue: tuple[DocumentType, ...]
    voie: Voie
    composante: Composante | None
    calendrier: Calendrier


def find_voie(referentiel: Referentiel) -> Voie | None:
    """Return the open route to start with: one with a jury, of training before one of
    experience."""
    ouvertes = [v for v in referentiel.voies if v.ouverte]
    return min(ouvertes, key=lambda v: (v.jury is None, v.validation_acquis), default=None)


def make_cadre(referentiel: Referentiel, catalogue: tuple[DocumentType, ...], voie: Voie) -> Cadre:
    """Return the frame of a session on `voie`: one épreuve a bloc, four a day, or one day of
    slots."""
    nombre = 1 if voie.validation_acquis else -(-len(referentiel.blocs) // len(_HEURES))
    composante = referentiel.composantes[0] if referentiel.composantes else None
    return Cadre(referentiel, catalogue, voie, composante, make_calendrier(referentiel, nombre))


def make_session(cadre: Cadre, propre: bool) -> dict[str, Any]:
    """Return the session of `cadre`; `propre`: its référentiel stands beside it."""
    session: dict[str, Any] = {
        "code": f"{cadre.calendrier.jury:%Y-%m}-{cadre.referentiel.code}",
        "intitule": "Session d’exemple",
        "specimen": True,
        **({"referentiel": "referentiel.toml"} if propre else {}),
        "fichier_candidats": "candidats.xlsx",
        "autorite": {
            "nom": "Secrétariat des jurys",
            "entete": ["Nom de votre organisme", "Secrétariat des jurys"],
            "adresse": ADRESSE,
            "ville": LIEU,
            "contact": set_espaces(f"Mme {CONTACT.prenom} {CONTACT.nom}"),
            "telephone": "01 00 00 00 00",
            "courriel": "jurys@example.org",
        },
        "signataires": list(_list_signataires(cadre)),
        "recours": _list_recours(cadre.referentiel),
        "delivrance": {"date": cadre.calendrier.shift(days=_NOTIFICATION_JOURS), "lieu": LIEU},
        "dates": _list_dates(cadre),
        "jurys": [_make_jury(cadre)],
        "epreuves": [] if cadre.voie.validation_acquis else _list_epreuves(cadre),
    }
    if cadre.referentiel.enregistrement is None:
        session["enregistrement"] = {
            "type": "demande",
            "texte": "décision fictive (SPÉCIMEN, sans valeur)",
            "date": cadre.calendrier.shift(years=-2),
        }
    return session


def _list_signataires(cadre: Cadre) -> list[dict[str, Any]]:
    """One signatory for what precedes the jury, one for what follows; papers that nobody signs are
    left out."""
    signes = [d for d in cadre.catalogue if "signataire" in d.mentions]
    avant = _make_signataire(
        SIGNATAIRE_AVANT, "Le chef du secrétariat des jurys", [d for d in signes if d.avant_jury]
    )
    apres = _make_signataire(
        SIGNATAIRE_APRES, "La directrice", [d for d in signes if not d.avant_jury]
    )
    return [signataire for signataire in (avant, apres) if signataire["papiers"]]


def _list_recours(referentiel: Referentiel) -> dict[str, str]:
    """An appeal text for each regime a candidate may have and the référentiel has none for:
    invented, and saying so."""
    regimes = dict.fromkeys(s.regime or REGIME_COMMUN for s in referentiel.statuts) or {
        REGIME_COMMUN: None
    }
    return {regime: RECOURS for regime in regimes if regime not in referentiel.recours}


def _make_signataire(
    personne: Personne, qualite: str, documents: list[DocumentType]
) -> dict[str, Any]:
    return {
        "papiers": [document.cle for document in documents],
        "qualite": qualite,
        "civilite": personne.civilite,
        "prenom": personne.prenom,
        "nom": personne.nom,
    }


def _list_dates(cadre: Cadre) -> dict[str, Any]:
    """The day printed on each type of paper that does not print that of délivrance."""
    dates = {}
    for document in cadre.catalogue:
        if document.vierge_de is None and not document.porte_delivrance and not document.sans_date:
            after = 0 if document.destinataires == "jury" else _NOTIFICATION_JOURS
            dates[document.cle] = cadre.calendrier.shift(days=-35 if document.avant_jury else after)
    return dates


def _make_jury(cadre: Cadre) -> dict[str, Any]:
    vae = cadre.voie.validation_acquis
    apporter = ["une pièce d’identité en cours de validité", "la présente convocation"]
    consequences = (
        "Une absence doit être justifiée par écrit au secrétariat : le candidat est alors « "
        "excusé », sinon "
    )
    return {
        "code": JURY,
        "intitule": "Jury d’exemple",
        "voie": cadre.voie.code,
        **({"composante": cadre.composante.code} if cadre.composante else {}),
        "lieu": LIEU,
        "adresse": ADRESSE,
        "salle": "salle 1",
        "dates": list(cadre.calendrier.jours),
        "heure_arrivee": "8 h 30",
        "heure_debut": "9 h",
        "a_apporter": [*apporter, "votre exemplaire du dossier de validation"] if vae else apporter,
        "consequences_absence": set_espaces(
            consequences + "« absent ». Les blocs déjà acquis le restent."
        ),
        "pieces_jury": ["le référentiel de la certification", "la liste des candidats"],
        "membres": make_membres(cadre.referentiel, cadre.voie, cadre.composante, cadre.calendrier),
    }


def _list_epreuves(cadre: Cadre) -> list[dict[str, Any]]:
    """One épreuve a bloc, four a day, in one room."""
    return [
        {
            "code": f"E{rang + 1}",
            "jury": JURY,
            "intitule": f"Épreuve du bloc {bloc.abrege}",
            "type": _find_modalite(bloc, cadre.voie),
            "blocs": [bloc.abrege],
            "date": cadre.calendrier.jours[rang // len(_HEURES)],
            "heure": _HEURES[rang % len(_HEURES)],
            "duree_minutes": 90,
            "salle": "salle 1",
        }
        for rang, bloc in enumerate(cadre.referentiel.blocs)
    ]


def _find_modalite(bloc: Bloc, voie: Voie) -> str:
    """Return the first way the bloc is assessed on the route."""
    return next(
        (m.intitule for m in bloc.modalites if m.voie == voie.code), bloc.modalites[0].intitule
    )
