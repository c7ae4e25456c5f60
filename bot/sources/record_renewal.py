"""What another file of a stream means: said by the mapping, kept with the stream, or proposed from the header."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from bot.figures.domain.facts import Reason
from bot.figures.domain.record import RecordStream, Renewal
from bot.kit.errors import DataError
from bot.sources.columns import TEMPLATE, column_of
from bot.sources.record_ids import proposed_id

if TYPE_CHECKING:
    from collections.abc import Mapping

    import polars as pl

    from bot.kit.period import Grain
    from bot.sources.mapping import Mapping as MappingFile
    from bot.sources.record_layout import RecordLayout
    from bot.sources.rows import Rows

NO_ID = "import-no-id"
"""Why a file is refused of which nobody knows what the next one means; somebody can be asked, and say it once."""


@dataclass(frozen=True, slots=True)
class ChosenRenewal:
    """What another file means; ``id_column`` is the column or template of an id, ``notes`` what was settled here."""

    renewal: Renewal
    whole: Grain | None = None
    id_column: str = ""
    notes: tuple[Reason, ...] = ()


def renewal_of(
    rows: Rows,
    mapping: MappingFile,
    known: RecordStream | None,
    *,
    key: str,
    file: str,
    layout: RecordLayout,
    fields: Mapping[str, str],
) -> ChosenRenewal:
    """Settle what another file means; ``known`` is the stream as it is kept, or None.

    Raises:
        DataError: it is kept otherwise than the mapping says, or nothing says it.
    """
    said = _said(mapping, fields)
    if said:
        if known and (known.renewal, known.whole) != (said.renewal, said.whole):
            message = f"{file}: the stream {key} is renewed by {_shown(known)}, and this says {_shown(said)}"
            raise DataError("import-other-renewal", message, stream=key, kept=_shown(known), said=_shown(said))
        return said
    if known and known.renewal is not Renewal.ID:
        return ChosenRenewal(known.renewal, known.whole)
    if known and known.id_column and (spec := _found(rows.cells, known.id_column, file)):
        return ChosenRenewal(Renewal.ID, id_column=spec)
    taken = {part for spec in fields.values() for part in TEMPLATE.findall(spec) or [spec]}
    taken -= {fields.get("source_id", "")}
    taken |= {measure.column for measure in layout.measures}
    titles = [name for name in rows.cells.columns if not name.startswith(("=", "\0")) and name not in taken]
    proposed = proposed_id(rows.cells, titles, among=np.flatnonzero(rows.alive), first=fields.get("source_id", ""))
    if proposed:
        note = Reason("import-note-id", {"column": _plainly(proposed)})
        return ChosenRenewal(Renewal.ID, id_column=proposed, notes=(note,))
    columns = ", ".join(titles)[:300]
    message = f"{file}: nothing tells one row of it from another: say --id COLUMN, --whole month or --append"
    raise DataError(NO_ID, message, stream=key, columns=columns)


def _said(mapping: MappingFile, fields: Mapping[str, str]) -> ChosenRenewal | None:
    """Return what a mapping says, or a column that is called id."""
    said = mapping.stream.renewal if mapping.stream else None
    if said is None:
        return ChosenRenewal(Renewal.ID, id_column=fields["id"]) if "id" in fields else None
    if said is Renewal.ID:
        return ChosenRenewal(said, id_column=fields["id"])
    return ChosenRenewal(said, mapping.stream.whole if mapping.stream else None)


def _found(cells: pl.DataFrame, spec: str, file: str) -> str:
    """Return the column or template by the titles of a file, "" where it has none of the kind."""
    try:
        if TEMPLATE.search(spec):
            return TEMPLATE.sub(lambda part: f"{{{column_of(cells, part[1], file)}}}", spec)
        return column_of(cells, spec, file)
    except DataError:
        return ""


def _plainly(spec: str) -> str:
    """Write a template as people name its columns."""
    return " + ".join(TEMPLATE.findall(spec) or [spec])


def _shown(renewal: ChosenRenewal | RecordStream) -> str:
    if renewal.whole:
        return f'whole = "{renewal.whole.value}"'
    return "append" if renewal.renewal is Renewal.APPEND else "id"
