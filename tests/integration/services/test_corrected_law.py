"""Whatever the order of arrivals, corrections and undone imports: who was told a wrong number hears so, once."""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from bot.delivery.domain.delivery import REDRAW
from bot.intake.services.follow import catch_up
from bot.intake.services.upload_undo import undo
from bot.kit.errors import Stale
from bot.kit.period import Grain, period_of
from bot.messages.card import Card
from bot.overview.services.report_week_corrected import CORRECTED
from bot.people.domain.permission import Role
from bot.people.services.permission import actor, somebody
from bot.talks.services import reminder
from handlers import tick
from tests.arriving import bring, taken_back
from tests.cards import everything
from tests.chat import give
from tests.company import NOW, OCTOBER, Company
from tests.post import send, write_all

if TYPE_CHECKING:
    from collections.abc import Sequence

    from storage.storage import Storage

MORNING = NOW + timedelta(hours=7)
"""Monday at nine in UTC, where everybody is."""
VALUES = {"low": 306_785, "fine": 521_000}
"""One that calls for a talk, and one that reaches the target; another of the same kind is told alike."""
TARGET = 500_000
UNCONCERNED = ("top", "hana", "other", "S2", "S3")
EVENT = st.tuples(st.sampled_from(("low", "fine", "undo")), st.booleans())
EVENTS = st.lists(EVENT, min_size=1, max_size=5)
MANY = st.lists(EVENT, min_size=4, max_size=12)
"""Longer orders, for the soak: what a third and a fourth turn do shows only there."""
LAW = settings(
    phases=(Phase.explicit, Phase.generate),
    max_examples=6,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


class Firm:
    """Mo leads three, and is led by somebody; files come in and are undone, and what follows goes out."""

    def __init__(self, work: Any, *, changes: bool) -> None:  # noqa: ANN401 - a SqlWork, which some callers know as a Work
        self.work, self.changes, self.now, self._files = work, changes, MORNING, 0
        self.undoable: list[tuple[int, float | None]] = []
        company = Company(work)
        company.set_up()
        company.hire("top", "other", "hana", role="head", locale="en")
        company.hire("mo", role="head", locale="en", manager="top")
        company.hire("S1", "S2", "S3", role="sales", locale="en", manager="mo")
        for person in ("S1", "S2", "S3"):
            company.agree(person, "collections", OCTOBER, TARGET)
        company.reach("top", "other", "hana", "mo", "S1", "S2", "S3")
        give(work, "hana", Role.HR)
        give(work, "other", Role.ADMIN)
        company.come_in(now=self.now)
        self.value: float | None = None
        self.settle()

    def arrive(self, value: float) -> None:
        self._files += 1
        row = {"employee_id": "S1", "metric": "collections", "period_start": "2026-10-01", "period_end": "2026-10-31"}
        report = bring(self.work, "readings", [row | {"value": value}], digest=f"file {self._files}", now=self.now)
        catch_up(self.work, now=self.now)
        if value != self.value:
            self.undoable.append((report.batch, self.value))
        self.value = value

    def undo(self) -> None:
        """Undo the newest import, where that may be done and leaves a value."""
        if not self.undoable or self.undoable[-1][1] is None:
            return
        batch, before = self.undoable.pop()
        try:
            done = undo(self.work, actor(self.work, somebody(self.work, "other"), now=self.now), batch, now=self.now)
        except Stale:  # a later file said the same again, and stands on it
            return
        self.work.deltas.defer(done.changed)
        catch_up(self.work, now=self.now)
        self.value = before

    def settle(self) -> list[tuple[str, str, Card]]:
        """Let it be an hour later, with all written and sent on the way; returns what went."""
        went = []
        for _ in range(6):
            self.now += timedelta(minutes=11)
            tick(self.work, now=self.now)
            catch_up(self.work, now=self.now)
            write_all(self.work, now=self.now)
            went += asyncio.run(send(self.work, now=self.now, changes=self.changes))
        return [(who, kind, card) for who, kind, card in went if kind not in {REDRAW, "notice"}]


def happen(firm: Firm, what: str) -> None:
    if what == "undo":
        firm.undo()
    else:
        firm.arrive(VALUES[what])


def law(storage: Storage, events: Sequence[tuple[str, bool]], *, changes: bool) -> None:
    """Fail where somebody who was told hears of a turn not at all, or twice, or somebody else hears of it."""
    with taken_back(storage) as work:
        firm = Firm(work, changes=changes)
        told: dict[str, float] = {}
        for what, settled in [*events, ("", True)]:
            happen(firm, what) if what else None
            if not settled:
                continue
            went = firm.settle()
            for who in ("S1", "mo"):
                mine = Counter(kind for to, kind, _ in went if to == who)
                turned = who in told and firm.value is not None and told[who] != firm.value
                assert mine["correction"] + mine[CORRECTED] <= 1, f"{who} hears twice that it was wrong: {mine}"
                if turned:
                    assert mine, f"{who} was told {told[who]}, and hears nothing of {firm.value}"
                if turned and who == "S1":
                    assert mine["correction"] == 1, f"{who} is not told that {told[who]} was wrong: {mine}"
                if who not in told:
                    assert not mine["correction"], f"{who} was told nothing before"
                if mine and firm.value is not None:
                    told[who] = firm.value
            strangers = [(to, kind) for to, kind, _ in went if to in UNCONCERNED]
            assert not strangers


@pytest.mark.timeout(300)
@pytest.mark.parametrize("changes", [True, False], ids=["cards change", "cards stay"])
@LAW
@given(events=EVENTS)
@example(events=[("low", True), ("fine", True), ("low", True)])
@example(events=[("low", True), ("fine", True), ("undo", True), ("undo", True)])
def test_each_who_was_told_hears_once_of_each_turn_and_nobody_else(
    storage: Storage, *, changes: bool, events: list[tuple[str, bool]]
) -> None:
    law(storage, events, changes=changes)


@pytest.mark.soak
@pytest.mark.parametrize("changes", [True, False], ids=["cards change", "cards stay"])
@settings(LAW, max_examples=150)
@given(events=MANY)
def test_each_who_was_told_hears_once_of_each_of_many_turns(
    storage: Storage, *, changes: bool, events: list[tuple[str, bool]]
) -> None:
    law(storage, events, changes=changes)


@pytest.mark.parametrize("changes", [True, False], ids=["cards change", "cards stay"])
def test_a_digest_that_cannot_be_changed_is_corrected_in_one_short_message(storage: Storage, *, changes: bool) -> None:
    with taken_back(storage) as work:
        firm = Firm(work, changes=changes)
        months = [period_of(date(2026, month, 1), Grain.MONTH) for month in range(1, 10)]
        figure = {"employee_id": "S1", "metric": "collections"}
        past = [figure | {"period_start": f"{each.start}", "period_end": f"{each.end}"} for each in months]
        bring(work, "readings", [each | {"value": 510_000 + at} for at, each in enumerate(past)], digest="past")
        firm.arrive(700_000)
        firm.settle()
        firm.now = MORNING + timedelta(days=7)
        digests = [card for who, kind, card in firm.settle() if (who, kind) == ("mo", "week")]
        assert [everything(card) for card in digests if "S1" in everything(card)], "S1 is praised in it"

        said = []
        for value in (560_000, 560_000, 702_000):
            firm.arrive(value)
            said.append([everything(card) for who, kind, card in firm.settle() if (who, kind) == ("mo", CORRECTED)])

    assert [len(some) for some in said] == ([0, 0, 0] if changes else [1, 0, 1])
    assert all("140" not in text and "S1" in text for some in said[:1] for text in some)


@pytest.mark.parametrize("changes", [True, False], ids=["cards change", "cards stay"])
def test_a_reminder_of_a_wrong_figure_says_so(storage: Storage, *, changes: bool) -> None:
    """It is told in its place; where cards stay as they are nobody hears twice who hears of the correction anyway."""
    with taken_back(storage) as work:
        firm = Firm(work, changes=changes)
        firm.arrive(306_785)
        firm.settle()
        lead = actor(work, somebody(work, "mo"), now=firm.now)
        reminder.send(work, lead, "S1", "collections", str(date(2026, 10, 1)), now=firm.now)
        sent = [card for who, kind, card in firm.settle() if (who, kind) == ("S1", "reminder")]
        assert "306,785" in everything(sent[0]) or "307" in everything(sent[0])

        firm.arrive(309_000)
        went = [(kind, everything(card)) for who, kind, card in firm.settle() if who == "S1"]
        drawn = [each for each in work.outbox.find(person_id="S1") if each.kind == REDRAW and each.sent_at]

    if changes:
        assert any("309" in each.card and "wrong when this came" in each.card for each in drawn)
        assert not [kind for kind, _ in went if kind == "reminder"]
    else:
        assert len(went) == 1, went
        assert "309" in went[0][1]
