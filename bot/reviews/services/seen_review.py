"""A review as one of the two sees it now: looked up and put together for whoever asks, or is to be told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.kit.errors import NotFound
from bot.people.domain.permission import Act
from bot.people.services import permission
from bot.people.services.permission import somebody
from bot.people.services.person import known
from bot.reviews.domain.form_template import Filler
from bot.reviews.domain.form_template_change import asked, split
from bot.reviews.domain.review import reads, status, writing
from bot.reviews.domain.seen_review import SeenReview
from bot.reviews.domain.unseen_work import confirmed, named_work
from bot.reviews.services import cycle as cycles
from bot.reviews.services import form_template
from bot.reviews.services.known_facts import known_facts

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from bot.people.domain.permission import Actor
    from bot.people.domain.person import Person
    from bot.reviews.domain.answer import AnswerVersion
    from bot.reviews.domain.form_template import FormTemplate
    from bot.reviews.domain.review import Review
    from bot.reviews.ports import Work


def find(work: Work, no: int) -> Review:
    """Return a review by its number.

    Raises:
        NotFound: when there is none.
    """
    found = work.reviews.get(no)
    if found is None:
        raise NotFound("review-gone")
    return found


def present(work: Work, person: Person) -> Review:
    """Return somebody's review in the newest cycle in which they have one.

    Raises:
        NotFound: when they have none.
    """
    found = next(iter(work.reviews.of(person.id)), None)
    if found is None:
        raise NotFound("review-none", name=person.name)
    return found


def seen(work: Work, actor: Actor, review: Review, *, now: datetime) -> SeenReview:
    """Return a review as the actor sees it, as whoever is reviewed or as whoever leads them today.

    Raises:
        Denied: when they are neither.
        NotFound: when whoever is reviewed has left.
    """
    person = somebody(work, review.person_id)
    permission.require(work, actor, Act.READ_REVIEW, person, now=now)
    side = Filler.EMPLOYEE if actor.person.id == person.id else Filler.MANAGER
    return as_side(work, review, side, now=now)


def as_side(work: Work, review: Review, side: Filler, *, now: datetime) -> SeenReview:
    """Return a review as one of the two sees it; that the reader is that one, the caller has seen to."""
    person = somebody(work, review.person_id)
    cycle = cycles.find(work, review.cycle_no)
    today = cycles.today_of(person, now)
    leader = permission.leader(work, person, now=now)
    other = Filler.MANAGER if side is Filler.EMPLOYEE else Filler.EMPLOYEE
    readable = reads(review, cycle, side, today)
    written = [version for version in work.review_answers.versions(review.no) if version.filler is side or readable]
    latest = {version.filler: version for version in written if not version.addendum}
    template = form_template.find(work, cycle.template, cycle.template_version)
    forms = _answered(work, template, written)
    return SeenReview(
        review=review,
        cycle=cycle,
        template=template,
        side=side,
        person=person.name,
        leader=leader.name if leader else "",
        status=status(review, cycle, today),
        writing=writing(review, cycle, today),
        own=latest.get(side),
        other=latest.get(other),
        other_sent=review.sent_in(other) is not None,
        versions=tuple(written),
        answered=forms,
        comments=tuple(work.review_answers.comments(review.no)),
        vouched=_vouched(work, template, latest.get(Filler.EMPLOYEE)),
        projects=len(known_facts(work, person.id, cycle, today=today).projects)
        if side is Filler.EMPLOYEE and side not in latest
        else 0,
    )


def _vouched(work: Work, template: FormTemplate, version: AnswerVersion | None) -> tuple[tuple[str, str], ...]:
    """Return the unseen work of a self-review that colleagues have confirmed as it stands, each with a name (R86)."""
    standing = list(named_work(template, version.values)) if version else []
    if not standing:
        return ()
    return tuple(
        (entry.what, known(work, asked.peer_id).name)
        for entry in standing
        for asked in work.unseen_work.of(version.review_no if version else 0)
        if asked.begin == entry.begin and confirmed(entry, asked)
    )


def _answered(work: Work, template: FormTemplate, written: Sequence[AnswerVersion]) -> dict[int, FormTemplate]:
    """Return the versions of a form, apart from the one in force, under which something that was written was asked."""
    numbers = {version.template_version for version in written} - {template.version}
    found = {number: form_template.find(work, template.key, number) for number in numbers}
    forms = (template, *found.values())
    places = {side: {place for form in forms for place in asked(form, side)} for side in Filler}
    if all(split(path)[::2] in places[version.filler] for version in written for path in version.values):
        return found
    others = (past.template for past in work.form_templates.history(template.key))  # typed, and handed in later
    return {form.version: form for form in others if form.version != template.version}
