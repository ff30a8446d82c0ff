"""Plan → papers as HTML, with everything wrong in the templates found in one pass."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from typing import Any

from jinja2 import TemplateNotFound, TemplateSyntaxError
from jinja2.exceptions import SecurityError

from amo_docs.catalogue import DocumentType
from amo_docs.compose.arrets import is_faute_gabarit, locate_arret
from amo_docs.compose.blancs import Journal
from amo_docs.compose.composition import SURS, Composition, join_compositions
from amo_docs.compose.contexte import Commun, make_contexte
from amo_docs.compose.donnees import (
    CheminInconnuError,
    collect_donnees,
    list_non_imprimees,
    write_donnees,
)
from amo_docs.compose.empreinte import Sceau
from amo_docs.compose.environnement import make_environnement
from amo_docs.compose.gabarits import (
    place_gabarit,
    read_gabarits,
    report_absent,
    report_syntaxe,
    say_arret,
)
from amo_docs.compose.glyphes import compute_couverture, list_manquants, locate_caractere
from amo_docs.compose.interdits import (
    Page,
    fold_page,
    list_expressions,
    list_suspectes,
    neutralise_commun,
    neutralise_papier,
)
from amo_docs.compose.mentions import list_absentes
from amo_docs.compose.relecture import make_feuille, read_squelette, review_modeles, review_page
from amo_docs.compose.relecture.constats import STYLE_INCONNU, report
from amo_docs.compose.texte import Lecture, contains, normalise, read_page
from amo_docs.findings import Finding, Place, Severite, sort_findings
from amo_docs.model.base import fold
from amo_docs.model.papier import Papier, PapierCompose, Plan, Variante


class Compositeur:
    """Composes the papers of one run: one environment, one set of fonts, one catalogue."""

    def __init__(self, commun: Commun, catalogue: tuple[DocumentType, ...]) -> None:
        self.commun = commun
        self.documents = {document.cle: document for document in catalogue}
        self.journal = Journal()
        modeles = commun.dossier.modeles
        self.environnement = make_environnement(modeles, commun.dossier.referentiel, self.journal)
        self.sceau = Sceau(modeles, commun.outils)
        self.couverture = compute_couverture(modeles.polices)
        self.surs: set[Finding] = set()
        found = read_gabarits(modeles, catalogue)
        self.casses = {cle for cle, findings in found.items() if findings}
        self.constats = self._review(
            catalogue, (finding for findings in found.values() for finding in findings)
        )
        self.lus = {
            said
            for f in self.constats
            if f.severite is Severite.ERREUR
            for said in (f.place, f.message)
        }
        self.feuille = make_feuille(modeles)
        self.squelettes_surs: set[str] = set()

    def _review(
        self, catalogue: tuple[DocumentType, ...], lus: Iterable[Finding]
    ) -> tuple[Finding, ...]:
        """Return what is wrong in the templates themselves, said once a place: `lus` is what Jinja
        could not read."""
        known = tuple(lus)
        places = {finding.place for finding in known}
        revus = review_modeles(self.commun.dossier.modeles, catalogue, self.environnement)
        return sort_findings(
            (*known, *(finding for finding in revus if finding.place not in places))
        )

    def place(self, gabarit: str, ligne: int = 0) -> Place:
        """Return the place of a line of a template, as the person finds it."""
        return place_gabarit(self.commun.dossier.modeles, gabarit, ligne)

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
            findings = [report_syntaxe(self.commun.dossier.modeles, error, document.modele)]
        except TemplateNotFound as error:
            findings = [report_absent(str(error.name), self._place_arret(error, document))]
        except Exception as error:
            if not is_faute_gabarit(error, self.commun.dossier.modeles.gabarits):
                raise
            message = f"Le gabarit s’arrête : {say_arret(error)}."
            findings = [
                Finding("G604", message, "Corrigez le gabarit.", self._place_arret(error, document))
            ]
            self.surs.update(findings if isinstance(error, SecurityError) else ())
        for blanc in sorted(self.journal.blancs):
            findings.append(
                Finding(
                    "G605", f"{blanc.message}.", blanc.geste, self.place(blanc.gabarit, blanc.ligne)
                )
            )
            self.surs.update(findings[-1:] if blanc.sur else ())
        return html, findings

    def _place_arret(self, error: BaseException, document: DocumentType) -> Place:
        gabarit, ligne = locate_arret(error, self.commun.dossier.modeles.gabarits)
        return self.place(gabarit or document.modele, ligne)

    def compose(self, papier: Papier) -> Composition:
        """Return the paper, or none when there are findings; those of the templates themselves are
        in `constats`."""
        if papier.type in self.casses:
            return Composition((), ())
        self.surs.clear()
        paper, found = self._try(papier)
        findings = [
            f for f in found if not {f.place, f.message} & self.lus
        ]  # reading has said it, and better
        surs = frozenset(
            finding for finding in findings if finding in self.surs or finding.code in SURS
        )
        return Composition(() if paper is None else (paper,), sort_findings(findings), surs)

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
        wrong_page = self._review_page(document, variantes)
        if any(
            finding.code == STYLE_INCONNU for finding in wrong_page
        ):  # what is no HTML has no text to read
            return None, wrong_page
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

    def _review_page(self, document: DocumentType, variantes: list[Variante]) -> list[Finding]:
        """Return what expressions brought into a page that reading its templates could not show."""
        squelette = read_squelette(variantes[0].html)
        if squelette in self.squelettes_surs:
            return []
        found = {
            report(c, self.place(document.modele))
            for c in review_page(variantes[0].html, self.feuille)
        }
        if not found and squelette is not None:
            self.squelettes_surs.add(squelette)
        return [finding for finding in found if finding.severite is Severite.ERREUR]

    def _find_glyphes(self, papier: Papier, texte: str) -> Iterator[Finding]:
        """Yield one finding a character the fonts lack, at the field that holds it rather than at
        the paper."""
        for char in list_manquants(texte, self.couverture) if self.couverture else ():
            identifiant, place = locate_caractere(self.commun.dossier, papier.sujet, char)
            yield Finding(
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
            yield Finding("G607", message, "Ajoutez-la au gabarit.", self.place(document.modele))

    def _find_interdits(
        self, papier: Papier, contexte: Mapping[str, Any], variantes: list[Variante]
    ) -> Iterator[Finding]:
        """Yield what the paper must not say: found on its page, then told apart from names by
        making it for nobody."""
        document = self.documents[papier.type]
        admises = {fold(texte) for texte in self.commun.dossier.referentiel.expressions_admises}
        banned = self.commun.dossier.modeles.expressions if document.vaut_titre else ()
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
                yield Finding("G620", message, geste, place, source=expression.source)
            for mention, texte, donnee in suspectes:
                if donnee != contains(neutre.texte, fold(normalise(texte))):
                    message = (
                        f"La mention « {mention} » ne doit pas être sur le papier « "
                        f"{document.cle} » : "
                    )
                    yield Finding(
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


def compose_papiers(commun: Commun, catalogue: tuple[DocumentType, ...], plan: Plan) -> Composition:
    """Return every paper of `plan` as HTML, and every finding, sorted by place."""
    compositeur = Compositeur(commun, catalogue)
    return join_compositions(compositeur.constats, map(compositeur.compose, plan.papiers))
