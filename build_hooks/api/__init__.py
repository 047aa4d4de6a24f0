"""The public API: static files under `/api/v1/` that others may read.

One module per kind of file. Its dataclasses say what the file holds; the JSON Schema, the OpenAPI
description and the JSON itself are all made of them (docs/decisions/0017-api-from-its-types.md).
"""
