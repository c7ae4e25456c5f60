"""Form templates, as the use cases need them kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import datetime

    from bot.reviews.domain.form_template import FormTemplate


class FormTemplates(Protocol):
    """What reviews ask; no version that was stored is ever changed."""

    def add(self, template: FormTemplate, *, by: str, at: datetime) -> FormTemplate:
        """Store the next version of a template, and return it with its number; ``by`` is a person's id, "" ours."""
        ...

    def get(self, key: str, version: int | None = None) -> FormTemplate | None:
        """Return a version of a template, by default the newest."""
        ...

    def versions(self, key: str) -> int:
        """Return how many versions there are of a template."""
        ...

    def all(self) -> list[FormTemplate]:
        """Return the newest version of every template, by key."""
        ...
