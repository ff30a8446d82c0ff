"""Every bad input we know of, in one table: how it is made, what is said, the exit code.

A case spoils a small session that is right, in a folder of its own. The tests run them;
docs/MAUVAISES_ENTREES.md is written from them."""

from __future__ import annotations

import csv
import io
import os
import struct
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import xlsxwriter
from papiers_outils import (
    EXEMPLES,
    PETITS,
    PETITS_MODELES,
    make_petite_session,
    write_session,
)
from PIL import Image

from fabrique.images import REFUSEES

DEHORS = "fichier-du-dehors"
"""Beside the folder of the session: what a link or a path may try to reach. It holds `SECRET`."""
SECRET = "on ne doit pas me lire"
CERTIFICAT = ("--seulement", "certificat", "--format", "pdf")
NOM = "2026-03-RNCP36833"
"""The folder of the session, under its output."""


@dataclass(frozen=True)
class Cas:
    """One bad input.

    `gate` makes it in the folder of a session; `message` is what is said, `code` what the program
    leaves with. `options` are those of `render`. `enclos` is (bytes, seconds) when it takes a true
    child process, with these limits."""

    nom: str
    gate: Callable[[Path], object]
    message: str
    code: int
    options: tuple[str, ...] = ()
    enclos: tuple[int, float] | None = None

    @property
    def lent(self) -> bool:
        """Whether a child process makes it slow."""
        return self.enclos is not None


def make_bonne_session(folder: Path) -> Path:
    """The session every case starts from, and what stands beside it; return its path."""
    (folder.parent / DEHORS).write_text(SECRET, encoding="utf-8")
    session = make_petite_session(*PETITS) | {"modeles": "modeles"}
    session["autorite"] = session["autorite"] | {"logo": "images/logo.png"}
    path = write_session(folder, session)
    (folder / "images/embleme.png").rename(folder / "images/logo.png")
    (folder / "modeles").mkdir()
    return path


# ── How inputs are spoilt ─────────────────────────────────────────────────────────────────────────

Gate = Callable[[Path], object]


def write(nom: str, contenu: str | bytes) -> Gate:
    """The file `nom` holds this."""
    octets = contenu.encode() if isinstance(contenu, str) else contenu
    return lambda folder: (folder / nom).write_bytes(octets)


def remove(nom: str) -> Gate:
    """There is no file `nom`."""
    return lambda folder: (folder / nom).unlink()


def replace_by(nom: str, make: Callable[[Path], object]) -> Gate:
    """In the place of the file `nom` there is what `make` makes."""

    def gate(folder: Path) -> None:
        (folder / nom).unlink(missing_ok=True)
        make(folder / nom)

    return gate


def make_dossier(path: Path) -> None:
    path.mkdir()


def make_tube(path: Path) -> None:
    os.mkfifo(path)


def make_enorme(path: Path) -> None:
    """A hundred megabytes, none of them on the disk."""
    with path.open("wb") as stream:
        stream.truncate(100 << 20)


def make_lien(path: Path) -> None:
    path.symlink_to(path.parent.parent.parent / DEHORS)


def make_boucle(path: Path) -> None:
    path.symlink_to(path.name)


def ajoute(ligne: str) -> Gate:
    """The session has this line, first; it takes the place of the same key."""
    cle = ligne.partition("=")[0].strip()

    def gate(folder: Path) -> None:
        path = folder / "session.toml"
        kept = [
            row
            for row in path.read_text(encoding="utf-8").splitlines()
            if not row.startswith(f"{cle} =")
        ]
        path.write_text("\n".join([ligne, *kept]) + "\n", encoding="utf-8")

    return gate


def table(nom: str, octets: bytes) -> Gate:
    """The candidates are in a file `nom` of these bytes."""

    def gate(folder: Path) -> None:
        ajoute(f'fichier_candidats = "{nom}"')(folder)
        (folder / nom).write_bytes(octets)

    return gate


