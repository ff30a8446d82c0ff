"""Fictitious people: names with particles, accents, apostrophes and « & », short and long ones.

They are the names that try a way: characters to escape, rare glyphs, lines that wrap.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

NOMS = (
    "D'ALMEIDA", "de LA TOUR d’AUBENAS", "DUPONT--MARTIN", "LEFÈVRE", "NGUYỄN", "WIŚNIEWSKI", "MARTIN", "STRAUß",
    "MONTCLAIRVAL-BEAUCHAMPFLEURY-ROQUESAUVIGNAC", "ĶIRSE", "ŴYN", "KADDOUR-N'GUESSAN", "L’HOSTIS", "PIETRI", "ÖZTÜRK",
    "O’SULLIVAN", "ĐORĐEVIĆ", "CŒURDEROY", "GARCÍA-PEÑA", "BERNARD", "PETIT", "ROBERT", "RICHARD", "DURAND", "MOREAU",
    "LAURENT", "SIMON", "MICHEL", "LEROY", "ROUX", "DAVID", "BERTRAND", "MOREL", "FOURNIER", "GIRARD", "BONNET",
    "LAMBERT", "FONTAINE", "ROUSSEAU", "VINCENT", "MÜLLER", "FAURE", "MERCIER", "GUÉRIN", "BOYER", "GARNIER",
    "CHEVALIER", "FRANÇOIS", "LEGRAND", "GAUTHIER", "PERRIN", "ROBIN", "CLÉMENT", "MORIN", "HENRY", "ROUSSEL", "MASSON",
    "NOËL", "DUFOUR", "BLANCHARD", "KERGUÉLEN", "LE BIHAN", "du PLESSIS", "BEN YOUSSEF", "TRẦN", "SÁNCHEZ", "PÉREIRA",
    "ABDELAZIZ", "RAKOTOARISOA", "TUIHANI",
)  # fmt: skip
FEMININS = (
    "Inês", "Anne-Laure", "Marie-Clémentine", "Līga", "Teani", "Héloïse", "Nuria", "Camille", "Zoé", "Maëlys", "Chloé",
    "Aïcha", "Léa", "Noémie", "Solène", "Gwénaëlle", "Élise", "Fatou", "Margaux", "Océane",
)  # fmt: skip
MASCULINS = (
    "Jean-Noël", "Noé", "Łukasz", "Julien", "Wolfgang", "Rhŷs", "Maël", "Ange-Toussaint", "Émir", "Killian", "Đorđe",
    "François", "Théo", "Loïc", "Aurélien", "Rémi", "Jérôme", "Étienne", "Mathéo", "Yann",
)  # fmt: skip
SECONDS = (
    "",
    " Claude",
    " Dominique",
    " Éléonore Gisèle",
    " Apolline",
    " Zbigniew",
    " Toussaint",
    " Moea",
)
USAGES = ("LEROY & DUMAS", "de SAINT-AUBIN", "PETIT-GÉRARD")
NAISSANCES = (
    ("Châlons-sur-Marne", "Marne", "51108"),
    ("Saint-Étienne", "Loire", "42218"),
    ("Saint-Denis", "La Réunion", "97411"),
    ("Đà Nẵng", "Viêt Nam", "99243"),
    ("Gdańsk", "Pologne", "99122"),
    ("Nantes", "Loire-Atlantique", "44109"),
    ("Nouméa", "Nouvelle-Calédonie", "98818"),
    ("Brest", "Finistère", "29019"),
    ("Landau in der Pfalz", "Allemagne", "99109"),
)
RUES = (
    "impasse des Tilleuls",
    "rue de l’Abbé-Fictif",
    "allée des Platanes",
    "place du Ralliement-Fictif",
)
VILLES = ("86000 Poitiers", "49000 Angers", "51000 Châlons-en-Champagne", "33700 Mérignac")


@dataclass(frozen=True)
class Personne:
    """A fictitious person."""

    sexe: str
    nom: str
    usage: str
    prenoms: str
    naissance: date
    lieu: tuple[str, str, str]
    adresse: str

    @property
    def civilite(self) -> str:
        """« Madame » or « Monsieur »."""
        return "Madame" if self.sexe == "F" else "Monsieur"


def make_personnes(hasard: Random, nombre: int) -> list[Personne]:
    """Return `nombre` people, no two of the same name."""
    # Homonyms are findings, and the bench would measure these.
    seen: set[tuple[str, str]] = set()
    found: list[Personne] = []
    while len(found) < nombre:
        personne = _make_personne(hasard)
        key = (personne.nom.casefold(), personne.prenoms.casefold())
        if key not in seen:
            seen.add(key)
            found.append(personne)
    return found


def _make_personne(hasard: Random) -> Personne:
    sexe = hasard.choice("FM")
    return Personne(
        sexe=sexe,
        nom=hasard.choice(NOMS),
        # About one person in sixteen.
        usage=hasard.choice(USAGES) if hasard.random() < 0.06 else "",
        prenoms=hasard.choice(FEMININS if sexe == "F" else MASCULINS) + hasard.choice(SECONDS),
        naissance=date(1988, 1, 1) + timedelta(days=hasard.randrange(3200)),
        lieu=hasard.choice(NAISSANCES),
        adresse=f"{hasard.randrange(1, 120)}, {hasard.choice(RUES)} / {hasard.choice(VILLES)}",
    )
