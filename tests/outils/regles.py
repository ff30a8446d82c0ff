"""docs/REGLES.md: each rule with its severity, its source, its values and the cases that hold it,
from the program."""

from __future__ import annotations

from outils.tableau import write_table

ENTETE = """# Les règles

Ce que `amo-docs check` vérifie dans une session dont les fichiers se lisent. Ce fichier est produit par
`script/docs` et tenu à jour par un test : ne le modifiez pas.

Une **erreur** arrête tout avant que rien ne soit écrit ; un **avertissement** se lit et n’arrête rien. Les valeurs
sont des clés du référentiel : aucune n’est écrite dans le programme. Chaque cas est un essai de `tests/check/`,
désigné par le nom qu’il y porte : il enfreint la règle, ou s’arrête juste en deçà.
"""


def list_cas(code: str, enfreint: bool) -> str:
    """Return the names of the cases of a rule, those that break it or those just inside."""
    from check.familles import CAS

    names = [
        cas.nom.replace("|", "\\|")
        for cas in CAS
        if cas.code == code and bool(cas.constats) is enfreint
    ]
    return "<br>".join(f"`{name}`" for name in names)


def find_fichiers(code: str) -> str:
    """Return the files its cases stand in."""
    from check.familles import FAMILLES

    names = (
        famille.__name__.rpartition(".")[2]
        for famille in FAMILLES
        if any(c.code == code for c in famille.CAS)
    )
    return ", ".join(f"`{name}.py`" for name in names)


def write_regles() -> str:
    """Return docs/REGLES.md."""
    from amo_docs.check import REGLES
    from amo_docs.check.cles import VALEURS

    resume = [
        [
            f"[{regle.code}](#{regle.code.lower()})",
            regle.sens.severite.value,
            regle.sens.titre,
            regle.sens.source,
            ", ".join(f"`{cle}`" for cle in VALEURS.get(regle.code, ())) or "–",
        ]
        for regle in REGLES
    ]
    parts = [
        ENTETE,
        write_table(["Code", "Gravité", "Fait", "Source", "Valeurs"], resume),
        "\n## Les cas de chacune",
    ]
    for regle in REGLES:
        heads = ["L’enfreint", "Juste en deçà"]
        cas = write_table(heads, [[list_cas(regle.code, True), list_cas(regle.code, False)]])
        parts.append(
            f"\n### {regle.code}\n\n{regle.sens.titre} ({find_fichiers(regle.code)})\n\n{cas}"
        )
    return "\n".join(parts) + "\n"
