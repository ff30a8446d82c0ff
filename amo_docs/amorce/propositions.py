"""What the workbook offers under a référentiel: its columns, and the values to choose from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from amo_docs.load.colonnes import Colonne, list_colonnes
from amo_docs.model import vocabulaire
from amo_docs.model.candidat import Issue
from amo_docs.model.jury import Civilite, Sexe
from amo_docs.model.referentiel import Referentiel
from amo_docs.typographie import set_espaces


@dataclass(frozen=True)
class Choix:
    """The values offered in a column. With `ferme`, no other value may be typed.

    `sens` gives the meaning of those that are codes.
    """

    valeurs: tuple[str, ...]
    ferme: bool = True
    sens: Mapping[str, str] = field(default_factory=dict)

    def tell(self) -> str:
        """Return the values in one line, each code followed by its meaning."""
        return ", ".join(f"{v} ({self.sens[v]})" if v in self.sens else v for v in self.valeurs)


@dataclass(frozen=True)
class ColonneProposee:
    """One column of the table: its heading and its entry in the registry.

    `rang` is the rank of the prerequisite, or the code of the bloc, that the column is about;
    `sujet` is the title of that bloc.
    """

    intitule: str
    colonne: Colonne
    rang: int | str = ""
    choix: Choix | None = None
    sujet: str = ""

    @property
    def explication(self) -> str:
        """What the column holds, introduced by the title of the bloc."""
        return set_espaces(
            f"« {self.sujet} » : {self.colonne.explication}"
            if self.sujet
            else self.colonne.explication
        )


def propose_colonnes(
    referentiel: Referentiel, jurys: tuple[str, ...]
) -> tuple[ColonneProposee, ...]:
    """Return the columns a table needs under `referentiel`, in the order of the registry.

    What the référentiel does not have (composantes, prerequisites) has no column. What stands once
    a bloc or once a prerequisite has as many columns as there are of them.
    """
    # From the registry that reads the table: what is proposed is what is understood.
    choix = _list_choix(referentiel, jurys)
    # The columns of one list (« prerequis[].code », « prerequis[].du ») are repeated together.
    groupes: dict[str, list[Colonne]] = {}
    for colonne in list_colonnes(referentiel):
        groupes.setdefault(
            colonne.champ.partition("[]")[0] if "[]" in colonne.champ else colonne.champ, []
        ).append(colonne)
    proposees: list[ColonneProposee] = []
    for nom, colonnes in groupes.items():
        for rang, mot in _list_rangs(nom, referentiel):
            bloc = referentiel.find_bloc(str(rang))
            for colonne in colonnes:
                titre = _write_intitule(colonne, mot, referentiel)
                proposees.append(
                    ColonneProposee(
                        titre,
                        colonne,
                        rang,
                        choix.get(colonne.champ),
                        bloc.intitule if bloc else "",
                    )
                )
    return tuple(proposees)


def _list_rangs(groupe: str, referentiel: Referentiel) -> Iterator[tuple[int | str, str]]:
    """Yield each rank of a group of columns, with the word it puts in their headings."""
    if groupe == "prerequis":
        for rang in range(1, count_prerequis(referentiel) + 1):
            yield rang, str(rang)
    elif groupe == "resultats":
        yield from ((bloc.code, bloc.abrege) for bloc in referentiel.unites)
    elif {"composante": referentiel.composantes, "statut": referentiel.statuts}.get(
        groupe, (groupe,)
    ):
        yield "", ""


def count_prerequis(referentiel: Referentiel) -> int:
    """Return how many prerequisites a candidate may have to prove."""
    # A diploma, and a function that may have been held in two periods.
    return max((bool(p.diplomes) + 2 * bool(p.fonctions) for p in referentiel.prerequis), default=0)


def _write_intitule(colonne: Colonne, mot: str, referentiel: Referentiel) -> str:
    if colonne.champ == "composante" and referentiel.libelle_composante:
        return referentiel.libelle_composante.capitalize()
    return colonne.intitule.format(n=mot, bloc=mot)


def _list_choix(referentiel: Referentiel, jurys: tuple[str, ...]) -> Mapping[str, Choix]:
    """Return the values offered, by field."""
    pieces: dict[str, str] = {}
    for table in referentiel.prerequis:
        for code, sens in [(d.code, d.intitule) for d in table.diplomes] + [
            (f.code, f.intitule) for f in table.fonctions
        ]:
            pieces.setdefault(code, sens)
    blocs = {b.abrege: b.intitule for b in referentiel.blocs}
    choix = {
        # Closed where `check` refuses any other value; open where the person adds her own.
        "jury": Choix(jurys, ferme=False),
        "civilite": Choix(tuple(Civilite)),
        "sexe": Choix(tuple(Sexe)),
        "grade": Choix(tuple(dict.fromkeys(g.intitule for g in referentiel.grades)), ferme=False),
        "statut": Choix(tuple(t.mot for t in vocabulaire.list_statuts(referentiel))),
        "composante": Choix(tuple(t.mot for t in vocabulaire.list_composantes(referentiel))),
        "voie": Choix(tuple(v.libelle for v in referentiel.voies if v.ouverte)),
        "blocs_vises": Choix(("tous", *blocs), ferme=False, sens=blocs),
        "prerequis[].code": Choix(tuple(pieces), sens=pieces),
        "resultats[].issue": Choix(tuple(Issue)),
    }
    return {champ: found for champ, found in choix.items() if found.valeurs}
