"""How blocs make the certification: the rule as data, its laws, and the shapes of sixteen fiches."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from fabrique import B1, B2, B3, REFERENTIEL, change, make_candidat, make_jury
from fabrique.sessions import trust_modeles
from hypothesis import given
from hypothesis import strategies as st
from papiers_outils import EnclosDirect, fill_seance, read_catalogue, write_toml
from pydantic import ValidationError

from amo_docs import fabrication
from amo_docs.amorce import start_dossier
from amo_docs.amorce.candidats_fictifs import Inscription, make_inscriptions
from amo_docs.amorce.scenario import Scenario
from amo_docs.compose.texte import read_page
from amo_docs.decide import decide
from amo_docs.load.ouverture import open_session
from amo_docs.model.acquisition import Acquisition, RegleAcquisition
from amo_docs.model.bilan import Demande
from amo_docs.model.decision import CodeDecision
from amo_docs.model.referentiel import Referentiel, Validite
from amo_docs.pipeline import SessionComposee, prepare

FICHES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "fiches" / "formes.toml").read_text(encoding="utf-8")
)["fiches"]
PAR_CODE = {fiche["code"]: fiche for fiche in FICHES}
ISSUES = {
    "a": "acquis",
    "n": "non acquis",
    "x": "absent",
    "e": "excusé",
    "t": "acquis antérieurement",
    "q": "par équivalence",
    "-": "non présenté",
    "?": None,
}
BLOCS = ("A", "B", "C", "D", "E")


def read_regle(regle: Any) -> RegleAcquisition:
    return RegleAcquisition.model_validate({"bloc": regle} if isinstance(regle, str) else regle)


# ── The rule ──────────────────────────────────────────────────────────────────────────────────────

OPTIONS = {
    "options": [
        {"code": "eau", "intitule": "eau", "tous": ["D"]},
        {"code": "feu", "intitule": "feu", "tous": ["E"]},
    ]
}


@pytest.mark.parametrize(
    ("regle", "option", "suffisent", "manquent"),
    [
        ("A", None, ["A", "AB"], ["", "B"]),
        ({"tous": ["A", "B"]}, None, ["AB", "ABC"], ["A", "BC", ""]),
        ({"un_parmi": ["A", "B"]}, None, ["A", "B", "AB"], ["", "C"]),
        ({"au_moins": 2, "parmi": ["A", "B", "C"]}, None, ["AB", "AC", "ABC"], ["A", "CD"]),
        (
            {"tous": ["A", {"un_parmi": ["B", {"tous": ["C", "D"]}]}]},
            None,
            ["AB", "ACD"],
            ["A", "AC", "BCD"],
        ),
        (
            {"tous": ["A", {"au_moins": 1, "parmi": ["B", {"tous": ["C", "D"]}]}]},
            None,
            ["AB", "ACD"],
            ["AD", "BCD"],
        ),
        ({"tous": ["A", OPTIONS]}, "eau", ["AD", "ADE"], ["AE", "D", "A"]),
        ({"tous": ["A", OPTIONS]}, "feu", ["AE"], ["AD", "E"]),
        # Whoever chose nothing has no option, whatever the blocs.
        ({"tous": ["A", OPTIONS]}, None, [], ["AD", "ADE"]),
        ({"tous": ["A", OPTIONS]}, "air", [], ["ADE"]),
    ],
)
def test_the_blocs_that_satisfy_a_rule(
    regle: Any, option: str | None, suffisent: list[str], manquent: list[str]
) -> None:
    read = read_regle(regle)
    assert [blocs for blocs in suffisent if not read.is_remplie(frozenset(blocs), option)] == []
    assert [blocs for blocs in manquent if read.is_remplie(frozenset(blocs), option)] == []


FEUILLES = st.sampled_from([{"bloc": bloc} for bloc in BLOCS])


def extend(children: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    some = st.lists(children, min_size=1, max_size=3)
    return st.one_of(
        some.map(lambda rules: {"tous": rules}),
        some.map(lambda rules: {"un_parmi": rules}),
        st.tuples(st.integers(1, 4), some).map(lambda nr: {"au_moins": nr[0], "parmi": nr[1]}),
        st.tuples(some, some).map(
            lambda two: {
                "options": [
                    {"code": code, "intitule": code, "tous": rules}
                    for code, rules in zip(("eau", "feu"), two, strict=True)
                ]
            }
        ),
    )


@given(
    st.recursive(FEUILLES, extend, max_leaves=8),
    st.sets(st.sampled_from(BLOCS)),
    st.sampled_from(BLOCS),
    st.sampled_from([None, "eau", "feu", "air"]),
)
def test_one_more_bloc_never_undoes_a_rule(
    regle: Any, obtenus: set[str], bloc: str, option: str | None
) -> None:
    """Whatever the rule, the option and the blocs; and a rule always answers."""
    read = read_regle(regle)
    before = read.is_remplie(frozenset(obtenus), option)
    assert not before or read.is_remplie(frozenset(obtenus | {bloc}), option)


@given(st.recursive(FEUILLES, extend, max_leaves=8), st.sampled_from([None, "eau", "feu"]))
def test_a_rule_needs_no_bloc_it_does_not_name(regle: Any, option: str | None) -> None:
    read = read_regle(regle)
    named = frozenset(read.list_blocs(option))
    assert read.is_remplie(named, option) is read.is_remplie(frozenset(BLOCS), option)


def test_the_number_of_blocs_it_takes_is_that_of_the_shortest_way() -> None:
    """The sentence of attestations says « a bloc among so many »."""
    nested = read_regle({"tous": ["A", {"un_parmi": ["B", {"tous": ["C", "D"]}]}]})
    sizes = [
        len(some)
        for n in range(6)
        for some in combinations(BLOCS, n)
        if nested.is_remplie(frozenset(some), None)
    ]
    assert min(sizes) == nested.count_blocs() == 2
    assert read_regle({"tous": ["A", OPTIONS]}).count_blocs("eau") == 2
    assert read_regle({"au_moins": 2, "parmi": ["A", "B", "C"]}).count_blocs() == 2


@pytest.mark.parametrize(
    "regle",
    [
        {},
        {"bloc": "A", "tous": ["B"]},
        {"tous": ["A"], "un_parmi": ["B"]},
        {"au_moins": 1},
        {"parmi": ["A"]},
        {"au_moins": 0, "parmi": ["A"]},
        {"au_moins": "deux", "parmi": ["A"]},
        {"tous": []},
        {"options": [{"code": "eau", "intitule": "eau", "tous": []}]},
        {"chaque": ["A"]},
    ],
)
def test_what_is_no_rule_is_refused(regle: Any) -> None:
    with pytest.raises(ValidationError):
        read_regle(regle)


@pytest.mark.parametrize(
    "champs",
    [{}, {"blocs_requis": ["A"], "regle": {"bloc": "A"}}],
    ids=["none", "two"],
)
def test_one_rule_is_said_once(champs: Any) -> None:
    with pytest.raises(ValidationError):
        Acquisition.model_validate(champs | {"source": "fiche d’essai"})


def test_a_route_may_have_a_rule_of_its_own() -> None:
    acquisition = Acquisition.model_validate(
        {"blocs_requis": ["A", "B"], "par_voie": {"experience": "A"}, "source": "fiche"}
        | {"par_voie": {"experience": {"bloc": "A"}}}
    )
    assert not acquisition.find_regle("formation").is_remplie(frozenset("A"), None)
    assert acquisition.find_regle("experience").is_remplie(frozenset("A"), None)


@pytest.mark.parametrize(
    ("champs", "delivrance", "fin"),
    [
        ({"annees": 3}, date(2026, 3, 9), date(2029, 3, 8)),
        ({"mois": 6}, date(2026, 8, 31), date(2027, 2, 27)),
        ({"annees": 1}, date(2028, 2, 29), date(2029, 2, 27)),
        ({}, date(2026, 3, 9), None),
    ],
)
def test_a_certificate_holds_to_the_eve_of_its_anniversary(
    champs: Any, delivrance: date, fin: date | None
) -> None:
    validite = Validite.model_validate(champs | {"source": "fiche d’essai"})
    assert validite.find_fin(delivrance) == fin


def test_an_equivalence_counts_and_was_acquired_neither_here_nor_before() -> None:
    """No attestation of this session is due for it, and it makes the certification whole."""
    referentiel = Referentiel.model_validate(REFERENTIEL)
    candidat = make_candidat(
        blocs_vises=[B1, B2],
        resultats=[
            {"bloc": B1, "issue": "acquis"},
            {"bloc": B2, "issue": "acquis"},
            {
                "bloc": B3,
                "issue": "par équivalence",
                "code": "AILLEURSBC01",
                "piece": "attestation",
            },
        ],
    )
    decision = decide(candidat, referentiel, make_jury())
    assert decision.code is CodeDecision.CERTIFIE
    assert (decision.blocs_nouveaux, decision.blocs_anterieurs, decision.blocs_equivalents) == (
        (B1, B2),
        (),
        (B3,),
    )


# ── The sixteen fiches ────────────────────────────────────────────────────────────────────────────


def make_fiche(code: str) -> dict[str, Any]:
    """A référentiel of this fiche’s shape: its title, level, blocs and rule; the rest is fiction."""
    fiche = PAR_CODE[code]
    blocs = [
        {
            "code": bloc,
            "abrege": bloc.removeprefix(code),
            "intitule": intitule,
            "competences": [{"code": "C1", "intitule": "savoir faire"}],
            "modalites": [{"intitule": "mise en situation"}],
        }
        for bloc, intitule in fiche["blocs"]
    ]
    # The two registers forbid the word each other lacks: no sentence of a level where there is none.
    phrases = dict(REFERENTIEL["phrases"])
    acquisition: dict[str, Any] = {"source": "fiche"}
    if "regle" in fiche:
        acquisition["regle"] = fiche["regle"]
    else:
        acquisition["blocs_requis"] = [bloc["code"] for bloc in blocs]
    data = change(
        REFERENTIEL,
        {
            "prerequis": [],
            "composantes": [],
            "statuts": [],
            "grades": [],
            "acquisition": acquisition,
        },
    )
    data |= {cle: fiche[cle] for cle in ("code", "intitule", "echeance", "nsf", "certificateur")}
    data |= {"blocs": blocs, "equivalences": fiche.get("equivalences", [])}
    for cle in ("niveau", "niveau_europeen"):
        data.pop(cle)
        data |= {cle: fiche[cle]} if cle in fiche else {}
    if "niveau" not in fiche:
        phrases.pop("niveau")
    if not blocs:
        phrases.pop("reserve_attestation")
        data.pop("acquisition")
        data |= {
            "competences": [{"code": "C1", "intitule": "savoir faire"}],
            "modalites": [{"intitule": "mise en situation"}],
        }
    return data | {"phrases": phrases}


def write_fiche(folder: Path, code: str) -> Path:
    path = folder / "fiche.toml"
    path.write_text(
        "".join(f"{cle} = {write_toml(value)}\n" for cle, value in make_fiche(code).items()),
        encoding="utf-8",
    )
    return path


def test_the_fiches_are_sixteen_of_both_registers() -> None:
    assert len(FICHES) == len(PAR_CODE) == 16
    assert len([code for code in PAR_CODE if code.startswith("RS")]) == 6
    assert {len(fiche["candidats"]) for fiche in FICHES} == {6}


@pytest.mark.parametrize("code", sorted(PAR_CODE))
def test_each_fiche_decides_on_its_six_candidates(code: str) -> None:
    referentiel = Referentiel.model_validate(make_fiche(code))
    unites = [unite.code for unite in referentiel.unites]
    for lettres, expected, *option in PAR_CODE[code]["candidats"]:
        assert len(lettres) == len(unites)
        issues = [ISSUES[lettre] for lettre in lettres]
        vises = [u for u, lettre in zip(unites, lettres, strict=True) if lettre in "anxe?"]
        candidat = make_candidat(
            prerequis=[],
            option=option[0] if option else None,
            blocs_vises=vises or unites[:1],
            resultats=[
                {"bloc": u, "issue": i}
                for u, i in zip(unites, issues, strict=True)
                if i is not None
            ],
        )
        assert decide(candidat, referentiel, make_jury()).code == expected, (code, lettres)


def prepare_fiche(tmp_path: Path, code: str, *vierges: str) -> SessionComposee:
    """The folder `init` makes of a fiche, checked and composed."""
    start_dossier(tmp_path / "dossier", write_fiche(tmp_path, code))
    return prepare(open_session(tmp_path / "dossier" / "session.toml"), Demande(vierges=vierges))


@pytest.mark.parametrize("code", sorted(PAR_CODE))
def test_init_makes_of_each_fiche_a_folder_without_a_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    trust_modeles(monkeypatch)
    monkeypatch.setattr(fabrication, "Enclos", EnclosDirect)
    preparation = prepare_fiche(tmp_path, code)
    assert [str(f) for f in preparation.avertissements if f.code != "S416"] == []
    assert len(preparation.matiere.session.candidats) == 3


@pytest.mark.lent
@pytest.mark.parametrize("code", ["RS5719", "RNCP35959"])
def test_every_paper_of_a_certification_without_blocs_or_with_options(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    """Of the répertoire spécifique, no paper says « bloc » nor claims a level, and none attests a
    bloc; with options, the minutes say which one each candidate chose."""

    def add_resultats(scenario: Scenario) -> list[Inscription]:
        referentiel = scenario.referentiel
        asked = referentiel.find_regle(scenario.voie.code)
        option = next((o.code for o in asked.list_options()), None)
        issues: dict[tuple[str, int | str], Any] = {
            ("resultats[].issue", b): "acquis" for b in asked.list_blocs(option)
        }
        first = asked.list_blocs(option)[0]
        failed: dict[tuple[str, int | str], Any] = {
            ("resultats[].issue", first): "non acquis",
            ("resultats[].motif", first): "rien de montré",
            ("resultats[].reste_a_montrer", first): "tout",
        }
        loser, by_equivalence, winner = make_inscriptions(scenario)
        elsewhere: dict[tuple[str, int | str], Any] = {}
        if referentiel.equivalences:
            bloc = referentiel.equivalences[0].bloc
            elsewhere = {
                ("blocs_vises", ""): "BC01, BC02, BC03",
                ("resultats[].issue", bloc): "par équivalence",
                ("resultats[].code", bloc): referentiel.equivalences[0].blocs[0],
                ("resultats[].piece", bloc): "attestation du 3 mars 2024",
            }
        return [
            {**loser, **issues, **failed},
            {**by_equivalence, **issues, **elsewhere},
            {**winner, **issues},
        ]

    monkeypatch.setattr("amo_docs.amorce.demarrage.make_inscriptions", add_resultats)
    start_dossier(tmp_path / "dossier", write_fiche(tmp_path, code))
    path = tmp_path / "dossier" / "session.toml"
    fill_seance(path)
    preparation = prepare(open_session(path))
    assert [str(f) for f in preparation.avertissements if f.code != "S416"] == []
    sans_blocs = code.startswith("RS")
    lost = CodeDecision.AJOURNE if sans_blocs else CodeDecision.BLOCS_ACQUIS
    assert [d.code for d in preparation.decisions] == [lost, *[CodeDecision.CERTIFIE] * 2]
    types = {p.exemplaire.type for p in preparation.papiers}
    assert ("attestation_bloc" in types) is not sans_blocs
    assert {"certificat", "proces_verbal", "notification", "convocation_candidat"} <= types
    assert types <= set(read_catalogue())
    textes = {
        p.exemplaire.chemin: read_page(p.variantes[0].html).texte for p in preparation.papiers
    }
    if sans_blocs:
        said = {c: t for c, t in textes.items() if "bloc" in t.casefold()}
        assert {c: re.findall(r".{20}bloc.{20}", t, re.I) for c, t in said.items()} == {}
        title = PAR_CODE[code]["intitule"]
        claims = {c for c, t in textes.items() if "niveau" in t.replace(title, "").casefold()}
        assert claims == set()
    else:
        (minutes,) = (t for c, t in textes.items() if c.startswith("proces-verbaux/"))
        assert minutes.count("communication") >= 3
        assert "BC04, au titre de RNCP13595BC01 (attestation du 3 mars 2024)." in minutes
        attested = {c for c in textes if c.startswith("attestations/")}
        assert not any("BC04" in chemin for chemin in attested if "ECHANTILLON" in chemin)
