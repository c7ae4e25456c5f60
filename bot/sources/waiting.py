"""Rows that wait: kept with what they are understood by, and understood again once what they name is known."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
from pydantic import TypeAdapter

from bot.intake.domain.waiting import AWAITED, Awaited, WaitingRow
from bot.kit.number import NumberStyle
from bot.sources.columns import LINE, columns_used
from bot.sources.keys import people_of
from bot.sources.mapping import LoadedMapping
from bot.sources.mapping import Mapping as MappingFile
from bot.sources.mapping_value import ValueMapping
from bot.sources.rows import Rows
from bot.sources.shape import Shaped

if TYPE_CHECKING:
    from datetime import datetime

    from numpy.typing import NDArray

    from bot.intake.domain.intake import Intake, RowProblem
    from bot.intake.domain.known import Known
    from bot.intake.domain.waiting import WaitingFile

    Ints = NDArray[np.int64]

_STYLE = TypeAdapter(NumberStyle)


def waiting_rows(
    rows: Rows,
    shaped: Shaped,
    known: Known,
    person: Ints,
    *,
    misfits: Sequence[tuple[int, RowProblem]] = (),
    places: Sequence[Ints] = (),
) -> list[WaitingRow]:
    """Return the rows that wait; ``person`` has the number of whom each is about.

    ``misfits`` are facts that lie in no period, by their place among the facts; ``places`` has for each value of a row
    the places of the rows that have one, in the order of the facts.
    """
    found = [(place, -1, awaited) for place, awaited in sorted(rows.awaited.items())]
    if all(value.how == "each" for value in shaped.values):  # else a fact is made of several rows
        found += [(*_origin(at, places), AWAITED[problem.key]) for at, problem in misfits if problem.key in AWAITED]
    if not found:
        return []
    used = columns_used({}, shaped.values) - {"", "*"}
    columns = [name for name in rows.cells.columns if name.startswith("=") or name in used]
    ids = {number: person_id for person_id, number in known.people.items()}
    made = []
    texts = _texts(rows, columns, [place for place, _, _ in found])
    for (place, value, awaited), cells in zip(found, texts, strict=True):
        number = int(person[place])
        text, name = cells["=employee_id"], cells.get("=name", "")
        if awaited is not Awaited.PERSON:
            text, name = (cells["=metric"], "") if awaited is Awaited.METRIC else (ids[number], hired(known, number))
        about = ids.get(number, text)
        made.append(WaitingRow(int(rows.line[place]), awaited, text, name, about, cells, value, place))
    return made


def _origin(at: int, places: Sequence[Ints]) -> tuple[int, int]:
    """Return the place of a fact's row, and that of its value."""
    ends = np.cumsum([len(rows) for rows in places])
    value = int(np.searchsorted(ends, at, "right"))
    return int(places[value][at - ends[value]]), value


def waiting_records(rows: Rows, shaped: Shaped, out: NDArray[np.bool_], known: Known) -> list[WaitingRow]:
    """Return the rows of records that wait for somebody; of those too that say that a record does not count (``out``).

    Of these the reports say why nothing is stored of them; what they take back may wait itself.
    """
    soft = Rows(rows.cells, rows.line, out.copy())
    people_of(soft, shaped, known)
    columns = [name for name in rows.cells.columns if name != LINE]
    made = []
    places = sorted({*rows.awaited, *soft.awaited})
    for place, cells in zip(places, _texts(rows, columns, places), strict=True):
        text, name = cells["=employee_id"], cells.get("=name", "")
        made.append(WaitingRow(int(rows.line[place]), Awaited.PERSON, text, name, text, cells, place=place))
    return made


def _texts(rows: Rows, columns: Sequence[str], places: Sequence[int]) -> Iterator[dict[str, str]]:
    """Yield what rows at some places say, by column."""
    for row in rows.cells.select(columns)[places].iter_rows(named=True):
        yield {name: str(text or "") for name, text in row.items()}


def hired(known: Known, number: int) -> str:
    """Return somebody's day of hire as a row that waits for another one has it."""
    return str(known.hired.get(number, ""))


