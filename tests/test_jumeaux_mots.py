"""One source, two formats: the words of each DOCX, through LibreOffice, are those of its PDF, in
the same order."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import docx
import pikepdf
import pytest
from docx.oxml.ns import qn
from papiers_outils import (
    EXEMPLES,
    Mot,
    Page,
    Rendu,
    keep_uniques,
    list_pages,
    read_catalogue,
    read_session,
)


@dataclass(frozen=True)
class Paire:
    """A paper as PDF, and its DOCX as LibreOffice prints it."""

    chemin: str
    docx: Path
    pdf: tuple[Page, ...]
    relu: tuple[Page, ...]


@pytest.fixture(scope="session")
def paires(tous: list[Rendu], conversions: dict[Path, Path]) -> list[Paire]:
    """Of each type of paper of every sample, draft and final, the first, the longest and the
    fullest."""
    lignes = [ligne for ligne in keep_uniques(*tous, forme="docx") if ligne.path in conversions]
    return [
        Paire(
            str(li.path),
            li.path,
            list_pages(li.path.with_suffix(".pdf")),
            list_pages(conversions[li.path]),
        )
        for li in lignes
    ]


def join_lines(mots: Sequence[Mot]) -> list[str]:
    """The words in the order drawn; one broken at the end of a line, after a hyphen or beside a
    slash, whole again."""
    text = ""
    for mot, after in pairwise([*mots, Mot("", 0, 0, 0, 0)]):
        next_line = after.haut > (mot.haut + mot.bas) / 2
        cut = mot.texte.endswith(("-", "/", "–")) and len(mot.texte) > 1
        cut |= after.texte.startswith("/") and len(after.texte) > 1
        text += mot.texte + ("" if next_line and cut else " ")
    return text.split()


def list_heads(path: Path) -> list[list[str]]:
    """The words of each table head of a DOCX, which a table that goes on over a page prints
    again."""
    rows = docx.Document(str(path)).element.body.iter(qn("w:tr"))
    heads = [row for row in rows if row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None]
    cells = [[cell.itertext(qn("w:t")) for cell in row.iter(qn("w:p"))] for row in heads]
    return [" ".join("".join(texts) for texts in row).split() for row in cells]


def join_pages(pages: Sequence[Page], heads: list[list[str]]) -> list[str]:
    """The words of the body over all the pages, table heads printed again left out."""
    words: list[str] = []
    for page in pages:
        body = join_lines(page.corps)
        again = next(
            (h for h in heads if h and body[: len(h)] == h and " ".join(h) in " ".join(words)), []
        )
        words += body[len(again) :]
    return words


def difference(ours: list[str], theirs: list[str]) -> str:
    """Where two lists of words part, or nothing."""
    if ours == theirs:
        return ""
    rank = next(
        (i for i, (a, b) in enumerate(zip(ours, theirs, strict=False)) if a != b),
        min(len(ours), len(theirs)),
    )
    return (
        f"PDF « {' '.join(ours[rank - 3 : rank + 5])} », DOCX « "
        f"{' '.join(theirs[rank - 3 : rank + 5])} »"
    )


@pytest.mark.libreoffice
def test_every_paper_has_its_twin(paires: list[Paire], tous: list[Rendu]) -> None:
    for rendu in tous:
        stems = {
            forme: {p.with_suffix("") for p in rendu.dossier.rglob(f"*.{forme}")}
            for forme in ("pdf", "docx")
        }
        assert stems["pdf"] == stems["docx"] != set()
    seen = {paire.docx for paire in paires}
    for both in zip(tous[::2], tous[1::2], strict=True):  # draft and final of one sample
        lignes = [ligne for rendu in both for ligne in rendu.list_papiers("docx")]
        assert {ligne.type for ligne in lignes} == {
            ligne.type for ligne in lignes if ligne.path in seen
        }


@pytest.mark.libreoffice
def test_the_words_are_the_same_in_the_same_order(paires: list[Paire]) -> None:
    wrong = {}
    for paire in paires:
        heads = list_heads(paire.docx)
        ours, theirs = join_pages(paire.pdf, heads), join_pages(paire.relu, heads)
        assert len(ours) > 50, paire.chemin
        wrong[paire.chemin] = difference(ours, theirs)
    assert {chemin: text for chemin, text in wrong.items() if text} == {}


@pytest.mark.libreoffice
def test_the_pages_are_as_many_and_their_margins_say_the_same(paires: list[Paire]) -> None:
    assert any(page.marge_haute and page.marge_basse for paire in paires for page in paire.pdf)
    wrong = {paire.chemin: (read_marges(paire.pdf), read_marges(paire.relu)) for paire in paires}
    assert {chemin: both for chemin, both in wrong.items() if both[0] != both[1]} == {}


@pytest.mark.libreoffice
def test_the_pages_break_at_the_same_place(paires: list[Paire]) -> None:
    """Word for word on each page: a row or a line that slips to the next page is seen."""
    wrong = [paire.chemin for paire in paires if read_corps(paire.pdf) != read_corps(paire.relu)]
    assert wrong == []


def read_corps(pages: Sequence[Page]) -> list[list[str]]:
    """What each page says between its margins."""
    return [join_lines(page.corps) for page in pages]


def read_marges(pages: Sequence[Page]) -> list[str]:
    """What the margins of each page say."""
    return [" ".join(mot.texte for mot in (*page.marge_haute, *page.marge_basse)) for page in pages]


def list_images_pdf(path: Path) -> list[tuple[int, int]]:
    with pikepdf.open(path) as pdf:
        things = [
            t
            for t in pdf.objects
            if isinstance(t, pikepdf.Stream) and t.get("/Subtype") == pikepdf.Name.Image
        ]
        masks = {t.SMask.objgen for t in things if "/SMask" in t}
        return sorted((int(t.Width), int(t.Height)) for t in things if t.objgen not in masks)


def list_images_docx(path: Path) -> list[bytes]:
    with zipfile.ZipFile(path) as archive:
        return [archive.read(name) for name in archive.namelist() if name.startswith("word/media/")]


def test_signatures_are_in_the_definitive_pdf_only(projet: Rendu, definitif: Rendu) -> None:
    """Signature and cachet of the sample: in the PDF of the papers their signatory signs, and in no
    DOCX at all."""

    def size(name: str) -> tuple[int, int]:
        width, height = struct.unpack(">II", (EXEMPLES / "images" / name).read_bytes()[16:24])
        return width, height

    marks = {size("signature.png"), size("cachet.png")}
    signed = {
        cle for s in read_session()["signataires"] if "signature" in s for cle in s["papiers"]
    }
    assert signed
    assert size("embleme.png") not in marks
    assert signed < set(read_catalogue())
    for ligne in definitif.list_papiers():
        found = marks & set(list_images_pdf(ligne.path))
        assert found == (marks if ligne.type in signed else set()), ligne.chemin
    for ligne in projet.list_papiers():
        assert not marks & set(list_images_pdf(ligne.path)), ligne.chemin
    secret = {(EXEMPLES / "images" / name).read_bytes() for name in ("signature.png", "cachet.png")}
    logo = (EXEMPLES / "images" / "embleme.png").read_bytes()
    for rendu in (projet, definitif):
        images = {
            ligne.chemin: list_images_docx(ligne.path) for ligne in rendu.list_papiers("docx")
        }
        assert any(images.values())
        for chemin, found_images in images.items():
            assert set(found_images) <= {logo}, chemin
            assert not secret & set(found_images), chemin


def test_no_alternative_text_of_a_signature_is_left_in_a_docx(definitif: Rendu) -> None:
    signed = {
        cle for s in read_session()["signataires"] if "signature" in s for cle in s["papiers"]
    }
    for ligne in definitif.list_papiers("docx", *signed):
        with zipfile.ZipFile(ligne.path) as archive:
            assert "Signature de" not in archive.read("word/document.xml").decode(), ligne.chemin


def make_page(*words: str) -> Page:
    return Page(
        (),
        (),
        tuple(Mot(word, 20.0 * rank, 0, 20.0 * rank + 9, 9) for rank, word in enumerate(words)),
        (),
    )


def test_the_reader_of_words_sees_what_differs() -> None:
    """The comparison fails where it must: a word less, a word displaced, a head that is no
    repetition."""
    head = [["Nom", "Motif"]]
    one, two = make_page("Nom", "Motif", "A"), make_page("Nom", "Motif", "B")
    assert join_pages([one, two], head) == ["Nom", "Motif", "A", "B"]
    assert join_pages([two], head) == ["Nom", "Motif", "B"]
    assert join_pages([one, two], []) == ["Nom", "Motif", "A", "Nom", "Motif", "B"]
    assert join_lines([Mot("Châlons-", 0, 0, 9, 9), Mot("en", 0, 20, 9, 29)]) == ["Châlons-en"]
    assert join_lines([Mot("Châlons-", 0, 0, 9, 9), Mot("en", 20, 0, 29, 9)]) == ["Châlons-", "en"]
    assert difference(["a", "b"], ["a", "b"]) == ""
    assert difference(["a", "b"], ["a"])
    assert difference(["a", "b"], ["b", "a"])
