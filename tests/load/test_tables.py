"""Tables of candidates: the five forms read alike, and each trap of a spreadsheet is seen where the
person sees it."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

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

from amo_docs.load.grille import name_colonne
from amo_docs.load.session import Chargement
from amo_docs.model.naissance import DateNaissance

FORMES: dict[str, Callable[[Path, Any], Chargement]] = {
    "csv-1252": lambda d, r: load_table(d, write_csv(d / "c.csv", r, "cp1252")),
    "csv-bom-virgule": lambda d, r: load_table(d, write_csv(d / "c.csv", r, "utf-8-sig", ",")),
    "csv-utf8-tabulation": lambda d, r: load_table(d, write_csv(d / "c.csv", r, "utf-8", "\t")),
    "xlsx": lambda d, r: load_table(d, write_xlsx(d / "c.xlsx", r)),
    "ods": lambda d, r: load_table(d, write_ods(d / "c.ods", r)),
    "toml": lambda d, r: load(write_session(d, suite=write_toml(r))),
}
CLASSEURS: dict[str, Callable[..., Path]] = {"c.xlsx": write_xlsx, "c.ods": write_ods}

forme = pytest.mark.parametrize("forme", FORMES)
classeur = pytest.mark.parametrize("classeur", CLASSEURS)


def _shape(chargement: Chargement) -> set[tuple[str, str, str]]:
    return {(f.code, f.message, f.geste) for f in chargement.findings}


@forme
def test_memes_fiches(tmp_path: Path, forme: str) -> None:
    second = CANDIDAT | {
        "Matricule": "M2",
        "Code INSEE de naissance": "2A004",
        "Prérequis 1": "fg2",
    }
    second |= {
        "Prérequis 1 du": date(2021, 6, 18),
        "Blocs visés": "tous",
        "Armée": "terre",
        "Nom d’usage": "  ",
    }
    chargement = FORMES[forme](
        tmp_path, list_rangees(CANDIDAT, second | ({} if forme != "toml" else {"Nom d’usage": ""}))
    )
    assert not chargement.findings, "\n".join(map(str, chargement.findings))
    assert chargement.session is not None
    (tmp_path / "temoin").mkdir()
    witness = FORMES["xlsx"](tmp_path / "temoin", list_rangees(CANDIDAT, second)).session
    assert witness is not None and chargement.session.candidats == witness.candidats
    first, other = chargement.session.candidats
    assert first.nom_naissance == "D'ALMEIDA--ŒUVRARD"
    assert first.adresse == ("4, impasse des Tilleuls", "86000 Poitiers")
    assert first.statut == "sous_officier_active"
    assert first.blocs_vises == ("RNCP36833BC01", "RNCP36833BC02")
    assert (other.nom_usage, other.composante, other.insee_naissance) == (None, "terre", "2A004")
    assert other.prerequis[0].code == "FG2"
    assert len(other.blocs_vises) == 3


@forme
def test_memes_constats(tmp_path: Path, forme: str) -> None:
    wrong = CANDIDAT | {
        "Code INSEE de naissance": "1053",
        "Date de naissance": "31/02/1990",
        "Sexe": "X",
    }
    wrong |= {
        "Statut au": "1/2/25",
        "BC01": "acquit",
        "Courriel": "a.b",
        "Prénoms": "",
        "Prérequis 1 du": "hier",
    }
    expected = {"L050", "L036", "L034", "L037", "L043", "L030", "L035"}
    chargement = FORMES[forme](tmp_path, list_rangees(CANDIDAT, wrong))
    assert not chargement.entiere
    assert set(list_codes(chargement)) == expected
    (tmp_path / "temoin").mkdir()
    assert _shape(chargement) == _shape(
        FORMES["xlsx"](tmp_path / "temoin", list_rangees(CANDIDAT, wrong))
    )


@classeur
def test_tableau_en_b3(tmp_path: Path, classeur: str) -> None:
    rows = list_rangees(CANDIDAT, {}, CANDIDAT | {"Sexe": "Z"})
    finding = find_seul(
        load_table(tmp_path, CLASSEURS[classeur](tmp_path / classeur, rows, (2, 1)))
    )
    assert str(finding.place) == f"{classeur}, feuille Candidats, ligne 6, colonne « Sexe »"


def test_titre_au_dessus_des_intitules(tmp_path: Path) -> None:
    rows = [["Candidats, session de mars"], [], *list_rangees(CANDIDAT | {"Sexe": "Z"})]
    assert find_seul(load_table(tmp_path, write_csv(tmp_path / "c.csv", rows))).place.ligne == 4


@pytest.mark.parametrize(
    ("tape", "vises"),
    [
        ("BC01 et BC02", ["BC01", "BC02"]),
        ("BC01, bc02 ET RNCP36833BC03", ["BC01", "BC02", "BC03"]),
        ("BC01 ;BC03", ["BC01", "BC03"]),
        ("BC02\nBC03", ["BC02", "BC03"]),
        ("BC03", ["BC03"]),
    ],
)
def test_blocs_as_people_write_them(tmp_path: Path, tape: str, vises: list[str]) -> None:
    rows = list_rangees(CANDIDAT | {"Blocs visés": tape})
    session = load_table(tmp_path, write_csv(tmp_path / "c.csv", rows)).session
    assert session is not None
    assert [code[-4:] for code in session.candidats[0].blocs_vises] == vises


def test_all_the_blocs_and_one_by_name_is_left_for_a_rule_to_name(tmp_path: Path) -> None:
    """« tous » beside a bloc is not read as all of them."""
    rows = list_rangees(CANDIDAT | {"Blocs visés": "tous, BC01"})
    session = load_table(tmp_path, write_csv(tmp_path / "c.csv", rows)).session
    assert session is not None
    assert session.candidats[0].blocs_vises[0] == "tous"


@pytest.mark.parametrize("tape", ["VAE", "vae", "experience", "Par expérience"])
def test_a_route_under_any_of_the_names_of_the_referentiel(tmp_path: Path, tape: str) -> None:
    rows = list_rangees(CANDIDAT | {"Voie": tape})
    session = load_table(tmp_path, write_csv(tmp_path / "c.csv", rows)).session
    assert session is not None
    assert session.candidats[0].voie == "experience"


def test_csv_numerote_comme_un_tableur(tmp_path: Path) -> None:
    rows = [*list_rangees(CANDIDAT, CANDIDAT, CANDIDAT | {"Sexe": "Z"})]
    rows.insert(2, [])
    path = write_csv(tmp_path / "c.csv", rows)
    assert path.read_bytes().count(b"\n") > len(rows)  # addresses span lines
    assert str(find_seul(load_table(tmp_path, path)).place) == "c.csv, ligne 5, colonne « Sexe »"


@pytest.mark.parametrize(
    ("intitule", "code", "dit"),
    [
        ("Date de naisance", "L020", "Date de naissance"),
        ("BC04 motif", "L020", "BC0"),
        ("E-mail", "L021", "« Courriel »"),
    ],
)
def test_intitules_faux(tmp_path: Path, intitule: str, code: str, dit: str) -> None:
    rows = list_rangees(CANDIDAT | {"Courriel": "a@example.org", intitule: ""})
    finding = find_seul(load_table(tmp_path, write_csv(tmp_path / "c.csv", rows)))
    assert finding.code == code
    assert finding.place.ligne == 1
    assert finding.place.colonne == intitule
    assert dit in (finding.message + finding.geste).replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("tape", "champ"),
    [
        ("NOM  DE NAISSANCE *", "Nom de naissance"),
        ("date de naissance (JJ/MM/AAAA)", "Date de naissance"),
        ("Sexe :", "Sexe"),
        ("Territoire de naissance", "Département, territoire ou pays de naissance"),
        ("rncp36833bc01", "BC01"),
    ],
)
def test_intitules_pardonnes(tmp_path: Path, tape: str, champ: str) -> None:
    rows = list_rangees(CANDIDAT)
    rows[0][rows[0].index(champ)] = tape
    assert not load_table(tmp_path, write_csv(tmp_path / "c.csv", rows)).findings


def test_colonne_obligatoire_absente_une_fois(tmp_path: Path) -> None:
    without = {name: value for name, value in CANDIDAT.items() if name != "Prénoms"}
    finding = find_seul(
        load_table(tmp_path, write_csv(tmp_path / "c.csv", list_rangees(without, without)))
    )
    assert (finding.code, finding.place.ligne) == ("L024", 1)


@pytest.mark.parametrize(
    ("champ", "tape"),
    [("Matricule", "Matricul"), ("Prénoms", "Prénons"), ("Voie", "Voix"), ("Statut", "Statuts")],
)
def test_a_misspelt_heading_is_the_only_finding(tmp_path: Path, champ: str, tape: str) -> None:
    """Required or not, near or less near: one finding, with the nearest name, for a table of two
    rows."""
    rows = list_rangees(
        CANDIDAT | {"Statut": "civil"}, CANDIDAT | {"Statut": "civil", "Matricule": "M2"}
    )
    rows[0][rows[0].index(champ)] = tape
    loaded = load_table(tmp_path, write_csv(tmp_path / "c.csv", rows))
    finding = find_seul(loaded)
    assert (finding.code, finding.place.colonne) == ("L020", tape)
    assert f"«\u00a0{champ}" in finding.geste


def test_a_column_that_is_hardly_misspelt_is_read_all_the_same(tmp_path: Path) -> None:
    """So the rules look at the rows, and find nothing that is only for want of it."""
    rows = list_rangees(CANDIDAT | {"Statut": "civil"})
    rows[0][rows[0].index("Statut")] = "Statutt"
    session = load_table(tmp_path, write_csv(tmp_path / "c.csv", rows)).session
    assert session is not None
    assert [c.statut for c in session.candidats] == ["civil"]


@pytest.mark.parametrize(
    ("tape", "champ"),
    [
        ("INSEE", "Code INSEE de naissance"),
        ("Ville", "Commune de naissance"),
        ("Pays", "Département, territoire ou pays de naissance"),
        ("Jour", "Jour de passage"),
        ("Voye", "Voie"),
    ],
)
def test_a_column_that_may_be_another_is_offered_and_not_read(
    tmp_path: Path, tape: str, champ: str
) -> None:
    rows = list_rangees(CANDIDAT | {champ: "NORD"})
    rows[0][rows[0].index(champ)] = tape
    loaded = load_table(tmp_path, write_csv(tmp_path / "c.csv", rows))
    found = next(f for f in loaded.findings if f.place.colonne == tape)
    assert found.geste == f"Vouliez-vous écrire «\u00a0{champ}\u00a0»\u202f?"
    assert "NORD" not in str(loaded.session and loaded.session.candidats)


SANS_RAPPORT = (
    *("Âge", "Tél", "Rue", "Nationalité", "Section", "Notes", "Centre", "Texte"),
    *("Promo", "Classe", "Situation", "Prénom usuel", "Naissance", "Date", "Motif", "Stotu"),
    *("BC04", "BC04 motif", "Prérequis 13", "Nom du tuteur", "Code"),
)
"""Headings of other columns, or that say too little."""


def test_a_heading_of_another_column_is_not_taken_for_one_of_ours(tmp_path: Path) -> None:
    rows = list_rangees(CANDIDAT | dict.fromkeys(SANS_RAPPORT, "NORD"))
    loaded = load_table(tmp_path, write_csv(tmp_path / "c.csv", rows))
    gestes = {f.place.colonne: f.geste for f in loaded.findings}
    assert gestes == dict.fromkeys(SANS_RAPPORT, "Corrigez l’intitulé, ou retirez la colonne.")


def test_unknown_columns_are_told_in_the_order_of_the_sheet(tmp_path: Path) -> None:
    """With their letters; and so are the cells of a row."""
    rows = list_rangees(CANDIDAT | {"Zone": "", "Âge": "", "Bande": "", "Sexe": "X"})
    rows[1][rows[0].index("Date de naissance")] = "demain"
    rows[1][rows[0].index("Civilité")] = "Dr"
    loaded = load_table(tmp_path, write_csv(tmp_path / "c.csv", rows))
    ranks = [rows[0].index(f.place.colonne) for f in loaded.findings]
    assert [rows[0][rank] for rank in ranks[:3]] == ["Zone", "Âge", "Bande"]
    assert ranks[3:] == sorted(ranks[3:]) and len(ranks) == 6
    assert all(
        f"la colonne {name_colonne(rank)} porte" in f.message
        for rank, f in zip(ranks[:3], loaded.findings, strict=False)
    )


def test_a_column_that_is_there_already_is_not_offered_again(tmp_path: Path) -> None:
    rows = list_rangees(CANDIDAT | {"Prenoms usuels": "", "Prénomss": ""})
    findings = load_table(tmp_path, write_csv(tmp_path / "c.csv", rows)).findings
    assert [f.geste.replace("\u00a0", " ") for f in findings] == [
        "Corrigez l’intitulé, ou retirez la colonne.",
        "« Prénoms » a déjà sa colonne : corrigez l’intitulé, ou retirez celle-ci.",
    ]


def test_cellules_sans_intitule(tmp_path: Path) -> None:
    rows = list_rangees(CANDIDAT)
    rows[0].insert(2, "")
    rows[1].insert(2, "note")
    rows[1].append("au-delà")
    codes = list_codes(load_table(tmp_path, write_csv(tmp_path / "c.csv", rows)))
    assert codes == ["L022", "L023"]


@pytest.mark.parametrize(
    "cas",
    [
        ("Code INSEE de naissance", 1053, "L050", "01053"),
        ("Code postal de naissance", 1000, "L050", "01000"),
        ("Matricule", 1.5, "L053", "1,5"),
        ("Matricule", 12345678901234567, "L054", "trop long"),
        ("Matricule", 1234567890123456, "L054", "trop long"),
        ("Unité", date(2026, 5, 3), "L055", "03/05/2026"),
        ("Unité", True, "L055", "vrai"),
        ("Date de naissance", 33648, "L056", "14/02/1992"),
        ("Heure de passage", 9.5, "L056", "9,5"),
        ("Date de naissance", time(0, 0), "L039", "zéro"),
        ("Date de naissance", "00/01/1900", "L039", "zéro"),
        ("Date de naissance", "=A1", "L051", "formule"),
        ("Date de naissance", 1985.5, "L056", "07/06/1905"),
        ("Date de naissance", "mai 85", "L037", "quatre chiffres"),
        ("Date de naissance", "printemps 1985", "L035", "00/MM/AAAA"),
        ("Date de naissance", "14/00/1985", "L036", "calendrier"),
        ("Date de naissance", "00/00/0000", "L036", "calendrier"),
        ("Prénoms", "=1/0\t#DIV/0!", "L052", "#DIV/0!"),
        ("Prénoms", "#N/A", "L052", "#N/A"),
        ("Heure de passage", "25:00", "L040", "25:00"),
        ("Prérequis 1 jours", "beaucoup", "L042", "beaucoup"),
        ("Prénoms", "Zo\ufffd", "L044", "perdu"),
        ("Prénoms", "Zo\u200bé", "L044", "U+200B"),
    ],
)
@classeur
def test_cellules_fausses(tmp_path: Path, classeur: str, cas: tuple[str, Any, str, str]) -> None:
    colonne, cellule, code, dit = cas
    candidat = (
        CANDIDAT
        | {colonne: cellule}
        | ({"Prérequis 1": "FG2"} if colonne.startswith("Pré") else {})
    )
    finding = find_seul(
        load_table(tmp_path, CLASSEURS[classeur](tmp_path / classeur, list_rangees(candidat)))
    )
    assert (finding.code, finding.place.ligne, finding.place.colonne) == (code, 2, colonne)
    assert dit in finding.message + finding.geste


@pytest.mark.parametrize(
    ("colonne", "cellule", "champ", "valeur"),
    [
        ("Matricule", 1053, "matricule", "1053"),
        ("Matricule", 123456789012345, "matricule", "123456789012345"),
        ("Code INSEE de naissance", 21054, "insee_naissance", "21054"),
        ("Heure de passage", time(9, 30), "heure_passage", time(9, 30)),
        ("Heure de passage", "9 h 30", "heure_passage", time(9, 30)),
        *(
            ("Date de naissance", typed, "date_naissance", DateNaissance(*known))
            for typed, known in (
                ("1992-02-14", (1992, 2, 14)),
                (date(1992, 2, 14), (1992, 2, 14)),
                (1985, (1985,)),
                (1985.0, (1985,)),
                ("1985", (1985,)),
                ("00/00/1985", (1985,)),
                ("00/05/1985", (1985, 5)),
                ("mai 1985", (1985, 5)),
            )
        ),
        ("Unité", "\u00a0", "unite", None),
        ("Unité", '=A1&""\t', "unite", None),
        ("Unité", "=A1\t31e RI", "unite", "31e RI"),
        ("Prénoms", "Jean-Noël  Mc'Ab ", "prenoms", "Jean-Noël  Mc'Ab"),
    ],
)
def test_cellules_lues(tmp_path: Path, colonne: str, cellule: Any, champ: str, valeur: Any) -> None:
    path = write_xlsx(tmp_path / "c.xlsx", list_rangees(CANDIDAT | {colonne: cellule}))
    if cellule == '=A1&""\t':  # as Excel writes a formula that gives an empty text
        _replace(path, "xl/worksheets/sheet1.xml", ('"><f>A1&amp;', '" t="str"><f>A1&amp;'))
    chargement = load_table(tmp_path, path)
    assert not chargement.findings, "\n".join(map(str, chargement.findings))
    assert chargement.session is not None
    assert getattr(chargement.session.candidats[0], champ) == valeur


def _replace(path: Path, part: str, change: tuple[str, str]) -> None:
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert change[0].encode() in parts[part]
    parts[part] = parts[part].replace(change[0].encode(), change[1].encode())
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def test_date_avec_heure(tmp_path: Path) -> None:
    path = write_xlsx(
        tmp_path / "c.xlsx", list_rangees(CANDIDAT | {"Statut au": datetime(2026, 3, 1, 12)})
    )
    assert find_seul(load_table(tmp_path, path)).code == "L038"


def test_nombre_scientifique_dans_un_csv(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "c.csv", list_rangees(CANDIDAT | {"Matricule": "1,23457E+16"}))
    assert find_seul(load_table(tmp_path, path)).code == "L054"


def test_directive_sep(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "c.csv", list_rangees(CANDIDAT), separateur="|", encodage="utf-8")
    path.write_bytes(b"sep=|\r\n" + path.read_bytes())
    assert not load_table(tmp_path, path).findings


def test_feuilles(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "c.xlsx", list_rangees(CANDIDAT), Notes="à lire")
    assert not load_table(tmp_path, path).findings  # « Candidats » is the usual name
    assert not load_table(tmp_path, path, "candidats").findings
    finding = find_seul(load_table(tmp_path, path, "Candidat"))
    assert (finding.code, "Candidats" in finding.geste) == ("L008", True)
    _replace(path, "xl/workbook.xml", ('name="Candidats"', 'name="Liste"'))
    assert find_seul(load_table(tmp_path, path)).code == "L008"


def test_feuille_d_un_csv(tmp_path: Path) -> None:
    chargement = load_table(
        tmp_path, write_csv(tmp_path / "c.csv", list_rangees(CANDIDAT)), "Candidats"
    )
    assert list_codes(chargement) == ["L013"]
    assert chargement.session is not None


def test_cellule_perdue_au_bout_de_la_feuille(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "c.xlsx", list_rangees(CANDIDAT))
    lost = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    _replace(path, "xl/worksheets/sheet1.xml", ("</sheetData>", lost))
    assert find_seul(load_table(tmp_path, path)).code == "L010"
