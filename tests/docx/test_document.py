"""What the package says: styles, lists, tables, sections, headers, links, pictures, properties."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from exemples_docx import NOMS, read_exemple
from lxml import etree
from outils.essai import open_essai

from amo_docs.docx.ordre_ooxml import ORDRE
from amo_docs.jumeaux.impossible import JumeauImpossible

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def _write(corps: str, css: str = "", head: str = "<title>T</title>") -> bytes:
    html = f'<html lang="fr"><head>{head}</head><body>{corps}</body></html>'
    return open_essai(html, "p { margin: 0 }", css).write_docx()


def _open(corps: str, css: str = "") -> Document:
    return docx.Document(BytesIO(_write(corps, css)))


def _xml(donnees: bytes, partie: str = "word/document.xml") -> str:
    return zipfile.ZipFile(BytesIO(donnees)).read(partie).decode("utf-8")


def test_properties_and_language() -> None:
    donnees = _write(
        "<p>x</p>",
        head='<title>Titre</title><meta name="author" content="Auteur"><meta '
        'name="description" content="Sujet">',
    )
    proprietes = docx.Document(BytesIO(donnees)).core_properties
    assert (proprietes.title, proprietes.author, proprietes.subject) == ("Titre", "Auteur", "Sujet")
    assert proprietes.created is not None and proprietes.created.year == 1980
    assert 'w:lang w:val="fr-FR"' in _xml(donnees, "word/styles.xml")
    assert "compatibilityMode" in _xml(donnees, "word/settings.xml")


def test_one_named_style_a_class_and_no_direct_formatting() -> None:
    document = _open(
        "<p class='mention'>a</p><p class='mention'>b</p><p>c <span class='code'>d</span></p>",
        "p { font: 10pt/1.5 'Liberation Sans' } .mention { color: #123456; margin-bottom: 12pt }"
        ".code { font-weight: bold }",
    )
    premier, second, troisieme = document.paragraphs
    assert premier.style is not None and premier.style.name == "Paragraphe – mention"
    assert second.style == premier.style
    assert str(premier.style.font.color.rgb) == "123456"
    assert premier.style.paragraph_format.space_after.pt == 12
    assert [child.tag for child in second._p.pPr] == [qn("w:pStyle")]
    assert second.runs[0]._r.rPr is None
    assert troisieme.runs[1].style.name == "Texte – code"
    assert troisieme.runs[1].style.font.bold


def test_headings_are_real() -> None:
    document = _open("".join(f"<h{n}>Titre {n}</h{n}>" for n in range(1, 5)))
    assert [p.style.name for p in document.paragraphs if p.style] == [
        f"Heading {n}" for n in range(1, 5)
    ]
    assert 'w:outlineLvl w:val="3"' in _xml(_write("<h4>x</h4>"), "word/styles.xml")


def test_metric_twins_are_named() -> None:
    donnees = _write(
        "<p>a</p>", "html { font-family: 'Liberation Serif' }p { font-family: 'Liberation Sans' }"
    )
    styles = _xml(donnees, "word/styles.xml")
    assert "Times New Roman" in styles and "Arial" in styles and "Liberation" not in styles


def test_white_space_collapses_as_css_does() -> None:
    document = _open(
        "<p>  un \n deux <b> trois </b> quatre\u00a0: cinq\u202f! <br> six </p>"
        "<p style='white-space: pre-line'>a  b\n c</p>"
    )
    assert document.paragraphs[0].text == "un deux trois quatre\u00a0: cinq\u202f!\nsix"
    assert document.paragraphs[1].text == "a b\nc"


def test_margins_collapse() -> None:
    document = _open(
        "<p class='a'>a</p><p class='b'>b</p><div class='c'><p>c</p></div>",
        "p.a { margin: 0 0 10pt } p.b { margin: 20pt 0 5pt }.c { margin-top: 8pt; "
        "padding-top: 4pt }",
    )
    ecarts = []
    for haut, bas in zip(document.paragraphs, document.paragraphs[1:], strict=False):
        apres = haut.paragraph_format.space_after or haut.style.paragraph_format.space_after
        avant = bas.paragraph_format.space_before or bas.style.paragraph_format.space_before
        ecarts.append(max(x.pt for x in (apres, avant) if x is not None))
    assert ecarts == pytest.approx([20, 12], abs=0.2)


def test_lists_are_numbered_and_restart() -> None:
    donnees = _write(
        "<ol><li>a</li><li>b<ul><li>c</li></ul></li></ol><ol start='5'><li>d</li></ol>"
    )
    document = _xml(donnees)
    assert re.findall(r'w:numId w:val="(\d)"', document) == ["1", "1", "2", "3"]
    assert re.findall(r'w:ilvl w:val="(\d)"', document) == ["0", "0", "1", "0"]
    numerotation = _xml(donnees, "word/numbering.xml")
    assert re.findall(r'w:start w:val="(\d)"', numerotation) == ["1", "1", "5"]
    assert re.findall(r'w:numFmt w:val="(\w+)"', numerotation) == ["decimal", "bullet", "decimal"]


def test_table_spans_widths_head() -> None:
    document = _open(
        """<table><colgroup><col style="width:25%"><col><col></colgroup><thead><tr><th>a</th>
        <th colspan="2">b</th></tr></thead><tr><td rowspan="2">c</td><td>d</td><td>e</td></tr>
        <tr><td>f</td><td></td></tr></table>""",
        "@page { size: 400px 600px; margin: 0 } html, body { margin: 0 } table { width: 100%;"
        "table-layout: fixed; border-collapse: collapse } tr { break-inside: avoid }",
    )
    tableau = document.tables[0]
    textes = [[cellule.text for cellule in rangee.cells] for rangee in tableau.rows]
    assert textes == [["a", "b", "b"], ["c", "d", "e"], ["c", "f", ""]]
    assert [int(c.get(qn("w:w"))) for c in tableau._tbl.tblGrid] == [1500, 2250, 2250]
    xml = etree.tostring(tableau._tbl).decode()
    assert xml.count("w:tblHeader") == 1 and xml.count("w:cantSplit") == 3
    assert tableau._tbl.getnext().tag == qn("w:p")


def test_borders_collapse_to_the_widest() -> None:
    donnees = _write(
        "<table><tr><td class='a'>a</td><td class='b'>b</td></tr></table>",
        "table { border-collapse: collapse } .a { border-right: 1pt solid red }.b { "
        "border-left: 3pt solid blue }",
    )
    assert _xml(donnees).count('w:sz="24"') == 2


def test_frame_becomes_paragraph_borders_or_a_table_of_one_cell() -> None:
    simple = _open(
        "<div class='c'><p>a</p><p>b</p></div>", ".c { border: 1pt solid; padding: 5pt }"
    )
    assert not simple.tables and len(simple.paragraphs) == 2
    riche = _open("<div class='c'><p>a</p><ul><li>b</li></ul></div>", ".c { border: 1pt solid }")
    assert [p.text for p in riche.tables[0].cell(0, 0).paragraphs] == ["a", "b"]


def test_sections_headers_and_first_page() -> None:
    document = _open(
        "<h1>Un</h1><section><p>deux</p></section>",
        "@page { size: A4; margin: 20mm; @bottom-center { content: counter(page) ' sur ' "
        "counter(pages) }"
        "@top-left { content: string(t) } } @page :first { @top-left { content: none } }"
        "@page large { size: A4 landscape } section { page: large } h1 { string-set: t content() }",
    )
    premiere, seconde = document.sections
    assert (
        premiere.different_first_page_header_footer
        and not seconde.different_first_page_header_footer
    )
    assert premiere.header.paragraphs[0].text == "Un"
    assert premiere.first_page_header.paragraphs[0].text == ""
    pied = etree.tostring(premiere.footer.paragraphs[0]._p).decode()
    assert re.findall(r'w:instr="(\w+)"', pied) == ["PAGE", "NUMPAGES"]
    assert seconde.page_width > seconde.page_height
    assert 'orient="landscape"' in etree.tostring(seconde._sectPr).decode()


def test_page_border() -> None:
    xml = _xml(
        _write("<p>x</p>", "@page { margin: 10mm; border: 3pt double #ff0000; padding: 6mm }")
    )
    assert re.search(
        r'<w:pgBorders w:offsetFrom="text"><w:top w:val="double" w:sz="8" w:space="17"', xml
    )


def test_break_and_keep() -> None:
    xml = _xml(_write("<p>a</p><p style='break-before: page'>b</p><h2>c</h2><p>d</p>"))
    assert xml.count("w:pageBreakBefore") == 1
    styles = _xml(_write("<h2>c</h2><p>d</p>"), "word/styles.xml")
    assert "w:keepNext" in styles


def test_picture_has_size_and_text() -> None:
    document = _open("<p><img src='logo.png' alt='Le logo' style='width: 30mm'></p>")
    forme = document.inline_shapes[0]
    assert (round(forme.width.mm, 1), round(forme.height.mm, 1)) == (30.0, 15.0)
    assert forme._inline.docPr.get("descr") == "Le logo"
    assert 'lineRule="exact"' not in _xml(_write("<p><img src='logo.png' alt=''></p>"))


def test_link() -> None:
    document = _open("<p>Voir <a href='https://example.org/'>ici</a>.</p>")
    assert document.paragraphs[0].hyperlinks[0].address == "https://example.org/"


@pytest.mark.parametrize(
    ("corps", "raison"),
    [
        ("<div style='display: flex'>a</div>", "flex"),
        ("<div style='float: left'>a</div>", "float"),
        ("<p style='position: absolute'>a</p>", "position"),
        ("<p>a <span style='display: inline-block'>b</span></p>", "inline-block"),
        ("<table><tfoot><tr><td>a</td></tr></tfoot></table>", "tfoot"),
        ("<ol><li value='4'>a</li></ol>", "value"),
        ("<ol style='list-style-type: hebrew'><li>a</li></ol>", "hebrew"),
        ("<p style='transform: rotate(4deg)'>a</p>", "transform"),
    ],
)
def test_what_has_no_twin_is_refused(corps: str, raison: str) -> None:
    with pytest.raises(JumeauImpossible, match=raison):
        _write(corps)


def test_bad_picture_is_refused() -> None:
    with pytest.raises(JumeauImpossible, match="illisible"):
        open_essai("<p><img src='x.svg'></p>").write_docx(lambda url: b"<svg/>")


@pytest.mark.parametrize("nom", NOMS)
def test_package_obeys_the_rules_that_can_be_checked(nom: str) -> None:
    archive = zipfile.ZipFile(BytesIO(read_exemple(nom).write_docx()))
    noms = archive.namelist()
    types = archive.read("[Content_Types].xml").decode()
    for partie in noms:
        par_defaut = partie.endswith((".rels", ".png")) or partie == "[Content_Types].xml"
        assert par_defaut or f'"/{partie}"' in types
    for partie in (n for n in noms if n.startswith("word/") and n.endswith(".xml")):
        racine = etree.fromstring(archive.read(partie))
        _check_order(racine)
        _check_relations(archive, partie, racine)
    styles = etree.fromstring(archive.read("word/styles.xml"))
    for nom_attribut in (f"{W}styleId",):
        ids = [s.get(nom_attribut) for s in styles.iter(f"{W}style")]
        assert len(ids) == len(set(ids))
    noms_styles = [s.get(f"{W}val") for s in styles.iter(f"{W}name")]
    assert len(noms_styles) == len(set(noms_styles))
    document = etree.fromstring(archive.read("word/document.xml"))
    employes = {e.get(f"{W}val") for b in ("pStyle", "rStyle") for e in document.iter(f"{W}{b}")}
    assert employes <= set(ids)
    dessins = [e.get("id") for e in document.iter("{*}docPr")]
    assert len(dessins) == len(set(dessins))


def _check_order(racine: etree._Element) -> None:
    """Children stand in the order of the schema, none twice (but header and footer references)."""
    for balise, ordre in ORDRE.items():
        rangs = {f"{W}{nom}": rang for rang, nom in enumerate(ordre)}
        for element in racine.iter(qn(balise)):
            suite = [rangs[str(enfant.tag)] for enfant in element]
            assert suite == sorted(suite), balise
            if balise != "w:sectPr":
                assert len(suite) == len(set(suite)), balise


def _check_relations(archive: zipfile.ZipFile, partie: str, racine: etree._Element) -> None:
    rels = partie.replace("word/", "word/_rels/") + ".rels"
    ids = set()
    if rels in archive.namelist():
        for relation in etree.fromstring(archive.read(rels)):
            ids.add(relation.get("Id"))
            if relation.get("TargetMode") != "External":
                assert f"word/{relation.get('Target')}" in archive.namelist()
    espace = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
    for element in racine.iter():
        for attribut in (f"{espace}id", f"{espace}embed"):
            assert element.get(attribut) is None or element.get(attribut) in ids


def test_cells_end_with_a_paragraph() -> None:
    document = _open("<table><tr><td></td><td><table><tr><td>a</td></tr></table></td></tr></table>")
    for cellule in document.element.body.iter(f"{W}tc"):
        assert cellule[-1].tag == f"{W}p"


def test_small() -> None:
    assert all(len(read_exemple(nom).write_docx()) < 16_000 for nom in NOMS)
