"""The sample session: no finding in loading nor in checking, every decision shown, as its README
says."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from pathlib import Path

import pytest

from amo_docs.catalogue import Vivier, list_sujets, read_catalogue
from amo_docs.check import Examen, run_checks
from amo_docs.decide import count_effectifs, decide_all
from amo_docs.load.modeles import load_modeles
from amo_docs.load.nommes import Nommes
from amo_docs.load.ouverture import open_session
from amo_docs.load.session import Chargement, load_session
from amo_docs.model.bilan import Demande
from amo_docs.model.decision import CodeDecision, Decision
from amo_docs.model.jury import Presence, Role
from amo_docs.model.matiere import Matiere
from amo_docs.model.referentiel import Referentiel
from amo_docs.model.session import Session
from amo_docs.pipeline import SessionComposee, prepare

RACINE = Path(__file__).parent.parent
VAE = RACINE / "samples" / "vae" / "session.toml"
EXEMPLES = RACINE / "samples"
TROIS = ("BC01", "BC02", "BC03")

# matricule → decision, blocs attested (a certified candidate has a certificate instead)
Attendu = tuple[CodeDecision, tuple[str, ...]]

ATTENDU: dict[str, Attendu] = {
    "T90101": (CodeDecision.CERTIFIE, ()),
    "T90102": (CodeDecision.CERTIFIE, ()),
    "T90103": (CodeDecision.PREREQUIS_MANQUANTS, TROIS),
    "T90104": (CodeDecision.CERTIFIE, ()),
    "T90105": (CodeDecision.BLOCS_ACQUIS, ("BC01", "BC02")),
    "T90106": (CodeDecision.AJOURNE, ()),
    "T90107": (CodeDecision.CERTIFIE, ()),
    "T90108": (CodeDecision.ABSENT, ()),
    "T90109": (CodeDecision.CERTIFIE, ()),
    "T90110": (CodeDecision.EXCUSE, ()),
    "A90201": (CodeDecision.CERTIFIE, ()),
    "A90202": (CodeDecision.BLOCS_ACQUIS, ("BC02",)),
    "A90203": (CodeDecision.CERTIFIE, ()),
    "A90204": (CodeDecision.PREREQUIS_MANQUANTS, TROIS),
    "A90205": (CodeDecision.AJOURNE, ()),
    "A90206": (CodeDecision.CERTIFIE, ()),
    "A90207": (CodeDecision.EXCLU, ()),
    "A90208": (CodeDecision.CERTIFIE, ()),
    "A90209": (CodeDecision.BLOCS_ACQUIS, ("BC02",)),
    "A90210": (CodeDecision.ABSENT, ()),
}


# The same for the sample of the route of experience.
ATTENDU_VAE: dict[str, Attendu] = {
    "V90301": (CodeDecision.CERTIFIE, ()),
    "V90302": (CodeDecision.BLOCS_ACQUIS, ("BC02",)),
    "V90303": (CodeDecision.BLOCS_ACQUIS, ("BC01", "BC02")),
    "V90304": (CodeDecision.EXCUSE, ()),
    "V90305": (CodeDecision.CERTIFIE, ()),
    "V90306": (CodeDecision.AJOURNE, ()),
    "V90401": (CodeDecision.CERTIFIE, ()),
    "V90402": (CodeDecision.BLOCS_ACQUIS, ("BC01", "BC02")),
    "V90403": (CodeDecision.PREREQUIS_MANQUANTS, TROIS),
    "V90404": (CodeDecision.ABSENT, ()),
}


@pytest.fixture(scope="module")
def chargement() -> Chargement:
    """The sample session, loaded with the référentiel of the project."""
    return load_session(EXEMPLES / "session.toml", RACINE / "referentiel.toml")


@pytest.fixture(scope="module")
def session(chargement: Chargement) -> Session:
    """The sample session; loading gave no finding at all."""
    assert [str(finding) for finding in chargement.findings] == []
    assert chargement.session is not None
    return chargement.session


@pytest.fixture(scope="module")
def referentiel(chargement: Chargement) -> Referentiel:
    """The référentiel of the sample session."""
    assert chargement.referentiel is not None
    return chargement.referentiel


@pytest.fixture(scope="module")
def decisions(session: Session, referentiel: Referentiel) -> dict[str, Decision]:
    """The decisions, by matricule."""
    return {d.candidat.matricule: d for d in decide_all(session, referentiel)}


def _list_papiers(code: CodeDecision, blocs: tuple[str, ...]) -> str:
    """Return what the last column of the README's table says."""
    if code is CodeDecision.CERTIFIE:
        return "certificat"
    return (
        f"{'attestations' if len(blocs) > 1 else 'attestation'} {', '.join(blocs)}"
        if blocs
        else "–"
    )


