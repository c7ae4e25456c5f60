"""Form templates, as the use cases need them kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import datetime

    from bot.reviews.domain.form_template import FormTemplate, TemplateVersion


class FormTemplates(Protocol):
    """What reviews ask; no version that was stored is ever changed."""

    def add(self, template: FormTemplate, *, by: str, at: datetime) -> FormTemplate | None:
        """Store the next version of a template, and return it with its number; ``by`` is a person's id, "" ours.

        None when somebody else has stored that version at the same moment.
        """
        ...

    def get(self, key: str, version: int | None = None) -> FormTemplate | None:
        """Return a version of a template, by default the newest."""
        ...

    def versions(self, key: str) -> int:
        """Return how many versions there are of a template."""
        ...

    def history(self, key: str) -> list[TemplateVersion]:
        """Return every version of a template, newest first."""
        ...

    def all(self) -> list[FormTemplate]:
        """Return the newest version of every template, by key."""
        ...
