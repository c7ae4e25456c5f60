"""Streams that the rows of a file are of: one, one a row says, or one for each kind of event."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.intake.domain.intake import Skip
from bot.kit.errors import DataError
from bot.sources.columns import LINE
from bot.sources.event_titles import stream_names

if TYPE_CHECKING:
    import polars as pl

    from bot.intake.domain.intake import Intake
    from bot.sources.mapping import LoadedMapping
    from bot.sources.record_terms import RecordTerms
    from bot.sources.shape import Shaped


def of_kinds(shaped: Shaped, intake: Intake) -> Shaped:
    """Leave out the rows that are of no kind of event."""
    cells, title = shaped.cells, shaped.origin.get("event", "event")
    if "=event" not in cells.columns:
        return shaped
    none = cells["=event"].str.strip_chars() == ""
    intake.skips += [Skip(line, title, "event-left-out") for line in cells.filter(none)[LINE].to_list()]
    return replace(shaped, cells=cells.filter(~none))


def by_stream(shaped: Shaped, source: LoadedMapping, terms: RecordTerms) -> list[tuple[str, pl.DataFrame]]:
    """Cut the rows of a file by the stream that they are of.

    Raises:
        DataError: nothing says which.
    """
    import polars as pl

    cells = shaped.cells
    default = (source.mapping.stream.key if source.mapping.stream else "") or source.name or terms.key
    keys = (
        cells["=stream"].str.strip_chars()
        if "=stream" in cells.columns
        else pl.Series([""]).new_from_index(0, cells.height)
    )
    said = source.mapping.stream
    if "=event" in cells.columns and (said is None or said.by_event):
        keys = pl.Series([key or other for key, other in zip(keys, stream_names(cells, default), strict=True)])
    keys = keys.replace("", default) if default else keys
    if (cells.height and (keys == "").any()) or (not cells.height and not default):
        message = f"{terms.file}: nothing says which stream these records are of: add a column stream, or a mapping"
        raise DataError("import-no-stream", message)
    if keys.n_unique() <= 1:
        return [(keys[0] if len(keys) else default, cells)]
    return [(str(key), cells.filter(keys == key)) for key in keys.unique(maintain_order=True).to_list()]
