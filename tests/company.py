"""A company for tests: people, metrics and figures laid into a unit of work, and what follows from them.

Rows go straight into the tables, beside what is there; tests of how they come in use files (``tests/samples.py``).
"""

from __future__ import annotations

import asyncio
import csv
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from bot.feedback.services.feedback_pending import SETTLE
from bot.feedback.services.feedback_want import want
from bot.figures.domain.delta import Changed, Flag
from bot.figures.services.delta import recompute
from bot.kit.identity import Identity
from bot.kit.period import Grain, period_of
from bot.people.domain.permission import Role
from bot.rules.domain.default_rules import DEFAULT_RULES
from bot.rules.services.rule import evaluate
from storage.database import EPOCH
from storage.inventory import tables
from tests.chat import give
from tests.house import ROOT
from tests.post import Post, deliver_all, send, write_all

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bot.delivery.domain.delivery import Delivery
    from bot.messages.card import Card
    from storage.storage import Storage
    from tests.chat import Chat

NOW = datetime(2026, 11, 2, 2, 0, tzinfo=UTC)
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
AUGUST, SEPTEMBER, OCTOBER = date(2026, 8, 1), date(2026, 9, 1), date(2026, 10, 1)
Key = tuple[int, int, int]
"""A person's and a metric's number, and days since 1970: how the tables of figures know a value."""


class Company:
    """People and figures go in, messages come out.

    ``people`` are numbers by id, ``metrics`` numbers and grains by key, ``changed`` what nothing followed from yet.
    """

    def __init__(self, work: Any) -> None:  # noqa: ANN401 - a SqlWork, which some callers know as a Work
        self.work = work
        self.changed = Changed()
        run = work.connection.exec_driver_sql
        self.people = {row.id: int(row.no) for row in run("select id, no from person")}
        self.metrics = {row.key: (int(row.no), Grain(row.grain)) for row in run("select key, no, grain from metric")}
        self._roles = {row.name: int(row.no) for row in run("select name, no from role")}

    def insert(self, name: str, /, **values: Any) -> int:
        """Add a row to a table and return its number; what is not given has its default."""
        into = table(name)
        defaults = {
            column.name: column.default.arg
            for column in into.columns
            if isinstance(column.default, sa.ColumnDefault) and column.default.is_scalar
        }
        done = self.work.connection.execute(sa.insert(into).values(defaults | values))
        return int(done.inserted_primary_key[0]) if done.inserted_primary_key else 0

    # People and metrics

    def person(self, person_id: str, **values: Any) -> int:
        """Add somebody; the role is created when it is new."""
        role = values.pop("role", "worker")
        if role not in self._roles:
            self._roles[role] = self.insert("role", name=role)
        filled = {"name": person_id, "timezone": "UTC", "locale": "en"} | values
        self.people[person_id] = self.insert("person", id=person_id, role_no=self._roles[role], **filled)
        return self.people[person_id]

    def hire(
        self, *ids: str, role: str, locale: str, manager: str = "", names: Mapping[str, str] | None = None
    ) -> None:
        """Add people to the office, all with one manager."""
        for person in ids:
            own = {"name": names[person]} if names and person in names else {}
            self.person(person, role=role, locale=locale, manager_id=manager or None, department="office", **own)

    def metric(self, key: str, **values: Any) -> int:
        """Add a metric: higher is better, by month, a mean, unless said otherwise."""
        filled = {"unit": "", "direction": "higher", "grain": "month", "aggregate": "mean"} | values
        number = self.insert("metric", key=key, **filled)
        self.metrics[key] = (number, Grain(filled["grain"]))
        return number

    def set_up(self, *, now: datetime = NOW) -> None:
        """Add the metrics and rules that are shipped."""
        for row in shipped_metrics():
            self.metric(**{"key" if name == "metric" else name: value for name, value in row.items() if value})
        self.work.rules.seed(DEFAULT_RULES, author="test", at=now)

    # Figures

    def key(self, metric: str, person: str, day: date) -> Key:
        """Return the key of the value of the period that begins on a day."""
        return self.people[person], self.metrics[metric][0], (day - EPOCH).days

    def delta(self, person: str, metric: str, start: date, **values: Any) -> Changed:
        """Add a delta for the period that begins on a day; facts as given, unknown otherwise."""
        filled: dict[str, Any] = {"value": 1.0, "role_no": self.role_of(person)} | self._period(metric, start) | values
        if filled.get("elapsed", 1.0) < 1:
            filled["flags"] = filled.get("flags", 0) | Flag.PARTIAL_PERIOD.value
        self.insert("delta", person_no=self.people[person], **filled)
        return Changed.of([self.key(metric, person, start)])

    def cohort(self, metric: str, start: date, role: str, values: list[float]) -> None:
        """Summarise a peer group as the engine does: how many, and the three values around the middle."""
        ordered, half = sorted(values), len(values) // 2
        odd = len(values) % 2
        self.insert(
            "cohort",
            metric_no=self.metrics[metric][0],
            start=start,
            role_no=self._roles[role],
            n=len(values),
            low=ordered[max(half - 1, 0)],
            middle=ordered[half] if odd else (ordered[half - 1] + ordered[half]) / 2,
            high=ordered[min(half + odd, len(values) - 1)],
        )

    def read(self, person: str, metric: str, start: date, value: float, **parts: float) -> None:
        """Add a reading that comes in now; ``parts`` are its numerator and denominator."""
        self.reading(person, metric, start, value, received_at=NOW, parts=parts)

    def reading(
        self,
        person: str,
        metric: str,
        start: date,
        value: float,
        *,
        received_at: datetime = LONG_AGO,
        parts: Mapping[str, float] | None = None,
    ) -> None:
        """Add a reading that came in at a time, in a batch of its own."""
        batch = self.insert("batch", kind="readings", received_at=received_at, file="crm-2026-10.csv")
        place = {"person_no": self.people[person], "role_no": self.role_of(person), "batch_no": batch, "row": 2}
        self.insert("reading", value=value, **place, **self._period(metric, start), **(parts or {}))
        self.changed |= Changed.of([self.key(metric, person, start)])

    def restate(self, person: str, metric: str, start: date, value: float) -> None:
        """Let a value come in anew, as the next version of what is stored."""
        number = self.metrics[metric][0]
        reading = table("reading")
        mine = sa.and_(
            reading.c.person_no == self.people[person], reading.c.metric_no == number, reading.c.start == start
        )
        old = dict(self.work.connection.execute(sa.select(reading).where(mine)).mappings().one())
        self.insert("reading_version", **old, replaced_by=old["batch_no"])
        again = reading.update().where(mine).values(value=value, version=old["version"] + 1)
        self.work.connection.execute(again)
        self.changed |= Changed.of([self.key(metric, person, start)])

    def agree(self, person: str, metric: str, start: date, target: float) -> None:
        """Add a target."""
        place = {"person_no": self.people[person], "batch_no": 1, "row": 2}
        self.insert("target", target=target, **place, **self._period(metric, start))
        self.changed |= Changed.of([self.key(metric, person, start)])

    def _period(self, metric: str, start: date) -> dict[str, Any]:
        number, grain = self.metrics[metric]
        return {"metric_no": number, "start": start, "end": period_of(start, grain).end}

    def role_of(self, person: str) -> int:
        """Return the number of somebody's role."""
        query = sa.text("select role_no from person where no = :no")
        return int(self.work.connection.execute(query, {"no": self.people[person]}).scalar_one())

    # What follows

    def come_in(self, *, now: datetime = NOW) -> None:
        """Let deltas and wishes for words follow from what has come in; nothing is written yet."""
        touched = recompute(self.work, self.changed, now=now)
        self.changed = Changed()
        want(self.work, evaluate(self.work, touched, now=now), touched, now=now)

    def settle(self, *, now: datetime = NOW) -> list[Delivery]:
        """Let everything follow from what has come in, and return the messages in the order they were written."""
        self.come_in(now=now)
        before = {delivery.key for delivery in self.work.outbox.find()}
        write_all(self.work, now=now + SETTLE)
        return [delivery for delivery in self.work.outbox.find() if delivery.key not in before]

    def reach(self, *ids: str) -> None:
        """Give people accounts on a platform, so that they can be written to."""
        for person in ids:
            self.work.people.link(person, Identity(Post.name, "T", f"U-{person}"))

    def all_out(self, *ids: str, now: datetime = NOW + timedelta(hours=8)) -> list[tuple[str, str, Card]]:
        """Send everything that waits for some people, what waits for the others' own words too."""
        self.reach(*ids)
        return [*self.go_out(now=now), *self.go_out(now=now + timedelta(minutes=2))]

    def go_out(self, *, now: datetime = NOW) -> list[tuple[str, str, Card]]:
        """Send what may go now through the outbox; returns to whom which kind went, as its reader sees it."""
        return asyncio.run(send(self.work, now=now))


