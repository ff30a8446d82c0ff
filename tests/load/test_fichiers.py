"""Bad files: each is a finding of its own, never a traceback."""

from __future__ import annotations

import os
from pathlib import Path
from time import perf_counter

import pytest
from load.fabrique import (
    CANDIDAT,
    find_seul,
    list_codes,
    list_rangees,
    load,
    load_table,
    write_csv,
    write_ods,
    write_session,
    write_toml,
    write_xlsx,
)

from amo_docs.load.fichiers import FichierLu
from amo_docs.load.toml import DocumentToml, read_toml

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
UTF8_ABIME = "Matricule;Prénoms\r\nM1;Zoé\r\n".encode() + b"M2;No\xe9\r\n"

TABLES: dict[str, tuple[str, bytes, str]] = {
    "vide": ("c.csv", b"", "L009"),
    "blanc": ("c.csv", b"\n;;\n", "L009"),
    "intitules-seuls": ("c.csv", b"Matricule;Jury\n", "L009"),
    "sans-intitules": ("c.csv", b"M1;TERRE;Mme\n", "L014"),
    "binaire": ("c.csv", bytes(range(256)), "L006"),
    "nul": ("c.csv", b"Matricule;Jury\nM\0;T\n", "L006"),
    "utf-16": ("c.csv", "Matricule;Jury\n".encode("utf-16"), "L009"),
    "utf-16-sans-marque": ("c.csv", "Matricule;Jury\n".encode("utf-16-le"), "L006"),
    "utf-16-coupe": ("c.csv", "Matricule;Jury\n".encode("utf-16")[:-1], "L006"),
    "ni-utf8-ni-1252": ("c.csv", b"Matricule;Jury\nM\x81;T\n", "L003"),
    "deux-encodages": ("c.csv", UTF8_ABIME, "L003"),
    "texte-xlsx": ("c.xlsx", b"Matricule;Jury\n", "L006"),
    "zip-tronque": ("c.xlsx", b"PK\x03\x04" + bytes(50), "L006"),
    "zip-vide": ("c.ods", b"PK\x05\x06" + bytes(18), "L006"),
    "chiffre": ("c.xlsx", OLE + "EncryptedPackage".encode("utf-16-le"), "L007"),
    "ancien": ("c.xlsx", OLE, "L006"),
    "extension": ("c.xls", OLE, "L006"),
    "sans-extension": ("c", b"Matricule;Jury\n", "L006"),
}


@pytest.mark.parametrize("cas", TABLES)
def test_tables(tmp_path: Path, cas: str) -> None:
    name, content, code = TABLES[cas]
    path = tmp_path / name
    path.write_bytes(content)
    chargement = load_table(tmp_path, path)
    assert code in list_codes(chargement)
    assert chargement.session is None
    assert all(f.place.fichier == name for f in chargement.findings)
    assert [e.nom for e in chargement.entrees] == ["session.toml", "referentiel.toml", name]


def test_guillemet_ouvert(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "c.csv", list_rangees(CANDIDAT, CANDIDAT | {"Matricule": "M2"}))
    path.write_bytes(path.read_bytes() + b'M3;"TERRE;Mme\r\n')
    finding = find_seul(load_table(tmp_path, path))
    assert (finding.code, finding.place.ligne) == ("L011", 4)


@pytest.mark.parametrize(("nom", "autre"), [("c.xlsx", "d.csv"), ("c.ods", "d.xlsx")])
def test_classeur_sous_un_autre_nom(tmp_path: Path, nom: str, autre: str) -> None:
    path = {"c.xlsx": write_xlsx, "c.ods": write_ods}[nom](tmp_path / nom, list_rangees(CANDIDAT))
    assert find_seul(load_table(tmp_path, path.rename(tmp_path / autre))).code == "L006"


@pytest.mark.parametrize("part", range(0, 100, 7))
@pytest.mark.parametrize("nom", ["c.xlsx", "c.ods"])
def test_classeurs_abimes(tmp_path: Path, nom: str, part: int) -> None:
    path = {"c.xlsx": write_xlsx, "c.ods": write_ods}[nom](tmp_path / nom, list_rangees(CANDIDAT))
    content = bytearray(path.read_bytes())
    place = len(content) * part // 100
    content[place : place + 3] = b"\xff\x00\xaa"
    path.write_bytes(content)
    load_table(tmp_path, path)  # a finding or a session, no traceback
    path.write_bytes(content[: place + 4])
    assert load_table(tmp_path, path).session is None


def test_chemins(tmp_path: Path) -> None:
    (tmp_path / "dossier.csv").mkdir()
    assert find_seul(load(tmp_path / "absent.toml")).code == "L001"
    assert find_seul(load(tmp_path)).code == "L002"
    assert find_seul(load_table(tmp_path, tmp_path / "absent.csv")).code == "L001"
    assert find_seul(load_table(tmp_path, tmp_path / "dossier.csv")).code == "L002"
    finding = find_seul(load(write_session(tmp_path, 'fichier_candidats = "a\\u0000b.csv"')))
    assert (finding.code, "<U+0000>" in finding.message) == ("L044", True)
    assert find_seul(
        load(write_session(tmp_path, f'fichier_candidats = "{"a" * 300}.csv"'))
    ).code in {"L001", "L002"}
    assert (
        find_seul(load(write_session(tmp_path, 'referentiel = "autre.toml"'))).place.fichier
        == "autre.toml"
    )


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="named pipes are of POSIX")
def test_tube(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "session.toml")
    assert find_seul(load(tmp_path / "session.toml")).code == "L002"


