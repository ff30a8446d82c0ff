"""Every PDF of the sample, draft and final: archivable, accessible, honest about its state and its
data."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from outils.verapdf import FLAVOURS, Verdict
from papiers_outils import (
    SESSIONS,
    Ligne,
    Rendu,
    Travaux,
    keep_uniques,
    list_types,
    plain,
    read_catalogue,
    read_pages,
    read_session,
    squeeze,
)

CATALOGUE = read_catalogue()
AVANT_JURY = {cle for cle, table in CATALOGUE.items() if table.get("avant_jury", False)}
MOIS = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
]


@pytest.fixture(scope="session")
def verdicts(travaux: Travaux) -> list[Verdict]:
    return travaux.verdicts().result()


@pytest.fixture(scope="session")
def pdfs(tous: list[Rendu]) -> list[Ligne]:
    """Every PDF of every sample, draft and final, those of the same bytes once."""
    return keep_uniques(*tous, forme="pdf")


@pytest.mark.verapdf
def test_verapdf_finds_every_pdf_compliant(verdicts: list[Verdict], tous: list[Rendu]) -> None:
    """Both flavours, one JVM, every sample; files of the same bytes are judged once."""
    judged = {verdict.path.read_bytes() for verdict in verdicts}
    assert len(tous) == 2 * len(SESSIONS)
    made = [path.read_bytes() for rendu in tous for path in rendu.dossier.rglob("*.pdf")]
    assert judged == set(made)
    assert len(made) > len(judged) > 0
    assert len(verdicts) == len(judged) * len(FLAVOURS)
    assert {verdict.flavour for verdict in verdicts} == {"3a", "ua1"}
    assert all(verdict.checks > 0 for verdict in verdicts)
    assert [str(verdict) for verdict in verdicts if not verdict.compliant] == []


def test_every_type_is_there_in_both_folders(projet: Rendu, definitif: Rendu) -> None:
    """What follows holds of nothing that was not made."""
    for rendu in (projet, definitif):
        for forme in ("pdf", "docx"):
            assert {ligne.type for ligne in rendu.list_papiers(forme)} == list_types()


def read_attachments(path: Path) -> dict[str, Any]:
    with pikepdf.open(path) as pdf:
        return {
            name: json.loads(spec.get_file().read_bytes()) for name, spec in pdf.attachments.items()
        }


def list_leaves(value: Any, where: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield from list_leaves(item, f"{where}.{key}" if where else key)
    elif isinstance(value, list):
        for rank, item in enumerate(value):
            yield from list_leaves(item, f"{where}[{rank}]")
    else:
        yield where, value


def is_printed(value: Any, text: str) -> bool:
    """Whether ``text``, without white space, prints ``value``; dates in words or as JJ/MM/AAAA."""
    if isinstance(value, int):
        return re.search(rf"(?<!\d){value}(?!\d)", text) is not None
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return squeeze(value).casefold() in text.casefold()
    words = f"{'1er' if day.day == 1 else day.day}{MOIS[day.month - 1]}{day.year}"
    return words in text or f"{day:%d/%m/%Y}" in text


@pytest.mark.parametrize(
    ("value", "text", "expected"),
    [
        ("2026-03-01", "le1ermars2026", True),
        ("2026-03-01", "01/03/2026", True),
        ("2026-03-01", "11mars2026", False),
        (5, "niveau5.", True),
        (5, "RNCP36853", False),
        ("Châlons-sur-Marne", "àChâlons-sur-Marne(Marne)", True),
        ("LEFÈVRE", "LEFEVRE", False),
    ],
)
def test_the_reader_of_leaves_tells_printed_from_absent(
    value: Any, text: str, expected: bool
) -> None:
    assert is_printed(value, text) is expected


@pytest.mark.lent
def test_the_attachment_is_the_data_printed_and_nothing_else(pdfs: list[Ligne]) -> None:
    """One attachment, valid JSON; its one key beside the data names the type, as the manifest
    does."""
    for ligne in pdfs:
        attachments = read_attachments(ligne.path)
        assert list(attachments) == ["donnees.json"], ligne.chemin
        content = attachments["donnees.json"]
        assert set(content) == {"papier", "donnees"}
        assert content["papier"] == ligne.type
        text = squeeze(" ".join(read_pages(ligne.path)))
        leaves = list(list_leaves(content["donnees"]))
        assert leaves, ligne.chemin
        assert [leaf for leaf in leaves if not is_printed(leaf[1], text)] == [], ligne.chemin


def test_the_attachment_names_the_recipient_only(projet: Rendu) -> None:
    """A certificate carries the data of its holder, of no other candidate."""
    for ligne in projet.list_papiers("pdf", "certificat", "attestation_bloc"):
        donnees = read_attachments(ligne.path)["donnees.json"]["donnees"]
        assert not {"decisions", "jury.membres"} & set(donnees)
        assert all(not isinstance(value, list | dict) for value in donnees.values()), ligne.chemin


def test_every_pdf_says_its_language_title_and_author(tous: list[Rendu]) -> None:
    titles = set()
    for author, ligne in [
        (read_session(r.session)["autorite"]["nom"], li) for r in tous for li in r.list_papiers()
    ]:
        with pikepdf.open(ligne.path) as pdf:
            assert str(pdf.Root.Lang).split("-")[0] == "fr", ligne.chemin
            assert str(pdf.docinfo["/Author"]) == author
            assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
            assert bool(pdf.Root.MarkInfo.Marked)
            title = str(pdf.docinfo["/Title"]).strip()
            assert title
            titles.add(title)
            metadata = pdf.open_metadata()
            assert str(metadata["dc:title"]) == title
    assert len(titles) > len(CATALOGUE)


def list_fonts(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == pikepdf.Name.Font:
            yield from thing.get("/DescendantFonts", [thing])


def test_every_font_is_embedded(pdfs: list[Ligne]) -> None:
    """Liberation and nothing else: no machine substitutes another."""
    for ligne in pdfs:
        with pikepdf.open(ligne.path) as pdf:
            fonts = list(list_fonts(pdf))
            assert fonts, ligne.chemin
            for font in fonts:
                assert "Liberation" in str(font.BaseFont), ligne.chemin
                files = [key for key in font.FontDescriptor if key.startswith("/FontFile")]
                assert len(files) == 1, (ligne.chemin, str(font.BaseFont))


def test_specimen_is_on_every_page(pdfs: list[Ligne]) -> None:
    """As the band says it, not only as the fictitious acts say it of themselves."""
    for ligne in pdfs:
        for rank, page in enumerate(read_pages(ligne.path), start=1):
            assert re.search(r"(?<![(,] )SPÉCIMEN(?! ?[,)])", page), f"{ligne.chemin}, page {rank}"


def test_projet_is_on_every_page_that_follows_the_jury(projet: Rendu) -> None:
    followers = [ligne for ligne in projet.list_papiers() if ligne.type not in AVANT_JURY]
    assert {ligne.type for ligne in followers} == set(CATALOGUE) - AVANT_JURY
    for ligne in followers:
        for rank, page in enumerate(read_pages(ligne.path), start=1):
            assert "PROJET sans valeur" in plain(page), f"{ligne.chemin}, page {rank}"


def test_projet_is_on_nothing_else(projet: Rendu, definitif: Rendu) -> None:
    """Never on a convocation, never on a definitive paper: neither text, nor title, nor data."""
    assert AVANT_JURY
    rest = [*projet.list_papiers("pdf", *AVANT_JURY), *definitif.list_papiers()]
    for ligne in rest:
        assert "PROJET" not in " ".join(read_pages(ligne.path)), ligne.chemin
        assert "PROJET" not in json.dumps(read_attachments(ligne.path), ensure_ascii=False)


def test_convocations_do_not_depend_on_definitif(projet: Rendu, definitif: Rendu) -> None:
    for ligne in projet.list_papiers("pdf", *AVANT_JURY) + projet.list_papiers("docx", *AVANT_JURY):
        assert ligne.path.read_bytes() == (definitif.dossier / ligne.chemin).read_bytes(), (
            ligne.chemin
        )
