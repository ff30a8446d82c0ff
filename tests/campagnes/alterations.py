"""What may happen to a file: bytes flipped, lines moved, values of another type, dates at their
ends, tricks of archives and images. All is drawn from a seed."""

from __future__ import annotations

import io
import os
import random
import re
import shutil
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

Hasard = random.Random

VALEURS = (
    *("1", "-1", "0", "1.5", "true", "[]", "{}", "[1]", '[["a"]]', '""', '" "', "nan", "inf"),
    *("1e400", "99999999999999999999999", "0001-01-01", "9999-12-31", "00:00:00", '"oui"'),
    *("{a = 1}", '"\\u0000"', '"\\u202e"', '"a\\nb"', "[[1], 2]", "2026-02-09T08:00:00Z"),
)
"""What may stand after the « = » of a key."""

DATES = (
    *("0001-01-01", "9999-12-31", "2024-02-29", "1582-10-10", "1900-01-01", "2100-12-31"),
    *("01/01/0001", "31/12/9999", "29/02/2023", "00/00/1985", "00/05/1985", "31/04/2026", "1985"),
)
# None is written from right to left: pdftotext gives those in the order they are seen.
NOMS = (
    *("NGUYỄN", "ŒUVRARD", "d’ALMEIDA", "ĐORĐEVIĆ", "ÖZTÜRK", "STRAUẞ", "E\u0301LODIE", "ŁUKASZ"),
    *(
        "DUPRÉ & FILS",
        "O'NEIL",
        "<b>X</b>",
        "{{ 7*7 }}",
        "CON",
        "ΠΑΠΑΔΟΠΟΥΛΟΣ",
        "ИВАНОВ",
        "אבג",
        "王",
    ),
    *(
        "LE GALL--KERMARREC",
        "VAN DER STRATEN-PONTHOZ DE LA ROCHEFOUCAULD",
        "M" * 60,
        "m",
        "x" * 130,
    ),
)
MORCEAUX = (
    *("\0", "\ufeff", "\u2028", "\u202e", "\u200b", "\u00a0", "é", "𝕏", "א", "'", '"', ";", "\t"),
    *("{{ 7*7 }}", "{% for x in [1] %}", "{#", "</p>", "<b>", "&#0;", "&amp;", "/*", "}", "{", "]"),
    *("url(file:///etc/passwd)", "@import 'x';", "\\", "%", "../..", "=1+1", "#N/D", "N" * 5000),
)
"""What may be put anywhere in a text."""

_VALEUR = re.compile(rb"(?<= = )[^\n]+")
_DATE = re.compile(rb"\d{4}-\d{2}-\d{2}|\d{2}/\d{2}/\d{4}")
_MOT = re.compile(rb"[\w\xc3-\xff]{3,}")
_NOM = re.compile(rb"(?:[A-Z]|\xc3[\x80-\x9e]){4,}")
_NOMBRE = re.compile(rb"\d+")


def _replace(hasard: Hasard, contenu: bytes, motif: re.Pattern[bytes], valeurs: object) -> bytes:
    """Put one of `valeurs` in the place of one match of `motif`."""
    found = list(motif.finditer(contenu))
    if not found:
        return contenu
    match, texte = hasard.choice(found), str(hasard.choice(list(valeurs)))  # type: ignore[call-overload]
    return contenu[: match.start()] + texte.encode(errors="replace") + contenu[match.end() :]


def flip_octets(hasard: Hasard, contenu: bytes) -> bytes:
    """Some bytes become others."""
    octets = bytearray(contenu or b"\0")
    for _ in range(hasard.choice((1, 1, 2, 8))):
        octets[hasard.randrange(len(octets))] ^= 1 << hasard.randrange(8)
    return bytes(octets)


def cut(hasard: Hasard, contenu: bytes) -> bytes:
    """A piece is missing: the end, or one inside."""
    debut = hasard.randrange(len(contenu) + 1)
    fin = len(contenu) if hasard.random() < 0.4 else min(len(contenu), debut + hasard.randrange(90))
    return contenu[:debut] + contenu[fin:]


