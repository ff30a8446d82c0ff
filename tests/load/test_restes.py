"""What spreadsheets, programs and pasting leave in a cell: read as it is shown, or told."""

from __future__ import annotations

from datetime import date, time
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
    write_session,
    write_toml,
)

from amo_docs.findings import Finding, Place
from amo_docs.load.cellules import read_cellule
from amo_docs.load.colonnes import COLONNES
from amo_docs.load.grille import Montree

PAR_INTITULE = {colonne.intitule: colonne for colonne in COLONNES}
NOM, USAGE, MATRICULE, UNITE = "Nom de naissance", "Nom d’usage", "Matricule", "Unité"


def _read(intitule: str, valeur: Any, *verifiees: str) -> Any:
    return read_cellule(valeur, PAR_INTITULE[intitule], Place("t"), frozenset(verifiees))


FAUTES: dict[str, dict[str, tuple[Any, ...]]] = {
    # Errors of Excel, LibreOffice and Google, with or without the space of French.
    "L052": {
        NOM: (
            *("#N/D", "#N/A", "#REF!", "#REF !", "#VALEUR!", "#VALEUR !", "#VALUE!", "#NOM?"),
            *("#NOM ?", "#NOM\u00a0?", "#NAME?", "#DIV/0!", "#DIV/0 !", "#NUL!", "#NULL!"),
            *("#NOMBRE!", "#NOMBRE\u202f!", "#NUM!", "#PROPAGATION!", "#SPILL!", "#CALC!"),
            *("#CHAMP!", "#ERROR!", "#BLOQUÉ!", "#INCONNU!", "#GETTING_DATA", "#n/d", "#TOUTNEUF!"),
            *("Err:502", "Err :502", "Err\u00a0:522", "########", "##", "DUPONT #N/D"),
        ),
        "{bloc} motif": ("#" * 255,),
        "Date de naissance": ("#N/D", "#####"),
        "Heure de passage": ("#REF!",),
        "Adresse": ("#N/D / 86000 Poitiers", "4, rue Haute\n#N/A"),
    },
    "L057": {
        NOM: (
            *(
                "0",
                0,
                0.0,
                "0.0",
                "0,00",
                "NULL",
                "null",
                "Null",
                "(null)",
                "<NULL>",
                "\\N",
                "None",
            ),
            *(
                "NaN",
                "nan",
                "NaT",
                "undefined",
                "n/a",
                "N/A",
                "n.c.",
                "(vide)",
                "-",
                "—",
                "?",
                "...",
            ),
            *("12345", "147", "à compléter", "non renseigné", "=A2", "=RECHERCHEV(A2;B:C;2;FAUX)"),
            *("'LEFÈVRE", "'LEFÈVRE'", '"LEFÈVRE"', "{=SI(A1;B1)}"),
        ),
        USAGE: (
            "NA",
            "néant",
            "Aucun",
            "VRAI",
            "FALSE",
            "sans objet",
            "idem",
            "//",
            Montree(0, "-"),
        ),
        MATRICULE: ("0", 0, "NULL"),
        "Adresse": ("4, rue Haute / 0 / 86000 Poitiers", "NULL\n86000 Poitiers"),
        "Exclusion": ("non", "Néant", "0", "aucune"),
        "Date de recevabilité": ("NULL", "0", "-"),
        "Heure de passage": ("00:00", "0 h 00", "00:00:00", 0, time(0)),
        "Commune de naissance": ("Chargement...", "Loading…"),
        "Grade": ("ND", "néant"),
    },
    "L053": {MATRICULE: ("90102.0", "123,00", "0123.00", Montree(0.5)), UNITE: ("147.0",)},
    "L054": {MATRICULE: ("1,23457E+16", "1.2E+15", "9E+08")},
    "L039": {"Date de recevabilité": ("30/12/1899", "00/01/1900", "1899-12-30 00:00:00")},
    "L056": {"Date de naissance": ("33648", "33648.0")},
    # Letters lost, or of another encoding.
    "L044": {
        NOM: (
            *("L?UILLET", "?LODIE", "ANDR?", "Ch¿teau", "Â¿", "CÃ©line", "LÅ“UILLET", "FranÃ§ois"),
            *("ÃƒÂ©tienne", "FranÁois", "F√©lix", "N├®e", "L&eacute;a", "L&#233;a", "L\\u00e9a"),
            *("L%C3%A9a", "Jean<br>Paul", "A_x000D_B", "cã©line", "N□ÉMIE", "DU\nPONT"),
        ),
        UNITE: ("31e r?giment", "Ch?teauroux", "École ?", "R &amp; D"),
        "{bloc} motif": ("Le dossier d?pos¿", "mal pr?sent"),
    },
    # One sign for another.
    "L058": {
        NOM: (
            *("DUPONT–MARTIN", "DUPONT—MARTIN", "DUPONT−MARTIN", "DUPONT_MARTIN", "D´ARTAGNAN"),
            *("D`ARTAGNAN", "L¼UILLET", "½UVRARD", "MARTIN*", "MARTIN=", "DUPONT@", "¦UKASZ"),
        ),
        "Prénoms": ("Jean–Noël",),
        "Commune de naissance": ("Saint–Étienne", "L´Haÿ"),
        UNITE: ("Quartier de l´Exemple",),
    },
    "L059": {
        NOM: (
            *("D’ARTAGNAN née DUPUIS", "MARTIN (née DUPONT)", "MARTIN épouse DURAND", "née DUPUIS"),
            *("MARTIN ép. DURAND", "DUPONT NÉE MARTIN", "MARTIN, née DUPONT", "DUPONT veuve ROUX"),
            *("Mme DUPONT", "M. MARTIN", "DUPONT nom d’usage MARTIN"),
        ),
        USAGE: ("MARTIN née DUPONT",),
    },
    "L061": {"Date de naissance": (Montree(date(1985, 5, 1), "mai 85"),)},
}


