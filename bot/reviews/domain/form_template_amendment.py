"""Amendments: another version of the form for a cycle that runs, and whom it concerns (U30)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.reviews.domain.form_template import Filler
from bot.reviews.domain.form_template_change import template_changes

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from bot.reviews.domain.cycle import Cycle
    from bot.reviews.domain.form_template import FormTemplate
    from bot.reviews.domain.form_template_change import TemplateChange

SIDES = (Filler.EMPLOYEE, Filler.MANAGER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment:
    """Two versions of the form of a cycle: the one by which it goes, and the one by which it is to go, or does.

    ``writing`` are the sides, by the ids of whoever writes, that have not handed in; of whoever leads several people
    each of those counts. ``handed_in`` is how many parts have been.
    """

    cycle: Cycle
    before: FormTemplate
    after: FormTemplate
    writing: tuple[tuple[Filler, str], ...] = ()
    handed_in: int = 0

    def changes(self, filler: Filler | None = None) -> list[TemplateChange]:
        """Return what is asked otherwise, of one side or of all."""
        return template_changes(self.before, self.after, filler)

    @property
    def told(self) -> tuple[tuple[Filler, str], ...]:
        """Whom it concerns: who still writes what is asked otherwise, each once for a side."""
        return tuple(dict.fromkeys(entry for entry in self.writing if self.changes(entry[0])))


@dataclass(frozen=True, slots=True)
class FormUse:
    """A cycle that runs by a form, and since when by the version that it goes by."""

    cycle: Cycle
    since: datetime


def form_since(versions: Sequence[Cycle]) -> datetime | None:
    """Return since when a cycle goes by the version of its form; ``versions`` are those of the cycle, oldest first."""
    first = versions[-1]
    for version in reversed(versions):
        if version.template_version != first.template_version:
            break
        first = version
    return first.at
