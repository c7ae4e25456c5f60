"""A manager's words about a number say what the machine behind it did in the same time."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.feedback.services import feedback_outgoing
from bot.feedback.services.machine_state import machine_states
from bot.figures.domain.delta import Delta
from bot.figures.domain.event import EventKind
from bot.figures.domain.record import RecordStream, Renewal
from bot.kit.period import Grain, Period
from bot.messages.card import Card
from tests.chat import EVERYWHERE, Way, chat, read
from tests.company import NOW, OCTOBER, SEPTEMBER, Company, company_in
from tests.deals import columns
from tests.moves import furnish_moves, sold
from tests.present import present

if TYPE_CHECKING:
    from bot.work import Work
    from storage.storage import Storage
    from tests.chat import Chat

PLANT = RecordStream(
    "plant", Renewal.APPEND, measures=("minutes",), dimensions=("machine", "state"), event=EventKind.MACHINE_STATE
)
FELL = (
    (SEPTEMBER, "M3", 20, 1_000),
    (OCTOBER, "M3", 4, 1_000),
    *((month, "M1", 9, 1_000) for month in (SEPTEMBER, OCTOBER)),
)
"""What two machines made: the third made less."""


def reports(company: Company, person: str, *states: tuple[date, str, str, int]) -> None:
    """Let a machine of somebody, or of a unit, report each state so many times in the days after one."""
    rows = [
        {"id": f"{person}-{machine}-{state}-{day}-{at}", "person": person, "day": day + timedelta(days=at % 28)}
        | {"machine": machine, "state": state, "minutes": 10}
        for day, machine, state, n in states
        for at in range(n)
    ]
    company.work.streams.put(PLANT)
    batch = company.insert("batch", kind="records", received_at=NOW, file="plant.csv")
    company.work.records.put(PLANT.key, columns(company, rows, PLANT), batch=batch)


def nudge(here: Chat, work: Work) -> str:
    """Return what the boss is told about Min as it would go now."""
    (delivery,) = (found for found in work.outbox.find(person_id="boss") if found.kind == "nudge")
    card = feedback_outgoing.render(work, delivery, here.clock.now())
    assert isinstance(card, Card), card
    return read(card)


@EVERYWHERE
async def test_a_nudge_says_what_the_machine_behind_the_number_did(way: Way, storage: Storage) -> None:
    async with chat(storage, way) as here:
        furnish_moves(here, sold(FELL))
        with here.work() as work:
            before = nudge(here, work)
            states = [(OCTOBER, "M3", "stopped", 9), (OCTOBER, "M1", "stopped", 9), (OCTOBER, "M3", "running", 20)]
            reports(Company(work), "min", *states)
            after = nudge(here, work)

        assert "M3" in before
        assert "stopped" not in before
        assert (
            "M3 stopped 9 times (90 min in all)" if way.platform == "slack" else "M3 stopped 9次（共90分钟）"
        ) in after
        assert "M1 stopped" not in after
        assert "running" not in after


async def test_nothing_is_said_of_a_machine_that_stood_still_as_often_before(storage: Storage) -> None:
    async with chat(storage, Way()) as here:
        furnish_moves(here, sold(FELL))
        with here.work() as work:
            reports(Company(work), "min", (SEPTEMBER, "M3", "stopped", 8), (OCTOBER, "M3", "stopped", 9))

            assert "stopped" not in nudge(here, work)


@pytest.mark.postgresql
def test_of_a_line_s_day_every_stop_that_was_not_there_the_day_before_counts(storage: Storage) -> None:
    day = OCTOBER + timedelta(days=20)
    with company_in(storage) as company:
        company.person("line", kind="unit", name="Line 2")
        company.metric("made", unit="USD", grain="day")
        reports(company, "line", (day, "M3", "stopped", 1), (day, "M3", "running", 1), (day, "M1", "setup", 1))
        reports(company, "line", (day - timedelta(days=1), "M1", "setup", 1))
        work, line = company.work, present(company.work.people.get("line"))
        metric = present(work.metrics.get("made"))
        assert metric.grain is Grain.DAY

        found = machine_states(work, line, Delta("line", "made", Period(day, day), 1.0, previous=2.0), metric, None)

    assert [(state.machine, state.state, state.n, state.minutes) for state in found] == [("M3", "stopped", 1, 10.0)]
