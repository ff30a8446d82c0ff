"""Only what changed is made again, and the summary says what that was."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import click.testing
import pytest
from papiers_outils import (
    HUIT,
    PETITS_MODELES,
    EnclosDirect,
    list_fichiers_tenus,
    make_petite_session,
    plain,
    read_dossier,
    stand_in,
    write_ancien_manifeste,
    write_session,
)

from amo_docs import fabrication, pipeline, render
from amo_docs.cli import cli
from amo_docs.compose import Commun, Composition
from amo_docs.compose.empreinte import Sceau, digest
from amo_docs.model.modeles import Modeles, Police
from amo_docs.model.papier import FichierProduit, PapierCompose, Variante
from amo_docs.render import etabli

NOM = "2026-03-RNCP36833"
MATRICULES = ("T90101", "T90102", "T90103")


class Dossier:
    """A session and the folder made of it; `composes` and `faits` are the papers the last run
    composed and laid out."""

    def __init__(self, racine: Path) -> None:
        self.racine = racine
        self.sortie = racine / "sortie"
        self.place = self.sortie / NOM
        self.composes: list[str] = []
        self.faits: list[str] = []

    def render(self, *options: str, code: int = 0) -> str:
        """Run the command; return what it said."""
        self.composes.clear()
        self.faits.clear()
        arguments = [
            "render",
            str(self.racine / "session.toml"),
            "--sortie",
            str(self.sortie),
            *options,
        ]
        result = click.testing.CliRunner(catch_exceptions=False).invoke(cli, arguments)
        assert result.exit_code == code, result.output
        return "\n".join(
            plain(line) for line in result.output.splitlines() if not line.startswith("Papiers")
        )

    def replace(self, nom: str, avant: str, apres: str) -> None:
        path = self.racine / nom
        text = path.read_text(encoding="utf-8")
        assert avant in text
        path.write_text(text.replace(avant, apres, 1), encoding="utf-8")

    def read_manifeste(self) -> dict[str, Any]:
        return dict(json.loads((self.place / "manifeste.json").read_bytes()))


@pytest.fixture(scope="module")
def modele(tmp_path_factory: pytest.TempPathFactory) -> Path:
    racine = tmp_path_factory.mktemp("modele")
    write_session(racine, make_petite_session(*HUIT), MATRICULES)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fabrication, "Enclos", EnclosDirect)
        patch.setattr(render, "render_papier", write_papier)
        stand_in(patch, PETITS_MODELES)
        Dossier(racine).render()
    return racine


def write_papier(papier: PapierCompose, formats: tuple[str, ...]) -> tuple[FichierProduit, ...]:
    """In place of laying out, which these tests do not look at: the page itself."""
    page = "".join(v.html for v in papier.variantes).encode()
    return tuple(papier.make_fichier(forme, page) for forme in formats)


@pytest.fixture
def dossier(
    modele: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, huit_modeles: None
) -> Iterator[Dossier]:
    """The folder of a first run; the papers of the next ones are noted."""
    shutil.copytree(modele, tmp_path / "copie")
    copie = Dossier(tmp_path / "copie")
    really, composing = fabrication.make_papiers, fabrication.compose_papiers

    def compose(commun: Commun, catalogue: Any, papiers: Any, *others: Any) -> Composition:
        copie.composes += [papier.chemin for papier in papiers]
        return composing(commun, catalogue, papiers, *others)

    def make(modeles: Modeles, commandes: Any, *others: Any) -> None:
        copie.faits += [papier.exemplaire.chemin for papier, _ in commandes]
        really(modeles, commandes, *others)

    monkeypatch.setattr(fabrication, "Enclos", EnclosDirect)
    monkeypatch.setattr(render, "render_papier", write_papier)
    monkeypatch.setattr(pipeline, "make_papiers", make)
    monkeypatch.setattr(pipeline, "compose_papiers", compose)
    yield copie


def count_papiers(dossier: Dossier) -> int:
    return len({row["cle"] for row in list_fichiers_tenus(dossier.read_manifeste())})


def test_nothing_changed_nothing_made(dossier: Dossier) -> None:
    before = read_dossier(dossier.sortie)
    said = dossier.render()
    assert dossier.faits == dossier.composes == []
    assert read_dossier(dossier.sortie) == before
    assert f"= 0 produit + {count_papiers(dossier)} repris + " in said
    assert "changé" not in said
    assert "nouveau" not in said


def test_a_folder_of_several_inputs_is_composed_again(dossier: Dossier) -> None:
    """A partial run leaves papers of earlier inputs beside those of the new ones: none is known by
    its inputs alone."""
    dossier.replace("candidats.csv", "Quartier de l’Exemple", "Quartier de l’Essai")
    dossier.render("--seulement", "certificat")
    assert dossier.faits == []
    said = dossier.render()
    assert len(dossier.composes) == count_papiers(dossier)
    assert "changé : convocations/candidats/D-ALMEIDA_Ines-Eleonore (docx, pdf)." in said
    dossier.render()
    assert dossier.composes == []


def test_definitive_papers_are_composed_though_the_inputs_are_the_same(dossier: Dossier) -> None:
    dossier.render("--definitif")
    assert len(dossier.composes) == count_papiers(dossier)
    assert 0 < len(dossier.faits) < count_papiers(dossier)


def test_all_is_made_again_when_asked(dossier: Dossier) -> None:
    before = read_dossier(dossier.sortie)
    said = dossier.render("--tout")
    assert len(dossier.faits) == count_papiers(dossier) > 10
    assert "+ 0 repris +" in said
    assert "changé" not in said
    assert read_dossier(dossier.sortie) == before


def test_a_corrected_address_remakes_what_prints_it(dossier: Dossier) -> None:
    """One line of the table: the letters to that candidate, nothing else; and the bytes are those
    of a fresh run."""
    dossier.replace("candidats.csv", "Quartier de l’Exemple", "Quartier de l’Essai")
    said = dossier.render()
    assert dossier.faits
    assert {chemin.rpartition("/")[2] for chemin in dossier.faits} == {"D-ALMEIDA_Ines-Eleonore"}
    assert len(dossier.faits) < count_papiers(dossier) / 4
    for chemin in dossier.faits:
        assert f"changé : {chemin} (docx, pdf)." in said
    made = read_dossier(dossier.sortie)
    shutil.rmtree(dossier.sortie)
    dossier.render()
    assert read_dossier(dossier.sortie) == made


def test_a_corrected_name_takes_the_old_paper_away(dossier: Dossier) -> None:
    """Another file, the same paper: its key does not change."""
    keys = {row["cle"] for row in list_fichiers_tenus(dossier.read_manifeste())}
    dossier.replace("candidats.csv", "D'ALMEIDA", "D'ALMEIDAS")
    said = dossier.render()
    assert "nouveau : " in said
    assert "retiré : " in said
    assert {row["cle"] for row in list_fichiers_tenus(dossier.read_manifeste())} == keys


def test_a_style_remakes_all_and_an_image_what_shows_it(dossier: Dossier) -> None:
    logo = dossier.racine / "images" / "embleme.png"
    shutil.copy(dossier.racine / "images" / "cachet.png", logo)
    dossier.render()
    with_logo = set(dossier.faits)
    assert 0 < len(with_logo) < count_papiers(dossier)
    (dossier.racine / "modeles").mkdir()
    style = (PETITS_MODELES / "amo.css").read_text(encoding="utf-8")
    (dossier.racine / "modeles" / "amo.css").write_text(
        style + "\n/* plus rien */\n", encoding="utf-8"
    )
    session = (dossier.racine / "session.toml").read_text(encoding="utf-8")
    (dossier.racine / "session.toml").write_text(
        'modeles = "modeles"\n' + session, encoding="utf-8"
    )
    said = dossier.render()
    assert len(dossier.faits) == count_papiers(dossier)
    assert "changé" not in said  # made again, to the same bytes


def test_another_version_of_a_tool_remakes_all(
    dossier: Dossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "list_versions", lambda: {"amo-docs": "9"})
    dossier.render()
    assert len(dossier.faits) == count_papiers(dossier)


def test_a_paper_in_place_that_is_gone_or_changed_is_not_believed(dossier: Dossier) -> None:
    """Missing: made again. Changed by hand: kept, or set aside and made again."""
    first, second = (
        sorted(dossier.place.glob("certificats/*.pdf"))[0],
        sorted(dossier.place.glob("*/*.docx"))[0],
    )
    before = read_dossier(dossier.place)
    first.unlink()
    dossier.render()
    assert dossier.faits == [first.relative_to(dossier.place).with_suffix("").as_posix()]
    assert read_dossier(dossier.place) == before
    second.write_bytes(second.read_bytes() + b" ")
    assert f"gardé : {second.relative_to(dossier.place).as_posix()}, modifié à la main" in (
        dossier.render()
    )
    assert dossier.faits == []
    dossier.render("--ecraser")
    assert dossier.faits == [second.relative_to(dossier.place).with_suffix("").as_posix()]


def test_the_folder_of_an_earlier_format_is_made_again(dossier: Dossier) -> None:
    """The manifest of the first had no fingerprints."""
    before = read_dossier(dossier.place)
    write_ancien_manifeste(dossier.place, 1)
    dossier.render()
    assert len(dossier.faits) == count_papiers(dossier)
    assert read_dossier(dossier.place) == before


def test_the_folder_of_the_second_format_is_taken_over(dossier: Dossier) -> None:
    """Its files are listed one by one, their papers without any date; all are the same papers."""
    before = read_dossier(dossier.place)
    write_ancien_manifeste(dossier.place, 2)
    dossier.render()
    assert dossier.faits == []
    assert read_dossier(dossier.place) == before


EDITED: dict[str, Callable[[dict[str, Any]], None]] = {
    "empreinte": lambda row: row.update(empreinte="0" * 64),
    "somme": lambda row: row["fichiers"][0].update(sha256="0" * 64),
    "dehors": lambda row: row.update(chemin="../ailleurs"),
    "absolu": lambda row: row.update(chemin="/ailleurs"),
}


@pytest.mark.parametrize("case", EDITED)
def test_a_manifest_edited_by_hand_is_refused(dossier: Dossier, case: str) -> None:
    manifeste = dossier.read_manifeste()
    EDITED[case](manifeste["papiers"][0])
    (dossier.place / "manifeste.json").write_text(json.dumps(manifeste), encoding="utf-8")
    before = read_dossier(dossier.sortie)
    said = dossier.render(code=6)
    assert "« manifeste.json » de « 2026-03-RNCP36833 »" in said
    assert "recommencez." in said
    assert read_dossier(dossier.sortie) == before


@pytest.mark.parametrize("chemin", ["../ailleurs", "/ailleurs", "certificats/../../ailleurs"])
def test_a_manifest_that_names_a_file_elsewhere_is_refused_without_its_digests_too(
    dossier: Dossier, chemin: str
) -> None:
    """Nothing says that it was edited: the path alone is against it."""
    manifeste = dossier.read_manifeste()
    manifeste["papiers"][0]["chemin"] = chemin
    (dossier.place / "manifeste.json").write_text(json.dumps(manifeste), encoding="utf-8")
    (dossier.place / "SHA256SUMS").unlink()
    before = read_dossier(dossier.sortie)
    assert "« manifeste.json » de « 2026-03-RNCP36833 » est abîmé." in dossier.render(code=6)
    assert read_dossier(dossier.sortie) == before


def test_all_the_papers_that_fail_are_told_at_once(
    dossier: Dossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two types that cannot be laid out, for every candidate; what can be made waits for the next
    run."""
    monkeypatch.setattr(render, "render_papier", etabli.render_papier)
    (dossier.racine / "modeles").mkdir()
    for nom in ("certificat.html", "attestation_provisoire.html"):
        template = (PETITS_MODELES / nom).read_text(encoding="utf-8")
        longer = template.replace("</body>", "<p>Encore.</p>" * 120 + "</body>")
        (dossier.racine / "modeles" / nom).write_text(longer, encoding="utf-8")
    session = (dossier.racine / "session.toml").read_text(encoding="utf-8")
    (dossier.racine / "session.toml").write_text(
        'modeles = "modeles"\n' + session, encoding="utf-8"
    )
    before = read_dossier(dossier.place)
    said = dossier.render(code=4)
    errors = [line for line in said.splitlines() if line.startswith("erreur : ")]
    assert len([line for line in errors if "certificat de T9010" in line]) == 1
    assert [line for line in errors if "attestation_provisoire de T90101, T90102 : " in line]
    assert all(line.endswith("[G641]") for line in errors)
    assert f"{len(errors)} erreurs. Rien n’a été écrit." in said
    assert read_dossier(dossier.place) == before


