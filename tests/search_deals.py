"""Deals of a company that is searched: every customer is one person's, and its name a mark of theirs."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from bot.figures.domain.metric_fields import metric_fields
from bot.figures.domain.record import RecordStream, Renewal
from bot.figures.services.record import compute
from bot.intake.services.follow import follow
from tests.company import Company as Rows
from tests.deals import columns
from tests.oracle import Kind, Mark

if TYPE_CHECKING:
    from collections.abc import Iterable

    from storage.work import SqlWork
    from tests.search import Company

STREAM = RecordStream("deals", Renewal.ID, measures=("amount",), dimensions=("customer",), title="Deals")
METRIC = "sold"
SEPTEMBER, OCTOBER = date(2026, 9, 1), date(2026, 10, 1)
FIRST = ((SEPTEMBER, 0, 10, 150), (SEPTEMBER, 1, 6, 100), (OCTOBER, 0, 2, 150), (OCTOBER, 1, 6, 100))
"""The month, the customer's place, how many deals there are and of how much: no mark is a multiple of ten."""
LATER = ((OCTOBER, 0, 8, 200),)


def lay(work: SqlWork) -> None:
    """Let a metric be made of deals."""
    metric = {"metric": METRIC, "unit": "", "direction": "higher", "grain": "month", "aggregate": "sum"}
    fields = metric_fields(metric | {"title_en": "Sold", "title_zh": "成交"}, before={})
    work.metrics.put([fields], fields=frozenset(metric))
    work.streams.put(STREAM)
    made = sa.text("update metric set formula = 'sum(amount) from deals' where key = :key")
    work.connection.execute(made, {"key": METRIC})


def targets(people: Iterable[str]) -> list[dict[str, object]]:
    """Give each a target of October that is missed by far."""
    period = {"period_start": "2026-10-01", "period_end": "2026-10-31"}
    return [{"employee_id": person, "metric": METRIC, "target": 2000} | period for person in people]


def bring(here: Company, people: Iterable[str], deals: Iterable[tuple[date, int, int, int]] = FIRST) -> None:
    """Let deals of some people come in, with customers of their own that nobody has heard of."""
    sold, rows = tuple(deals), []
    for person in people:
        customers = [f"zq9{len(here.marks) + at:06}x" for at in range(2)]
        here.marks |= {customer: Mark(Kind.FIGURE, person) for customer in customers}
        for month, place, n, amount in sold:
            rows += [_deal(person, customers[place], month + timedelta(days=at), amount) for at in range(n)]
    now = here.clock.now()
    with here.storage.work() as work:
        company = Rows(work)
        batch = company.insert("batch", kind="records", source="crm", received_at=now, file="deals.csv")
        done = work.records.put(STREAM.key, columns(company, rows, STREAM), batch=batch)
        follow(work, compute(work, STREAM.key, done.days, batch=batch, now=now), [batch], now=now)
    here.stale()


def _deal(person: str, customer: str, day: date, amount: int) -> dict[str, Any]:
    return {"id": f"{customer}-{day}", "person": person, "day": day, "customer": customer, "amount": amount}
