"""Lists of JSON objects and lines of them, as grids: each object one row."""

from __future__ import annotations

import json
from typing import Any, Final

import numpy as np

from bot.intake.domain.intake import RowProblem
from bot.kit.cleaning import is_whole, whole
from bot.kit.errors import DataError
from bot.sources.grid import Grid
from bot.sources.limits import check_shape

_GROUPS: Final = {"measures": "measure", "dimensions": "dimension"}
_MANY: Final = (dict, list)
"""Objects that a record may hold, and what their fields are called as columns."""


def objects_of(name: str, text: str) -> list[tuple[int, Any]]:
    """Return the items of the one list that JSON holds, each with its place (from 1).

    Raises:
        DataError: it is no JSON, or holds no list.
    """
    try:
        content = _decoded(text)
    except json.JSONDecodeError as error:
        raise DataError("import-json", f"{name}: no JSON: {error}", line=error.lineno) from None
    except RecursionError:
        raise DataError("import-json-deep", f"{name}: no JSON that can be read: nested too deeply") from None
    if isinstance(content, dict):
        lists = [value for value in content.values() if isinstance(value, list)]
        content = lists[0] if len(lists) == 1 else [content]
    if not isinstance(content, list):
        raise DataError("import-json-list", f"{name}: expected a list of objects")
    return list(enumerate(content, start=1))


def objects_by_line(name: str, text: str) -> list[tuple[int, Any]]:
    """Return what stands on each line that is not blank, with the number of the line.

    Raises:
        DataError: there is an object on none of them.
    """
    items: list[tuple[int, Any]] = []
    for line, part in enumerate(text.split("\n"), start=1):
        if part.strip():
            try:
                items.append((line, _decoded(part)))
            except (json.JSONDecodeError, RecursionError):
                items.append((line, part))
    if not any(isinstance(item, dict) for _, item in items) and items:
        raise DataError("import-json-list", f"{name}: expected an object on each line")
    return items


def _decoded(text: str) -> Any:  # noqa: ANN401 - whatever stands there
    """Return what JSON says, its numbers as they are written: no digit is lost."""
    return json.loads(text, parse_float=str, parse_int=str, parse_constant=str)


def grid_of_objects(name: str, items: list[tuple[int, Any]]) -> Grid:
    """Make a grid of objects, whose keys are its titles; what is no flat object is told as broken.

    Raises:
        DataError: there are too many cells.
    """
    import polars as pl

    titles: dict[str, None] = {}
    broken: list[RowProblem] = []
    held: list[tuple[int, dict[str, str]]] = []
    names: dict[str, str] = {}
    filled = 0
    for line, item in items:
        if not isinstance(item, dict):
            broken.append(RowProblem(line, "", _excerpt(item), "import-no-object"))
            continue
        item = _flat(item)  # noqa: PLW2901 - the same object, as a row
        nested = next((key for key, cell in item.items() if isinstance(cell, _MANY)), None)
        row = {
            names.get(key) or names.setdefault(key, whole(key)): cell if isinstance(cell, str) else _text(cell)
            for key, cell in item.items()
            if nested is None or not isinstance(cell, _MANY)
        }
        all_whole = is_whole("\n".join(row.values()))
        half = None if all_whole else next(key for key, cell in row.items() if not is_whole(cell))
        if nested is not None:
            broken.append(RowProblem(line, whole(nested), _excerpt(item[nested]), "import-nested"))
        elif half is not None:
            broken.append(RowProblem(line, half, _excerpt(row[half]), "import-half-character"))
        else:
            titles |= dict.fromkeys(row)
            held.append((line, row))
            filled += len(row)
            check_shape(name, columns=len(titles), rows=len(held), filled=filled)
    columns = {title: [row.get(title, "") for _, row in held] for title in titles}
    cells = pl.DataFrame(columns, schema=dict.fromkeys(titles, pl.String))
    lines = np.array([line for line, _ in held], np.int64)
    return Grid(name, cells, lines, broken=tuple(broken), titles=tuple(titles))


def _flat(item: dict[str, Any]) -> dict[str, Any]:
    """Return an object with its measures and dimensions as fields of its own."""
    made = {key: cell for key, cell in item.items() if key not in _GROUPS or not isinstance(cell, dict)}
    for group, kind in _GROUPS.items():
        held = item.get(group)
        if isinstance(held, dict):
            made |= {f"{kind}:{name}": cell for name, cell in held.items()}
    return made


def _excerpt(value: object) -> str:
    try:
        return whole(str(value)[:80])
    except RecursionError:
        return "\u2026"


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return str(cell).lower()
    return repr(cell) if isinstance(cell, float) else str(cell)
