"""Writing one's part of a review: the form with what stands there, a question about what is unclear, sending it in."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.feedback.domain.specificity import echoes
from bot.feedback.views.specificity import hint
from bot.kit.errors import NotFound, Unanswered
from bot.messages.inbound import Submission
from bot.messages.text import plain
from bot.people.domain.permission import Act
from bot.reviews.domain.coaching import items, unclear
from bot.reviews.domain.form_template import Filler
from bot.reviews.domain.form_template_carry import carried, left_over
from bot.reviews.domain.form_template_change import asked, split
from bot.reviews.domain.review import Writing
from bot.reviews.services import form_template, review, seen_review, unseen_work
from bot.reviews.services.known_facts import known_of_oneself
from bot.reviews.views import known_facts as facts_view
from bot.reviews.views import prompt as prompt_view
from bot.reviews.views import review as view
from bot.reviews.views import review_form, review_writing
from handlers.context import InvalidForm, argument, number, prompted, whole
from handlers.route import Means, Route

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.messages.card import Card
    from bot.messages.field import Values
    from bot.messages.form import Form
    from bot.messages.inbound import Inbound
    from bot.reviews.domain.form_template import FormTemplate
    from bot.reviews.domain.seen_review import SeenReview
    from handlers.context import Context

_EARLIER = 4


def write(context: Context, inbound: Inbound) -> Form | Card:
    """Ask what the sender's side asks, with what they wrote before; then keep it, after one question where vague.

    What comes in after the lock stands beside what was locked: nothing that was typed is lost.
    """
    found = seen_review.find(context.work, number(inbound))
    seen = seen_review.seen(context.work, context.actor, found, now=context.now)
    if isinstance(inbound, Submission) and seen.writing is Writing.ADDENDUM:
        return _late(context, seen, inbound)
    review.require_open(context.work, context.actor, seen, now=context.now)
    form = _form(context, seen, with_projects=argument(inbound, "use") == "projects")
    if not isinstance(inbound, Submission):
        return form
    typed, kept = _typed(context, seen, inbound)
    with _since(context, seen, inbound), context.filling(form, replace(inbound, values=typed)):
        values = review_form.collected(form, typed)
        unclear_words = _unclear(context, seen, values)
        hints = {**_echoes(context, seen, values), **unclear_words}
        if hints and not prompted(inbound):
            problems = {path: ("review-coached", {"words": words}) for path, words in hints.items()}
            raise Unanswered(problems, once=True)
    after = review.send(
        context.work,
        context.actor,
        seen,
        {**kept, **values},
        vague=frozenset(unclear_words),
        started_at=inbound.started_at,
        now=context.now,
    )
    if after.side is Filler.EMPLOYEE:
        unseen_work.offer(context.work, after, context.person, now=context.now)
    return view.card(context.reader, after, headline=context.t("review-sent", cycle=after.cycle.name))


def _late(context: Context, seen: SeenReview, inbound: Submission) -> Card:
    """Let what was typed while the review was locked stand beside it, as far as it says something else."""
    typed, _ = _typed(context, seen, inbound)
    values = review_form.collected(_form(context, seen), typed)
    new = {path: given for path, given in values.items() if seen.standing.get(path) != given}
    if not new:
        return view.card(context.reader, seen)
    after = review.add(context.work, context.actor, seen.review, new, now=context.now)
    return view.card(context.reader, after, headline=context.t("review-late"))


def _typed(context: Context, seen: SeenReview, inbound: Submission) -> tuple[Values, Values]:
    """Return what was typed as it stands under the form as it is asked now, and what is kept that it does not ask.

    The second is what the writer had sent in before, or typed just now, in answer to what an earlier version asked.
    """
    version = whole(argument(inbound, "v"))
    before = seen.template if version is None else _version(context, seen, version)
    there = set(asked(before, seen.side))
    if any(value and split(path)[::2] not in there for path, value in inbound.values.items()):
        earlier = context.work.form_templates.history(seen.template.key)  # a draft may have begun under any of them
        there |= {place for past in earlier for place in asked(past.template, seen.side)}
    given = {path: value for path, value in inbound.values.items() if split(path)[::2] in there}
    typed = carried(given, before, seen.template, seen.side)
    kept = left_over({**seen.standing, **typed}, seen.template, seen.side)
    return typed, kept


def _version(context: Context, seen: SeenReview, version: int) -> FormTemplate:
    try:
        return form_template.find(context.work, seen.cycle.template, version)
    except NotFound:
        return seen.template


@contextmanager
def _since(context: Context, seen: SeenReview, inbound: Submission) -> Iterator[None]:
    """Say of a question that was not asked yet when the form was opened that it is new."""
    version = whole(argument(inbound, "v"))
    try:
        yield
    except InvalidForm as wrong:
        there = asked(seen.template if version is None else _version(context, seen, version), seen.side)
        problems = {
            path: said if split(path)[::2] in there else context.t("review-asked-since")
            for path, said in wrong.form.problems.items()
        }
        raise InvalidForm(replace(wrong.form, problems=problems)) from None


def _form(context: Context, seen: SeenReview, *, with_projects: bool = False) -> Form:
    """Make the form of the sender's side; what the data says of the period stands beside the employee's questions."""
    agreed = prompt_view.panels(context.reader, context.work.prompts.goals(seen.review.no))
    if seen.side is not Filler.EMPLOYEE:
        return review_writing.writing(context.t, seen, known=agreed)
    known = known_of_oneself(context.work, context.actor, seen.cycle, today=context.today, now=context.now)
    beside = facts_view.panels(context.t, seen.template, known, seen.cycle, today=context.today) | agreed
    values = facts_view.taken_over(seen.template, known) if with_projects else None
    return review_writing.writing(context.t, seen, known=beside, values=values)


def _unclear(context: Context, seen: SeenReview, values: Values) -> dict[str, str]:
    """Return what to ask about answers that could be clearer, by their paths."""
    work, t = context.work, context.t
    names = {title for metric in work.metrics.all() for title in (metric.title_en, metric.title_zh) if title}
    before = work.review_answers.earlier(context.person.id, last=_EARLIER, but=seen.review.no)
    found: dict[str, str] = {}
    for section in seen.template.of(seen.side):
        earlier = {section.key: [text for version in before for _, text in items(section, version.values)]}
        for entry in unclear(section, values, names=names, earlier=earlier):
            said = hint(t, entry.assessment, repeated=entry.repeated) if entry.assessment else None
            found[entry.path] = said or review_writing.plan_hint(t, entry)
    return found


def _echoes(context: Context, seen: SeenReview, values: Values) -> dict[str, str]:
    """Return what to ask about answers that say nearly what the other of the two wrote, by their paths (U15)."""
    if seen.other is None:
        return {}
    theirs = [given for given in seen.other.values.values() if isinstance(given, str)]
    words = (context.t("review-echo", name=view.other_name(context.t, seen)), context.t("specificity-optional"))
    said = plain(context.t.sentences(words))  # what is said at a field of a form has no markup
    return {path: said for path, given in values.items() if isinstance(given, str) and echoes(given, theirs)}


ROUTES = (Route("review.write", write, Act.WRITE_REVIEW, (Means.CLICK, Means.FORM), opens=True),)