def how(shaped: Shaped, mapping: MappingFile, *, zone: str) -> str:
    """Write down what rows are understood by, for :func:`again`."""
    content = {
        "mapping": mapping.model_dump(mode="json", by_alias=True, exclude_defaults=True),
        "values": [value.model_dump(mode="json", exclude_defaults=True) for value in shaped.values],
        "origin": dict(shaped.origin),
        "orders": shaped.orders,
        "style": _STYLE.dump_python(shaped.style, mode="json") if shaped.style else None,
        "zone": zone,
    }
    return json.dumps(content, ensure_ascii=False)


def how_records(
    shaped: Shaped, told: Mapping[str, Shaped], source: LoadedMapping, *, digest: str, zone: str, key: str
) -> str:
    """Write down what rows of records are understood by; ``told`` has what was found out by stream."""
    content = {
        "mapping": source.mapping.model_dump(mode="json", by_alias=True, exclude_defaults=True),
        "name": source.name,
        "values": [value.model_dump(mode="json", exclude_defaults=True) for value in shaped.values],
        "origin": dict(shaped.origin),
        "fields": dict(shaped.fields),
        "refused": list(shaped.refused),
        "orders": {stream: part.orders for stream, part in told.items()},
        "styles": {stream: _STYLE.dump_python(part.style, mode="json") for stream, part in told.items() if part.style},
        "digest": digest,
        "zone": zone,
        "key": key,
    }
    return json.dumps(content, ensure_ascii=False)


def _records_again(file: WaitingFile, rows: Sequence[WaitingRow], known: Known, *, now: datetime) -> Intake:
    from bot.sources.record_terms import RecordTerms
    from bot.sources.records import records_of

    content = json.loads(file.how)
    shaped = Shaped(
        _cells(rows),
        content["origin"],
        tuple(ValueMapping.model_validate(value) for value in content["values"]),
        fields=content["fields"],
        refused=content["refused"],
        waited=True,
    )
    styles = {stream: _STYLE.validate_python(style) for stream, style in content["styles"].items()}
    found = {stream: (orders, styles.get(stream)) for stream, orders in content["orders"].items()}
    source = LoadedMapping(MappingFile.model_validate(content["mapping"]), name=content["name"])
    terms = RecordTerms(file.name, content["digest"], content["zone"], now, content["key"], found)
    return records_of(shaped, source, known, terms)


def again(file: WaitingFile, rows: Sequence[WaitingRow], known: Known, *, now: datetime) -> Intake:
    """Understand rows that have waited; what still waits has the number of its row.

    The rows are such that all of each waits, or that one value of each does, the same of all.

    Raises:
        DataError: what they were understood by does not hold any more.
    """
    from bot.sources.clean import facts_of, latest_day

    if file.kind == "records":
        intake = _records_again(file, rows, known, now=now)
        numbers = {row.row: row.no for row in rows}  # a line of a file is one record
        intake.waiting = [replace(row, no=numbers[row.row]) for row in intake.waiting]
        return intake
    content = json.loads(file.how)
    values = tuple(ValueMapping.model_validate(value) for value in content["values"])
    value = rows[0].value
    shaped = Shaped(
        _cells(rows),
        content["origin"],
        values if value < 0 else values[value : value + 1],
        orders=content["orders"],
        style=_STYLE.validate_python(content["style"]) if content["style"] else None,
        waited=True,
    )
    mapping = MappingFile.model_validate(content["mapping"])
    latest = latest_day(file.kind, now)
    intake = facts_of(shaped, mapping, file.kind, known, file=file.name, zone=content["zone"], latest=latest)
    intake.waiting = [
        replace(row, no=rows[row.place].no, value=value if value >= 0 else row.value) for row in intake.waiting
    ]
    return intake


def _cells(rows: Sequence[WaitingRow]) -> Any:  # noqa: ANN401 - a data frame of polars, which is imported late
    import polars as pl

    columns = list(dict.fromkeys(name for row in rows for name in row.cells))
    texts = {name: [row.cells.get(name, "") for row in rows] for name in columns}
    frame = pl.DataFrame(texts, schema=dict.fromkeys(columns, pl.String))
    return frame.with_columns(pl.Series(LINE, [row.row for row in rows], dtype=pl.Int64))
