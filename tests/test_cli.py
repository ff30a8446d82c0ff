"""The command: what it leaves with, what it says and in which language, what it loads before it
must."""

from __future__ import annotations

import gettext
import io
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import click
import click.testing
import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from outils.guide import drop_avancement
from papiers_outils import (
    EXEMPLES,
    PETITS,
    EnclosDirect,
    Rendu,
    find_commande,
    list_types,
    make_environ,
    make_petite_session,
    plain,
    read_catalogue,
    run_commande,
    write_session,
)

import amo_docs
from amo_docs import api, fabrication, pipeline, render
from amo_docs.cli import avancement, cli, main
from amo_docs.cli.paroles import list_changements
from amo_docs.errors import AmoDocsError, CodeSortie
from amo_docs.francais import LANGUES, speak_francais

SESSION = EXEMPLES / "session.toml"
PO = LANGUES / "fr" / "LC_MESSAGES" / "messages.po"
ANGLAIS = re.compile(
    r"\b(usage:|show|this|message|exit|error|missing|such|option "
    r"does|invalid|value|try|for help|default|required|"
    r"file|directory|does "
    r"not|the|unexpected|extra|argument\(s\)|aborted|commands?:|options?:)(?![\w-])",
    re.IGNORECASE,
)


@pytest.fixture
def petite(tmp_path: Path) -> Path:
    return write_session(tmp_path / "petite", make_petite_session())


# ── Exit codes ────────────────────────────────────────────────────────────────────────────────────


def test_0_when_all_is_done(projet: Rendu, definitif: Rendu) -> None:
    for rendu in (projet, definitif):
        assert rendu.sortie.returncode == 0
        assert drop_avancement(rendu.sortie.stderr) == ""
    assert run_commande("check", SESSION).returncode == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ("chek",),
        ("check",),
        ("render",),
        ("check", "--jso", SESSION),
        ("check", "--json=oui", SESSION),
        ("render", SESSION, "autre"),
        ("render", SESSION, "--sortie"),
        ("--versoin",),
    ],
    ids=str,
)
def test_2_when_the_command_is_not_well_written(arguments: tuple[object, ...]) -> None:
    """Said in French, with no word of click left, and how to get help."""
    run = run_commande(*arguments)
    assert run.returncode == CodeSortie.USAGE == 2
    assert run.stdout == ""
    said = run.stderr.replace(str(SESSION), "")
    assert "Erreur\u00a0: " in said
    assert ANGLAIS.findall(said) == []


def test_2_without_any_command() -> None:
    run = run_commande()
    assert run.returncode == 2
    assert "Usage\u00a0: amo-docs" in run.stdout + run.stderr


@pytest.mark.lent
@pytest.mark.parametrize("command", ["check", "render"])
def test_3_when_the_data_is_wrong(petite: Path, command: str) -> None:
    petite.write_text(
        petite.read_text(encoding="utf-8").replace("code =", "cod =", 1), encoding="utf-8"
    )
    run = run_commande(command, petite, cwd=petite.parent)
    assert run.returncode == CodeSortie.DONNEES == 3
    said = run.stdout + run.stderr
    assert "session.toml, ligne 1, cod\u00a0: la clé «\u00a0cod\u00a0» est inconnue." in said
    assert "Vouliez-vous écrire «\u00a0code\u00a0»" in said
    assert not (petite.parent / "sortie").exists()


@pytest.mark.lent
@pytest.mark.parametrize("command", ["check", "render"])
def test_4_when_a_template_is_wrong(petite: Path, command: str) -> None:
    (petite.parent / "modeles").mkdir()
    (petite.parent / "modeles" / "certificat.html").write_text(
        "<p>{{ candidat.taille }}</p>", encoding="utf-8"
    )
    petite.write_text(
        'modeles = "modeles"\n' + petite.read_text(encoding="utf-8"), encoding="utf-8"
    )
    run = run_commande(command, petite, cwd=petite.parent)
    assert run.returncode == CodeSortie.MODELE == 4
    said = run.stdout + run.stderr
    assert (
        "modeles/certificat.html, ligne 1\u00a0: «\u00a0candidat.taille\u00a0» n’existe "
        "pas. Corrigez"
    ) in said
    assert not (petite.parent / "sortie").exists()