def test_lecture_refusee(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_session(tmp_path)

    def refuse(self: Path) -> bytes:
        raise PermissionError

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert find_seul(load(path)).code == "L002"


TOML: dict[str, tuple[bytes, str, int]] = {
    "syntaxe": (b'code = "S1"\nintitule = \nspecimen = true\n', "L004", 2),
    "guillemet": (b'code = "S1\n', "L004", 1),
    "fin": (b'entete = [\n"a",\n', "L004", 2),
    "accent": ('"code" = "S1"\nintitulé = "x"\n'.encode(), "L004", 2),
    "cle-double": (b'code = "a"\n\n"code" = "b"\n', "L005", 3),
    "table-double": (b"[autorite]\n[delivrance]\n[autorite]\n", "L005", 3),
    "date": (b"[delivrance]\ndate = 2026-02-30\n", "L036", 2),
    "1252": ('code = "a"\nintitule = "é"\n'.encode("cp1252"), "L003", 2),
    "nul": (b'code = "a\0"\n', "L004", 1),
    "profond": (b"a = " + b"[" * 5000, "L004", 0),
    "nombre": (b"a = " + b"9" * 5000 + b"\n", "L004", 1),
}


@pytest.mark.parametrize("cas", TOML)
def test_toml(tmp_path: Path, cas: str) -> None:
    content, code, ligne = TOML[cas]
    path = tmp_path / "session.toml"
    path.write_bytes(content)
    finding = find_seul(load(path))
    assert (finding.code, finding.place.ligne) == (code, ligne)


def test_toml_toutes_les_cles_doubles(tmp_path: Path) -> None:
    path = tmp_path / "session.toml"
    path.write_text(
        'code = "a"\ncode = "b"\n[dates]\nx = 2026-02-31\nx = 2026-03-01\n', encoding="utf-8"
    )
    assert list_codes(load(path)) == ["L005", "L036", "L005"]


def test_toml_avec_bom_et_crlf(tmp_path: Path) -> None:
    path = write_session(tmp_path, suite="numero_pv = 3")
    text = path.read_text(encoding="utf-8").replace("\n", "\r\n")
    path.write_bytes(b"\xef\xbb\xbf" + text.encode())
    finding = find_seul(load(path))
    assert (finding.code, finding.place.ligne) == (
        "L033",
        text.count("\n", 0, text.index("numero_pv")) + 1,
    )


def test_candidats_a_deux_endroits(tmp_path: Path) -> None:
    write_csv(tmp_path / "c.csv", list_rangees(CANDIDAT | {"Sexe": "Z"}))
    inline = write_toml(list_rangees(CANDIDAT | {"Sexe": "Y"}))
    chargement = load(write_session(tmp_path, 'fichier_candidats = "c.csv"', inline))
    assert list_codes(chargement) == ["L034", "L012", "L034"]


def test_feuille_sans_fichier(tmp_path: Path) -> None:
    assert find_seul(load(write_session(tmp_path, 'feuille_candidats = "X"'))).code == "L013"


def test_sans_candidats(tmp_path: Path) -> None:
    chargement = load(write_session(tmp_path))
    assert not chargement.findings
    assert chargement.session is not None
    assert chargement.session.jurys[0].composante == "terre"
    assert chargement.session.jurys[0].voie == "formation_continue"


@pytest.mark.parametrize(
    ("texte", "juste"),
    [
        ("a = " + "[" * 55 + "]" * 55, True),
        ("a = " + "[" * 65 + "]" * 65, False),
        ("a = " + "[" * 5000, False),
        ("a = " + "{b=" * 80 + "1" + "}" * 80, False),
        (".".join(["a"] * 50) + " = 1", True),
        (" . ".join(['"é"'] * 80) + " = 1", False),
        ("[" + ".".join(["a"] * 80) + "]\nb = 1", False),
        # What only looks like it: a text, a remark, a long file name.
        ('a = "' + ".".join(["mot"] * 500) + '"', True),
        ("# " + "." * 500 + "\na = 1", True),
        ('a = "' + "." * 500 + '"', True),
    ],
)
def test_a_file_nests_no_deeper_than_anyone_needs(texte: str, juste: bool) -> None:
    """Said at once, however deep: no later step meets it."""
    lu = read_toml(FichierLu("session.toml", texte.encode()))
    if juste:
        assert isinstance(lu, DocumentToml)
    else:
        assert isinstance(lu, tuple)
        assert [finding.code for finding in lu] == ["L004"]
        assert "emboîte trop" in lu[0].message


def test_a_key_of_twenty_thousand_parts_is_not_waited_for() -> None:
    debut = perf_counter()
    assert isinstance(
        read_toml(FichierLu("s.toml", (".".join("a" * 20000) + "=1").encode())), tuple
    )
    assert perf_counter() - debut < 5
