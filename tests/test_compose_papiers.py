"""What composing checks of each paper: its glyphs, its mentions, the data attached to it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any, get_args

import pytest
from fabrique import B1, B2, B3, make_referentiel, make_session
from fabrique.composition import SANS_MENTION, compose, list_constats, print_html

from amo_docs.catalogue.types_papier import Mention
from amo_docs.compose import Composition
from amo_docs.compose.conformite import state_conformite

# ── Glyphs ────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("cle", "gabarit", "type"),
    [
        ("candidats[0].prenoms", "{{ candidat.prenoms }}", "appel"),
        ("candidats[0].adresse", "{{ candidat.adresse|liste }}", "appel"),
        ("jurys[0].membres[0].nom", "{{ membre.nom }}", "appel_membre"),
        ("jurys[0].lieu", "{{ jury.lieu }}", "minutes"),
    ],
)
def test_a_glyph_the_fonts_lack_is_found_at_the_field_that_holds_it(
    cle: str, gabarit: str, type: str
) -> None:
    valeur = "陽𓀀陽"
    composition = compose(gabarit, {cle: [valeur] if cle.endswith("adresse") else valeur}, type)
    assert [(f.code, f.place.cle) for f in composition.findings] == [("G606", cle)] * 2
    assert sorted(f.message.partition(" de ")[0] for f in composition.findings) == [
        "Le caractère « 陽 » (U+967D)",
        "Le caractère « 𓀀 » (U+13000)",
    ]


def test_the_glyphs_of_french_names_and_of_its_neighbours_are_there() -> None:
    assert print_html(
        "{{ candidat.nom_naissance }}", {"candidats[0].nom_naissance": "ŒÿÇŁŐŠẞỄĦŢﬁ’–— "[:-1]}
    )


# ── Mentions ──────────────────────────────────────────────────────────────────────────────────────


ENREGISTREMENT = "Inscrite sur demande (décision d’essai, 1er\u00a0janvier\u00a02026) sous ESSAI01."

CONFORMITE = list(
    state_conformite(make_session().jurys[0], make_referentiel().voies[0].jury, make_referentiel())
)

MENTIONS = [
    ("enregistrement", "parchemin", "mentions.enregistrement", [ENREGISTREMENT]),
    ("certificateur", "parchemin", "referentiel.certificateur.nom", ["COMPAGNIE DES VENTS"]),
    ("intitule", "parchemin", "referentiel.intitule", ["Fabricant de girouettes"]),
    ("code", "parchemin", "referentiel.code", ["ESSAI01"]),
    ("code_bloc", "preuve", "bloc.code ~ ' ' ~ bloc.intitule", ["ESSAI01BC01", "Forger la flèche"]),
    ("niveau", "parchemin", "mentions.niveau", ["Niveau 4, européen 3."]),
    ("nsf", "parchemin", "mentions.nsf", ["254"]),
    ("identite", "parchemin", "candidat.nom_prenoms", ["DUPRÉ", "Élise"]),
    (
        "naissance",
        "parchemin",
        (
            "[candidat.date_naissance|date_longue, candidat.commune_naissance, "
            "candidat.territoire_naissance]|join(' ')"
        ),
        ["1er\u00a0mars\u00a02000", "Ys", "Finistère"],
    ),
    ("membre", "appel_membre", "membre.prenom ~ ' ' ~ membre.nom", ["PONANT", "Paule"]),
    ("date_papier", "appel", "papier.date|date_longue", ["2\u00a0mai\u00a02030"]),
    ("date_jury", "minutes", "jury.date_jury|date_longue", ["12\u00a0juin\u00a02030"]),
    (
        "delivrance",
        "parchemin",
        "delivrance.date|date_longue ~ ' ' ~ delivrance.lieu",
        ["1er\u00a0juillet\u00a02030", "Ys"],
    ),
    (
        "signataire",
        "parchemin",
        "[signataire.qualite, signataire.prenom, signataire.nom]|join(' ')",
        ["La capitaine", "Inès", "NORDET"],
    ),
    ("numero_pv", "parchemin", "jury.numero_pv", ["PV-1"]),
    (
        "jurys",
        "minutes",
        "'Paule PONANT, Anne ALIZÉ, Marc AUTAN, Anne FŒHN'",
        ["PONANT", "Paule", "ALIZÉ", "Anne", "AUTAN", "Marc", "FŒHN", "Anne"],
    ),
    ("incidents", "minutes", "jury.incidents", ["Néant"]),
    ("civilite", "appel", "candidat.civilite", ["Madame"]),
    ("conformite", "minutes", "conformite|join(' ')", CONFORMITE),
    (
        "designes",
        "minutes",
        "'Paule PONANT, Anne ALIZÉ, Marc AUTAN, Anne FŒHN, Anne SUROÎT'",
        ["PONANT", "Paule", "ALIZÉ", "Anne", "AUTAN", "Marc", "FŒHN", "SUROÎT"],
    ),
    (
        "nomination",
        "minutes",
        "jury.nomination.fondements[0] ~ ' ' ~ jury.nomination.date|date_longue",
        ["Vu la mer,", "1er\u00a0janvier\u00a02029"],
    ),
    ("matricule", "appel", "candidat.matricule", ["M1"]),
    ("motifs", "minutes", "'coq bancal l’équilibre'", ["coq bancal", "l’équilibre"]),
]


@pytest.mark.parametrize(
    ("mention", "type", "expression", "textes"), MENTIONS, ids=[m[0] for m in MENTIONS]
)
def test_a_mention_is_read_back_in_the_text_of_the_paper(
    mention: str, type: str, expression: str, textes: list[str]
) -> None:
    champs = {"mentions": (mention,)}
    assert compose("<p>{{ " + expression + " }}</p>", type=type, champs=champs).findings == ()
    composition = compose("<p>x</p>", type=type, champs=champs)
    expected = {
        f"La mention « {mention} » n’est pas sur le papier « {type} » : « {t} » n’y est pas."
        for t in textes
    }
    assert {(f.code, f.place.fichier, f.message) for f in composition.findings} == {
        ("G607", "essai/page.html", message) for message in expected
    }


GRADE = {"candidats[0].grade": "MO", "jurys[0].membres[0].grade": "MO"}


@pytest.mark.parametrize(
    ("type", "gabarit", "manquent"),
    [
        ("appel", "Madame, maître ouvrier", []),
        ("appel", "Madame", ["maître ouvrier"]),
        ("appel_membre", "maître ouvrier", ["Madame"]),
        ("minutes", "maître ouvrier Madame Monsieur", []),
        ("minutes", "Madame Monsieur", ["maître ouvrier"]),
    ],
)
def test_the_grade_is_in_full_beside_the_civilite_and_before_it_in_the_minutes(
    type: str, gabarit: str, manquent: list[str]
) -> None:
    found = compose(f"<p>{gabarit}</p>", GRADE, type, {"mentions": ("civilite",)}).findings
    assert [f.message.split(" : ")[-1] for f in found] == [
        f"« {mot} » n’y est pas." for mot in manquent
    ]


@pytest.mark.parametrize("mention", ["identite", "naissance"])
def test_the_minutes_say_who_every_candidate_is(mention: str) -> None:
    found = compose("<p>DUPRÉ Élise</p>", type="minutes", champs={"mentions": (mention,)}).findings
    assert len(found) >= 3


@pytest.mark.parametrize(
    ("homonymes", "dit", "manquent"),
    [
        (False, "", []),
        (True, "M1, M2", []),
        (True, "M1", ["M2"]),
        (True, "", ["M1", "M2"]),
    ],
)
def test_homonyms_alone_have_their_matricule_where_all_may_read(
    homonymes: bool, dit: str, manquent: list[str]
) -> None:
    same = {"candidats[1].nom_naissance": "dupre", "candidats[1].prenoms": "ELISE"}
    found = compose(
        f"<p>{dit}</p>", same if homonymes else {}, "minutes", {"mentions": ("homonymes",)}
    ).findings
    assert [f.message.split(" : ")[-1] for f in found] == [
        f"« {matricule} » n’y est pas." for matricule in manquent
    ]


def test_a_letter_says_what_the_person_is_granted() -> None:
    granted = {"candidats[0].amenagements": "Tiers temps"}
    champs = {"mentions": ("amenagements",)}
    assert compose("<p>x</p>", champs=champs).findings == ()
    assert compose("<p>Tiers temps</p>", granted, champs=champs).findings == ()
    (found,) = compose("<p>x</p>", granted, champs=champs).findings
    assert found.code == "G607" and "« Tiers temps » n’y est pas." in found.message


def test_every_mention_a_paper_may_declare_is_read_back() -> None:
    conditional = ["recours", "option", "validite", "homonymes", "amenagements"]
    assert sorted(get_args(Mention)) == sorted(
        [*conditional, *(mention for mention, *_ in MENTIONS)]
    )


def test_a_paper_says_the_option_that_was_chosen() -> None:
    """The minutes and the notification; a candidate who chose none asks for nothing."""
    options = [
        {"code": "coq", "intitule": "girouettes à coq", "tous": [B2]},
        {"code": "fleche", "intitule": "girouettes à flèche", "tous": [B3]},
    ]
    chosen = {
        "referentiel.acquisition.blocs_requis": [],
        "referentiel.acquisition.regle": {"tous": [B1, {"options": options}]},
        "candidats[0].option": "coq",
    }
    champs = {"mentions": ("option",)}
    assert compose("<p>x</p>", champs=champs).findings == ()
    assert compose("<p>girouettes à coq</p>", chosen, "minutes", champs).findings == ()
    (found,) = compose("<p>coq</p>", chosen, "minutes", champs).findings
    assert (found.code, found.message.split(" : ")[-1]) == (
        "G607",
        "« girouettes à coq » n’y est pas.",
    )


def test_a_certificate_says_until_when_it_holds() -> None:
    """Two years from the day of délivrance, the day before its anniversary; nothing where the
    certification has no end."""
    champs = {"mentions": ("validite",)}
    changed = {"referentiel.phrases.validite": "Vaut jusqu’au {fin}."}
    ends = changed | {"referentiel.validite": {"annees": 2, "source": "fiche d’essai"}}
    never = changed | {"referentiel.validite": {"source": "fiche d’essai"}}
    for changements in (changed, never):
        assert compose("<p>x</p>", changements, "parchemin", champs).findings == ()
    assert compose("<p>{{ mentions.validite }}</p>", ends, "parchemin", champs).findings == ()
    (found,) = compose("<p>x</p>", ends, "parchemin", champs).findings
    assert "« Vaut jusqu’au 30\xa0juin\xa02032. » n’y est pas." in found.message


def test_an_unfavourable_paper_says_how_to_appeal_and_a_favourable_one_need_not() -> None:
    refuse = {
        "candidats[0].resultats[1]": {"bloc": B2, "issue": "non acquis", "motif": "coq bancal"}
    }
    champs = {"mentions": ("recours",)}
    assert compose("<p>x</p>", champs=champs).findings == ()
    assert compose("<p>{{ recours }}</p>", refuse, champs=champs).findings == ()
    (found,) = compose("<p>x</p>", refuse, champs=champs).findings
    message = (
        "La mention « recours » n’est pas sur le papier « appel » : « Écrivez au phare. » "
        "n’y est pas."
    )
    assert (found.code, found.message) == ("G607", message)


@pytest.mark.parametrize(
    "gabarit",
    ["<p>ESSAI01BC01</p>", "<p>essai 01</p>", "<p title='ESSAI01'>x</p>", "<!-- ESSAI01 -->x"],
)
def test_a_mention_is_not_found_inside_another_word_nor_out_of_sight(gabarit: str) -> None:
    found = compose(gabarit, champs={"mentions": ("code",)}).findings
    assert [f.code for f in found] == ["G607"]


@pytest.mark.parametrize(
    "gabarit",
    [
        "<b>ESSAI</b>01",
        "<p>essai01</p>",
        "<p>(ESSAI01)</p>",
        "<img src='amo:image/logo' alt='ESSAI01'>",
    ],
)
def test_a_mention_is_found_as_the_eye_finds_it(gabarit: str) -> None:
    """Across inline tags, whatever the case the style sheet chooses, and in the text of a
    picture."""
    assert compose(gabarit, champs={"mentions": ("code",)}).findings == ()


def test_a_mention_is_in_each_size_of_the_paper() -> None:
    """A smaller class that drops it is found, though it may never be laid out."""
    gabarit = (
        "{{ session.code }}{% if taille == 'taille-grande' %} {{ referentiel.code }}{% endif %}"
    )
    champs = {"mentions": ("code",), "tailles": ("taille-grande", "taille-fine")}
    assert [f.code for f in compose(gabarit, champs=champs).findings] == ["G607"]


@pytest.mark.parametrize(
    ("mention", "changements"),
    [("membre", {}), ("code_bloc", {}), ("signataire", {"signataires[0].papiers[0]": "minutes"})],
)
def test_a_mention_whose_data_is_not_there_is_a_finding(
    mention: str, changements: dict[str, Any]
) -> None:
    found = compose("<p>x</p>", changements, champs={"mentions": (mention,)}).findings
    assert [(f.code, f.place.fichier) for f in found] == [("G607", "essai/page.html")]
    assert f"« {mention} »" in found[0].message
    assert "None" not in found[0].message


# ── Attached data ─────────────────────────────────────────────────────────────────────────────────


def attach(
    gabarit: str, *donnees: str, changements: Mapping[str, Any] | None = None, type: str = "appel"
) -> Composition:
    return compose(gabarit, changements, type, SANS_MENTION | {"donnees": donnees})


def test_the_data_attached_is_what_the_paper_prints() -> None:
    gabarit = (
        "{{ candidat.nom_naissance }}, {{ candidat.date_naissance|date_longue }}, {{ "
        "jury.heure_debut|heure }}, "
        "{{ referentiel.niveau }}, {{ candidat.adresse|liste }}"
    )
    chemins = (
        "candidat.nom_naissance",
        "candidat.grade",
        "candidat.date_naissance",
        "jury.heure_debut",
        "referentiel.niveau",
        "candidat.adresse[]",
    )
    (papier,) = attach(gabarit, *chemins).papiers
    assert json.loads(papier.donnees) == {
        "papier": "appel",
        "donnees": {
            "candidat.nom_naissance": "DUPRÉ",
            "candidat.date_naissance": "2000-03-01",
            "jury.heure_debut": "09:00",
            "referentiel.niveau": 4,
            "candidat.adresse[]": ["3, quai du Vent"],
        },
    }


def test_rows_are_attached_as_lists() -> None:
    gabarit = "{% for d in decisions %}{{ d.candidat.matricule }} {{ d.code_jury }} {% endfor %}"
    (papier,) = attach(
        gabarit, "decisions[].candidat.matricule", "decisions[].code_jury", type="minutes"
    ).papiers
    assert json.loads(papier.donnees)["donnees"] == {
        # In the order of names: DUPRÉ, KERN, LE GOFF.
        "decisions[].candidat.matricule": ["M1", "M3", "M2"],
        "decisions[].code_jury": [
            "certifié",
            "blocs complets, prérequis non justifiés",
            "blocs acquis",
        ],
    }


@pytest.mark.parametrize(
    ("chemin", "nom"),
    [
        ("candidat.nomm", "nomm"),
        ("candidate.nom", "candidate"),
        ("membre.nom", "membre"),
        ("candidat.__class__", "__class__"),
        ("candidat.find_resultat", "find_resultat"),
        ("candidat", "candidat"),
        ("candidat.resultats[]", "resultats"),
    ],
)
def test_a_path_that_leads_to_no_value_is_a_finding(chemin: str, nom: str) -> None:
    assert list_constats(attach("<p>x</p>", chemin)) == [
        ("G608", "documents.toml", 0, f"[appel] donnees : « {nom} » n’existe pas.")
    ]


@pytest.mark.parametrize(
    ("gabarit", "chemin"),
    [
        ("<p>x</p>", "candidat.nom_naissance"),
        ("<p>MDUPRÉ DUPRÉS</p>", "candidat.nom_naissance"),
        ("<p>2 mars 2000</p>", "candidat.date_naissance"),
        ("<p>40</p>", "referentiel.niveau"),
        ("<p>M1 M2</p>", "decisions[].candidat.matricule"),
    ],
)
def test_data_that_is_not_printed_is_not_attached(gabarit: str, chemin: str) -> None:
    found = attach(gabarit, chemin).findings
    assert [(f.code, f.message) for f in found] == [
        ("G609", f"[appel] donnees : « {chemin} » serait joint au PDF sans être imprimé.")
    ]


@pytest.mark.parametrize("matricule", ["20010203", "2001-02-03", "0930", "2026-W10"])
def test_a_matricule_that_looks_like_a_date_is_a_text(matricule: str) -> None:
    changements = {"candidats[0].matricule": matricule}
    (papier,) = attach(
        "{{ candidat.matricule }}", "candidat.matricule", changements=changements
    ).papiers
    assert json.loads(papier.donnees)["donnees"] == {"candidat.matricule": matricule}


# ── The whole ─────────────────────────────────────────────────────────────────────────────────────


def test_a_size_is_a_class_the_template_is_given() -> None:
    champs = SANS_MENTION | {"tailles": ("taille-a", "taille-b"), "pages_max": 2}
    (papier,) = compose("<body class='{{ taille }}'>", champs=champs).papiers
    assert [(v.taille, v.html) for v in papier.variantes] == [
        (taille, f"<body class='{taille}'>") for taille in ("taille-a", "taille-b")
    ]
    assert papier.pages_max == 2


def test_the_day_of_delivrance_is_the_candidate_s_and_the_session_s_on_papers_of_a_jury() -> None:
    changements = {"candidats[0].date_delivrance": date(2030, 9, 1)}
    for type in ("parchemin", "minutes"):
        (papier,) = compose("{{ delivrance.date|date_longue }}", changements, type).papiers
        day = (
            "1er\u00a0septembre\u00a02030" if type == "parchemin" else "1er\u00a0juillet\u00a02030"
        )
        assert papier.variantes[0].html == day