@pytest.mark.lent
def test_5_when_the_folder_cannot_be_written(petite: Path) -> None:
    """Here a folder that is not ours; `test_dossier.py` has the others."""
    (petite.parent / "sortie" / "2026-03-RNCP36833").mkdir(parents=True)
    (petite.parent / "sortie" / "2026-03-RNCP36833" / "these.odt").write_bytes(b"dix ans")
    run = run_commande("render", petite, cwd=petite.parent)
    assert run.returncode == CodeSortie.SORTIE == 5
    assert run.stderr.startswith(
        "erreur\u00a0: «\u00a02026-03-RNCP36833\u00a0» existe et n’a pas de manifeste.json"
    )


def test_6_when_a_paper_was_changed_by_hand(petite: Path, projet: Rendu) -> None:
    shutil.copytree(projet.dossier, petite.parent / "sortie" / projet.dossier.name)
    changed = next((petite.parent / "sortie").rglob("certificats/*.docx"))
    changed.write_bytes(b"corrige")
    options = ("--seulement", "certificat", "--candidat", "T90101")
    for path in (petite.parent / "sortie").rglob("certificats/*.docx"):
        path.write_bytes(b"corrige")
    run = run_commande("render", petite, *options, cwd=petite.parent)
    assert run.returncode == CodeSortie.INTEGRITE == 6
    assert changed.name in run.stderr
    assert changed.read_bytes() == b"corrige"


def test_every_error_has_a_code_of_the_list() -> None:
    """And the help of every command gives the same list."""
    classes = AmoDocsError.__subclasses__()
    assert classes
    others = {CodeSortie.SUCCES, CodeSortie.BOGUE, CodeSortie.INTERRUPTION, CodeSortie.ARRET}
    assert {cls.code_sortie for cls in classes} == set(CodeSortie) - others
    for arguments in ((), ("check",), ("render",), ("tirage",)):
        said = run_commande(*arguments, "--help").stdout
        listed = re.search(r"Codes de sortie\s?:\n((?: +\d+  .*\n?)+)", said)
        assert listed, arguments
        assert {int(line.split()[0]) for line in listed[1].splitlines()} == set(CodeSortie)


# ── Bad files: `test_mauvaises_entrees.py` has all of them ────────────────────────────────────────


def plain_lines(text: str) -> list[str]:
    return [plain(line) for line in text.splitlines()]


@pytest.mark.lent
def test_a_bad_file_through_the_installed_command(tmp_path: Path) -> None:
    run = run_commande("render", tmp_path / "absente.toml")
    assert run.returncode == 3
    assert run.stdout == ""
    assert plain_lines(run.stderr) == [
        "erreur : absente.toml : ce fichier est introuvable. Vérifiez le nom et le dossier. [L001]",
        "1 erreur. Rien n’a été écrit.",
    ]


# ── A bug stays a bug ─────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "step", ["open_session", "run_checks", "decide_all", "plan_papiers", "compose_papiers"]
)
@pytest.mark.parametrize("command", ["check", "render"])
def test_a_bug_keeps_its_traceback(
    petite: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    step: str,
    command: str,
) -> None:
    """No catch-all turns it into a message, nor into an exit code of the list."""

    def bug(*args: object, **kwargs: object) -> object:
        raise RuntimeError("une étourderie")

    monkeypatch.setattr(fabrication, "Enclos", EnclosDirect)
    monkeypatch.setattr(api if step == "open_session" else pipeline, step, bug)
    monkeypatch.setattr(signal, "signal", lambda *_: None)  # those of pytest stay
    monkeypatch.setattr(sys, "argv", ["amo-docs", command, str(petite)])
    monkeypatch.chdir(petite.parent)
    with pytest.raises(RuntimeError, match="une étourderie"):
        main()
    assert capsys.readouterr().out == ""


