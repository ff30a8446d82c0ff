"""The tag tree a reader goes through: whole tables, lists and paragraphs, over any page."""

from __future__ import annotations

import pytest
from outils.balisage import Etiquette, Lu, read_balisage
from outils.essai import JOINT, JOUR, open_essai, write_page

# Five lines a page, so that a few words make several.
PETITE = """@page { size: 300pt 100pt; margin: 20pt 10pt; @top-left { content: "Haut" }
  @bottom-right { content: "page " counter(page) } }
* { font: 10pt/12pt "Liberation Serif"; margin: 0; padding: 0; orphans: 1; widows: 1 }
ul, ol { padding-left: 20pt } table { border-collapse: collapse }
img { width: 20pt; image-rendering: crisp-edges } thead { display: table-header-group }"""


def read(corps: str, style: str = "") -> Lu:
    """Return the PDF of a page read, once nothing in it makes a reader stumble."""
    lu = read_balisage(open_essai(write_page(corps, PETITE + style)).mise.write_pdf(JOINT, JOUR))
    assert list(lu.list_fautes()) == []
    return lu


def show(corps: str, style: str = "") -> list[object]:
    return [tag.show() for tag in read(corps, style).racine.dessous]


def write_rangees(nombre: int, nom: str = "") -> str:
    return "".join(f"<tr><td>a{nom}{n}</td><td>b{nom}{n}</td></tr>" for n in range(nombre))


TETE = '<thead><tr><th scope="col">A</th><th scope="col">B</th></tr></thead>'


# ── What a page cuts ──────────────────────────────────────────────────────────────────────────────


def test_a_table_over_three_pages_is_one_table_with_one_head() -> None:
    lu = read(f"<table>{TETE}<tbody>{write_rangees(10)}</tbody></table>")
    (table,) = lu.racine.dessous
    assert [tag.genre for tag in table.dessous] == ["THead", "TBody"]
    assert [ligne.texte for ligne in table.find("TR")] == [
        "A B",
        *(f"a{n} b{n}" for n in range(10)),
    ]
    assert {contenu.page for contenu in table.contenus} == {0, 1, 2}
    repetees = [(page, said) for _, genre, page, said in lu.artefacts if not genre]
    assert repetees == [(page, said) for page in (1, 2) for said in "AB"]


def test_cells_of_later_pages_name_the_heads_of_the_first() -> None:
    (table,) = read(f"<table>{TETE}<tbody>{write_rangees(10)}</tbody></table>").racine.dessous
    a, b = (tete.nom for tete in table.find("TH"))
    assert [cellule.tetes for cellule in table.find("TD")] == [(a,), (b,)] * 10


@pytest.mark.parametrize("rangees", [2, 4, 5, 9, 14])
def test_two_like_tables_that_follow_each_other_stay_two(rangees: int) -> None:
    """Wherever the page cuts: in the first, in the second, or right between them."""
    une = f"<table>{TETE}<tbody>{write_rangees(rangees)}</tbody></table>"
    tables = read(une + une).racine.dessous
    assert [table.genre for table in tables] == ["Table", "Table"]
    assert [len(table.find("TR")) for table in tables] == [rangees + 1] * 2


def test_groups_of_one_table_stay_apart_and_whole() -> None:
    groupes = "".join(f"<tbody>{write_rangees(n, f'{n}-')}</tbody>" for n in (3, 6, 2))
    (table,) = read(f"<table>{TETE}{groupes}</table>").racine.dessous
    assert [len(groupe.dessous) for groupe in table.dessous] == [1, 3, 6, 2]


def test_a_row_cut_by_a_page_is_one_row_of_whole_cells() -> None:
    longue = "<br>".join(f"m{n}" for n in range(8))
    (table,) = read(f"<table>{TETE}<tr><td>{longue}</td><td>court</td></tr></table>").racine.dessous
    mots = " ".join(f"m{n}" for n in range(8))
    assert [tag.texte for tag in table.find("TD")] == [mots, "court"]


