"""The outside judges are no rubber stamps: each says no where it must, and speaks up when it cannot
judge."""

from __future__ import annotations

import io
import types
from pathlib import Path

import docx
import jpype
import pikepdf
import pytest
import weasyprint
from outils import libreoffice, mots, verapdf
from outils.libreoffice import LibreOfficeError, convert_docx
from outils.mots import WordsError, words_of_pdf
from outils.verapdf import VeraPdfError, juge, verify_pdf

PAGE = """<!DOCTYPE html><html lang="fr"><head><title>Essai</title><style>
@page { size: A5; margin: 20mm; @top-left { content: "en-tête" } @bottom-right { content: "page " counter(page) } }
td { width: 30mm } </style></head><body><h1>Châlons-en-Champagne</h1>
<table><tr><th scope="col">Nom</th><th scope="col">Motif</th></tr>
<tr><td>un nom qui passe à la ligne</td><td>un motif qui tient sur plusieurs lignes aussi</td></tr></table>
<ul><li>une puce</li></ul>
<p>dernier « mot » Saint-Étienne-du-Rouvray-les-Bains-de-Mer-sur-la-Rivière</p></body></html>"""

UA_AND_ITS_SCHEMA = b"""
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1"/>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
  xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
  <pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
  <pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
  <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
  <pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
    <pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
    <pdfaProperty:category>internal</pdfaProperty:category>
    <pdfaProperty:description>Part of ISO 14289</pdfaProperty:description>
  </rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"""


def write_plain(path: Path, html: str = PAGE) -> Path:
    weasyprint.HTML(string=html).write_pdf(path)
    return path


def write_conforming(path: Path, html: str = PAGE) -> Path:
    """A PDF that says of itself that it is PDF/A-3a and PDF/UA-1."""
    document = weasyprint.HTML(string=html).render(pdf_variant="pdf/a-3a")
    whole = type(document.metadata).generate_rdf_metadata

    def with_ua(metadata: object, *known: object) -> bytes:
        return whole(metadata, *known).replace(b"</rdf:RDF>", UA_AND_ITS_SCHEMA + b"</rdf:RDF>")

    document.metadata.generate_rdf_metadata = types.MethodType(with_ua, document.metadata)
    document.write_pdf(path, pdf_variant="pdf/a-3a")
    return path


def write_broken(source: Path, path: Path) -> Path:
    """The same PDF, its table heads said to be something that is no type of structure."""
    with pikepdf.open(source) as pdf:
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Dictionary) and thing.get("/S") == pikepdf.Name.TH:
                thing.S = pikepdf.Name.Inconnu
        pdf.save(path)
    return path


def clauses(verdict: verapdf.Verdict) -> set[str]:
    return {f"{rule.clause}-{rule.test}" for rule in verdict.failed}


@pytest.mark.verapdf
def test_verapdf_accepts_the_conforming_and_refuses_the_others(tmp_path: Path) -> None:
    conforming = write_conforming(tmp_path / "conforme.pdf")
    files = [
        conforming,
        write_plain(tmp_path / "simple.pdf"),
        write_conforming(tmp_path / "sans-titre.pdf", PAGE.replace("<title>Essai</title>", "")),
        write_broken(conforming, tmp_path / "balise.pdf"),
    ]
    verdicts = {(verdict.path.name, verdict.flavour): verdict for verdict in verify_pdf(files)}

    assert len(verdicts) == len(files) * len(verapdf.FLAVOURS)
    assert all(verdict.checks > 0 for verdict in verdicts.values())
    assert verdicts["conforme.pdf", "3a"].compliant, verdicts["conforme.pdf", "3a"]
    assert verdicts["conforme.pdf", "ua1"].compliant, verdicts["conforme.pdf", "ua1"]
    assert not verdicts["conforme.pdf", "3a"].failed
    assert not verdicts["simple.pdf", "3a"].compliant
    assert "6.7.3.3-1" in clauses(verdicts["simple.pdf", "3a"])
    assert not verdicts["simple.pdf", "ua1"].compliant
    assert "7.1-3" in clauses(verdicts["simple.pdf", "ua1"])
    assert clauses(verdicts["sans-titre.pdf", "ua1"]) == {"7.1-9"}
    assert not verdicts["balise.pdf", "ua1"].compliant
    assert "7.1-5" in clauses(verdicts["balise.pdf", "ua1"])


