"""Only what changed is made again, and the summary says what that was."""

from __future__ import annotations

import io
import json
import os
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import click.testing
import pikepdf
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
from amo_docs.fusion import read_donnees
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

    def list_en_place(self, debut: str = "") -> dict[str, bytes]:
        """The files in place that are not kept aside, whose path begins so."""
        return {
            chemin: contenu
            for chemin, contenu in read_dossier(self.place).items()
            if chemin.startswith(debut) and not chemin.startswith("retires/")
        }

    def list_retires(self, debut: str = "") -> dict[str, bytes]:
        return {
            chemin.removeprefix("retires/"): contenu
            for chemin, contenu in read_dossier(self.place).items()
            if chemin.startswith(f"retires/{debut}")
        }

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
    assert "remplacé : convocations/candidats/D-ALMEIDA_Ines-Eleonore (docx, pdf) ; " in said
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
        # A convocation is never a PROJET: the earlier one is kept.
        assert (
            f"changé : {chemin} (docx, pdf) : candidats.csv." in said
            or f"remplacé : {chemin} (docx, pdf) ;" in said
        )
    made = dossier.list_en_place()
    shutil.rmtree(dossier.sortie)
    dossier.render()
    assert dossier.list_en_place() == made


def test_a_list_that_loses_a_person_says_how_many_it_had(dossier: Dossier) -> None:
    table = dossier.racine / "candidats.csv"
    rows = table.read_text(encoding="utf-8").splitlines(keepends=True)
    table.write_text("".join(row for row in rows if "T90102" not in row), encoding="utf-8")
    said = dossier.render("--format", "pdf").splitlines()
    lists = [line for line in said if "listes/decisions" in line or "proces-verbaux/pv_" in line]
    assert lists
    assert all(
        "(pdf) : 3 → 2 candidats." in line or "(3 → 2 candidats). L’ancien" in line
        for line in lists
    )


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
        "jour": date(2026, 3, 9),
    } | changes
    outils = known.pop("outils")
    return Sceau(modeles, outils).compute((page,), **known)


