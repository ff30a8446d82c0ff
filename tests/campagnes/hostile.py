"""The campaign « hostile »: thousands of folders of a session, each with a few of its files altered.

Every one goes through `check`, and some through `render`. Whatever stands there, the answer is a
list of findings, an error in French, or papers that say what they must. It is resumed where it was
stopped, and what was found wrong is kept with its input."""

from __future__ import annotations

import csv
import json
import os
import random
import shutil
import signal
import sys
import tempfile
import time
import traceback
import unicodedata
import warnings
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from load.fabrique import write_ods, write_xlsx
from papiers_outils import (
    PETITS,
    EnclosDirect,
    choose_petits,
    list_fichiers_tenus,
    make_petite_session,
    read_pages,
    squeeze,
    stand_in,
    write_session,
    write_toml,
)

from amo_docs import api, fabrication
from amo_docs.constats import CODES
from amo_docs.errors import AmoDocsError
from amo_docs.findings import Finding, has_erreur
from amo_docs.model.candidat import Candidat, Issue
from amo_docs.model.decision import Decision
from amo_docs.model.matiere import Matiere
from amo_docs.render import etabli
from campagnes.alterations import alter_fichier
from campagnes.resultats import RACINE, Section

TABLEAUX = ("csv", "xlsx", "ods")
MATRICULES = ("T90101", "T90102", "T90103")
RENDUES = 20
"""One folder in so many goes through `render` too, with gentler alterations."""
LETTRES_MAX = 4000
"""Letters of a finding: nobody reads more."""
PAS = 50
"""Folders between two savings of the notebook."""
PATIENCE = 60
"""Seconds: what takes longer is found wrong."""

DIT = (
    "Des dossiers de session abîmés à dessein (octets, lignes, types, dates aux bornes, archives, images, "
    "fichiers remplacés) : session, tableau, référentiel, catalogue, gabarits, feuille de style, images. "
    "Chacun est vérifié, un sur vingt est rendu : des constats, une erreur en français, ou des papiers où "
    "chaque nom est entier, tels que prévus, avec un certificat pour qui a tout et pour nul autre."
)


class FauteError(AssertionError):
    """What an input brought about, and should not have."""


# ── The folder they start from ────────────────────────────────────────────────────────────────────


def write_base(dossier: Path) -> None:
    """Write a session that is right, its table in three formats, its référentiel, templates and
    images, all its own."""
    session = make_petite_session(*PETITS)
    write_session(dossier, session, MATRICULES)
    shutil.copyfile(RACINE / "referentiel.toml", dossier / "referentiel.toml")
    choose_petits(dossier / "modeles")
    with (dossier / "candidats.csv").open(encoding="utf-8", newline="") as stream:
        rangees = list(csv.reader(stream, delimiter=";"))
    write_xlsx(dossier / "candidats.xlsx", rangees)
    write_ods(dossier / "candidats.ods", rangees)
    for genre in TABLEAUX:
        own = {
            "referentiel": "referentiel.toml",
            "modeles": "modeles",
            "fichier_candidats": f"candidats.{genre}",
        }
        (dossier / f"session-{genre}.toml").write_text(write_lignes(session | own), "utf-8")
    (dossier / "session.toml").unlink()


def write_lignes(table: Mapping[str, Any], nom: str = "") -> str:
    """A table as people write it, a key a line: moving lines then says something."""
    simples, suites = [], []
    for cle, valeur in table.items():
        chemin = f"{nom}.{cle}" if nom else cle
        if isinstance(valeur, Mapping):
            suites.append(f"\n[{chemin}]\n{write_lignes(valeur, chemin)}")
        elif isinstance(valeur, list) and valeur and isinstance(valeur[0], Mapping):
            suites += [f"\n[[{chemin}]]\n{write_lignes(item, chemin)}" for item in valeur]
        else:
            simples.append(f"{cle} = {write_toml(valeur)}\n")
    return "".join((*simples, *suites))


