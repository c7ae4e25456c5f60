"""Form templates at work: the first one is there from the beginning, each change makes the next version."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.kit.errors import NotFound, Stale
from bot.reviews.domain.default_form_template import SELF_REVIEW
from bot.reviews.domain.form_template import Bilingual, FormTemplate, checked
from bot.reviews.domain.form_template_amendment import FormUse, form_since
from bot.reviews.domain.form_template_edit import fresh_key

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from bot.people.domain.person import Person
    from bot.reviews.ports import Work


def seed(work: Work, *, now: datetime) -> None:
    """See to it that there is a form to begin with; one that was changed stays as it is."""
    if not work.form_templates.versions(SELF_REVIEW.key):
        work.form_templates.add(SELF_REVIEW, by="", at=now)


def change(work: Work, author: Person, template: FormTemplate, *, now: datetime) -> FormTemplate:
    """Store the next version of a template, or the first of a new one, and return it with its number.

    ``template`` has the number of the version of which it was made, 0 for none.

    Raises:
        Invalid: when it cannot be asked on both platforms.
        Stale: when there is another version by now: nothing of somebody else's is undone unseen.
    """
    stored = None
    if work.form_templates.versions(template.key) == template.version:
        stored = work.form_templates.add(checked(template), by=author.id, at=now)
    if stored is None:
        raise Stale("form-template-changed-before")
    return stored


def copy(work: Work, author: Person, template: FormTemplate, title: Bilingual, *, now: datetime) -> FormTemplate:
    """Store a form that asks the same under another title, and return it.

    Raises:
        Invalid: when it cannot be asked on both platforms.
        Stale: when somebody else has made one under the same key at the same moment.
    """
    taken = [other.key for other in work.form_templates.all()]
    key = fresh_key(title, taken, otherwise="form")
    return change(work, author, replace(template, key=key, version=0, title=title), now=now)


def undo(work: Work, author: Person, key: str, version: int, *, now: datetime) -> FormTemplate:
    """Let a form be again what it was in an earlier version; that is its newest version then.

    Raises:
        NotFound: when there is no such version.
        Stale: when that version is the newest.
    """
    newest = find(work, key)
    before = find(work, key, version)
    if replace(before, version=newest.version) == newest:
        raise Stale("form-template-same-already")
    return change(work, author, replace(before, version=newest.version), now=now)


def find(work: Work, key: str, version: int | None = None) -> FormTemplate:
    """Return a version of a template, by default the newest.

    Raises:
        NotFound: when there is none.
    """
    found = work.form_templates.get(key, version)
    if found is None:
        raise NotFound("form-template-gone")
    return found


def taken(work: Work, key: str, section: str = "") -> set[str]:
    """Return the keys that sections of a form ever had, or the questions of one of its sections."""
    versions = [version.template for version in work.form_templates.history(key)]
    if not section:
        return {part.key for template in versions for part in template.sections}
    return {question.key for template in versions for part, question in template.questions() if part.key == section}


def used_by(work: Work, key: str, *, now: datetime) -> list[FormUse]:
    """Return the cycles that run with a form, by any version of it."""
    return [
        FormUse(cycle, form_since(work.cycles.versions(cycle.no)) or now)
        for cycle in work.cycles.running()
        if cycle.template == key
    ]


def search(work: Work, words: str) -> Iterator[tuple[FormTemplate, str]]:
    """Yield the forms, sections and questions whose words hold what was said, as forms and places ("" the form)."""
    wanted = words.casefold().strip()

    def says(said: Bilingual) -> bool:
        return wanted in said.en.casefold() or wanted in said.zh.casefold()

    for template in work.form_templates.all():
        if says(template.title):
            yield template, ""
        for section in template.sections:
            if says(section.title):
                yield template, section.key
            yield from (
                (template, f"{section.key}.{question.key}") for question in section.questions if says(question.label)
            )
