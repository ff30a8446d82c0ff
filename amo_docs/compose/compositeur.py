"""A planned paper → its pages as HTML, with all that is wrong in them found in one pass."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from typing import Any

from jinja2 import TemplateNotFound, TemplateSyntaxError
from jinja2.exceptions import SecurityError

from amo_docs.catalogue import DocumentType
from amo_docs.compose.composition import Composition
from amo_docs.compose.contexte import Commun, make_contexte
from amo_docs.compose.donnees import (
    CheminInconnuError,
    collect_donnees,
    list_non_imprimees,
    write_donnees,
)
from amo_docs.compose.empreinte import Sceau
from amo_docs.compose.glyphes import compute_couverture, list_manquants, locate_caractere
from amo_docs.compose.interdits import (
    Page,
    fold_page,
    list_expressions,
    list_suspectes,
    neutralise_commun,
    neutralise_papier,
)
from amo_docs.compose.mentions_lues import list_absentes
from amo_docs.compose.texte import Lecture, contains, normalise, read_page
from amo_docs.constats import report
from amo_docs.findings import Acquis, Finding, Place, sort_findings
from amo_docs.gabarits.arrets import is_faute_gabarit, locate_arret
from amo_docs.gabarits.blancs import Blanc, Journal
from amo_docs.gabarits.environnement import make_environnement
from amo_docs.gabarits.syntaxe import (
    place_gabarit,
    report_absent,
    report_syntaxe,
    say_arret,
)
from amo_docs.model.base import fold
from amo_docs.model.papier import Papier, PapierCompose, Variante

Relire = Callable[[str, Place], tuple[Finding, ...]]
"""Given a page and the place of its template, what is wrong in the page: the review's door."""


STYLE_INCONNU = "G632"


