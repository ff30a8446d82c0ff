"""What the tests of papers share: the sample session rendered once, its files as readable text,
small sessions.

Renders, veraPDF and LibreOffice run beside the other tests, in threads that wait for their
processes; each is done once, however many workers run the tests."""

from __future__ import annotations

import csv
import html
import json
import os
import pickle
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, time
from functools import cache, lru_cache
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from threading import Lock
from types import SimpleNamespace
from typing import Any

import click.testing
import docx
import pytest
from docx.oxml.ns import qn
from fabrique import compile_une_fois, load_polices_une_fois
from filelock import FileLock
from outils.libreoffice import convert_docx
from outils.verapdf import Verdict, verify_pdf

from amo_docs import fabrication, ressources
from amo_docs.cli import cli
from amo_docs.dossier import disque
from amo_docs.enclos import Tache
from amo_docs.enfant import Ouverture
from amo_docs.errors import ModeleError
from amo_docs.load import modeles
from amo_docs.load import session as session_lue
from amo_docs.model.papier import Exemplaire
from amo_docs.render import versions

RACINE = Path(__file__).parents[1]
EXEMPLES = RACINE / "samples"
SESSIONS = {
    path.parent.relative_to(EXEMPLES).as_posix(): path
    for path in sorted(EXEMPLES.rglob("session.toml"))
}
"""Every sample session, by its folder under ``samples``; the first is « . »."""
REFERENCES = Path(__file__).parent / "references"
DEMANDES = (
    "--vierge",
    "proces_verbal",
    "--vierge",
    "grille_evaluation",
    "--avec",
    "liste_decisions_motivees",
    "--avec",
    "feuille_amenagements",
)
"""What makes the papers no run makes unasked."""

GRILLES = ("--avec", "grille_evaluation")
"""One grid a candidate and an épreuve: asked of the small samples alone."""


def list_demandes(exemple: str) -> tuple[str, ...]:
    """The options that make every paper of a sample."""
    return DEMANDES if exemple == "." else (*DEMANDES, *GRILLES)


# ── The command ───────────────────────────────────────────────────────────────────────────────────


def find_commande() -> list[str]:
    """The installed command under ``script/test``, else the package of this source folder."""
    if os.environ.get("AMO_DOCS_ROUE") == "1":
        return [str(Path(sys.executable).with_name("amo-docs"))]
    return [sys.executable, "-m", "amo_docs"]


def make_environ(**more: str) -> dict[str, str]:
    """The environment of a child: the source folder on its path, unless the installed wheel is
    under test."""
    path = {} if os.environ.get("AMO_DOCS_ROUE") == "1" else {"PYTHONPATH": str(RACINE)}
    return {**os.environ, **path, **more}


def run_commande(
    *args: object, cwd: Path | None = None, **environ: str
) -> subprocess.CompletedProcess[str]:
    """Run ``amo-docs`` as a person would; whatever it prints is UTF-8."""
    return subprocess.run(
        [*find_commande(), *map(str, args)],
        cwd=cwd,
        env=make_environ(PYTHONIOENCODING="utf-8", **environ),
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )


# ── The sample session, rendered once ─────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Ligne:
    """One file of a folder, as its manifest names it."""

    type: str
    destinataire: str
    chemin: str
    format: str
    path: Path


@dataclass(frozen=True)
class Rendu:
    """A folder made by one run, what the run printed, and the session it was made from."""

    dossier: Path
    sortie: subprocess.CompletedProcess[str]
    session: Path

    @property
    def manifeste(self) -> dict[str, Any]:
        content: dict[str, Any] = json.loads((self.dossier / "manifeste.json").read_bytes())
        return content

    def list_papiers(self, forme: str = "pdf", *types: str) -> list[Ligne]:
        """The files of one format, of some types (all when none is named), in the order of the
        manifest."""
        lignes = [
            Ligne(
                row["type"],
                row["destinataire"],
                row["chemin"],
                row["format"],
                self.dossier / row["chemin"],
            )
            for row in list_fichiers_tenus(self.manifeste)
        ]
        return [li for li in lignes if li.format == forme and (not types or li.type in types)]

    def find(self, type_: str, destinataire: str, forme: str = "pdf") -> Ligne:
        """The one file of a type made for a recipient."""
        (found,) = (li for li in self.list_papiers(forme, type_) if li.destinataire == destinataire)
        return found