@contextmanager
def stand_ici(dossier: Path) -> Iterator[None]:
    """Inside, what runs in children runs here, and the built-in templates are small."""
    with ExitStack() as stack:
        patch = stack.enter_context(pytest.MonkeyPatch.context())
        stand_in(patch, choose_petits(dossier))
        patch.setattr(fabrication, "Enclos", EnclosDirect)
        stack.enter_context(warnings.catch_warnings())
        warnings.simplefilter("error")
        # WeasyPrint leaves a colour profile open, which its collector closes.
        warnings.simplefilter("ignore", ResourceWarning)
        yield
    # Its fonts are closed while Python still stands.
    etabli._ATELIER.clear()


# ── One input ─────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Entree:
    """One folder drawn: its session, whether it is rendered, and what was done to which file."""

    chemin: Path
    rendue: bool
    alterations: tuple[str, ...]


def draw_entree(graine: int, rang: int, base: Path, dossier: Path) -> Entree:
    """Write the folder of this rank: a copy of `base`, altered."""
    hasard = random.Random(f"{graine}-{rang}")
    shutil.copytree(base, dossier)
    rendue = rang % RENDUES == 0
    session = dossier / f"session-{hasard.choice(TABLEAUX)}.toml"
    tableau = dossier / session.name.replace("session-", "candidats.").removesuffix(".toml")
    fichiers = [session, tableau, *sorted((dossier / "modeles").iterdir())]
    fichiers += [dossier / "referentiel.toml", *sorted((dossier / "images").iterdir())]
    poids = [9, 9, *(2 for _ in range(len(fichiers) - 2))]
    done = []
    for _ in range(1 if rendue else hasard.choice((1, 1, 1, 2, 3))):
        (path,) = hasard.choices(fichiers, poids)
        if path.is_file() and not path.is_symlink():
            done.append(alter_fichier(hasard, path, douces=rendue))
    return Entree(session, rendue, tuple(done))


@contextmanager
def wake_up() -> Iterator[None]:
    """Raise when the block takes longer than `PATIENCE`."""

    def wake(*_: object) -> None:
        raise FauteError(f"plus de {PATIENCE} secondes")

    before = signal.signal(signal.SIGALRM, wake)
    signal.alarm(PATIENCE)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def try_entree(entree: Entree) -> str:
    """Check the folder, render it if it is one of those, and return how it ended.

    Raises whatever is no AmoDocsError, and FauteError on an answer that is wrong."""
    before = list_dossier(entree.chemin.parent)
    with wake_up():
        try:
            issue = _render(entree) if entree.rendue else _check(entree.chemin)
        except AmoDocsError as error:
            # What `check` cannot say of a session is about the installation, which is right.
            if not (findings := getattr(error, "findings", ())):
                raise FauteError(f"une erreur sans constat : {error}") from error
            look_at(findings)
            issue = "rendu refusé" if entree.rendue else "refusée"
    if list_dossier(entree.chemin.parent) != before:
        raise FauteError("le dossier de la session a changé")
    return issue


def list_dossier(dossier: Path) -> list[str]:
    """The names of what stands in a folder, at any depth."""
    return sorted(
        os.path.join(racine, nom) for racine, ds, fs in os.walk(dossier) for nom in ds + fs
    )


def _check(chemin: Path) -> str:
    verification = api.check(api.open_session(chemin))
    look_at(verification.findings)
    return "refusée" if has_erreur(verification.findings) else "juste"


def look_at(findings: tuple[Finding, ...]) -> None:
    """Raise FauteError on a finding nobody could use."""
    for finding in findings:
        said = str(finding)
        if finding.code not in CODES or not finding.geste.strip() or not finding.message.strip():
            raise FauteError(f"un constat sans code, sans fait ou sans geste : {said}")
        if len(said) > LETTRES_MAX:
            raise FauteError(f"un constat de {len(said)} lettres : {said[:200]}")
        if any(
            mot in said for mot in ("Traceback", "Error(", "0x7f", "<class '", "validation error")
        ):
            raise FauteError(f"des mots du programme : {said}")
        if any(unicodedata.category(lettre) == "Cc" for lettre in said):
            raise FauteError(f"une lettre de commande : {said!r}")