def move_ligne(hasard: Hasard, contenu: bytes) -> bytes:
    """A line goes elsewhere."""
    lignes = contenu.splitlines(keepends=True)
    if len(lignes) > 1:
        ligne = lignes.pop(hasard.randrange(len(lignes)))
        lignes.insert(hasard.randrange(len(lignes) + 1), ligne)
    return b"".join(lignes)


def double_ligne(hasard: Hasard, contenu: bytes) -> bytes:
    """A line stands twice, or not at all."""
    lignes = contenu.splitlines(keepends=True)
    if lignes:
        rang = hasard.randrange(len(lignes))
        lignes[rang : rang + 1] = [lignes[rang]] * hasard.choice((0, 2, 3))
    return b"".join(lignes)


def put_morceau(hasard: Hasard, contenu: bytes) -> bytes:
    """Something that means something elsewhere."""
    place = hasard.randrange(len(contenu) + 1)
    return contenu[:place] + hasard.choice(MORCEAUX).encode() + contenu[place:]


def change_valeur(hasard: Hasard, contenu: bytes) -> bytes:
    """A key has a value of another type."""
    return _replace(hasard, contenu, _VALEUR, VALEURS)


def change_date(hasard: Hasard, contenu: bytes) -> bytes:
    """A date stands at an end of the calendar."""
    return _replace(hasard, contenu, _DATE, DATES)


def change_nombre(hasard: Hasard, contenu: bytes) -> bytes:
    """A number is another."""
    return _replace(hasard, contenu, _NOMBRE, ("0", "1", "2", "-1", "07", "99", "4294967296"))


def swap_mots(hasard: Hasard, contenu: bytes) -> bytes:
    """A word stands in the place of another."""
    mots = [match[0].decode(errors="replace") for match in _MOT.finditer(contenu)]
    return _replace(hasard, contenu, _MOT, mots or ("",))


def change_nom(hasard: Hasard, contenu: bytes) -> bytes:
    """A name is one of those the world has."""
    return _replace(hasard, contenu, _NOM, NOMS)


def change_encodage(hasard: Hasard, contenu: bytes) -> bytes:
    """Another encoding than the file says."""
    text = contenu.decode(errors="replace")
    encodage = hasard.choice(("cp1252", "iso-8859-15", "utf-16", "utf-8-sig", "cp850", "utf-32"))
    return text.encode(encodage, errors="replace")


Alteration = Callable[[Hasard, bytes], bytes]
DOUCES: tuple[Alteration, ...] = (
    *(change_nom, change_nom, change_nom, move_ligne, swap_mots, change_date, change_nombre),
)
"""After which a file is often right, and its papers are to be looked at."""
TEXTES: tuple[Alteration, ...] = (
    *(*DOUCES, double_ligne, change_encodage, flip_octets, cut),
    *(put_morceau, put_morceau, change_valeur, change_valeur),
)


# ── Archives and images ───────────────────────────────────────────────────────────────────────────

BOMBE = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">%s]>' % b"".join(
    b'<!ENTITY %c "%s">' % (98 + rang, (b"&%c;" % (97 + rang)) * 10) for rang in range(9)
)


def alter_archive(hasard: Hasard, contenu: bytes) -> bytes:
    """A workbook taken to pieces and put together otherwise; or broken as any file is."""
    try:
        with zipfile.ZipFile(io.BytesIO(contenu)) as archive:
            parties = [(info.filename, archive.read(info)) for info in archive.infolist()]
    # An earlier alteration left no archive, in one of the many ways there are.
    except Exception:
        return flip_octets(hasard, contenu)
    if not parties or hasard.random() < 0.25:
        return hasard.choice((flip_octets, cut))(hasard, contenu)
    rang = hasard.randrange(len(parties))
    nom, partie = parties[rang]
    tour = hasard.randrange(10)
    if tour == 0:
        del parties[rang]
    elif tour == 1:
        parties.append((nom, partie))
    elif tour == 2:
        parties[rang] = (hasard.choice(("../" + nom, "/" + nom, nom.upper(), "x")), partie)
    elif tour == 3:
        parties.append(("vide.bin", bytes(4_000_000)))
    elif tour == 4:
        parties[rang] = (nom, BOMBE + b"<x>&i;</x>")
    elif tour == 5:
        parties[rang] = (nom, partie.replace(b"</row>", b"<c/>" * 3000 + b"</row>", 1))
    elif tour == 6:
        parties[rang] = (nom, re.sub(rb"<(\w+)", rb"<x:\1", partie, count=1))
    else:
        parties[rang] = (nom, hasard.choice(TEXTES)(hasard, partie))
    return _write_archive(parties)