@pytest.mark.verapdf
def test_verapdf_speaks_up_when_it_cannot_judge(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(VeraPdfError, match="no PDF to judge"):
        verify_pdf([])
    with pytest.raises(VeraPdfError, match="no such file"):
        verify_pdf([tmp_path / "absent.pdf"])
    no_pdf = tmp_path / "texte.pdf"
    no_pdf.write_text("ceci n’est pas un PDF", encoding="utf-8")
    with pytest.raises(VeraPdfError, match=r"texte\.pdf"):
        verify_pdf([no_pdf])
    with pytest.raises(VeraPdfError, match="does not know the flavour"):
        verify_pdf([write_plain(tmp_path / "simple.pdf")], flavours=("9z",))
    monkeypatch.setattr(verapdf, "_DEBIAN_JARS", tmp_path)
    with pytest.raises(VeraPdfError, match="libjaxb-java"):
        verify_pdf([no_pdf])


def test_verapdf_says_that_java_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_jvm(*_options: object, **_named: object) -> None:
        raise jpype.JVMNotFoundException("no libjvm.so")

    monkeypatch.setattr(jpype, "startJVM", no_jvm)
    monkeypatch.setattr("sys.stdin", io.StringIO('{"class_path": [], "files": [], "flavours": []}'))
    with pytest.raises(SystemExit, match="default-jre-headless"):
        juge.main()


def write_docx(path: Path, *texts: str) -> Path:
    document = docx.Document()
    for text in texts:
        document.add_paragraph(text)
    document.save(str(path))
    return path


@pytest.mark.libreoffice
def test_libreoffice_converts_namesakes_in_one_call(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    one = write_docx(tmp_path / "a" / "papier.docx", "Élève de Châlons-en-Champagne", "fin")
    two = write_docx(tmp_path / "b" / "papier.docx", "l’autre papier")
    made = convert_docx([one, two], tmp_path / "pdf")
    assert list(made) == [one, two]
    assert words_of_pdf(made[one]) == ["Élève", "de", "Châlons-en-Champagne", "fin"]
    assert words_of_pdf(made[two]) == ["l’autre", "papier"]


@pytest.mark.libreoffice
def test_libreoffice_speaks_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(LibreOfficeError, match="no DOCX"):
        convert_docx([], tmp_path)
    no_docx = tmp_path / "papier.docx"
    no_docx.write_bytes(b"PK\x03\x04 rien")
    with pytest.raises(LibreOfficeError, match=r"papier\.docx"):
        convert_docx([no_docx], tmp_path / "pdf")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(LibreOfficeError, match="libreoffice-writer-nogui"):
        convert_docx([no_docx], tmp_path / "pdf")


def test_words_follow_the_reading(tmp_path: Path) -> None:
    pdf = write_plain(tmp_path / "simple.pdf")
    assert " ".join(words_of_pdf(pdf, haut=20, bas=20)) == (
        "en-tête Châlons-en-Champagne Nom Motif un nom qui passe à la ligne "
        "un motif qui tient sur plusieurs lignes aussi une puce dernier « mot » "
        "Saint-Étienne-du-Rouvray-les-Bains-de-Mer-sur-la-Rivière page 1"
    )


def test_words_tell_a_difference(tmp_path: Path) -> None:
    one = write_plain(tmp_path / "un.pdf")
    two = write_plain(tmp_path / "deux.pdf", PAGE.replace("dernier", "ultime"))
    assert words_of_pdf(one) != words_of_pdf(two)


def test_words_speak_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(WordsError, match=r"absent\.pdf"):
        words_of_pdf(tmp_path / "absent.pdf")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(WordsError, match="poppler-utils"):
        words_of_pdf(tmp_path / "absent.pdf")


def test_the_tools_are_the_ones_of_this_project() -> None:
    here = Path(__file__).parent / "outils"
    assert {
        Path(str(tool.__file__)).is_relative_to(here) for tool in (libreoffice, mots, verapdf)
    } == {True}