# ── The oracle of papers ──────────────────────────────────────────────────────────────────────────


def _render(entree: Entree) -> str:
    ouverte = api.open_session(entree.chemin)
    with tempfile.TemporaryDirectory(prefix="amo-docs-hostile-") as scratch:
        bilan = api.render(ouverte, Path(scratch), api.Demande(definitif=True))
        if ouverte.matiere is None or has_erreur(bilan.avertissements):
            raise FauteError("des papiers malgré une erreur")
        manifeste = json.loads((bilan.dossier / "manifeste.json").read_bytes())
        lignes = list_fichiers_tenus(manifeste)
        refuse_ecart(bilan, lignes)
        # Where the référentiel itself was altered, what must be had is another thing.
        propre = not any(said.startswith("referentiel.toml") for said in entree.alterations)
        for decision in bilan.decisions:
            refuse_noms(decision.candidat, bilan.dossier, lignes)
            if propre:
                refuse_certificat(decision, ouverte.matiere, lignes)
    return "rendue"


def refuse_ecart(bilan: api.Bilan, lignes: list[dict[str, Any]]) -> None:
    """Raise FauteError unless disk, manifest and account agree, each paper in both formats."""
    there = {
        path.relative_to(bilan.dossier).as_posix()
        for path in bilan.dossier.rglob("*")
        if path.is_file()
    }
    said = {ligne["chemin"] for ligne in lignes} | {"manifeste.json", "SHA256SUMS"}
    if there != said:
        raise FauteError(f"le manifeste et le disque diffèrent : {sorted(there ^ said)}")
    faits = Counter(ligne["type"] for ligne in lignes)
    if faits != Counter({cle: 2 * nombre for cle, nombre in bilan.produits.items()}):
        raise FauteError(f"le compte et le dossier diffèrent : {faits}, {bilan.produits}")


def refuse_noms(candidat: Candidat, dossier: Path, lignes: list[dict[str, Any]]) -> None:
    """Raise FauteError unless each paper of a candidate, in both formats, has the whole name."""
    for ligne in lignes:
        if ligne["destinataire"] != candidat.matricule:
            continue
        words = read_mots(dossier / ligne["chemin"])
        for nom in (candidat.nom_naissance, candidat.prenoms):
            if squeeze(unicodedata.normalize("NFC", nom)) not in words:
                raise FauteError(f"« {nom} » n’est pas entier dans {ligne['chemin']}")


def refuse_certificat(decision: Decision, matiere: Matiere, lignes: list[dict[str, Any]]) -> None:
    """Raise FauteError unless a candidate has a certificate who has every bloc and proves what must
    be, and no other."""
    candidat, faits = (
        decision.candidat,
        {ligne["destinataire"] for ligne in lignes if ligne["type"] == "certificat"},
    )
    blocs = {bloc.code for bloc in matiere.referentiel.blocs}
    acquis = {r.bloc for r in candidat.resultats if r.issue in (Issue.ACQUIS, Issue.ANTERIEUR)}
    tout = blocs <= acquis and decision.prerequis.acquis
    if candidat.matricule in faits and not tout:
        raise FauteError(f"un certificat pour {candidat.matricule}, qui n’a pas tout")
    # Without its day, a certificate waits: the summary says so.
    if candidat.matricule not in faits and tout and decision.date_delivrance is not None:
        raise FauteError(f"{candidat.matricule} a tout et reste sans certificat")


def read_mots(path: Path) -> str:
    """What a person reads in a file, without any white space."""
    if path.suffix == ".pdf":
        return squeeze(unicodedata.normalize("NFC", "".join(read_pages(path))))
    texte = "".join(node.text or "" for node in docx.Document(str(path)).element.iter(qn("w:t")))
    return squeeze(unicodedata.normalize("NFC", texte))