def write_candidat(folder: Path, **champs: str) -> None:
    """Write these fields, by heading with « _ » for spaces, into the row of the only candidate."""
    path = folder / "candidats.csv"
    head, row = csv.reader(io.StringIO(path.read_text(encoding="utf-8")), delimiter=";")
    for intitule, valeur in champs.items():
        row[head.index(intitule.replace("_", " "))] = valeur
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=";").writerows([head, row])
    path.write_text(text.getvalue(), encoding="utf-8")


def nom(valeur: str) -> Gate:
    """The candidate has this name."""
    return lambda folder: write_candidat(folder, Nom_de_naissance=valeur)


def cellule(intitule: str, valeur: str) -> Gate:
    """The candidate has this under that heading."""
    return lambda folder: write_candidat(folder, **{intitule: valeur})


def become_vraie(avant: str = "", apres: str = "") -> Gate:
    """The session is no specimen, and says `apres` where it said `avant`."""

    def gate(folder: Path) -> None:
        ajoute("specimen = false")(folder)
        path = folder / "session.toml"
        text = path.read_text(encoding="utf-8")
        assert avant in text
        path.write_text(text.replace(avant, apres, 1) if avant else text, encoding="utf-8")

    return gate


def recode(encodage: str) -> Gate:
    """The table is in this encoding."""

    def gate(folder: Path) -> None:
        path = folder / "candidats.csv"
        path.write_bytes(path.read_text(encoding="utf-8").encode(encodage, "replace"))

    return gate


def append(*lignes: str) -> Gate:
    """The table has these rows at its end."""

    def gate(folder: Path) -> None:
        with (folder / "candidats.csv").open("a", encoding="utf-8") as stream:
            stream.write("".join(f"{ligne}\n" for ligne in lignes))

    return gate


def repeat_intitules(folder: Path) -> None:
    head = (folder / "candidats.csv").read_text(encoding="utf-8").splitlines()[0]
    append(head)(folder)


def write_classeur(folder: Path, formats: dict[str, dict[str, str]], cachee: bool = False) -> None:
    """The candidates are in an XLSX, with these formats by heading; its first row may be hidden."""
    text = (folder / "candidats.csv").read_text(encoding="utf-8")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    with xlsxwriter.Workbook(str(folder / "candidats.xlsx")) as book:
        sheet = book.add_worksheet("Candidats")
        for r, row in enumerate(rows):
            for c, cell in enumerate(row):
                style = formats.get(rows[0][c]) if r else None
                sheet.write_string(r, c, cell, book.add_format(style) if style else None)
        if cachee:
            sheet.set_row(1, None, None, {"hidden": True})
    ajoute('fichier_candidats = "candidats.xlsx"')(folder)


def make_bombe(folder: Path) -> None:
    """A workbook of a few kilobytes, and four million tags."""
    bombe = b"<a/>" * 4_000_000
    write_classeur(folder, {})
    path = folder / "candidats.xlsx"
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            if name.endswith("sheet1.xml"):
                archive.writestr(name, content.replace(b"</sheetData>", bombe + b"</sheetData>"))
            else:
                archive.writestr(name, content)


def gabarit(extrait: str) -> Gate:
    """The certificate has this before its end."""
    text = (PETITS_MODELES / "certificat.html").read_text(encoding="utf-8")
    return write("modeles/certificat.html", text.replace("</body>", f"{extrait}</body>"))


def make_classeur(folder: Path) -> None:
    with xlsxwriter.Workbook(str(folder / "candidats.xlsx")) as book:
        book.add_worksheet("Candidats").write(0, 0, "Matricule")
        book.add_worksheet("Jurys").write(0, 0, "Code")
    ajoute('fichier_candidats = "candidats.xlsx"')(folder)
    ajoute('feuille_candidats = "Stagiaires"')(folder)