@pytest.mark.lent
def test_a_bug_in_the_child_process_keeps_its_traceback(petite: Path) -> None:
    """Seen from outside: what Python prints, and its exit code, which no error of ours has."""
    script = (
        "import sys; from amo_docs import enclos, pipeline, cli\n"
        "def run(self, quoi, task, *args, **kwargs): return "
        "self._wait(self._executor.submit(divmod, 1, 0))\n"
        "if __name__ == '__main__':\n"
        "    enclos.Enclos.run = run\n"
        f"    sys.argv = ['amo-docs', 'check', {str(petite)!r}]\n"
        "    cli.main()\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", script],
        env=make_environ(),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert run.returncode == CodeSortie.BOGUE == 1
    assert "Traceback (most recent call last)" in run.stderr
    assert "ZeroDivisionError" in run.stderr


@pytest.mark.lent
@pytest.mark.parametrize(
    ("sent", "code"),
    [(signal.SIGINT, CodeSortie.INTERRUPTION), (signal.SIGTERM, CodeSortie.ARRET)],
    ids=str,
)
def test_a_run_that_is_stopped_leaves_its_work_to_the_next(
    petite: Path, sent: signal.Signals, code: CodeSortie
) -> None:
    """Among its papers, by the terminal or the system, parent and children alike: no trace, nothing
    in place."""
    sortie = petite.parent / "sortie"
    command = [*find_commande(), "render", str(petite), "--sortie", str(sortie)]
    with subprocess.Popen(
        command,
        env=make_environ(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as run:
        wait_for(lambda: any(sortie.rglob("*.docx")))
        os.killpg(run.pid, sent)
        said = run.communicate(timeout=30)
    assert run.returncode == code == 128 + sent
    (travail,) = sortie.iterdir()
    assert travail.name.endswith(".en-cours")
    assert said[0] == ""
    assert plain(drop_avancement(said[1])) == (
        f"Interrompu. Ce qui était fait attend dans « {travail} » : relancez la même "
        "commande, elle le reprendra."
    )


def wait_for(happened: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not happened():
        assert time.monotonic() < deadline
        time.sleep(0.02)


# ── French ────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "arguments", [(), ("check",), ("render",), ("tirage",), ("modeles", "verifier")], ids=str
)
@pytest.mark.parametrize("langue", ["fr_FR.UTF-8", "en_US.UTF-8", "de_DE.UTF-8", "C"])
def test_help_is_french_whatever_the_machine_speaks(
    arguments: tuple[str, ...], langue: str
) -> None:
    run = run_commande(*arguments, "--help", LANG=langue, LC_ALL=langue, LANGUAGE="en")
    assert run.returncode == 0
    assert run.stderr == ""
    assert run.stdout.startswith("Usage\u00a0: amo-docs")
    assert "Affiche cette aide." in run.stdout
    assert "Exemples" in run.stdout
    assert "amo-docs " + (" ".join(arguments) or "check") in run.stdout
    assert ANGLAIS.findall(run.stdout) == []


@pytest.mark.parametrize(
    "text", ["Usage: amo-docs", "Show this message and exit.", "Error: x", "Try 'x' for help."]
)
def test_the_list_of_english_words_finds_them(text: str) -> None:
    assert ANGLAIS.search(text)


def list_commandes() -> dict[str, click.Command]:
    """Every command by what is typed, those of groups too."""
    found: dict[str, click.Command] = {}
    for name, command in cli.commands.items():
        if isinstance(command, click.Group):
            found |= {f"{name} {own}": under for own, under in command.commands.items()}
        else:
            found[name] = command
    return found


def test_every_command_and_every_option_is_explained() -> None:
    known = {"check", "init", "render", "tirage", "schema", "modeles verifier"}
    assert set(list_commandes()) == known
    for name, command in list_commandes().items():
        said = run_commande(*name.split(), "--help").stdout
        assert command.help
        for option in [param for param in command.params if isinstance(param, click.Option)]:
            assert option.help
            assert option.help.endswith(".")
            assert all(flag in said for flag in option.opts)


def test_a_choice_there_is_not_is_refused_in_french() -> None:
    done = run_commande("schema", "candidats")
    assert done.returncode == 2
    assert "'candidats' n’est pas l’un de 'session', 'referentiel', 'catalogue'." in done.stderr


def test_the_compiled_catalogue_is_up_to_date() -> None:
    """`messages.mo` says what `messages.po` says: pybabel compile -d amo_docs/langues -l fr."""
    with PO.open("rb") as stream:
        catalogue = read_po(stream, locale="fr")
    assert len(catalogue) > 20
    assert not list(catalogue.check())
    assert not any(message.fuzzy for message in catalogue)
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    with PO.with_suffix(".mo").open("rb") as stream:
        installed = gettext.GNUTranslations(stream)
    fresh = gettext.GNUTranslations(compiled)
    assert said_by(installed) == said_by(fresh)


def said_by(translations: gettext.GNUTranslations) -> dict[Any, str]:
    return {key: text for key, text in translations._catalog.items() if key != ""}  # type: ignore[attr-defined]


def test_every_word_of_the_catalogue_is_one_of_click() -> None:
    """A sentence click no longer says is a sentence nobody sees translated."""
    source = "\n".join(
        path.read_text(encoding="utf-8") for path in Path(click.__file__).parent.glob("*.py")
    )
    joined = re.sub(r'"\s*\n\s*"', "", source)
    with PO.open("rb") as stream:
        keys = [
            m.id if isinstance(m.id, str) else m.id[0] for m in read_po(stream, locale="fr") if m.id
        ]
    assert [key for key in keys if f'"{key}"' not in joined] == []


def test_speaking_french_is_not_left_to_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGUAGE", "en")
    domain = gettext.textdomain()
    formatter = click.Context.formatter_class
    try:
        speak_francais()
        assert gettext.gettext("Missing command.") == "Il manque une commande."
    finally:
        gettext.textdomain(domain)
        click.Context.formatter_class = formatter


# ── What is loaded ────────────────────────────────────────────────────────────────────────────────


def list_modules(*arguments: object) -> set[str]:
    """Every module the parent process loads for a command, its own children aside."""
    script = (
        "import sys, atexit\n"
        "from amo_docs.cli import main\n"
        "if __name__ == '__main__':\n"
        f"    sys.argv = ['amo-docs', *{[str(argument) for argument in arguments]!r}]\n"
        "    try:\n"
        "        main()\n"
        "    except SystemExit as end:\n"
        "        assert not end.code, end.code\n"
        "    print('MODULES', *sys.modules)\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", script],
        env=make_environ(),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert run.returncode == 0, run.stderr
    assert run.stderr == ""
    return set(run.stdout.rpartition("MODULES ")[2].split())


LOURDS = {"weasyprint", "docx", "pydyf", "tinyhtml5", "lxml", "cffi", "pikepdf"}


@pytest.mark.lent
@pytest.mark.parametrize(
    "arguments",
    [
        ("--help",),
        ("--version",),
        ("render", "--help"),
        ("tirage", "--help"),
        ("check", SESSION),
        ("check", "--json", SESSION),
    ],
)
def test_the_command_starts_without_weasyprint_and_python_docx(
    arguments: tuple[object, ...],
) -> None:
    loaded = list_modules(*arguments)
    assert "amo_docs.cli" in loaded
    assert loaded & LOURDS == set()


def test_help_loads_next_to_nothing() -> None:
    """Neither the model nor Jinja: the help is there at once."""
    assert (
        list_modules("--help")
        & {"pydantic", "jinja2", "babel", "fontTools", "PIL", "amo_docs.pipeline"}
        == set()
    )


def test_version() -> None:
    run = run_commande("--version")
    assert (run.returncode, run.stdout, run.stderr) == (0, f"amo-docs {amo_docs.__version__}\n", "")


# ── What is said ──────────────────────────────────────────────────────────────────────────────────

CLES = [
    "code",
    "severite",
    "message",
    "geste",
    "source",
    "fichier",
    "feuille",
    "ligne",
    "colonne",
    "cle",
]


@pytest.mark.lent
def test_check_says_when_all_is_well() -> None:
    run = run_commande("check", SESSION)
    assert (run.stdout, run.stderr) == ("0 erreur, 0 avertissement.\n", "")
    assert json.loads(run_commande("check", "--json", SESSION).stdout) == []


def spoil_candidats(petite: Path) -> None:
    table = petite.with_name("candidats.csv")
    text = table.read_text(encoding="utf-8")
    table.write_text(
        text.replace("14/02/1992", "31/02/1992").replace("sous-officier d’active", ""),
        encoding="utf-8",
    )
    petite.write_text(
        petite.read_text(encoding="utf-8").replace("code =", "cod =", 1), encoding="utf-8"
    )


def test_check_json_gives_the_same_list_to_programs(petite: Path) -> None:
    """Flat, every key always there, the same findings in the same order as the lines for people."""
    spoil_candidats(petite)
    run = run_commande("check", "--json", petite)
    rows = json.loads(run.stdout)
    assert run.returncode == 3
    assert run.stderr == ""
    assert len(rows) >= 3
    for row in rows:
        assert list(row) == CLES
        assert re.fullmatch(r"[A-Z]\d{3}", row["code"])
        assert row["severite"] in {"erreur", "avertissement"}
        assert row["message"]
        assert row["geste"]
        assert row["ligne"] is None or row["ligne"] > 0
        assert all(isinstance(row[key], str) for key in set(CLES) - {"ligne"})
    (date,) = [row for row in rows if "31/02/1992" in row["message"]]
    assert (date["fichier"], date["ligne"], date["colonne"]) == (
        "candidats.csv",
        2,
        "Date de naissance",
    )
    (cle,) = [row for row in rows if row["cle"] == "cod"]
    assert (cle["fichier"], cle["ligne"]) == ("session.toml", 1)
    shown = plain_lines(run_commande("check", petite).stdout)[:-1]
    assert [re.search(r"\[(\w+)\]$", line)[1] for line in shown] == [row["code"] for row in rows]  # type: ignore[index]


@pytest.mark.usefixtures("petits_modeles")
def test_warnings_travel_to_the_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An avertissement does not stop the run; it is said at its end, on the other channel, and by
    `check`."""
    monkeypatch.setattr(fabrication, "Enclos", EnclosDirect)
    petite = write_session(tmp_path / "petite", make_petite_session(*PETITS))
    session = petite.read_text(encoding="utf-8")
    petite.write_text('feuille_candidats = "Candidats"\n' + session, encoding="utf-8")
    table = petite.with_name("candidats.csv").rename(petite.with_name("candidats.csv"))
    runner = click.testing.CliRunner(catch_exceptions=False)
    said = runner.invoke(cli, ["check", str(petite)])
    warnings = [line for line in plain_lines(said.stdout) if line.startswith("avertissement : ")]
    assert table.exists()
    assert said.exit_code == 0, said.output
    assert warnings, said.output
    made = runner.invoke(cli, ["render", str(petite), "--sortie", str(petite.parent / "sortie")])
    assert made.exit_code == 0, made.output
    assert [line for line in plain_lines(drop_avancement(made.stderr)) if line] == warnings


def test_the_summary_adds_up(projet: Rendu) -> None:
    """By type, in all, by decision: the figures of the folder and those of the sample's README."""
    made = {
        cle: len(projet.list_papiers("pdf", cle)) for cle in read_catalogue() if cle in list_types()
    }
    titles = {table["titre"]: made[cle] for cle, table in read_catalogue().items() if cle in made}
    lines = plain_lines(projet.sortie.stdout)
    for title, count in titles.items():
        assert f"{title} {count}" in lines
    total = sum(made.values())
    assert any(
        line == f"papiers : {total} demandés = {total} produits + 0 repris + 0 refusé"
        for line in lines
    ), lines
    readme = (EXEMPLES / "README.md").read_text(encoding="utf-8")
    decisions = re.findall(r"^\| [TA]\d{5} \|.*\| (.*?) \| .*? \|$", readme, re.MULTILINE)
    assert len(decisions) == 20
    for decision in set(decisions):
        assert f"{decision} : {decisions.count(decision)}" in lines
    assert len(lines) == len(titles) + 2 + len(set(decisions))


@pytest.mark.lent
def test_the_summary_says_what_was_not_made_and_why(
    petite: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before results: the convocations; the rest is named, its hour has not come: it is neither
    asked for nor refused. Of the built-in templates, which are not laid out."""
    monkeypatch.setattr(fabrication, "Enclos", EnclosDirect)
    monkeypatch.setattr(
        render,
        "render_papier",
        lambda papier, formats: tuple(papier.make_fichier(forme, b"x") for forme in formats),
    )
    table = petite.with_name("candidats.csv")
    text = table.read_text(encoding="utf-8")
    assert text.count(";acquis;") == 3
    table.write_text(text.replace(";acquis;", ";;"), encoding="utf-8")
    session = make_petite_session()
    jury = session["jurys"][0]
    for key in (
        "numero_pv",
        "date_deliberation",
        "ouverture_reelle",
        "cloture_reelle",
        "incidents",
    ):
        jury.pop(key, None)
    for membre in jury["membres"]:
        membre.pop("presence")
    rows = table.read_bytes()
    write_session(petite.parent, session)
    table.write_bytes(rows)
    runner = click.testing.CliRunner(catch_exceptions=False)
    result = runner.invoke(cli, ["render", str(petite), "--sortie", str(petite.parent / "sortie")])
    assert result.exit_code == 0, result.output
    lines = plain_lines(result.stdout)
    assert "Convocation du candidat 1" in lines
    after = [
        t for t in read_catalogue().values() if not t.get("avant_jury") and not t.get("sur_demande")
    ]
    assert [t["titre"] for t in after if f"{t['titre']} 0" not in lines] == []
    assert len(after) > 3
    assert (
        f"pas encore : {', '.join(t['titre'] for t in after)} (jury TERRE) : les résultats ne sont "
        "pas saisis." in lines
    )


@pytest.mark.parametrize(("nombre", "fin"), [(20, "(pdf)."), (21, "et 1 autre papier.")])
def test_twenty_changes_are_listed_and_the_others_counted(nombre: int, fin: str) -> None:
    changes = tuple(f"pv/{rang:02}.pdf" for rang in range(nombre))
    bilan = SimpleNamespace(changes=changes, nouveaux=(), retires=(), remplaces=(), causes={})
    lines = list_changements(bilan)  # type: ignore[arg-type]
    assert len(lines) == nombre
    assert [line for line in lines[:20] if not line.endswith("(pdf).")] == []
    assert lines[-1].startswith("changé : ") and lines[-1].endswith(fin)


def test_no_progress_bar_where_nobody_looks(projet: Rendu) -> None:
    """Lines, one a second at most: how many are done, how fast, how long it will be."""
    for said in (projet.sortie.stdout, projet.sortie.stderr):
        assert "\r" not in said
        assert "\x1b" not in said
    lines = plain_lines(projet.sortie.stderr)
    assert [line for line in lines if not re.fullmatch(AVANCEMENT, line)] == []


AVANCEMENT = r"Papiers : \d+ sur \d+(, \d+,\d par seconde, encore (\d+ min \d\d s|\d+ s))?"


def test_progress_says_count_rate_and_time_left(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """With a clock of our own: a line a second at most, whatever the number of papers."""
    now = [100.0]
    monkeypatch.setattr(avancement.time, "monotonic", lambda: now[0])
    with avancement.show_avancement() as advance:
        for done in range(301):
            advance(done, 3000)
            now[0] += 0.25
    lines = plain_lines(capsys.readouterr().err)
    assert len(lines) == 300 // 4
    # No estimate before it means something: ten papers, and five seconds.
    assert lines[:4] == [f"Papiers : {done} sur 3000" for done in (4, 8, 12, 16)]
    assert lines[4] == "Papiers : 20 sur 3000, 4,0 par seconde, encore 12 min 25 s"
    assert all(re.fullmatch(AVANCEMENT, line) for line in lines)


def test_few_slow_papers_make_no_estimate(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    now = [100.0]
    monkeypatch.setattr(avancement.time, "monotonic", lambda: now[0])
    with avancement.show_avancement() as advance:
        for done in range(11):
            advance(done, 12)
            now[0] += 3
    lines = plain_lines(capsys.readouterr().err)
    assert lines[:9] == [f"Papiers : {done} sur 12" for done in range(1, 10)]
    assert lines[9] == "Papiers : 10 sur 12, 0,3 par seconde, encore 6 s"
