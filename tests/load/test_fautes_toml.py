"""The usual slips of a TOML file: each has its own gesture, and all are told in one pass."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amo_docs.findings import Finding
from amo_docs.load.fautes_toml import list_fautes
from amo_docs.load.fichiers import FichierLu
from amo_docs.load.toml import read_toml


def read(text: str) -> tuple[Finding, ...]:
    """What is found wrong with a file; nothing when it is TOML."""
    document = read_toml(FichierLu("s.toml", text.encode()))
    return document if isinstance(document, tuple) else ()


DATE = 'Écrivez la date 2030-02-09, ou entre guillemets\u00a0: "09/02/2030".'
COURBES = "Remplacez ces guillemets par des guillemets droits\u00a0: "
TEXTE = "Mettez ce texte entre guillemets\u00a0: "
LISTE = "Fermez la liste par ] à la fin de la ligne."

GESTES: dict[str, str] = {
    r'x = "D:\bureau\pv\liste.csv"': 'Écrivez / au lieu de \\\u00a0: "D:/bureau/pv/liste.csv".',
    r'x = "jurys\nord.csv"': 'Écrivez / au lieu de \\\u00a0: "jurys/nord.csv".',
    r'x = "\\serveur\jurys"': 'Écrivez / au lieu de \\\u00a0: "//serveur/jurys".',
    r'x = "D:\jurys\"': 'Écrivez / au lieu de \\\u00a0: "D:/jurys/".',
    "x = 09/02/2030": DATE,
    "x = 9.2.2030": DATE,
    "x = 09-02-2030": DATE,
    "x = 2030-2-9": DATE,
    "x = 2030/02/09 # jour": DATE,
    "x = 9 février 2030": DATE,
    "x = [09/02/2030, 10/02/2030]": DATE,
    "x = [\n  09/02/2030,\n]": DATE,
    "x = { du = 09/02/2030 }": DATE,
    "x = 09/02/30": "Écrivez la date entre guillemets, l’année en quatre chiffres.",
    "x = 30/02/2030": "Corrigez la date\u202f; si c’est un texte, mettez-le entre guillemets\u00a0: "
    '"30/02/2030".',
    "x = oui": "Écrivez true, sans guillemets ni capitale.",
    "x = True": "Écrivez true, sans guillemets ni capitale.",
    "x = Non": "Écrivez false, sans guillemets ni capitale.",
    "x = null": "Retirez la ligne si la clé n’a pas de valeur.",
    "x = 8h15": 'Mettez l’heure entre guillemets\u00a0: "8 h 15".',
    "x = 08:15": 'Mettez l’heure entre guillemets\u00a0: "8 h 15".',
    "x = 9 h": 'Mettez l’heure entre guillemets\u00a0: "9 h".',
    "x = 50 %": "Écrivez le nombre seul, sans unité\u00a0: 50.",
    "x = “Été”": COURBES + '"Été".',
    "x = « L’été »": COURBES + '"L’été".',
    'x = "Été”': COURBES + '"Été".',
    "x = ‘Été’": COURBES + '"Été".',
    "x = [“a”, “b”]": COURBES + '"a".',
    'x = ["a”, "b"]': COURBES + '"a".',
    "x = 2030/01": TEXTE + '"2030/01".',
    "x = 01 23 45 67 89": TEXTE + '"01 23 45 67 89".',
    "x = 0123456789": TEXTE + '"0123456789".',
    "x = +33 1 23": TEXTE + '"+33 1 23".',
    "x = T-01": TEXTE + '"T-01".',
    "x = L'Étang, Ys": TEXTE + '"L\'Étang, Ys".',
    "x = https://y.fr/#a": TEXTE + '"https://y.fr/#a".',
    "x = [certificat]": TEXTE + '"certificat".',
    'x = "dite "belle" ici"': "Dans un texte, remplacez les guillemets droits par «\u00a0et\u00a0»\u00a0: "
    '"dite « belle » ici".',
    "x = 'l'été'": 'Entourez ce texte de guillemets droits\u00a0: "l\'été".',
    'x = "été': 'Fermez le guillemet\u00a0: "été".',
    'x = "rue « X »': 'Fermez le guillemet\u00a0: "rue « X »".',
    'x = été"': 'Ouvrez le guillemet\u00a0: "été".',
    "x =": "Donnez une valeur après =, ou retirez la ligne.",
    'x = "a";': "Retirez «\u00a0;\u00a0» à la fin de la ligne.",
    'x = "a",': "Retirez la virgule à la fin de la ligne.",
    'x: "a"': "Remplacez\u00a0: par = après la clé.",
    'x "a"': "Écrivez = entre la clé et sa valeur.",
    'été = "a"': "Écrivez la clé sans accent.",
    'date fin = "a"': "Écrivez la clé d’un seul mot, avec _ au lieu des espaces.",
    'x\u00a0= "a"': "Retapez l’espace qui entoure la clé\u00a0: il est insécable.",
    "// note": "Commencez un commentaire par #.",
    "[[jurys]": "Fermez autant de crochets que vous en ouvrez\u00a0: [[jurys]].",
    "[dates": "Fermez autant de crochets que vous en ouvrez\u00a0: [dates].",
    'x = ["a" "b"]': 'Ajoutez une virgule avant "b".',
    'x = [\n  "a"\n  "b",\n]': "Ajoutez une virgule à la fin de la ligne.",
    'x = ["a", "b"': LISTE,
    'x = ["a",\n[dates]': LISTE,
    'x = { a = "b"': "Fermez l’accolade par } sur la même ligne.",
}
"""A line, and the gesture it is told with."""


@pytest.mark.parametrize("ligne", GESTES)
def test_a_slip_is_told_with_its_own_gesture(ligne: str) -> None:
    found = read(f"avant = 1\n{ligne}\napres = 2\n")
    assert [(f.code, f.geste) for f in found] == [("L004", GESTES[ligne])]
    assert found[0].place.ligne in range(2, 4)


def test_slips_are_told_in_one_pass_at_their_lines() -> None:
    """Those no slip explains too, a day that does not exist, a key given twice; each line as it was
    typed."""
    text = (
        "a = oui\nb = 2030-02-31\nc = { d = 8h15, e = 09/02/2030 }\na = 1\n\n"
        "[f]\r\ng = “x”\r\nh = 2030-02-28\n"
    )
    found = [(f.place.ligne, f.code, f.message.partition("\u00a0: ")[2]) for f in read(text)]
    assert found == [
        (1, "L004", "«\u00a0a = oui\u00a0»."),
        (3, "L004", "«\u00a0c = { d = 8h15, e = 09/02/2030 }\u00a0»."),
        (3, "L004", "«\u00a0c = { d = 8h15, e = 09/02/2030 }\u00a0»."),
        (7, "L004", "«\u00a0g = “x”\u00a0»."),
        (2, "L036", ""),
        (4, "L005", ""),
    ]


@pytest.mark.parametrize(
    "ligne",
    ["x = a = b", "Bonjour à tous", 'x = n"o"n', 'x = """a', "x = 1 y = 2", "x = " + "o" * 3000],
)
def test_another_fault_is_told_as_such(ligne: str) -> None:
    (found,) = read(f"avant = 1\n{ligne}\n")
    assert found.geste.startswith("Vérifiez guillemets, crochets")