def test_what_may_never_be_printed_is_told_of_its_cell() -> None:
    wrong = [
        (code, intitule, valeur, found if isinstance(found, str) else getattr(found, "code", found))
        for code, columns in FAUTES.items()
        for intitule, valeurs in columns.items()
        for valeur in valeurs
        if getattr(found := _read(intitule, valeur), "code", None) != code
    ]
    assert not wrong


JUSTES: dict[str, tuple[Any, ...]] = {
    NOM: (
        *("D'ALMEIDA", "D’ALMEIDA", "DUPONT--MARTIN", "N'GUYEN", "'t HOOFT", "'s-GRAVESANDE"),
        *("’ABDALLAH", "ʻOKALANI", "NÉE", "LE NÉE", "NA", "NC", "Zéro", "NULLE", "NONE", "NAN"),
        *("VEUVE", "MARTIN dit LEROY", "DUPONT dite la ROSE", "Ã", "ÂGE", "L’HÉNORET", "Đặng"),
        *(
            "ŁUKASZEWICZ",
            "ÞÓRSDÓTTIR",
            "HÄßLER",
            "Col·lell",
            "RENÉE",
            "ÉPOUX",
            "McÉWAN",
            "O",
            "ÑUÑO",
        ),
        *(
            "de la TOUR d’AUVERGNE",
            "LEROY & DUMAS",
            "<b>DUPONT</b>",
            "DUPONT {{ 7 }}",
            "&amp;DUPONT",
            "VAN DER ELST",
            "SO",
            "VIDE",
        ),
    ),
    "Prénoms": (
        "Jean-Noël",
        "Marie, Anne",
        "René",
        "Née",
        "Jean (Hans)",
        "M. Paul",
        "J. R. R.",
        "Ève",
    ),
    "Commune de naissance": ("Paris 15e", "Lyon 3e Arrondissement", "L’Haÿ-les-Roses", "Y", "Ô"),
    UNITE: ("147e régiment", "Centre – Paris", "Cyber 2.0", "R&D", "N° 12", "Bât. A / porte 2"),
    MATRICULE: ("00123", "T-90101", "12E5", "1/23", "A_12"),
    "Adresse": ("12/14, rue des Lilas / 86000 Poitiers", "0, rue X\n86000 Poitiers", "1 – A"),
    "{bloc} motif": (
        "Pourquoi ? Rien n’a été dit.",
        "0 point sur 20",
        "5 > 4 ; « néant »",
        "Aucun",
    ),
    "Aménagements": ("Aucun", "Tiers temps (1/3)"),
    "Exclusion": ("Non-respect du règlement",),
    "Grade": ("SGT",),
}


