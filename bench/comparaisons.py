"""The same papers, made our way and the ways of others, in turn.

The speed of a machine drifts by a third. Ways take turns on the same papers, so that it drifts for
all of them, and a ratio is the median of its rounds.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from amo_docs.model.papier import PapierCompose
from amo_docs.pipeline import SessionComposee
from bench.bureau import LOT, TOLERANCE, compare_mots, convert_lot
from bench.champs import CHAMPS, find_complet, read_champs
from bench.manieres import MANIERES, write_gabarits, write_materiel
from bench.ouvriers import Couts, Ouvrier

LIBREOFFICE = "libreoffice"
PV = "proces_verbal"

Tour = Mapping[tuple[str, str], Couts]
"""One round: (type, way) → what a paper cost."""

Say = Callable[[str], None]


@dataclass(frozen=True)
class Comparaison:
    """The figures of all rounds.

    `demarrages` is what each way costs before its first paper, `ecarts` the words that differ.
    """

    tours: tuple[Tour, ...]
    demarrages: Mapping[str, Couts]
    pages: Mapping[str, int]
    ecarts: tuple[str, ...]
    pv: Couts
    lot: int
    memoire_libreoffice: int
    types: tuple[str, ...] = field(default=tuple(CHAMPS))

    def read_cout(self, papier: str, maniere: str) -> float:
        """Return the processor seconds of a paper, as the median of the rounds."""
        return median(tour[papier, maniere].cpu for tour in self.tours)

    def compute_rapport(
        self, dessus: tuple[str, ...], dessous: tuple[str, ...], *types: str
    ) -> float:
        """Return the cost of the ways `dessus` over that of the ways `dessous`, each summed."""
        # A ratio within each round, then the median: rounds of another speed do not mix.
        chosen = types or self.types
        return median(
            _sum(tour, chosen, dessus) / _sum(tour, chosen, dessous) for tour in self.tours
        )


def _sum(tour: Tour, types: tuple[str, ...], manieres: tuple[str, ...]) -> float:
    return sum(tour[papier, maniere].cpu for papier in types for maniere in manieres)


def compare(
    preparation: SessionComposee, dossier: Path, tours: int, lot: int, say: Say
) -> Comparaison:
    """Make `tours` lots of `lot` papers of each type every way, and return the figures.

    Lots are smaller when the session is small.
    """
    modeles = preparation.matiere.modeles
    write_materiel(modeles, dossier)
    lots = {papier: _pick(preparation, papier) for papier in CHAMPS}
    write_gabarits(modeles, [find_complet(papiers) for papiers in lots.values()], dossier)
    # One paper of each type is kept for the warming, and none comes twice:
    # no way may profit from a cache.
    lot = min(lot, LOT, *((len(papiers) - 1) // tours for papiers in lots.values()))
    done: list[Tour] = []
    with ExitStack() as stack:
        ouvriers = [stack.enter_context(Ouvrier(nom, modeles, dossier)) for nom in MANIERES]
        atelier = Atelier(ouvriers, dossier)
        atelier.warm({papier: papiers[-1] for papier, papiers in lots.items()})
        for rang in range(tours):
            say(f"comparaison, tour {rang + 1} sur {tours}")
            chosen = {
                papier: papiers[rang * lot : (rang + 1) * lot] for papier, papiers in lots.items()
            }
            done.append(atelier.run_tour(chosen, rang))
        pv = ouvriers[0].run(
            [papier for papier in preparation.composes if papier.exemplaire.type == PV]
        )
    return Comparaison(
        tours=tuple(done),
        demarrages={o.nom: Couts(o.cpu_demarrage, o.duree_demarrage) for o in ouvriers},
        pages={papier: atelier.count_pages(papiers[0]) for papier, papiers in lots.items()},
        ecarts=tuple(
            ecart
            for papiers in lots.values()
            for p in papiers[: tours * lot]
            for ecart in atelier.check(p)
        ),
        pv=pv,
        lot=lot,
        memoire_libreoffice=atelier.memoire_libreoffice,
    )


def _pick(preparation: SessionComposee, papier: str) -> list[PapierCompose]:
    return [compose for compose in preparation.composes if compose.exemplaire.type == papier]


class Atelier:
    """The folder where every way writes its papers, and the processes that make them."""

    def __init__(self, ouvriers: list[Ouvrier], dossier: Path) -> None:
        self.ouvriers, self.dossier = ouvriers, dossier
        self.memoire_libreoffice = 0
        for nom in (*MANIERES, LIBREOFFICE):
            (dossier / nom).mkdir()

    def warm(self, papiers: Mapping[str, PapierCompose]) -> None:
        """Make a paper of each type every way, without counting it."""
        # Fonts are read and caches filled, and LibreOffice makes its profile.
        for papier in papiers.values():
            for ouvrier in self.ouvriers:
                ouvrier.run([papier], self.dossier / ouvrier.nom)
            self._convert([papier])

    def run_tour(self, lots: Mapping[str, list[PapierCompose]], rang: int) -> Tour:
        """Return what each way costs on these papers."""
        # Every other round goes backwards: no way always follows the same neighbour.
        found: dict[tuple[str, str], Couts] = {}
        for papier, lot in lots.items():
            for ouvrier in self.ouvriers if rang % 2 == 0 else reversed(self.ouvriers):
                found[papier, ouvrier.nom] = ouvrier.run(lot, self.dossier / ouvrier.nom)
                if ouvrier.nom == "docxtpl":
                    found[papier, LIBREOFFICE] = self._convert(lot)
        return found

    def _convert(self, lot: list[PapierCompose]) -> Couts:
        files = [self._place(papier, "docxtpl", ".docx") for papier in lot]
        passage = convert_lot(files, self.dossier / "profil", self.dossier / LIBREOFFICE)
        self.memoire_libreoffice = max(self.memoire_libreoffice, *passage.memoires)
        return Couts(passage.cpu / len(lot), passage.duree / len(lot))

    def _place(self, papier: PapierCompose, maniere: str, suffix: str = ".pdf") -> Path:
        return (
            self.dossier
            / maniere
            / f"{papier.exemplaire.type}-{papier.exemplaire.destinataire}{suffix}"
        )

    def count_pages(self, papier: PapierCompose) -> int:
        """Return the number of pages of our PDF of a paper."""
        return read_pages(self._place(papier, "pdf"))

    def check(self, papier: PapierCompose) -> list[str]:
        """Return one text for each other way whose words differ from ours by more than TOLERANCE."""
        found = []
        ours = self._place(papier, "pdf")
        for maniere in (LIBREOFFICE, "weasyprint", "typst"):
            ecarts = compare_mots(ours, self._place(papier, maniere), _list_courants(papier))
            if len(ecarts) > TOLERANCE:
                found.append(
                    f"{papier.exemplaire.type} de {papier.exemplaire.destinataire}, {maniere} : {' '.join(ecarts)}"
                )
        return found


def read_pages(fichier: Path) -> int:
    """Return the number of pages of a PDF."""
    import pikepdf

    with pikepdf.open(fichier) as document:
        return len(document.pages)


def _list_courants(papier: PapierCompose) -> frozenset[str]:
    """Return the words a way may repeat on each page: running head and foot, heads of tables."""
    champs = read_champs(papier)
    text = f"{champs['bandeau']} {champs.get('reference', '')} Date Heure Durée Épreuve Blocs Salle"
    return frozenset(text.split())