def test_decisions_are_those_expected(decisions: dict[str, Decision]) -> None:
    """Each matricule has the decision of the table, and the table shows every decision there is."""
    assert {matricule: d.code for matricule, d in decisions.items()} == {
        m: code for m, (code, _) in ATTENDU.items()
    }
    # Nobody waits in the samples, and their certifications have blocs.
    elsewhere = {CodeDecision.EN_ATTENTE, CodeDecision.ENTIERE_SANS_PREREQUIS}
    assert {code for code, _ in ATTENDU.values()} == set(CodeDecision) - elsewhere


def check_readme(
    lettres: str, attendu: Mapping[str, Attendu], decisions: Mapping[str, Decision]
) -> None:
    """The README's rows: matricule, birth name and first names, decision, papers."""
    text = (EXEMPLES / "README.md").read_text(encoding="utf-8")
    lignes = re.findall(rf"^\| ([{lettres}]\d+) \|(.+)\|$", text, re.MULTILINE)
    rows = [
        (matricule, *(cell.strip() for cell in cells.split("|"))) for matricule, cells in lignes
    ]
    told = [(matricule, nom, code, papiers) for matricule, nom, _, code, papiers in rows]
    held = [
        (
            matricule,
            decisions[matricule].candidat.nom_prenoms,
            code.value,
            _list_papiers(code, blocs),
        )
        for matricule, (code, blocs) in attendu.items()
    ]
    assert told == held


def test_readme_says_the_same_as_the_table(decisions: dict[str, Decision]) -> None:
    check_readme("TA", ATTENDU, decisions)


def test_papers_are_those_expected(
    session: Session, referentiel: Referentiel, decisions: dict[str, Decision]
) -> None:
    """The catalogue draws the attestations and certificates of the table from the decisions."""
    catalogue = tomllib.loads((RACINE / "templates" / "documents.toml").read_text(encoding="utf-8"))
    documents = {document.cle: document for document in read_catalogue(catalogue)}
    drawn: dict[str, list[str]] = {matricule: [] for matricule in ATTENDU}
    certified = []
    for jury in session.jurys:
        ours = tuple(d for d in decisions.values() if d.candidat.jury == jury.code)
        contexte = Vivier(session, referentiel, jury, ours)
        for sujet in list_sujets(documents["attestation_bloc"], contexte):
            assert sujet.bloc is not None
            drawn[sujet.identifiant].append(sujet.bloc.abrege)
        certified += [sujet.identifiant for sujet in list_sujets(documents["certificat"], contexte)]
    assert {matricule: tuple(blocs) for matricule, blocs in drawn.items()} == {
        m: b for m, (_, b) in ATTENDU.items()
    }
    assert set(certified) == {
        m for m, (code, _) in ATTENDU.items() if code is CodeDecision.CERTIFIE
    }


def test_prerequisites_proved_later_change_the_decision_and_not_the_minutes(
    decisions: dict[str, Decision],
) -> None:
    """T90104: seven months on the day of the jury, twelve in June; a certificate dated for her
    alone."""
    late = decisions["T90104"]
    assert late.code_jury is CodeDecision.PREREQUIS_MANQUANTS
    assert any("7\u00a0mois" in manque for manque in late.prerequis_jury.manques)
    assert late.candidat.date_delivrance is not None
    assert late.date_delivrance == late.candidat.date_delivrance
    assert [m for m, d in decisions.items() if d.code is not d.code_jury] == ["T90104"]


def test_no_rule_finds_anything(
    chargement: Chargement, session: Session, referentiel: Referentiel
) -> None:
    """Neither erreur nor avertissement on the sample session."""
    modeles = load_modeles(RACINE / "templates", chargement.nommes or Nommes(), EXEMPLES).modeles
    dossier = Matiere(session, referentiel, modeles, chargement.reperes, chargement.entrees)
    examen = Examen(dossier, decide_all(session, referentiel), read_catalogue(modeles.documents))
    assert [str(finding) for finding in run_checks(examen)] == []


