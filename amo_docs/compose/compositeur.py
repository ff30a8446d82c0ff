"""A planned paper → its pages as HTML, and all that is wrong in them, found in one pass."""

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
from amo_docs.compose.glyphes import locate_caractere
from amo_docs.compose.interdits import (
    Page,
    fold_page,
    list_expressions,
    list_interdites,
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
from amo_docs.jumeaux.couverture import compute_couverture, list_manquants
from amo_docs.model.base import fold
from amo_docs.model.papier import Papier, PapierCompose, Variante

# Handed in as a function, since the review of pages and composing do not import each other.
Relire = Callable[[str, Place], tuple[Finding, ...]]
"""Takes a page and the place of its template, and returns what is wrong in the page."""


# Among other things, the code of a page that holds what is no HTML at all.
STYLE_INCONNU = "G632"


class Compositeur:
    """Composes the papers of one run: one environment, one set of fonts, one catalogue."""

    def __init__(self, commun: Commun, catalogue: tuple[DocumentType, ...], relire: Relire) -> None:
        self.commun = commun
        self.documents = {document.cle: document for document in catalogue}
        self.relire = relire
        # One journal for all papers: the compiled templates keep it, and
        # compiling is done once a process.
        self.journal = Journal()
        modeles = commun.matiere.modeles
        self.environnement = make_environnement(modeles, commun.matiere.referentiel, self.journal)
        self.sceau = Sceau(modeles, commun.outils)
        self.couverture = compute_couverture(police.contenu for police in modeles.polices)

    def place(self, gabarit: str, ligne: int = 0) -> Place:
        """Return the place of a line of a template, as the person finds it."""
        return place_gabarit(self.commun.matiere.modeles, gabarit, ligne)

    def render_html(
        self, document: DocumentType, contexte: Mapping[str, Any]
    ) -> tuple[str, list[Finding]]:
        """Return the HTML of one paper, and what is wrong in its template.

        That is: undefined names, blanks, syntax, or an expression that stops it.
        """
        self.journal.blancs.clear()
        html, findings = "", []
        try:
            html = self.environnement.get_template(document.modele).render(contexte)
        except TemplateSyntaxError as error:
            findings = [report_syntaxe(self.commun.matiere.modeles, error, document.modele)]
        except TemplateNotFound as error:
            findings = [report_absent(str(error.name), self._place_arret(error, document))]
        # A template may raise nearly anything. What is not its fault is raised again: a
        # bug of ours keeps its traceback.
        except Exception as error:
            if not is_faute_gabarit(error, self.commun.matiere.modeles.gabarits):
                raise
            message = f"Le gabarit s’arrête : {say_arret(error)}."
            place = self._place_arret(error, document)
            arret = report("G604", message, "Corrigez le gabarit.", place)
            # No data make a template reach what is closed to it, so this may
            # be said beside wrong data.
            findings = [_make_sur(arret) if isinstance(error, SecurityError) else arret]
        # Blanks are a set: sorted, the findings come in the same order at every run.
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
        """Return the paper composed, or its findings and no paper."""
        paper, findings = self._try(papier)
        return Composition(() if paper is None else (paper,), sort_findings(findings))

    def _try(self, papier: Papier) -> tuple[PapierCompose | None, list[Finding]]:
        """Return the paper composed in each size class, or None, and its findings."""
        document = self.documents[papier.type]
        contexte = make_contexte(self.commun, document, papier)
        variantes: list[Variante] = []
        for taille in document.tailles or ("taille-courante",):
            html, findings = self.render_html(document, contexte | {"taille": taille})
            # The DOCX is signed by hand, never by an image. Its branch of the template is composed
            # too, so that a blank in it is found.
            plain = html
            if contexte["signee"] and not findings:
                plain, findings = self.render_html(
                    document, contexte | {"taille": taille, "signee": False}
                )
            # Every size runs the same template, and would say the same again.
            if findings:
                return None, findings
            variantes.append(Variante(taille, html, plain))
        # The sizes differ by the name of a class, so reviewing the first is enough.
        wrong_page = self.relire(variantes[0].html, self.place(document.modele))
        # « <![…]> » is no HTML: what follows it cannot be read,
        # and its mentions would seem missing.
        if any(finding.code == STYLE_INCONNU for finding in wrong_page):
            return None, list(wrong_page)
        lectures = _read_variantes(variantes)
        # Mentions are looked for in what is seen; glyphs in every word, since a style
        # sheet may show what HTML hides.
        textes = tuple(lecture.texte for lecture in lectures)
        findings = [
            *wrong_page,
            *self._find_glyphes(papier, "".join(lue.tout + lue.blancs for lue in lectures)),
            *self._find_mentions(document, contexte, textes),
        ]
        findings += self._find_interdits(papier, contexte, variantes)
        donnees, wrong = self._attach(document, contexte, textes[0])
        findings += wrong
        if findings:
            return None, findings
        return self._seal(papier, document, tuple(variantes), donnees), []

    def _find_glyphes(self, papier: Papier, texte: str) -> Iterator[Finding]:
        """Yield one finding for each character the fonts lack, at the field that holds it.

        The field, not the paper: it is the person who typed it who can mend it.
        """
        # No font read means nothing to compare with. That has a finding of its own (G610).
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
        """Yield what the paper must not say.

        What is found on the page is looked for again in the same paper made for nobody, which
        tells the words of the template from the names of persons.
        """
        document = self.documents[papier.type]
        # A certificateur may have a right to one of them, which its référentiel then names.
        admises = {fold(texte) for texte in self.commun.matiere.referentiel.expressions_admises}
        # Only what certifies is read for these words: a letter says what it likes.
        banned = self.commun.matiere.modeles.expressions if document.vaut_titre else ()
        banned = tuple(expression for expression in banned if fold(expression.texte) not in admises)
        place = self.place(document.modele)
        # Sizes that differ by the name of their class alone are looked at once.
        pages = (
            {v.html.replace(v.taille, ""): v for v in variantes}
            if banned or list_interdites(document, self.commun.matiere.referentiel)
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
            # Where it cannot be made for nobody, the page itself stands in: a false alarm is better
            # than a word missed on a certificate.
            neutre = self._read_neutre(papier, variante) or page
            for expression in list_expressions(said, neutre):
                message = (
                    f"L’expression « {expression.texte} » ne doit pas être sur le papier « "
                    f"{document.cle} »."
                )
                geste = "Retirez-la du gabarit, des [phrases] du référentiel ou de la session."
                # A title may have the word by right: the referential says so, and nobody else.
                titre = Page(fold(self.commun.matiere.referentiel.intitule), "")
                if list_expressions((expression,), titre):
                    geste = (
                        "L’intitulé de la certification la porte : si elle y a droit, ajoutez "
                        f'"{expression.texte}" à la liste « expressions_admises » du référentiel.'
                    )
                yield report("G620", message, geste, place, source=expression.source)
            for mention, texte, donnee in suspectes:
                # A datum is at fault when it goes with the person, and a word
                # when it stays without him.
                if donnee != contains(neutre.texte, fold(normalise(texte))):
                    message = (
                        f"La mention « {mention} » ne doit pas être sur le papier « "
                        f"{document.cle} » : "
                    )
                    yield report(
                        "G621", f"{message}« {texte} » y est.", "Retirez-la du gabarit.", place
                    )

    # Made once a run, and only when a page holds a suspect word.
    @cached_property
    def _neutre(self) -> Commun:
        return neutralise_commun(self.commun)

    def _read_neutre(self, papier: Papier, variante: Variante) -> Page | None:
        """Return what the paper says when made for nobody, or None when it cannot be made so."""
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
                empreinte=self.sceau.compute(variantes, donnees, document.pages_max, papier.date),
            ),
            variantes,
            donnees,
            document.pages_max,
        )


def _read_variantes(variantes: list[Variante]) -> tuple[Lecture, ...]:
    """Return what the variants say.

    Pages that differ by the name of their size alone are read once.
    """
    # The signed and the unsigned page are both read: neither may lack a mention.
    pages = {
        page.replace(v.taille, ""): page for v in variantes[::-1] for page in (v.html_docx, v.html)
    }
    return tuple(dict.fromkeys(read_page(page) for page in reversed(pages.values())))


def _make_sur(finding: Finding) -> Finding:
    """Return `finding` marked as one that no data can be the cause of."""
    return replace(finding, suppose=frozenset({Acquis.GABARITS}))
