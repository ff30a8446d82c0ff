"""`python -m bench`: measure, print, and write RESULTATS.md."""

from __future__ import annotations

import argparse
import sys
import tempfile
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from time import perf_counter

from amo_docs.load.ouverture import open_session
from amo_docs.pipeline import prepare
from bench.commande import compare_processus, has_option, measure_demarrage, measure_session
from bench.comparaisons import compare
from bench.machine import describe_machine, describe_versions
from bench.paralleles import compare_deux, measure_memoire
from bench.rapport import Rapport, write_ecran, write_resultats
from bench.session import write_session
from bench.tableaux import Mesures, compute_rapports, make_tables

RESULTATS = Path(__file__).with_name("RESULTATS.md")
MILIEU = 200
"""The most candidates of the session whose papers are compared."""


@dataclass(frozen=True)
class Ampleur:
    """How much is measured."""

    tours: int
    lot: int
    tours_paralleles: int
    papiers_paralleles: int
    jalons: tuple[int, ...]


PLEINE = Ampleur(
    tours=3, lot=40, tours_paralleles=3, papiers_paralleles=80, jalons=(200, 1000, 2500, 5000)
)
# Enough to see that everything runs; its ratios are worth nothing.
RAPIDE = Ampleur(tours=2, lot=12, tours_paralleles=2, papiers_paralleles=24, jalons=(50, 100))


def say(text: str) -> None:
    """Print how far the run has come, with the seconds since its start."""
    # On the error stream: the table of ratios is the output.
    print(f"[{perf_counter() - _DEBUT:6.0f} s] {text}", file=sys.stderr, flush=True)


_DEBUT = perf_counter()


def read_arguments() -> tuple[tuple[int, ...], Ampleur, Path]:
    """Return the sizes of the sessions, how much to measure, and where to write."""
    parser = argparse.ArgumentParser(
        prog="script/bench", description="Mesure amo-docs, et ce qu’on prendrait à sa place."
    )
    parser.add_argument(
        "--candidats", help="tailles des sessions (par défaut 50,200,1855 ; 50 avec --rapide)"
    )
    parser.add_argument(
        "--rapide", action="store_true", help="peu de tours : pour voir que tout marche"
    )
    parser.add_argument(
        "--memoire",
        type=int,
        default=5000,
        help="papiers d’un ouvrier dont on suit la mémoire (5000)",
    )
    parser.add_argument("--resultats", type=Path, default=RESULTATS, help="le fichier à écrire")
    options = parser.parse_args()
    tailles = options.candidats or ("50" if options.rapide else "50,200,1855")
    try:
        sizes = tuple(sorted({int(taille) for taille in tailles.split(",")}))
    except ValueError:
        parser.error(f"« {tailles} » : des nombres, séparés par des virgules.")
    # Fewer do not give a lot of papers of each type to every round.
    if sizes[0] < 20:
        parser.error("au moins 20 candidats.")
    ampleur = RAPIDE if options.rapide else PLEINE
    jalons = tuple(jalon for jalon in ampleur.jalons if jalon <= options.memoire)
    return sizes, replace(ampleur, jalons=jalons), options.resultats


def measure(tailles: tuple[int, ...], ampleur: Ampleur, dossier: Path) -> Mesures:
    """Run every measure, and return the figures.

    Raises SystemExit when the papers compared do not have the same words.
    """
    sessions = {taille: write_session(dossier / f"session-{taille}", taille) for taille in tailles}
    milieu = max((taille for taille in tailles if taille <= MILIEU), default=tailles[0])
    if not has_option("--processus"):
        say("`amo-docs render` n’a pas d’option --processus : un seul processus.")
    demarrage = measure_demarrage(write_session(dossier / "deux", 2))
    say(f"préparation de la session de {milieu} candidats")
    preparation = prepare(open_session(sessions[milieu]))
    comparaison = compare(preparation, dossier / "papiers", ampleur.tours, ampleur.lot, say)
    # A way that prints less would look quicker than it is.
    if comparaison.ecarts:
        raise SystemExit(
            "Les papiers comparés ne disent pas la même chose :\n" + "\n".join(comparaison.ecarts)
        )
    say("deux ouvriers, et un")
    parallele = compare_deux(
        preparation, dossier / "papiers", ampleur.tours_paralleles, ampleur.papiers_paralleles
    )
    say("la commande, avec un processus puis deux")
    commande = compare_processus(sessions[tailles[0]])
    memoires = measure_memoire(preparation, dossier / "papiers", ampleur.jalons, say)
    processus = 2 if has_option("--processus") else 1
    # Last, since the year takes minutes: a fault of the rest is seen before.
    annees = [measure_session(sessions[taille], taille, processus, say) for taille in tailles]
    return Mesures(comparaison, parallele, commande, memoires, demarrage, annees)


def main() -> None:
    """Measure, print the table, write RESULTATS.md."""
    tailles, ampleur, resultats = read_arguments()
    with tempfile.TemporaryDirectory(prefix="banc-") as dossier:
        mesures = measure(tailles, ampleur, Path(dossier))
    rapports = compute_rapports(mesures)
    rapport = Rapport(
        date=date.today().isoformat(),
        tailles=tailles,
        machine=describe_machine(),
        versions=describe_versions(),
        rapports=rapports,
        tables=make_tables(mesures),
    )
    resultats.write_text(write_resultats(rapport), encoding="utf-8")
    print(write_ecran(rapports))
    say(f"écrit : {resultats.name}")


if __name__ == "__main__":
    main()
