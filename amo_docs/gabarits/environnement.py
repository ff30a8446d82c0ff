"""The Jinja environment: sandboxed, strict, escaping everything, noting blanks."""

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
    """The names of a template, where an `AbsentNote` stands for None."""

    def resolve_or_missing(self, key: str) -> Any:
        """Return the value of `key`, or Jinja's mark of a missing one."""
        return self.environment.mark_absent(super().resolve_or_missing(key), key)  # type: ignore[attr-defined]


class EnvironnementStrict(ImmutableSandboxedEnvironment):
    """A sandbox where None, wherever a template takes it from, is an `AbsentNote`."""

    context_class = ContexteStrict
    # Jinja does not compute an intercepted operator while compiling, so
    # constants pass our bounds too.
    intercepted_binops = frozenset(OPERATEURS)
    absent: type[AbsentNote]

    def mark_absent(self, value: Any, nom: str) -> Any:
        """Return `value`, or an `AbsentNote` named `nom` for None."""
        return self.absent(name=nom) if value is None else value

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Allow the names listed for what `obj` is, and no other.

        Libraries add methods to it, and some of these read files.
        """
        # An undefined name answers with itself, whatever the attribute.
        if isinstance(obj, Undefined):
            return value is obj
        # A namespace holds what the template itself put there.
        if isinstance(obj, Namespace):
            return not attr.startswith("_")
        return attr in list_champs(obj) and bool(super().is_safe_attribute(obj, attr, value))

    def wrap_str_format(self, value: Any) -> None:
        """Leave `str.format` to `is_safe_attribute`, which refuses it.

        It would write days by the settings of the machine.
        """

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Return `left operator right`, within bounds."""
        return OPERATEURS[operator](left, right)

    def _generate(self, source: nodes.Template, *args: Any, **kwargs: Any) -> str:
        """Pass what « ~ » joins through the same check as what is printed."""
        # `finalize` sees only the joined text, in which a None is already the letters « None ».
        for concat in source.find_all(nodes.Concat):
            concat.nodes = [
                nodes.Filter(n, "_texte", [], [], None, None, lineno=n.lineno) for n in concat.nodes
            ]
        # The filters just added have no environment yet, and the compiler asks them for one.
        source.set_environment(self)
        return super()._generate(source, *args, **kwargs)

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return `obj.attribute` as a template sees it."""
        # Its own attributes are closed, and it is noted when it is used.
        if isinstance(obj, Undefined):
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
        """Return a field of a record, or an undefined name for one that is closed."""
        if nom not in list_champs(record):
            return self.undefined(obj=record, name=nom)
        # Jinja would take an AttributeError for a missing name: here it comes
        # from a property, and is a bug.
        return self.mark_absent(getattr(record, nom), nom)

    def call(__self, __context: Context, __obj: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: N805
        """Return the value of a call as a template sees it."""
        if isinstance(__obj, MethodType) and is_record(__obj.__self__):
            # Jinja adds these two to every call inside a loop or a block; the
            # model's methods do not take them.
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
        """Yield the tokens of `stream`, with French spaces in the literal text outside tags."""
        for token in stream:
            # At compile time, and in literal text alone: names are printed as given.
            if token.type == "data":
                yield Token(token.lineno, token.type, space_texte(token.value))
            else:
                yield token


def space_texte(html: str) -> str:
    """Return `html` with French spaces in its text, its tags untouched.

    A tag may begin in one piece of literal text and end in the next.
    """
    parts = html.replace("<", "\0<").replace(">", ">\0").split("\0")
    return "".join(
        part if part.startswith("<") or part.endswith(">") else set_espaces(part) for part in parts
    )


def make_filtres(referentiel: Referentiel | None) -> dict[str, Callable[..., Any]]:
    """Return the filters of templates, each held to its contract.

    Without `referentiel`, grades are written as given.
    """
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
        """Return the text of a template, and its name as the file name in traces of errors."""
        return (gabarits[nom], nom, lambda: True) if nom in gabarits else None

    # With a context, Jinja cannot apply this to constants while compiling: they pass here at run
    # time, when the line is known.
    @pass_context
    def refuse_objet(contexte: Context, value: Any) -> Any:
        if value is None:
            return journal.note("une valeur vide serait imprimée")
        # Not `isinstance` for int: a bool is one, and « True » is no word of a French paper.
        if isinstance(value, str | float | Undefined) or type(value) is int:
            return value
        return journal.note("une valeur qui n’est pas un texte serait imprimée", geste=GESTE_OBJET)

    @pass_context
    def refuse_blank(contexte: Context, value: Any) -> Any:
        # An empty text on a certificate is a forgery by omission, save the
        # places left empty on purpose.
        if isinstance(value, str) and not value.strip() and not isinstance(value, Emplacement):
            return journal.note("une valeur vide serait imprimée")
        return refuse_objet(contexte, value)

    environnement = EnvironnementStrict(
        # Texts in memory: a template reaches no file through `include` or `import`.
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
    # Set whole, not updated: what a later Jinja adds stays out.
    environnement.globals = dict(GLOBAUX)
    environnement.filters = {**make_filtres(referentiel), "_texte": refuse_objet}
    return environnement
