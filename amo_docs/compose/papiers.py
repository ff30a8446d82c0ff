"""Plan → papers as HTML, with everything wrong in the templates found in one pass."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError
from jinja2.exceptions import SecurityError

from amo_docs.catalogue import DocumentType
from amo_docs.compose.contexte import Commun, make_contexte
from amo_docs.compose.donnees import collect_donnees, list_non_imprimees, write_donnees
from amo_docs.compose.environnement import Journal, locate_arret, make_environnement
from amo_docs.compose.glyphes import compute_couverture, list_manquants, locate_caractere
from amo_docs.compose.interdits import Page, list_expressions, list_suspectes, neutralise, read_page
from amo_docs.compose.mentions import list_absentes
from amo_docs.compose.relecture import make_feuille, review_modeles, review_page
from amo_docs.compose.relecture.constats import STYLE_INCONNU, report
from amo_docs.compose.texte import contains, normalise, read_texte
from amo_docs.findings import Finding, Place, Severite, sort_findings
from amo_docs.model.base import fold
from amo_docs.model.papier import Papier, PapierCompose, Plan, Variante

ARRETS = (
    SecurityError,
    TemplateError,
    TypeError,
    ValueError,
    ArithmeticError,
    LookupError,
    AssertionError,
    AttributeError,
    RecursionError,
)
"""What an expression of a template may raise: the fault of who wrote it, found at its line."""


@dataclass(frozen=True)
class Composition:
    """What composing yields: the papers, and the findings; papers are whole only when there is no finding."""

    papiers: tuple[PapierCompose, ...]
    findings: tuple[Finding, ...]


class Compositeur:
    """Composes the papers of one run: one environment, one set of fonts, one catalogue."""

    def __init__(self, commun: Commun, catalogue: tuple[DocumentType, ...]) -> None:
        self.commun = commun
        self.documents = {document.cle: document for document in catalogue}
        self.journal = Journal()
        modeles = commun.dossier.modeles
        self.environnement = make_environnement(modeles, commun.dossier.referentiel, self.journal)
        self.couverture = compute_couverture(modeles.polices)
        self.base = modeles.compute_empreinte()
        self.feuille = make_feuille(modeles)

    def place(self, gabarit: str, ligne: int = 0) -> Place:
        """Return the place of a line of a template, as the person finds it."""
        origines = self.commun.dossier.modeles.origines
        return Place(fichier=origines.get(gabarit, gabarit), ligne=ligne)

    def render_html(self, document: DocumentType, contexte: Mapping[str, Any]) -> tuple[str, list[Finding]]:
        """Return the HTML of one paper and what is wrong in its template: undefined names, blanks, syntax."""
        self.journal.blancs.clear()
        html, findings = "", []
        try:
            html = self.environnement.get_template(document.modele).render(contexte)
        except TemplateSyntaxError as error:
            where = self.place(error.name or document.modele, error.lineno)
            findings = [
                Finding(
                    "G602", f"Syntaxe du gabarit : {str(error.message).rstrip('.')}.", "Corrigez cette ligne.", where
                )
            ]
        except TemplateNotFound as error:
            message = f"Le gabarit « {error.name} » n’existe pas."
            findings = [Finding("G603", message, "Créez-le, ou corrigez son nom.", self._place_arret(error, document))]
        except ARRETS as error:
            message = f"Le gabarit s’arrête : {str(error) or type(error).__name__}."
            findings = [Finding("G604", message, "Corrigez le gabarit.", self._place_arret(error, document))]
        geste = "Corrigez le nom, ou entourez-le de {% if … %}."
        blancs = sorted(self.journal.blancs)
        return html, [
            *findings,
            *(Finding("G605", f"{b.message}.", geste, self.place(b.gabarit, b.ligne)) for b in blancs),
        ]

    def _place_arret(self, error: BaseException, document: DocumentType) -> Place:
        gabarit, ligne = locate_arret(error, self.commun.dossier.modeles.gabarits)
        return self.place(gabarit or document.modele, ligne)

    def compose(self, papier: Papier) -> tuple[PapierCompose | None, list[Finding]]:
        """Return the paper composed in each size class, or None, and its findings."""
        document = self.documents[papier.type]
        contexte = make_contexte(self.commun, document, papier)
        variantes: list[Variante] = []
        for taille in document.tailles or ("taille-courante",):
            html, findings = self.render_html(document, contexte | {"taille": taille})
            plain = html
            if contexte["signee"] and not findings:
                plain, findings = self.render_html(document, contexte | {"taille": taille, "signee": False})
            if findings:
                return None, findings
            variantes.append(Variante(taille, html, plain))
        wrong_page = self._review_pages(document, variantes)
        if any(finding.code == STYLE_INCONNU for finding in wrong_page):  # what is no HTML has no text to read
            return None, wrong_page
        textes = _read_textes(variantes)
        findings = [*self._find_glyphes(papier, "".join(textes)), *self._find_mentions(document, contexte, textes)]
        findings += [*wrong_page, *self._find_interdits(papier, contexte, variantes)]
        donnees, wrong = self._attach(document, contexte, textes[0])
        findings += wrong
        if findings:
            return None, findings
        return self._seal(papier, document, tuple(variantes), donnees), []

    def _review_pages(self, document: DocumentType, variantes: list[Variante]) -> list[Finding]:
        """Return what expressions brought into a page that reading its templates could not show."""
        found = {
            report(c, self.place(document.modele)) for v in variantes[:1] for c in review_page(v.html, self.feuille)
        }
        return [finding for finding in found if finding.severite is Severite.ERREUR]

    def _find_glyphes(self, papier: Papier, texte: str) -> Iterator[Finding]:
        """Yield one finding a character the fonts lack, at the field that holds it rather than at the paper."""
        for char in list_manquants(texte, self.couverture):
            identifiant, place = locate_caractere(self.commun.dossier, papier.sujet, char)
            yield Finding(
                "G606",
                f"Le caractère « {char} » (U+{ord(char):04X}) de « {identifiant} » "
                "n’existe pas dans les polices des papiers.",
                "Vérifiez la saisie ; au besoin, écrivez ce mot dans l’alphabet latin, comme sur l’acte.",
                place,
            )

    def _find_mentions(
        self, document: DocumentType, contexte: Mapping[str, Any], textes: tuple[str, ...]
    ) -> Iterator[Finding]:
        for message in list_absentes(document, contexte, textes):
            yield Finding("G607", message, "Ajoutez-la au gabarit.", self.place(document.modele))

    def _find_interdits(
        self, papier: Papier, contexte: Mapping[str, Any], variantes: list[Variante]
    ) -> Iterator[Finding]:
        """Yield what the paper must not say: found on its page, then told apart from names by making it for nobody."""
        document = self.documents[papier.type]
        admises = {fold(texte) for texte in self.commun.dossier.referentiel.expressions_admises}
        banned = self.commun.dossier.modeles.expressions if document.vaut_titre else ()
        banned = tuple(expression for expression in banned if fold(expression.texte) not in admises)
        place = self.place(document.modele)
        pages = {v.html.replace(v.taille, ""): v for v in variantes} if banned or document.interdites else {}
        for variante in pages.values():
            page = read_page(variante.html)
            said, suspectes = list_expressions(banned, page), list(list_suspectes(document, contexte, page))
            if not said and not suspectes:
                continue
            neutre = self._read_neutre(papier, variante) or page
            for expression in list_expressions(said, neutre):
                message = f"L’expression « {expression.texte} » ne doit pas être sur le papier « {document.cle} »."
                geste = "Retirez-la du gabarit, des [phrases] du référentiel ou de la session."
                yield Finding("G620", message, geste, place, source=expression.source)
            for mention, texte, donnee in suspectes:
                if donnee != contains(neutre.texte, fold(normalise(texte))):
                    message = f"La mention « {mention} » ne doit pas être sur le papier « {document.cle} » : "
                    yield Finding("G621", f"{message}« {texte} » y est.", "Retirez-la du gabarit.", place)

    def _read_neutre(self, papier: Papier, variante: Variante) -> Page | None:
        """Return what the paper says made for nobody; None when it cannot be."""
        commun, neutre = neutralise(self.commun, papier)
        document = self.documents[papier.type]
        contexte = make_contexte(commun, document, neutre) | {"taille": variante.taille}
        html, findings = self.render_html(document, contexte)
        return None if findings else read_page(html)

    def _attach(self, document: DocumentType, contexte: Mapping[str, Any], texte: str) -> tuple[str, list[Finding]]:
        place = self.place("documents.toml")
        try:
            donnees = collect_donnees(document, contexte)
        except KeyError as error:
            message = f"[{document.cle}] donnees : « {error.args[0]} » n’existe pas."
            return "", [Finding("G608", message, "Corrigez le chemin.", place)]
        findings = [
            Finding(
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
        digest = hashlib.sha256(self.base.encode())
        for variante in variantes:
            digest.update(variante.html.encode() + variante.html_docx.encode())
        digest.update(donnees.encode())
        return PapierCompose(
            chemin=papier.chemin,
            type=papier.type,
            identifiant=papier.sujet.identifiant,
            variantes=variantes,
            donnees=donnees,
            empreinte=digest.hexdigest(),
            projet=papier.projet,
            pages_max=document.pages_max,
        )


def _read_textes(variantes: list[Variante]) -> tuple[str, ...]:
    """Return the texts of the variants, once each: pages that differ by the name of their size are read once."""
    pages = {page.replace(v.taille, ""): page for v in variantes[::-1] for page in (v.html_docx, v.html)}
    return tuple(dict.fromkeys(read_texte(page) for page in reversed(pages.values())))


def compose_papiers(commun: Commun, catalogue: tuple[DocumentType, ...], plan: Plan) -> Composition:
    """Return every paper of `plan` as HTML, and every finding, sorted by place."""
    compositeur = Compositeur(commun, catalogue)
    composed: list[PapierCompose] = []
    findings = list(review_modeles(commun.dossier.modeles, catalogue, compositeur.environnement))
    lus = {said for f in findings if f.severite is Severite.ERREUR for said in (f.place, f.message)}
    for papier in plan.papiers:
        paper, wrong = compositeur.compose(papier)
        findings += (f for f in wrong if not {f.place, f.message} & lus)  # reading has said it, and better
        if paper is not None:
            composed.append(paper)
    return Composition(tuple(composed), sort_findings(findings))
