"""Texts of records: which of them can be kept exactly."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.kit.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Sequence

LONGEST_TEXT: Final = 500
"""Characters of a dimension's text."""


def refuse_unkeepable(texts: Sequence[str], *, longest: int) -> None:
    """Refuse texts that cannot be kept exactly: half a character, an empty byte, or more than so many characters.

    Raises:
        DataError: there is one.
    """
    whole = "\n".join(texts)
    try:
        whole.encode()
        broken = "\0" in whole
    except UnicodeEncodeError:
        broken = True
    if broken:
        raise DataError("import-half-character", "half a character or an empty byte in a text of a record")
    if max(map(len, texts), default=0) > longest:
        raise DataError("record-text-long", f"a text of a record has more than {longest} characters", most=longest)
