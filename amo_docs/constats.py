"""Every code of a finding: what it stands for, how grave it is, whose fault it is.

Codes are stable; a new one takes a new number. Documentation and tests derive from this table.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import Enum

from amo_docs.findings import Acquis, Finding, Place, Severite


class Cause(Enum):
    """Whose fault a finding is."""

    # Whoever typed the data, gave a file that cannot be read, or wrote the templates. The exit code
    # follows from it: data are corrected by one person, templates by another.
    DONNEES = "données"
    LECTURE = "lecture"
    GABARIT = "gabarit"


@dataclass(frozen=True)
class Code:
    """One code.

    `source` is an article, a line of the fiche, or « usage » when common sense is the source.
    `suppose` is what must be right for the finding to be sure.
    """

    titre: str
    severite: Severite
    cause: Cause
    source: str = ""
    # Where this is wrong, the finding may only follow from it: a blank on a paper from a row that
    # could not be read.
    suppose: AbstractSet[Acquis] = frozenset()


ERREUR, AVIS = Severite.ERREUR, Severite.AVERTISSEMENT
DONNEES, CANDIDATS, PAPIERS, GABARITS = (
    Acquis.DONNEES,
    Acquis.CANDIDATS,
    Acquis.PAPIERS,
    Acquis.GABARITS,
)
# No text forbids it: the source is the habit of secretariats.
USAGE = "usage"
FICHE_JURY = "fiche, composition des jurys"
FICHE_PREREQUIS = "fiche, prérequis à la validation"
FICHE_BLOCS = "fiche, blocs de compétences"
FICHE_VOIES = "fiche, voies d’accès"
VAE = "code du travail, D6412-6"
TYPOGRAPHIE = "Imprimerie nationale, accents des capitales"
COG = "code officiel géographique"
# A decision names its author: first name, name, quality.
CRPA = "CRPA, L212-1"
RECOURS = "code de justice administrative, R421-5"
PARCHEMIN = "France compétences, liste des mentions du parchemin"

CODES: Mapping[str, Code] = {
    # L: reading files, tables and records.
    # … files
    "L001": Code("Fichier introuvable", ERREUR, Cause.LECTURE),
    "L002": Code("Fichier illisible", ERREUR, Cause.LECTURE),
    "L003": Code("Encodage du texte", ERREUR, Cause.LECTURE),
    "L004": Code("TOML mal formé", ERREUR, Cause.LECTURE),
    "L005": Code("Clé ou table donnée deux fois", ERREUR, Cause.LECTURE),
    "L006": Code("Ce n’est pas un tableau CSV, XLSX ou ODS", ERREUR, Cause.LECTURE),
    "L007": Code("Classeur protégé par un mot de passe", ERREUR, Cause.LECTURE),
    "L008": Code("Feuille absente ou à désigner", ERREUR, Cause.LECTURE),
    "L009": Code("Tableau vide", ERREUR, Cause.LECTURE),
    "L010": Code("Tableau trop grand", ERREUR, Cause.LECTURE),
    "L011": Code("CSV mal formé", ERREUR, Cause.LECTURE),
    "L012": Code("Candidats donnés à deux endroits", ERREUR, Cause.LECTURE),
    "L013": Code("Feuille désignée pour rien", AVIS, Cause.LECTURE),
    "L014": Code("Intitulés introuvables", ERREUR, Cause.LECTURE),
    "L015": Code("Lignes cachées", ERREUR, Cause.LECTURE),
    "L016": Code("Texte barré", ERREUR, Cause.LECTURE),
    "L017": Code("Ligne qui n’est pas un candidat", ERREUR, Cause.LECTURE),
    "L018": Code("Intitulés répétés plus bas", ERREUR, Cause.LECTURE),
    "L019": Code("Valeur donnée une fois pour plusieurs lignes", ERREUR, Cause.LECTURE),
    # … columns
    "L020": Code("Colonne inconnue", ERREUR, Cause.LECTURE),
    "L021": Code("Colonne donnée deux fois", ERREUR, Cause.LECTURE),
    "L022": Code("Colonne sans intitulé", ERREUR, Cause.LECTURE),
    "L023": Code("Cellule au-delà des intitulés", ERREUR, Cause.LECTURE),
    "L024": Code("Colonne obligatoire absente", ERREUR, Cause.LECTURE),
    # … fields
    "L030": Code("Champ manquant", ERREUR, Cause.LECTURE),
    "L031": Code("Clé inconnue", ERREUR, Cause.LECTURE),
    "L032": Code("Champ vide", ERREUR, Cause.LECTURE),
    "L033": Code("Valeur d’un autre genre que celui attendu", ERREUR, Cause.LECTURE),
    "L034": Code("Valeur hors de la liste", ERREUR, Cause.LECTURE),
    "L035": Code("Date illisible", ERREUR, Cause.LECTURE),
    "L036": Code("Date qui n’existe pas", ERREUR, Cause.LECTURE),
    "L037": Code("Année à deux chiffres", ERREUR, Cause.LECTURE),
    "L038": Code("Date accompagnée d’une heure", ERREUR, Cause.LECTURE),
    "L039": Code("Date que le tableur a fabriquée", ERREUR, Cause.LECTURE),
    "L040": Code("Heure illisible", ERREUR, Cause.LECTURE),
    "L041": Code("Ni oui ni non", ERREUR, Cause.LECTURE),
    "L042": Code("Nombre illisible ou hors des bornes", ERREUR, Cause.LECTURE),
    "L043": Code("Forme non respectée", ERREUR, Cause.LECTURE),
    "L044": Code("Caractère invisible ou perdu", ERREUR, Cause.LECTURE),
    "L045": Code("Liste vide", ERREUR, Cause.LECTURE),
    "L046": Code("Nom trop long", ERREUR, Cause.LECTURE),
    # … cells
    "L050": Code("Code dont le tableur a mangé le zéro", ERREUR, Cause.LECTURE),
    "L051": Code("Formule sans valeur", ERREUR, Cause.LECTURE),
    "L052": Code("Valeur d’erreur du tableur", ERREUR, Cause.LECTURE),
    "L053": Code("Nombre à décimales à la place d’un texte", ERREUR, Cause.LECTURE),
    "L054": Code("Nombre trop long pour un tableur", ERREUR, Cause.LECTURE),
    "L055": Code("Date, heure ou booléen à la place d’un texte", ERREUR, Cause.LECTURE),
    "L056": Code("Nombre à la place d’une date ou d’une heure", ERREUR, Cause.LECTURE),
    "L057": Code("Reste d’un tableur ou d’un programme", ERREUR, Cause.LECTURE),
    "L058": Code("Signe mis pour un autre dans un nom", ERREUR, Cause.LECTURE),
    "L059": Code("Plus d’un nom dans un champ", ERREUR, Cause.LECTURE),
    "L060": Code("Dates en mois/jour/année", ERREUR, Cause.LECTURE),
    "L061": Code("Valeur que le format de la cellule cache", ERREUR, Cause.LECTURE),
    # D: data of candidates.
    "D101": Code("matricule porté deux fois", ERREUR, Cause.DONNEES, USAGE),
    "D102": Code("même personne deux fois", ERREUR, Cause.DONNEES, USAGE),
    "D103": Code("jury inconnu", ERREUR, Cause.DONNEES, USAGE),
    "D104": Code("voie inconnue", ERREUR, Cause.DONNEES, FICHE_VOIES),
    "D105": Code("voie fermée", ERREUR, Cause.DONNEES, FICHE_VOIES),
    "D106": Code("candidat et jury désaccordés", ERREUR, Cause.DONNEES, USAGE),
    "D107": Code("composante inconnue ou absente", ERREUR, Cause.DONNEES, FICHE_PREREQUIS),
    "D108": Code("statut inconnu ou sans date", ERREUR, Cause.DONNEES, FICHE_PREREQUIS),
    "D109": Code("âge impossible", ERREUR, Cause.DONNEES, USAGE),
    "D110": Code("grade hors de la table", AVIS, Cause.DONNEES, USAGE),
    # Only the acte can tell: the secretariat decides.
    "D111": Code("capitale sans accent", AVIS, Cause.DONNEES, TYPOGRAPHIE),
    "D112": Code("civilité et sexe désaccordés", AVIS, Cause.DONNEES, "circulaire 5575/SG"),
    "D113": Code("lieu de naissance et code INSEE désaccordés", ERREUR, Cause.DONNEES, COG),
    "D114": Code("entré après l’échéance", ERREUR, Cause.DONNEES, "code du travail, L6113-9"),
    "D115": Code("date antérieure à la naissance", ERREUR, Cause.DONNEES, USAGE),
    "D116": Code("entré après le jury", ERREUR, Cause.DONNEES, USAGE),
    # It rests on the papers declared: the delivery note may be among those whose table is wrong.
    "D117": Code("candidat sans unité", AVIS, Cause.DONNEES, USAGE, suppose={PAPIERS}),
    # The acte may give the year alone: nothing is put in its place, and the person judges.
    "D118": Code("jour de naissance inconnu", AVIS, Cause.DONNEES, "acte de naissance"),
    "D119": Code("homonymes nés le même jour", AVIS, Cause.DONNEES, USAGE),
    "D120": Code(
        "lettre d’un autre alphabet dans un nom", ERREUR, Cause.DONNEES, "Unicode, UTS 39"
    ),
    # R: results and prerequisites.
    "R201": Code("bloc inconnu", ERREUR, Cause.DONNEES, FICHE_BLOCS),
    "R202": Code("résultats contradictoires", ERREUR, Cause.DONNEES, USAGE),
    "R203": Code("bloc à deux résultats", ERREUR, Cause.DONNEES, USAGE),
    "R204": Code("acquisition antérieure incomplète", ERREUR, Cause.DONNEES, USAGE),
    "R205": Code(
        "résultat défavorable sans motif", ERREUR, Cause.DONNEES, "usage des procès-verbaux"
    ),
    "R206": Code("prérequis inconnu", ERREUR, Cause.DONNEES, FICHE_PREREQUIS),
    "R207": Code("prérequis sans date ou incohérent", ERREUR, Cause.DONNEES, FICHE_PREREQUIS),
    "R208": Code("délivrance du candidat impossible", ERREUR, Cause.DONNEES, USAGE),
    "R209": Code("délivrance de la session impossible", ERREUR, Cause.DONNEES, USAGE),
    "R210": Code("absent et bloc acquis", AVIS, Cause.DONNEES, USAGE),
    "R211": Code(
        "statut ou composante que la fiche n’ouvre pas", AVIS, Cause.DONNEES, FICHE_PREREQUIS
    ),
    "R212": Code(
        "diplôme d’une année dont la fiche ne dit rien", AVIS, Cause.DONNEES, FICHE_PREREQUIS
    ),
    "R213": Code("statut apprécié après le jury", AVIS, Cause.DONNEES, FICHE_PREREQUIS),
    "R214": Code("jours de service sans premier jour", AVIS, Cause.DONNEES, FICHE_PREREQUIS),
    "R215": Code("bloc antérieur d’une autre certification", ERREUR, Cause.DONNEES, FICHE_BLOCS),
    "R216": Code("bloc nommé deux fois", ERREUR, Cause.DONNEES, USAGE),
    "R217": Code("option absente ou inconnue", ERREUR, Cause.DONNEES, FICHE_BLOCS),
    "R218": Code("bloc d’une autre option ou d’une autre voie", ERREUR, Cause.DONNEES, FICHE_BLOCS),
    "R219": Code("équivalence sans pièce ou inconnue", ERREUR, Cause.DONNEES, FICHE_BLOCS),
    # J: juries.
    "J301": Code("effectif du jury", ERREUR, Cause.DONNEES, FICHE_JURY),
    "J302": Code("président du jury", ERREUR, Cause.DONNEES, FICHE_JURY),
    # The fiche describes three and five members: four is neither admitted nor refused.
    "J303": Code("composition que la fiche ne décrit pas", AVIS, Cause.DONNEES, FICHE_JURY),
    "J304": Code("forme du jury", ERREUR, Cause.DONNEES, FICHE_JURY),
    "J305": Code("professionnel et formateur", ERREUR, Cause.DONNEES, FICHE_JURY),
    "J306": Code("qualité du président", ERREUR, Cause.DONNEES, FICHE_JURY),
    "J307": Code("membre en double", ERREUR, Cause.DONNEES, USAGE),
    "J308": Code(
        "suppléant sans titulaire ou d’un autre collège", ERREUR, Cause.DONNEES, FICHE_JURY
    ),
    "J309": Code("mandat hors des jours du jury", ERREUR, Cause.DONNEES, FICHE_JURY),
    "J310": Code(
        "présence non écrite ou incohérente", ERREUR, Cause.DONNEES, USAGE, suppose={CANDIDATS}
    ),
    "J311": Code("lien ou déport d’un inconnu", ERREUR, Cause.DONNEES, USAGE, suppose={CANDIDATS}),
    "J312": Code("lien sans retrait", ERREUR, Cause.DONNEES, VAE),
    "J313": Code("membre qui a formé le candidat", AVIS, Cause.DONNEES, VAE),
    "J314": Code(
        "jury trop réduit par les retraits", ERREUR, Cause.DONNEES, FICHE_JURY, suppose={CANDIDATS}
    ),
    "J315": Code("mandat trop long ou mal renouvelé", ERREUR, Cause.DONNEES, FICHE_JURY),
    # « Dans la mesure du possible »: the figures are given, the person judges.
    "J316": Code("part de membres extérieurs", AVIS, Cause.DONNEES, FICHE_JURY),
    "J317": Code("professionnel de l’organisme", AVIS, Cause.DONNEES, FICHE_JURY),
    "J318": Code("équilibre des femmes et des hommes", AVIS, Cause.DONNEES, FICHE_JURY),
    "J319": Code("jury sans suppléant", AVIS, Cause.DONNEES, FICHE_JURY),
    "J320": Code("même personne deux fois au jury", ERREUR, Cause.DONNEES, USAGE),
    "J321": Code("indépendance déclarée après le jury", ERREUR, Cause.DONNEES, VAE),
    "J322": Code("membre et candidat du même jury", ERREUR, Cause.DONNEES, VAE),
    "J323": Code("prénom absent de qui signe ou préside", ERREUR, Cause.DONNEES, CRPA),
    "J324": Code("désigné après la séance", ERREUR, Cause.DONNEES, FICHE_JURY),
    "J330": Code("collège inconnu", ERREUR, Cause.DONNEES, FICHE_JURY),
    "J331": Code("membre dont un fait manque", ERREUR, Cause.DONNEES, FICHE_JURY),
    # S: the session.
    "S401": Code("code porté deux fois", ERREUR, Cause.DONNEES, USAGE),
    "S402": Code("papier inconnu", ERREUR, Cause.DONNEES, USAGE, suppose={PAPIERS}),
    "S403": Code("papier à deux signataires", ERREUR, Cause.DONNEES, USAGE),
    "S404": Code("enregistrement contredit", ERREUR, Cause.DONNEES, USAGE),
    "S405": Code(
        "épreuve sans jury, sans appelé ou après la décision",
        ERREUR,
        Cause.DONNEES,
        USAGE,
        suppose={CANDIDATS},
    ),
    "S406": Code("bloc visé sans épreuve", ERREUR, Cause.DONNEES, USAGE),
    "S407": Code("jury sans candidat", AVIS, Cause.DONNEES, USAGE, suppose={CANDIDATS}),
    "S408": Code("jury sans lieu", ERREUR, Cause.DONNEES, USAGE),
    "S409": Code("heures dans le désordre", ERREUR, Cause.DONNEES, USAGE),
    "S410": Code("date imprimée impossible", ERREUR, Cause.DONNEES, USAGE, suppose={CANDIDATS}),
    "S411": Code("phrase du référentiel mal formée", ERREUR, Cause.DONNEES, USAGE),
    "S412": Code("jour de passage absent ou faux", ERREUR, Cause.DONNEES, USAGE),
    "S413": Code("deux candidats à la même heure", ERREUR, Cause.DONNEES, USAGE),
    "S414": Code("deux épreuves à la fois", ERREUR, Cause.DONNEES, USAGE),
    "S415": Code("salle prise deux fois", ERREUR, Cause.DONNEES, USAGE),
    # After the échéance those who entered before may still be certified (L6113-9).
    "S416": Code("échéance proche ou passée", AVIS, Cause.DONNEES, "fiche, date d’échéance"),
    # Late is late: stopping the papers would only make the notification later.
    "S417": Code(
        "résultat notifié tard", AVIS, Cause.DONNEES, "code du travail, R6412-5 et suivants"
    ),
    "S418": Code(
        "numéro de procès-verbal porté deux fois", ERREUR, Cause.DONNEES, "usage des procès-verbaux"
    ),
    "S419": Code("date imprimée nulle part", ERREUR, Cause.DONNEES, USAGE),
    "S420": Code("appelé à une épreuve d’un bloc non visé", ERREUR, Cause.DONNEES, USAGE),
    "S421": Code("nom du référentiel porté deux fois", ERREUR, Cause.DONNEES, USAGE),
    "S422": Code("délibération avant le jury", ERREUR, Cause.DONNEES, USAGE),
    "S423": Code("recours d’un régime inconnu", ERREUR, Cause.DONNEES, RECOURS),
    "S424": Code("recours contredit", ERREUR, Cause.DONNEES, RECOURS),
    "S425": Code(
        "règle d’acquisition qui ne peut pas s’appliquer", ERREUR, Cause.DONNEES, FICHE_BLOCS
    ),
    "S426": Code("phrase du référentiel absente", ERREUR, Cause.DONNEES, PARCHEMIN),
    # Beside the name of a true person they would leave as true too: an act that does not exist.
    "S427": Code("valeur inventée par init", ERREUR, Cause.DONNEES, USAGE),
    "S428": Code("délégation hors de la date imprimée", ERREUR, Cause.DONNEES, CRPA),
    "S429": Code("désignation signée par un autre", ERREUR, Cause.DONNEES, USAGE),
    # M: mentions.
    "M501": Code(
        "mention obligatoire absente", ERREUR, Cause.DONNEES, PARCHEMIN, suppose={CANDIDATS}
    ),
    # G: templates, style sheets, images, fonts; composing and laying out.
    "G601": Code("image que l’on ne peut pas imprimer", ERREUR, Cause.LECTURE),
    "G602": Code("syntaxe d’un gabarit", ERREUR, Cause.GABARIT),
    "G603": Code("gabarit introuvable", ERREUR, Cause.GABARIT, suppose={GABARITS}),
    "G604": Code("gabarit qui s’arrête", ERREUR, Cause.GABARIT, suppose={DONNEES, GABARITS}),
    "G605": Code(
        "nom inconnu, valeur vide ou qui n’est pas un texte dans un gabarit",
        ERREUR,
        Cause.GABARIT,
        suppose={DONNEES, GABARITS},
    ),
    # A fault of data, though composing finds it: a character of a name that no font has. It rests
    # on nothing, since no other row and no template is the cause of it.
    "G606": Code("caractère absent des polices", ERREUR, Cause.DONNEES),
    "G607": Code(
        "mention obligatoire absente du papier composé",
        ERREUR,
        Cause.GABARIT,
        suppose={DONNEES, GABARITS},
    ),
    "G608": Code("donnée jointe inconnue", ERREUR, Cause.GABARIT, suppose={GABARITS}),
    "G609": Code(
        "donnée jointe sans être imprimée", ERREUR, Cause.GABARIT, suppose={DONNEES, GABARITS}
    ),
    "G610": Code("police introuvable ou trop ancienne", ERREUR, Cause.LECTURE),
    "G611": Code("gabarit trop long ou trop gourmand", ERREUR, Cause.GABARIT),
    # Words of the template: no data are needed to find them.
    "G620": Code(
        "expression interdite sur un certificat ou une attestation",
        ERREUR,
        Cause.GABARIT,
        suppose={GABARITS},
    ),
    "G621": Code(
        "mention interdite sur ce papier", ERREUR, Cause.GABARIT, suppose={DONNEES, GABARITS}
    ),
    # A matter of look: the DOCX has all the words.
    "G630": Code("style que le PDF seul honore", AVIS, Cause.GABARIT, suppose={GABARITS}),
    "G631": Code(
        "style qui perd, cache ou déplace des mots", ERREUR, Cause.GABARIT, suppose={GABARITS}
    ),
    "G632": Code(
        "règle, propriété, valeur, unité ou police qui n’est pas admise",
        ERREUR,
        Cause.GABARIT,
        suppose={GABARITS},
    ),
    "G633": Code(
        "balise ou attribut qui perd ou cache des mots", ERREUR, Cause.GABARIT, suppose={GABARITS}
    ),
    "G634": Code(
        "balise qui n’est pas fermée, ou fermée sans être ouverte",
        ERREUR,
        Cause.GABARIT,
        suppose={GABARITS},
    ),
    "G635": Code("balise ou attribut douteux", AVIS, Cause.GABARIT, suppose={GABARITS}),
    "G636": Code("fichier d’un dossier de modèles qui ne sert à rien", AVIS, Cause.GABARIT),
    "G637": Code("nom d’un autre papier dans un gabarit", AVIS, Cause.GABARIT, suppose={GABARITS}),
    "G640": Code("feuille de style que l’on ne peut pas appliquer", ERREUR, Cause.GABARIT),
    "G641": Code("papier que l’on ne peut pas mettre en page", ERREUR, Cause.GABARIT),
}


PARTOUT = Place()


def report(
    code: str, message: str, geste: str, place: Place = PARTOUT, source: str = ""
) -> Finding:
    """Return the finding `code`, as grave as its code says.

    Its `source` is that of the code, unless an expression of a template has one of its own.
    """
    said = CODES[code]
    fait, suite = _disarm(message), _disarm(geste)
    return Finding(code, fait, suite, place, said.severite, source or said.source)


_LIGNES = re.compile(r"[\t\r\n\f\v\x85\u2028\u2029 ]*[\t\r\n\f\v\x85\u2028\u2029][\t\r\n ]*")
_MOT_MAX = 300
"""Letters of a word shown. No name of a file is longer; what is, nobody typed."""
_SANS_FIN = re.compile(rf"\S{{{_MOT_MAX + 1},}}")
_COMMANDES = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def _disarm(text: str) -> str:
    # Messages quote templates and style sheets, which may be anybody's: a terminal would obey what
    # it takes for a command, and a line would pass for two.
    text = _SANS_FIN.sub(lambda mot: mot[0][:_MOT_MAX] + "…", _LIGNES.sub(" ", text))
    return _COMMANDES.sub(lambda lettre: f"<U+{ord(lettre[0]):04X}>", text)


def find_cause(finding: Finding) -> Cause:
    """Return whose fault a finding is."""
    return CODES[finding.code].cause


def may_be_said(finding: Finding, acquis: AbstractSet[Acquis]) -> bool:
    """Tell whether a finding is sure when `acquis` is what is right."""
    # One answer for every step. Beside wrong data only what no data can be the cause of is
    # reported: the rest may follow from them, and would hide the first cause.
    return _find_suppose(finding) <= acquis


def _find_suppose(finding: Finding) -> AbstractSet[Acquis]:
    return CODES[finding.code].suppose if finding.suppose is None else finding.suppose
