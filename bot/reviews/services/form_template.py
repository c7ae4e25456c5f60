"""Form templates at work: the first one is there from the beginning, each change makes the next version."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.kit.errors import NotFound
from bot.reviews.domain.default_form_template import SELF_REVIEW
from bot.reviews.domain.form_template import FormTemplate, checked

if TYPE_CHECKING:
    from datetime import datetime

    from bot.people.domain.person import Person
    from bot.reviews.ports import Work


def seed(work: Work, *, now: datetime) -> None:
    """See to it that there is a form to begin with; one that was changed stays as it is."""
    if not work.form_templates.versions(SELF_REVIEW.key):
        work.form_templates.add(SELF_REVIEW, by="", at=now)


def change(work: Work, author: Person, template: FormTemplate, *, now: datetime) -> FormTemplate:
    """Store the next version of a template, or the first of a new one, and return it with its number.

    Raises:
        Invalid: when it cannot be asked on both platforms.
    """
    return work.form_templates.add(checked(template), by=author.id, at=now)


def find(work: Work, key: str, version: int | None = None) -> FormTemplate:
    """Return a version of a template, by default the newest.

    Raises:
        NotFound: when there is none.
    """
    found = work.form_templates.get(key, version)
    if found is None:
        raise NotFound("form-template-gone")
    return found
