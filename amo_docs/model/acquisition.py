"""How blocs make the certification: the rule as data, and what it says of a candidate's blocs."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from amo_docs.model.base import Notion, OuiNon, Texte


def _read_noeud(value: Any) -> Any:
    # A code alone is the commonest rule there is: « the bloc of this code ».
    return {"bloc": value} if isinstance(value, str) else value


Noeud = Annotated["RegleAcquisition", BeforeValidator(_read_noeud)]
"""A rule, or the code of a bloc, which is the rule that asks for it."""


class OptionAcquisition(Notion):
    """One option among those a candidate chooses from before the jury, and what it asks for."""

    code: Texte
    intitule: Texte
    tous: tuple[Noeud, ...] = Field(min_length=1)
    autres_noms: tuple[Texte, ...] = ()


class RegleAcquisition(Notion):
    """A rule of acquisition: one of five kinds, each made of rules in its turn.

    `bloc` asks for one bloc; `tous` for all of its rules; `un_parmi` for one of them at least;
    `au_moins` for so many of `parmi`; `options` for the one the candidate chose.
    """

    bloc: Texte | None = None
    tous: tuple[Noeud, ...] = ()
    un_parmi: tuple[Noeud, ...] = ()
    au_moins: int | None = Field(default=None, gt=0)
    parmi: tuple[Noeud, ...] = ()
    options: tuple[OptionAcquisition, ...] = ()

    @model_validator(mode="after")
    def _check_genre(self) -> RegleAcquisition:
        """Refuse a rule of no kind, or of two: it would be read one way and meant another."""
        kinds = [self.bloc, self.tous, self.un_parmi, self.au_moins, self.options]
        if sum(bool(kind) for kind in kinds) != 1 or bool(self.parmi) != bool(self.au_moins):
            raise PydanticCustomError("regle_acquisition", "n’est pas une règle")
        return self

    @property
    def _demandes(self) -> tuple[int, tuple[RegleAcquisition, ...]]:
        """How many of which rules are asked for; a bloc asks for itself."""
        if self.tous:
            return len(self.tous), self.tous
        if self.un_parmi:
            return 1, self.un_parmi
        return self.au_moins or 0, self.parmi

    def is_remplie(self, obtenus: AbstractSet[str], option: str | None) -> bool:
        """Tell whether the blocs `obtenus` satisfy the rule for who chose `option`.

        It is total, and monotone: one more bloc never makes it false.
        """
        if self.bloc is not None:
            return self.bloc in obtenus
        if self.options:
            chosen = self.find_option(option)
            # Nothing chosen satisfies nothing: R217 asks for the choice, and nobody is certified
            # under an option nobody took.
            return chosen is not None and all(r.is_remplie(obtenus, option) for r in chosen.tous)
        asked, rules = self._demandes
        return sum(rule.is_remplie(obtenus, option) for rule in rules) >= asked

    def find_option(self, option: str | None) -> OptionAcquisition | None:
        """Return the option of this code among those of the rule itself, or None."""
        return next((o for o in self.options if o.code == option), None)

    def list_regles(self) -> Iterator[RegleAcquisition]:
        """Yield this rule, then every rule under it."""
        yield self
        for rule in (*self.tous, *self.un_parmi, *self.parmi):
            yield from rule.list_regles()
        for option in self.options:
            for rule in option.tous:
                yield from rule.list_regles()

    def list_options(self) -> tuple[OptionAcquisition, ...]:
        """Return the options to choose from, wherever they stand in the rule."""
        return tuple(option for rule in self.list_regles() for option in rule.options)

    def list_blocs(self, option: str | None = None) -> tuple[str, ...]:
        """Return the blocs the rule names, once each, in its order.

        With `option`, those of the other options are left out.
        """
        return tuple(dict.fromkeys(self._walk_blocs(option)))

    def _walk_blocs(self, option: str | None) -> Iterator[str]:
        if self.bloc is not None:
            yield self.bloc
        for rule in (*self.tous, *self.un_parmi, *self.parmi):
            yield from rule._walk_blocs(option)
        for one in self.options:
            if option is None or one.code == option:
                for rule in one.tous:
                    yield from rule._walk_blocs(option)

    def count_blocs(self, option: str | None = None) -> int:
        """Return how many blocs it takes at least, whichever option is taken unless it is named."""
        if self.bloc is not None:
            return 1
        if self.options:
            chosen = [o for o in self.options if option is None or o.code == option]
            return min((sum(r.count_blocs(option) for r in o.tous) for o in chosen), default=0)
        asked, rules = self._demandes
        return sum(sorted(rule.count_blocs(option) for rule in rules)[:asked])


# Its rules were not known yet when it was read.
OptionAcquisition.model_rebuild()


class Acquisition(Notion):
    """How blocs make the certification: the rule, in data and in the words of the fiche.

    `blocs_requis` says in short that all of these are asked for, in the place of `regle`.
    `par_voie` holds the rules of routes that have one of their own. `blocs_facultatifs` are those
    no rule asks for. `inference` says what was deduced; None is what the fiche leaves open.
    """

    texte: tuple[Texte, ...] = ()
    blocs_requis: tuple[Texte, ...] = ()
    regle: RegleAcquisition | None = None
    par_voie: dict[str, RegleAcquisition] = Field(default_factory=dict)
    blocs_facultatifs: tuple[Texte, ...] = ()
    # The word people read for what is chosen: an « option », a « parcours », a « spécialité ».
    libelle_option: Texte = "option"
    cumulative: OuiNon | None = None
    blocs_prealables: OuiNon | None = None
    inference: Texte | None = None
    source: Texte

    @model_validator(mode="after")
    def _check_une(self) -> Acquisition:
        """Refuse two rules for the same thing, or none at all."""
        if bool(self.blocs_requis) == (self.regle is not None):
            raise PydanticCustomError("regle_unique", "une seule règle est attendue")
        return self

    def find_regle(self, voie: str) -> RegleAcquisition:
        """Return the rule that holds on a route."""
        return self.par_voie.get(voie) or self._commune

    @property
    def _commune(self) -> RegleAcquisition:
        if self.regle is not None:
            return self.regle
        return RegleAcquisition(tous=tuple(RegleAcquisition(bloc=b) for b in self.blocs_requis))

    def list_regles(self) -> tuple[RegleAcquisition, ...]:
        """Return the rules of all routes, that of those without one of their own first."""
        return (self._commune, *self.par_voie.values())


class Equivalence(Notion):
    """Blocs of another certification that count together as one of this one.

    It is what the fiche calls a correspondence; `source` says where it stands.
    """

    bloc: Texte
    blocs: tuple[Texte, ...] = Field(min_length=1)
    certification: Texte | None = None
    source: Texte