class Compositeur:
    """Composes the papers of one run: one environment, one set of fonts, one catalogue."""

    def __init__(self, commun: Commun, catalogue: tuple[DocumentType, ...], relire: Relire) -> None:
        self.commun = commun
        self.documents = {document.cle: document for document in catalogue}
        self.relire = relire
        self.journal = Journal()
        modeles = commun.matiere.modeles
        self.environnement = make_environnement(modeles, commun.matiere.referentiel, self.journal)
        self.sceau = Sceau(modeles, commun.outils)
        self.couverture = compute_couverture(modeles.polices)

    def place(self, gabarit: str, ligne: int = 0) -> Place:
        """Return the place of a line of a template, as the person finds it."""
        return place_gabarit(self.commun.matiere.modeles, gabarit, ligne)

    def render_html(
        self, document: DocumentType, contexte: Mapping[str, Any]
    ) -> tuple[str, list[Finding]]:
        """Return the HTML of one paper and what is wrong in its template: undefined names, blanks,
        syntax."""
        self.journal.blancs.clear()
        html, findings = "", []
        try:
            html = self.environnement.get_template(document.modele).render(contexte)
        except TemplateSyntaxError as error:
            findings = [report_syntaxe(self.commun.matiere.modeles, error, document.modele)]
        except TemplateNotFound as error:
            findings = [report_absent(str(error.name), self._place_arret(error, document))]
        except Exception as error:
            if not is_faute_gabarit(error, self.commun.matiere.modeles.gabarits):
                raise
            message = f"Le gabarit s’arrête : {say_arret(error)}."
            place = self._place_arret(error, document)
            arret = report("G604", message, "Corrigez le gabarit.", place)
            findings = [_make_sur(arret) if isinstance(error, SecurityError) else arret]
        findings += (self._report_blanc(blanc) for blanc in sorted(self.journal.blancs))
        return html, findings

    def _report_blanc(self, blanc: Blanc) -> Finding:
        place = self.place(blanc.gabarit, blanc.ligne)
        finding = report("G605", f"{blanc.message}.", blanc.geste, place)
        return _make_sur(finding) if blanc.sur else finding

    def _place_arret(self, error: BaseException, document: DocumentType) -> Place:
        gabarit, ligne = locate_arret(error, self.commun.matiere.modeles.gabarits)
        return self.place(gabarit or document.modele, ligne)

    def compose(self, papier: Papier) -> Composition:
        """Return the paper, or none when there are findings."""
        paper, findings = self._try(papier)
        return Composition(() if paper is None else (paper,), sort_findings(findings))

    def _try(self, papier: Papier) -> tuple[PapierCompose | None, list[Finding]]:
        """Return the paper composed in each size class, or None, and its findings."""
        document = self.documents[papier.type]
        contexte = make_contexte(self.commun, document, papier)
        variantes: list[Variante] = []
        for taille in document.tailles or ("taille-courante",):
            html, findings = self.render_html(document, contexte | {"taille": taille})
            plain = html
            if contexte["signee"] and not findings:
                plain, findings = self.render_html(
                    document, contexte | {"taille": taille, "signee": False}
                )
            if findings:
                return None, findings
            variantes.append(Variante(taille, html, plain))
        wrong_page = self.relire(variantes[0].html, self.place(document.modele))
        # What is no HTML has no text to read.
        if any(finding.code == STYLE_INCONNU for finding in wrong_page):
            return None, list(wrong_page)
        lectures = _read_variantes(variantes)
        textes = tuple(lecture.texte for lecture in lectures)
        findings = [
            *wrong_page,
            *self._find_glyphes(papier, "".join(lecture.tout for lecture in lectures)),
            *self._find_mentions(document, contexte, textes),
        ]
        findings += self._find_interdits(papier, contexte, variantes)
        donnees, wrong = self._attach(document, contexte, textes[0])
        findings += wrong
        if findings:
            return None, findings
        return self._seal(papier, document, tuple(variantes), donnees), []

    def _find_glyphes(self, papier: Papier, texte: str) -> Iterator[Finding]:
        """Yield one finding a character the fonts lack, at the field that holds it rather than at
        the paper."""
        for char in list_manquants(texte, self.couverture) if self.couverture else ():
            identifiant, place = locate_caractere(self.commun.matiere, papier.sujet, char)
            yield report(
                "G606",
                f"Le caractère « {char} » (U+{ord(char):04X}) de « {identifiant} » "
                "n’existe pas dans les polices des papiers.",
                "Vérifiez la saisie ; au besoin, écrivez ce mot dans l’alphabet latin, "
                "comme sur l’acte.",
                place,
            )

    def _find_mentions(
        self, document: DocumentType, contexte: Mapping[str, Any], textes: tuple[str, ...]
    ) -> Iterator[Finding]:
        for message in list_absentes(document, contexte, textes):
            yield report("G607", message, "Ajoutez-la au gabarit.", self.place(document.modele))

    def _find_interdits(
        self, papier: Papier, contexte: Mapping[str, Any], variantes: list[Variante]
    ) -> Iterator[Finding]:
        """Yield what the paper must not say: found on its page, then told apart from names by
        making it for nobody."""
        document = self.documents[papier.type]
        admises = {fold(texte) for texte in self.commun.matiere.referentiel.expressions_admises}
        banned = self.commun.matiere.modeles.expressions if document.vaut_titre else ()
        banned = tuple(expression for expression in banned if fold(expression.texte) not in admises)
        place = self.place(document.modele)
        pages = (
            {v.html.replace(v.taille, ""): v for v in variantes}
            if banned or document.interdites
            else {}
        )
        for variante in pages.values():
            page = fold_page(variante.html)
            said, suspectes = (
                list_expressions(banned, page),
                list(list_suspectes(document, contexte, page)),
            )
            if not said and not suspectes:
                continue
            neutre = self._read_neutre(papier, variante) or page
            for expression in list_expressions(said, neutre):
                message = (
                    f"L’expression « {expression.texte} » ne doit pas être sur le papier « "
                    f"{document.cle} »."
                )
                geste = "Retirez-la du gabarit, des [phrases] du référentiel ou de la session."
                yield report("G620", message, geste, place, source=expression.source)
            for mention, texte, donnee in suspectes:
                if donnee != contains(neutre.texte, fold(normalise(texte))):
                    message = (
                        f"La mention « {mention} » ne doit pas être sur le papier « "
                        f"{document.cle} » : "
                    )
                    yield report(
                        "G621", f"{message}« {texte} » y est.", "Retirez-la du gabarit.", place
                    )

    @cached_property
    def _neutre(self) -> Commun:
        return neutralise_commun(self.commun)

    def _read_neutre(self, papier: Papier, variante: Variante) -> Page | None:
        """Return what the paper says made for nobody; None when it cannot be."""
        document = self.documents[papier.type]
        contexte = make_contexte(self._neutre, document, neutralise_papier(papier)) | {
            "taille": variante.taille
        }
        html, findings = self.render_html(document, contexte)
        return None if findings else fold_page(html)

    def _attach(
        self, document: DocumentType, contexte: Mapping[str, Any], texte: str
    ) -> tuple[str, list[Finding]]:
        place = self.place("documents.toml")
        try:
            donnees = collect_donnees(document, contexte)
        except CheminInconnuError as error:
            message = f"[{document.cle}] donnees : « {error.args[0]} » n’existe pas."
            return "", [report("G608", message, "Corrigez le chemin.", place)]
        findings = [
            report(
                "G609",
                f"[{document.cle}] donnees : « {chemin} » serait joint au PDF sans être imprimé.",
                "Retirez-le de « donnees », ou imprimez-le.",
                place,
            )
            for chemin in list_non_imprimees(donnees, texte)
        ]
        return write_donnees(document, donnees), findings

    def _seal(
        self, papier: Papier, document: DocumentType, variantes: tuple[Variante, ...], donnees: str
    ) -> PapierCompose:
        return PapierCompose(
            replace(
                papier.exemplaire,
                empreinte=self.sceau.compute(variantes, donnees, document.pages_max),
            ),
            variantes,
            donnees,
            document.pages_max,
        )


def _read_variantes(variantes: list[Variante]) -> tuple[Lecture, ...]:
    """Return what the variants say, once each: pages that differ by the name of their size are read
    once."""
    pages = {
        page.replace(v.taille, ""): page for v in variantes[::-1] for page in (v.html_docx, v.html)
    }
    return tuple(dict.fromkeys(read_page(page) for page in reversed(pages.values())))


def _make_sur(finding: Finding) -> Finding:
    """Return a finding that no data is the cause of."""
    return replace(finding, suppose=frozenset({Acquis.GABARITS}))
