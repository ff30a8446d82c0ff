"""One volume of a print run: papers one after the other, a bookmark each, blank backs."""

from __future__ import annotations

import io

import pikepdf

from amo_docs.fusion.copie import Copieur
from amo_docs.fusion.fond import Fond


def count_pages(contenu: bytes) -> int:
    """Return how many pages the PDF has."""
    with pikepdf.open(io.BytesIO(contenu)) as pdf:
        return len(pdf.pages)


def measure_page(contenu: bytes) -> tuple[float, float]:
    """Return the width and the height of the first page of the PDF, in points."""
    with pikepdf.open(io.BytesIO(contenu)) as pdf:
        left, bottom, right, top = (float(side) for side in pdf.pages[0].mediabox)
        return right - left, top - bottom


class Volume:
    """A volume being filled. `close` returns its bytes.

    With `recto_verso` each paper starts on an odd page; `fond` leaves the ground out of every one.
    """

    def __init__(self, titre: str, recto_verso: bool = False, fond: Fond | None = None) -> None:
        self._pdf = pikepdf.new()
        self._pdf.docinfo["/Title"] = titre
        self._copieur = Copieur(self._pdf)
        self._recto_verso = recto_verso
        self._fond = fond
        self._signets: list[tuple[str | None, str, int]] = []
        self._derniere = pikepdf.Dictionary()
        self.pages = 0
        self.blanches = 0
        self.sans_fond = 0

    def add(self, contenu: bytes, signet: str, groupe: str | None = None) -> None:
        """Add a finished paper. Its bookmark stands under that of `groupe`, when given."""
        self._open_recto()
        self._signets.append((groupe, signet, self.pages))
        with pikepdf.open(io.BytesIO(contenu)) as pdf:
            allegees = 0
            for page in pdf.pages:
                sans = self._fond.remove(page) if self._fond is not None else None
                allegees += bool(sans and sans.change)
                self._append(
                    self._copieur.copy_page(page, sans.contenu if sans and sans.change else None)
                )
            self.sans_fond += bool(allegees)

    def add_feuille(self, contenu: bytes, rang: int) -> None:
        """Add a separator sheet: page `rang` of the PDF `contenu`, without a bookmark."""
        self._open_recto()
        with pikepdf.open(io.BytesIO(contenu)) as pdf:
            self._append(self._copieur.copy_page(pdf.pages[rang]))

    def _append(self, page: pikepdf.Dictionary) -> None:
        self._pdf.pages.append(pikepdf.Page(self._pdf.make_indirect(page)))
        self._derniere = page
        self.pages += 1

    def _open_recto(self) -> None:
        """Add a blank page if the next one would be on the back of a sheet."""
        if self._recto_verso and self.pages % 2:
            blanche = pikepdf.Dictionary(Type=pikepdf.Name.Page, Resources=pikepdf.Dictionary())
            # Of the size of the page before, or a printer may stop for another paper.
            for cle in ("/MediaBox", "/CropBox", "/Rotate"):
                if cle in self._derniere:
                    blanche[cle] = self._derniere[cle]
            self._append(blanche)
            self.blanches += 1

    def close(self) -> bytes:
        """Return the bytes of the volume. Nothing can be added afterwards."""
        self._copieur.close()
        self._write_signets()
        racine = self._pdf.Root
        racine["/Lang"] = pikepdf.String("fr")
        racine["/PageMode"] = pikepdf.Name.UseOutlines
        racine["/ViewerPreferences"] = pikepdf.Dictionary(
            DisplayDocTitle=True,
            # The text must meet a pre-printed sheet to the millimetre.
            PrintScaling=pikepdf.Name("/None"),
        )
        if self._recto_verso:
            racine["/ViewerPreferences"]["/Duplex"] = pikepdf.Name.DuplexFlipLongEdge
        sortie = io.BytesIO()
        self._pdf.save(
            sortie,
            min_version="1.7",
            # The identifier from the content and no date: the same papers give the same bytes.
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            # Streams stay compressed as the papers have them.
            stream_decode_level=pikepdf.StreamDecodeLevel.none,
        )
        self._pdf.close()
        return sortie.getvalue()

    def _write_signets(self) -> None:
        groupes: dict[str, pikepdf.OutlineItem] = {}
        with self._pdf.open_outline() as outline:
            for groupe, signet, page in self._signets:
                item = pikepdf.OutlineItem(signet, page)
                if groupe is None:
                    outline.root.append(item)
                    continue
                if groupe not in groupes:
                    groupes[groupe] = pikepdf.OutlineItem(groupe, page)
                    # A reader shows the units first, and not a thousand names.
                    groupes[groupe].is_closed = True
                    outline.root.append(groupes[groupe])
                groupes[groupe].children.append(item)
