"""What a trial of rules promises is what happens: whom it names hears of it, in words about that very value."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st

from bot.feedback.domain.feedback import Occasion
from bot.feedback.services.feedback_pending import SETTLE
from bot.feedback.services.feedback_want import want
from bot.figures.services.delta import recompute
from bot.rules.domain.rule import Audience, Rule, Scope, Tone
from bot.rules.services import rule as rules
from bot.rules.services.audience import readers_of
from tests.cards import card_of, everything, words
from tests.company import NOW, OCTOBER, company_in
from tests.effort import SHARED, tries
from tests.post import write_all

if TYPE_CHECKING:
    from storage.storage import Storage
    from tests.company import Company

MORNING = NOW + timedelta(hours=8)
MONTHS = [date(2026, month, 1) for month in range(7, 11)]
PEOPLE = ("ann", "bob", "cat", "dan", "eve", "fay")
METRICS = ("orders", "csat", "defect_rate")
PRAISES = (
    'metric == "orders" and value >= 20',
    'metric == "orders" and value > 20',
    "own_best",
    "beats_peers and complete",
    "good_streak >= 1",
    "gain > 0",
    "attainment >= 90%",
    "percentile > 50%",
    'role == "sales" and metric == "csat"',
    "not (value < 20) and not (attainment < 80%)",
)
NUDGES = ("attainment < 95%", "good_streak <= -1", 'metric == "defect_rate" and value >= 2%', "gain < 0", "value < 15")


def own_rule(condition: str, tone: Tone) -> Rule:
    audience = Audience.PERSON if tone is Tone.PRAISE else Audience.MANAGER
    return Rule("ours", "Ours", "自定", Scope.PERSON, condition, audience, tone, tested=True)


def staff(company: Company) -> None:
    company.hire("max", role="head", locale="en")
    company.hire(*PEOPLE, role="sales", locale="en", manager="max")
    company.reach("max", *PEOPLE)


def promised_and_told(company: Company) -> tuple[set[tuple[str, str, str]], set[tuple[str, str, str]]]:
    """Return who is to hear of whose value of which metric by a trial, and who did once the day was over."""
    work = company.work
    touched = recompute(work, company.changed, now=MORNING)
    promised = set()
    for signal in rules.test(work, first=OCTOBER, last=date(2026, 10, 31), now=MORNING):
        subject = work.people.get(signal.subject_id)
        assert subject
        if signal.silenced is None:
            readers = readers_of(work, subject, signal.audience, now=MORNING)
            promised |= {(reader.id, signal.subject_id, signal.metric) for reader in readers}
    want(work, rules.evaluate(work, touched, now=MORNING), touched, now=MORNING)
    write_all(work, now=MORNING + SETTLE)
    for hours in range(24 * 12):  # caps let a manager's messages out over some days
        if not company.go_out(now=MORNING + timedelta(hours=hours, minutes=20)) and hours % 24 == 0 and hours:
            break
    told = set()
    for reader in (*PEOPLE, "max"):
        for delivery in work.outbox.find(person_id=reader):
            feedback = work.feedback.get(delivery.key)
            if feedback and delivery.state in {"sent", "merged"}:
                told |= {(reader, person, metric) for person, metric, _ in feedback.deltas}
    return promised, told


class _Rollback(Exception):
    """Ends an example: what it stored is not to be kept."""


PERSON = st.fixed_dictionaries(
    {
        metric: st.tuples(
            st.lists(st.none() | st.integers(5, 40), min_size=3, max_size=3),
            st.integers(5, 40),
            st.none() | st.integers(10, 30),
        )
        for metric in METRICS
    }
)


@settings(
    max_examples=tries(6),
    deadline=None,
    phases=[Phase.explicit, Phase.generate],  # each example is a company: to look for the smallest takes minutes
    suppress_health_check=SHARED,
)
@given(
    st.lists(PERSON, min_size=3, max_size=6),
    st.one_of(
        st.tuples(st.sampled_from(PRAISES), st.just(Tone.PRAISE)),
        st.tuples(st.sampled_from(NUDGES), st.just(Tone.NUDGE)),
    ),
)
@example(
    [{"orders": ([None] * 3, 25, None), "csat": ([None] * 3, 20, None), "defect_rate": ([None] * 3, 20, None)}],
    (PRAISES[0], Tone.PRAISE),
)
def test_whom_a_trial_names_hears_of_that_value(
    storage: Storage,
    team: list[dict[str, tuple[list[int | None], int, int | None]]],
    ours: tuple[str, Tone],
) -> None:
    if not storage.embedded:
        return  # the other database has the worked examples below
    promised: set[tuple[str, str, str]] = set()
    told: set[tuple[str, str, str]] = set()
    try:
        with company_in(storage) as company:
            staff(company)
            company.work.rules.save(own_rule(*ours), author="test", at=NOW)
            for who, figures in zip(PEOPLE, team, strict=False):
                for metric, (past, value, target) in figures.items():
                    unit = 1 if metric == "orders" else 1000 if metric == "defect_rate" else 100
                    parts = {} if metric == "orders" else {"denominator": 1000.0}
                    for month, number in zip(MONTHS, (*past, value), strict=True):
                        if number is not None:
                            company.read(who, metric, month, number / unit, **parts)
                    if target is not None:
                        company.agree(who, metric, OCTOBER, target / unit)
            promised, told = promised_and_told(company)
            raise _Rollback  # noqa: TRY301 - what leaves the block is what takes it back
    except _Rollback:
        assert promised <= told, promised - told


def test_satisfaction_that_rose_twice_is_praised_as_the_trial_says(storage: Storage) -> None:
    with company_in(storage) as company:
        staff(company)
        for month, value in zip(MONTHS[1:], (0.80, 0.84, 0.88), strict=True):
            company.read("ann", "csat", month, value, denominator=200.0)

        promised, told = promised_and_told(company)
        [mine] = company.work.outbox.find(person_id="ann")

    assert promised == {("ann", "ann", "csat")} <= told
    assert mine.kind == Occasion.PRAISE
    assert "88%, better 2 months in a row" in words(card_of(mine))


@pytest.mark.parametrize(("value", "said"), [(100, "at or above 100"), (130, "at or above 100")])
def test_what_an_admins_rule_praises_is_praised_by_its_bar(storage: Storage, value: int, said: str) -> None:
    with company_in(storage) as company:
        staff(company)
        rule = own_rule('metric == "orders" and value >= 100', Tone.PRAISE)
        company.work.rules.save(rule, author="test", at=NOW)
        company.read("ann", "orders", OCTOBER, value)

        promised, told = promised_and_told(company)
        [mine] = company.work.outbox.find(person_id="ann")

    assert promised == {("ann", "ann", "orders")} <= told
    assert said in everything(card_of(mine))


def test_praise_that_nobody_heard_leaves_room_for_the_next(storage: Storage) -> None:
    with company_in(storage) as company:
        staff(company)
        company.work.rules.save(own_rule('metric == "orders" and value >= 100', Tone.PRAISE), author="test", at=NOW)
        company.read("ann", "orders", OCTOBER, 120)
        [first] = company.settle(now=MORNING)
        assert company.work.outbox.withdraw(first.key, detail="test")
        for month, value in zip(MONTHS[1:], (0.80, 0.84, 0.88), strict=True):
            company.read("ann", "csat", month, value, denominator=200.0)
        later = company.settle(now=MORNING + timedelta(days=1))

    assert [delivery.kind for delivery in later] == [Occasion.PRAISE]
    assert "88%" in words(card_of(later[0]))
