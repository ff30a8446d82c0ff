"""What a paper must not say: the grid of the mentions, and the expressions no certificate
carries."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, get_args

import pytest
from fabrique import RETRAIT, make_catalogue, make_dossier, make_modeles
from fabrique.composition import compose, compose_plan

from amo_docs.catalogue import DocumentType, read_catalogue, select_demandes
from amo_docs.catalogue.types_papier import Interdite
from amo_docs.compose import Commun
from amo_docs.compose.interdits import DONNEES, MOTS
from amo_docs.decide import count_effectifs, decide_all
from amo_docs.errors import ModeleError
from amo_docs.findings import Finding
from amo_docs.load.fichiers import FichierLu
from amo_docs.load.mentions import read_mentions
from amo_docs.load.toml import read_toml
from amo_docs.model.modeles import Expression
from amo_docs.model.papier import Plan
from amo_docs.plan import plan_papiers

RACINE = Path(__file__).parents[1]
FICHIER = FichierLu("templates/mentions.toml", (RACINE / "templates/mentions.toml").read_bytes())
EXPRESSIONS = read_mentions(FICHIER)

# ── The grid: what each paper must carry, and what it never does ──────────────────────────────────

SANS_CONTACT = "naissance courriel"
"""What a sheet that passes from hand to hand does not say."""

GRILLE: Mapping[str, tuple[str, str]] = {
    "certificat": (
        (
            "enregistrement certificateur intitule code niveau nsf identite naissance "
            "delivrance signataire"
        ),
        "motifs",
    ),
    "attestation_bloc": (
        (
            "enregistrement certificateur intitule code code_bloc nsf identite naissance "
            "delivrance signataire"
        ),
        "niveau_bloc motifs",
    ),
    "proces_verbal": (
        (
            "certificateur intitule code identite naissance civilite date_jury jurys "
            "numero_pv motifs conformite incidents"
        ),
        "",
    ),
    "convocation_candidat": (
        "certificateur intitule code identite civilite date_papier signataire",
        "enregistrement niveau nsf naissance motifs",
    ),
    "convocation_jury": (
        "certificateur intitule code membre civilite date_papier signataire",
        "enregistrement niveau nsf naissance motifs",
    ),
    "notification": (
        (
            "certificateur intitule code civilite date_papier date_jury numero_pv signataire "
            "motifs recours"
        ),
        "niveau naissance",
    ),
    "attestation_provisoire": (
        "certificateur intitule code identite naissance date_papier date_jury numero_pv signataire",
        "niveau_bloc motifs",
    ),
    "nomination_jury": ("certificateur intitule code nomination designes signataire", "naissance"),
    "declaration_independance": ("certificateur intitule code membre identite", SANS_CONTACT),
    "liste_passage": ("certificateur intitule code identite", SANS_CONTACT),
    "emargement_candidats": ("certificateur intitule code identite", SANS_CONTACT),
    "feuille_amenagements": ("certificateur intitule code amenagements", SANS_CONTACT),
    "emargement_jury": ("certificateur intitule code designes", SANS_CONTACT),
    "grille_evaluation": ("certificateur intitule code identite", SANS_CONTACT),
    "liste_decisions": ("certificateur intitule code identite date_jury", f"{SANS_CONTACT} motifs"),
    "liste_decisions_motivees": ("certificateur intitule code identite date_jury", SANS_CONTACT),
    "bordereau_remise": (
        "certificateur intitule code identite date_jury numero_pv",
        f"{SANS_CONTACT} motifs",
    ),
}
"""Key of a paper → mentions it must carry, mentions it never carries (domain: grid of mentions)."""


def read_documents() -> tuple[DocumentType, ...]:
    """The papers of the project."""
    found = read_toml(
        FichierLu("documents.toml", (RACINE / "templates/documents.toml").read_bytes())
    )
    assert not isinstance(found, tuple)
    return select_demandes(read_catalogue(found.donnees), demandes=frozenset(found.donnees))


@pytest.mark.parametrize("document", read_documents(), ids=lambda document: document.cle)
def test_each_paper_declares_the_mentions_of_the_grid(document: DocumentType) -> None:
    must, never = GRILLE[document.cle]
    assert set(must.split()) <= set(document.mentions)
    assert set(never.split()) == set(document.interdites)
    assert not set(document.mentions) & set(document.interdites)


def test_every_forbidden_mention_has_what_finds_it() -> None:
    assert {*DONNEES, *MOTS, "niveau_bloc"} == set(get_args(Interdite))


# ── Forbidden mentions ────────────────────────────────────────────────────────────────────────────

INTERDITES = [
    (
        "enregistrement",
        "appel",
        "{{ mentions.enregistrement }}",
        "La session, elle, est enregistrée.",
    ),
    ("niveau", "appel", "{{ mentions.niveau }}", "Salle au niveau 4."),
    ("niveau", "appel", "du cadre européen des certifications", "le cadre de la salle"),
    ("nsf", "appel", "{{ mentions.nsf }}", "254"),
    (
        "naissance",
        "appel",
        "{{ candidat.date_naissance|date_courte }}",
        "{{ candidat.commune_naissance }}",
    ),
    ("naissance", "appel", "né le {{ candidat.date_naissance|date_longue }}", "le 1er mars 2000"),
    ("motifs", "appel", "{{ decision.resultats[1].motif or 'x' }}", "le coq est bancal"),
    ("courriel", "appel", "{{ candidat.courriel }}", "au secrétariat@"),
    ("amenagements", "minutes", "{{ decisions[0].candidat.amenagements }}", "Tiers de ville."),
    ("amenagements", "preuve", "{{ candidat.amenagements }}", "Un tiers."),
    ("niveau_bloc", "preuve", "Bloc de niveau 4.", "{{ mentions.niveau }}"),
    ("niveau_bloc", "preuve", "Niveau européen 3.", "{{ mentions.reserve_attestation }}"),
]


def list_interdits(
    gabarit: str, type: str, mention: str, changements: Mapping[str, Any] | None = None
) -> list[str]:
    """The messages on what this template must not say."""
    champs = {"mentions": (), "interdites": (mention,)}
    return [
        f.message
        for f in compose(f"<p>{gabarit}</p>", changements, type, champs).findings
        if f.code == "G621"
    ]


@pytest.mark.parametrize(("mention", "type", "dehors", "dedans"), INTERDITES)
def test_a_forbidden_mention_is_read_in_the_paper(
    mention: str, type: str, dehors: str, dedans: str
) -> None:
    """M1 has no reason to read; his first result is given one."""
    motif = {
        "candidats[0].resultats[1]": {
            "bloc": "ESSAI01BC02",
            "issue": "non acquis",
            "motif": "coq bancal",
        }
    }
    motif["candidats[0].courriel"] = "elise@example.org"
    motif["candidats[0].amenagements"] = "Tiers temps"
    (said,) = list_interdits(dehors, type, mention, motif)
    assert said.startswith(
        f"La mention « {mention} » ne doit pas être sur le papier « {type} » : «"
    )
    assert list_interdits(dedans, type, mention, motif) == []


def test_a_reason_that_is_a_word_of_the_template_is_not_a_reason_told() -> None:
    motif = {
        "candidats[0].resultats[1]": {"bloc": "ESSAI01BC02", "issue": "excusé", "motif": "absence"}
    }
    assert list_interdits("En cas d’absence, écrivez.", "appel", "motifs", motif) == []


@pytest.mark.parametrize(
    ("type", "champs", "dit"),
    [
        ("minutes", {}, True),
        ("minutes", {"mentions": ("amenagements",)}, True),
        ("parchemin", {}, True),
        ("appel", {}, False),
        ("appel", {"destinataires": "seance"}, True),
        ("appel", {"destinataires": "seance_amenagee", "mentions": ("amenagements",)}, False),
        ("appel", {"destinataires": "seance", "mentions": ("amenagements",)}, True),
        ("appel", {"destinataires": "jour", "mentions": ("amenagements",)}, True),
    ],
)
def test_what_tells_of_health_is_for_the_person_and_for_her_room(
    type: str, champs: dict[str, Any], dit: bool
) -> None:
    """Whatever the catalogue of a certificateur says of a list that several read."""
    changements = {"candidats[0].amenagements": "Tiers temps"}
    gabarit = "<p>Pour {{ decisions[0].candidat.amenagements }}</p>"
    found = compose(gabarit, changements, type, {"mentions": ()} | champs).findings
    said = {f.message.split(" ne doit")[0] for f in found if f.code == "G621"}
    assert said == ({"La mention « amenagements »"} if dit else set())


# ── Expressions ───────────────────────────────────────────────────────────────────────────────────


def list_constats(
    gabarit: str, changements: Mapping[str, Any] | None = None, type: str = "parchemin"
) -> list[Finding]:
    """What composing the first paper of this type from this template finds."""
    document = next(d for d in make_catalogue() if d.cle == type).model_copy(
        update={"modele": "page.html"}
    )
    modeles = make_modeles(
        {"page.html": f"<p>{gabarit} {{{{ mentions.enregistrement }}}}</p>" + CORPS[type]}
    )
    dossier = make_dossier(changements, modeles)
    object.__setattr__(modeles, "expressions", EXPRESSIONS)
    decisions = decide_all(dossier.session, dossier.referentiel)
    plan = plan_papiers(dossier.session, dossier.referentiel, (document,), decisions, False)
    effectifs = {j.code: count_effectifs(decisions) for j in dossier.session.jurys}
    composition = compose_plan(
        Commun(dossier, decisions, effectifs, False), (document,), Plan(plan.papiers[:1])
    )
    return list(composition.findings)


DELIVRANCE = "<p>{{ delivrance.date|date_longue }} {{ delivrance.lieu }}</p>"
CORPS = {
    "parchemin": DELIVRANCE,
    "preuve": DELIVRANCE,
    "appel": "{{ papier.date|date_longue }} {{ signataire.nom }}",
}


def list_expressions(
    gabarit: str, changements: Mapping[str, Any] | None = None, type: str = "parchemin"
) -> list[str]:
    """The messages on its expressions."""
    return [f.message for f in list_constats(gabarit, changements, type) if f.code == "G620"]


def refuse(texte: str, type: str = "parchemin") -> list[str]:
    """The message on one expression."""
    return [f"L’expression « {texte} » ne doit pas être sur le papier « {type} »."]


@pytest.mark.parametrize(
    ("gabarit", "texte"),
    [
        ("Sous&nbsp;réserve de paiement", "sous réserve"),
        ("SOUS RESERVE", "sous réserve"),
        ("<b>En</b> cours d’enregistrement", "en cours"),
        ("Titre professionnel", "titre professionnel"),
        ("équivaut à un Master", "master"),
        ("Bac+5", "bac+#"),
        ("bac + 2", "bac+#"),
        ("pour une durée de cinq ans", "pour une durée de"),
        ("Membre de la CGE", "CGE"),
        ('<img src="x" alt="Logo de France Compétences">', "France compétences"),
    ],
)
@pytest.mark.parametrize("type", ["parchemin", "preuve"])
def test_an_expression_no_certificate_carries_is_found(gabarit: str, texte: str, type: str) -> None:
    assert list_expressions(gabarit, type=type) == refuse(texte, type)


@pytest.mark.parametrize(
    "gabarit",
    [
        "sous les réserves d’usage",
        "mastering, encours, bac",
        "décision du directeur général de France compétences",
        "{{ candidat.prenoms }}",
    ],
)
def test_words_that_only_look_like_one_are_let_through(gabarit: str) -> None:
    assert list_expressions(gabarit) == []


NOMS = {"candidats[0].nom_naissance": "MASTER", "candidats[0].commune_naissance": "En Cours"}
PAGE = "{{ candidat.nom_naissance }}, {{ candidat.commune_naissance }}"


def test_the_name_of_a_person_or_of_a_town_is_no_expression() -> None:
    assert list_expressions(PAGE, NOMS) == []
    assert list_expressions("{{ signataire.nom }}", {"signataires[0].nom": "MASTER"}) == []


def test_the_same_word_of_the_template_is_found_beside_the_name() -> None:
    assert list_expressions(f"{PAGE} Master", NOMS) == refuse("master")


def test_the_registered_words_are_printed_as_they_are() -> None:
    """The title and the competences are those of the register, whatever they say."""
    changes = {
        "referentiel.intitule": "Master des vents",
        "referentiel.blocs[0].competences[0].intitule": "en cours",
    }
    page = "{{ referentiel.intitule }} {{ referentiel.blocs[0].competences[0].intitule }}"
    assert list_expressions(page, changes) == []


def test_the_sentences_of_the_referentiel_are_ours_and_looked_at() -> None:
    changes = {"referentiel.phrases.enregistrement_demande": "Enregistrée sous réserve ({texte})."}
    assert list_expressions("", changes) == refuse("sous réserve")


@pytest.mark.parametrize(
    ("intitule", "geste"),
    [
        (
            "Master des vents",
            "L’intitulé de la certification la porte : si elle y a droit, ajoutez "
            '"master" à la liste « expressions_admises » du référentiel.',
        ),
        ("Art des vents", "Retirez-la du gabarit, des [phrases] du référentiel ou de la session."),
    ],
)
def test_a_word_of_the_own_title_names_the_key_that_allows_it(intitule: str, geste: str) -> None:
    changes = {"referentiel.intitule": intitule}
    found = [f for f in list_constats("Diplôme de Master", changes) if f.code == "G620"]
    assert [f.geste for f in found] == [geste]
    admise = changes | {"referentiel.expressions_admises": ["master"]}
    assert list_expressions("Diplôme de Master", admise) == []


def test_a_certificateur_may_have_a_right_to_one() -> None:
    assert (
        list_expressions(
            "Titre professionnel", {"referentiel.expressions_admises": ["Titre Professionnel"]}
        )
        == []
    )


def test_a_letter_says_what_it_likes() -> None:
    assert list_expressions("une pièce d’identité en cours de validité", type="appel") == []


def test_a_finding_cites_its_source() -> None:
    (found,) = [f for f in list_constats("Master") if f.code == "G620"]
    assert found.source == "parchemin : grade universitaire"
    assert found.place.fichier == "essai/page.html"


# ── mentions.toml ─────────────────────────────────────────────────────────────────────────────────


def test_every_expression_of_the_project_has_a_source() -> None:
    assert len({(e.texte, e.dans) for e in EXPRESSIONS}) == len(EXPRESSIONS) >= 8
    assert all(isinstance(e, Expression) and e.source for e in EXPRESSIONS)


@pytest.mark.parametrize(
    "texte", ["[[expressions]]\ntexte = 'x'", "[[expression]]\ntexte = 'x'", "expressions = ["]
)
def test_a_mentions_toml_that_does_not_hold_is_refused(texte: str) -> None:
    with pytest.raises(ModeleError) as raised:
        read_mentions(FichierLu("mes-modeles/mentions.toml", texte.encode()))
    assert raised.value.findings


# ── A certification without blocs, without a level ────────────────────────────────────────────────

ENTIERE: Mapping[str, Any] = {
    "referentiel.blocs": [],
    "referentiel.acquisition": RETRAIT,
    "referentiel.niveau": RETRAIT,
    "referentiel.niveau_europeen": RETRAIT,
    "referentiel.phrases.niveau": RETRAIT,
}


@pytest.mark.parametrize(
    "phrase",
    [
        "Les blocs déjà acquis le restent.",
        "Chaque bloc de compétences compte.",
        "Vos blocs visés sont les suivants.",
        "Niveau 5 du cadre national des certifications.",
    ],
)
def test_a_paper_of_a_whole_certification_speaks_of_no_bloc_and_no_level(phrase: str) -> None:
    """Wherever the words come from: the template, or what the session says."""
    gabarit = f"<p>{phrase}</p>"
    assert compose(gabarit).findings == ()
    assert {f.code for f in compose(gabarit, ENTIERE).findings} == {"G621"}


@pytest.mark.parametrize("phrase", ["Salle du Bloc B.", "Premiers secours en équipe de niveau 1."])
def test_the_words_alone_are_left_to_rooms_and_titles(phrase: str) -> None:
    assert compose(f"<p>{phrase}</p>", ENTIERE).findings == ()
