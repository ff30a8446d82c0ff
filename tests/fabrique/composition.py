"""Composes one paper of the session from templates in memory."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from amo_docs.catalogue import DocumentType
from amo_docs.compose import Commun, Compositeur, Composition, join_compositions
from amo_docs.decide import count_effectifs, decide_all
from amo_docs.findings import sort_findings
from amo_docs.model.papier import Plan
from amo_docs.plan import plan_papiers
from amo_docs.relecture import Relecteur, review_modeles
from fabrique import make_catalogue, make_dossier, make_modeles

SANS_MENTION = {"mentions": ()}


def compose_plan(commun: Commun, catalogue: tuple[DocumentType, ...], plan: Plan) -> Composition:
    """The papers of a plan and all that is wrong, as the pipeline does, in this process."""
    modeles = commun.matiere.modeles
    revue = review_modeles(modeles, catalogue)
    compositeur = Compositeur(commun, catalogue, Relecteur(modeles).review)
    readable = (papier for papier in plan.papiers if papier.type not in revue.casses)
    done = join_compositions(map(compositeur.compose, readable))
    found = (finding for finding in done.findings if not revue.has_said(finding))
    return Composition(done.papiers, sort_findings((*revue.findings, *found)))


def compose(
    gabarit: str | Mapping[str, str],
    changements: Mapping[str, Any] | None = None,
    type: str = "appel",
    champs: Mapping[str, Any] = SANS_MENTION,
    definitif: bool = False,
) -> Composition:
    """The first paper of this type, from this template (or templates, `page.html` the paper's)."""
    gabarits = {"page.html": gabarit} if isinstance(gabarit, str) else gabarit
    document = next(d for d in make_catalogue() if d.cle == type)
    document = DocumentType.model_validate(dict(document) | {"modele": "page.html"} | dict(champs))
    dossier = make_dossier(changements, make_modeles(gabarits))
    decisions = decide_all(dossier.session, dossier.referentiel)
    plan = plan_papiers(dossier.session, dossier.referentiel, (document,), decisions, definitif)
    effectifs = {
        jury.code: count_effectifs(tuple(d for d in decisions if d.candidat.jury == jury.code))
        for jury in dossier.session.jurys
    }
    commun = Commun(dossier, decisions, effectifs, definitif)
    return compose_plan(commun, (document,), Plan(plan.papiers[:1]))


def print_html(gabarit: str, changements: Mapping[str, Any] | None = None) -> str:
    """What this template prints for the candidate M1; there must be no finding."""
    composition = compose(gabarit, changements)
    assert composition.findings == ()
    (papier,) = composition.papiers
    return papier.variantes[0].html


def list_composes(composition: Composition) -> list[tuple[str, str, int, str]]:
    """The same, but for what the review of templates finds before any paper is made (G63…)."""
    return [constat for constat in list_constats(composition) if not constat[0].startswith("G63")]


def list_constats(composition: Composition) -> list[tuple[str, str, int, str]]:
    """(code, file, line, message) of each finding; a paper with a finding is never composed."""
    assert (composition.papiers == ()) is (composition.findings != ())
    return [(f.code, f.place.fichier, f.place.ligne, f.message) for f in composition.findings]
