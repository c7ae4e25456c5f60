"""Where a value is from: file, row, arrival."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.figures.domain.reading import CORRECTION_SOURCE
from bot.messages.text import plain

if TYPE_CHECKING:
    from bot.figures.domain.reading import Reading
    from bot.messages.i18n import Translator


def origin(t: Translator, reading: Reading) -> str:
    """Say where a stored value came from: a file's row, or a correction that two people agreed on."""
    if reading.source == CORRECTION_SOURCE:
        return plain(t("evidence-corrected", number=str(reading.row)))
    return plain(t("evidence-row", file=reading.file or reading.source, row=str(reading.row)))
