"""Deals of two months for tests, so that a number has moved and its records say why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.company import OCTOBER, SEPTEMBER, Company
from tests.deals import arrive, deal, furnish_records

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from tests.chat import Chat

SOLD = (
    (SEPTEMBER, "Contoso", 20, 1_000),
    (OCTOBER, "Contoso", 1, 1_000),
    (SEPTEMBER, "Fabrikam", 12, 1_000),
    (SEPTEMBER, "Adatum", 24, 1_000),
    (OCTOBER, "Adatum", 22, 1_000),
    (OCTOBER, "Tailspin", 2, 1_000),
)
"""September 56,000, October 25,000: Contoso 19,000 less, Fabrikam 12,000 less, the others as much as before."""


def sold(
    sales: Sequence[tuple[date, str, int, float]] = SOLD, *, person: str = "min", first: int = 1, **more: Any
) -> list[dict[str, Any]]:
    """Give so many deals of a customer and month, one a day, all of one amount."""
    rows: list[dict[str, Any]] = []
    for month, customer, n, amount in sales:
        rows += [
            deal(first + len(rows) + at, amount, person=person, customer=customer, **more)
            | {"day": month.replace(day=1 + at)}
            for at in range(n)
        ]
    return rows


def furnish_moves(here: Chat, rows: Sequence[dict[str, Any]] | None = None, **more: Any) -> None:
    """Hire the people of :func:`tests.company.furnish`, and let Min's collections have moved from September on."""
    furnish_records(here, sold() if rows is None else rows, **more)


def team_sold(here: Chat, *people: str) -> None:
    """Let Min, whom the boss leads, and some others belong to one unit; each has sold as Min has."""
    here.hire("east", kind="unit", manager="boss", name="East")
    here.hire(*(person for person in people if person not in {"min", "bo"}))
    furnish_moves(here, [])
    with here.work() as work:
        for person in ("min", *people):
            work.connection.exec_driver_sql(f"update person set unit = 'east' where id = '{person}'")  # noqa: S608
        company = Company(work)
        rows = [
            row for place, person in enumerate(("min", *people)) for row in sold(person=person, first=1 + 100 * place)
        ]
        arrive(company, rows, now=here.clock.now())
        company.come_in(now=here.clock.now())
