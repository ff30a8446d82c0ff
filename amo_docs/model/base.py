"""What every record of the model shares: frozen, closed, and the types people type by hand."""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

# Days come first, whatever the locale of the machine: the files are French.
_DATE_FR = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
# A workbook exported as text adds midnight to its days.
_DATE_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ]00:00(?::00)?)?")
_DATE_COURTE = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2}")
# How a spreadsheet shows the number 0 in a cell of dates: mostly an empty cell, copied.
_ZERO_TABLEUR = re.compile(r"0?0/0?1/1900")
# « 9:30 », « 9h30 », « 9 h », and « 09:30:00 » from an export.
_HEURE = re.compile(r"(\d{1,2})\s*(?:[:hH])\s*(\d{2})?(?::00)?")


class Notion(BaseModel):
    """A noun of the field: frozen, and no key beyond the declared ones."""

    # Frozen, since a paper must say what was checked; no unknown key, since a key hardly misspelt
    # would otherwise be ignored in silence.
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


INTERNE = {"interne": True}
"""Metadata of a field of a dataclass that templates may not reach."""


def list_internes(kind: type) -> frozenset[str]:
    """Return the fields of a dataclass that templates may not reach."""
    return frozenset(
        champ.name for champ in dataclasses.fields(kind) if "interne" in champ.metadata
    )


def fold(text: str) -> str:
    """Return `text` without accents or case, with spaces, hyphens and apostrophes alike.

    It compares what people type (headings, names, enumerations). The folded form is never printed:
    names are written as the civil status gives them.
    """
    return _fold_court(text) if len(text) <= _COURT else _fold(text)


# Headings and names are folded again and again, a whole page once: texts up to this length are
# kept, so that the cache stays small.
_COURT = 120


def _fold(text: str) -> str:
    bare = unicodedata.normalize("NFKD", text).casefold()
    bare = bare.translate({ord(c): None for c in set(bare) if unicodedata.combining(c)})
    # NFKD takes an accent off its letter, but leaves ligatures whole.
    bare = re.sub(r"[\s\-_'’ʼʻ‘′`‐‑–—./]+", " ", bare.replace("œ", "oe").replace("æ", "ae"))
    return bare.strip()


_fold_court = lru_cache(maxsize=32_768)(_fold)


def is_zero(value: Any) -> bool:
    """Tell whether `value` is what a spreadsheet gives for the number 0 or 1 in a cell of dates."""
    if isinstance(value, str):
        return bool(_ZERO_TABLEUR.fullmatch(value.strip()))
    return value == time(0) or (
        isinstance(value, date) and date(1899, 12, 30) <= value <= date(1900, 1, 1)
    )


def read_date(value: Any) -> date:
    """Return the day that was typed. Raises a PydanticCustomError."""
    # The first word of each error below is its type: `load/messages.py` turns it into a French
    # sentence. Its text is seen by nobody.
    if isinstance(value, datetime):
        if value.time() != time(0):
            raise PydanticCustomError("date_heure", "une date sans heure est attendue")
        value = value.date()
    # Before plain dates: 1 January 1900 is a date too.
    if is_zero(value):
        raise PydanticCustomError("date_tableur", "est le zéro d’un tableur")
    if isinstance(value, date):
        return value
    if not isinstance(value, str):
        raise PydanticCustomError("date_forme", "n’est pas une date (JJ/MM/AAAA ou AAAA-MM-JJ)")
    text = value.strip()
    # A birth in « 05 » is of 1905 or of 2005: nothing is guessed.
    if _DATE_COURTE.fullmatch(text):
        raise PydanticCustomError("date_annee", "porte une année à deux chiffres")
    if found := _DATE_FR.fullmatch(text):
        day, month, year = (int(part) for part in found.groups())
    elif found := _DATE_ISO.fullmatch(text):
        year, month, day = (int(part) for part in found.groups())
    else:
        raise PydanticCustomError("date_forme", "n’est pas une date (JJ/MM/AAAA ou AAAA-MM-JJ)")
    try:
        return date(year, month, day)
    except ValueError:
        raise PydanticCustomError("date_impossible", "n’existe pas dans le calendrier") from None


