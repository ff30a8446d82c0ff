"""From the measures to the ratios and the tables of the report."""

# The keys of ratios are those of `rapport.BUTS`, and of the JSON that ends RESULTATS.md.

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bench.commande import Annee, Vitesse
from bench.comparaisons import LIBREOFFICE, Comparaison
from bench.mesure import Passage
from bench.paralleles import Parallele
from bench.rapport import Table, write_nombre

MIO = 1024**2
ANNEE, PETITE = 1855, 50

NOMS = {
    "paire": "nous, PDF et DOCX",
    "pdf": "nous, PDF seul",
    "docx": "nous, DOCX seul (la mise en page du PDF comprise)",
    "docxtpl": "(a) docxtpl, le DOCX",
    LIBREOFFICE: "(a) LibreOffice, le PDF",
    "weasyprint": "(b) WeasyPrint, polices du système",
    "weasyprint_polices": "(b) WeasyPrint, polices liées",
    "typst": "(c) typst, compilateur gardé",
    "typst_neuf": "(c) typst, un compilateur par papier",
    "typst_pdfa": "(c) typst, PDF/A-3a et pièce jointe",
}


@dataclass
class Mesures:
    """Everything a run measured."""

    comparaison: Comparaison
    parallele: Parallele
    commande: Vitesse | None
    memoires: Mapping[int, int]
    demarrage: Passage
    annees: Sequence[Annee] = field(default_factory=list)

    def find_annee(self, candidats: int) -> Annee | None:
        """Return the session of that size, or None when it was not measured."""
        return next((annee for annee in self.annees if annee.candidats == candidats), None)

    def compute_cout(self, annee: Annee) -> float:
        """Return the processor seconds of a pair, without starts and minutes."""
        # Each process pays a start of its own, whatever the number of papers.
        ouvrier = self.comparaison.demarrages["paire"].cpu
        return annee.compute_cout(
            self.demarrage.cpu + annee.processus * ouvrier, self.comparaison.pv.cpu
        )


def compute_rapports(mesures: Mesures) -> dict[str, float | None]:
    """Return every ratio of the report."""
    found: dict[str, float | None] = {
        **_compare_manieres(mesures.comparaison),
        **_compute_annee(mesures),
    }
    found["deux_processus"] = mesures.parallele.ouvriers
    found["deux_processus_machine"] = mesures.parallele.machine
    found["deux_processus_commande"] = mesures.commande and mesures.commande.entiere
    found["deux_processus_commande_nette"] = mesures.commande and mesures.commande.nette
    memoires = mesures.memoires
    found["memoire_5000_sur_200"] = (
        memoires[5000] / memoires[200] if {200, 5000} <= set(memoires) else None
    )
    return found


def _compare_manieres(comparaison: Comparaison) -> dict[str, float]:
    # A DOCX by docxtpl and its PDF by LibreOffice make a pair, as ours is.
    compute, bureau = comparaison.compute_rapport, ("docxtpl", LIBREOFFICE)
    return {
        "paire_sur_docxtpl_libreoffice": compute(("paire",), bureau),
        "paire_sur_docxtpl_libreoffice_convocation": compute(
            ("paire",), bureau, "convocation_candidat"
        ),
        "paire_sur_docxtpl_libreoffice_certificat": compute(("paire",), bureau, "certificat"),
        "pdf_sur_weasyprint": compute(("pdf",), ("weasyprint",)),
        "pdf_sur_weasyprint_polices": compute(("pdf",), ("weasyprint_polices",)),
        "pdf_sur_typst_une_page": compute(("pdf",), ("typst",), "certificat"),
        "pdf_sur_typst_une_page_neuf": compute(("pdf",), ("typst_neuf",), "certificat"),
        "pdf_sur_typst_une_page_pdfa": compute(("pdf",), ("typst_pdfa",), "certificat"),
        "pdf_sur_typst_convocation": compute(("pdf",), ("typst",), "convocation_candidat"),
    }


def _compute_annee(mesures: Mesures) -> dict[str, float | None]:
    """Return the ratios of the year, none when the session of 1,855 was not measured."""
    annee, petite = mesures.find_annee(ANNEE), mesures.find_annee(PETITE)
    if annee is None:
        return {}
    return {
        "papier_annee_sur_50": mesures.compute_cout(annee) / mesures.compute_cout(petite)
        if petite
        else None,
        "premiere_sur_seconde_annee": annee.premiere.duree / annee.seconde.duree,
        "change_sur_premiere_annee": annee.changee.duree / annee.premiere.duree,
        "annee_secondes": annee.premiere.duree,
    }


