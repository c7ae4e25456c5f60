"""Preferences at work: how each kind of message comes to somebody, and proposing less where nobody reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.delivery.domain.delivery import Hold, Priority
from bot.delivery.domain.preference import CHOSEN, LEADERS, PACES, SENDS, Pace, Topic, ignored
from bot.delivery.services.outbox import enqueue
from bot.delivery.views import preference as view
from bot.kit.errors import Invalid, NotFound
from bot.people.domain.audit import What

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from bot.delivery.ports import Work
    from bot.people.domain.person import Person

MEASURED = (Topic.STANDING, Topic.PRAISE, Topic.NUDGE, Topic.ALERT, Topic.REPORT, Topic.WEEK)
"""Kinds whose messages can be answered, so that it shows whether anybody reads them."""


def of(work: Work, person: Person) -> dict[Topic, Pace]:
    """Return how each kind comes that somebody gets and can decide about."""
    held = work.preferences.of(person.id)
    leads = bool(work.people.team(person.id))
    return {topic: held.get(topic, Pace.AT_ONCE) for topic in CHOSEN if leads or topic not in LEADERS}


def put(work: Work, person: Person, wanted: Mapping[Topic, Pace], *, now: datetime) -> None:
    """Set how kinds of messages come; what already waits goes by it too.

    Raises:
        NotFound: for a kind about which nobody can decide.
        Invalid: for a pace at which a kind cannot come.
    """
    for topic, pace in wanted.items():
        if topic not in CHOSEN:
            raise NotFound("preference-fixed")
        if pace not in PACES[topic]:
            raise Invalid("preference-pace-unfit")
        work.preferences.put(person.id, topic, pace, at=now)
        detail = {"about": "preference", "topic": topic.value, "pace": pace.value}
        work.audit.append(What.WRITE, actor=person.id, subject=person.id, detail=detail, at=now)
    work.outbox.requeue([Hold.DIGEST, Hold.CAP], at=now, person_id=person.id)


def propose(work: Work, *, now: datetime) -> bool:
    """Propose less of a kind, once, to whoever has answered hardly any of the last few; say whether anybody was."""
    told = False
    for person_id, kind, sends, answered in work.outbox.answers([topic.value for topic in MEASURED], last=SENDS):
        topic = Topic(kind)
        if not ignored(answered, sends) or topic in work.preferences.of(person_id):
            continue
        person = work.people.get(person_id)
        if person is None:
            continue
        card = view.proposal(work.words(person.locale), topic, sends=sends, answered=answered)
        key = f"less:{person_id}:{kind}"
        told |= enqueue(
            work, card, key=key, to=person, kind=card.kind, priority=Priority.REPORT, now=now, merge="daily"
        )
    return told
