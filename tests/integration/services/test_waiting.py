"""What waits is rendered when it goes: from the state of that instant, or not at all and with the reason."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import islice
from typing import TYPE_CHECKING

import pytest

from bot.cases.domain.correction import CorrectedValue
from bot.cases.domain.dispute import DisputeClaim
from bot.cases.services import correction, dispute
from bot.cases.services.dispute_message import seen_by
from bot.cases.views.dispute import case
from bot.delivery.domain.delivery import MOVED, REDRAW, SETTLED, DeliveryState, Hold, Priority
from bot.delivery.services import availability
from bot.delivery.services.outbox import enqueue
from bot.feedback.domain.feedback import Occasion
from bot.feedback.services import kudos
from bot.kit.calendar import zone
from bot.kit.period import Grain, period_of
from bot.messages.card import Card, Choices, Heading, Quote
from bot.messages.i18n import translator
from bot.messages.text import plain
from bot.overview.services import report_month
from bot.people.domain.permission import Role
from bot.people.services.permission import actor
from bot.talks.services import one_on_one, one_on_one_message
from handlers import MESSAGES
from tests.cards import everything
from tests.company import NOW, OCTOBER, company_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.people.domain.permission import Actor
    from storage.storage import Storage
    from tests.company import Company

NIGHT = datetime(2026, 11, 2, 22, 0, tzinfo=UTC)
"""Monday at ten in the evening in UTC, where everybody of the office is."""
MORNING = datetime(2026, 11, 3, 10, 0, tzinfo=UTC)


@pytest.fixture
def company(storage: Storage) -> Iterator[Company]:
    """Ben with a weak October, who leads him, two of HR, and a colleague; everybody has an account."""
    with company_in(storage) as opened:
        opened.hire("max", role="head", locale="en", names={"max": "Max"})
        opened.hire("ben", "una", role="sales", locale="en", manager="max", names={"ben": "Ben", "una": "Una"})
        opened.hire("hal", "hetty", role="hr", locale="en", names={"hal": "Hal", "hetty": "Hetty"})
        for name in ("hal", "hetty"):
            opened.work.permissions.give(name, Role.HR, by="test", at=NOW)
        opened.reach("max", "ben", "una", "hal", "hetty")
        opened.agree("ben", "sales", OCTOBER, 1000)
        opened.read("ben", "sales", OCTOBER, 700)
        opened.settle(now=NOW)
        opened.all_out()
        yield opened


def who(company: Company, person: str, now: datetime = NIGHT) -> Actor:
    found = company.work.people.get(person)
    assert found
    return actor(company.work, found, now=now)


def morning(company: Company, person: str, *, hours: float = 0) -> list[Card]:
    """Return what somebody gets on Tuesday."""
    went = [
        *company.go_out(now=MORNING + timedelta(hours=hours)),
        *company.go_out(now=MORNING + timedelta(hours=hours + 1)),
    ]
    return [card for reader, _, card in went if reader == person]


def ended(company: Company, person: str) -> list[str]:
    return [
        delivery.detail
        for delivery in company.work.outbox.find(person_id=person)
        if delivery.state is DeliveryState.EXPIRED
    ]


def a_case(company: Company) -> int:
    [delta] = [delta for delta in company.work.deltas.latest("ben") if delta.metric == "sales"]
    made = dispute.open_(company.work, who(company, "ben"), delta, DisputeClaim("two orders"), feedback="", now=NIGHT)
    return made.no


def test_a_case_that_somebody_took_meanwhile_says_who_has_it(company: Company) -> None:
    number = a_case(company)
    dispute.take(company.work, who(company, "hal"), number, now=NIGHT)

    [card] = morning(company, "hetty") or morning(company, "max")

    assert "Hal" in everything(card)


def test_a_case_that_is_over_is_brought_to_nobody(company: Company) -> None:
    number = a_case(company)
    dispute.take(company.work, who(company, "hal"), number, now=NIGHT)
    dispute.stand(company.work, who(company, "hal"), number, reason="both are of November", now=NIGHT)

    [card] = morning(company, "ben")

    assert morning(company, "max", hours=2) == []
    assert "both are of November" in everything(card), "one message to the person, as it stands"
    assert SETTLED in {*ended(company, "max"), *ended(company, "hetty")}


def test_in_a_case_each_reason_is_its_authors(company: Company) -> None:
    number = a_case(company)
    value = CorrectedValue(Decimal(900))
    _, asked = dispute.accept(company.work, who(company, "max"), number, value, reason="counted twice", now=NIGHT)
    decided, _, _ = correction.approve(company.work, who(company, "hal"), asked.no, now=NIGHT)
    dispute.after(company.work, decided, now=NIGHT)
    closed = company.work.disputes.get(number)
    ben = company.work.people.get("ben")
    assert closed
    assert ben

    seen = seen_by(company.work, ben, closed, now=NIGHT)
    shown = case(company.work.words(ben.locale), seen, zone=zone(ben.timezone), now=NIGHT)
    quotes = [block for block in shown.blocks if isinstance(block, Quote)]

    assert [(plain(quote.text), quote.by) for quote in quotes if plain(quote.text) == "counted twice"] == [
        ("counted twice", "Max")
    ]


def test_a_correction_that_was_decided_is_asked_of_nobody_any_more(company: Company) -> None:
    [delta] = [delta for delta in company.work.deltas.latest("ben") if delta.metric == "sales"]
    company.hire("hugo", role="hr", locale="en")
    company.work.permissions.give("hugo", Role.HR, by="test", at=NOW)
    company.reach("hugo")
    made = correction.request(
        company.work, who(company, "hal"), delta, CorrectedValue(Decimal(900)), reason="typo", now=NIGHT
    )
    correction.reject(company.work, who(company, "hetty"), made.no, reason="it is right", now=NIGHT)

    assert morning(company, "hugo") == []
    assert ended(company, "hugo") == [SETTLED]


def test_a_question_for_feedback_that_was_answered_is_not_put_again(company: Company) -> None:
    una, ben = who(company, "una").person, who(company, "ben").person
    kudos.ask(company.work, una, ben, topic="the trade fair", now=NIGHT)
    kudos.decline(company.work, ben, 1)

    assert morning(company, "ben") == []
    assert ended(company, "ben") == [SETTLED]


def test_times_that_are_past_are_not_offered(company: Company) -> None:
    one_on_one.ask(company.work, who(company, "ben"), "the new region", now=NIGHT)
    late = timedelta(days=7)

    cards = morning(company, "max", hours=late.total_seconds() / 3600)

    [card] = [card for card in cards if card.kind == "talk"]
    assert "the new region" in str(card.blocks)
    booked = [
        dict(button.action.args)["at"]
        for block in card.blocks
        if isinstance(block, Choices)
        for button in block.buttons
        if button.action.name == "one_on_one.book"
    ]
    assert booked
    assert all(datetime.fromisoformat(at) > MORNING + late for at in booked)


def test_nobody_is_reminded_of_a_meeting_that_was_moved(company: Company) -> None:
    at = MORNING + timedelta(hours=1)
    company.work.one_on_ones.plan("ben", at=at)
    pair = company.work.one_on_ones.pair("ben")
    assert pair
    one_on_one_message.remind(company.work, pair, now=NIGHT)
    company.work.one_on_ones.plan("ben", at=at + timedelta(days=1))

    assert morning(company, "ben") == []
    assert MOVED in ended(company, "ben")


def test_a_time_agreed_on_and_moved_since_is_not_told_to_people_whose_ids_are_digits(company: Company) -> None:
    company.hire("1001", role="lead", locale="en", manager="max", names={"1001": "Ida"})
    company.hire("1002", role="sales", locale="en", manager="1001", names={"1002": "Ole"})
    company.reach("1002")
    lead, person = who(company, "1001").person, who(company, "1002").person
    first, second = islice(availability.common(company.work, lead, person, now=NIGHT), 2)
    for at in (first, second):
        one_on_one.book(company.work, who(company, "1001"), "1002", at, now=NIGHT)

    [card] = [card for card in morning(company, "1002") if card.kind == "talk"]

    assert MOVED in ended(company, "1002")
    t = translator("en")
    assert plain(t.moment(second, zone=zone(person.timezone), now=MORNING)) in everything(card)


def test_a_report_that_waited_has_the_figures_of_its_morning(company: Company) -> None:
    october = period_of(OCTOBER, Grain.MONTH)
    company.read("una", "sales", OCTOBER, 800)
    company.agree("una", "sales", OCTOBER, 1000)
    company.come_in(now=NIGHT)
    report_month.monthly(company.work, "office", october, now=NIGHT)
    company.agree("max", "sales", OCTOBER, 2000)
    company.read("max", "sales", OCTOBER, 2000)
    company.come_in(now=NIGHT)
    before = next(delivery for delivery in company.work.outbox.find() if delivery.kind == "report")

    cards = [card for card in morning(company, before.person_id) if card.kind == "report"]

    assert "75%" in before.card
    assert "87.5%" in everything(cards[0])


def test_todays_rate_is_yesterdays_by_the_next_morning(company: Company) -> None:
    company.hire("wei", role="worker", locale="zh-CN", manager="max", names={"wei": "陈伟"})
    company.reach("wei")
    today = date(2026, 11, 2)
    company.read("wei", "defect_rate_day", today, 0.056, numerator=56, denominator=1000.0)
    made = [delivery for delivery in company.settle(now=NIGHT) if delivery.person_id == "wei"]

    cards = morning(company, "wei")

    assert made
    assert "今日" in made[0].card
    assert "今日" not in everything(cards[0])
    assert [delivery.kind for delivery in made] == [Occasion.STANDING]


@pytest.mark.parametrize("kind", sorted(MESSAGES.by_kind.keys() - {REDRAW}))
def test_an_answer_of_any_kind_goes_out_as_it_was_given(company: Company, kind: str) -> None:
    """Its key names the question, no case: taking it for one would keep everything else from going out too."""
    ben = company.work.people.get("ben")
    enqueue(
        company.work,
        Card(kind, "Here it is", (Heading("Here it is"),)),
        key=f"reply:slack:Ev{kind}",
        to=ben,
        kind=kind,
        priority=Priority.REPLY,
        now=MORNING,
    )

    assert [card.summary for card in morning(company, "ben") if card.kind == kind][-1:] == ["Here it is"]


def test_a_message_that_cannot_be_written_keeps_no_other_back(company: Company) -> None:
    ben = company.work.people.get("ben")
    for key, kind in (("privacy:damaged:ben", "privacy"), ("news", "me")):
        card = Card(kind, "Here it is", (Heading("Here it is"),))
        enqueue(company.work, card, key=key, to=ben, kind=kind, priority=Priority.ALERT, now=MORNING)

    assert "me" in [card.kind for card in morning(company, "ben")]

    damaged = company.work.outbox.get("privacy:damaged:ben")
    assert damaged
    assert (damaged.state, damaged.reason) == (DeliveryState.DUE, Hold.RETRY)