# ── The fingerprint ───────────────────────────────────────────────────────────────────────────────

POLICE = Police("Serif", False, False, "1", b"police")
MODELES = Modeles({}, "p { color: red }", {}, {"logo": b"un", "cachet": b"deux"}, (POLICE,), {})
PAGE = Variante(
    "taille-1", '<img src="amo:image/logo" alt="">', '<img src="amo:image/logo" alt="">'
)


def seal(modeles: Modeles = MODELES, page: Variante = PAGE, **changes: Any) -> str:
    known: dict[str, Any] = {
        "outils": {"weasyprint": "70.0"},
        "donnees": "{}",
        "pages_max": 1,
    } | changes
    return Sceau(modeles, known["outils"]).compute((page,), known["donnees"], known["pages_max"])


def test_the_fingerprint_is_of_all_the_bytes_depend_on() -> None:
    changed = [
        seal(outils={"weasyprint": "70.1"}),
        seal(donnees='{"nom": 1}'),
        seal(pages_max=2),
        seal(Modeles({}, "p { color: blue }", {}, MODELES.images, MODELES.polices, {})),
        seal(
            Modeles(
                {}, MODELES.feuille, {}, {"logo": b"autre", "cachet": b"deux"}, MODELES.polices, {}
            )
        ),
        seal(
            Modeles(
                {},
                MODELES.feuille,
                {},
                MODELES.images,
                (Police("Serif", False, False, "1", b"autre"),),
                {},
            )
        ),
        seal(page=Variante("taille-1", PAGE.html + " ", PAGE.html_docx)),
        seal(page=Variante("taille-1", PAGE.html, PAGE.html_docx + " ")),
    ]
    assert len({seal(), *changed}) == len(changed) + 1
    assert (
        seal(
            Modeles(
                {}, MODELES.feuille, {}, {"logo": b"un", "cachet": b"autre"}, MODELES.polices, {}
            )
        )
        == seal()
    )


def test_an_image_of_the_style_sheet_counts() -> None:
    def make(cachet: bytes) -> Modeles:
        return Modeles(
            {}, "p { background: url(amo:image/cachet) }", {}, {"cachet": cachet}, (), {}
        )

    assert seal(make(b"un")) != seal(make(b"deux"))


def test_parts_are_told_apart() -> None:
    assert (
        len(
            {
                digest("ab", "c"),
                digest("a", "bc"),
                digest("abc"),
                digest("abc", None),
                digest("abc", ""),
            }
        )
        == 5
    )
    assert os.fsencode(digest("é")) == os.fsencode(digest("é".encode()))
