"""Where a value or record is from: file, row, arrival; a value that is made of others says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.figures.domain.reading import CORRECTION_SOURCE, ROLLUP_SOURCE, Reading
from bot.messages.text import plain

if TYPE_CHECKING:
    from bot.figures.domain.record import Record
    from bot.messages.i18n import Translator


def origin(t: Translator, stored: Reading | Record) -> str:
    """Say where what is stored came from: a file's row, a correction two people agreed on, or what it is made of."""
    if isinstance(stored, Reading) and stored.computed:
        return plain(t("evidence-members" if stored.source == ROLLUP_SOURCE else "evidence-records"))
    if stored.source == CORRECTION_SOURCE:
        return plain(t("evidence-corrected", number=str(stored.row)))
    return plain(t("evidence-row", file=stored.file or stored.source, row=str(stored.row)))
