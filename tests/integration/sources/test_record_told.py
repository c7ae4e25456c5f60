"""What was told of records that are corrected, or grow more, before it is told again."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import TYPE_CHECKING

import pytest

from bot.figures.domain.delta import Flag
from tests.arriving import taken_back
from tests.integration.sources.test_record_messages import MAPPING, Office, open_office, written
from tests.integration.sources.test_records_laws import Deal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from storage.storage import Storage

MORNING = datetime(2026, 10, 20, 9, tzinfo=UTC)
TARGET = 100_000


@pytest.fixture
def office(storage: Storage, tmp_path: Path) -> Iterator[Office]:
    """Open an office whose months count as whole from their first deal on, and in which one seller has a target."""
    with taken_back(storage) as work:
        opened, mapping = open_office(work, tmp_path, Random(1), now=MORNING - timedelta(days=1))  # noqa: S311 - data
        mapping.write_text(MAPPING.replace("[columns]", "to_date = false\n[columns]", 1), encoding="utf-8")
        opened.take("targets", f"employee_id,metric,period,target\nseller0,sales,2026-10,{TARGET}")
        yield opened


def won(number: int, amount: int, *, stage: str = "won", customer: str = "Acme") -> Deal:
    return Deal(f"D-{number}", "seller0", date(2026, 10, 5), Decimal(amount), stage, customer)


async def bring(office: Office, at: datetime, *deals: Deal) -> list[tuple[str, str, str]]:
    """Bring deals, and return what goes out within a day because of them."""
    came = len(office.told)
    office.now = at
    office.take("records", written(deals), mapping=office.folder / "crm.toml")
    for hours in (1, 3, 5, 23):
        await office.live(at + timedelta(hours=hours))
    return office.told[came:]


def kinds(told: list[tuple[str, str, str]]) -> set[tuple[str, str]]:
    return {(kind, reader) for kind, reader, _ in told}


async def test_a_month_that_grows_after_a_correction_is_not_corrected_to_whoever_was_told(office: Office) -> None:
    first = await bring(office, MORNING, won(1, 20_000), won(2, 20_000))
    trifle = await bring(office, MORNING + timedelta(days=1), won(1, 21_000))
    grown = await bring(office, MORNING + timedelta(days=2), won(3, 80_000))

    (delta,) = office.work.deltas.find(person_id="seller0", metric="sales")
    assert (delta.value, Flag.RESTATED in delta.flags) == (121_000, True)
    assert {("nudge", "boss"), ("standing", "seller0")} <= kinds(first)
    assert "correction" not in {kind for kind, *_ in (*trifle, *grown)}
    (redrawn,) = [words for kind, _, words in grown if kind == "redraw" and "reminder" in words]
    assert "The figures are better by now" in redrawn


async def test_a_correction_that_overturns_what_was_told_is_told_though_the_month_has_grown(office: Office) -> None:
    await bring(office, MORNING, won(1, 20_000), won(2, 20_000))

    told = await bring(office, MORNING + timedelta(days=1), won(1, 90_000), won(3, 1_000))

    assert {("correction", "boss"), ("correction", "seller0"), ("redraw", "boss")} <= kinds(told)
    digest, nudge = sorted(
        (words for kind, _, words in told if kind == "redraw"), key=lambda words: "reminder" in words
    )
    assert "A number in it was wrong when this came" in digest
    assert "was corrected on" in nudge


async def test_what_the_metric_does_not_read_of_a_record_corrects_nothing(office: Office) -> None:
    await bring(office, MORNING, won(1, 20_000), won(2, 20_000), won(3, 5, stage="open"))

    told = await bring(office, MORNING + timedelta(days=1), won(1, 20_000, customer="Zeta"), won(3, 7, stage="open"))

    assert told == []
    assert not any(Flag.RESTATED in delta.flags for delta in office.work.deltas.find(person_id="seller0"))


async def test_the_cooldown_goes_by_what_was_told_and_not_by_what_first_fired(office: Office) -> None:
    office.now = MORNING
    office.take("records", written([won(1, 79_000)]), mapping=office.folder / "crm.toml")
    await bring(office, MORNING + timedelta(minutes=5), won(2, -30_000))

    (signal,) = [
        signal
        for signal in office.work.rules.fired(since=MORNING - timedelta(days=1), until=MORNING + timedelta(days=2))
        if signal.rule == "talk-below-80" and signal.silenced is None
    ]
    assert signal.facts["attainment"] == 0.49

    later = await bring(office, MORNING + timedelta(days=1), won(3, -1_000))
    assert kinds(later) == set(), "48 % is hardly worse than the 49 % that was told"
