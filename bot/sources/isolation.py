"""Reading in a process of its own, with bounds on memory and time: whatever a file does to its reader ends there."""

from __future__ import annotations

import io
import json
import os
import resource
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from bot.intake.domain.intake import RowProblem
from bot.kit.errors import DataError
from bot.sources.grid import Grid
from bot.sources.parse import is_workbook, read_here

if TYPE_CHECKING:
    from typing import BinaryIO

SECONDS: Final = 120
"""Of work, and by the clock."""
MEMORY: Final = 3 * 2**30
"""Bytes that reading may take on top of what the process begins with."""
_ENTRY: Final = "from bot.sources.isolation import serve; serve()"
_LENGTH: Final = 8
_WITHIN_ROW: Final = "\0line"


def read_apart(
    name: str,
    content: bytes,
    *,
    encoding: str = "",
    delimiter: str = "",
    sheet: str | int = "",
    seconds: float = SECONDS,
    memory: int = MEMORY,
) -> list[Grid]:
    """Read a file as :func:`bot.sources.parse.read_here` does, in a process of its own.

    It is given nothing but the file: no secret of this process stands in its environment.

    Raises:
        DataError: as there; also when reading took more than ``memory`` bytes or more than ``seconds``.
    """
    asked: dict[str, Any] = {"name": name, "encoding": encoding, "delimiter": delimiter, "sheet": sheet}
    answer = _answered(asked, content, seconds=seconds, memory=memory)
    if answer is None and is_workbook(name, content):
        answer = _answered(asked, content, seconds=seconds, memory=memory, only_check=True)
    if not answer or not (grids := _unpacked(name, io.BytesIO(answer))):
        message = f"{name}: reading it takes more memory than it is given, or its reader failed"
        raise DataError("import-unreadable", message, megabytes=memory // 2**20)
    return grids


def _answered(
    asked: dict[str, Any], content: bytes, *, seconds: float, memory: int, only_check: bool = False
) -> bytes | None:
    """Return what a process of its own says; None when that did not end well.

    Raises:
        DataError: it took more than ``seconds``.
    """
    bounds = {"seconds": max(round(seconds), 1), "memory": memory}
    head = json.dumps({"asked": asked, "bounds": bounds, "only_check": only_check}).encode()
    child = subprocess.Popen(  # noqa: S603 - this interpreter, our own module
        [sys.executable, "-S", "-X", "utf8", "-c", _ENTRY],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={"PYTHONPATH": os.pathsep.join(sys.path), "POLARS_MAX_THREADS": "2"},
    )
    with child:
        try:
            answer, _ = child.communicate(len(head).to_bytes(_LENGTH) + head + content, timeout=seconds)
        except subprocess.TimeoutExpired:
            child.kill()
            message = f"{asked['name']}: reading it takes more than {seconds:.0f} seconds"
            raise DataError("import-too-slow", message, seconds=round(seconds)) from None
        except BaseException:
            child.kill()
            raise
    return answer if child.returncode == 0 else None


def serve() -> None:
    """Read the one file that comes through standard input, and answer through standard output."""
    head = json.loads(_part(sys.stdin.buffer))
    _bound(**head["bounds"])
    content = sys.stdin.buffer.read()
    try:
        if head["only_check"]:
            from bot.sources.workbook import check

            check(head["asked"]["name"], content)
        _answer(sys.stdout.buffer, [] if head["only_check"] else read_here(content=content, **head["asked"]))
    except DataError as error:
        values = {key: value if isinstance(value, int) else str(value) for key, value in error.values.items()}
        _write(sys.stdout.buffer, json.dumps({"error": [error.key, str(error), values]}).encode())
    sys.stdout.buffer.flush()
    os._exit(0)  # nothing to clean up; threads of native libraries are not waited for


def _bound(*, seconds: int, memory: int) -> None:
    """Limit this process; what it loads first is not counted, and where memory runs out it is the first to go."""
    import fastexcel
    import polars as pl

    del fastexcel, pl
    with suppress(OSError, ValueError):
        begun = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
        _, most = resource.getrlimit(resource.RLIMIT_AS)
        limit = begun + memory
        resource.setrlimit(resource.RLIMIT_AS, (limit if most == resource.RLIM_INFINITY else min(limit, most), most))
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("1000", encoding="ascii")


# What goes from one process to the other: parts, each with its length in front


def _part(stream: BinaryIO) -> bytes:
    return stream.read(int.from_bytes(stream.read(_LENGTH)))


def _write(stream: BinaryIO, part: bytes) -> None:
    stream.write(len(part).to_bytes(_LENGTH))
    stream.write(part)


def _answer(stream: BinaryIO, grids: list[Grid]) -> None:
    import polars as pl

    heads: list[dict[str, Any]] = [
        {
            "sheet": grid.sheet,
            "merged": grid.merged,
            "titles": grid.titles,
            "broken": [
                (problem.row, problem.column, problem.value, problem.key, dict(problem.values))
                for problem in grid.broken
            ],
        }
        for grid in grids
    ]
    _write(stream, json.dumps({"grids": heads}).encode())
    for grid in grids:
        packed = io.BytesIO()
        grid.cells.with_columns(pl.Series(_WITHIN_ROW, grid.lines, dtype=pl.Int64)).write_ipc(packed)
        _write(stream, packed.getvalue())


def _unpacked(name: str, stream: BinaryIO) -> list[Grid]:
    import polars as pl

    head = json.loads(_part(stream))
    if "error" in head:
        key, message, values = head["error"]
        raise DataError(key, message, **values)
    grids = []
    for packed in head["grids"]:
        cells = pl.read_ipc(_part(stream))
        lines = cells[_WITHIN_ROW].to_numpy().astype(np.int64, copy=True)
        grids.append(
            Grid(
                name,
                cells.drop(_WITHIN_ROW),
                lines,
                sheet=packed["sheet"],
                broken=tuple(RowProblem(*problem) for problem in packed["broken"]),
                merged=tuple((top, bottom, first, last) for top, bottom, first, last in packed["merged"]),
                titles=tuple(packed["titles"]),
            )
        )
    return grids