def table(name: str) -> sa.Table:
    """Return a table of the storage."""
    return next(found for found in tables() if found.name == name)


def shipped_metrics() -> list[dict[str, str]]:
    """Read the metric definitions that are shipped."""
    with (ROOT / "bot/figures/domain/pack.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@contextmanager
def company_in(storage: Storage) -> Iterator[Company]:
    """Open a company without people that has the shipped metrics and rules."""
    with storage.work() as work:
        company = Company(work)
        company.set_up()
        yield company


# A sales team that talks with the bot

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
        company = Company(work)
        company.set_up(now=here.clock.now())
        for month, value in ((AUGUST, 475_000), (SEPTEMBER, 465_000), (OCTOBER, 360_000)):
            company.read("min", "collections", month, value)
            company.agree("min", "collections", month, 500_000)
        company.read("min", "repurchase_rate", OCTOBER, 0.31, numerator=31, denominator=100)
        company.read("bo", "collections", OCTOBER, 612_345)
        for number, seller in enumerate(more):
            company.read(seller, "collections", OCTOBER, 400_000 + 1_000 * number)
        company.come_in(now=here.clock.now())
        if written:
            write_all(work, now=here.clock.now() + SETTLE)
    here.pass_by(hours=1)
    if written and sent:
        deliver_all(here)
    for person in STAFF:
        here.inbox(person)


def value_of(here: Chat, person: str, metric: str, month: date = OCTOBER) -> float | None:
    """Return the value that counts now."""
    with here.work() as work:
        found = next(iter(work.deltas.find(person_id=person, metric=metric, start=month)), None)
    return found.value if found else None