def render_session(session: Path, sortie: Path, *options: str, **environ: str) -> Rendu:
    """Render a session through the command line; fail with all it said unless it left with 0."""
    run = run_commande("render", session, "--sortie", sortie, *options, **environ)
    if run.returncode:
        raise AssertionError(f"render left with {run.returncode}:\n{run.stdout}\n{run.stderr}")
    (dossier,) = (path for path in sortie.iterdir() if path.is_dir())
    return Rendu(dossier, run, session)


def render_ici(session: Path, sortie: Path, *options: str) -> Rendu:
    """The same in this process, where what the program starts is not the subject; what is not an
    AmoDocsError comes out as it is."""
    arguments = ["render", str(session), "--sortie", str(sortie), *options]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fabrication, "Enclos", EnclosDirect)
        run = click.testing.CliRunner(catch_exceptions=False).invoke(cli, arguments)
    assert run.exit_code == 0, run.output
    (dossier,) = (path for path in sortie.iterdir() if path.is_dir())
    done = subprocess.CompletedProcess(arguments, run.exit_code, run.stdout, run.stderr)
    return Rendu(dossier, done, session)


class Travaux:
    """The long works, each started once and waited for where it is needed.

    `ici` is a folder that every worker of the run shares: the first to start a work does it, the
    others wait for what it kept."""

    def __init__(self, ici: Path) -> None:
        self.ici = ici
        self._executor = ThreadPoolExecutor(max_workers=3)
        self._works: dict[str, Future[Any]] = {}
        self._lock = Lock()

    def start(self, name: str, work: Callable[..., Any], *args: Any) -> Future[Any]:
        with self._lock:  # the judges ask for renders from threads of their own
            if name not in self._works:
                self._works[name] = self._executor.submit(self._do_once, name, work, *args)
            return self._works[name]

    def _do_once(self, name: str, work: Callable[..., Any], *args: Any) -> Any:
        kept = self.ici / f"{name}.pickle"
        with FileLock(self.ici / f"{name}.verrou"):
            if not kept.exists():
                kept.write_bytes(pickle.dumps(work(*args)))
            return pickle.loads(kept.read_bytes())

    def rendu(self, exemple: str, *options: str) -> Future[Rendu]:
        """A sample rendered by one child, but for the first draft: by as many as a person's."""
        name = "-".join(("rendu", exemple.replace("/", "-"), *options))
        if (exemple, options) != (".", ()):
            options += ("--processus", "1")
        return self.start(
            name,
            render_session,
            SESSIONS[exemple],
            self.ici / name,
            *options,
            *list_demandes(exemple),
        )

    def projet(self) -> Future[Rendu]:
        return self.rendu(".")

    def definitif(self) -> Future[Rendu]:
        return self.rendu(".", "--definitif")

    def rh(self) -> Future[Rendu]:
        return self.rendu("rh")

    def tous(self) -> list[Future[Rendu]]:
        """Every sample session, without ``--definitif`` and with it."""
        return [
            self.rendu(exemple, *options)
            for exemple in SESSIONS
            for options in ((), ("--definitif",))
        ]

    def verdicts(self) -> Future[list[Verdict]]:
        return self.start("verdicts", lambda: verify_pdf(self._uniques("pdf")))

    def conversions(self) -> Future[dict[Path, Path]]:
        return self.start(
            "conversions", lambda: convert_docx(self._choisis(), self.ici / "libreoffice")
        )

    def _choisis(self) -> list[Path]:
        """Of each type of paper of each sample, draft and final, the first, the longest and the
        fullest."""
        from outils.jumeaux_tableau import list_choisis

        return list(list_choisis([work.result() for work in self.tous()]))

    def _uniques(self, forme: str) -> list[Path]:
        return [
            li.path for li in keep_uniques(*(work.result() for work in self.tous()), forme=forme)
        ]

    def close(self) -> None:
        self._executor.shutdown(wait=True, cancel_futures=True)