def test_a_cell_of_blocks_cut_by_a_page_is_whole() -> None:
    blocs = "".join(f"<p>p{n}</p>" for n in range(7))
    (table,) = read(f"<table><tr><td>avant{blocs}après</td></tr></table>").racine.dessous
    (cellule,) = table.find("TD")
    assert cellule.show() == ("TD", "P avant", *(f"P p{n}" for n in range(7)), "P après")


def test_a_list_and_its_item_cut_by_a_page_are_one() -> None:
    longue = "<br>".join(f"m{n}" for n in range(8))
    (liste,) = read(f"<ul><li>un</li><li>{longue}</li><li>trois</li></ul>").racine.dessous
    assert [item.genre for item in liste.dessous] == ["LI"] * 3
    assert [[x.genre for x in item.dessous] for item in liste.dessous] == [["Lbl", "LBody"]] * 3
    assert liste.dessous[1].dessous[1].texte == " ".join(f"m{n}" for n in range(8))


def test_a_list_in_a_list_is_whole_over_a_page() -> None:
    dedans = "".join(f"<li>i{n}</li>" for n in range(6))
    (liste,) = read(f"<ul><li>un<ol>{dedans}</ol></li><li>deux</li></ul>").racine.dessous
    assert [tag.genre for tag in liste.dessous] == ["LI", "L", "LI"]
    assert [item.dessous[1].texte for item in liste.dessous[1].dessous] == [
        f"i{n}" for n in range(6)
    ]


@pytest.mark.parametrize("items", [1, 2, 3, 4, 5])
def test_two_like_lists_stay_two(items: int) -> None:
    une = "<ul>" + "<li>a</li>" * items + "</ul>"
    listes = read(une + une).racine.dessous
    assert [(liste.genre, len(liste.dessous)) for liste in listes] == [("L", items)] * 2


def test_a_paragraph_cut_by_a_page_is_one_bold_words_and_all() -> None:
    mots = "<br>".join(f"m{n}" for n in range(4))
    dit = " ".join(f"m{n}" for n in range(4))
    assert show(f"<p>{mots}<b>{mots}</b>{mots}</p><p>fin</p>") == [
        f"P {dit}{dit}{dit}".replace("m3m0", "m3 m0"),
        "P fin",
    ]


def test_two_like_paragraphs_stay_two() -> None:
    assert show("<p>même</p>" * 12) == ["P même"] * 12


def test_a_section_cut_by_a_page_is_one() -> None:
    blocs = "".join(f"<p>p{n}</p>" for n in range(7))
    assert show(f"<section><h2>T</h2>{blocs}</section>") == [
        ("Sect", "H2 T", *(f"P p{n}" for n in range(7)))
    ]


def test_links_are_in_the_tree_those_of_a_repeated_head_too() -> None:
    """The checks of `read` count the places to click."""
    lien = '<a href="https://exemple.fr/">ici</a>'
    tete = f'<thead><tr><th scope="col">{lien}</th><th scope="col">B</th></tr></thead>'
    lu = read(f"<table>{tete}<tbody>{write_rangees(10)}</tbody></table><p>{lien} {lien}</p>")
    assert [tag.texte for tag in lu.racine.find("Link")] == ["ici"] * 3
    assert len([nombre for (page, _), nombre in lu.vus.items() if page < 0]) == 5


# ── What is no part of the text ───────────────────────────────────────────────────────────────────


def test_running_heads_and_feet_are_artifacts_of_their_page() -> None:
    lu = read("<p>un</p><p style='break-before: page'>deux</p>")
    assert lu.artefacts == [
        ("Pagination", genre, page, said)
        for page in (0, 1)
        for genre, said in (("Header", "Haut"), ("Footer", f"page {page + 1}"))
    ]
    assert lu.racine.texte == "un deux"


