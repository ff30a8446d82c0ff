"""The tag tree of a PDF as a reader meets it, and all that would make one stumble.

It is read from the file alone, by pikepdf, and knows nothing of how it was made."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from io import BytesIO
from pathlib import Path

import pikepdf


@dataclass(frozen=True)
class Contenu:
    """A piece of content: its page, its number there, its words, the height of its baseline, None
    where nothing is drawn."""

    page: int
    numero: int
    texte: str
    y: float | None


@dataclass(eq=False)
class Etiquette:
    """A tag: its name, what it says of itself, what it holds.

    `nom` is what cells call a head by, `tetes` the names of the heads of a cell, `cadre` the place
    of a picture."""

    genre: str
    rang: tuple[int, int]
    nom: str
    langue: str
    texte_de_rechange: str
    attributs: dict[str, str]
    tetes: tuple[str, ...]
    cadre: tuple[float, ...]
    enfants: list[Etiquette | Contenu] = field(default_factory=list)

    @property
    def dessous(self) -> list[Etiquette]:
        return [enfant for enfant in self.enfants if isinstance(enfant, Etiquette)]

    @property
    def contenus(self) -> list[Contenu]:
        """All content of it, in the order of the tree."""
        return [
            contenu
            for enfant in self.enfants
            for contenu in ([enfant] if isinstance(enfant, Contenu) else enfant.contenus)
        ]

    @property
    def texte(self) -> str:
        return " ".join(" ".join(contenu.texte for contenu in self.contenus).split())

    def find(self, *genres: str) -> list[Etiquette]:
        """Return the tags of some names, in the order of the tree, itself included."""
        own = [self] if self.genre in genres else []
        return own + [found for enfant in self.dessous for found in enfant.find(*genres)]

    def show(self) -> object:
        """Return the tag as plain values, for a test to compare: its name, then what it holds."""
        if not self.dessous:
            return f"{self.genre} {self.texte}".strip()
        parts = [e.texte if isinstance(e, Contenu) else e.show() for e in self.enfants]
        return (self.genre, *parts)


class Lu:
    """A PDF read: its tree, its artifacts, and what stands in neither."""

    def __init__(self, pdf: bytes) -> None:
        self._pdf = pikepdf.open(BytesIO(pdf))
        self.artefacts: list[tuple[str, str, int, str]] = []
        """Type, subtype, page and words of each artifact that has words."""
        self.perdus: list[str] = []
        """Words that are marked as nothing."""
        self._contenus: dict[tuple[int, int], Contenu] = {}
        self._pages = {page.objgen: rang for rang, page in enumerate(self._pdf.pages)}
        for rang, page in enumerate(self._pdf.pages):
            self._read_page(rang, page)
        self.vus: Counter[tuple[int, int]] = Counter()
        (tige,) = self._list_k(self._pdf.Root.StructTreeRoot)
        self.racine = self._read(tige)

    def _read_page(self, rang: int, page: pikepdf.Page) -> None:
        glyphes = {nom: _read_glyphes(police) for nom, police in page.Resources.Font.items()}
        matrice, piles, police = pikepdf.Matrix(), [], {}
        marques: list[pikepdf.Object | None] = []
        lignes: dict[int, list[tuple[str, float]]] = {}
        texte = pikepdf.Matrix()
        for instruction in pikepdf.parse_content_stream(page):
            operandes, mot = instruction.operands, str(instruction.operator)
            if mot == "q":
                piles.append(matrice)
            elif mot == "Q":
                matrice = piles.pop()
            elif mot == "cm":
                matrice = pikepdf.Matrix(*map(float, operandes)) @ matrice
            elif mot == "Tm":
                texte = pikepdf.Matrix(*map(float, operandes))
            elif mot == "Tf":
                police = glyphes[str(operandes[0])]
            elif mot in ("BDC", "BMC"):
                dit = operandes[1] if mot == "BDC" else pikepdf.Dictionary()
                marques.append(pikepdf.Dictionary(Tag=operandes[0], Dit=dit))
                # Some hold nothing, such as the end of a line.
                if "/MCID" in dit:
                    lignes.setdefault(int(dit.MCID), [])
            elif mot == "EMC":
                marques.pop()
            elif mot in ("TJ", "Tj", "Do"):
                said = "" if mot == "Do" else _decode(operandes[0], police)
                y = float((texte @ matrice).f if mot != "Do" else matrice.f)
                self._place(rang, marques, said, y, lignes, image=mot == "Do")
        assert not marques and not piles
        for numero, morceaux in lignes.items():
            said = "".join(morceau for morceau, _ in morceaux)
            self._contenus[rang, numero] = Contenu(
                rang, numero, said, morceaux[0][1] if morceaux else None
            )

    def _place(
        self,
        page: int,
        marques: list[pikepdf.Object | None],
        said: str,
        y: float,
        lignes: dict[int, list[tuple[str, float]]],
        *,
        image: bool,
    ) -> None:
        for marque in marques:
            assert marque is not None
            if "/MCID" in marque.Dit:
                lignes.setdefault(int(marque.Dit.MCID), []).append((said, y))
                return
            if marque.Tag == pikepdf.Name.Artifact:
                genre, sous = (str(marque.Dit.get(cle, ""))[1:] for cle in ("/Type", "/Subtype"))
                self.artefacts += [(genre, sous, page, said)] if said.strip() else []
                return
        self.perdus.append(said or ("une image" if image else ""))

    def _read(self, objet: pikepdf.Object) -> Etiquette:
        tag = _read_etiquette(objet)
        for enfant in self._list_k(objet):
            if isinstance(enfant, pikepdf.Dictionary) and "/S" in enfant:
                assert enfant.P.objgen == objet.objgen, "a tag knows what it stands in"
                tag.enfants.append(self._read(enfant))
            elif isinstance(enfant, pikepdf.Dictionary) and enfant.Type == pikepdf.Name.OBJR:
                self._check_lien(enfant, objet)
            else:
                seul = not isinstance(enfant, pikepdf.Dictionary)
                page = objet.Pg if seul else enfant.Pg
                place = self._pages[page.objgen], int(enfant if seul else enfant.MCID)
                self.vus[place] += 1
                assert self._nums[place[0]][place[1]].objgen == objet.objgen
                tag.enfants.append(self._contenus[place])
        return tag

    def _check_lien(self, objr: pikepdf.Object, objet: pikepdf.Object) -> None:
        assert self._nums[int(objr.Obj.StructParent)].objgen == objet.objgen
        self.vus[-1, int(objr.Obj.StructParent)] += 1

    @cached_property
    def _nums(self) -> dict[int, pikepdf.Object]:
        nums = list(self._pdf.Root.StructTreeRoot.ParentTree.Nums)
        assert nums[::2] == sorted(nums[::2])
        return {int(cle): valeur for cle, valeur in zip(nums[::2], nums[1::2], strict=True)}

    @staticmethod
    def _list_k(objet: pikepdf.Object) -> list[pikepdf.Object]:
        if "/K" not in objet:
            return []
        return list(objet.K) if isinstance(objet.K, pikepdf.Array) else [objet.K]

    @cached_property
    def noms(self) -> dict[str, tuple[int, int]]:
        """The tags that cells may name, as the tree lists them."""
        racine = self._pdf.Root.StructTreeRoot
        liste = list(racine.IDTree.Names) if "/IDTree" in racine else []
        noms = [str(nom) for nom in liste[::2]]
        assert noms == sorted(set(noms))
        return dict(zip(noms, (tag.objgen for tag in liste[1::2]), strict=True))

    def list_fautes(self) -> Iterator[str]:
        """Yield what a reader would stumble on, in the tree itself."""
        yield from (f"ni balisé ni artefact : {said}" for said in self.perdus)
        for place, contenu in self._contenus.items():
            if self.vus[place] != 1:
                yield f"{self.vus[place]} fois dans l’arbre : {contenu.texte}"
        liens = sum(len(page.get("/Annots", [])) for page in self._pdf.pages)
        if liens != sum(n for (page, _), n in self.vus.items() if page < 0):
            yield "un lien hors de l’arbre"
        yield from self._list_desordres()
        for tag in self.racine.find(*_DEDANS):
            yield from _check_dedans(tag)
        for table in self.racine.find("Table"):
            yield from self._check_table(table)

    def _list_desordres(self) -> Iterator[str]:
        """Yield the blocks that are read after what stands below them."""
        avant: Contenu | None = None
        for bloc in self.racine.dessous:
            if not bloc.contenus:
                yield f"{bloc.genre} vide"
            for debut in [c for c in bloc.contenus if c.y is not None][:1]:
                if avant and _is_above(debut, avant):
                    yield f"« {debut.texte} » lu après « {avant.texte} »"
                avant = debut
        # A row that a page cuts has each of its cells on both.
        for tag in self.racine.find("P", "LI", "L"):
            pages = [contenu.page for contenu in tag.contenus]
            if pages != sorted(pages):
                yield f"{tag.genre} : pages mêlées"

    def _check_table(self, table: Etiquette) -> Iterator[str]:
        known = {tete.nom for tete in table.find("TH")}
        for tete in table.find("TH"):
            if tete.attributs.get("Scope") not in ("Row", "Column"):
                yield f"tête sans sens : {tete.texte}"
            if self.noms.get(tete.nom) != tete.rang:
                yield f"tête introuvable par son nom : {tete.texte}"
        # The corner of a head has none above it.
        coins = {tag.rang for tete in table.find("THead") for tag in tete.find("TD")}
        for cellule in (tag for tag in table.find("TD") if tag.rang not in coins):
            if known and (not cellule.tetes or not known.issuperset(cellule.tetes)):
                yield f"cellule sans tête : {cellule.texte}"


def _is_above(contenu: Contenu, autre: Contenu) -> bool:
    """Tell whether a content begins above another, by more than two points."""
    assert contenu.y is not None
    assert autre.y is not None
    return (contenu.page, -contenu.y) < (autre.page, -autre.y - 2)


def _read_etiquette(objet: pikepdf.Object) -> Etiquette:
    # Plain values: what pikepdf gives does not outlive its file.
    dits = objet.get("/A", {})
    return Etiquette(
        str(objet.S)[1:],
        objet.objgen,
        str(objet.get("/ID", "")),
        str(objet.get("/Lang", "")),
        str(objet.get("/Alt", "")),
        {cle[1:]: str(v)[1:] for cle, v in dits.items() if isinstance(v, pikepdf.Name)},
        tuple(str(nom) for nom in dits.get("/Headers", [])),
        tuple(float(x) for x in dits.get("/BBox", [])),
    )


_DEDANS = {
    "Table": {"Caption", "THead", "TBody", "TFoot", "TR"},
    "THead": {"TR"},
    "TBody": {"TR"},
    "TR": {"TH", "TD"},
    "L": {"LI", "L", "Caption"},
    "LI": {"Lbl", "LBody"},
    "Document": {"H1", "H2", "H3", "H4", "H5", "H6", "P", "L", "Table", "Figure", "NonStruct"}
    | {"Div", "Sect", "Part", "Art", "BlockQuote"},
}


def _check_dedans(tag: Etiquette) -> Iterator[str]:
    for enfant in tag.enfants:
        genre = enfant.genre if isinstance(enfant, Etiquette) else "contenu"
        if genre not in _DEDANS[tag.genre]:
            yield f"{genre} dans {tag.genre}"
    numerotee = any(item.find("Lbl") for item in tag.dessous) if tag.genre == "L" else False
    if tag.genre == "L" and (tag.attributs.get("ListNumbering", "None") == "None") == numerotee:
        yield f"numérotation de liste : {tag.texte[:40]}"
    if tag.genre == "Table" and len(tag.find("THead")) > 1 + len(tag.find("Table")[1:]):
        yield "tête répétée dans l’arbre"


def _read_glyphes(police: pikepdf.Object) -> dict[int, str]:
    """Return the words behind the glyphs of a font."""
    table = police.ToUnicode.read_bytes().decode()
    couples = re.findall(r"^<([0-9A-Fa-f]+)> <([0-9A-Fa-f]+)>$", table, re.MULTILINE)
    return {int(g, 16): bytes.fromhex(u).decode("utf-16-be") for g, u in couples}


def _decode(operande: pikepdf.Object, police: dict[int, str]) -> str:
    chaines = operande if isinstance(operande, pikepdf.Array) else [operande]
    octets = b"".join(bytes(c) for c in chaines if isinstance(c, pikepdf.String))
    glyphes = (int.from_bytes(octets[i : i + 2], "big") for i in range(0, len(octets), 2))
    return "".join(police.get(glyphe, "?") for glyphe in glyphes)


def read_balisage(pdf: bytes | Path) -> Lu:
    """Return a PDF read."""
    return Lu(pdf.read_bytes() if isinstance(pdf, Path) else pdf)
