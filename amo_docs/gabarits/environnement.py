"""The Jinja environment: sandboxed, strict, escaping everything, noting every blank instead of
printing it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from types import MethodType
from typing import Any

from jinja2 import FunctionLoader, Undefined, nodes, pass_context
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import Namespace

from amo_docs.gabarits.bac_a_sable import (
    FILTRES_BORNES,
    GLOBAUX,
    OPERATEURS,
    bound_filtre,
    is_record,
    list_champs,
)
from amo_docs.gabarits.blancs import AbsentNote, Journal, make_undefined
from amo_docs.gabarits.contrats import call_selon_contrat, hold
from amo_docs.gabarits.filtres import FILTRES
from amo_docs.gabarits.vierge import Emplacement, leave_place, write_place
from amo_docs.model.modeles import Modeles
from amo_docs.model.referentiel import Referentiel
from amo_docs.typographie import set_espaces


class ContexteStrict(Context):
    """The names of a template, None among them replaced by what cannot be printed."""

    def resolve_or_missing(self, key: str) -> Any:
        """Return the value of `key`, or Jinja's mark of what is missing."""
        return self.environment.mark_absent(super().resolve_or_missing(key), key)  # type: ignore[attr-defined]


class EnvironnementStrict(ImmutableSandboxedEnvironment):
    """A sandbox where None, wherever a template takes it from, is an `AbsentNote`."""

    context_class = ContexteStrict
    intercepted_binops = frozenset(OPERATEURS)
    absent: type[AbsentNote]

    def mark_absent(self, value: Any, nom: str) -> Any:
        """Return `value`, or what stands for None under the name `nom`."""
        return self.absent(name=nom) if value is None else value

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Allow the names listed for what `obj` is, and no other: a library adds methods, some of
        them read files."""
        if isinstance(
            obj, Undefined
        ):  # whatever is asked of it, an undefined name answers with itself
            return value is obj
        if isinstance(obj, Namespace):  # what the template itself put there
            return not attr.startswith("_")
        return attr in list_champs(obj) and bool(super().is_safe_attribute(obj, attr, value))

    def wrap_str_format(self, value: Any) -> None:
        """Leave `str.format` to `is_safe_attribute`, which refuses it: it formats days by the
        machine's settings."""

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Return `left operator right`, in measure."""
        return OPERATEURS[operator](left, right)

    def _generate(self, source: nodes.Template, *args: Any, **kwargs: Any) -> str:
        """Pass what « ~ » joins through the same sieve as what is printed."""
        for concat in source.find_all(nodes.Concat):
            concat.nodes = [
                nodes.Filter(n, "_texte", [], [], None, None, lineno=n.lineno) for n in concat.nodes
            ]
        source.set_environment(self)
        return super()._generate(source, *args, **kwargs)

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return `obj.attribute` as a template sees it."""
        if isinstance(obj, Undefined):  # its own attributes are none of the template's business
            return obj
        if is_record(obj):
            return self._read_champ(obj, attribute)
        return self.mark_absent(super().getattr(obj, attribute), attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """Return `obj[argument]` as a template sees it."""
        if is_record(obj):
            return self._read_champ(obj, str(argument))
        return self.mark_absent(super().getitem(obj, argument), str(argument))

    def _read_champ(self, record: Any, nom: str) -> Any:
        """Return a field of a record; one it does not open is not even read. An AttributeError is
        its property's."""
        if nom not in list_champs(record):
            return self.undefined(obj=record, name=nom)
        return self.mark_absent(getattr(record, nom), nom)

    def call(__self, __context: Context, __obj: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: N805
        """Return the value of a call as a template sees it."""
        if isinstance(__obj, MethodType) and is_record(__obj.__self__):
            kwargs = {
                nom: value
                for nom, value in kwargs.items()
                if nom not in ("_loop_vars", "_block_vars")
            }
            value = call_selon_contrat(__obj.__name__, __obj, *args, **kwargs)
        else:
            value = super().call(__context, __obj, *args, **kwargs)
        return __self.mark_absent(value, getattr(__obj, "__name__", "valeur"))


GESTE_OBJET = (
    "Imprimez-en un champ, ou passez-la par un filtre : {{ jour|date_longue }}, {{ noms|liste }}."
)


class Typographie(Extension):
    """Puts the French spaces in the literal text of templates; values are never touched."""

    def filter_stream(self, stream: TokenStream) -> Iterable[Token]:
        """Yield the tokens of `stream`, those of literal text with their spaces put right outside
        tags."""
        for token in stream:
            if token.type == "data":
                yield Token(token.lineno, token.type, space_texte(token.value))
            else:
                yield token


def space_texte(html: str) -> str:
    """Return `html` with the spaces of its text put right, its tags untouched. A tag may be cut by
    an expression."""
    parts = html.replace("<", "\0<").replace(">", ">\0").split("\0")
    return "".join(
        part if part.startswith("<") or part.endswith(">") else set_espaces(part) for part in parts
    )


def make_filtres(referentiel: Referentiel | None) -> dict[str, Callable[..., Any]]:
    """Return the filters of templates, each held to what it takes; without `referentiel`, grades
    are as given."""
    grade = referentiel.write_grade if referentiel else str
    ours: dict[str, Any] = {**FILTRES, "grade": grade, "du_jour": leave_place, "place": write_place}
    ours = {nom: bound_filtre(nom, hold(nom, filtre)) for nom, filtre in ours.items()}
    return {**FILTRES_BORNES, **ours}


def make_environnement(
    modeles: Modeles, referentiel: Referentiel | None, journal: Journal
) -> EnvironnementStrict:
    """Return the environment that composes papers from `modeles`, noting blanks in `journal`.

    Without `referentiel` it reads templates and composes none.
    """
    gabarits = modeles.gabarits

    def find_gabarit(nom: str) -> tuple[str, str, Callable[[], bool]] | None:
        """Return the text of a template and, for the traces of errors, its name as that of a
        file."""
        return (gabarits[nom], nom, lambda: True) if nom in gabarits else None

    # with a context, constants pass here too, at their line, rather than while compiling
    @pass_context
    def refuse_objet(contexte: Context, value: Any) -> Any:
        if value is None:
            return journal.note("une valeur vide serait imprimée")
        if isinstance(value, str | float | Undefined) or type(value) is int:
            return value
        return journal.note("une valeur qui n’est pas un texte serait imprimée", geste=GESTE_OBJET)

    @pass_context
    def refuse_blank(contexte: Context, value: Any) -> Any:
        if isinstance(value, str) and not value.strip() and not isinstance(value, Emplacement):
            return journal.note("une valeur vide serait imprimée")
        return refuse_objet(contexte, value)

    environnement = EnvironnementStrict(
        loader=FunctionLoader(find_gabarit),
        undefined=make_undefined(journal),
        autoescape=True,
        finalize=refuse_blank,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=[Typographie],
    )
    environnement.absent = type("AbsentJournal", (AbsentNote,), {"journal": journal})
    environnement.tests["none"] = lambda value: value is None or isinstance(value, AbsentNote)
    environnement.globals = dict(GLOBAUX)
    environnement.filters = {**make_filtres(referentiel), "_texte": refuse_objet}
    return environnement
