"""`session.toml` to start from: the fictitious session, each key with what it wants."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from amo_docs.amorce.explications import Cle
from amo_docs.amorce.seance import Cadre
from amo_docs.amorce.toml import Redaction, write_lignes
from amo_docs.model.enregistrement import Enregistrement
from amo_docs.model.jury import Jury, Membre
from amo_docs.model.session import Autorite, Delivrance, Epreuve, Session, Signataire

_DEBUT = (
    (
        "Une session de certification, à compléter. Tout ce qui suit est fictif : "
        "remplacez-le par vos valeurs, puis"
    ),
    "retirez « specimen ». Les candidats sont dans candidats.xlsx, qui explique chaque colonne.",
    "",
    "  amo-docs check session.toml     ce qui manque ou se contredit, avec sa ligne",
    "  amo-docs render session.toml    les papiers, dans sortie/",
    "",
    "Une clé précédée de # est facultative, ou se remplit plus tard : retirez le # pour la donner.",
    (
        'Les dates s’écrivent 2026-03-12 ou "12/03/2026", les heures "9 h 30". Les textes '
        "sont imprimés tels quels."
    ),
)


def write_session(cadre: Cadre, session: Mapping[str, Any]) -> str:
    """Return the text of `session.toml`."""
    day = cadre.calendrier.jury
    exemples = {
        "date_deliberation": day,
        "independance_declaree_le": cadre.calendrier.shift(days=-14),
    }
    file = Redaction(exemples)
    file.say(*_DEBUT)
    file.lignes.append("")
    file.write_table("", Session, session)
    file.open_section("Qui organise")
    file.write_table("[autorite]", Autorite, session["autorite"])
    _write_enregistrement(file, session)
    file.open_section("Qui signe quoi")
    for rang, signataire in enumerate(session["signataires"]):
        file.write_table("[[signataires]]", Signataire, signataire, notes=not rang)
    _write_recours(file, session)
    file.open_section(
        "Délivrance et dates imprimées",
        "Des données : un papier refait porte la même date. Les titres portent celle de "
        "[delivrance].",
    )
    file.write_table("[delivrance]", Delivrance, session["delivrance"])
    file.lignes += ["", "[dates]"]
    titres = {document.cle: Cle(document.titre) for document in cadre.catalogue}
    file.write_cles({cle: titres[cle] for cle in session["dates"]}, session["dates"])
    for jury in session["jurys"]:
        _write_jury(file, cadre, jury)
    _write_epreuves(file, session)
    return file.texte()


def _write_enregistrement(file: Redaction, session: Mapping[str, Any]) -> None:
    """Write the registration the session completes; a référentiel that has its own needs none."""
    if "enregistrement" in session:
        file.lignes.append("")
        file.say(
            "L’acte qui a enregistré la certification n’est pas dans la fiche : sans "
            "lui, ni certificat ni attestation."
        )
        file.say("Celui-ci est inventé.")
        file.write_table("[enregistrement]", Enregistrement, session["enregistrement"])


def _write_recours(file: Redaction, session: Mapping[str, Any]) -> None:
    """Write the appeal texts the session completes the référentiel with."""
    if session["recours"]:
        file.open_section(
            "Voies et délais de recours",
            "Un texte par régime : sans lui, une décision défavorable n’est pas notifiée.",
        )
        file.say("Celui-ci est inventé.")
        file.lignes.append("[recours]")
        file.write_cles({regime: Cle("") for regime in session["recours"]}, session["recours"])


def _write_jury(file: Redaction, cadre: Cadre, jury: Mapping[str, Any]) -> None:
    referentiel = cadre.referentiel
    ouvertes = write_lignes(voie.code for voie in referentiel.voies if voie.ouverte)
    file.open_section(
        "Le jury et ses membres", "Plusieurs jurys : recopiez la table [[jurys]] et ses membres."
    )
    file.say(f"Voies ouvertes : {ouvertes}.")
    if referentiel.composantes:
        libelle = (referentiel.libelle_composante or "composante").capitalize()
        file.say(
            f"{libelle}, la clé « composante » : "
            f"{write_lignes(c.code for c in referentiel.composantes)}."
        )
    file.write_table("[[jurys]]", Jury, jury)
    for rang, membre in enumerate(jury["membres"]):
        file.write_table("[[jurys.membres]]", Membre, membre, notes=not rang)


def _write_epreuves(file: Redaction, session: Mapping[str, Any]) -> None:
    if not session["epreuves"]:
        return
    file.open_section(
        "Les épreuves",
        "Sur la voie de l’expérience, pas d’épreuves : une heure de passage par candidat.",
    )
    for rang, epreuve in enumerate(session["epreuves"]):
        file.write_table("[[epreuves]]", Epreuve, epreuve, notes=not rang)