@pytest.mark.parametrize(
    "ligne",
    [
        r'x = "1, quai du Vent\n29000 Ys"',
        r"x = 'D:\bureau\liste.csv'",
        r'x = "D:\\bureau\\liste.csv"',
        'x = "“oui”, 09/02/2030, 8h15"',
        "x = 09:30:00",
        'x = [\n  "a", # note\n  "b"\n]',
    ],
)
def test_what_is_right_is_not_told(ligne: str) -> None:
    assert read(f"avant = 1\n{ligne}\n") == ()


LIGNES = st.text(st.sampled_from("abé1290=[]{}\"'“”«»’\\/.,;:#-_ \t\u00a0houi\r"), max_size=25)


@given(st.lists(st.one_of(LIGNES, st.sampled_from(list(GESTES))), max_size=6))
def test_any_file_is_told_and_what_is_mended_is_told_first(lignes: list[str]) -> None:
    """Never a traceback; a line changes only with its finding; at most as many findings as there
    may be slips."""
    text = "\n".join(lignes)
    found, mended = list_fautes("s.toml", text)
    pairs = zip(text.split("\n"), mended.split("\n"), strict=True)
    changed = {rang for rang, (one, other) in enumerate(pairs, 1) if one.rstrip("\r") != other}
    assert changed == {f.place.ligne for f in found}
    try:
        tomllib.loads(text)
    except ValueError:
        assert read(text)
    else:
        assert not found
