"""What is on a page and is no part of the text: running heads and feet, heads a table repeats.

WeasyPrint draws them as content and puts them in no tree (its issue 1836). What is marked in the
stream of the page is marked again, as an artifact.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import pydyf
from weasyprint.pdf.stream import Stream

from amo_docs.moteur.balisage import Balisage, Noeud
from amo_docs.moteur.metadonnees import find_objet

_BORDS = {"top": "Top", "bottom": "Bottom", "left": "Left", "right": "Right"}


def mark_artefacts(pdf: pydyf.PDF, balisage: Balisage, repetes: Iterable[Noeud]) -> None:
    """Mark margins, and the heads that tables repeat, as artifacts of their page."""
    pages: dict[int, dict[int, pydyf.Dictionary]] = defaultdict(dict)
    for place, noeud in balisage.marges:
        for fragment in noeud.list_fragments():
            pages[fragment.page][fragment.numero] = _describe_marge(place)
    for noeud in repetes:
        for fragment in noeud.list_fragments():
            pages[fragment.page][fragment.numero] = pydyf.Dictionary({"Type": "/Pagination"})
    for page, artefacts in pages.items():
        _mark(_find_flux(pdf, page), artefacts)


def _describe_marge(place: str) -> pydyf.Dictionary:
    """Return what an artifact says of itself (ISO 32000-1, table 330); `place` is « @top-left »."""
    bord = place.removeprefix("@").partition("-")[0]
    texte = {"Type": "/Pagination", "Attached": pydyf.Array([f"/{_BORDS[bord]}"])}
    if bord in ("top", "bottom"):
        texte["Subtype"] = "/Header" if bord == "top" else "/Footer"
    return pydyf.Dictionary(texte)


def _find_flux(pdf: pydyf.PDF, page: int) -> Stream:
    """Return the stream of a page."""
    return find_objet(pdf, find_objet(pdf, pdf.page_references[page])["Contents"])


def _mark(flux: Stream, artefacts: dict[int, pydyf.Dictionary]) -> None:
    restants = dict(artefacts)
    for rang, mot in enumerate(flux.stream):
        # The operands of BDC: a tag, then what it says.
        if isinstance(mot, pydyf.Dictionary) and mot.get("MCID") in restants:
            flux.stream[rang - 1 : rang + 1] = ["/Artifact", restants.pop(mot["MCID"])]
    assert not restants, "content is marked where the page draws it"
