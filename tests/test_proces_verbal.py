"""Minutes hold whatever a jury decides: one bloc or fifteen, a word or ten pages of a reason."""

from __future__ import annotations

import re
import subprocess
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from fabrique import vie
from fabrique.vie import CANDIDAT, REF, vivre
from outils.libreoffice import convert_docx

from amo_docs.model.papier import PapierCompose
from amo_docs.model.referentiel import Referentiel
from amo_docs.moteur.mise_en_page import MiseEnPage
from amo_docs.render.atelier import Atelier

ISSUES = ("acquis", "acquis antérieurement", "non présenté", "non acquis")
PHRASE = "La {}e phrase dit pourquoi le jury a décidé ce qu’il a décidé. "


def make_ref(nombre: int) -> Referentiel:
    """The référentiel of the samples with `nombre` blocs."""
    donnees = REF.model_dump()
    codes = [f"{REF.code}BC{rang:02d}" for rang in range(1, nombre + 1)]
    donnees["blocs"] = [
        donnees["blocs"][rang % 3] | {"code": code, "abrege": code[-4:]}
        for rang, code in enumerate(codes)
    ]
    donnees["acquisition"] |= {"blocs_requis": codes, "blocs_prealables": None}
    return Referentiel.model_validate(donnees)


def make_resultat(code: str, issue: str, motif: str) -> dict[str, Any]:
    resultat: dict[str, Any] = {"bloc": code, "issue": issue}
    if issue == "acquis antérieurement":
        resultat |= {"date": vie.JOUR.replace(year=2025), "pv": "2025/TERRE-04"}
    return resultat | ({"motif": motif, "reste_a_montrer": motif} if issue == "non acquis" else {})


def compose(
    patch: pytest.MonkeyPatch, nombre: int, motif: str = "motif"
) -> tuple[PapierCompose, Atelier]:
    """Minutes of `nombre` blocs on four candidates, and the workshop that lays them out."""
    ref = make_ref(nombre)
    patch.setattr(vie, "REF", ref)
    codes = [bloc.code for bloc in ref.blocs]
    candidats = [
        CANDIDAT
        | {
            "matricule": f"T90{rang}",
            "nom_naissance": "DE LA ROCHE-SAINT-ANDRÉ",
            "nom_usage": "VILLENEUVE-LORANGERIE",
            "blocs_vises": codes,
            "resultats": [
                make_resultat(code, ISSUES[(rang + place) % 4], motif)
                for place, code in enumerate(codes)
            ],
        }
        for rang in range(4)
    ]
    composition, commun = vivre({"candidats": candidats}).compose(["proces_verbal"])
    assert [str(finding) for finding in composition.findings] == []
    return composition.papiers[0], Atelier(commun.matiere.modeles)


def list_mots(texte: str) -> list[str]:
    """Return the words of a text, cut where a line may break."""
    return re.split(r"[\s/-]+", texte)


def read_mots(mise: MiseEnPage) -> tuple[Counter[str], Counter[str]]:
    """Return the words in the cells of the HTML, and those that stand whole on a line."""
    cellules = (e for tag in ("td", "th") for e in mise.page.racine.iter(tag))
    dits = Counter(mot for e in cellules for t in e.itertext() for mot in list_mots(t) if mot)
    vus = (mot for page in mise.pages for t in page.textes for mot in list_mots(t.texte))
    return dits, Counter(vus)


@pytest.mark.lent
def test_minutes_of_one_to_fifteen_blocs_show_every_word_whole(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for nombre in (1, 4, 5, 6, 7, 11, 15):
        papier, atelier = compose(monkeypatch, nombre)
        mise, _ = atelier.lay_out(papier)
        dits, vus = read_mots(mise)
        assert dits["antérieurement"] == nombre
        assert dits - vus == Counter(), nombre


def test_a_decision_stands_once_beside_its_candidate(monkeypatch: pytest.MonkeyPatch) -> None:
    papier, atelier = compose(monkeypatch, 13)
    racine = atelier.lay_out(papier)[0].page.racine
    tables = [t for t in racine.iter("table") if t.get("class", "").startswith("decisions")]
    tetes = [["".join(th.itertext()) for th in table.iter("th")][3:] for table in tables]
    assert [len(tete) for tete in tetes] == [5, 4, 6]
    assert [mot for tete in tetes for mot in tete][:-2] == [f"BC{n:02d}" for n in range(1, 14)]
    assert tetes[-1][-2:] == ["Prérequis", "Décision"]
    issues = [
        [td.text for td in tr.iter("td")][3:] for t in tables for tr in list(t.iter("tr"))[1:]
    ]
    premiers = issues[0] + issues[4] + issues[8][:4]
    assert premiers == [ISSUES[place % 4] for place in range(13)]


@pytest.fixture(scope="module")
def longs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mapping[str, Path]]:
    """Minutes of fifteen blocs, and of reasons of several pages: PDF, and DOCX by LibreOffice."""
    ici = tmp_path_factory.mktemp("longs")
    docx = {}
    with pytest.MonkeyPatch.context() as patch:
        for nom, nombre, phrases in (("quinze", 15, 1), ("long", 1, 200), ("court", 1, 30)):
            motif = "".join(PHRASE.format(rang) for rang in range(1, phrases + 1))
            papier, atelier = compose(patch, nombre, motif)
            for fichier in atelier.make(papier):
                path = ici / f"{nom}.{fichier.format}"
                path.write_bytes(fichier.contenu)
                docx |= {path: nom} if fichier.format == "docx" else {}
        convertis = convert_docx(docx, ici / "pdf")
    yield {docx[path]: pdf for path, pdf in convertis.items()} | {
        f"{nom}.pdf": ici / f"{nom}.pdf" for nom in docx.values()
    }


def read_texte(path: Path) -> str:
    run = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, text=True, check=True)
    return " ".join(run.stdout.split())


@pytest.mark.libreoffice
@pytest.mark.parametrize(("nom", "phrases"), [("quinze", 1), ("long", 200), ("court", 30)])
def test_nothing_is_lost_in_word_nor_in_the_pdf(
    longs: Mapping[str, Path], nom: str, phrases: int
) -> None:
    pdf, word = (read_texte(longs[cle]) for cle in (f"{nom}.pdf", nom))
    # Each cuts « 2025/TERRE-04 » where it likes.
    assert Counter(re.sub(r"[\s-]", "", pdf)) == Counter(re.sub(r"[\s-]", "", word))
    assert {f"{rang}e" for rang in range(1, phrases + 1)} <= set(word.split())


@pytest.mark.libreoffice
def test_a_row_of_several_pages_keeps_the_head_of_its_table(longs: Mapping[str, Path]) -> None:
    for cle in ("long.pdf", "long"):
        pages = subprocess.run(
            ["pdftotext", str(longs[cle]), "-"], capture_output=True, text=True, check=True
        ).stdout.split("\f")
        assert all("Ce qui reste" in page for page in pages if "phrase" in page), cle
