"""Another version of the form for a cycle that runs: looked at before, applied, and told to those who still write."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from bot.delivery.domain.delivery import SETTLED, Priority
from bot.delivery.domain.delivery_timing import Drop
from bot.delivery.services.outbox import enqueue
from bot.kit.errors import Invalid, Stale
from bot.people.services import permission
from bot.reviews.domain.cycle import CycleState
from bot.reviews.domain.form_template import Filler
from bot.reviews.domain.form_template_amendment import SIDES, Amendment, form_since
from bot.reviews.domain.form_template_change import Changed
from bot.reviews.domain.review import Writing, writing
from bot.reviews.services import cycle as cycles
from bot.reviews.services import form_template
from bot.reviews.views import form_template_amendment as view

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from bot.delivery.domain.delivery import Delivery
    from bot.messages.card import Card
    from bot.people.domain.person import Person
    from bot.reviews.domain.cycle import Cycle
    from bot.reviews.domain.review import Review
    from bot.reviews.ports import Work

KIND: Final = "amendment"


@dataclass(frozen=True, slots=True)
class _AmendmentNews:
    """What a message is about, as its key has it: the cycle, both versions of its form, and the reader's side."""

    cycle_no: int
    before: int
    after: int
    side: Filler

    def key(self, reader: Person) -> str:
        return f"{KIND}:{self.cycle_no}:{self.before}:{self.after}:{self.side}:{reader.id}"

    @classmethod
    def read(cls, key: str) -> _AmendmentNews:
        _, cycle_no, before, after, side, _ = key.split(":", 5)
        return cls(int(cycle_no), int(before), int(after), Filler(side))


def look(work: Work, cycle_no: int, version: int, *, now: datetime) -> Amendment:
    """Return what an amendment would change, and for whom.

    Raises:
        Invalid: when colleagues would be asked otherwise in the middle of a cycle in which they are: so that it tells
            nothing of who gave it, no answer of theirs says under which form it was.
        NotFound: when there is no such cycle, or no such version of its form.
        Stale: when the cycle does not run, or goes by that version already.
    """
    cycle = cycles.find(work, cycle_no)
    if cycle.state is not CycleState.RUNNING:
        raise Stale("cycle-not-running", name=cycle.name)
    if cycle.template_version == version:
        raise Stale("form-template-applied-before", name=cycle.name)
    found = _amendment(work, cycle, cycle.template_version, version, now=now)
    if cycle.asks_peers and any(change.how is not Changed.REWORDED for change in found.changes(Filler.PEER)):
        raise Invalid("amendment-colleagues", cycle=cycle.name)
    return found


def apply(work: Work, author: Person, cycle_no: int, version: int, *, now: datetime) -> Amendment:
    """Let a cycle go by another version of its form from now on; what was answered stays. Return what changed.

    Raises:
        Invalid: when colleagues would be asked otherwise in the middle of a cycle in which they are.
        NotFound: when there is no such cycle, or no such version of its form.
        Stale: when the cycle does not run, goes by that version already, or was changed by somebody else meanwhile.
    """
    found = look(work, cycle_no, version, now=now)
    amended = cycles.amend(work, author, replace(found.cycle, template_version=version), now=now)
    for side, person_id in found.told:
        if (reader := work.people.get(person_id)) is not None:
            news = _AmendmentNews(cycle_no, found.before.version, version, side)
            card = view.news(work.reader(reader, now=now), replace(found, cycle=amended), side, at=now)
            enqueue(work, card, key=news.key(reader), to=reader, kind=KIND, priority=Priority.NUDGE, now=now)
    return replace(found, cycle=amended)


def render(work: Work, delivery: Delivery, now: datetime) -> Card | Drop:
    """Write the news as they are now; nothing is left to say to who has handed in, or of a version that has passed."""
    news = _AmendmentNews.read(delivery.key)
    cycle, reader = work.cycles.get(news.cycle_no), work.people.get(delivery.person_id)
    if cycle is None or reader is None or cycle.state is not CycleState.RUNNING:
        return Drop(SETTLED)
    found = _amendment(work, cycle, news.before, news.after, now=now)
    if cycle.template_version != news.after or (news.side, reader.id) not in found.told:
        return Drop(SETTLED)
    at = form_since(work.cycles.versions(cycle.no))
    return view.news(work.reader(reader, now=now), found, news.side, at=at or now)


def _amendment(work: Work, cycle: Cycle, before: int, after: int, *, now: datetime) -> Amendment:
    reviews = work.reviews.in_cycle(cycle.no)
    return Amendment(
        cycle=cycle,
        before=form_template.find(work, cycle.template, before),
        after=form_template.find(work, cycle.template, after),
        writing=tuple(_writing(work, cycle, reviews, now=now)),
        handed_in=sum(review.sent_in(side) is not None for review in reviews for side in SIDES),
    )


def _writing(work: Work, cycle: Cycle, reviews: list[Review], *, now: datetime) -> Iterator[tuple[Filler, str]]:
    """Yield whose part can be written now and has not been handed in."""
    for review in reviews:
        person = work.people.get(review.person_id)
        if person is None or not person.employed_at(now):
            continue
        if writing(review, cycle, cycles.today_of(person, now)) is not Writing.OPEN:
            continue
        if review.self_at is None:
            yield Filler.EMPLOYEE, person.id
        leader = permission.leader(work, person, now=now)
        if review.manager_at is None and leader is not None:
            yield Filler.MANAGER, leader.id
