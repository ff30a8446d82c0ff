"""`mentions.toml`, read and checked: what no certificate and no attestation may say."""

from __future__ import annotations

from amo_docs.errors import ModeleError
from amo_docs.findings import Place, sort_findings
from amo_docs.load.fichiers import FichierLu
from amo_docs.load.reperage import list_places
from amo_docs.load.toml import read_toml
from amo_docs.load.validation import ContexteLecture, validate
from amo_docs.model.matiere import Reperes
from amo_docs.model.modeles import Expression, Expressions


def read_mentions(fichier: FichierLu) -> tuple[Expression, ...]:
    """Return the expressions of a `mentions.toml`.

    Raises ModeleError, with every finding, when it is not one.
    """
    document = read_toml(fichier)
    if isinstance(document, tuple):
        raise ModeleError(f"« {fichier.nom} » n’est pas du TOML.", document)
    contexte = ContexteLecture(
        Reperes(list_places(document.nom, document.lignes), Place(document.nom))
    )
    expressions, findings = validate(Expressions, document.donnees, contexte)
    if expressions is None:
        raise ModeleError(
            f"« {fichier.nom} » ne dit pas ce qui est interdit.", sort_findings(findings)
        )
    return expressions.expressions
