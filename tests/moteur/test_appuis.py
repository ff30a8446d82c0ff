"""What is leaned on of WeasyPrint and pydyf beyond their documented doors, and where it is held.

To be read first when WeasyPrint is upgraded: each row of `APPUIS` says what a name is for, and which
file of this folder turns red when it changes. The code is read for the names, so that none is added
without a row, and no row outlives its name."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import weasyprint

import amo_docs

VERSION = "70"
"""The major version of WeasyPrint the rows below were written for."""

APPUIS = {
    # Modules of WeasyPrint, none of which is its public door.
    "weasyprint.css.get_all_computed_styles": ("the cascade, without a layout", "mise_en_page"),
    "weasyprint.formatting_structure.boxes": ("kinds of boxes, and their attributes", "boites"),
    "weasyprint.images.RasterImage": ("pictures of a layout, and their stream", "pdf"),
    "weasyprint.layout.absolute.AbsolutePlaceholder": ("boxes out of the flow", "balisage"),
    "weasyprint.layout.page.PageType": ("the name of a page for the cascade", "styles"),
    "weasyprint.layout.page.set_page_type_computed_styles": ("styles of pages", "styles"),
    "weasyprint.pdf.metadata.DocumentMetadata": ("the XML that claims PDF/A", "metadonnees"),
    "weasyprint.pdf.stream.Stream": ("what a page draws, and how it is marked", "balisage"),
    "weasyprint.text.fonts.FontConfiguration": ("fonts shared by all papers", "mise_en_page"),
    "weasyprint.text.line_break.split_first_line": ("width of a word", "boites"),
    "weasyprint.text.line_break.strut": ("height and baseline of a line", "styles"),
    "weasyprint.urls.FatalURLFetchingError": ("what stops a layout", "dialogue"),
    "weasyprint.urls.URLFetcher": ("what a page asks for", "dialogue"),
    "weasyprint.urls.URLFetcherResponse": ("what it is given", "dialogue"),
    # Private names.
    "_box": ("the box out of the flow", "balisage"),
    "_build_layout_context": ("the styles a layout computed", "mise_en_page"),
    "_page_box": ("the boxes of a page", "boites"),
    "_render": ("a layout, by a subclass of Document", "mise_en_page"),
    "_ua_stylesheets": ("WeasyPrint's own style sheet, made lighter", "mise_en_page"),
    # Our own, behind what is handed out.
    "_html": ("the document behind a PageHtml", "mise_en_page"),
    # pydyf, which WeasyPrint hands to a finisher.
    "pydyf.Array": ("the files a file carries, what a tag holds", "metadonnees"),
    "pydyf.Dictionary": ("what a stream says of itself, a tag", "balisage"),
    "pydyf.Object": ("an object of a PDF, whose `data` are its bytes", "pdf"),
    "pydyf.PDF": ("the objects of a file", "pdf"),
    "pydyf.String": ("the name of a head, a language", "balisage"),
    "pydyf.Stream": ("a picture, a colour profile", "pdf"),
}
"""Name → what for, and the test file that holds it."""

RACINE = Path(str(amo_docs.__file__)).parent
BIBLIOTHEQUES = ("weasyprint", "pydyf")


def list_modules(*paquets: str) -> Iterator[tuple[str, ast.Module]]:
    """Yield the modules of some packages, by their path."""
    for paquet in paquets:
        sources = sorted((RACINE / paquet).rglob("*.py"))
        assert sources, paquet
        for source in sources:
            yield source.relative_to(RACINE).as_posix(), ast.parse(source.read_text("utf-8"))


def list_noms(module: ast.AST) -> Iterator[str]:
    """Yield the names of WeasyPrint and pydyf a module uses, but those of `from weasyprint
    import`."""
    for node in ast.walk(module):
        if isinstance(node, ast.ImportFrom) and node.module and node.module != "weasyprint":
            if node.module.partition(".")[0] in BIBLIOTHEQUES:
                yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Attribute):
            nom = ast.unparse(node)
            if nom.partition(".")[0] in BIBLIOTHEQUES and nom.count(".") == 1:
                yield nom


def list_prives(module: ast.AST) -> Iterator[str]:
    """Yield the private attributes a module reads of what is not its own `self` or `cls`."""
    for node in ast.walk(module):
        if isinstance(node, ast.Attribute) and re.match("_[^_]", node.attr):
            own = isinstance(node.value, ast.Name) and node.value.id in ("self", "cls")
            yield from () if own else (node.attr,)


def list_imports(module: ast.AST) -> Iterator[str]:
    """Yield the packages a module imports, by the first part of their name."""
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield (node.module or "").partition(".")[0]


def test_the_rows_were_written_for_the_version_at_hand() -> None:
    assert weasyprint.__version__.split(".")[0] == VERSION


def test_every_name_leaned_on_has_its_row_and_every_row_its_name() -> None:
    used = set()
    for _, module in list_modules("moteur"):
        used |= {*list_noms(module), *list_prives(module)}
    assert used == set(APPUIS)


@pytest.mark.parametrize("nom", sorted({fichier for _, fichier in APPUIS.values()}))
def test_every_row_is_held_by_tests_of_this_folder(nom: str) -> None:
    tests = ast.parse(Path(__file__).with_name(f"test_{nom}.py").read_text("utf-8"))
    assert any(isinstance(n, ast.FunctionDef) and n.name[:5] == "test_" for n in tests.body)


def test_nothing_else_imports_them_in_any_form() -> None:
    found = [
        (path, nom)
        for path, module in list_modules(".")
        if not path.startswith("moteur/")
        for nom in list_imports(module)
        if nom in BIBLIOTHEQUES
    ]
    assert found == []


PERMIS = {"_element", "_sectPr", "_styles_part", "_Element", "_replace"}
"""Of python-docx, the XML behind a header, a section, the styles; the type of lxml's elements; the
copy of a named tuple."""


@pytest.mark.parametrize("paquet", ["render", "docx"])
def test_what_is_handed_out_is_not_opened(paquet: str) -> None:
    """Whoever asks moteur reads no private name of what it gives, its own or WeasyPrint's."""
    read = {(path, nom) for path, module in list_modules(paquet) for nom in list_prives(module)}
    assert {(path, nom) for path, nom in read if nom not in PERMIS} == set()


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("from weasyprint.css import x", {"weasyprint.css.x"}),
        ("import pydyf\npydyf.Object()", {"pydyf.Object"}),
        ("page._page_box.children", {"_page_box"}),
        ("super()._render(a)", {"_render"}),
        ("self._own, cls._own, a.__class__", set()),
        ("from weasyprint import HTML", set()),
    ],
)
def test_the_readers_of_code_find_what_they_look_for(code: str, found: set[str]) -> None:
    module = ast.parse(code)
    assert {*list_noms(module), *list_prives(module)} == found


@pytest.mark.parametrize("code", ["import weasyprint.css", "from weasyprint.css import x"])
def test_an_import_is_found_in_any_form(code: str) -> None:
    assert "weasyprint" in set(list_imports(ast.parse(code)))
