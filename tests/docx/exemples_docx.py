"""Three sample documents of the DOCX tests: a letter, a minute of several pages, a bordered
certificate."""

from __future__ import annotations

from html import escape
from pathlib import Path

from outils.essai import Essai, open_essai

DOSSIER = Path(__file__).parent / "donnees"
NOMS = ("lettre", "proces_verbal", "certificat")
MOTIF = (
    "Ne démontre pas encore la conduite d’un entretien de recrutement ; reprise attendue "
    "sur la rédaction "
    "de la fiche de poste et son argumentaire."
)


def read_exemple(nom: str) -> Essai:
    """Return one of the samples by its name."""
    css = [(DOSSIER / f"{fichier}.css").read_text("utf-8") for fichier in ("commun", nom)]
    if nom == "proces_verbal":
        return open_essai(_make_proces_verbal(), *css)
    return open_essai((DOSSIER / f"{nom}.html").read_text("utf-8"), *css)


def _make_proces_verbal() -> str:
    noms = [
        "ABGRALL--LE GOFF Maëlle",
        "D’ARTAGNAN Çédric",
        "ÑUÑEZ Zoë",
        "O’BRIEN & FILS Œdipe",
        "ŠIMŮNEK Jiří",
    ]
    lignes = []
    for rang in range(1, 61):
        acquis = rang % 3 != 0
        motif = "—" if acquis else (MOTIF)
        bloc = '<td class="acquis">acquis</td>' if acquis else '<td class="non">non acquis</td>'
        lignes.append(
            f"<tr><td>M{rang:04}</td><td>{escape(noms[rang % 5])}</td>{bloc}{bloc}<td>{motif}</td></tr>"
        )
    return f"""<html lang="fr"><head><title>Procès-verbal</title></head><body>
<h1>Procès-verbal de délibération</h1><p class="numero">PV n° 2026-07</p>
<p>Le jury s’est réuni le 12 mars 2026 à 9 h et a clos sa délibération à 17 h 40. Il compte cinq membres, dont deux
membres
extérieurs à l’autorité organisatrice (40 %).</p>
<h2>Résultats</h2>
<table class="resultats"><caption>Résultats par candidat et par bloc</caption>
<colgroup><col style="width:20mm"><col style="width:42mm"><col style="width:22mm"><col style="width:22mm">
<col></colgroup><thead><tr><th rowspan="2">Matricule</th><th rowspan="2">Candidat</th><th colspan="2">Blocs</th>
<th rowspan="2">Motif</th></tr>
<tr><th>1</th><th>2</th></tr></thead><tbody>{"".join(lignes)}</tbody></table>
<h2>Incidents</h2><p>Néant.</p>
<section class="annexe"><h1>Annexe — composition du jury</h1>
<table class="signatures"><thead><tr><th>Qualité</th><th>Nom</th><th>Signature</th></tr></thead>
<tbody><tr><td>Président</td><td>Colonel Müller</td><td></td></tr>
<tr><td>Membre</td><td>Mme Ångström</td><td></td></tr></tbody></table></section></body></html>"""
