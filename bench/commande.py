"""The command of users, measured whole: a first run, one without a change, one after a change."""

from __future__ import annotations

import json
import sys
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bench.comparaisons import PV, Say
from bench.mesure import CommandeEchoueeError, Passage, run_commande
from bench.session import change_candidat

AMO_DOCS = Path(sys.executable).with_name("amo-docs")


@cache
def has_option(option: str) -> bool:
    """Tell whether `amo-docs render` takes `option`."""
    # The bench also runs on earlier versions, which lack some options.
    return f"{option} " in run_commande([AMO_DOCS, "render", "--help"]).sortie


def write_render(session: Path, sortie: Path, processus: int) -> list[str | Path]:
    """Return the command that makes the papers of `session`."""
    command: list[str | Path] = [AMO_DOCS, "render", session, "--sortie", sortie]
    return [*command, "--processus", str(processus)] if has_option("--processus") else command


@dataclass(frozen=True)
class Annee:
    """One session and its runs. `verification` is `amo-docs check`, which makes no paper."""

    candidats: int
    processus: int
    paires: int
    pv: int
    verification: Passage
    premiere: Passage
    seconde: Passage
    changee: Passage
    refaits: int

    def compute_cout(self, fixe: float, pv: float) -> float:
        """Return the processor seconds of a pair, without the start and the minutes.

        `fixe` are the seconds of the start, `pv` those of one set of minutes.
        """
        # Minutes grow with their jury, and would hide whether a paper costs more in a big session.
        return (self.premiere.cpu - fixe - self.pv * pv) / (self.paires - self.pv)


def measure_session(session: Path, candidats: int, processus: int, say: Say) -> Annee:
    """Return what the runs of a session cost. One candidate of its table is changed on the way."""
    sortie = session.parent / "sortie"
    command = write_render(session, sortie, processus)
    say(f"{candidats} candidats : vérification")
    verification = run_commande([AMO_DOCS, "check", session])
    say(f"{candidats} candidats : premier passage")
    premiere = run_commande(command)
    documents = _read_documents(sortie)
    say(
        f"{candidats} candidats : second passage, rien n’a changé ({premiere.duree:.1f} "
        "s pour le premier)"
    )
    seconde = run_commande(command)
    change_candidat(session)
    say(
        f"{candidats} candidats : un candidat a changé ({seconde.duree:.1f} s pour le "
        "second passage)"
    )
    changee = run_commande(command)
    after = _read_documents(sortie)
    formats = Counter(
        document["type"] for document in documents.values() if document["format"] == "pdf"
    )
    return Annee(
        candidats=candidats,
        processus=processus,
        paires=sum(formats.values()),
        pv=formats[PV],
        verification=verification,
        premiere=premiere,
        seconde=seconde,
        changee=changee,
        refaits=sum(documents.get(chemin) != document for chemin, document in after.items()),
    )


def _read_documents(sortie: Path) -> dict[str, dict[str, str]]:
    """Return the files of the manifest of the one folder under `sortie`, by path.

    Raises CommandeEchoueeError when a paper lacks one of its formats.
    """
    (manifeste,) = sortie.glob("*/manifeste.json")
    papiers = json.loads(manifeste.read_text(encoding="utf-8"))["papiers"]
    documents = [
        {**papier, **fichier, "chemin": f"{papier['chemin']}.{fichier['format']}"}
        for papier in papiers
        for fichier in papier.pop("fichiers")
    ]
    formats = Counter(document["format"] for document in documents)
    if formats["pdf"] != formats["docx"]:
        raise CommandeEchoueeError(
            f"{formats['pdf']} PDF et {formats['docx']} DOCX dans {manifeste.parent.name}"
        )
    return {document["chemin"]: document for document in documents}


@dataclass(frozen=True)
class Vitesse:
    """How many times faster the command is with two processes.

    `entiere` is of the whole command, `nette` of what is left without `amo-docs check`.
    """

    entiere: float
    nette: float


def compare_processus(session: Path) -> Vitesse | None:
    """Return the gain of two processes over one, or None when the command has no such option."""
    if not has_option("--processus"):
        return None
    verification = run_commande([AMO_DOCS, "check", session]).duree
    un, deux = (
        run_commande(write_render(session, session.parent / f"sortie-{processus}", processus)).duree
        for processus in (1, 2)
    )
    return Vitesse(un / deux, (un - verification) / (deux - verification))


def measure_demarrage(session: Path) -> Passage:
    """Return what the command costs before it has anything to do."""
    # The smallest session: what is left is the start of Python and of one child.
    return run_commande([AMO_DOCS, "check", session])
