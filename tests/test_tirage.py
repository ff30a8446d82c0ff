"""`amo-docs tirage`: the papers of a folder in one PDF a type, and what keeps them from it."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import subprocess
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from fabrique.sessions import trust_modeles
from papiers_outils import (
    EnclosDirect,
    Rendu,
    list_fichiers_tenus,
    make_petite_session,
    plain,
    render_ici,
    run_commande,
    write_session,
)

from amo_docs import fabrication
from amo_docs.errors import AmoDocsError, CodeSortie, DemandeError, IntegriteError
from amo_docs.load.ouverture import open_session
from amo_docs.model.base import fold
from amo_docs.model.tirage import BilanTirage, DemandeTirage
from amo_docs.tirage import controle, make_tirages, separateurs

pytestmark = pytest.mark.lent
"""Real papers, of the built-in templates."""

MATRICULES = ("T90101", "T90102", "T90103", "T90105")
DEMANDES = ("proces_verbal_vierge", "liste_decisions_motivees")
"""Types nobody plans unless they are asked for."""
TYPES = (
    "convocation_candidat",
    "convocation_jury",
    "liste_passage",
    "proces_verbal",
    *DEMANDES,
    "certificat",
)


@pytest.fixture(scope="module")
def faits(tmp_path_factory: pytest.TempPathFactory) -> Rendu:
    """A small session rendered in PDF, some types of it, final. To be copied, never changed."""
    folder = tmp_path_factory.mktemp("faits")
    session = write_session(folder / "petite", make_petite_session(), MATRICULES)
    options = [part for cle in TYPES for part in ("--seulement", cle)]
    options += ["--vierge", "proces_verbal"]
    return render_ici(session, folder / "sortie", "--definitif", "--format", "pdf", *options)


@pytest.fixture
def ici(faits: Rendu, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Rendu:
    """A copy of the folder and of its session; what runs in a child runs here, and the built-in
    templates are taken as reviewed."""
    monkeypatch.setattr(fabrication, "Enclos", EnclosDirect)
    trust_modeles(monkeypatch)
    shutil.copytree(faits.session.parent, tmp_path / "petite")
    shutil.copytree(faits.dossier, tmp_path / "sortie" / faits.dossier.name)
    return Rendu(
        tmp_path / "sortie" / faits.dossier.name, faits.sortie, tmp_path / "petite" / "session.toml"
    )


def tire(ici: Rendu, *types: str, **options: object) -> BilanTirage:
    demande = DemandeTirage(types=frozenset(types), **options)  # type: ignore[arg-type]
    return make_tirages(open_session(ici.session), ici.dossier.parent, demande)


def list_signets(path: Path) -> list[str]:
    with pikepdf.open(path) as pdf, pdf.open_outline() as outline:
        return [item.title for item in outline.root]


def list_glyphes(path: Path) -> list[list[tuple[str, tuple[float, ...]]]]:
    """Every character of every page, with its box."""
    with pypdfium2.PdfDocument(path) as pdf:
        found = []
        for page in pdf:
            text = page.get_textpage()
            found.append(
                [
                    (text.get_text_range(i, 1), text.get_charbox(i))
                    for i in range(text.count_chars())
                ]
            )
        return found


# ── What is made ──────────────────────────────────────────────────────────────────────────────────


def test_one_pdf_a_type_with_every_paper_once(ici: Rendu) -> None:
    bilan = tire(ici)
    lignes = ici.list_papiers("pdf")
    assert [fichier.chemin for fichier in bilan.fichiers] == [f"tirages/{cle}.pdf" for cle in TYPES]
    assert bilan.tires == len(lignes)
    assert bilan.demandes == bilan.tires + bilan.absents
    for fichier in bilan.fichiers:
        path = ici.dossier / fichier.chemin
        own = [ligne.path for ligne in lignes if ligne.type == path.stem]
        with pikepdf.open(path) as pdf:
            assert pdf.check_pdf_syntax() == []
            assert "/StructTreeRoot" not in pdf.Root and not pdf.attachments
            assert len(pdf.pages) == fichier.pages == sum(count(paper) for paper in own)
        assert fichier.papiers == len(own)
        assert fichier.octets == path.stat().st_size < sum(paper.stat().st_size for paper in own)
        assert sorted(map(str, list_glyphes(path))) == sorted(
            str(page) for paper in own for page in list_glyphes(paper)
        )


def count(path: Path) -> int:
    with pikepdf.open(path) as pdf:
        return len(pdf.pages)


def test_the_account_adds_up_when_papers_are_refused(ici: Rendu) -> None:
    """No nomination: the decision that designates the jury is not made yet."""
    session = make_petite_session()
    session["jurys"][0].pop("nomination")
    write_session(ici.session.parent, session, MATRICULES)
    bilan = tire(ici)
    assert bilan.refuses == 1
    assert bilan.demandes == bilan.tires + bilan.absents + bilan.refuses == 49
    assert tire(ici, "certificat").refuses == 0


def test_the_register_holds_the_digest_of_every_paper(ici: Rendu) -> None:
    tire(ici)
    said = json.loads((ici.dossier / "tirages/tirages.json").read_bytes())
    sommes = {
        chemin: somme for ligne in said["tirages"] for chemin, somme in ligne["papiers"].items()
    }
    assert sommes == {row["chemin"]: row["sha256"] for row in list_fichiers_tenus(ici.manifeste)}
    assert "tirages" not in str(list_fichiers_tenus(ici.manifeste))


def test_the_same_run_gives_the_same_bytes(ici: Rendu) -> None:
    tire(ici, adresses=True)
    before = {path.name: path.read_bytes() for path in (ici.dossier / "tirages").iterdir()}
    tire(ici, adresses=True)
    assert {path.name: path.read_bytes() for path in (ici.dossier / "tirages").iterdir()} == before


def test_a_bookmark_a_person_by_name(ici: Rendu) -> None:
    tire(ici, "convocation_candidat", "certificat")
    names = list_signets(ici.dossier / "tirages/convocation_candidat.pdf")
    with (ici.session.parent / "candidats.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter=";"))
    expected = sorted((f"{row['Nom de naissance']} {row['Prénoms']}" for row in rows), key=fold)
    assert names == expected and len(names) == len(MATRICULES)
    assert set(list_signets(ici.dossier / "tirages/certificat.pdf")) < set(names)


def test_by_unit_with_sheets_and_odd_pages(ici: Rendu, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(separateurs, "Enclos", EnclosDirect)
    bilan = tire(ici, "convocation_candidat", tri="unite", separateurs=True, recto_verso=True)
    (fichier,) = bilan.fichiers
    path = ici.dossier / fichier.chemin
    with pikepdf.open(path) as pdf, pdf.open_outline() as outline:
        groups = {item.title: [child.title for child in item.children] for item in outline.root}
        starts = [
            pikepdf.Page(child.destination[0]).index
            for item in outline.root
            for child in item.children
        ]
    assert sum(map(len, groups.values())) == len(MATRICULES)
    assert len(groups) == fichier.separateurs > 1
    assert all(start % 2 == 0 for start in starts)
    with pypdfium2.PdfDocument(path) as pdf:
        said = [" ".join(page.get_textpage().get_text_range().split()) for page in pdf]
    sheets = [text for text in said if text.startswith("Convocation du candidat")]
    expected = [f"{len(own)} papier{'s' if len(own) > 1 else ''}" for own in groups.values()]
    assert [plain(sheet) for sheet in sheets] == [
        f"Convocation du candidat {unite} {nombre}"
        for unite, nombre in zip(groups, expected, strict=True)
    ]
    assert said.count("") == fichier.blanches >= fichier.separateurs
    assert all(said.index(sheet) % 2 == 0 for sheet in sheets)


def test_volumes_never_cut_a_paper(ici: Rendu) -> None:
    bilan = tire(ici, "convocation_candidat", pages_max=3)
    assert [fichier.chemin for fichier in bilan.fichiers] == [
        f"tirages/convocation_candidat-{rang}.pdf" for rang in range(1, len(MATRICULES) + 1)
    ]
    assert all(fichier.pages <= 3 and fichier.papiers == 1 for fichier in bilan.fichiers)
    assert all(len(list_signets(ici.dossier / fichier.chemin)) == 1 for fichier in bilan.fichiers)
    again = tire(ici, "convocation_candidat")
    assert again.retires == tuple(fichier.chemin for fichier in bilan.fichiers)
    assert sorted(path.name for path in (ici.dossier / "tirages").iterdir()) == [
        "convocation_candidat.pdf",
        "tirages.json",
    ]


def test_a_paper_longer_than_the_ceiling_is_alone_and_said(ici: Rendu) -> None:
    bilan = tire(ici, "convocation_candidat", pages_max=1)
    assert [fichier.pages for fichier in bilan.fichiers] == [2] * len(MATRICULES)
    assert len(
        [r for r in bilan.remarques if "plus que --pages-max : il a un volume à lui" in r]
    ) == len(MATRICULES)


# ── Without the ground ────────────────────────────────────────────────────────────────────────────


def test_without_its_ground_a_certificate_says_the_same_at_the_same_place(ici: Rendu) -> None:
    """Glyph by glyph; the border of the page and the logo are gone, the band SPÉCIMEN and the
    signature are there."""
    tire(ici, "certificat")
    avec = ici.dossier / "tirages/certificat.pdf"
    kept = avec.with_name("avec.pdf")
    shutil.copy(avec, kept)
    bilan = tire(ici, "certificat", sans_fond=True)
    sans = ici.dossier / "tirages/certificat_sans-fond.pdf"
    assert [fichier.chemin for fichier in bilan.fichiers] == ["tirages/certificat_sans-fond.pdf"]
    assert not any("retirer" in remarque for remarque in bilan.remarques)
    assert list_glyphes(sans) == list_glyphes(kept)
    assert "SPÉCIMEN" in "".join(char for char, _ in list_glyphes(sans)[0])
    assert count_encre(kept, 0.04) > 100, "the border"
    assert count_encre(sans, 0.04) == 0
    with pikepdf.open(kept) as one, pikepdf.open(sans) as other:
        names = [set(pdf.pages[0].resources.XObject.keys()) for pdf in (one, other)]
    assert len(names[0]) == 3 and names[1] < names[0] and len(names[1]) == 2


def count_encre(path: Path, part: float) -> int:
    """How many points of the first page are not white, in the outer `part` of its width and
    height."""
    with pypdfium2.PdfDocument(path) as pdf:
        image = pdf[0].render(scale=1).to_pil().convert("L")
    left, top = round(image.width * (part + 0.03)), round(image.height * (part + 0.03))
    inner = image.crop((left, top, image.width - left, image.height - top))
    return sum(p < 200 for p in image.tobytes()) - sum(p < 200 for p in inner.tobytes())


def test_a_type_without_ground_is_refused(ici: Rendu) -> None:
    with pytest.raises(
        DemandeError,
        match=r"sans fond à retirer : convocation_jury\. Relancez avec --seulement certif",
    ):
        tire(ici, "convocation_jury", sans_fond=True)
    assert not (ici.dossier / "tirages").exists()


# ── What is refused ───────────────────────────────────────────────────────────────────────────────


def refuse(ici: Rendu, error: type[AmoDocsError], match: str, **options: object) -> None:
    with pytest.raises(error, match=match):
        tire(ici, **options)
    assert not (ici.dossier / "tirages").exists()


def refuse_type(ici: Rendu, match: str) -> None:
    """Assert that certificates are not printed, for the reason `match`, and that the others are."""
    with pytest.raises(IntegriteError, match=match):
        tire(ici, "certificat")
    assert not (ici.dossier / "tirages").exists()
    bilan = tire(ici)
    (arret,) = bilan.arrets
    assert re.search(match, arret)
    chemins = {fichier.chemin for fichier in bilan.fichiers}
    assert "tirages/certificat.pdf" not in chemins
    assert chemins


def test_a_paper_changed_by_hand_is_refused(ici: Rendu) -> None:
    changed = ici.list_papiers("pdf", "certificat")[0]
    changed.path.write_bytes(changed.path.read_bytes() + b"%")
    refuse_type(
        ici, f"Modifié à la main depuis sa fabrication : {re.escape(changed.chemin)}. Un tirage"
    )


def test_a_link_in_the_place_of_a_paper_is_refused(ici: Rendu, tmp_path: Path) -> None:
    """Even to the same bytes: what stands elsewhere may change while it is read."""
    changed = ici.list_papiers("pdf", "certificat")[0]
    shutil.move(changed.path, tmp_path / "ailleurs.pdf")
    changed.path.symlink_to(tmp_path / "ailleurs.pdf")
    refuse_type(
        ici, f"Modifié à la main depuis sa fabrication : {re.escape(changed.chemin)}. Un tirage"
    )


def test_a_missing_paper_is_refused(ici: Rendu) -> None:
    gone = ici.list_papiers("pdf", "certificat")[0]
    gone.path.unlink()
    refuse(ici, IntegriteError, f"Absent du dossier : {re.escape(gone.chemin)}. Rien")


def test_a_paper_changed_between_the_two_readings_is_refused(
    ici: Rendu, monkeypatch: pytest.MonkeyPatch
) -> None:
    changed = ici.list_papiers("pdf", "certificat")[-1].path
    read = controle.read_papier

    def meddle(dossier: Path, ligne: object) -> bytes:
        contenu = read(dossier, ligne)  # type: ignore[arg-type]
        changed.write_bytes(b"%PDF autre")
        return contenu

    monkeypatch.setattr("amo_docs.tirage.etapes.read_papier", meddle)
    refuse(ici, IntegriteError, "Modifié à la main")


def test_what_the_session_asks_and_the_folder_has_not(ici: Rendu, faits: Rendu) -> None:
    write_session(ici.session.parent, make_petite_session(), (*MATRICULES, "T90106"))
    refuse(
        ici,
        IntegriteError,
        r"La session demande des papiers que le dossier n’a pas : .*Relancez d’abord : amo-docs",
    )


def test_what_the_session_asks_no_more(ici: Rendu) -> None:
    write_session(ici.session.parent, make_petite_session(), MATRICULES[:-1])
    refuse(
        ici,
        IntegriteError,
        r"Le dossier a des papiers que la session ne demande plus : .*amo-docs render",
    )


def test_nothing_rendered_yet(ici: Rendu) -> None:
    shutil.rmtree(ici.dossier)
    refuse(
        ici,
        DemandeError,
        r"aucun papier n’est encore fait\. Lancez d’abord : amo-docs render .*session\.toml",
    )


@pytest.mark.parametrize(
    ("types", "said"),
    [
        ("certifica", "« certifica » n’existe pas .*« certificat »"),
        ("notification", "Lancez d’abord : amo-docs render"),
    ],
)
def test_a_type_there_is_not(ici: Rendu, types: str, said: str) -> None:
    with pytest.raises(DemandeError) as caught:
        tire(ici, types)
    assert re.search(said, plain(str(caught.value)))


def test_sheets_are_by_unit(ici: Rendu) -> None:
    refuse(ici, DemandeError, "Relancez avec --tri unite", separateurs=True)


# ── What is said ──────────────────────────────────────────────────────────────────────────────────


def test_types_without_a_pdf_are_said(ici: Rendu) -> None:
    (said,) = tire(ici).remarques
    assert said.startswith(
        "Sans PDF dans le dossier : Décision portant désignation du jury, Déclaration "
        "d’indépendance,"
    )
    assert tire(ici, "certificat", *DEMANDES).remarques == ()


def test_the_command_says_what_it_made(faits: Rendu, tmp_path: Path) -> None:
    """Through the installed command, with its child processes: lines, account, exit code."""
    shutil.copytree(faits.dossier, tmp_path / faits.dossier.name)
    run = run_tirage(
        faits,
        tmp_path,
        "--seulement",
        "convocation_candidat",
        "--tri",
        "unite",
        "--separateurs",
        "--adresses",
    )
    assert run.returncode == 0, run.stderr
    first, *_ = lines = [plain(line) for line in run.stdout.splitlines()]
    n = len(MATRICULES)
    assert re.match(
        rf"tirages/convocation_candidat\.pdf {n} papiers, \d+ pages dont \d séparateurs, "
        r"[\d ]+ octets$",
        first,
    )
    assert f"papiers : {n} demandés = {n} mis au tirage + 0 absent + 0 refusé" in lines
    assert f"adresses : {n} personnes" in lines
    assert (
        (tmp_path / faits.dossier.name / "tirages/adresses.csv")
        .read_bytes()
        .startswith("\ufeff".encode())
    )


def test_6_when_a_paper_was_changed(faits: Rendu, tmp_path: Path) -> None:
    shutil.copytree(faits.dossier, tmp_path / faits.dossier.name)
    for path in (tmp_path / faits.dossier.name / "certificats").iterdir():
        path.write_bytes(b"%PDF")
    run = run_tirage(faits, tmp_path, "--seulement", "certificat")
    assert (run.returncode, run.stdout) == (CodeSortie.INTEGRITE, "")
    assert plain(run.stderr).startswith(
        "erreur : Modifié à la main depuis sa fabrication : certificats/"
    )


@pytest.mark.parametrize("value", ["0", "-5", "beaucoup"])
def test_a_ceiling_is_a_number_of_pages(faits: Rendu, tmp_path: Path, value: str) -> None:
    run = run_tirage(faits, tmp_path, "--pages-max", value)
    assert run.returncode == CodeSortie.USAGE
    assert "--pages-max" in run.stderr


def run_tirage(faits: Rendu, sortie: Path, *options: str) -> subprocess.CompletedProcess[str]:
    return run_commande("tirage", faits.session, "--sortie", sortie, *options)


# ── Labels ────────────────────────────────────────────────────────────────────────────────────────


def test_labels_are_addressed_as_the_letters_are(ici: Rendu) -> None:
    """Same lines as on the convocation, in the order of the print run."""
    bilan = tire(ici, "convocation_candidat", adresses=True)
    text = (ici.dossier / "tirages/adresses.csv").read_bytes().decode("utf-8-sig")
    head, *rows = csv.reader(io.StringIO(text), delimiter=";")
    assert head[:5] == ["Matricule", "Civilité ou grade", "Nom", "Prénoms", "Adresse 1"]
    assert len(rows) == bilan.adresses == len(MATRICULES)
    signets = list_signets(ici.dossier / "tirages/convocation_candidat.pdf")
    assert [f"{row[2]} {row[3]}" for row in rows] == signets
    by_id = {
        ligne.destinataire: ligne.path for ligne in ici.list_papiers("pdf", "convocation_candidat")
    }
    for row in rows:
        letter = "".join(char for page in list_glyphes(by_id[row[0]])[:1] for char, _ in page)
        said = re.sub(r"\s+", " ", letter)
        assert " ".join([row[1], row[3], row[2], *filter(None, row[4:])]) in said


def test_the_labels_of_a_session_that_changed_are_stale(ici: Rendu) -> None:
    from amo_docs.dossier.manifeste import read_lignes
    from amo_docs.dossier.tirages import list_perimes, read_tirages

    tire(ici, "convocation_candidat", adresses=True)
    documents = read_lignes(ici.dossier)
    lignes = read_tirages(ici.dossier)
    assert list_perimes(lignes, documents) == ()
    letter = next(
        chemin for chemin, ligne in documents.items() if ligne.type == "convocation_candidat"
    )
    assert set(list_perimes(lignes, {c: li for c, li in documents.items() if c != letter})) == {
        "tirages/convocation_candidat.pdf",
        "tirages/adresses.csv",
        "tirages/adresses.xlsx",
    }