def test_nothing_is_tagged_for_what_says_nothing() -> None:
    assert show("<p></p><div><p><b></b></p></div><section></section><p>a<b>b</b></p>") == ["P a b"]


# ── Lists, blocks, pictures ───────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("liste", "style", "attendu"),
    [
        ("ul", "", "Disc"),
        ("ul", "square", "Square"),
        ("ol", "", "Decimal"),
        ("ol", "lower-latin", "LowerAlpha"),
        ("ol", "upper-roman", "UpperRoman"),
        ("ul", "'– '", "Disc"),
        ("ul", "none", "None"),
    ],
)
def test_a_list_says_how_it_is_numbered(liste: str, style: str, attendu: str) -> None:
    forme = f'style="list-style-type: {style}"' if style else ""
    (tag,) = read(f"<{liste} {forme}><li>a</li><li>b</li></{liste}>").racine.dessous
    assert tag.attributs == {"O": "List", "ListNumbering": attendu}


def test_an_item_of_paragraphs_has_one_body() -> None:
    assert show("<ul><li><p>a</p><p>b</p></li></ul>") == [
        ("L", ("LI", "Lbl •", ("LBody", "P a", "P b")))
    ]


def test_terms_and_definitions_are_items() -> None:
    assert show("<dl><dt>a</dt><dd>b</dd></dl>") == [("L", ("LI", "LBody a"), ("LI", "LBody b"))]


def test_an_address_is_a_block_a_line() -> None:
    assert show("<address><b>Madame X</b><br>12 rue Y<br>51000 Z</address>") == [
        ("Div", "P Madame X", "P 12 rue Y", "P 51000 Z")
    ]
    assert show("<address>Madame X</address>") == ["P Madame X"]


def test_lines_that_stand_in_no_block_are_a_paragraph() -> None:
    assert show("<div>a</div><section>b<p>c</p>d</section><header>e</header>") == [
        "P a",
        ("Sect", "P b", "P c", "P d"),
        "P e",
    ]


def test_words_in_another_tongue_keep_it() -> None:
    (paragraphe,) = read('<p>un <span lang="en">word</span></p>').racine.dessous
    (mot,) = paragraphe.dessous
    assert (mot.genre, mot.texte, mot.langue) == ("Span", "word", "en")


def test_a_picture_says_where_it_is_in_points_of_its_page() -> None:
    (image,) = read('<p><img src="logo.png" alt="Bleu"></p>').racine.find("Figure")
    assert image.texte_de_rechange == "Bleu"
    gauche, bas, droite, haut = image.cadre
    # 20 pt wide and half as high, its foot on the line that begins at the margin.
    assert (gauche, droite) == (10, 30)
    assert haut - bas == pytest.approx(10, abs=0.01)
    assert 60 < bas < haut <= 80


# ── Heads of cells ────────────────────────────────────────────────────────────────────────────────


def read_tetes(table: str) -> dict[str, str]:
    """Return the words of the heads of each cell."""
    (tag,) = read(f"<table>{table}</table>", "@page { size: 300pt 400pt }").racine.dessous
    said = {tete.nom: tete.texte for tete in tag.find("TH")}
    return {
        cellule.texte: " ".join(said[nom] for nom in cellule.tetes) for cellule in tag.find("TD")
    }


LIGNE = '<tr><th scope="row">L</th><td>a</td><td>b</td></tr>'