def test_juries_are_full_and_one_is_completed_by_a_suppleant(session: Session) -> None:
    """Five sit in each; a suppléant in one; « Néant » in one, an incident in the other."""
    assert [len(jury.siegeants) for jury in session.jurys] == [5, 5]
    replaced = [
        m for jury in session.jurys for m in jury.membres if m.presence is Presence.REMPLACE
    ]
    assert len(replaced) == 1
    assert any(m.role is Role.SUPPLEANT for jury in session.jurys for m in jury.siegeants)
    assert sum(jury.incidents == "Néant" for jury in session.jurys) == 1


def test_figures_add_up(session: Session, decisions: dict[str, Decision]) -> None:
    """Inscrits are présents and absents, in each jury."""
    for jury in session.jurys:
        figures = count_effectifs(
            tuple(d for d in decisions.values() if d.candidat.jury == jury.code)
        )
        assert figures.inscrits == figures.presents + figures.absents == 10


def test_names_are_hard(session: Session) -> None:
    """What a name can carry is in the sample, composed (NFC), homonyms included."""
    text = " ".join(
        f"{c.nom_prenoms} {c.nom_usage or ''} {c.unite or ''}" for c in session.candidats
    )
    for mark in ("'", "’", "&", "--", "de LA TOUR", "Ł", "Ễ", "Ķ", "Ŵ", "ß", "Đ"):
        assert mark in text
    assert text == unicodedata.normalize("NFC", text)
    assert max(len(re.sub(r"[^\w]", "", c.nom_naissance)) for c in session.candidats) >= 40
    names = [c.nom_prenoms for c in session.candidats]
    assert len(names) == len(set(names)) + 1


def test_candidates_are_a_table_as_excel_writes_it() -> None:
    """BOM, semicolons, CRLF."""
    raw = (EXEMPLES / "candidats.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    assert raw.count(b"\r\n") == raw.count(b"\n") == len(ATTENDU) + 1
    assert raw.split(b"\r\n")[0].count(b";") == raw.split(b"\r\n")[0].decode().count(";") > 60


# ── The route of experience ───────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def vae() -> SessionComposee:
    """The session of samples/vae, prepared: loaded, checked and composed."""
    return prepare(open_session(VAE), Demande(vierges=("proces_verbal",)))


def test_vae_gives_one_avertissement_on_who_was_absent_to_a_bloc_and_acquired_others(
    vae: SessionComposee,
) -> None:
    assert [finding.code for finding in vae.avertissements] == ["R210"]


def test_vae_decisions_are_those_expected_and_told(vae: SessionComposee) -> None:
    decisions = {d.candidat.matricule: d for d in vae.decisions}
    found = {
        m: (
            d.code,
            () if d.code is CodeDecision.CERTIFIE else tuple(b[-4:] for b in d.blocs_nouveaux),
        )
        for m, d in decisions.items()
    }
    assert found == ATTENDU_VAE
    check_readme("V", ATTENDU_VAE, decisions)


def test_vae_jury_is_reduced_and_a_suppleante_sits(vae: SessionComposee) -> None:
    """Three designated, three who sit, the president not a trainer; and one who withdraws where
    three remain."""
    terre, air = vae.matiere.session.jurys
    assert len(terre.designes) == len(terre.siegeants) == 3
    assert [m.id for m in terre.siegeants] == ["VT-P", "VT-1", "VT-S2"]
    assert not any(m.liens or m.deports for m in terre.membres)
    (withdrawn,) = (m for m in air.siegeants if m.deports)
    assert [lien.candidat for lien in withdrawn.liens] == list(withdrawn.deports)
    assert len(air.siegeants) - 1 >= 3


def test_vae_candidates_have_one_slot_each_and_a_recevabilite(vae: SessionComposee) -> None:
    session = vae.matiere.session
    assert session.epreuves == ()
    for jury in session.jurys:
        hours = [c.heure_passage for c in session.list_candidats(jury)]
        assert len(jury.dates) == 1 and None not in hours and len(set(hours)) == len(hours)
    assert all(c.date_recevabilite and c.date_entree is None for c in session.candidats)
    assert {len(c.blocs_vises) for c in session.candidats} == {1, 2, 3}


def test_vae_convocation_says_the_slot(vae: SessionComposee) -> None:
    (papier,) = (
        p
        for p in vae.papiers
        if p.exemplaire.type == "convocation_candidat" and p.exemplaire.destinataire == "V90303"
    )
    html = papier.variantes[0].html
    assert "15\u00a0avril\u00a02026, à 11\u00a0h précises" in html
    assert "livret 2" in html and "Vos épreuves" not in html
