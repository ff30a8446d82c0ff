"""The table of the measure: the papers of every sample, each DOCX through LibreOffice beside its
PDF.

`script/twins [--tous] [--images FOLDER]` prints it; it leaves with 1 when a paper misses the goal.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2 as pdfium
from PIL import Image

from .documentation import write_table
from .jumeaux import Mesure, measure_jumeaux
from .libreoffice import convert_docx

if TYPE_CHECKING:
    from papiers_outils import Ligne, Rendu

_PIRES = 10
_PIXELS_PAR_POINT = 1.4


def choose_papiers(lignes: Iterable[Ligne]) -> dict[Path, str]:
    """Of each type of paper the first, the longest (pages, then letters) and the fullest (letters
    on one page): why."""
    par_type: dict[str, list[Ligne]] = defaultdict(list)
    for ligne in lignes:
        par_type[ligne.type].append(ligne)
    choisis: dict[Path, list[str]] = defaultdict(list)
    for groupe in par_type.values():
        lettres = {ligne.path: _count_lettres(ligne.path.with_suffix(".pdf")) for ligne in groupe}
        choisis[groupe[0].path].append("premier")
        choisis[max(lettres, key=lambda path: (len(lettres[path]), sum(lettres[path])))].append(
            "plus long"
        )
        choisis[max(lettres, key=lambda path: max(lettres[path]))].append("plus plein")
    return {path: ", ".join(pourquoi) for path, pourquoi in choisis.items()}


def _count_lettres(path: Path) -> list[int]:
    with pdfium.PdfDocument(path) as document:
        return [page.get_textpage().count_chars() for page in document]


def list_absentes(session: Path) -> frozenset[tuple[int, int]]:
    """Sizes in pixels of the pictures that the PDF of a session alone carries: signatures and
    stamps."""
    from papiers_outils import read_session

    noms = [
        s[cle]
        for s in read_session(session)["signataires"]
        for cle in ("signature", "cachet")
        if cle in s
    ]
    return frozenset(_measure_image(session.parent / nom) for nom in noms)


def _measure_image(path: Path) -> tuple[int, int]:
    with Image.open(path) as image:
        return image.size


def write_ligne(titre: Sequence[str], mesure: Mesure) -> list[str]:
    """A row of the table."""
    pages = (
        str(mesure.nombres[0])
        if len(set(mesure.nombres)) == 1
        else "{} / {}".format(*mesure.nombres)
    )
    distances = [f"{mesure.centile(rang):.2f}" for rang in (50, 95, 100)]
    autres = sum(len(page.ecarts) for page in mesure.pages) - mesure.seuls
    return [*titre, pages, str(len(mesure.distances)), str(mesure.seuls), *distances, str(autres)]


TETES = [
    "Session",
    "État",
    "Papier",
    "Pourquoi",
    "Pages",
    "Glyphes",
    "Sans jumeau",
    "Médiane",
    "95 %",
    "Plus loin",
    "Autres",
]


def write_images(ours: Path, theirs: Path, dossier: Path, nom: str) -> None:
    """The pages of two PDFs side by side, ours on the left, one PNG a page."""
    dossier.mkdir(parents=True, exist_ok=True)
    with pdfium.PdfDocument(ours) as notre, pdfium.PdfDocument(theirs) as leur:
        for rang, pages in enumerate(zip(notre, leur, strict=False), start=1):
            vues = [page.render(scale=_PIXELS_PAR_POINT).to_pil() for page in pages]
            large = Image.new(
                "RGB", (sum(vue.width for vue in vues) + 8, max(vue.height for vue in vues)), "#888"
            )
            large.paste(vues[0], (0, 0))
            large.paste(vues[1], (vues[0].width + 8, 0))
            large.save(dossier / f"{nom}-{rang}.png")


def list_choisis(rendus: Sequence[Rendu], tous: bool = False) -> dict[Path, tuple[Rendu, str]]:
    """The DOCX to measure in some folders, those of the same bytes once: where each is from, why it
    was chosen."""
    from papiers_outils import keep_uniques

    uniques = keep_uniques(*rendus, forme="docx")
    choisis = {}
    for rendu in rendus:
        lignes = [ligne for ligne in uniques if ligne.path.is_relative_to(rendu.dossier)]
        pourquoi = choose_papiers(lignes)
        choisis |= {
            li.path: (rendu, pourquoi.get(li.path, ""))
            for li in lignes
            if tous or li.path in pourquoi
        }
    return choisis


def measure_rendus(rendus: Sequence[Rendu], tous: bool, ici: Path, images: Path | None) -> int:
    """Print the table of the papers of ``rendus`` and what is worst; return how many papers miss
    the goal."""
    choisis = list_choisis(rendus, tous)
    convertis = convert_docx(choisis, ici)
    rangees, pires, fautes = [], [], {}
    for path, (rendu, pourquoi) in choisis.items():
        nom = str(path.relative_to(rendu.dossier).with_suffix(""))
        mesure = measure_jumeaux(
            path.with_suffix(".pdf"), convertis[path], list_absentes(rendu.session)
        )
        etat = "définitif" if "--definitif" in rendu.sortie.args else "projet"
        rangees.append(write_ligne([rendu.dossier.name, etat, nom, pourquoi], mesure))
        pires += [(distance, f"{nom}, {texte}") for distance, texte in mesure.list_pires(3)]
        fautes[nom] = mesure.list_fautes()
        if images:
            write_images(path.with_suffix(".pdf"), convertis[path], images, convertis[path].stem)
    print(write_table(TETES, rangees))
    print("\nLes endroits les plus éloignés :\n")
    print("\n".join(f"- {texte}" for _, texte in sorted(pires, reverse=True)[:_PIRES]))
    for nom, liste in fautes.items():
        print("\n".join(f"\nBut manqué : {nom}, {faute}" for faute in liste), end="")
    print(f"\n{len(rangees)} papiers mesurés, {sum(map(bool, fautes.values()))} au-delà du but.")
    return sum(map(bool, fautes.values()))


def main() -> int:
    """Render every sample, draft and final, and measure."""
    from papiers_outils import SESSIONS, list_demandes, render_session

    options = argparse.ArgumentParser(
        prog="script/twins", description="Chaque DOCX à côté de son PDF."
    )
    options.add_argument(
        "--tous", action="store_true", help="tous les papiers, et pas trois par type"
    )
    options.add_argument(
        "--images", type=Path, help="dossier où mettre les pages côte à côte, en PNG"
    )
    choix = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="amo-docs-jumeaux-") as scratch:
        ici = Path(scratch)
        rendus = [
            render_session(
                session, ici / f"{nom.replace('/', '-')}{rang}", *etat, *list_demandes(nom)
            )
            for nom, session in SESSIONS.items()
            for rang, etat in enumerate(((), ("--definitif",)))
        ]
        return 1 if measure_rendus(rendus, choix.tous, ici / "libreoffice", choix.images) else 0


if __name__ == "__main__":
    sys.exit(main())
