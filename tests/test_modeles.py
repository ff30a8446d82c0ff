"""Templates, style sheet, images and fonts of one's own: what wins, what is added, what is refused
and how it is said.

The whole run goes through, in this process: the enclosure has its own tests. What is about one
file of one's own stands on the two small templates of the tests.
"""

from __future__ import annotations

import re
import shutil
import socket
from pathlib import Path
from typing import Any

import click.testing
import pytest
from fontTools.ttLib import TTFont
from outils.guide import drop_avancement
from papiers_outils import (
    EXEMPLES,
    PETITS,
    PETITS_MODELES,
    RACINE,
    EnclosDirect,
    list_textes,
    make_petite_session,
    plain,
    read_en_place,
    read_pages,
    render_ici,
    write_docx_lisible,
    write_session,
)
from PIL import Image

from amo_docs import fabrication, pipeline
from amo_docs.cli import cli
from amo_docs.errors import ModeleError
from amo_docs.load import modeles, polices
from amo_docs.load.documents import CHAMPS
from amo_docs.load.ouverture import open_session
from amo_docs.relecture import Relecteur, Revue

FEUILLE = (RACINE / "templates" / "amo.css").read_text(encoding="utf-8")
CERTIFICAT = (RACINE / "templates" / "certificat.html").read_text(encoding="utf-8")
PETITE_FEUILLE = (PETITS_MODELES / "amo.css").read_text(encoding="utf-8")
PETIT_CERTIFICAT = (PETITS_MODELES / "certificat.html").read_text(encoding="utf-8")
PETITE_CONVOCATION = (PETITS_MODELES / "convocation_candidat.html").read_text(encoding="utf-8")


@pytest.fixture(autouse=True)
def enclos_direct(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fabrication, "Enclos", EnclosDirect)


