"""A sales desk whose people talk with the bot: figures of an October, everything that followed, and what was sent."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from bot.delivery.domain.delivery import Receipt, State
from bot.feedback.services.feedback import SETTLE
from bot.figures.domain.delta import Changed
from bot.people.domain.permission import Role
from bot.rules.domain.default_rules import DEFAULT_RULES
from tests.chat import Chat, account, give
from tests.ground import Ground
from tests.office import Office, shipped_metrics, write_all

if TYPE_CHECKING:
    from bot.delivery.domain.delivery import Delivery

AUGUST, SEPTEMBER, OCTOBER = date(2026, 8, 1), date(2026, 9, 1), date(2026, 10, 1)
STAFF = ("boss", "min", "bo", "hr1", "hr2", "other", "ana")


def furnish(here: Chat, *, written: bool = True, sent: bool = True, sellers: int = 0) -> None:
    """Hire a boss with two reports, two of HR and somebody elsewhere; let an October come in and be spoken of.

    Min's collections are 360,000 of 500,000, so the boss is asked to talk with her. Words are only wanted unless
    ``written``, and only written unless ``sent``. ``sellers`` are more people who have collections.
    """
    more = [f"seller{number}" for number in range(sellers)]
    here.hire("boss", "other", "hr1", "hr2", "ana")
    here.hire("min", "bo", manager="boss")
    here.hire(*more)
    with here.work() as work:
        give(work, "hr1", Role.HR)
        give(work, "hr2", Role.HR)
        give(work, "ana", Role.ADMIN)
        ground = Ground(work.connection)
        for row in shipped_metrics():
            values: dict[str, Any] = {name: value for name, value in row.items() if value and name != "metric"}
            ground.metric(row["metric"], **values)
        work.rules.seed(DEFAULT_RULES, author="test", at=here.clock.now())
        desk = Office(work, ground, Changed())
        for month, value in ((AUGUST, 475_000), (SEPTEMBER, 465_000), (OCTOBER, 360_000)):
            desk.read("min", "collections", month, value)
            desk.agree("min", "collections", month, 500_000)
        desk.read("min", "repurchase_rate", OCTOBER, 0.31, numerator=31, denominator=100)
        desk.read("bo", "collections", OCTOBER, 612_345)
        for number, one in enumerate(more):
            desk.read(one, "collections", OCTOBER, 400_000 + 1_000 * number)
        desk.come_in(now=here.clock.now())
        if written:
            write_all(work, now=here.clock.now() + SETTLE)
    here.pass_by(hours=1)
    if written and sent:
        deliver(here)
    for one in STAFF:
        here.inbox(one)


def deliver(here: Chat) -> list[Delivery]:
    """Write what is wanted and let all that waits go out, as a platform would; return what went."""
    with here.work() as work:
        write_all(work, now=here.clock.now() + SETTLE)
        now = here.clock.now() + SETTLE
        gone = []
        lease = timedelta(minutes=5)
        while found := work.outbox.claim(platform=here.way.platform, owner="t", now=now, lease=lease, limit=9):
            for one in found:
                fields = {"conversation": f"c-{one.person_id}", "ts": f"{one.no}.1", "user": account(one.person_id)}
                assert work.outbox.finish(one, State.SENT, at=now, receipt=Receipt(fields))
                gone.append(one)
    return gone


def value_of(here: Chat, person: str, metric: str, month: date = OCTOBER) -> float | None:
    """Return the value that counts now."""
    with here.work() as work:
        found = next(iter(work.deltas.find(person_id=person, metric=metric, start=month)), None)
    return found.value if found else None