def write_png(points: tuple[int, int]) -> bytes:
    """A PNG that says how large it is, and little more."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", *points, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


def make_autre_dossier(folder: Path) -> None:
    (folder / "sortie" / NOM).mkdir(parents=True)
    (folder / "sortie" / NOM / "these.odt").write_bytes(b"dix ans")


def make_manifeste_abime(folder: Path) -> None:
    (folder / "sortie" / NOM).mkdir(parents=True)
    (folder / "sortie" / NOM / "manifeste.json").write_bytes(b"[")


def save(image: Image.Image, forme: str) -> bytes:
    stream = io.BytesIO()
    image.save(stream, forme)
    return stream.getvalue()


JPEG = save(Image.effect_noise((400, 400), 90), "JPEG")
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9"/></svg>'
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
EMBLEME = (EXEMPLES / "images/embleme.png").read_bytes()
BARRE = {"font_strikeout": "1"}
GIO = 1 << 30
SANS_FIN = "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}"

FICHIERS = (
    Cas("session absente", remove("session.toml"), "session.toml : ce fichier est introuvable.", 3),
    Cas(
        "dossier à la place de la session",
        replace_by("session.toml", make_dossier),
        "session.toml : ce chemin est celui d’un dossier.",
        3,
    ),
    Cas(
        "session qui est un tube (FIFO)",
        replace_by("session.toml", make_tube),
        "ce n’est pas un fichier ordinaire",
        3,
    ),
    Cas(
        "session de 100 Mo", replace_by("session.toml", make_enorme), "ce fichier dépasse 64 Mo.", 3
    ),
    Cas(
        "session qui est un lien vers elle-même",
        replace_by("session.toml", make_boucle),
        "session.toml : ce lien ne mène à aucun fichier.",
        3,
    ),
    Cas("session vide", write("session.toml", ""), "le champ « code » manque.", 3),
    Cas(
        "session faite de blancs",
        write("session.toml", "\n\n \t\n"),
        "le champ « code » manque.",
        3,
    ),
    Cas(
        "PDF à la place de la session",
        write("session.toml", b"%PDF-1.7\n\xe2\xe3"),
        "n’est pas en UTF-8.",
        3,
    ),
    Cas("session binaire", write("session.toml", bytes(range(256)) * 40), "n’est pas en UTF-8.", 3),
    Cas(
        "session en UTF-16",
        write("session.toml", 'code = "é"'.encode("utf-16")),
        "n’est pas en UTF-8.",
        3,
    ),
    Cas(
        "TOML : nombre de 5000 chiffres",
        write("session.toml", "code = " + "9" * 5000),
        "n’est pas du TOML",
        3,
    ),
    Cas(
        "valeurs d’un autre genre",
        write(
            "session.toml",
            "code = 3\njurys = 4\nautorite = []\ndates = 1979-05-27\ncandidats = {}\n",
        ),
        "une table est attendue pour « autorite ».",
        3,
    ),
    Cas(
        "TOML cassé",
        write("session.toml", 'code = "S1\n'),
        "ligne 1 : cette ligne n’est pas du TOML",
        3,
    ),
    Cas(
        "TOML : chemin à antislashs",
        ajoute(r'fichier_candidats = "D:\bureau\candidats.csv"'),
        'Écrivez / au lieu de \\ : "D:/bureau/candidats.csv".',
        3,
    ),
    Cas(
        "TOML : date sans guillemets",
        ajoute("date = 9/2/2026"),
        'Écrivez la date 2026-02-09, ou entre guillemets : "09/02/2026".',
        3,
    ),
    Cas(
        "TOML : oui sans guillemets",
        ajoute("specimen = oui"),
        "Écrivez true, sans guillemets ni capitale.",
        3,
    ),
    Cas(
        "TOML : guillemets de Word",
        ajoute("intitule = “Session”"),
        'Remplacez ces guillemets par des guillemets droits : "Session".',
        3,
    ),
    Cas(
        "TOML : numéro sans guillemets",
        ajoute("numero_pv = 2026/01"),
        'Mettez ce texte entre guillemets : "2026/01".',
        3,
    ),
    Cas(
        "TOML : clé donnée deux fois",
        write("session.toml", 'code = "a"\ncode = "b"\n'),
        "déjà donné ligne 1.",
        3,
    ),
    Cas(
        "TOML emboîté trois mille fois",
        write("session.toml", "a = " + "[" * 3000),
        "emboîte trop de listes",
        3,
    ),
    Cas(
        "TOML : clé à points de trois mille parties",
        write("session.toml", ".".join("a" * 3000) + " = 1"),
        "emboîte trop de listes",
        3,
    ),
    Cas(
        "TOML : table de deux cents niveaux",
        write("session.toml", "".join(f"[{'.'.join('a' * n)}]\n" for n in range(1, 200))),
        "emboîte trop de listes",
        3,
    ),
    Cas(
        "TOML en Windows-1252",
        write("session.toml", 'code = "é"'.encode("cp1252")),
        "n’est pas en UTF-8.",
        3,
    ),
    Cas(
        "octet nul dans la session", write("session.toml", b'code = "a\0"'), "n’est pas du TOML", 3
    ),
    Cas(
        "octet nul dans une valeur",
        ajoute('intitule = "a\\u0000b"'),
        "« a<U+0000>b » contient un caractère invisible (U+0000).",
        3,
    ),
    Cas("clé inconnue", ajoute('intitul = "x"'), "la clé « intitul » est inconnue.", 3),
    Cas(
        "session donnée pour table de candidats",
        ajoute('fichier_candidats = "session.toml"'),
        "l’extension « .toml » n’est pas celle d’un tableau.",
        3,
    ),
    Cas(
        "session donnée pour référentiel",
        ajoute('referentiel = "session.toml"'),
        "le champ « certificateur » manque.",
        3,
    ),
    Cas(
        "référentiel absent",
        ajoute('referentiel = "autre.toml"'),
        "autre.toml : ce fichier est introuvable.",
        3,
    ),
    Cas(
        "table de candidats absente",
        remove("candidats.csv"),
        "candidats.csv : ce fichier est introuvable.",
        3,
    ),
    Cas(
        "dossier à la place des candidats",
        replace_by("candidats.csv", make_dossier),
        "candidats.csv : ce chemin est celui d’un dossier.",
        3,
    ),
    Cas(
        "candidats dans un tube (FIFO)",
        replace_by("candidats.csv", make_tube),
        "candidats.csv : ce n’est pas un fichier ordinaire.",
        3,
    ),
)

TABLEAUX = (
    Cas(
        "classeur sans la feuille",
        make_classeur,
        "ce classeur n’a pas de feuille « Stagiaires ».",
        3,
    ),
    Cas(
        "classeur chiffré",
        table("c.xlsx", OLE + "EncryptedPackage".encode("utf-16-le")),
        "ce classeur est protégé par un mot de passe.",
        3,
    ),
    Cas(
        "classeur d’avant 2007",
        table("c.xls", OLE),
        "l’extension « .xls » n’est pas celle d’un tableau.",
        3,
    ),
    Cas("classeur coupé", table("c.xlsx", b"PK\x03\x04" + bytes(50)), "ce classeur est abîmé.", 3),
    Cas(
        "fichier binaire nommé .csv",
        table("c.csv", bytes(range(256))),
        "sous l’extension « .csv », ce fichier est",
        3,
    ),
    Cas(
        "octet nul dans le CSV",
        table("c.csv", b"Matricule;Jury\nM\0;T\n"),
        "sous l’extension « .csv »",
        3,
    ),
    Cas("table vide", table("c.csv", b""), "c.csv : ce fichier est vide.", 3),
    Cas(
        "intitulés sans candidat",
        table("c.csv", b"Matricule;Jury\n"),
        "aucun candidat ne suit les intitulés.",
        3,
    ),
    Cas(
        "CSV sans intitulés",
        table("c.csv", b"M1;TERRE;Mme\n"),
        "aucune ligne ne porte les intitulés attendus",
        3,
    ),
    Cas(
        "RECHERCHEV d’une cellule vide",
        cellule("Nom d’usage", "0"),
        "« 0 » est le zéro qu’un tableur tire d’une cellule vide.",
        3,
    ),
    Cas(
        "valeur d’erreur laissée dans un CSV",
        cellule("Unité", "#N/D"),
        "la cellule est en erreur : « #N/D ».",
        3,
    ),
    Cas(
        "colonne trop étroite, enregistrée en dièses",
        cellule("Commune de naissance", "########"),
        "le tableur a écrit des dièses à la place de la valeur",
        3,
    ),
    Cas("« NULL » d’une extraction", cellule("Nom d’usage", "NULL"), "« NULL » ne dit rien", 3),
    Cas(
        "formule restée en texte",
        cellule("Grade", "=B2"),
        "« =B2 » est une formule restée en texte.",
        3,
    ),
    Cas(
        "matricule passé par un nombre",
        cellule("Matricule", "90102.0"),
        "un programme a pris « 90102.0 » pour un nombre",
        3,
    ),
    Cas(
        "table en MS-DOS (page de code 850)",
        recode("cp850"),
        "ce fichier est en MS-DOS (page de code 850)",
        3,
    ),
    Cas(
        "dates en mois/jour/année",
        cellule("Date de naissance", "10/27/1996"),
        "« 10/27/1996 » ne se lit qu’en mois/jour/année",
        3,
    ),
    Cas(
        "ligne de total",
        append("Total : 1 candidat"),
        "cette ligne, « Total : 1 candidat », n’est pas un candidat",
        3,
    ),
    Cas("intitulés répétés", repeat_intitules, "cette ligne répète les intitulés.", 3),
    Cas(
        "ligne cachée par un filtre",
        lambda folder: write_classeur(folder, {}, cachee=True),
        "cette ligne est cachée, ou écartée par un filtre.",
        3,
    ),
    Cas(
        "ligne barrée",
        lambda folder: write_classeur(folder, {"Matricule": BARRE}),
        "cette ligne est barrée.",
        3,
    ),
    Cas(
        "valeur cachée par son format",
        lambda folder: write_classeur(folder, {"Unité": {"num_format": ";;;"}}),
        "le format de la cellule cache",
        3,
    ),
    Cas(
        "classeur de quatre millions de balises",
        make_bombe,
        "ce classeur est trop grand pour une table de candidats.",
        3,
    ),
)

NOMS = (
    Cas(
        "nom de 300 caractères",
        nom("A" * 300),
        "a 300 caractères, pour 120 au plus sur un papier.",
        3,
    ),
    Cas(
        "marque d’écriture de droite à gauche",
        nom("A\u200fB"),
        "« A<U+200F>B » contient un caractère invisible",
        3,
    ),
    Cas(
        "renversement du sens d’écriture",
        nom("A\u202eB"),
        "« A<U+202E>B » contient un caractère invisible",
        3,
    ),
    Cas("caractère perdu à l’encodage", nom("D\ufffdPRÉ"), "à la place d’un caractère perdu.", 3),
    Cas(
        "emoji",
        nom("Zoé 😀"),
        "Le caractère « 😀 » (U+1F600) de « T90101 » n’existe pas dans les polices",
        3,
    ),
    Cas(
        "idéogramme",
        nom("王"),
        "Le caractère « 王 » (U+738B) de « T90101 » n’existe pas dans les polices",
        3,
    ),
    Cas("lettre perdue", nom("L?UILLET"), "« L?UILLET » a perdu une lettre", 3),
    Cas("UTF-8 lu de travers", nom("CÃ©LINE"), "les accents de « CÃ©LINE » sont abîmés", 3),
    Cas(
        "séparateur de ligne dans un nom",
        nom("DE\u2028LA TOUR"),
        "contient un caractère invisible (U+2028)",
        3,
    ),
    Cas(
        "tiret à la place du trait d’union",
        nom("DUPONT–MARTIN"),
        "à la place d’un trait d’union.",
        3,
    ),
    Cas("accent à la place de l’apostrophe", nom("D´ALMEIDA"), "à la place d’une apostrophe.", 3),
    Cas(
        "deux noms dans un champ",
        nom("D’ARTAGNAN née DUPUIS"),
        "« D’ARTAGNAN née DUPUIS » dit plus qu’un nom.",
        3,
    ),
    Cas("nom fait d’espaces", nom("\u00a0 "), "le champ « Nom de naissance » manque.", 3),
    Cas(
        "matricule de 300 caractères",
        lambda folder: write_candidat(folder, Matricule="M" * 300),
        "a 300 caractères, pour 120 au plus sur un papier.",
        3,
    ),
)

ADMIS = {
    "« & » dans un nom": "DUPONT & FILS",
    "« <b> » dans un nom": "<b>DUPONT</b>",
    "« {{ 7*7 }} » dans un nom": "DUPONT {{ 7*7 }}",
    "« {% raw %} » dans un nom": "{% raw %}DUPONT",
    "commentaire HTML dans un nom": "<!--DUPONT",
    "entité HTML dans un nom": "&amp;DUPONT&#49;",
    "« ../../x » pour nom": "../../x",
    "« CON » pour nom": "CON",
    "« | » et guillemets dans un nom": 'L’« EX | O\'TRE \\ "X"',
    "lettres hébraïques dans un nom": "\u05d0\u05d1\u05d2",
}
"""What looks bad and is a name: printed whole, in a file whose name is safe. Its matricule is the
name too."""

DROITS = (
    Cas(
        "mois inconnu, mais non le jour de naissance",
        cellule("Date_de_naissance", "14/00/1985"),
        "« 14/00/1985 » n’existe pas dans le calendrier.",
        3,
    ),
    Cas(
        "année de naissance à deux chiffres",
        cellule("Date_de_naissance", "mai 85"),
        "Écrivez l’année en quatre chiffres.",
        3,
    ),
    Cas(
        "jour que le tableur a fait d’une année",
        cellule("Date_de_naissance", "07/06/1905"),
        "tapez 00/00/1985.",
        3,
    ),
    Cas(
        "ce qu’init a inventé, dans une vraie session",
        become_vraie("Session de mars 2026", "Session d’exemple"),
        "« Session d’exemple » est une valeur inventée par init.",
        3,
    ),
    Cas(
        "délégation d’après la date imprimée",
        become_vraie("janvier 2026, SPÉCIMEN", "mai 2026, SPÉCIMEN"),
        "La délégation de « d’ARSENAY-LŒUILLET » ne couvre pas le 01/04/2026",
        3,
    ),
    Cas(
        "président sans prénom",
        become_vraie("Charles-Édouard", "C.-É."),
        "« C.-É. » n’est pas un prénom en toutes lettres.",
        3,
    ),
)

MODELES = (
    Cas(
        "dossier de modèles absent",
        lambda f: (f / "modeles").rmdir(),
        "le dossier de modèles « modeles » n’existe",
        4,
    ),
    Cas(
        "syntaxe d’un gabarit",
        gabarit("{% if %}"),
        "Syntaxe du gabarit (« Expected an expression",
        4,
    ),
    Cas(
        "filtre inconnu dans un gabarit",
        gabarit("{{ session.code|majuscules }}"),
        "Le filtre « majuscules » n’existe pas.",
        4,
    ),
    Cas(
        "nom inconnu dans un gabarit",
        gabarit("{{ candidat.taille }}"),
        "« candidat.taille » n’existe pas.",
        4,
    ),
    Cas(
        "gabarit en Windows-1252",
        write("modeles/pv.html", "é".encode("cp1252")),
        "n’est pas en UTF-8.",
        4,
    ),
    Cas(
        "dossier à la place d’un gabarit",
        replace_by("modeles/certificat.html", make_dossier),
        "modeles/certificat.html : ce chemin est celui d’un dossier.",
        4,
    ),
    Cas(
        "gabarit qui est un tube (FIFO)",
        replace_by("modeles/certificat.html", make_tube),
        "modeles/certificat.html : ce n’est pas un fichier ordinaire.",
        4,
    ),
    Cas(
        "gabarit de 100 Mo",
        replace_by("modeles/certificat.html", make_enorme),
        "ce fichier dépasse 64 Mo.",
        4,
    ),
    Cas(
        "gabarit qui est un lien hors de son dossier",
        replace_by("modeles/certificat.html", make_lien),
        "ce fichier sort du dossier de modèles par un lien.",
        4,
    ),
    Cas(
        "gabarit qui est un lien vers lui-même",
        replace_by("modeles/pv.html", make_boucle),
        "modeles/pv.html : ce lien ne mène",
        4,
    ),
    Cas(
        "gabarit qui en inclut un hors de son dossier",
        gabarit(f"{{% include '../../{DEHORS}' %}}"),
        f"Le gabarit « ../../{DEHORS} » n’existe pas.",
        4,
    ),
    Cas(
        "gabarit qui inclut /etc/passwd",
        gabarit("{% include '/etc/passwd' %}"),
        "« /etc/passwd » n’existe pas.",
        4,
    ),
    Cas(
        "gabarit qui cherche à sortir du bac à sable",
        gabarit("{{ ''.__class__.__mro__[1].__subclasses__() }}"),
        "« __class__ » n’existe pas. Corrigez le nom",
        4,
    ),
    Cas(
        "gabarit qui compte jusqu’à un milliard",
        gabarit("{{ range(10**9) }}"),
        "il compte trop loin",
        4,
    ),
    Cas(
        "gabarit qui s’appelle lui-même",
        gabarit("{% include 'certificat.html' %}"),
        "il s’appelle lui-même sans",
        4,
    ),
    Cas(
        "gabarit qui ne finit pas",
        gabarit(SANS_FIN),
        "certificat de T90101, gabarit « modeles/certificat.html » : plus de 3 secondes. "
        "Simplifiez",
        4,
        enclos=(2 * GIO, 3.0),
    ),
    Cas(
        "gabarit qui demande un gigaoctet",
        gabarit("{{ session.code * 10**8 }}"),
        "« * » reçoit un nombre au-delà de 10000",
        4,
        enclos=(GIO, 60.0),
    ),
    Cas(
        "documents.toml cassé",
        write("modeles/documents.toml", "[livret\n"),
        "modeles/documents.toml, ligne 1",
        4,
    ),
    Cas(
        "mentions.toml cassé",
        write("modeles/mentions.toml", "[[expressions]]\n"),
        "le champ « texte » manque.",
        4,
    ),
    Cas(
        "gabarit qui lit un fichier du disque",
        gabarit('<p><img src="file:///etc/passwd" alt="x"></p>'),
        "L’image « file:///etc/passwd » n’est pas de celles que la session nomme",
        4,
        CERTIFICAT,
    ),
    Cas(
        "gabarit qui lit le réseau",
        gabarit('<p><img src="http://exemple.org/x.png" alt="x"></p>'),
        "L’image « http://exemple.org/x.png » n’est pas de celles que la session nomme",
        4,
        CERTIFICAT,
    ),
    Cas(
        "lien d’un gabarit qui demande une pièce jointe",
        gabarit('<p><a rel="Attachment" href="amo:image/logo">x</a></p>'),
        "Un lien demande une pièce jointe.",
        4,
        CERTIFICAT,
    ),
    Cas(
        "lien d’un gabarit vers un fichier, ou qui s’exécute",
        gabarit('<p><a href=" JavaScript:alert(1)">x</a> <a href="file:///a">y</a></p>'),
        "Le lien « JavaScript:alert(1) » n’est pas admis.",
        4,
        CERTIFICAT,
    ),
    Cas(
        "feuille de style qui lit le réseau",
        write("modeles/amo.css", '@import url("http://exemple.org/x.css");'),
        'La règle « @import url("http://exemple.org/x.css") » n’est pas admise',
        4,
        CERTIFICAT,
    ),
)

LOGO = "images/logo.png"
IMAGES = (
    Cas(
        "image absente",
        remove(LOGO),
        "L’image « images/logo.png » : ce fichier est introuvable.",
        4,
    ),
    Cas(
        "image coupée",
        write(LOGO, EMBLEME[: len(EMBLEME) // 2]),
        "n’est pas une image PNG ou JPEG lisible.",
        4,
    ),
    Cas("JPEG coupé", write(LOGO, JPEG[:5000]), "n’est pas une image PNG ou JPEG lisible.", 4),
    Cas("SVG nommé .png", write(LOGO, SVG), "n’est pas une image PNG ou JPEG lisible.", 4),
    Cas(
        "GIF nommé .png",
        write(LOGO, save(Image.new("P", (9, 9)), "GIF")),
        "est au format GIF. Donnez un PNG",
        4,
    ),
    Cas("texte nommé .png", write(LOGO, "bonjour"), "n’est pas une image PNG ou JPEG lisible.", 4),
    Cas(
        "JPEG 2000 nommé .png", write(LOGO, REFUSEES["jpeg-2000"][0]), "est au format JPEG2000.", 4
    ),
    Cas(
        "PNG animé", write(LOGO, REFUSEES["png-anime"][0]), "est animée. Donnez une image fixe.", 4
    ),
    Cas(
        "PNG de 16 bits à couleur transparente",
        write(LOGO, REFUSEES["png-16-bits-couleur-transparente"][0]),
        "a une couleur transparente sur 16 bits. Enregistrez-la en PNG 8 bits.",
        4,
    ),
    Cas(
        "JPEG aux mille passes",
        write(LOGO, REFUSEES["jpeg-aux-mille-passes"][0]),
        "demande trop de passes.",
        4,
    ),
    Cas("image vide", write(LOGO, b""), "n’est pas une image PNG ou JPEG lisible.", 4),
    Cas(
        "image de 60 mégapixels",
        write(LOGO, write_png((10_000, 6_000))),
        "a 10000 × 6000 points. Réduisez-la.",
        4,
    ),
    Cas(
        "image de 400 mégapixels",
        write(LOGO, write_png((20_000, 20_000))),
        "a plus de 40 millions de points. Réduisez-la.",
        4,
    ),
    Cas(
        "dossier à la place d’une image",
        replace_by(LOGO, make_dossier),
        "ce chemin est celui d’un dossier.",
        4,
    ),
    Cas(
        "image qui est un tube (FIFO)",
        replace_by(LOGO, make_tube),
        "ce n’est pas un fichier ordinaire.",
        4,
    ),
    Cas("image de 100 Mo", replace_by(LOGO, make_enorme), "ce fichier dépasse 64 Mo.", 4),
    Cas(
        "image qui est un lien hors du dossier",
        replace_by(LOGO, make_lien),
        "sort du dossier de la session.",
        4,
    ),
    Cas(
        "image qui est un lien vers elle-même",
        replace_by(LOGO, make_boucle),
        "« images/logo.png » : ce lien ne mène",
        4,
    ),
    Cas(
        "image hors du dossier",
        lambda folder: (folder / "session.toml").write_text(
            (folder / "session.toml").read_text(encoding="utf-8").replace(LOGO, f"../{DEHORS}"),
            encoding="utf-8",
        ),
        "sort du dossier de la session. Copiez-la à côté de la session.",
        4,
    ),
)

SORTIES = (
    Cas(
        "fichier à la place de la sortie",
        write("sortie", b"un fichier"),
        "« sortie » ne peut pas être écrit : un fichier est à la place du dossier.",
        5,
    ),
    Cas(
        "dossier de sortie qui n’est pas d’amo-docs",
        make_autre_dossier,
        "et n’a pas de manifeste.json",
        5,
    ),
    Cas(
        "manifeste abîmé",
        make_manifeste_abime,
        "« manifeste.json » de « 2026-03-RNCP36833 » est abîmé.",
        6,
    ),
)

REFUS = {
    "dossier où personne ne peut écrire": ("« sortie » ne peut pas être écrit", 5),
    "disque plein": (
        (
            "ne peut pas être écrit : il n’y a plus de place sur le disque. Libérez-en, puis "
            "recommencez."
        ),
        5,
    ),
    "fichier de la sortie ouvert dans un autre programme": (
        (
            "ne peut pas être écrit : il est ouvert dans un autre programme. Fermez-le, puis "
            "recommencez."
        ),
        5,
    ),
    "papier modifié à la main": (
        "Modifié à la main depuis sa fabrication : certificats/D-ALMEIDA",
        6,
    ),
}
"""What the disk or the folder refuses, over a first run: message and code. The tests have what
makes each."""

CAS = {
    "Fichiers": FICHIERS,
    "Tableaux": TABLEAUX,
    "Noms et matricules": NOMS,
    "Droits et dates": DROITS,
    "Modèles": MODELES,
    "Images": IMAGES,
    "Sortie": SORTIES,
}
"""Every case, by what it is about."""