def test_the_fingerprint_is_of_all_the_bytes_depend_on() -> None:
    changed = [
        seal(outils={"weasyprint": "70.1"}),
        seal(donnees='{"nom": 1}'),
        seal(pages_max=2),
        seal(jour=date(2026, 3, 10)),
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


# ── Definitive papers made again ──────────────────────────────────────────────────────────────────

INES = "certificats/D-ALMEIDA_Ines-Eleonore"
TITRE = ("--definitif", "--seulement", "certificat")
ECHAPPEES = (
    TITRE,
    (*TITRE, "--candidat", "T90101"),
    (*TITRE, "--format", "pdf"),
    (*TITRE, "--format", "docx", "--candidat", "T90101"),
    ("--definitif", "--candidat", "T90101"),
    ("--definitif", "--format", "pdf"),
    ("--definitif",),
    ("--definitif", "--tout"),
)


def write_papier_joint(
    papier: PapierCompose, formats: tuple[str, ...]
) -> tuple[FichierProduit, ...]:
    """The page itself, and for a PDF a true one that carries the data of the paper."""
    pages = {f.format: f for f in write_papier(papier, formats)}
    if "pdf" in pages:
        pdf, octets = pikepdf.new(), io.BytesIO()
        pdf.attachments["donnees.json"] = papier.donnees.encode()
        pdf.attachments["page"] = pages["pdf"].contenu
        pdf.save(octets, deterministic_id=True)
        pages["pdf"] = papier.make_fichier("pdf", octets.getvalue())
    return tuple(pages.values())


@pytest.fixture
def definitif(dossier: Dossier, monkeypatch: pytest.MonkeyPatch) -> Dossier:
    """The same folder, its titles handed out."""
    monkeypatch.setattr(render, "render_papier", write_papier_joint)
    shutil.rmtree(dossier.place)
    dossier.render("--definitif")
    assert dossier.list_retires() == {}
    assert set(dossier.list_en_place(INES)) == {f"{INES}.docx", f"{INES}.pdf"}
    return dossier


@pytest.mark.parametrize("options", ECHAPPEES, ids=" ".join)
def test_after_a_corrected_name_one_title_a_person_stands_in_the_folder(
    definitif: Dossier, options: tuple[str, ...]
) -> None:
    """Whatever the options: every earlier file of it is kept aside, and told with what changed."""
    before = definitif.list_en_place()
    definitif.replace("candidats.csv", "Inês Éléonore", "Zoé")
    said = definitif.render(*options)
    titres = definitif.list_en_place("certificats/D-ALMEIDA")
    assert {chemin.rpartition(".")[0] for chemin in titres} == {"certificats/D-ALMEIDA_Zoe"}
    kept = definitif.list_retires(INES)
    assert kept == {chemin: before[chemin] for chemin in (f"{INES}.docx", f"{INES}.pdf")}
    assert (
        f"remplacé : {INES} (docx, pdf), par certificats/D-ALMEIDA_Zoe ; Prénoms : « Inês "
        "Éléonore » → « Zoé ». L’ancien est dans retires/."
    ) in said
    assert f"retiré : {INES}" not in said
    # The titles of the others are theirs, untouched.
    others = {c: o for c, o in before.items() if c.startswith("certificats/") and INES not in c}
    assert others
    assert others.items() <= definitif.list_en_place().items()


@pytest.mark.parametrize("options", ECHAPPEES[1:5], ids=" ".join)
def test_a_definitive_paper_made_again_with_other_words_is_kept_too(
    definitif: Dossier, options: tuple[str, ...]
) -> None:
    """Under the same name: its two formats never say two things."""
    before = definitif.list_en_place(INES)
    definitif.replace("candidats.csv", "Inês Éléonore", "Ines Éléonore")
    said = definitif.render(*options)
    now = definitif.list_en_place(INES)
    assert set(now) <= set(before) and now
    assert not now.items() & before.items()
    assert definitif.list_retires(INES) == before
    assert (
        f"remplacé : {INES} (docx, pdf) ; Prénoms : « Inês Éléonore » → « Ines Éléonore ». "
        "L’ancien est dans retires/."
    ) in said
    assert f"changé : {INES}" not in said


def test_words_that_are_no_data_are_told_by_the_inputs_that_changed(definitif: Dossier) -> None:
    definitif.replace("session.toml", "d’ARSENAY-LŒUILLET", "d’ARSENAY")
    said = definitif.render(*TITRE)
    assert (
        f"remplacé : {INES} (docx, pdf) ; son texte ou sa présentation a changé (session.toml)."
        in said
    )


def test_made_again_to_the_same_bytes_nothing_is_kept_aside(definitif: Dossier) -> None:
    said = definitif.render(*TITRE, "--tout")
    assert "remplacé" not in said
    assert definitif.list_retires() == {}


def test_a_final_paper_of_another_name_does_not_become_a_projet_again(definitif: Dossier) -> None:
    """Forgetting --definitif after a corrected name."""
    definitif.replace("candidats.csv", "Inês Éléonore", "Zoé")
    before = read_dossier(definitif.place)
    for options in ((), ("--candidat", "T90101"), ("--seulement", "certificat")):
        assert "redeviendrait un projet" in definitif.render(*options, code=6)
    assert read_dossier(definitif.place) == before


def test_a_projet_of_an_earlier_name_goes_and_nothing_is_kept(dossier: Dossier) -> None:
    dossier.replace("candidats.csv", "Inês Éléonore", "Zoé")
    said = dossier.render("--seulement", "certificat", "--candidat", "T90101")
    assert f"retiré : {INES} (docx, pdf) n’a plus lieu d’être." in said
    assert dossier.list_retires() == {}
    assert {c.rpartition(".")[0] for c in dossier.list_en_place("certificats/D-")} == {
        "certificats/D-ALMEIDA_Zoe"
    }


@pytest.mark.parametrize("nom", ["D'ALMEIDA", "D'ALMEIDAS"])
def test_a_corrected_matricule_leaves_no_second_title(definitif: Dossier, nom: str) -> None:
    """The key of the paper changes with it: what is of nobody in the session goes."""
    before = definitif.list_en_place(INES)
    definitif.replace("candidats.csv", "T90101;", "T90199;")
    definitif.replace("candidats.csv", "D'ALMEIDA", nom)
    definitif.render(*TITRE, "--candidat", "T90199")
    titres = {chemin.rpartition(".")[0] for chemin in definitif.list_en_place("certificats/D-")}
    assert len(titres) == 1
    if nom == "D'ALMEIDAS":
        assert definitif.list_retires(INES) == before


@pytest.mark.parametrize("options", [("--candidat", "T90101"), ("--seulement", "certificat"), ()])
def test_a_title_of_a_person_who_has_it_no_more_leaves(
    definitif: Dossier, options: tuple[str, ...]
) -> None:
    """A result corrected: named alone or not, the person keeps no certificate in the folder."""
    before = definitif.list_en_place(INES)
    path = definitif.racine / "candidats.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    rang = next(n for n, line in enumerate(lines) if line.startswith("T90101;"))
    lines[rang] = lines[rang].replace(";acquis;;;", ";non acquis;À revoir;Tout;", 1)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    said = definitif.render("--definitif", *options)
    assert definitif.list_en_place(INES) == {}
    assert definitif.list_retires(INES) == before
    assert f"retiré : {INES} (docx, pdf) n’a plus lieu d’être." in said


def test_a_partial_run_leaves_the_title_of_another_as_it_is(definitif: Dossier) -> None:
    """What somebody else should have no more waits for a run that names him."""
    before = definitif.list_en_place(INES)
    definitif.replace("candidats.csv", "Inês Éléonore", "Zoé")
    said = definitif.render("--definitif", "--candidat", "T90102")
    assert definitif.list_en_place(INES) == before
    assert INES not in said


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7 rien", None])
def test_a_paper_that_carries_no_data_tells_none(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "a.pdf"
    if content is None:
        pikepdf.new().save(path)
    else:
        path.write_bytes(content)
    assert read_donnees(path) == {}