def test_what_is_right_passes_as_it_is() -> None:
    wrong = [
        (intitule, valeur, str(found))
        for intitule, valeurs in JUSTES.items()
        for valeur in valeurs
        if (found := _read(intitule, valeur)) != valeur
    ]
    assert not wrong


def test_what_a_spreadsheet_puts_around_a_value_is_taken_off() -> None:
    assert _read(MATRICULE, "'00123") == "00123"
    assert _read(MATRICULE, Montree(123.0, "0000123")) == "0000123"
    assert _read("Prérequis {n} jours", Montree(365.0, "365 jours")) == 365
    assert isinstance(_read(UNITE, Montree(2.5)), Finding)


def test_a_name_that_looks_like_a_remain_is_declared_in_the_session(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "c.csv", list_rangees(CANDIDAT | {NOM: "NULL"}))
    finding = find_seul(load_table(tmp_path, path))
    assert finding.code == "L057"
    assert "valeurs_verifiees" in finding.geste
    tete = 'fichier_candidats = "c.csv"\nvaleurs_verifiees = ["NULL"]'
    loaded = load(write_session(tmp_path, tete))
    assert not loaded.findings
    assert loaded.session is not None
    assert loaded.session.candidats[0].nom_naissance == "NULL"


@pytest.mark.parametrize("signe", ["\u2028", "\u2029", "\u0085", "\x0b", "\t", "\u00ad"])
def test_a_separator_nobody_sees_is_told_of_its_cell(tmp_path: Path, signe: str) -> None:
    path = write_csv(tmp_path / "c.csv", list_rangees(CANDIDAT | {NOM: f"DE{signe}LA TOUR"}))
    finding = find_seul(load_table(tmp_path, path))
    assert (finding.code, finding.place.colonne) == ("L044", NOM)


def test_a_hyphen_that_keeps_a_name_on_one_line_is_a_hyphen(tmp_path: Path) -> None:
    rows = list_rangees(CANDIDAT | {NOM: "DUPONT\u2011MARTIN", "Prénoms": "Jean\u2010Noël"})
    for loaded in (
        load_table(tmp_path, write_csv(tmp_path / "c.csv", rows)),
        load(write_session(tmp_path, suite=write_toml(rows))),
    ):
        assert loaded.session is not None
        candidat = loaded.session.candidats[0]
        assert (candidat.nom_naissance, candidat.prenoms) == ("DUPONT-MARTIN", "Jean-Noël")


def test_texts_kept_as_formulas_are_read_headings_too(tmp_path: Path) -> None:
    rows = list_rangees(CANDIDAT | {NOM: "LE FÈVRE", MATRICULE: "00123"})
    quoted = [
        [f'="{cell}"' if isinstance(cell, str) and cell else cell for cell in r] for r in rows
    ]
    loaded = load_table(tmp_path, write_csv(tmp_path / "c.csv", quoted))
    assert not list_codes(loaded)
    assert loaded.session is not None
    assert loaded.session.candidats[0].matricule == "00123"
    assert loaded.session.candidats[0].nom_naissance == "LE FÈVRE"


def test_candidates_typed_in_the_session_are_judged_alike(tmp_path: Path) -> None:
    wrong = CANDIDAT | {
        USAGE: "0",
        UNITE: "#N/D",
        "BC01 motif": "mal pr?sent",
        "Adresse": "1, rue\n0",
    }
    loaded = load(write_session(tmp_path, suite=write_toml(list_rangees(wrong))))
    assert sorted(list_codes(loaded)) == ["L044", "L052", "L057", "L057"]
    assert all(finding.place.ligne and finding.place.cle for finding in loaded.findings)
    lists = write_toml(list_rangees(CANDIDAT)).replace(
        'adresse = "4, impasse des Tilleuls\\n86000 Poitiers"', 'adresse = ["1, rue", "NULL"]'
    )
    finding = find_seul(load(write_session(tmp_path, suite=lists)))
    assert (finding.code, finding.place.cle) == ("L057", "candidats[1].adresse")
