"""JSON Schema (2020-12) of every kind of file, and the OpenAPI description: made of the shapes."""

from __future__ import annotations

import json
from typing import Any, Literal

from pydantic import TypeAdapter

from build_hooks.api.index import CC, OPENAPI
from build_hooks.api.kinds import KINDS, Kind
from build_hooks.api.shape import ROOT, adapter
from build_hooks.locale import ui
from build_hooks.model.tree import Topic
from build_hooks.output import Output
from build_hooks.publisher import Publisher

DIALECT = "https://json-schema.org/draft/2020-12/schema"
RELEASE = "1.0.0"
"""Of the API: the second number is raised by additions, the third by mended descriptions."""
WRITTEN: Literal["serialization"] = "serialization"


def schema(kind: Kind, publisher: Publisher) -> Output:
    """The schema of one kind of file."""
    found = adapter(kind.shape).json_schema(mode=WRITTEN)
    address = publisher.at(f"{ROOT}/{kind.schema}")
    whole = {"$schema": DIALECT, "$id": address, **found, "title": kind.name}
    return _output(kind.schema, whole)


def openapi(publisher: Publisher, example: str) -> Output:
    """The description of all files; `example` is the id of a tree whose files are the examples."""
    shapes = [(kind.name, WRITTEN, adapter(kind.shape)) for kind in KINDS]
    references, found = TypeAdapter.json_schemas(
        shapes, ref_template="#/components/schemas/{model}"
    )
    described = {
        "openapi": "3.1.0",
        "info": {
            "title": ui("api.title", name=publisher.name),
            "version": RELEASE,
            "description": ui("api.plain"),
            "license": {"name": "CC BY 4.0", "url": CC},
        },
        "externalDocs": {"url": publisher.at("api/")},
        "servers": [{"url": publisher.at(ROOT)}],
        "paths": {
            f"/{kind.file}": _path(kind, references[kind.name, WRITTEN], publisher, example)
            for kind in KINDS
        },
        "components": {"schemas": found["$defs"]},
    }
    return _output(OPENAPI, described)


def _path(kind: Kind, reference: Any, publisher: Publisher, example: str) -> dict[str, Any]:
    topic, name = example.split("/")
    address = publisher.at(f"{ROOT}/{kind.file.format(topic=topic, name=name)}")
    content = {"schema": reference, "examples": {"published": {"externalValue": address}}}
    answer = {"description": kind.what, "content": {"application/json": content}}
    found: dict[str, Any] = {"operationId": kind.name, "summary": kind.what}
    if kind.path:
        found["parameters"] = [
            _parameter("topic", {"enum": [str(topic) for topic in Topic]}),
            _parameter("name", {"pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"}),
        ]
    missing = {"404": {"description": ui("api.missing")}} if kind.path else {}
    return {"get": {**found, "responses": {"200": answer, **missing}}}


def _parameter(name: str, form: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "in": "path", "required": True, "schema": {"type": "string", **form}}


def _output(path: str, value: object) -> Output:
    return Output(f"{ROOT}/{path}", json.dumps(value, ensure_ascii=False, indent=1) + "\n")