def make_tables(mesures: Mesures) -> tuple[Table, ...]:
    """Return the tables of the report."""
    return (
        _make_manieres(mesures.comparaison),
        _make_demarrages(mesures),
        _make_annees(mesures),
        _make_passages(mesures),
        _make_memoires(mesures),
    )


def _ms(seconds: float) -> str:
    return write_nombre(round(seconds * 1000, 1))


def _make_manieres(comparaison: Comparaison) -> Table:
    pages = [f"{papier} ({comparaison.pages[papier]} p.)" for papier in comparaison.types]
    rows = [
        [libelle, *(_ms(comparaison.read_cout(papier, nom)) for papier in comparaison.types)]
        for nom, libelle in NOMS.items()
    ]
    texte = (
        f"Millisecondes de processeur par papier, médiane de {len(comparaison.tours)} "
        f"tours de {comparaison.lot} "
        f"papiers. LibreOffice monte à {comparaison.memoire_libreoffice / MIO:.0f} Mio."
    )
    return Table("Un papier, de chaque manière", texte, ["Manière", *pages], rows)


def _make_demarrages(mesures: Mesures) -> Table:
    comparaison = mesures.comparaison
    rows = [
        [f"lancer un processus : {libelle}", _ms(cout.cpu), _ms(cout.duree)]
        for nom, libelle in NOMS.items()
        if (cout := comparaison.demarrages.get(nom)) is not None
    ]
    demarrage = mesures.demarrage
    rows.append(["`amo-docs check` sur deux candidats", _ms(demarrage.cpu), _ms(demarrage.duree)])
    rows.append(
        ["un procès-verbal, PDF et DOCX", _ms(comparaison.pv.cpu), _ms(comparaison.pv.duree)]
    )
    return Table("À part", "", ["Quoi", "Processeur (ms)", "Durée (ms)"], rows)


def _make_annees(mesures: Mesures) -> Table:
    rows = [
        [
            write_nombre(annee.candidats),
            write_nombre(annee.paires),
            str(annee.pv),
            str(annee.processus),
            _ms(annee.verification.cpu / annee.paires),
            _ms(annee.premiere.duree / annee.paires),
            _ms(annee.premiere.cpu / annee.paires),
            _ms(mesures.compute_cout(annee)),
        ]
        for annee in mesures.annees
    ]
    entetes = [
        "Candidats",
        "Paires",
        "dont PV",
        "Processus",
        "`check` seul, processeur / paire (ms)",
        "durée / paire (ms)",
        "processeur / paire (ms)",
        "sans lancement ni PV (ms)",
    ]
    return Table(
        "La commande, premier passage", "Toutes les sortes de papiers d’une session.", entetes, rows
    )


def _make_passages(mesures: Mesures) -> Table:
    rows = []
    for annee in mesures.annees:
        for nom, passage in (
            ("vérification seule (`check`)", annee.verification),
            ("premier passage", annee.premiere),
            ("second, rien n’a changé", annee.seconde),
            (f"un candidat changé ({annee.refaits} fichiers)", annee.changee),
        ):
            enfants = ", ".join(f"{pic / MIO:.0f}" for pic in passage.memoires[1:]) or "–"
            rows.append(
                [
                    write_nombre(annee.candidats),
                    nom,
                    write_nombre(round(passage.duree, 1)),
                    write_nombre(round(passage.cpu, 1)),
                    f"{passage.memoire_parent / MIO:.0f}",
                    enfants,
                ]
            )
    entetes = [
        "Candidats",
        "Passage",
        "Durée (s)",
        "Processeur (s)",
        "Parent (Mio)",
        "Enfants (Mio)",
    ]
    return Table(
        "Les passages", "Mémoire résidente la plus haute de chaque processus.", entetes, rows
    )


def _make_memoires(mesures: Mesures) -> Table:
    rows = [
        [write_nombre(papiers), write_nombre(octets / MIO)]
        for papiers, octets in mesures.memoires.items()
    ]
    return Table(
        "Mémoire d’un ouvrier",
        "Paires de toutes sortes, sans les PV.",
        ["Papiers faits", "Mio"],
        rows,
    )
