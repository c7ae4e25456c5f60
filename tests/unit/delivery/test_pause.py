"""What a pause stops and what it lets through, and how people say until when."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.delivery.domain.delivery import Delivery, Priority
from bot.delivery.domain.pause import Pause, Reach, holding
from bot.delivery.domain.pause_words import PauseRequest, asked
from bot.kit.cleaning import UnclearValue
from bot.kit.period_day import spoken_span

NOW = datetime(2026, 11, 3, 2, tzinfo=UTC)
TUESDAY = date(2026, 11, 3)
DELIVERIES = st.builds(
    Delivery,
    key=st.just("k"),
    opaque=st.just("o"),
    person_id=st.sampled_from(["ana", "bo"]),
    kind=st.sampled_from(["standing", "alert", "correction", "dispute", "digest", "report", "approval"]),
    priority=st.sampled_from(Priority),
    card=st.just("{}"),
    created_at=st.just(NOW),
    not_before=st.just(NOW),
    rule=st.sampled_from(["", "gap", "praise"]),
)


@given(delivery=DELIVERIES)
def test_a_pause_of_everything_stops_everything_but_answers(delivery: Delivery) -> None:
    stopped = Pause(Reach.ALL, "", "adm", NOW).holds(delivery)

    assert stopped == (delivery.priority is not Priority.REPLY)


@given(delivery=DELIVERIES)
def test_a_pause_of_a_rule_or_a_person_stops_theirs_alone(delivery: Delivery) -> None:
    asked_for = delivery.priority is Priority.REPLY

    assert Pause(Reach.RULE, "gap", "adm", NOW).holds(delivery) == (delivery.rule == "gap" and not asked_for)
    assert Pause(Reach.PERSON, "ana", "adm", NOW).holds(delivery) == (delivery.person_id == "ana" and not asked_for)
    assert not Pause(Reach.RULE, "", "adm", NOW).holds(delivery)


@given(delivery=DELIVERIES)
def test_ones_own_pause_lets_corrections_disputes_tasks_and_deadlines_through(delivery: Delivery) -> None:
    stopped = Pause(Reach.OWN, "ana", "ana", NOW).holds(delivery)

    if delivery.kind in {"correction", "dispute", "approval"} or delivery.priority is Priority.DEADLINE:
        assert not stopped or delivery.kind == "digest"
    elif delivery.priority is not Priority.REPLY:
        assert stopped == (delivery.person_id == "ana")


def test_of_several_the_one_that_lasts_longest_counts() -> None:
    delivery = Delivery("k", "o", "ana", "standing", Priority.STANDING, "{}", NOW, NOW)
    day = Pause(Reach.ALL, "", "adm", NOW, NOW + timedelta(days=1))
    open_ended = replace(day, reach=Reach.PERSON, subject="ana", until=None)

    assert holding([day, open_ended], delivery) is open_ended
    assert holding([], delivery) is None


@pytest.mark.parametrize(
    ("said", "first", "last"),
    [
        ("until Friday", TUESDAY, date(2026, 11, 6)),
        ("1 Dec to 5 Dec", date(2026, 12, 1), date(2026, 12, 5)),
        ("from tomorrow until Friday", date(2026, 11, 4), date(2026, 11, 6)),
        ("2026-12-01 - 2026-12-05", date(2026, 12, 1), date(2026, 12, 5)),
        ("for 2 weeks", TUESDAY, date(2026, 11, 16)),
        ("2 weeks", TUESDAY, date(2026, 11, 16)),
        ("tomorrow", date(2026, 11, 4), date(2026, 11, 4)),
        ("到12月5日", TUESDAY, date(2026, 12, 5)),
        ("12月1日到12月5日", date(2026, 12, 1), date(2026, 12, 5)),
        ("两周", TUESDAY, date(2026, 11, 16)),
        ("3天", TUESDAY, date(2026, 11, 5)),
        ("到下周三", TUESDAY, date(2026, 11, 11)),
    ],
)
def test_spans_of_days_are_read_as_people_say_them(said: str, first: date, last: date) -> None:
    assert spoken_span(said, today=TUESDAY) == (first, last)


@pytest.mark.parametrize("said", ["", "soon", "5 Dec to 1 Dec 2026", "until"])
def test_what_names_no_days_is_not_guessed(said: str) -> None:
    with pytest.raises(UnclearValue):
        spoken_span(said, today=TUESDAY)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("all", PauseRequest(Reach.ALL)),
        (
            "all until Friday because the figures are wrong",
            PauseRequest(Reach.ALL, last=date(2026, 11, 6), reason="the figures are wrong"),
        ),
        ("全部 因为数据有误", PauseRequest(Reach.ALL, reason="数据有误")),
        ("rule gap until 5 Dec", PauseRequest(Reach.RULE, "gap", date(2026, 12, 5))),
        ("gap", PauseRequest(Reach.RULE, "gap")),
        ("Bo Lin for 2 weeks", PauseRequest(Reach.PERSON, "Bo Lin", date(2026, 11, 16))),
        ("me until Friday", PauseRequest(Reach.OWN, last=date(2026, 11, 6))),
        ("2 weeks", PauseRequest(Reach.OWN, last=date(2026, 11, 16))),
        ("两周", PauseRequest(Reach.OWN, last=date(2026, 11, 16))),
    ],
)
def test_one_word_means_what_follows_it(said: str, meant: PauseRequest) -> None:
    assert asked(said, rules={"gap"}, today=TUESDAY) == meant
