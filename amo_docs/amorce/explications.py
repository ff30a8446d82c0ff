"""What each key of `session.toml` wants, in French; a test holds the table against the model."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Cle(NamedTuple):
    """The note of a key, and what stands as its value, in TOML, where it is left out."""

    note: str
    exemple: str = ""


_SESSION = {
    "code": Cle("nomme la session et son dossier de sortie"),
    "intitule": Cle("imprimé sur le procès-verbal"),
    "specimen": Cle("« SPÉCIMEN » sur chaque page ; false pour une vraie session"),
    "referentiel": Cle(
        "à côté de ce fichier ; sans cette clé, celui du logiciel", '"referentiel.toml"'
    ),
    "modeles": Cle("vos gabarits, qui remplacent un à un ceux du logiciel", '"mes-modeles"'),
    "fichier_candidats": Cle("à côté de ce fichier ; .xlsx, .ods ou .csv"),
    "feuille_candidats": Cle("si le classeur a plusieurs tableaux", '"Candidats"'),
    "attestations_aux_certifies": Cle("une attestation par bloc aux certifiés aussi", "true"),
}
_AUTORITE = {
    "nom": Cle("qui organise la session"),
    "entete": Cle("l’en-tête des lettres, une ligne par texte"),
    "adresse": Cle("une ligne par texte"),
    "ville": Cle("imprimée devant la date des lettres", '"Ville-Exemple"'),
    "contact": Cle("à qui écrire ou téléphoner"),
    "telephone": Cle(""),
    "courriel": Cle(""),
    "logo": Cle("une image PNG ou JPEG à côté de ce fichier", '"logo.png"'),
    "logo_texte": Cle("ce que le logo montre, pour qui ne le voit pas", '"Logo de l’organisme"'),
}
_ENREGISTREMENT = {
    "type": Cle("« droit » ou « demande »"),
    "texte": Cle("l’acte, comme il doit être cité", '"arrêté du …"'),
    "date": Cle("la date de l’acte"),
    "duree_ans": Cle("le nombre d’années de l’enregistrement", "5"),
    "journal_officiel": Cle("le jour de sa publication", "2000-01-31"),
    "effet": Cle("le jour où il prend effet", "2000-01-31"),
    "limite_delivrance": Cle("le dernier jour où un certificat peut être délivré", "2000-01-31"),
}
_SIGNATAIRE = {
    "papiers": Cle("ce que cette personne signe ; le procès-verbal est signé par le jury"),
    "qualite": Cle(""),
    "civilite": Cle("Madame ou Monsieur"),
    "grade": Cle("s’il y en a un : il remplace la civilité", '"colonel"'),
    "prenom": Cle(""),
    "nom": Cle(""),
    "delegation": Cle(
        "la délégation, si la personne signe pour une autre",
        '"Pour le directeur et par délégation"',
    ),
    "signature": Cle("image imprimée dans les PDF définitifs seulement", '"signature.png"'),
    "cachet": Cle("de même", '"cachet.png"'),
}
_DELIVRANCE = {"date": Cle("portée sur les certificats et les attestations"), "lieu": Cle("")}
_JURY = {
    "code": Cle("repris dans la colonne « Jury » des candidats et dans les épreuves"),
    "intitule": Cle("imprimé sur les convocations du jury et le procès-verbal"),
    "voie": Cle(""),
    "composante": Cle("si le référentiel en distingue", '"code"'),
    "lieu": Cle("la ville"),
    "adresse": Cle(
        "l’adresse complète, ou « visioconference »",
        '["1, rue de l’Exemple", "00000 Ville-Exemple"]',
    ),
    "salle": Cle("", '"salle 1"'),
    "acces": Cle(
        "comment venir, comment entrer", '"Entrée par la cour, sur présentation de la convocation."'
    ),
    "visioconference": Cle("comment se connecter", '"Lien envoyé par courriel la veille."'),
    "dates": Cle("tous les jours où le jury siège"),
    "heure_arrivee": Cle(""),
    "heure_debut": Cle(""),
    "a_apporter": Cle("ce que le candidat doit apporter"),
    "consequences_absence": Cle("imprimé sur la convocation du candidat"),
    "pieces_jury": Cle(
        "jointes à la convocation du jury", '["le référentiel de la certification"]'
    ),
    "nomination": Cle(
        "la décision qui désigne le jury, si le papier est à faire ; fondements : « Vu … "
        "», un par texte",
        '{ numero = "2000/01", date = 2000-01-01, autorite = "Le directeur", fondements '
        '= ["Vu …"] }',
    ),
    "numero_pv": Cle("après le jury : son numéro propre", '"2000/01"'),
    "ouverture_reelle": Cle("l’heure à laquelle la séance s’est ouverte", '"9 h 05"'),
    "cloture_reelle": Cle("l’heure à laquelle elle s’est close", '"17 h 20"'),
    "incidents": Cle("« Néant » s’écrit : un champ vide n’est pas un constat", '"Néant"'),
    "date_deliberation": Cle("le jour de la décision", "2000-01-31"),
}
_MEMBRE = {
    "id": Cle("un identifiant court, propre à ce jury"),
    "role": Cle("président, membre ou suppléant"),
    "suppleant_de": Cle("pour un suppléant : l’identifiant du titulaire", '"M1"'),
    "college": Cle("collège de désignation"),
    "formateur": Cle("est-il formateur ? (à part du collège)", "false"),
    "representant_de": Cle("pour un président qui en représente un autre", '"le directeur"'),
    "civilite": Cle("Madame ou Monsieur"),
    "sexe": Cle("F ou M"),
    "grade": Cle("s’il y en a un", '"colonel"'),
    "nom": Cle(""),
    "prenom": Cle(""),
    "fonction": Cle("ce que fait la personne, chez qui"),
    "employeur": Cle(""),
    "adresse": Cle("où lui écrire"),
    "externe_certificateur": Cle("extérieur à l’organisme certificateur ?", "true"),
    "externe_autorite": Cle("extérieur à l’autorité qui délivre la certification ?", "true"),
    "mandat": Cle(
        "la décision qui désigne la personne, et les jours qu’elle couvre",
        '{ decision = "Décision d’exemple", du = 2000-01-01, au = 2000-12-31 }',
    ),
    "presence": Cle(
        "après le jury : présent, absent, remplacé ou non appelé (suppléant)", '"présent"'
    ),
    "remplace_par": Cle("si la personne est remplacée : l’identifiant du suppléant", '"M3"'),
    "independance_declaree_le": Cle("le jour où elle a signé sa déclaration", "2000-01-31"),
    "liens": Cle(
        "un lien déclaré : a formé, a accompagné, personnel ou professionnel",
        '[{ candidat = "M0001", nature = "professionnel" }]',
    ),
    "deports": Cle("les candidats pour lesquels elle se retire", '["M0001"]'),
}
_EPREUVE = {
    "code": Cle(""),
    "jury": Cle(""),
    "intitule": Cle(""),
    "type": Cle("contrôle de connaissances, mise en situation, …"),
    "blocs": Cle("les blocs évalués, par leur code"),
    "date": Cle(""),
    "heure": Cle(""),
    "duree_minutes": Cle(""),
    "salle": Cle(""),
    "appeles": Cle(
        "les matricules appelés ; sans cette clé, tous ceux du jury qui visent le bloc", '["M0001"]'
    ),
}

EXPLICATIONS: Mapping[str, Mapping[str, Cle]] = {
    "Session": _SESSION,
    "Autorite": _AUTORITE,
    "Enregistrement": _ENREGISTREMENT,
    "Signataire": _SIGNATAIRE,
    "Delivrance": _DELIVRANCE,
    "Jury": _JURY,
    "Membre": _MEMBRE,
    "Epreuve": _EPREUVE,
}
"""The keys of each table, by the name of its record; tables inside a table stand on their own."""

TABLES: Mapping[str, tuple[str, ...]] = {
    "Session": (
        *("autorite", "enregistrement", "signataires", "recours", "delivrance", "dates"),
        *("jurys", "epreuves", "candidats"),
    ),
    "Jury": ("membres",),
}
"""The keys of a record that are tables of the file."""

APRES = ("presence", "remplace_par", "independance_declaree_le")
"""What is filled in for each member later, and stands ready as a comment in every one of their
tables."""
