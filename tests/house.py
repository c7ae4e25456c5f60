"""Reads the project's own source, for the tests about its shape and its words."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent
PACKAGES = ("bot", "handlers", "prompts", "storage")


# The composition root is the last part of the house: until it stands, places may be missing, and their rules wait.
COMPLETE = (ROOT / "bot/app.py").exists()


def filled(path: str) -> bool:
    """Say whether a file, or a folder with anything in it, is there."""
    place = ROOT / path
    return place.is_file() or (place.is_dir() and any(file.stat().st_size for file in place.rglob("*.*")))


def standing(path: str) -> Path:
    """Give a place of the house that a rule is about; an empty one is a failure, so no rule passes over nothing."""
    if not COMPLETE and not filled(path):
        pytest.skip(f"{path} is not built yet")
    assert filled(path), f"{path} is missing or empty"
    return ROOT / path


@cache
def tree(path: Path) -> ast.Module:
    """Parse a module."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


@cache
def nodes(path: Path) -> tuple[ast.AST, ...]:
    """Return everything in a module's tree; to walk it takes longer than to parse it."""
    return tuple(ast.walk(tree(path)))


@cache
def name(path: Path) -> str:
    """Name a file as the project does."""
    return path.relative_to(ROOT).as_posix()


def modules(*places: str) -> list[Path]:
    """List the modules below the places that have something in them; never none."""
    built = [place for place in places if COMPLETE or filled(place)] or places
    found = {path for place in built for path in standing(place).rglob("*.py") if path.stat().st_size}
    if not found and not COMPLETE:
        pytest.skip(f"no module in {places} yet")
    assert found, f"no module in {places}"
    return sorted(found)


def layer(which: str) -> list[Path]:
    """List the modules of one layer of every area: domain, ports, services or views."""
    return [path for path in modules("bot") if path.parent.name == which and path.parent.parent.parent == ROOT / "bot"]


@cache
def imports(path: Path) -> tuple[tuple[str, int], ...]:
    """Return what a module imports, down to the name, with the line."""
    found: list[tuple[str, int]] = []
    for node in nodes(path):
        if isinstance(node, ast.Import):
            found += [(alias.name, node.lineno) for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            found += [(f"{node.module}.{alias.name}", node.lineno) for alias in node.names]
    return tuple(found)


def literals(path: Path) -> Iterator[tuple[str, int]]:
    """Yield every string that is no docstring (a string standing alone), with its line."""
    alone = {id(node.value) for node in nodes(path) if isinstance(node, ast.Expr)}
    for node in nodes(path):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in alone:
            yield node.value, node.lineno


def identifiers(path: Path) -> Iterator[tuple[str, int]]:
    """Yield every name that a module reads, binds or defines, with its line."""
    for node in nodes(path):
        for field in ("id", "attr", "arg", "name", "asname"):
            value = getattr(node, field, None)
            if isinstance(value, str):
                yield value, getattr(node, "lineno", 0)


def public(path: Path) -> set[str]:
    """Name the functions and classes that a module offers."""
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    return {node.name for node in tree(path).body if isinstance(node, kinds) and not node.name.startswith("_")}
