"""Regular expressions that people write: on an engine whose time grows with the text only, whatever the pattern is.

It is the one that Polars has (Rust's ``regex``): without look-around and back-references, which are what makes others
take years for some texts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def check(pattern: str) -> None:
    """Say what is wrong with a pattern.

    Raises:
        ValueError: it is none, or one that this engine does not know.
    """
    import polars as pl

    try:
        pl.Series([""]).str.contains(pattern)
    except pl.exceptions.PolarsError as error:
        lines = [line.strip() for line in str(error).splitlines()]
        reason = next((line for line in lines if line.startswith("error: ")), lines[0])
        reason = reason.removeprefix("error: ").removeprefix("regex error: ")
        raise ValueError(f"no regular expression that can be used: {reason}") from None


def groups(pattern: str, texts: Sequence[str]) -> dict[str, list[str]]:
    """Return the texts in which a pattern is found, each with what its groups hold ("" where one holds nothing)."""
    import polars as pl

    series = pl.Series(texts, dtype=pl.String)
    found = series.filter(series.str.contains(pattern))
    held = found.str.extract_groups(pattern).to_list() if len(found) else []
    return {
        text: [value or "" for value in (values or {}).values()]
        for text, values in zip(found.to_list(), held, strict=True)
    }