def keep_uniques(*rendus: Rendu, forme: str) -> list[Ligne]:
    """The files of one format in some folders, those of the same bytes once."""
    lignes = [ligne for rendu in rendus for ligne in rendu.list_papiers(forme)]
    return list({ligne.path.read_bytes(): ligne for ligne in reversed(lignes)}.values())[::-1]


def read_catalogue() -> dict[str, dict[str, Any]]:
    """The tables of ``templates/documents.toml``, as anyone reads them."""
    return tomllib.loads((RACINE / "templates" / "documents.toml").read_text(encoding="utf-8"))


def list_types(exemple: str = ".") -> set[str]:
    """The types of paper that `list_demandes` makes of a sample."""
    return set(read_catalogue()) - ({"grille_evaluation"} if exemple == "." else set())


def read_candidats() -> list[dict[str, str]]:
    """The sample candidates as their CSV says them, by column heading."""
    with (EXEMPLES / "candidats.csv").open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream, delimiter=";"))


def list_fichiers_tenus(manifeste: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What a manifest says of each file: its paper's record and its own, `chemin` being that of the
    file."""
    return [
        {
            **{cle: value for cle, value in papier.items() if cle != "fichiers"},
            **fichier,
            "chemin": f"{papier['chemin']}.{fichier['format']}",
        }
        for papier in manifeste["papiers"]
        for fichier in papier["fichiers"]
    ]


def write_ancien_manifeste(place: Path, format: int) -> None:
    """Write the manifest of a folder again as an earlier format did: one row a file, without any
    date; the first had neither key nor fingerprint."""
    path = place / "manifeste.json"
    manifeste = json.loads(path.read_bytes())
    rows = list_fichiers_tenus(manifeste)
    for row in rows:
        for cle in ("date", *(("cle", "empreinte") if format == 1 else ())):
            del row[cle]
    del manifeste["papiers"]
    path.write_text(json.dumps(manifeste | {"format": format, "documents": rows}), encoding="utf-8")
    (place / "SHA256SUMS").unlink()


def make_exemplaire(
    chemin: str, type: str = "pv", projet: bool = True, empreinte: str = "e", **champs: Any
) -> Exemplaire:
    """The identity of an invented paper; its key is its path unless it is told."""
    champs = {"cle": chemin, "destinataire": "J1", "date": date(2030, 6, 10)} | champs
    return Exemplaire(type, chemin=chemin, projet=projet, empreinte=empreinte, **champs)


# ── Files as readable text ────────────────────────────────────────────────────────────────────────

_PAGE = re.compile(r'<page width="[\d.]+" height="([\d.]+)">(.*?)</page>', re.DOTALL)
_MOT = re.compile(
    r'<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*?)</word>',
    re.DOTALL,
)
_PUCE = re.compile(r"[•◦▪\uf0b7\uf0a7]")
_BANDE_PT = 13.5 * 72 / 25.4
"""Height of the bands, at the top and the bottom of a page, where nothing but margin boxes
stands."""

_COLONNE_PT = 7.0
"""A gap wider than this parts two columns of a line, where words of a line are 2 to 4 points
apart."""


@dataclass(frozen=True)
class Mot:
    """A word of a page and its place, in points from the top left corner."""

    texte: str
    gauche: float
    haut: float
    droite: float
    bas: float


@dataclass(frozen=True)
class Page:
    """The words of a page in the order drawn, list bullets aside: those of its margin boxes, and
    those between."""

    mots: tuple[Mot, ...]
    marge_haute: tuple[Mot, ...]
    corps: tuple[Mot, ...]
    marge_basse: tuple[Mot, ...]


def list_pages(path: Path) -> tuple[Page, ...]:
    """The pages of a PDF, as pdftotext reads them."""
    return _list_pages(path.read_bytes())


@lru_cache(maxsize=512)
def _list_pages(content: bytes) -> tuple[Page, ...]:
    run = subprocess.run(
        ["pdftotext", "-raw", "-bbox", "-", "-"], input=content, capture_output=True, check=True
    )
    return tuple(
        _split_page(float(height), words) for height, words in _PAGE.findall(run.stdout.decode())
    )


def _split_page(height: float, words: str) -> Page:
    mots = [
        Mot(html.unescape(texte), float(left), float(top), float(right), float(bottom))
        for left, top, right, bottom, texte in _MOT.findall(words)
    ]
    above = [m for m in mots if m.bas <= _BANDE_PT]
    below = [m for m in mots if m.haut >= height - _BANDE_PT]
    body = [m for m in mots if m not in above and m not in below and not _PUCE.fullmatch(m.texte)]
    return Page(
        tuple(mots), tuple(sorted(above, key=_place)), tuple(body), tuple(sorted(below, key=_place))
    )


def _place(mot: Mot) -> tuple[float, float]:
    return (round(mot.haut), mot.gauche)


def read_pages(path: Path) -> list[str]:
    """The words of each page of a PDF, one space between them."""
    return [" ".join(mot.texte for mot in page.mots) for page in list_pages(path)]


def read_corps(path: Path) -> str:
    """The words of all the pages of a PDF without those of its margin boxes, without any white
    space."""
    return "".join(mot.texte for page in list_pages(path) for mot in page.corps)


def squeeze(text: str) -> str:
    """``text`` without any white space: what a line end or a fine space cannot change."""
    return re.sub(r"\s+", "", text)


def fill_seance(path: Path) -> None:
    """Take the « # » off the lines of `path`, a session made by `init`, that wait for the jury."""
    text = path.read_text(encoding="utf-8")
    cles = (
        "numero_pv|ouverture_reelle|cloture_reelle|incidents|date_deliberation|presence"
        "|independance_declaree_le"
    )
    text = re.sub(rf"^# ((?:{cles}) = )", r"\1", text, flags=re.MULTILINE)
    head, substitute, tail = text.partition('role = "suppléant"')
    path.write_text(
        head + substitute + tail.replace('"présent"', '"non appelé"', 1), encoding="utf-8"
    )


def plain(text: str) -> str:
    """``text`` with every white space, no-break ones included, as one plain space."""
    return re.sub(r"\s+", " ", text).strip()


def write_pdf_lisible(path: Path) -> str:
    """The words of a PDF line by line, « | » between columns, a line of dashes before each page."""
    lines: list[str] = []
    for rank, page in enumerate(list_pages(path), start=1):
        lines += [f"──── page {rank}", *_lignes(page.mots)]
    return "\n".join(lines) + "\n"


def _lignes(page: Iterable[Mot]) -> Iterator[str]:
    rows: list[list[Mot]] = []
    for mot in sorted(page, key=lambda m: (m.bas, m.gauche)):
        if rows and abs(rows[-1][-1].bas - mot.bas) < 1.5:
            rows[-1].append(mot)
        else:
            rows.append([mot])
    for row in rows:
        row.sort(key=lambda m: m.gauche)
        text = row[0].texte
        for before, mot in pairwise(row):
            text += ("  |  " if mot.gauche - before.droite > _COLONNE_PT else " ") + mot.texte
        yield text


def write_docx_lisible(path: Path) -> str:
    """Headers, paragraphs and cells of a DOCX in order, each with its style; pictures by their
    alternative text."""
    document = docx.Document(str(path))
    lines: list[str] = []
    for rank, section in enumerate(document.sections, start=1):
        for name in ("first_page_header", "header", "first_page_footer", "footer"):
            part = getattr(section, name)
            if not part.is_linked_to_previous:
                lines += [f"section {rank}, {name} : {line}" for line in _blocs(part._element)]
    return "\n".join([*lines, *_blocs(document.element.body)]) + "\n"


def _blocs(parent: Any) -> Iterator[str]:
    for element in parent:
        if element.tag == qn("w:p"):
            yield _paragraphe(element)
        elif element.tag == qn("w:tbl"):
            yield from _tableau(element)


def _tableau(table: Any) -> Iterator[str]:
    for row in table.iter(qn("w:tr")):
        head = "tête " if row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None else "rang "
        cells = ["  ⏎  ".join(_blocs(cell)) for cell in row.findall(qn("w:tc"))]
        style = cells[0].partition("]")[0] + "] "
        yield head + "  |  ".join([cells[0], *(cell.removeprefix(style) for cell in cells[1:])])


def _paragraphe(paragraph: Any) -> str:
    style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    name = f"[{style.get(qn('w:val'))}] " if style is not None else ""
    return (name + "".join(_morceaux(paragraph))).rstrip()


def _morceaux(paragraph: Any) -> Iterator[str]:
    for element in paragraph.iter():
        if element.tag == qn("w:t"):
            yield element.text or ""
        elif element.tag == qn("w:tab") and element.getparent().tag == qn("w:r"):
            yield "→"
        elif element.tag == qn("w:br"):
            yield "↵"
        elif element.tag == qn("w:instrText"):
            yield f"{{{(element.text or '').strip()}}}"
        elif element.tag == qn("w:fldSimple"):
            yield f"{{{element.get(qn('w:instr')).strip()}}}"
        elif element.tag == qn("wp:docPr"):
            yield f"<{element.get('descr')}>"


def show_espaces(text: str) -> str:
    """``text`` with its no-break spaces visible: ␣ for U+00A0, ⎵ for U+202F."""
    return text.replace("\u00a0", "␣").replace("\u202f", "⎵")


class _Textes(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.textes: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.textes += [value for name, value in attrs if name in ("alt", "content") and value]

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.textes.append(data)


def list_textes(source: str) -> list[str]:
    """The texts of an HTML page between its tags, those of ``alt`` and ``content`` too, blanks
    kept."""
    reader = _Textes()
    reader.feed(source)
    reader.close()
    return reader.textes


# ── Small sessions ────────────────────────────────────────────────────────────────────────────────


def read_session(path: Path = EXEMPLES / "session.toml") -> dict[str, Any]:
    """A session file, the first sample unless another is named, as plain data to be changed at
    will."""
    return tomllib.loads(path.read_text(encoding="utf-8"))


PETITS_MODELES = Path(__file__).parent / "petits_modeles"
"""Eight papers as short as they can be, and their style sheet."""
PETITS = ("convocation_candidat", "certificat")
"""The two of them for what is about one template or one input."""
HUIT = tuple(tomllib.loads((PETITS_MODELES / "documents.toml").read_text(encoding="utf-8")))
"""All of them, for what is about a folder of papers."""


def choose_petits(folder: Path) -> Path:
    """Write into `folder` the small templates of `PETITS` alone; return it."""
    shutil.copytree(PETITS_MODELES, folder)
    tables = tomllib.loads((folder / "documents.toml").read_text(encoding="utf-8"))
    gardes = {table["modele"] for cle, table in tables.items() if cle in PETITS}
    for path in folder.glob("*.html"):
        if path.name not in gardes and not path.name.startswith("_"):
            path.unlink()
    (folder / "documents.toml").write_text(
        "".join(f"[{cle}]\n{write_cles(table)}" for cle, table in tables.items() if cle in PETITS),
        encoding="utf-8",
    )
    return folder


def stand_in(patch: pytest.MonkeyPatch, folder: Path) -> None:
    """Have the templates of `folder` stand as the built-in ones, ten times as many and as long;
    what no test changes (fonts, built-in référentiel, versions of libraries and code) is read
    once."""
    really, read = ressources.seek_ressource, session_lue.load_referentiel
    integre = really("referentiel.toml")
    patch.setattr(
        ressources, "seek_ressource", lambda nom: folder if nom == "templates" else really(nom)
    )
    patch.setattr(
        session_lue,
        "load_referentiel",
        lambda path, nom: (load_referentiel_une_fois if path == integre else read)(path, nom),
    )
    patch.setattr(modeles, "load_polices", load_polices_une_fois)
    patch.setattr(versions, "version", find_version_une_fois)
    patch.setattr(versions, "digest_code", digest_code_une_fois)
    compile_une_fois(patch)


load_referentiel_une_fois = cache(session_lue.load_referentiel)
find_version_une_fois = cache(versions.version)
digest_code_une_fois = cache(versions.digest_code)


def make_petite_session(*types: str) -> dict[str, Any]:
    """The sample session with one jury of five who all sat, nobody to replace them; where `types`
    are named, no other paper is signed or dated."""
    session = read_session()
    if types:
        for signataire in session["signataires"]:
            signataire["papiers"] = [cle for cle in signataire["papiers"] if cle in types]
        session["dates"] = {cle: jour for cle, jour in session["dates"].items() if cle in types}
    jury = session["jurys"][0]
    jury["membres"] = [m for m in jury["membres"] if m["role"] != "suppléant"]
    for membre in jury["membres"]:
        membre["presence"] = "présent"
        membre.pop("remplace_par", None)
        membre.pop("deports", None)
        membre.pop("liens", None)
    session["jurys"] = [jury]
    session["epreuves"] = [e for e in session["epreuves"] if e["jury"] == jury["code"]]
    for epreuve in session["epreuves"]:
        epreuve.pop("appeles", None)
    return session


def write_session(
    folder: Path, session: Mapping[str, Any], matricules: Iterable[str] = ("T90101",)
) -> Path:
    """Write a session, its images and the rows of some sample candidates into ``folder``; return
    its path."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copytree(EXEMPLES / "images", folder / "images", dirs_exist_ok=True)
    wanted = set(matricules)
    with (EXEMPLES / "candidats.csv").open(encoding="utf-8-sig", newline="") as stream:
        head, *rows = csv.reader(stream, delimiter=";")
    with (folder / "candidats.csv").open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, delimiter=";").writerows(
            [head, *(row for row in rows if row[0] in wanted)]
        )
    path = folder / "session.toml"
    path.write_text(write_cles(session), encoding="utf-8")
    return path


def write_cles(table: Mapping[str, Any]) -> str:
    """The keys of a table as TOML writes them, a line each."""
    return "".join(f"{key} = {write_toml(value)}\n" for key, value in table.items())


def write_toml(value: Any) -> str:
    """A value as TOML writes it, tables inline."""
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{key} = {write_toml(item)}" for key, item in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(write_toml, value)) + "]"
    if isinstance(value, date | time):
        return value.isoformat()
    return json.dumps(value, ensure_ascii=False)


def read_dossier(dossier: Path) -> dict[str, bytes]:
    """Every file under a folder, by its path."""
    return {
        p.relative_to(dossier).as_posix(): p.read_bytes()
        for p in sorted(dossier.rglob("*"))
        if p.is_file()
    }


def read_en_place(sortie: Path) -> dict[str, bytes]:
    """Every file under a folder of output, but those of the working folders of stopped runs."""
    return {
        path: content for path, content in read_dossier(sortie).items() if ".en-cours/" not in path
    }


def open_as(monkeypatch: pytest.MonkeyPatch, opened: Callable[..., int]) -> None:
    """Have what is written to the disk opened by ``opened``; the rest of the program keeps the
    system's."""
    system = SimpleNamespace(**{name: getattr(os, name) for name in dir(os)})
    system.open = opened
    monkeypatch.setattr(disque, "os", system)


class EnclosDirect:
    """In place of `Enclos`: runs tasks where it stands, for tests of what happens around."""

    def __init__(
        self, limites: object, processus: int = 1, ouverture: Ouverture | None = None
    ) -> None:
        del limites, processus
        self.a_ouvrir = [ouverture] if ouverture is not None else []

    def __enter__(self) -> EnclosDirect:
        return self

    def __exit__(self, *error: object) -> None:
        pass

    def run(self, quoi: str, task: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        del quoi
        while self.a_ouvrir:
            ouverture = self.a_ouvrir.pop()
            ouverture.ouvrir(*ouverture.donnees)
        return task(*args, **kwargs)

    def map(self, taches: Sequence[Tache[Any]]) -> Iterator[tuple[int, Any]]:
        for rang, tache in enumerate(taches):
            try:
                yield rang, self.run(tache.quoi, tache.faire, *tache.donnees)
            except ModeleError as error:
                yield rang, error
