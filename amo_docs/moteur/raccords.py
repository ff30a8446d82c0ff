"""What a page cuts is one thing: tables, lists and paragraphs are joined again in the tag tree.

WeasyPrint tags each page by itself, and a reader hears a new table at each page (its issue 2903).
Two pieces belong together when they come from one element of the HTML, never because they look
alike: two tables of one shape that follow each other stay two.
"""

from __future__ import annotations

from amo_docs.moteur.balisage import Balisage, Enfant, Fragment, Noeud


def join_pages(balisage: Balisage) -> tuple[list[Noeud], list[Noeud]]:
    """Return the tags of the whole document, and the heads and feet that tables repeat."""
    joints: list[Enfant] = []
    repetes: list[Noeud] = []
    for noeuds in balisage.pages:
        joints = _join(joints, list(noeuds), None, repetes)
    return [enfant for enfant in joints if isinstance(enfant, Noeud)], repetes


def _join(
    avant: list[Enfant], apres: list[Enfant], dessus: Noeud | None, repetes: list[Noeud]
) -> list[Enfant]:
    """Return what one tag holds over two pages; `dessus` is that tag, None for the document."""
    known = {_name(enfant): enfant for enfant in avant if isinstance(enfant, Noeud)}
    joints = list(avant)
    for rang, enfant in enumerate(apres):
        debut = known.get(_name(enfant)) if isinstance(enfant, Noeud) else None
        if isinstance(enfant, Noeud) and _is_anonyme(enfant, dessus):
            # Of such tags only the last of a page goes on, and only at once.
            debut = debut if rang == 0 and debut is not None and debut is avant[-1] else None
        # A link has one place to click a piece.
        if not isinstance(enfant, Noeud) or debut is None or enfant.genre == "Link":
            joints.append(enfant)
        elif _is_repete(enfant):
            _keep_liens(debut, enfant)
            repetes.append(enfant)
        else:
            debut.enfants = _join(debut.enfants, enfant.enfants, debut, repetes)
    return joints


def _name(noeud: Noeud) -> tuple[int, str, str]:
    """Return what the pieces of one thing have in common."""
    # By identity: elements of equal words are not the same element.
    return id(noeud.element), noeud.balise, noeud.genre


def _is_anonyme(noeud: Noeud, dessus: Noeud | None) -> bool:
    """Tell whether a tag stands for some lines of the element around it, among its blocks."""
    return dessus is not None and noeud.element is dessus.element


def _is_repete(noeud: Noeud) -> bool:
    """Tell whether a tag met again is a head or a foot, which WeasyPrint repeats and never cuts."""
    return noeud.genre in ("THead", "TFoot") and (noeud.boite.is_header or noeud.boite.is_footer)


def _keep_liens(debut: Noeud, repete: Noeud) -> None:
    """Have the links of a repeated head lead from those of the first one."""
    # Each is a place to click, on a page of its own: none may be out of the tree (ISO 14289-1,
    # 7.18.1).
    liens = {_name(noeud): noeud for noeud in debut.walk() if noeud.genre == "Link"}
    for noeud in repete.walk():
        if noeud.genre == "Link":
            places = [e for e in noeud.enfants if not isinstance(e, Noeud | Fragment)]
            liens[_name(noeud)].enfants.extend(places)
