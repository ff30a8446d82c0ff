"""Two people one could take for each other: told apart on every paper of the catalogue."""

from __future__ import annotations

import csv
import re
import shutil
from html.parser import HTMLParser

import pytest
from papiers_outils import DEMANDES, EXEMPLES, list_textes, read_catalogue

from amo_docs.load.ouverture import open_session
from amo_docs.model.bilan import Demande
from amo_docs.pipeline import SessionComposee, prepare

DEUX = ("T90101", "T90102")
"""Two candidates of one jury and of one épreuve; they are given one name and one unit."""
NOM = ("QUIDAM", "Camille")
AFFICHES = {"liste_passage", "liste_decisions"}
"""What is posted: only homonyms have their matricule there."""


class Rangees(HTMLParser):
    """The text of each row of the tables of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.rangees: list[str] = []
        self._inside = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self.rangees.append("")
            self._inside = True

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag != "tr"

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.rangees[-1] += f" {data.strip()}"


@pytest.fixture(scope="module")
def composee(tmp_path_factory: pytest.TempPathFactory) -> SessionComposee:
    """The sample session, where two candidates bear one name, with every paper there is."""
    dossier = tmp_path_factory.mktemp("homonymes")
    shutil.copytree(EXEMPLES / "images", dossier / "images")
    shutil.copy(EXEMPLES / "session.toml", dossier)
    with (EXEMPLES / "candidats.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter=";"))
    for row in rows:
        if row["Matricule"] in DEUX:
            row["Nom de naissance"], row["Prénoms"] = NOM
            row["Nom d’usage"], row["Unité"] = "", "31e régiment du génie fictif"
            row["Civilité"], row["Sexe"], row["Grade"] = "Monsieur", "M", "ADJ"
    # As two hands type them.
    rows[0]["Nom de naissance"] = "Quidam"
    with (dossier / "candidats.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]), delimiter=";")
        writer.writeheader()
        writer.writerows(rows)
    options = dict(zip(DEMANDES[1::2], DEMANDES[::2], strict=True))
    demande = Demande(
        definitif=True,
        vierges=tuple(cle for cle, option in options.items() if option == "--vierge"),
        avec=("liste_decisions_motivees", "grille_evaluation", "feuille_amenagements"),
    )
    return prepare(open_session(dossier / "session.toml"), demande)


def read_rangees(page: str) -> list[str]:
    """The rows of a page that name one of the two."""
    return [
        row
        for row in Rangees(page).rangees
        if re.search(rf"\b{NOM[0]}\s+{NOM[1]}\b", row.replace("\xa0", " "), re.IGNORECASE)
    ]


@pytest.mark.lent
def test_no_paper_leaves_two_homonyms_alike(composee: SessionComposee) -> None:
    """Each line of a list that names one says which one; and two papers, one for each, are never
    the same words."""
    seen: set[str] = set()
    named: set[str] = set()
    personal: dict[tuple[str, str], set[str]] = {}
    for papier in composee.composes:
        exemplaire, page = papier.exemplaire, papier.variantes[0].html
        seen.add(exemplaire.type)
        if exemplaire.destinataire in DEUX:
            cle = exemplaire.cle.replace(exemplaire.destinataire, "…")
            words = " ".join(list_textes(page))
            personal.setdefault((exemplaire.type, cle), set()).add(words)
            named.add(exemplaire.type)
            continue
        for row in read_rangees(page):
            named.add(exemplaire.type)
            told = [matricule for matricule in DEUX if matricule in row]
            assert len(told) == 1, (exemplaire.chemin, row)
    assert seen == set(read_catalogue())
    assert {"emargement_candidats", "bordereau_remise", "proces_verbal", "certificat"} <= named
    assert named > AFFICHES
    assert personal
    for (type_, cle), texts in personal.items():
        assert len(texts) == 2, (type_, cle)


@pytest.mark.lent
def test_what_is_posted_gives_the_matricule_of_homonyms_alone(composee: SessionComposee) -> None:
    """And what stays inside gives that of everybody."""
    tous = {c.matricule for c in composee.matiere.session.candidats}
    assert set(DEUX) <= set(composee.matiere.session.homonymes) < tous
    others = tous - set(composee.matiere.session.homonymes)
    lists = [p for p in composee.composes if p.exemplaire.destinataire not in tous]
    posted = [p for p in lists if p.exemplaire.type in AFFICHES]
    assert posted
    for papier in posted:
        said = " ".join(list_textes(papier.variantes[0].html))
        assert [matricule for matricule in others if matricule in said] == []
    inside = {"emargement_candidats", "bordereau_remise", "liste_decisions_motivees"}
    for papier in lists:
        if papier.exemplaire.type in inside:
            for row in Rangees(papier.variantes[0].html).rangees:
                first = row.split()[:1]
                if first and first[0].isdigit():
                    assert [m for m in tous if m in row], (papier.exemplaire.chemin, row)
