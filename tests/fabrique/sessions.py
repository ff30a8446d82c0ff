"""Sessions nobody wrote: names as the world has them and as it should not, results, earlier blocs,
proofs, routes.

They start from the session of the cases of life, on the real référentiel; what is drawn is what a
secretariat types."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from fiches.rncp36833 import REF
from hypothesis import strategies as st
from papiers_outils import RACINE, EnclosDirect, write_toml

from amo_docs import fabrication
from amo_docs.load import ouverture
from amo_docs.load import session as load_session
from amo_docs.load.modeles import load_modeles
from amo_docs.load.nommes import Nommes
from amo_docs.load.referentiel import load_referentiel
from amo_docs.relecture import Revue
from fabrique import change, compile_une_fois
from fabrique.vie import BLOCS, CANDIDAT, FG2, JURY, SEPT_MOIS, SESSION, UN_AN, VAE

LETTRES = (
    "ABCÇDEÉÈÊËFGHIÎÏJKLMNOÔÖŒPQRSTUÙÛÜVWXYŸZabcçdeéèêëfghiîïjklmnoôöœpqrstuùûüvwxyÿzßŁłŠšĐđİıŐőḤḥẞ"
)
TORDUS = (
    "<b>DUPRÉ</b>",
    "{{ 7*7 }}",
    "{% endblock %}",
    "&amp;",
    "DUPRÉ & FILS",
    "<!-- X",
    "]]>",
    "../../x",
    "CON",
    'O\'NEIL "X"',
    "D’ALMEIDA--ŒUVRARD",
    "E\u0301lodie",
    "NGUYỄN",
    "ΠΑΠΑΔΟΠΟΥΛΟΣ",
    "ИВАНОВ",
    "אבג",
    "{nom}",
    "%s",
    "\\u0041",
    "x" * 120,
)
"""Names that look like something else, or are only unusual."""

IMPOSSIBLES = ("王", "😀", "A\u200bB", "A\u202eB", "\x7f", "A\x00B", "A\nB", "\u00a0", "x" * 121)
"""Names that no paper can show whole."""

plausibles = st.text(LETTRES + "'’- ", min_size=1, max_size=30).filter(
    lambda text: text.strip(" ") != ""
)
noms = st.one_of(plausibles, st.sampled_from(TORDUS), st.sampled_from(TORDUS * 2 + IMPOSSIBLES))
# Most signs are refused in a name: half are such as people have, so that some sessions pass.
noms_quelconques = st.one_of(
    plausibles, st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=12)
)


JAMAIS = 9
"""One time in ten, at most, something is typed that does not hold together."""


@st.composite
def draw_resultat(draw: st.DrawFn, bloc: str, vise: bool) -> dict[str, Any]:
    """The result of a bloc as it is typed: that of a bloc not aimed at is an earlier one."""
    if not vise:
        return {
            "bloc": bloc,
            "issue": "acquis antérieurement",
            "date": date(2025, 3, 20),
            "pv": "2025/T-01",
            "code": bloc,
        }
    issue = draw(st.sampled_from(("acquis", "acquis", "acquis", "non acquis", "absent", None)))
    if issue is None:
        return {"bloc": bloc}
    said = (
        {"motif": f"Relevé au jury, {draw(noms)}", "reste_a_montrer": "reste d’essai"}
        if issue in ("non acquis", "absent")
        else {}
    )
    return {"bloc": bloc, "issue": issue} | said


@st.composite
def draw_resultats(draw: st.DrawFn, vises: list[str]) -> list[dict[str, Any]]:
    """All of them; and, seldom, one that wants something or that nobody awaited."""
    resultats = [
        draw(draw_resultat(bloc, bloc in vises))
        for bloc in BLOCS
        if bloc in vises or draw(st.booleans())
    ]
    if draw(st.integers(0, 9)) == JAMAIS:
        spoilt = draw(st.sampled_from(resultats))
        spoilt.pop(draw(st.sampled_from(sorted(spoilt))))
    return resultats


@st.composite
def draw_candidat(draw: st.DrawFn, rang: int, noms_: st.SearchStrategy[str]) -> dict[str, Any]:
    """A candidate: anyone's name, any results."""
    vises = (
        draw(st.lists(st.sampled_from(BLOCS), min_size=1, unique=True))
        if draw(st.booleans())
        else list(BLOCS)
    )
    candidat = CANDIDAT | {
        "matricule": draw(noms_) if draw(st.integers(0, 9)) == JAMAIS else f"M{rang}",
        "nom_naissance": draw(noms_),
        "prenoms": draw(noms_),
        "date_naissance": date(1990 + rang, 5, 3),
        "blocs_vises": vises,
        "resultats": CANDIDAT["resultats"]
        if len(vises) == len(BLOCS) and draw(st.booleans())
        else None,
        "prerequis": draw(
            st.sampled_from(([FG2, UN_AN], [FG2, UN_AN], [FG2, SEPT_MOIS], [FG2], []))
        ),
        "heure_passage": f"{9 + rang} h",
    }
    candidat["resultats"] = candidat["resultats"] or draw(draw_resultats(vises))
    if draw(st.booleans()):
        candidat["nom_usage"] = draw(noms_)
    return candidat


@st.composite
def draw_session(
    draw: st.DrawFn, noms_: st.SearchStrategy[str] = noms, nombre: int = 3
) -> dict[str, Any]:
    """A session, as TOML gives it: one jury, one to `nombre` candidates."""
    candidats = [draw(draw_candidat(rang, noms_)) for rang in range(draw(st.integers(1, nombre)))]
    session = SESSION | {"jurys": [JURY], "candidats": candidats}
    if draw(st.booleans()):
        par_vae = {cle: valeur for cle, valeur in VAE.items() if cle.startswith("jurys")}
        session = change(session, par_vae)
        for candidat in session["candidats"]:
            candidat |= {"voie": "experience", "date_recevabilite": date(2025, 9, 1)}
    if draw(st.integers(0, 9)) == JAMAIS:
        session.pop(draw(st.sampled_from(("delivrance", "enregistrement"))))
    return session


def write_session_toml(path: Path, session: dict[str, Any]) -> Path:
    """Write plain data as a session file at `path`; return it."""
    path.write_text(
        "".join(f"{cle} = {write_toml(valeur)}\n" for cle, valeur in session.items()),
        encoding="utf-8",
    )
    return path


def trust_modeles(patch: pytest.MonkeyPatch) -> None:
    """Take the templates as reviewed, and what Jinja makes of each once for all: for tests of the
    built-in ones, which other tests review."""
    patch.setattr(fabrication, "review_modeles", lambda *_: Revue((), frozenset()))
    compile_une_fois(patch)


@contextmanager
def read_une_fois() -> Iterator[None]:
    """Inside, what no session changes is read once: référentiel, fonts, templates and what Jinja
    makes of them."""
    modeles = load_modeles(RACINE / "templates", Nommes(), RACINE)
    with pytest.MonkeyPatch.context() as patch:
        trust_modeles(patch)
        patch.setattr(load_session, "load_referentiel", cache(load_referentiel))
        patch.setattr(ouverture, "load_modeles", lambda *_: modeles)
        patch.setattr(fabrication, "Enclos", EnclosDirect)
        yield


def list_acquis(candidat: dict[str, Any]) -> set[str]:
    """The blocs a candidate has, in this session or before, as typed."""
    return {
        r["bloc"]
        for r in candidat["resultats"]
        if r.get("issue") in ("acquis", "acquis antérieurement", "par équivalence")
    }


BLOCS_REQUIS = set(REF.acquisition.blocs_requis)
