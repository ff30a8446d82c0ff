"""Copy of pages into one PDF, where objects of the same content are stored once.

Papers made one by one each carry the same fonts, pictures and colour profile: of 1,850
certificates, 176 MB become 10.
"""

from __future__ import annotations

import hashlib
from typing import Any

import pikepdf

from amo_docs.fusion.largeurs import Largeurs

_DE_PAGE = (
    "/MediaBox",
    "/CropBox",
    "/BleedBox",
    "/TrimBox",
    "/ArtBox",
    "/Rotate",
    "/UserUnit",
    "/Group",
)
"""What a page keeps beside its content. Links, tags and attachments are of no use on paper."""

_LAISSEES = frozenset(
    ["/StructParent", "/StructParents", "/Parent", "/Metadata", "/AF", "/PieceInfo", "/Length"]
)
"""Keys that lead back to the structure of the paper, or that are computed again."""


class Copieur:
    """Copies pages into `cible`. Two objects of the same content become one there."""

    def __init__(self, cible: pikepdf.Pdf) -> None:
        self._cible = cible
        self._connus: dict[bytes, Any] = {}
        self._largeurs = Largeurs(cible)

    def close(self) -> None:
        """Write what was gathered from all the pages. Nothing can be copied afterwards."""
        self._largeurs.close()

    def copy_page(self, page: pikepdf.Page, contenu: bytes | None = None) -> pikepdf.Dictionary:
        """Return `page` as an object of the target, not yet in its tree of pages.

        `contenu`, when given, replaces the drawing of the page.
        """
        memo: dict[tuple[int, int], Any] = {}
        copie = pikepdf.Dictionary(Type=pikepdf.Name.Page)
        for cle in _DE_PAGE:
            if (value := page.get(cle)) is not None:
                copie[cle] = self._copy(value, memo)
        ressources = page.get("/Resources", pikepdf.Dictionary())
        copie["/Resources"] = self._copy(ressources, memo)
        if contenu is None:
            page.contents_coalesce()
            copie["/Contents"] = self._copy(page.obj.get("/Contents", pikepdf.Array()), memo)
        else:
            copie["/Contents"] = self._keep_flux(contenu, pikepdf.Dictionary())
        return copie

    def _copy(self, value: Any, memo: dict[tuple[int, int], Any]) -> Any:
        """Return `value` in the target.

        `memo` holds what was copied of this page, by the number of the object in its own file.
        """
        if not isinstance(value, pikepdf.Object):
            return value
        if value.is_indirect and value.objgen in memo:
            return memo[value.objgen]
        copie: Any = value
        if isinstance(value, pikepdf.Stream):
            # Raw, as compressed in the paper: nothing is decoded, and equal
            # streams have equal bytes.
            copie = self._keep_flux(value.read_raw_bytes(), self._copy_cles(value, memo))
        elif isinstance(value, pikepdf.Dictionary):
            copie = self._keep_objet(self._copy_cles(value, memo), value.is_indirect)
        elif isinstance(value, pikepdf.Array):
            items = [self._copy(item, memo) for item in value]
            copie = self._keep_objet(pikepdf.Array(items), value.is_indirect)
        if value.is_indirect:
            memo[value.objgen] = copie
        return copie

    def _copy_cles(self, value: Any, memo: dict[tuple[int, int], Any]) -> pikepdf.Dictionary:
        copie = pikepdf.Dictionary()
        table = (
            self._largeurs.share(value)
            if "/W" in value and value.get("/Type") == pikepdf.Name.Font
            else None
        )
        for cle, item in value.items():
            if cle not in _LAISSEES:
                copie[cle] = table if table is not None and cle == "/W" else self._copy(item, memo)
        return copie

    def _keep_flux(self, contenu: bytes, cles: pikepdf.Dictionary) -> Any:
        """Return the stream of the target that has this content, made when there is none."""
        # Children are copied first, so equal objects name equal numbers in
        # the target, and have one text.
        cle = hashlib.sha256(b"flux " + cles.unparse() + b"\0" + contenu).digest()
        if cle not in self._connus:
            self._connus[cle] = pikepdf.Stream(self._cible, contenu, cles)
        return self._connus[cle]

    def _keep_objet(self, value: pikepdf.Object, indirect: bool) -> Any:
        """Return the object of the target that is the same as `value`, made when there is none."""
        # One that stands inside its parent stays there.
        if not indirect:
            return value
        cle = hashlib.sha256(b"objet " + value.unparse()).digest()
        if cle not in self._connus:
            self._connus[cle] = self._cible.make_indirect(value)
        return self._connus[cle]