# ── The campaign ──────────────────────────────────────────────────────────────────────────────────


@dataclass
class Carnet:
    """Where a campaign stands: the next rank, how inputs ended, the ranks found wrong. It is a file,
    so that a campaign that was stopped goes on."""

    path: Path
    rang: int
    issues: Counter[str]
    fautes: dict[str, str]
    secondes: float

    @classmethod
    def open(cls, dossier: Path) -> Carnet:
        """Return what `dossier` holds of a campaign, or the beginning of one."""
        path = dossier / "carnet.json"
        lu = json.loads(path.read_bytes()) if path.exists() else {}
        return cls(
            path,
            lu.get("rang", 0),
            Counter(lu.get("issues", {})),
            lu.get("fautes", {}),
            lu.get("secondes", 0.0),
        )

    def save(self) -> None:
        """Write it, whole or not at all."""
        content = {
            "rang": self.rang,
            "issues": dict(self.issues),
            "fautes": self.fautes,
            "secondes": self.secondes,
        }
        brouillon = self.path.with_suffix(".neuf")
        brouillon.write_text(json.dumps(content, ensure_ascii=False, indent=2), encoding="utf-8")
        brouillon.replace(self.path)


def run_hostile(nombre: int, graine: int, dossier: Path | None = None) -> Section:
    """Try `nombre` folders drawn from `graine`, from where the last run stopped, and return what they
    gave."""
    dossier = dossier or RACINE / ".campagnes" / f"hostile-{graine}"
    dossier.mkdir(parents=True, exist_ok=True)
    carnet = Carnet.open(dossier)
    with tempfile.TemporaryDirectory(prefix="amo-docs-hostile-") as scratch:
        ici = Path(scratch)
        write_base(ici / "base")
        with stand_ici(ici / "integres"):
            while carnet.rang < nombre:
                debut = time.perf_counter()
                try_rang(carnet, graine, ici, dossier / "fautes")
                carnet.secondes += time.perf_counter() - debut
                carnet.rang += 1
                if carnet.rang % PAS == 0 or carnet.rang == nombre:
                    carnet.save()
                    print(f"{carnet.rang} : {dict(carnet.issues)}", file=sys.stderr, flush=True)
    return Section(
        "hostile",
        DIT,
        f"Le {date.today().isoformat()}, graine {graine}, {carnet.rang} dossiers, "
        f"{carnet.secondes:.0f} secondes.",
        ["Issue", "Dossiers"],
        [[issue, str(fois)] for issue, fois in sorted(carnet.issues.items())],
        [f"`{rang}` ({faute})" for rang, faute in carnet.fautes.items()],
        tenue=not carnet.fautes,
    )


def try_rang(carnet: Carnet, graine: int, ici: Path, fautes: Path) -> None:
    """Try the folder of one rank, and keep it when something is wrong."""
    essai = ici / "essai"
    entree = draw_entree(graine, carnet.rang, ici / "base", essai)
    try:
        carnet.issues[try_entree(entree)] += 1
    # Anything at all: it is what is looked for. An interruption is none.
    except Exception as error:
        carnet.issues["faute"] += 1
        carnet.fautes[str(carnet.rang)] = f"{type(error).__name__} : {str(error)[:120]}"
        kept = fautes / str(carnet.rang)
        shutil.rmtree(kept, ignore_errors=True)
        kept.mkdir(parents=True)
        said = (entree.chemin.name, *entree.alterations, "", traceback.format_exc())
        (kept / "faute.txt").write_text("\n".join(said), encoding="utf-8", errors="replace")
        # A pipe has nothing to copy: its name says it.
        ordinaires = [p for p in essai.rglob("*") if p.is_file() or p.is_symlink()]
        for path in ordinaires:
            cible = kept / "dossier" / path.relative_to(essai)
            cible.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, cible, follow_symlinks=False)
    finally:
        shutil.rmtree(essai)
