"""What becomes of answers when the form is amended: they are carried over, kept aside, or asked for without demand."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from bot.reviews.domain.form_template import QuestionKind
from bot.reviews.domain.form_template_change import asked, split
from bot.reviews.domain.form_template_edit import same_kind

if TYPE_CHECKING:
    from bot.messages.field import Values
    from bot.reviews.domain.form_template import (
        Bilingual,
        Filler,
        FormTemplate,
        TemplateQuestion,
        TemplateSection,
    )

_SHORT: Final = 120
"""Characters of a short answer; see ``bot.reviews.views.review_form``."""


def carried(
    values: Values, before: FormTemplate, after: FormTemplate, filler: Filler
) -> dict[str, str | tuple[str, ...]]:
    """Return the answers to one version as they stand under another.

    What is asked as before keeps its answer, also where the section was asked once and is now asked about several
    things, or the other way round. A choice keeps its words, whatever place they have now; one that can be chosen no
    more is left out. What is not asked any more stays under its old path.
    """
    old, new = asked(before, filler), asked(after, filler)
    found: dict[str, str | tuple[str, ...]] = {}
    for path, given in values.items():
        key, number, name = split(path)
        was, now = old.get((key, name)), new.get((key, name))
        if was is None or now is None:
            found[path] = given
            continue
        begin = f"{key}.{number or 1}." if now[0].repeated else f"{key}."
        fits = number <= now[0].most if now[0].repeated else number <= 1
        kept = _under(was[1], now[1], given) if fits else None
        if kept is not None:
            found[f"{begin}{name}"] = kept
    return found


def _under(was: TemplateQuestion, now: TemplateQuestion, given: str | tuple[str, ...]) -> str | tuple[str, ...] | None:
    """Return an answer to one question as one to what became of it; None where it is none."""
    if was.options and now.options:
        return _chosen_under(was, now, given)
    if was.options or now.options or not isinstance(given, str) or not same_kind(was, now):
        return None
    return None if now.kind is QuestionKind.SHORT and len(given) > _SHORT else given


def _chosen_under(
    was: TemplateQuestion, now: TemplateQuestion, given: str | tuple[str, ...]
) -> str | tuple[str, ...] | None:
    chosen = (given,) if isinstance(given, str) else given
    words = [
        was.options[int(number) - 1] for number in chosen if number.isdecimal() and int(number) <= len(was.options)
    ]
    places = [str(place) for word in words if (place := _place(now.options, word))]
    if now.kind is QuestionKind.CHOICES:
        return tuple(places) or None
    return places[0] if len(places) == 1 else None


def _place(options: tuple[Bilingual, ...], word: Bilingual) -> int:
    """Return the number of an option by what it says in either language; 0 where none says that."""
    for number, option in enumerate(options, start=1):
        if (word.en and word.en == option.en) or (word.zh and word.zh == option.zh):
            return number
    return 0


def left_over(values: Values, template: FormTemplate, filler: Filler) -> dict[str, str | tuple[str, ...]]:
    """Return the answers to what is not asked of one side any more."""
    there = asked(template, filler)
    return {path: given for path, given in values.items() if given and split(path)[::2] not in there}


def eased(template: FormTemplate, first: FormTemplate, filler: Filler) -> FormTemplate:
    """Return a form for somebody who has handed in under ``first``: nothing that came since is demanded of them."""
    before = asked(first, filler)

    def question(section: TemplateSection, now: TemplateQuestion) -> TemplateQuestion:
        was = before.get((section.key, now.key))
        return now if was is not None and was[1].required else replace(now, required=False)

    def section(now: TemplateSection) -> TemplateSection:
        if now.filler is not filler:
            return now
        was = first.section(now.key)
        least = min(now.least, was.least) if was is not None and was.filler is filler and was.repeated else 0
        questions = tuple(question(now, asked_now) for asked_now in now.questions)
        return replace(now, questions=questions, least=least if now.repeated else now.least)

    return replace(template, sections=tuple(section(part) for part in template.sections))
