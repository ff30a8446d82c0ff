"""The ways to make a paper: ours, and those people would use instead, as their documents show."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from amo_docs.model.modeles import Modeles
from amo_docs.model.papier import PapierCompose, Variante
from bench.champs import make_gabarit

TYPST = Path(__file__).parent / "typst"
VARIANTE = "pdf/a-3a"

Maniere = Callable[[PapierCompose, dict[str, Any]], bytes]
"""Makes a paper from its page, or from what varies on it, for ways with their own template."""


def write_materiel(modeles: Modeles, dossier: Path) -> None:
    """Write what the other ways read from a folder: style sheets, fonts, images, typst sources."""
    # Two sheets: WeasyPrint finds system fonts by itself, or gets ours by @font-face, as we do.
    from amo_docs.render.fournitures import FEUILLE, POLICES, write_polices

    dossier.mkdir(parents=True, exist_ok=True)
    (dossier / "systeme.css").write_text(FEUILLE + modeles.feuille, encoding="utf-8")
    polices = write_polices(modeles).replace(POLICES, "police-")
    (dossier / "polices.css").write_text(polices + FEUILLE + modeles.feuille, encoding="utf-8")
    for rang, police in enumerate(modeles.polices):
        (dossier / f"police-{rang}").write_bytes(police.contenu)
    for nom, content in modeles.images.items():
        (dossier / f"{nom}.png").write_bytes(content)
    for source in TYPST.glob("*.typ"):
        (dossier / source.name).write_bytes(source.read_bytes())


def write_gabarits(modeles: Modeles, papiers: list[PapierCompose], dossier: Path) -> None:
    """Write the docxtpl template of each of `papiers`: our DOCX with tags for its values."""
    from amo_docs.render.atelier import Atelier

    atelier = Atelier(modeles)
    for papier in papiers:
        page = make_gabarit(papier)
        # Without a bound of pages: the tags are longer than the values.
        marked = replace(papier, variantes=(Variante("", page, page),), pages_max=None)
        (fichier,) = atelier.make(marked, ("docx",))
        (dossier / f"{papier.exemplaire.type}.docx").write_bytes(fichier.contenu)


def _open_amo_docs(modeles: Modeles, formats: tuple[str, ...]) -> Maniere:
    from amo_docs.render.atelier import Atelier

    atelier = Atelier(modeles)
    return lambda papier, champs: atelier.make(papier, formats)[0].contenu


def _open_weasyprint(dossier: Path, feuille: str) -> Maniere:
    """Return the way of WeasyPrint as its documentation begins: a linked sheet, nothing shared."""
    from weasyprint import HTML, Attachment

    epoque = datetime(1980, 1, 1, tzinfo=UTC)

    def make(papier: PapierCompose, champs: dict[str, Any]) -> bytes:
        page = papier.variantes[0].html.replace(
            "</head>", f'<link rel="stylesheet" href="{feuille}">\n</head>'
        )
        page = page.replace("amo:image/logo", "logo.png")
        joint = Attachment(
            string=papier.donnees,
            name="donnees.json",
            created=epoque,
            modified=epoque,
            relationship="Data",
        )
        content: bytes = HTML(string=page, base_url=f"{dossier}/").write_pdf(
            pdf_variant=VARIANTE, attachments=[joint]
        )
        return content

    return make


def _open_typst(dossier: Path, garde: bool, normes: list[str]) -> Maniere:
    """Return the way of typst, its compiler kept from one paper to the next when `garde`."""
    import typst

    kept: dict[str, typst.Compiler] = {}

    def make(papier: PapierCompose, champs: dict[str, Any]) -> bytes:
        source = str(dossier / f"{papier.exemplaire.type}.typ")
        donnees = {"donnees": json.dumps(champs, ensure_ascii=False)}
        # An archived paper has its data in the file, as ours do.
        if normes:
            donnees["joint"] = papier.donnees
        compiler = kept.get(source) or typst.Compiler(source, root=str(dossier))
        if garde:
            kept[source] = compiler
        content: bytes = compiler.compile(format="pdf", sys_inputs=donnees, pdf_standards=normes)
        return content

    return make


def _open_docxtpl(dossier: Path) -> Maniere:
    from docxtpl import DocxTemplate

    def make(papier: PapierCompose, champs: dict[str, Any]) -> bytes:
        template = DocxTemplate(dossier / f"{papier.exemplaire.type}.docx")
        # Escaped, or an « & » in a name damages the file.
        template.render(champs, autoescape=True)
        stream = io.BytesIO()
        template.save(stream)
        return stream.getvalue()

    return make


MANIERES: dict[str, Callable[[Modeles, Path], Maniere]] = {
    "paire": lambda modeles, dossier: _open_amo_docs(modeles, ("pdf", "docx")),
    "pdf": lambda modeles, dossier: _open_amo_docs(modeles, ("pdf",)),
    "docx": lambda modeles, dossier: _open_amo_docs(modeles, ("docx",)),
    "weasyprint": lambda modeles, dossier: _open_weasyprint(dossier, "systeme.css"),
    "weasyprint_polices": lambda modeles, dossier: _open_weasyprint(dossier, "polices.css"),
    "typst": lambda modeles, dossier: _open_typst(dossier, garde=True, normes=[]),
    "typst_neuf": lambda modeles, dossier: _open_typst(dossier, garde=False, normes=[]),
    "typst_pdfa": lambda modeles, dossier: _open_typst(dossier, garde=True, normes=["a-3a"]),
    "docxtpl": lambda modeles, dossier: _open_docxtpl(dossier),
}