def _read_heure(value: Any) -> Any:
    if isinstance(value, timedelta):  # a cell formatted [h]:mm
        value = (datetime.min + value).time() if timedelta(0) <= value < timedelta(days=1) else None
    if isinstance(value, time):
        # A time is a fraction of a day in a workbook: 9:00, once computed, may come as 8:59:59.991.
        # The bound keeps midnight from becoming the day after.
        near = datetime.combine(date.min, value) + timedelta(seconds=1)
        if near.second <= 2 and value < time(23, 59, 59):
            return near.time().replace(second=0, microsecond=0)
    found = _HEURE.fullmatch(value.strip()) if isinstance(value, str) else None
    if not found or int(found[1]) > 23 or int(found[2] or 0) > 59:
        raise PydanticCustomError("heure_forme", "n’est pas une heure (HH:MM ou 9 h 30)")
    return time(int(found[1]), int(found[2] or 0))


def _read_oui_non(value: Any) -> Any:
    if isinstance(value, bool):
        return value
    answers = {
        "oui": True,
        "vrai": True,
        "true": True,
        "x": True,
        "non": False,
        "faux": False,
        "false": False,
    }
    key = fold(value) if isinstance(value, str) else ""
    if key not in answers:
        raise PydanticCustomError("oui_non", "n’est ni « oui » ni « non »")
    return answers[key]


_TRAITS_D_UNION = {0x2010: "-", 0x2011: "-"}


def _refuse_blank(text: str) -> str:
    if not text:
        raise PydanticCustomError("vide", "est vide")
    # What is left of a letter after a wrong decoding. It is a fault of its own, since no font can
    # show what it was.
    if "\ufffd" in text:
        raise PydanticCustomError("caractere_perdu", "contient un caractère perdu")
    # A word processor keeps a double name on one line with it: it is a hyphen, and fonts lack it.
    text = text.translate(_TRAITS_D_UNION)
    for char in text:
        # Nobody sees these, and one that reverses the order of letters makes a name read as
        # another. The two joiners are kept: Persian and Indian names need them.
        if (
            char != "\n"
            and unicodedata.category(char) in {"Cc", "Cs", "Co", "Cn", "Cf", "Zl", "Zp"}
            and char not in "\u200d\u200c"
        ):
            raise PydanticCustomError(
                "caractere",
                "contient un caractère invisible (U+{code})",
                {"code": f"{ord(char):04X}"},
            )
    return text


# Letters of a name. A longer one fits on no certificate, in whatever size.
NOM_MAX = 120


def _refuse_long(text: str) -> str:
    if "\n" in text:
        raise PydanticCustomError(
            "caractere", "contient un caractère invisible (U+{code})", {"code": "000A"}
        )
    if len(text) > NOM_MAX:
        raise PydanticCustomError(
            "long", "est trop long", {"longueur": len(text), "maximum": NOM_MAX}
        )
    return text


def fold_choice(enum: type[StrEnum], synonyms: dict[str, str] | None = None) -> BeforeValidator:
    """Return a validator that forgives accents, case and spacing in the values of `enum`.

    `synonyms` maps a folded spelling to a value of the enumeration. The validator raises `choix`,
    with the values that are admitted.
    """
    admitted = [member.value for member in enum]
    known = {fold(value): value for value in admitted} | (synonyms or {})

    def read(value: Any) -> Any:
        if isinstance(value, str) and fold(value) in known:
            return known[fold(value)]
        raise PydanticCustomError("choix", "n’est pas une valeur admise", {"admis": admitted})

    return BeforeValidator(read)


# A JSON Schema knows nothing of a validator: what it takes is declared beside it (`cli/schema.py`).

IsoTapee = Annotated[date, Field(json_schema_extra={"pattern": r"^\d{4}-\d{2}-\d{2}$"})]
DateTapee = Annotated[str, Field(json_schema_extra={"pattern": f"^{_DATE_FR.pattern}$"})]
_HeureTapee = Annotated[str, Field(json_schema_extra={"pattern": f"^{_HEURE.pattern}$"})]

DateFr = Annotated[date, BeforeValidator(read_date, json_schema_input_type=IsoTapee | DateTapee)]
"""A day of the calendar, typed `JJ/MM/AAAA` or ISO; two-digit years are refused."""

Heure = Annotated[time, BeforeValidator(_read_heure, json_schema_input_type=_HeureTapee)]
"""An hour of the day, to the minute."""

OuiNon = Annotated[
    bool, BeforeValidator(_read_oui_non, json_schema_input_type=bool | Literal["oui", "non"])
]
"""A yes or no as people type it."""

Texte = Annotated[str, AfterValidator(_refuse_blank), Field(json_schema_extra={"minLength": 1})]
"""A text that is not empty: stripped, without control or invisible characters."""

Nom = Annotated[
    Texte, AfterValidator(_refuse_long), Field(json_schema_extra={"maxLength": NOM_MAX})
]
"""A name or an identifiant of a person."""