@pytest.fixture(autouse=True)
def reseau(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Every attempt to reach the network, which must stay empty."""
    attempts: list[object] = []

    def note(*args: object, **_: object) -> None:
        attempts.append(args)
        raise OSError("no network in tests")

    for name in ("connect", "connect_ex"):
        monkeypatch.setattr(socket.socket, name, note)
    monkeypatch.setattr(socket, "getaddrinfo", note)
    return attempts


def make_session(
    folder: Path,
    modeles: dict[str, str] | None = None,
    types: tuple[str, ...] = (),
    **changes: Any,
) -> Path:
    """A small session with a folder of templates of its own; ``types`` are the papers it signs and
    dates (all when empty), ``changes`` keys of the session."""
    session = make_petite_session(*types) | changes
    if modeles is not None:
        session["modeles"] = "mes-modeles"
        (folder / "mes-modeles").mkdir(parents=True)
        for name, text in modeles.items():
            (folder / "mes-modeles" / name).write_text(text, encoding="utf-8")
    return write_session(folder, session)


def make_petite(folder: Path, modeles: dict[str, str] | None = None, **changes: Any) -> Path:
    """The same, of the two papers of the small templates."""
    return make_session(folder, modeles, PETITS, **changes)


def run_render(session: Path) -> click.testing.Result:
    """Render as the command does; what is not an AmoDocsError comes out as it is."""
    arguments = ["render", str(session), "--sortie", str(session.parent / "sortie")]
    return click.testing.CliRunner(catch_exceptions=False).invoke(cli, arguments)


def refuse(session: Path, *words: str) -> str:
    """Assert that rendering leaves with 4, writes nothing, and says all of ``words``; return what
    it said."""
    result = run_render(session)
    said = plain(drop_avancement(result.stderr))
    assert result.exit_code == 4, result.output
    assert [word for word in words if word not in said] == [], said
    assert said.startswith(("erreur : ", "avertissement : "))
    assert not read_en_place(session.parent / "sortie"), "something was written"
    return said


# ── A folder of one's own ─────────────────────────────────────────────────────────────────────────


def read_html(session: Path) -> dict[str, str]:
    return {
        papier.exemplaire.chemin: papier.variantes[0].html
        for papier in pipeline.prepare(open_session(session)).papiers
    }


@pytest.mark.usefixtures("petits_modeles")
def test_a_file_of_ones_own_wins_and_the_others_stay(tmp_path: Path) -> None:
    built_in = read_html(make_petite(tmp_path / "a"))
    own = PETIT_CERTIFICAT.replace("<h1>Certificat</h1>", "<h1>Parchemin</h1>")
    changed = read_html(
        make_petite(tmp_path / "b", {"certificat.html": own, "inutile.txt": "rien"})
    )
    assert changed.keys() == built_in.keys()
    different = [chemin for chemin in changed if changed[chemin] != built_in[chemin]]
    assert [chemin.split("/")[0] for chemin in different] == ["certificats"]
    assert "Parchemin" in changed[different[0]]


def test_what_templates_share_can_be_replaced_alone(tmp_path: Path) -> None:
    """`_commun.html` is one file among the others: every paper follows."""
    commun = (RACINE / "templates" / "_commun.html").read_text(encoding="utf-8")
    assert "SPÉCIMEN" in commun
    changed = read_html(
        make_session(tmp_path, {"_commun.html": commun.replace("SPÉCIMEN", "EXEMPLE FICTIF")})
    )
    assert all("EXEMPLE FICTIF" in html for html in changed.values())


@pytest.mark.usefixtures("petits_modeles")
def test_a_style_sheet_of_ones_own_replaces_the_built_in_one(tmp_path: Path) -> None:
    session = make_petite(tmp_path, {"amo.css": PETITE_FEUILLE.replace("#1c3557", "#7a1c1c")})
    feuille = pipeline.prepare(open_session(session)).matiere.modeles.feuille
    assert "#7a1c1c" in feuille
    assert "#1c3557" not in feuille


@pytest.mark.usefixtures("petits_modeles")
def test_the_manifest_names_every_template_used(tmp_path: Path) -> None:
    """Both `documents.toml` when one adds to the other: each is an input of the run."""
    session = make_petite(tmp_path, {"documents.toml": LIVRET, "livret.html": LIVRET_HTML})
    noms = {entree.nom for entree in pipeline.prepare(open_session(session)).matiere.list_entrees()}
    assert {
        "templates/documents.toml",
        "mes-modeles/documents.toml",
        "mes-modeles/livret.html",
    } <= noms
    assert {
        "templates/certificat.html",
        "templates/amo.css",
        "session.toml",
        "candidats.csv",
    } <= noms


LIVRET = """
[livret]
titre = "Livret d’accueil"
destinataires = "candidat"
etat = "convoquee"
avant_jury = true
modele = "livret.html"
fichier = "livrets/{nom}_{matricule}"
mentions = ["intitule", "identite"]
donnees = ["candidat.matricule"]
"""
LIVRET_HTML = """{% from "_commun.html" import tete, bandeau with context %}
<!DOCTYPE html>
<html lang="fr">
{{ tete("Livret – " ~ candidat.nom_prenoms, "Livret d’accueil") }}
<body class="lettre">
{{ bandeau() }}
<h1>Livret d’accueil</h1>
<p>{{ candidat.prenoms }} {{ candidat.nom_naissance }} ({{ candidat.matricule }}), bienvenue !</p>
<p>{{ referentiel.intitule }}</p>
<table class="epreuves"><thead><tr><th scope="col">Date</th><th scope="col">Épreuve</th></tr></thead>
<tbody>{% for e in epreuves %}<tr><td>{{ e.date|date_courte }}</td><td>{{ e.intitule }}</td></tr>{% endfor %}</tbody>
</table>
</body>
</html>
"""


@pytest.mark.usefixtures("petits_modeles")
def test_a_paper_is_added_with_a_table_and_a_template(tmp_path: Path) -> None:
    """No Python at all: made in both formats, by the command, counted in its summary, named in the
    manifest."""
    session = make_petite(tmp_path, {"documents.toml": LIVRET, "livret.html": LIVRET_HTML})
    rendu = render_ici(session, tmp_path / "sortie")
    (pdf,) = rendu.list_papiers("pdf", "livret")
    assert pdf.chemin == "livrets/D-ALMEIDA_T90101.pdf"
    text = plain(" ".join(read_pages(pdf.path)))
    assert "Inês Éléonore D'ALMEIDA (T90101), bienvenue !" in text
    (twin,) = rendu.list_papiers("docx", "livret")
    words = write_docx_lisible(twin.path)
    assert "Inês Éléonore D'ALMEIDA (T90101), bienvenue\u202f!" in words
    assert "tête " in words
    (line,) = [line for line in rendu.sortie.stdout.splitlines() if "Livret d’accueil" in line]
    assert line.split()[-1] == "1"
    assert {ligne.type for ligne in rendu.list_papiers()} == {"livret", *PETITS}


CHEVALET = """\
[chevalet]
titre = "Feuille de porte"
destinataires = "seance"
etat = "convoquee"
avant_jury = true
sans_date = true
modele = "chevalet.html"
fichier = "portes/{jury}_{jour}_{moment}_{salle}"
exige = ["jury.salle"]
parametres = { consigne = ["Silence, épreuve en cours"] }
mentions = ["code", "identite"]
interdites = ["naissance", "courriel"]
"""
CHEVALET_HTML = """\
<!DOCTYPE html>
<html lang="fr">
<head><title>Porte</title><meta name="author" content="x"><meta name="description" content="x"></head>
<body class="feuille">
<h1>{{ referentiel.code }} – {{ jour|date_longue }}, {{ seance.moment }}</h1>
<p>{{ parametres.consigne|first }}</p>
{% for p in seance.presences %}
<p>{{ p.heure|heure }} – {{ p.candidat.nom_prenoms }}</p>
{% endfor %}
</body>
</html>
"""


@pytest.mark.usefixtures("petits_modeles")
def test_a_paper_for_each_half_day_in_each_room_is_added_the_same_way(tmp_path: Path) -> None:
    """A named set of recipients, data required, words of its own for the template: one table, one
    template."""
    session = make_petite(tmp_path, {"documents.toml": CHEVALET, "chevalet.html": CHEVALET_HTML})
    rendu = render_ici(session, tmp_path / "sortie", "--seulement", "chevalet")
    made = rendu.list_papiers("pdf", "chevalet")
    assert made and len({ligne.chemin for ligne in made}) == len(made)
    texts = [plain(" ".join(read_pages(ligne.path))) for ligne in made]
    assert all("Silence, épreuve en cours" in text for text in texts)
    assert {"matin", "après-midi"} == {
        m for m in ("matin", "après-midi") if any(m in text for text in texts)
    }
    assert [ligne.type for ligne in rendu.list_papiers("docx")] == ["chevalet"] * len(made)


@pytest.mark.usefixtures("petits_modeles")
@pytest.mark.parametrize(
    ("table", "words"),
    [
        (CHEVALET.replace("jury.salle", "jury.sale"), ("jury.sale", "exige")),
        (CHEVALET.replace('["jury.salle"]', '["recour"]'), ("recour", "recours")),
        (CHEVALET.replace("{moment}", "{instant}"), ("instant", "moment")),
        (CHEVALET.replace('"seance"', '"seances"'), ("seances",)),
    ],
)
def test_what_such_a_table_may_require_is_said(
    tmp_path: Path, table: str, words: tuple[str, ...]
) -> None:
    refuse(make_petite(tmp_path, {"documents.toml": table, "chevalet.html": CHEVALET_HTML}), *words)


# ── What is said of a folder that does not hold together ──────────────────────────────────────────


@pytest.mark.usefixtures("petits_modeles")
def test_a_folder_that_does_not_exist(tmp_path: Path) -> None:
    session = make_petite_session(*PETITS) | {"modeles": "absent"}
    refuse(write_session(tmp_path, session), "« absent » n’existe pas", "Corrigez")


@pytest.mark.usefixtures("petits_modeles")
@pytest.mark.parametrize(
    ("table", "words"),
    [
        ('[livret]\ntitre = "Livret"\n', ("livret", "modele", "manque")),
        (LIVRET.replace("titre =", "titer ="), ("livret", "titer", "titre")),
        (LIVRET.replace('"candidat"', '"tout le monde"'), ("livret", "tout le monde")),
        (LIVRET.replace('"convoquee"', '"bientot"'), ("livret", "bientot")),
        (LIVRET.replace("{matricule}", "{numero}"), ("livret", "numero", "matricule")),
        (LIVRET.replace('"identite"', '"identité"'), ("livret", "identité")),
        ('titre = "Livret"\n', ("titre",)),
        ("[livret\n", ("documents.toml", "TOML")),
    ],
    ids=["incomplet", "cle", "destinataires", "etat", "champ", "mention", "hors-table", "syntaxe"],
)
def test_a_table_that_does_not_hold_together(
    tmp_path: Path, table: str, words: tuple[str, ...]
) -> None:
    session = make_petite(tmp_path, {"documents.toml": table, "livret.html": LIVRET_HTML})
    refuse(session, "documents.toml", *words)


@pytest.mark.usefixtures("petits_modeles")
def test_every_field_of_a_file_name_is_one_the_plan_gives(tmp_path: Path) -> None:
    """And a field is its bare name: a width would make names without end."""
    champs = "-".join(f"{{{champ}}}" for champ in CHAMPS)
    table = LIVRET.replace("{nom}_{matricule}", champs).replace(
        'etat = "convoquee"', 'etat = "preparee"'
    )
    session = make_petite(tmp_path / "a", {"documents.toml": table, "livret.html": LIVRET_HTML})
    assert any("D-ALMEIDA-Ines" in chemin for chemin in read_html(session))
    wide = LIVRET.replace("{matricule}", "{matricule:>999999999}")
    session = make_petite(tmp_path / "b", {"documents.toml": wide, "livret.html": LIVRET_HTML})
    refuse(session, "documents.toml", "n’est pas un champ de nom de fichier")


@pytest.mark.usefixtures("petits_modeles")
def test_every_wrong_table_is_said_at_once(tmp_path: Path) -> None:
    wrong = LIVRET.replace("titre =", "titer =") + LIVRET.replace("[livret]", "[autre]").replace(
        "etat =", "etats ="
    )
    said = refuse(
        make_petite(tmp_path, {"documents.toml": wrong, "livret.html": LIVRET_HTML}),
        "livret",
        "autre",
    )
    assert " erreurs. Rien n’a été écrit." in said


@pytest.mark.usefixtures("petits_modeles")
def test_a_template_that_is_not_there(tmp_path: Path) -> None:
    refuse(make_petite(tmp_path, {"documents.toml": LIVRET}), "livret.html", "n’existe pas")


@pytest.mark.usefixtures("petits_modeles")
def test_a_folder_may_forbid_more_expressions_and_lifts_none(tmp_path: Path) -> None:
    more = '[[expressions]]\ntexte = "honoris causa"\nsource = "essai"\n'
    wrong = PETIT_CERTIFICAT.replace("</body>", "<p>Honoris causa, sous réserve.</p></body>")
    session = make_petite(tmp_path, {"mentions.toml": more, "certificat.html": wrong})
    refuse(session, "certificat.html", "« honoris causa »", "« sous réserve »", "2 erreurs.")


@pytest.mark.usefixtures("petits_modeles")
def test_a_mentions_toml_that_does_not_hold_together(tmp_path: Path) -> None:
    refuse(
        make_petite(tmp_path, {"mentions.toml": '[[expressions]]\ntexte = "x"\n'}),
        "mentions.toml",
        "source",
    )


@pytest.mark.usefixtures("petits_modeles")
def test_a_template_that_is_not_utf8(tmp_path: Path) -> None:
    session = make_petite(tmp_path, {})
    (tmp_path / "mes-modeles" / "certificat.html").write_bytes("<p>née</p>".encode("cp1252"))
    refuse(session, "certificat.html", "UTF-8")


@pytest.mark.usefixtures("petits_modeles")
def test_a_template_that_is_a_folder(tmp_path: Path) -> None:
    session = make_petite(tmp_path, {})
    (tmp_path / "mes-modeles" / "certificat.html").mkdir()
    refuse(session, "certificat.html", "dossier")


@pytest.mark.usefixtures("petits_modeles")
def test_a_paper_too_long_for_its_table(tmp_path: Path) -> None:
    """A certificate that no size class brings back to one page is refused, not cut."""
    more = PETIT_CERTIFICAT.replace("</body>", "<p>Encore un mot.</p>" * 60 + "</body>")
    refuse(
        make_petite(tmp_path, {"certificat.html": more}),
        "certificat de T90101",
        "pages pour 1 au plus",
        "Abrégez",
    )


# ── Images ────────────────────────────────────────────────────────────────────────────────────────


def make_session_with_logo(folder: Path, logo: str) -> Path:
    autorite = make_petite_session()["autorite"] | {"logo": logo}
    return make_petite(folder, autorite=autorite)


@pytest.mark.usefixtures("petits_modeles")
@pytest.mark.parametrize(
    "path", ["../ailleurs.png", "images/../../ailleurs.png", "{absolu}", "lien.png"]
)
def test_an_image_out_of_the_folder(tmp_path: Path, path: str) -> None:
    """By the path, or by a link that leaves the folder."""
    elsewhere = tmp_path / "ailleurs.png"
    shutil.copyfile(EXEMPLES / "images" / "embleme.png", elsewhere)
    session = make_session_with_logo(tmp_path / "session", path.format(absolu=elsewhere))
    (tmp_path / "session" / "lien.png").symlink_to(elsewhere)
    refuse(session, "sort du dossier de la session", "Copiez-la")


@pytest.mark.usefixtures("petits_modeles")
def test_every_image_is_said_at_once_in_the_file_by_its_own_name(tmp_path: Path) -> None:
    session = make_petite_session(*PETITS)
    session["autorite"]["logo"] = "images/un.png"
    session["signataires"][1] |= {"signature": "images/deux.png", "cachet": "images/trois.png"}
    path = write_session(tmp_path, session)
    own = path.rename(tmp_path / "examen.toml")
    said = refuse(own, "un.png", "deux.png", "trois.png", "3 erreurs")
    assert len(re.findall(r"erreur : examen\.toml, ligne ", said)) == 3
    assert "session.toml" not in said


@pytest.mark.usefixtures("petits_modeles")
@pytest.mark.parametrize("mode", ["L", "P", "RGBA", "LA", "1"])
def test_a_png_of_any_kind_is_read(tmp_path: Path, mode: str) -> None:
    session = make_session_with_logo(tmp_path, "images/logo.png")
    Image.new(mode, (30, 30)).save(tmp_path / "images" / "logo.png")
    assert "logo" in pipeline.prepare(open_session(session)).matiere.modeles.images


# ── Fonts ─────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def fontes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, petits_modeles: None) -> Path:
    """A folder with the fonts of this machine, the only one that is looked into."""
    monkeypatch.setattr(modeles, "load_polices", polices.load_polices)
    folder = tmp_path / "polices"
    folder.mkdir()
    names = {name for name, *_ in polices.FICHIERS}
    for place in polices.list_dossiers_polices():
        for path in place.rglob("*.ttf"):
            if path.name in names:
                shutil.copyfile(path, folder / path.name)
    assert {path.name for path in folder.iterdir()} == names
    monkeypatch.setattr(polices, "list_dossiers_polices", lambda: (folder,))
    return folder


def test_the_fonts_of_a_folder_are_enough(tmp_path: Path, fontes: Path) -> None:
    del fontes
    assert pipeline.prepare(open_session(make_petite(tmp_path / "s"))).papiers


def test_a_font_that_is_absent(tmp_path: Path, fontes: Path) -> None:
    (fontes / "LiberationSans-Bold.ttf").unlink()
    refuse(make_petite(tmp_path / "s"), "« Liberation Sans »", "introuvable", "fonts-liberation2")


def test_no_font_at_all(tmp_path: Path, fontes: Path) -> None:
    shutil.rmtree(fontes)
    refuse(make_petite(tmp_path / "s"), "introuvable", "apt-get install")


def test_a_font_too_old(tmp_path: Path, fontes: Path) -> None:
    """As Debian's `fonts-liberation` 1.07 is."""
    path = fontes / "LiberationSerif-Italic.ttf"
    with TTFont(path) as font:
        font["head"].fontRevision = 1.07
        font.save(fontes / "ancienne")
    (fontes / "ancienne").rename(path)
    refuse(
        make_petite(tmp_path / "s"),
        "LiberationSerif-Italic.ttf",
        "trop ancienne",
        "fonts-liberation2",
    )


def test_a_font_that_is_no_font(tmp_path: Path, fontes: Path) -> None:
    (fontes / "LiberationSerif-Bold.ttf").write_bytes(b"rien")
    refuse(make_petite(tmp_path / "s"), "LiberationSerif-Bold.ttf", "illisible")


# ── Nothing is fetched, nothing is shrugged at ────────────────────────────────────────────────────

DEHORS = "http://exemple.org/x"

FEUILLES = {
    "propriete-inconnue": (PETITE_FEUILLE + "p { flou: 3 }", "flou"),
    "valeur-refusee": (PETITE_FEUILLE + "p { font-size: grand }", "grand"),
    "import-http": (f'@import url("{DEHORS}.css");' + PETITE_FEUILLE, DEHORS),
    "import-fichier": ('@import url("file:///etc/passwd");' + PETITE_FEUILLE, "file:///etc/passwd"),
    "import-voisin": ('@import "autre.css";' + PETITE_FEUILLE, "autre.css"),
    "fond-http": (PETITE_FEUILLE + f"p {{ background-image: url({DEHORS}.png) }}", DEHORS),
    "fond-fichier": (
        PETITE_FEUILLE + "p { background-image: url(file:///etc/passwd) }",
        "file:///etc/passwd",
    ),
    "fond-data": (
        PETITE_FEUILLE + "p { background-image: url(data:image/png;base64,AAAA) }",
        "data:",
    ),
    "puce-http": (PETITE_FEUILLE + f"li {{ list-style-image: url({DEHORS}.png) }}", DEHORS),
    "police-http": (
        PETITE_FEUILLE + f"@font-face {{ font-family: X; src: url({DEHORS}.ttf) }}",
        DEHORS,
    ),
    "police-fichier": (
        PETITE_FEUILLE + "@font-face { font-family: X; src: url(file:///etc/passwd) }",
        "file:///etc/passwd",
    ),
    "ton-sur-ton": (PETITE_FEUILLE + ".mention { color: #fff }", "a la couleur de son fond"),
    "hors-de-la-page": (PETITE_FEUILLE + ".intitule { text-indent: -9999px }", "poussé dehors"),
    "contenu-http": (PETITE_FEUILLE + f"h1::before {{ content: url({DEHORS}.png) }}", DEHORS),
}


@pytest.fixture
def sans_relecture(monkeypatch: pytest.MonkeyPatch) -> None:
    """Templates and style sheet are not read beforehand: what lays out pages stands alone."""
    monkeypatch.setattr(fabrication, "review_modeles", lambda *_: Revue((), frozenset()))
    monkeypatch.setattr(Relecteur, "review", lambda *_: ())


VUES_EN_PAGE = ("ton-sur-ton", "hors-de-la-page")
"""What only the laid-out page shows."""


@pytest.mark.usefixtures("petits_modeles")
@pytest.mark.parametrize("case", [case for case in FEUILLES if case not in VUES_EN_PAGE])
def test_a_style_sheet_that_cannot_be_honoured(
    tmp_path: Path, reseau: list[object], case: str
) -> None:
    feuille, _ = FEUILLES[case]
    ligne = 1 if feuille.startswith("@import") else feuille.count("\n") + 1
    refuse(
        make_petite(tmp_path, {"amo.css": feuille}),
        f"mes-modeles/amo.css, ligne {ligne} : ",
        "[G63",
    )
    assert reseau == []


@pytest.mark.usefixtures("petits_modeles", "sans_relecture")
@pytest.mark.parametrize("case", FEUILLES)
def test_a_style_sheet_read_by_nobody_is_still_refused(
    tmp_path: Path, reseau: list[object], case: str
) -> None:
    feuille, word = FEUILLES[case]
    refuse(make_petite(tmp_path, {"amo.css": feuille}), word)
    assert reseau == []


PAGES = {
    "image-http": (f'<p><img src="{DEHORS}.png" alt="x"></p>', DEHORS),
    "image-fichier": ('<p><img src="file:///etc/passwd" alt="x"></p>', "file:///etc/passwd"),
    "image-voisine": ('<p><img src="images/embleme.png" alt="x"></p>', "images/embleme.png"),
    "image-data": ('<p><img src="data:image/png;base64,AAAA" alt="x"></p>', "data:"),
    "image-inconnue": ('<p><img src="amo:image/autre" alt="x"></p>', "amo:image/autre"),
    "objet": ('<p><object data="file:///etc/passwd">x</object></p>', "file:///etc/passwd"),
    "integre": (f'<p><embed src="{DEHORS}.png"></p>', DEHORS),
    "feuille": (f'<link rel="stylesheet" href="{DEHORS}.css">', DEHORS),
    "piece-jointe": ('<link rel="attachment" href="file:///etc/passwd">', "pièce jointe"),
    "lien-joint": (
        '<p><a rel="Attachment" href="file:///etc/passwd">x</a></p>',
        "pièce jointe",
    ),
    "style": ('<style>@import url("file:///etc/passwd");</style>', "file:///etc/passwd"),
    "fond": (f'<p style="background-image: url({DEHORS}.png)">x</p>', DEHORS),
    "propriete-inconnue": ('<p style="flou: 3">x</p>', "flou"),
    "flex": ('<div style="display: flex"><p>x</p></div>', "flex"),
}


NON_RELUES = ("image-inconnue",)
"""What reading does not see: a name that only the session knows."""


@pytest.mark.usefixtures("petits_modeles")
@pytest.mark.parametrize("case", [case for case in PAGES if case not in NON_RELUES])
def test_a_template_that_asks_for_what_is_not_ours(
    tmp_path: Path, reseau: list[object], case: str
) -> None:
    own = PETITE_CONVOCATION.replace("</body>", f"{PAGES[case][0]}</body>")
    ligne = PETITE_CONVOCATION.count("\n", 0, PETITE_CONVOCATION.index("</body>")) + 1
    refuse(
        make_petite(tmp_path, {"convocation_candidat.html": own}),
        f"mes-modeles/convocation_candidat.html, ligne {ligne} : ",
        "[G63",
    )
    assert reseau == []


@pytest.mark.usefixtures("petits_modeles", "sans_relecture")
@pytest.mark.parametrize("case", PAGES)
def test_a_template_read_by_nobody_still_gets_nothing(
    tmp_path: Path, reseau: list[object], case: str
) -> None:
    extract, word = PAGES[case]
    own = PETITE_CONVOCATION.replace("</body>", f"{extract}</body>")
    said = refuse(make_petite(tmp_path, {"convocation_candidat.html": own}), word)
    assert "root:" not in said
    assert "convocation_candidat" in said
    assert reseau == []


@pytest.mark.usefixtures("petits_modeles")
def test_a_base_address_does_not_open_the_disk(tmp_path: Path) -> None:
    own = PETITE_CONVOCATION.replace(
        "</body>", '<base href="file:///"><p><img src="etc/passwd" alt="x"></p></body>'
    )
    refuse(make_petite(tmp_path, {"convocation_candidat.html": own}), "etc/passwd")


@pytest.mark.lent
def test_the_built_in_templates_pass_all_of_this(tmp_path: Path, reseau: list[object]) -> None:
    """The refusals above are not the refusal of everything."""
    result = run_render(make_session(tmp_path, {"amo.css": FEUILLE, "certificat.html": CERTIFICAT}))
    assert result.exit_code == 0, result.output
    assert reseau == []
    assert any(
        "Certificat" in text
        for html in read_html(tmp_path / "session.toml").values()
        for text in list_textes(html)
    )


def test_an_error_of_templates_is_no_error_of_data() -> None:
    assert ModeleError("x").code_sortie == 4
