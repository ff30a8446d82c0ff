"""The bytes of a text table, decoded: what spreadsheets call CSV is in one of seven encodings."""

from __future__ import annotations

import re

from amo_docs.findings import Finding, Place
from amo_docs.load.fichiers import FichierLu
from amo_docs.load.formulation import report, show
from amo_docs.load.grille import EstIntitule

_UTF_8 = "Enregistrez-le en « CSV UTF-8 »."
# What accents become when UTF-8 is read as Windows-1252 and saved again: « é » turns into « Ã© ».
# Only pairs that such a mistake makes: a name may have an « Ã » of its own.
UTF8_MAL_LU = re.compile(
    "[ÃÂ]\u00a0|[ãâ][©¨®´§¯¢¼¹]|[ÃÂÅÄ][\u0080-\u009f\u00a1-\u00bf\u0152-\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]|â€|ï»¿"
    # Read as the code pages of MS-DOS and of old Macintoshes.
    "|[├┬]\\S|√[\u00a0-\u00bf®©™†°¢£§•¶ß®´¨≠]"
)
# « Œ », « œ » and « Ÿ » of ISO-8859-15, where Windows-1252 has fractions: beside a letter, no name
# and no text has these.
_LATIN_9 = re.compile(r"[¼½¾][^\W\d_]|[^\W\d_][¼½¾]")
# No byte of ISO-8859-15 stands for a letter or a mark there: Windows-1252 has its quotes.
_OCTETS_1252 = re.compile(rb"[\x80-\x9f]")
# Accents of MS-DOS and of old Macintoshes, under Windows-1252: signs in the middle of words.
_AUTRE_PAGE = re.compile(r"[^\W\d_][‚ƒ„†‡ˆ‰‹™˜•›¢][^\W\d_]")
_AUTRES_PAGES = {"cp850": "MS-DOS (page de code 850)", "mac_roman": "Macintosh (Mac OS Roman)"}
# Enough to see the headings under any title.
_TETE = 1 << 16
_AUTOUR = 40
_COUPES = re.compile(r"[;,\t\r\n]")


def decode(fichier: FichierLu, est_intitule: EstIntitule) -> str | Finding:
    """Return the text of the file, or the finding on its encoding.

    It is UTF-8 or UTF-16 with its mark, UTF-8 without, else Windows-1252 or ISO-8859-15; never a
    mixture. `est_intitule` knows the headings: accents in them tell encodings apart.
    """
    contenu = fichier.contenu
    try:
        # The mark of UTF-16 says which of its two orders the bytes have.
        marked = contenu.startswith((b"\xff\xfe", b"\xfe\xff"))
        text = contenu.decode("utf-16" if marked else "utf-8-sig")
    except UnicodeDecodeError as error:
        # What Excel saves in France. Five bytes of this encoding stand for nothing: a file that
        # holds one is of another.
        text = contenu.decode("cp1252", errors="replace")
        if name := _find_autre_page(contenu, text, est_intitule):
            fait = "ce fichier est en {nom}, et ses accents seraient perdus."
            return report("L003", Place(fichier.nom), fait, _UTF_8, nom=name)
        if "\ufffd" in text:
            line = contenu.count(b"\n", 0, error.start) + 1
            fait = "ce fichier n’est ni en UTF-8 ni en Windows-1252."
            return report("L003", Place(fichier.nom, ligne=line), fait, _UTF_8)
        if _LATIN_9.search(text) and not _OCTETS_1252.search(contenu):
            text = contenu.decode("iso8859-15")
        elif found := _AUTRE_PAGE.search(text):
            return _report_abime(fichier.nom, text, found)
    # A mark in front of another one comes from a file saved twice.
    text = text.lstrip("\ufeff")
    if "\0" in text:
        fait = "ce fichier contient un octet nul : ce n’est pas un texte."
        return report("L006", Place(fichier.nom), fait, "Enregistrez le tableau en XLSX ou en ODS.")
    found = UTF8_MAL_LU.search(text)
    return _report_abime(fichier.nom, text, found) if found else text


def _find_autre_page(contenu: bytes, text: str, est_intitule: EstIntitule) -> str | None:
    """Return the encoding under which more headings are known than under Windows-1252, if any."""

    def count(head: str) -> int:
        return sum(map(est_intitule, set(_COUPES.split(head.replace('"', "")))))

    known = count(text[:_TETE])
    scores = {name: count(contenu[:_TETE].decode(name)) for name in _AUTRES_PAGES}
    best = max(scores, key=lambda name: scores[name])
    return _AUTRES_PAGES[best] if scores[best] > known else None


def _report_abime(nom: str, text: str, found: re.Match[str]) -> Finding:
    line = text.count("\n", 0, found.start()) + 1
    fait = "les accents de « {texte} » sont abîmés par un changement d’encodage."
    geste = "Repartez du tableau d’origine et enregistrez-le en « CSV UTF-8 »."
    # The cell it stands in, cut where a separator may be.
    before = _COUPES.split(text[max(0, found.start() - _AUTOUR) : found.start()])[-1]
    after = _COUPES.split(text[found.start() : found.end() + _AUTOUR], maxsplit=1)[0]
    shown = show(before + after).strip('"= ')
    return report("L003", Place(nom, ligne=line), fait, geste, texte=shown)
