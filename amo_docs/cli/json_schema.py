"""The JSON Schema of what people type in TOML, made from the model.

Editors complete and check by it. It holds keys, kinds of values, lists of choices and forms; it
does not hold what the validators of the model and the rules of `check` add (a day that follows
another, a code of the référentiel).
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from amo_docs.catalogue import DocumentType
from amo_docs.cli.sens import find_sens, find_titre, read_sens
from amo_docs.model.referentiel import Referentiel
from amo_docs.model.session import Session
from amo_docs.typographie import set_espaces

_BROUILLON = "http://json-schema.org/draft-07/schema#"
"""The draft that every editor of TOML and JSON reads."""

_RESERVE = (
    "Le schéma dit les clés, les genres de valeurs et les listes de choix. Il n’admet que leur "
    "orthographe exacte, où le programme pardonne accents et abréviations, et ne compare rien : "
    "« amo-docs check » dit le reste."
)


class SchemaNotion(GenerateJsonSchema):
    """The schema of a record as TOML gives it: no null, each key explained in French."""

    def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchemaValue:
        made = super().model_schema(schema)
        notion = schema["cls"]
        made.pop("title", None)
        # Pydantic puts the docstring of the class here, which is for maintainers.
        made["description"] = _write_phrase(read_sens()["notions"][notion.__name__])
        made["properties"] = {
            nom: self._explain(notion, nom, champ) for nom, champ in made["properties"].items()
        }
        return made

    def _explain(self, notion: type, nom: str, champ: JsonSchemaValue) -> JsonSchemaValue:
        # In this draft, what stands beside a $ref is ignored.
        said: JsonSchemaValue = {"allOf": [champ]} if "$ref" in champ else dict(champ)
        if titre := find_titre(notion, nom):
            said["title"] = set_espaces(titre)
        said["description"] = _write_phrase(find_sens(notion, nom))
        return said

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        """Return the schema of the value alone."""
        # TOML has no null: a key without a value is left out.
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        """Return the schema of the value, with its default when it is a boolean."""
        # The other defaults are None or empty, which says nothing to whoever types.
        if isinstance(schema.get("default"), bool):
            return super().default_schema(schema)
        return self.generate_inner(schema["schema"])

    def field_title_should_be_set(self, schema: Any) -> bool:
        """Return False: pydantic's titles are the names of the keys again."""
        del schema
        return False


def _write_phrase(text: str) -> str:
    return set_espaces(text[:1].upper() + text[1:])


def _make_notion(notion: type[BaseModel]) -> JsonSchemaValue:
    template = "#/definitions/{model}"
    made = notion.model_json_schema(ref_template=template, schema_generator=SchemaNotion)
    parts = made.pop("$defs", {}).items()
    made["definitions"] = {nom: _drop_docstring(part) for nom, part in parts}
    return made


def _drop_docstring(definition: JsonSchemaValue) -> JsonSchemaValue:
    """Return a list of choices without the docstring of its class."""
    if "enum" not in definition:
        return definition
    return {key: definition[key] for key in ("type", "enum")}


def _make_catalogue() -> JsonSchemaValue:
    """Return the schema of `documents.toml`: tables by the key of their paper."""
    papier = _make_notion(DocumentType)
    definitions = papier.pop("definitions")
    # The key of a paper is the heading of its table.
    del papier["properties"]["cle"]
    papier["required"].remove("cle")
    return {
        "type": "object",
        "additionalProperties": {"$ref": "#/definitions/DocumentType"},
        "definitions": {"DocumentType": papier, **definitions},
    }


SCHEMAS: dict[str, tuple[str, Callable[[], JsonSchemaValue]]] = {
    "session": ("session.toml", lambda: _make_notion(Session)),
    "referentiel": ("referentiel.toml", lambda: _make_notion(Referentiel)),
    "catalogue": ("documents.toml", _make_catalogue),
}
"""Name of a schema → the file it describes, and the function that makes it."""


def write_schema(nom: str) -> str:
    """Return a schema of `SCHEMAS` as JSON, with a line end. The same model gives the same text."""
    fichier, make = SCHEMAS[nom]
    made = make() | {"description": set_espaces(_RESERVE)}
    head = {"$schema": _BROUILLON, "title": fichier}
    return json.dumps(head | made, ensure_ascii=False, indent=2) + "\n"
