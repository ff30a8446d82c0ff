"""The text of `session.toml`: the template beside this module, filled with a scenario."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from amo_docs.amorce.jury_fictif import find_mandat, make_membres
from amo_docs.amorce.scenario import (
    JURY,
    Scenario,
    list_dates,
    list_epreuves,
    list_regimes,
    list_signes,
)
from amo_docs.model.fictions import FICTIONS, SIGNATAIRES
from amo_docs.typographie import set_espaces

GABARIT = "session.toml.jinja"

# Where notes begin, two spaces further, beside keys that are short enough.
_COLONNE = 36

# The longest line with its note; a longer note goes above its key.
_LARGEUR = 120

_CLE = r"(?:# )?[^\s#]+ = "
# A key, or one behind a « # », with its value and its note. A « # » in quotes begins no note.
_NOTEE = re.compile(rf'(?P<code>{_CLE}(?:"(?:[^"\\]|\\.)*"|[^"#])*?) +# (?P<note>.+)')


def write_session(scenario: Scenario, propre: bool) -> str:
    """Return the text of `session.toml`; with `propre`, the référentiel is a file beside it."""
    gabarit = make_environnement().get_template(GABARIT)
    text = gabarit.render(make_contexte(scenario, propre))
    return "\n".join(lay_out(line) for line in text.split("\n"))


def make_environnement() -> Environment:
    """Return the environment of the template: no unknown name, every value written as TOML."""
    environnement = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        undefined=StrictUndefined,
        # So that no quote in a référentiel breaks the file, and no « None » is ever written.
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environnement.filters |= {"espaces": set_espaces, "cle": quote_cle, "mots": write_mots}
    return environnement


def make_contexte(scenario: Scenario, propre: bool) -> dict[str, Any]:
    """Return the names of the template, all of them used there."""
    return {
        "code": f"{scenario.calendrier.jury:%Y-%m}-{scenario.referentiel.code}",
        "propre": propre,
        "referentiel": scenario.referentiel,
        "calendrier": scenario.calendrier,
        "signes_avant": list_signes(scenario.catalogue, avant_jury=True),
        "signes_apres": list_signes(scenario.catalogue, avant_jury=False),
        "regimes": list_regimes(scenario.referentiel),
        "dates": list_dates(scenario),
        "jury": JURY,
        "voie": scenario.voie,
        "composante": scenario.composante,
        "membres": make_membres(scenario),
        "mandat": find_mandat(scenario),
        "epreuves": list_epreuves(scenario),
        "fictif": FICTIONS,
        "signataires": SIGNATAIRES,
    }


def write_valeur(valeur: Any) -> str:
    """Return `valeur` as TOML writes it, on one line.

    Raises TypeError for what TOML has no form for, None among them.
    """
    if isinstance(valeur, Mapping):
        items = (f"{quote_cle(cle)} = {write_valeur(item)}" for cle, item in valeur.items())
        return "{ " + ", ".join(items) + " }"
    if isinstance(valeur, list | tuple):
        return "[" + ", ".join(write_valeur(item) for item in valeur) + "]"
    if isinstance(valeur, date):
        return valeur.isoformat()
    if isinstance(valeur, str | int | float):
        # The texts and figures of JSON are texts and figures of TOML too.
        return json.dumps(valeur, ensure_ascii=False)
    raise TypeError(f"no TOML for {valeur}")


def quote_cle(cle: str) -> Markup:
    """Return a key as TOML writes it: bare where its letters allow, else in quotes."""
    return Markup(cle if re.fullmatch(r"[A-Za-z0-9_-]+", cle) else write_valeur(cle))


def write_mots(text: str) -> Markup:
    """Return a text as it is, for a comment: without quotes, on one line."""
    return Markup(text.replace("\n", " "))


def _finalize(valeur: Any) -> str:
    """Return what the template prints: a value as TOML, what the filters wrote as it is."""
    # Markup says « already written »: nothing here is HTML.
    return valeur if isinstance(valeur, Markup) else write_valeur(valeur)


def lay_out(line: str) -> str:
    """Return a line of the file, its comment set in French and its note in its column.

    A note that has no room goes above its key, as a sentence of its own.
    """
    if found := _NOTEE.fullmatch(line):
        code, note = found["code"], set_espaces(found["note"])
        beside = f"{code.ljust(_COLONNE)}  # {note}"
        if len(beside) <= _LARGEUR:
            return beside
        return set_espaces(f"# {note[0].upper()}{note[1:]} :") + f"\n{code}"
    # A key behind a « # » is a value that will be read, not French to be set.
    return set_espaces(line) if line.startswith("#") and not re.match(_CLE, line) else line