def alter_mots(hasard: Hasard, contenu: bytes) -> bytes:
    """A workbook that says something else, and is one."""
    with zipfile.ZipFile(io.BytesIO(contenu)) as archive:
        parties = {info.filename: archive.read(info) for info in archive.infolist()}
    for nom in ("xl/sharedStrings.xml", "content.xml"):
        if nom in parties:
            parties[nom] = hasard.choice((change_nom, change_nombre))(hasard, parties[nom])
    return _write_archive(list(parties.items()))


def _write_archive(parties: list[tuple[str, bytes]]) -> bytes:
    sortie = io.BytesIO()
    with zipfile.ZipFile(sortie, "w", zipfile.ZIP_DEFLATED) as archive:
        for nom, partie in parties:
            # By record: a second member of one name is a warning otherwise.
            archive.NameToInfo.pop(nom, None)
            archive.writestr(zipfile.ZipInfo(nom), partie)
    return sortie.getvalue()


def alter_image(hasard: Hasard, contenu: bytes) -> bytes:
    """A picture broken, of an absurd size, or of another kind."""
    tour = hasard.randrange(6)
    if tour == 0:
        return b""
    if tour == 1:
        return hasard.choice(
            (b"GIF89a", b"%PDF-1.7\n", b"<svg xmlns='http://www.w3.org/2000/svg'/>")
        )
    if tour == 2 and contenu[:4] == b"\x89PNG":
        taille = hasard.choice(((0, 0), (1, 1), (2**31 - 1, 2**31 - 1), (60000, 60000), (9, 90000)))
        tete = b"IHDR" + struct.pack(">II", *taille) + contenu[24:29]
        return contenu[:12] + tete + struct.pack(">I", zlib.crc32(tete)) + contenu[33:]
    return hasard.choice((flip_octets, cut, put_morceau))(hasard, contenu)


# ── Files ─────────────────────────────────────────────────────────────────────────────────────────


def alter_fichier(hasard: Hasard, path: Path, douces: bool) -> str:
    """Alter one file of a folder, and return what was done to it."""
    if not douces and hasard.random() < 0.06:
        return _replace_fichier(hasard, path)
    contenu = path.read_bytes()
    if path.suffix in (".xlsx", ".ods"):
        alteration: Alteration = alter_mots if douces else alter_archive
    elif path.suffix in (".png", ".jpg"):
        alteration = alter_image
    else:
        alteration = hasard.choice(DOUCES if douces else TEXTES)
    path.write_bytes(alteration(hasard, contenu))
    return f"{path.name} : {alteration.__name__}"


def _replace_fichier(hasard: Hasard, path: Path) -> str:
    """Something else stands in the place of the file."""
    autres = sorted(p for p in path.parent.iterdir() if p.is_file() and p != path)
    genre = hasard.choice(("vide", "dossier", "lien", "perdu", "tube", "hasard", "autre"))
    path.unlink()
    if genre == "vide":
        path.touch()
    elif genre == "dossier":
        path.mkdir()
    elif genre == "lien":
        path.symlink_to(hasard.choice(("/etc/passwd", "/dev/zero", path.name, "..")))
    elif genre == "tube":
        os.mkfifo(path)
    elif genre == "hasard":
        path.write_bytes(hasard.randbytes(hasard.randrange(4000)))
    elif genre == "autre" and autres:
        shutil.copyfile(hasard.choice(autres), path)
    return f"{path.name} : {genre}"
