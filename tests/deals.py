"""Records for tests: deals laid into a stream as an import would, and a number that is made of them."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import numpy as np
import sqlalchemy as sa

from bot.feedback.services.feedback_pending import SETTLE
from bot.figures.domain.delta import Changed
from bot.figures.domain.record import RecordColumns, RecordQuery, RecordStream, Renewal
from bot.figures.services.record import compute
from bot.people.domain.permission import Role
from storage.database import EPOCH
from tests.chat import give
from tests.company import OCTOBER, STAFF, Company
from tests.post import deliver_all, write_all

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.figures.domain.record import RecordOutcome
    from tests.chat import Chat

DEALS = RecordStream(
    "orders", Renewal.ID, measures=("amount", "returned"), dimensions=("customer", "stage"), title="Orders"
)
WON = "sum(amount) from orders where stage = won"


def deal(number: int, amount: str | float | None = 1000, *, day: int = 1, **values: Any) -> dict[str, Any]:
    """Give one deal of an October day: won by a customer of its own unless said otherwise."""
    held = {"id": f"A-{number:02}", "person": "min", "day": OCTOBER.replace(day=day), "stage": "won"}
    return held | {"customer": f"Customer {number % 3}", "amount": amount} | values


TWELVE = [deal(number, 500 * number, day=2 * number) for number in range(1, 12)] + [deal(12, 33_000, day=28)]
"""Deals of 500, 1,000, … 5,500 and one of 33,000."""


def columns(company: Company, rows: Sequence[dict[str, Any]], stream: RecordStream = DEALS) -> RecordColumns:
    """Lay deals out as they come in."""

    def numbers(name: str) -> Any:  # noqa: ANN401 - a column of numpy
        return np.array([float("nan") if row.get(name) is None else float(row[name]) for row in rows])

    n = len(rows)
    return RecordColumns(
        row=np.arange(2, 2 + n),
        id=np.array([row["id"] for row in rows], np.object_),
        person=np.array([company.people[row["person"]] for row in rows], np.int64),
        day=np.array([(row["day"] - EPOCH).days for row in rows], np.int64),
        at=np.full(n, -1, np.int64),
        revised=np.full(n, -1, np.int64),
        measures={name: numbers(name) for name in stream.measures},
        dimensions={name: np.array([row.get(name, "") for row in rows], np.object_) for name in stream.dimensions},
    )


def arrive(
    company: Company, rows: Sequence[dict[str, Any]], *, now: datetime, file: str = "deals.csv"
) -> tuple[RecordOutcome, Changed]:
    """Let deals come in with a file, and have their values computed."""
    work = company.work
    batch = company.insert("batch", kind="records", source="crm", received_at=now, file=file)
    work.streams.put(DEALS)
    done = work.records.put(DEALS.key, columns(company, rows), batch=batch)
    changed = compute(work, DEALS.key, done.days, batch=batch, now=now)
    company.changed |= changed
    return done, changed


def made_of(company: Company, metric: str, formula: str = WON, *, since: date | None = None) -> None:
    """Let a metric's values be made of records."""
    company.work.connection.execute(
        sa.text("update metric set formula = :formula, records_from = :since where key = :key"),
        {"formula": formula, "key": metric, "since": None if since is None else (since - EPOCH).days},
    )


def furnish_records(here: Chat, rows: Sequence[dict[str, Any]] | None = None, *, formula: str = WON) -> None:
    """Hire the people of :func:`tests.company.furnish`, and let Min's October be made of deals and be spoken of.

    Unless said otherwise they are 12, of 66,000 in all, where 100,000 were agreed: the boss is asked to talk with her.
    """
    here.hire("boss", "other", "hr1", "hr2", "ana")
    here.hire("min", "bo", manager="boss")
    with here.work() as work:
        for person, role in (("hr1", Role.HR), ("hr2", Role.HR), ("ana", Role.ADMIN)):
            give(work, person, role)
        company = Company(work)
        company.set_up(now=here.clock.now())
        made_of(company, "collections", formula)
        company.agree("min", "collections", OCTOBER, 100_000)
        arrive(company, TWELVE if rows is None else rows, now=here.clock.now())
        company.come_in(now=here.clock.now())
        write_all(work, now=here.clock.now() + SETTLE)
    here.pass_by(hours=1)
    deliver_all(here)
    for person in STAFF:
        here.inbox(person)


def amount_of(here: Chat, record_id: str) -> Decimal | None:
    """Return the amount of a deal that counts now, None where none does."""
    with here.work() as work:
        found = list(work.records.find(RecordQuery(stream=DEALS.key, id=record_id)))
    return found[0].measures.get("amount") if found else None