@pytest.mark.parametrize(
    ("table", "attendu"),
    [
        pytest.param(
            f'<thead><tr><td>x</td><th scope="col">A</th><th scope="col">B</th></tr></thead>{LIGNE}',
            {"a": "L A", "b": "L B"},
            id="both ways",
        ),
        pytest.param(
            '<thead><tr><th scope="col">J</th><th scope="col">H</th></tr></thead>'
            '<tr><th scope="row" rowspan="2">lundi</th><td>9</td></tr><tr><td>10</td></tr>'
            '<tr><th scope="row">mardi</th><td>11</td></tr>',
            {"9": "lundi H", "10": "lundi H", "11": "mardi H"},
            id="a head of several rows",
        ),
        pytest.param(
            '<thead><tr><th scope="col">J</th><th scope="col">H</th></tr></thead>'
            '<tr><td rowspan="2">lundi</td><td>9</td></tr><tr><td>10</td></tr>',
            {"lundi": "J", "9": "H", "10": "H"},
            id="a cell of several rows",
        ),
        pytest.param(
            '<thead><tr><th scope="col" rowspan="2">N</th><th scope="col" colspan="2">G</th></tr>'
            '<tr><th scope="col">A</th><th scope="col">B</th></tr></thead>'
            "<tr><td>n</td><td>a</td><td>b</td></tr>",
            {"n": "N", "a": "G A", "b": "G B"},
            id="heads one above the other",
        ),
        pytest.param(
            '<thead><tr><th scope="col">A</th></tr></thead>'
            '<tr><th scope="rowgroup">matin</th></tr><tr><td>9</td></tr>'
            '<tr><th scope="rowgroup">soir</th></tr><tr><td>18</td></tr>',
            {"9": "matin A", "18": "soir A"},
            id="heads of groups in one body",
        ),
        pytest.param(
            '<thead><tr><th scope="col">A</th></tr></thead>'
            '<tbody><tr><th scope="colgroup">matin</th></tr><tr><td>9</td></tr></tbody>'
            '<tbody><tr><th scope="colgroup">soir</th></tr><tr><td>18</td></tr></tbody>',
            {"9": "A matin", "18": "A soir"},
            id="heads between rows",
        ),
        pytest.param(
            "<thead><tr><th>A</th><th>B</th></tr></thead><tr><th>l</th><td>b</td></tr>",
            {"b": "l B"},
            id="no scope",
        ),
    ],
)
def test_each_cell_names_its_heads(table: str, attendu: dict[str, str]) -> None:
    found = read_tetes(table)
    assert {cellule: found[cellule] for cellule in attendu} == attendu


# ── Tables that only lay out ──────────────────────────────────────────────────────────────────────


def test_a_table_that_only_lays_out_is_blocks() -> None:
    assert show(
        '<table role="presentation"><tr><td>a</td><td></td><td><p>b</p><p>c</p></td></tr></table>'
    ) == [("Div", "P a", ("Div", "P b", "P c"))]


def test_a_table_inside_one_that_lays_out_is_a_table() -> None:
    dedans = f"<table>{TETE}<tbody>{write_rangees(9)}</tbody></table>"
    (bloc,) = read(f'<table role="presentation"><tr><td>{dedans}</td></tr></table>').racine.dessous
    (table,) = bloc.find("Table")
    assert len(table.find("TR")) == 10


# ── The reader that judges ────────────────────────────────────────────────────────────────────────


def test_the_judge_sees_what_weasyprint_leaves(monkeypatch: pytest.MonkeyPatch) -> None:
    """Or it would find nothing anywhere."""
    monkeypatch.setattr("amo_docs.moteur.pdf.mend_balisage", lambda document, pdf: None)
    corps = f"<address>a</address><ul><li>b</li></ul><table>{TETE}<tbody>{write_rangees(9)}</tbody>"
    essai = open_essai(write_page(f"{corps}</table>", PETITE))
    lu = read_balisage(essai.mise.write_pdf(JOINT, JOUR))
    assert len(lu.racine.find("Table")) > 1
    fautes = {faute.partition(" :")[0] for faute in lu.list_fautes()}
    assert {"0 fois dans l’arbre", "tête sans sens", "numérotation de liste"} <= fautes


def test_a_tag_shown_says_its_name_and_its_words() -> None:
    tag: Etiquette = read("<p>a</p>").racine
    assert tag.show() == ("Document", "P a")
