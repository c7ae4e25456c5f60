"""The forms of a review: one's own part, a comment on the other's words, something added after the lock."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.kit.shortening import shortened
from bot.messages.card import Action, FactLine
from bot.messages.field import Option, SelectField, TextField
from bot.messages.form import Form, FormStep, Panel
from bot.messages.text import plain
from bot.reviews.domain import example
from bot.reviews.domain.form_template import Filler
from bot.reviews.views.review import name_of, other_name, sight_line, title
from bot.reviews.views.review_form import form, lines, placed_lines

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.messages.field import Values
    from bot.messages.i18n import Translator
    from bot.messages.text import Ready
    from bot.reviews.domain.answer import AnswerVersion
    from bot.reviews.domain.coaching import Unclear
    from bot.reviews.domain.seen_review import SeenReview

_LONGEST, _LINE, _EXCERPT, _MOST_OPTIONS = 1000, 300, 60, 100


def writing(
    t: Translator,
    seen: SeenReview,
    *,
    known: Mapping[str, Sequence[Panel]] | None = None,
    values: Values | None = None,
) -> Form:
    """Ask what the reader's side asks, with what they wrote before, and beside it what is ``known`` by section.

    What the other one wrote stands beside the first section, where it is the reader's to read. ``values`` stand there
    where nothing was written before.
    """
    args = (("no", str(seen.review.no)),)
    asked_by = (*args, ("v", str(seen.template.version)))
    panels = {key: tuple(found) for key, found in (known or {}).items()}
    if seen.other is not None:
        panels[""] = (*panels.get("", ()), *_beside(t, seen, seen.other))
    minutes = t("review-minutes", minutes=seen.template.minutes) if seen.side is Filler.EMPLOYEE else None
    return form(
        t,
        seen.to_fill,
        seen.side,
        title=plain(title(t, seen)),
        intro=t.sentences([*([minutes] if minutes else []), sight_line(t, seen), t("review-no-score")]),
        action=Action("review.write", asked_by),
        opener=Action("review.write", args),
        values=seen.standing if seen.own else values,
        panels=panels,
    )


def _beside(t: Translator, seen: SeenReview, version: AnswerVersion) -> tuple[Panel, ...]:
    name, found = name_of(t, seen, version.filler), []
    for section in seen.answers_to(version):
        said = tuple(FactLine(label, shortened(words, _LINE)) for label, words in lines(t, section, version.values))
        if said:
            found.append(Panel(section.title.said(t.locale), said, plain(t("review-panel-source", name=name))))
    return tuple(found)


def commenting(t: Translator, seen: SeenReview, other: AnswerVersion) -> Form:
    """Ask which of the other's answers is meant, and what to say to it."""
    args = (("no", str(seen.review.no)),)
    return Form(
        kind="review",
        title=plain(t("review-comment-title")),
        fields=(
            SelectField("path", plain(t("review-comment-path")), _answers(t, seen, other)),
            TextField("text", plain(t("review-comment-text")), long=True, most=_LONGEST),
        ),
        submit=plain(t("review-comment-send")),
        action=Action("review.comment", args),
        opener=Action("review.comment", args),
        intro=t("review-comment-intro", name=other_name(t, seen)),
        locale=t.locale,
    )


def adding(t: Translator, seen: SeenReview) -> Form:
    """Ask what to add beside one's own locked words."""
    args = (("no", str(seen.review.no)),)
    options = tuple(
        Option(f"{section.begins[0]}{question.key}", question.label.said(t.locale), section.title.said(t.locale))
        for section in seen.template.of(seen.side)
        for question in section.questions
    )
    return Form(
        kind="review",
        title=plain(t("review-add-title")),
        fields=(
            SelectField("path", plain(t("review-add-path")), options[:_MOST_OPTIONS]),
            TextField("text", plain(t("review-add-text")), long=True, most=_LONGEST),
        ),
        submit=plain(t("review-add-send")),
        action=Action("review.add", args),
        opener=Action("review.add", args),
        intro=t("review-add-intro"),
        locale=t.locale,
    )


def _answers(t: Translator, seen: SeenReview, version: AnswerVersion) -> tuple[Option, ...]:
    found = [
        Option(place, label, shortened(words, _EXCERPT))
        for section in seen.answers_to(version)
        for place, label, words in placed_lines(t, section, version.values)
    ]
    return tuple(found[:_MOST_OPTIONS])


def plan_hint(t: Translator, found: Unclear) -> Ready:
    """Return what to ask about a plan that is unclear, or that was made before."""
    if not found.no_end and not found.no_day:
        return t.sentences([t("specificity-copied"), t("specificity-optional")])
    key = "both" if found.no_end and found.no_day else "end" if found.no_end else "day"
    return t.sentences([t(f"review-plan-{key}"), t("specificity-optional")])


def forms(t: Translator) -> dict[str, Form]:
    """Show each form once: one's own part, and that of whoever leads somebody who has written."""
    both = frozenset({Filler.EMPLOYEE, Filler.MANAGER})
    lead = example.seen(Filler.MANAGER, chinese=t.chinese, wrote=frozenset({Filler.EMPLOYEE}))
    found = {
        "review-comment": commenting(t, lead, lead.other) if lead.other else adding(t, lead),
        "review-add": adding(t, example.seen(Filler.EMPLOYEE, chinese=t.chinese, wrote=both, held=True)),
    }
    own = writing(t, example.seen(Filler.EMPLOYEE, chinese=t.chinese, wrote=frozenset({Filler.EMPLOYEE})))
    pages = {f"review-self-{page + 1}": replace(own, step=FormStep(1, page)) for page in range(len(own.pages))}
    return {**pages, "review-view": replace(writing(t, lead), step=FormStep(1)), **found}
