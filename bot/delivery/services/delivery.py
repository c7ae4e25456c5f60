"""Deliveries for whoever looks after them: who was sent what kind when, what is held and why; never what it says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from typing import TYPE_CHECKING

from bot.cases.services import correction, dispute
from bot.delivery.domain.authorization import REPLY
from bot.delivery.domain.budget import Budget
from bot.delivery.domain.delivery import REDRAW, State, billed, coarse, forecast, next_month
from bot.delivery.domain.pause import holding
from bot.delivery.services.outbox import as_rows
from bot.feedback.domain.feedback import Occasion
from bot.feedback.services import approval, kudos
from bot.intake.services import intake
from bot.kit.calendar import instant, wall
from bot.kit.errors import NotFound, Stale
from bot.messages.sheet import sheet
from bot.overview.services import report
from bot.people.domain.audit import What
from bot.people.domain.permission import Act, Relation
from bot.privacy.services import privacy
from bot.roster.services import directory
from bot.talks.services import one_on_one

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from bot.delivery.domain.delivery import Delivery, Drop, Wait
    from bot.delivery.domain.pause import Pause
    from bot.delivery.ports.work import Work
    from bot.messages.card import Card
    from bot.people.domain.permission import Actor
    from bot.people.domain.person import Person
    from bot.work import Work as FullWork

RENDERERS: Mapping[str, Callable[[FullWork, Delivery, datetime], Card | Wait | Drop | None]] = {
    **dict.fromkeys(Occasion, approval.render),
    "accounts": directory.render,
    "approval": approval.render_question,
    "correction_request": correction.render,
    "dispute": dispute.render,
    "held": intake.render,
    "kudos": kudos.render,
    "one_on_one": one_on_one.render,
    "privacy": privacy.render,
    "report": report.render,
    "talk": one_on_one.render,
    "week": report.render,
}
"""By the kind of a message: what writes it anew when it may go, from the state of that instant."""


def render(work: FullWork, delivery: Delivery, now: datetime) -> Card | Wait | Drop | None:
    """Return a message as it reads now; None for one that reads as it was written, whenever it goes, as answers do."""
    if delivery.key.startswith(REPLY):
        return None
    if delivery.kind == REDRAW:
        return directory.redraw(work, delivery, now)
    written = RENDERERS.get(delivery.kind)
    return written(work, delivery, now) if written else None


LIMIT = "monthly_calls"
"""Under which a metered platform notes how many calls a month has."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Which deliveries: one person's, in one state, of one rule, of today."""

    person_id: str = ""
    state: State | None = None
    rule: str = ""
    today: bool = False


def find(work: Work, viewer: Person, asked: Asked, *, now: datetime) -> list[Delivery]:
    """Return the deliveries that are asked for, newest first."""
    midnight = instant(wall(now, timezone=viewer.timezone).date(), time(0), timezone=viewer.timezone)
    found = work.outbox.find(
        state=asked.state.value if asked.state else None,
        person_id=asked.person_id or None,
        since=midnight if asked.today else None,
    )
    return [one for one in reversed(found) if not asked.rule or one.rule == asked.rule]


def reads(actor: Actor) -> bool:
    """Say whether somebody may read everybody's figures, and so may know what kind of words a message had."""
    return actor.may(Act.READ_FACTS, Relation.OTHER)


def seen(actor: Actor, delivery: Delivery) -> Delivery:
    """Return a delivery as somebody may know it."""
    return delivery if reads(actor) else coarse(delivery)


def one(work: Work, no: int) -> Delivery:
    """Return one delivery.

    Raises:
        NotFound: when there is none of that number.
    """
    found = work.outbox.number(no)
    if found is None:
        raise NotFound("delivery-unknown", no=no)
    return found


def pause_on(work: Work, delivery: Delivery, *, now: datetime) -> Pause | None:
    """Return the pause that keeps a delivery back, if one does."""
    return holding(work.pauses.on(delivery.person_id, rule=delivery.rule, now=now), delivery)


def resend(work: Work, viewer: Person, no: int, *, now: datetime) -> Delivery:
    """Let a delivery that failed be tried anew under its own key: there is never a second one.

    Raises:
        NotFound: when there is none of that number.
        Stale: when it has not failed, or no more.
    """
    found = one(work, no)
    if not work.outbox.again(no, at=now):
        raise Stale("delivery-not-failed", no=no)
    work.audit.append(
        What.SEND, actor=viewer.id, subject=found.person_id, detail={"delivery": no, "act": "resend"}, at=now
    )
    return found


def as_csv(deliveries: Sequence[Delivery], *, work: Work, viewer: Person, now: datetime) -> str:
    """Write deliveries, as their viewer may know them, as a CSV file, and note that they were handed out."""
    rows = [{"no": found.no, **row} for found, row in zip(deliveries, as_rows(deliveries), strict=True)]
    columns = [*rows[0]] if rows else ["no"]
    detail: dict[str, str | int] = {"about": "deliveries", "rows": len(rows)}
    work.audit.append(What.EXPORT, actor=viewer.id, detail=detail, at=now)
    return sheet(columns, ([row[name] for name in columns] for row in rows))


def budgets(work: FullWork, *, now: datetime) -> list[Budget]:
    """Return the month of every platform whose calls are counted."""
    found = []
    for name, snapshot in work.health.all().items():
        limit = snapshot.state.get(LIMIT)
        if not isinstance(limit, int):
            continue
        used = work.outbox.spent(name, month=billed(now))
        held = sum(n for (state, reason), n in work.outbox.counts().items() if (state, reason) == ("due", "budget"))
        found.append(
            Budget(
                name,
                used,
                limit,
                forecast(used=used, now=now),
                next_month(now),
                held,
                blind=bool(snapshot.state.get("blind")),
                spent=work.health.circuit(name).spent,
            )
        )
    return found
