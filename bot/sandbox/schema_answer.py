"""The first answer that fits a JSON schema, and what strict mode would refuse about the schema itself."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]

DEPTH = 20


class SchemaError(ValueError):
    """No answer can be made for this schema."""


def first_answer(schema: object, root: Json, *, depth: int = 0) -> Any:  # noqa: ANN401 - a value of any JSON type
    """Make the simplest value that fits: the first of an enum, as few items as allowed but one, empty texts.

    Raises:
        SchemaError: the schema is not one that structured output knows.
    """
    if not isinstance(schema, dict) or depth > DEPTH:
        raise SchemaError("the schema is not an object, or nests too deeply")
    if "$ref" in schema:
        return first_answer(_resolve(schema["$ref"], root), root, depth=depth + 1)
    if "const" in schema:
        return schema["const"]
    if schema.get("enum"):
        return schema["enum"][0]
    if schema.get("anyOf"):
        return first_answer(schema["anyOf"][0], root, depth=depth + 1)
    kind = schema.get("type")
    if isinstance(kind, list):
        kind = kind[0]
    match kind:
        case "object":
            properties = schema.get("properties", {})
            wanted = schema.get("required") or list(properties)
            return {name: first_answer(properties[name], root, depth=depth + 1) for name in wanted}
        case "array":
            return _items(schema, root, depth)
        case "string":
            return "x" * int(schema.get("minLength", 0))
        case "integer" | "number":
            return schema.get("minimum", 0)
        case "boolean":
            return False
        case "null":
            return None
        case _:
            raise SchemaError(f"a schema of type {kind!r} is not known")


def _items(schema: Json, root: Json, depth: int) -> list[Any]:
    count = max(int(schema.get("minItems", 1)), 0)
    if "maxItems" in schema:
        count = min(count, int(schema["maxItems"]))
    item = schema.get("items", {})
    while isinstance(item, dict) and "$ref" in item:
        item = _resolve(item["$ref"], root)
    choices = item.get("enum") if isinstance(item, dict) else None
    if isinstance(choices, list) and choices:
        return list(choices[:count])
    return [first_answer(item, root, depth=depth + 1) for _ in range(count)]


def _resolve(reference: object, root: Json) -> Json:
    if not isinstance(reference, str) or not reference.startswith("#"):
        raise SchemaError(f"only references within the schema are known, not {reference!r}")
    found: Any = root
    for part in filter(None, reference.lstrip("#").split("/")):
        found = found.get(part) if isinstance(found, dict) else None
    if not isinstance(found, dict):
        raise SchemaError(f"the reference {reference!r} leads nowhere")
    return found


def strict_problem(schema: object, path: str = "()") -> str | None:
    """Say what strict mode refuses: every object closed, every property required, an object at the top."""
    if not isinstance(schema, dict):
        return f"In context={path}, a schema must be an object."
    if path == "()" and schema.get("type") != "object":
        return "schema must be a JSON Schema of 'type: \"object\"'."
    if schema.get("type") == "object":
        properties = schema.get("properties", {})
        if schema.get("additionalProperties") is not False:
            return f"In context={path}, 'additionalProperties' is required to be supplied and to be false."
        missing = [name for name in properties if name not in schema.get("required", [])]
        if missing:
            return f"In context={path}, 'required' must be an array of every key in properties. Missing '{missing[0]}'."
    parts = [*schema.get("properties", {}).items(), *schema.get("$defs", {}).items()]
    if "items" in schema:
        parts.append(("items", schema["items"]))
    parts.extend((f"anyOf[{index}]", option) for index, option in enumerate(schema.get("anyOf", [])))
    return next((problem for name, part in parts if (problem := strict_problem(part, f"{path}.{name}"))), None)
