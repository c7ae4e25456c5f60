"""Reports and one's own numbers: what figures that went in look like to a head, a manager and the person."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa

from bot.figures.domain.delta import Changed
from bot.kit.period import Grain, period_of
from bot.messages.card import Chart, FactLine, Facts, Heading, Mood, Picture
from bot.overview.services.me import me
from bot.overview.services.report_month import monthly
from bot.overview.services.report_week import weekly
from bot.overview.views import person as view
from tests.cards import card_of, everything, words
from tests.company import NOW, OCTOBER, company_in

if TYPE_CHECKING:
    from storage.storage import Storage
    from tests.company import Company

SEPTEMBER = date(2026, 9, 1)
MONTH = period_of(OCTOBER, Grain.MONTH)


def department(company: Company, locale: str) -> None:
    """Two months of three people: one far below, one close, one above; one figure is missing."""
    company.hire("head", role="head", locale=locale, names={"head": "周婷"})
    company.hire("ann", "bob", "cat", role="sales", locale=locale, manager="head")
    for who, before, now in (("ann", 15, 14), ("bob", 18, 19), ("cat", 20, 22)):
        company.agree(who, "new_customers", SEPTEMBER, 20)
        company.agree(who, "new_customers", OCTOBER, 20)
        company.read(who, "new_customers", SEPTEMBER, before)
        company.read(who, "new_customers", OCTOBER, now)
    company.read("bob", "repurchase_rate", SEPTEMBER, 0.3)


@pytest.mark.parametrize(
    ("locale", "said"),
    [
        (
            "en",
            [
                "office, October: new customers at 91.7% of target, one person to talk with",
                "up from 88.3% in September",
                "1 of 3 met target (1 in September)",
                "Needs you: ann new customers 70% of target · the month before too.",
                "Going well: cat new customers 110% of target.",
                "Data gaps: no repurchase rate yet for one person.",
            ],
        ),
        (
            "zh-CN",
            [
                "office十月：新客户开发完成率91.7%，1人需要聊聊",
                "高于九月的88.3%",
                "3人中1人达标（九月1人）",
                "需要你：ann 新客户开发完成率70%·上月也是。",
                "做得好：cat 新客户开发完成率110%。",
                "数据缺口：老客户复购率还差1人。",
            ],
        ),
    ],
)
def test_a_head_reads_what_changed_what_needs_them_what_goes_well_and_what_is_missing(
    storage: Storage, locale: str, said: list[str]
) -> None:
    with company_in(storage) as company:
        department(company, locale)
        company.settle()

        assert monthly(company.work, "office", MONTH, now=NOW)
        assert not monthly(company.work, "office", MONTH, now=NOW), "once"
        [sent] = [delivery for delivery in company.work.outbox.find() if delivery.kind == "report"]

    text = words(card_of(sent))
    assert [line for line in said if line not in text] == []


def test_a_revision_is_marked(storage: Storage) -> None:
    with company_in(storage) as company:
        department(company, "en")
        company.settle()
        monthly(company.work, "office", MONTH, now=NOW)

        assert not monthly(company.work, "office", MONTH, now=NOW + timedelta(days=1), revision=1), "nothing new"
        company.read("bob", "repurchase_rate", OCTOBER, 0.3)
        company.settle(now=NOW + timedelta(days=2))

        assert monthly(company.work, "office", MONTH, now=NOW + timedelta(days=2), revision=1)
        revised = [delivery for delivery in company.work.outbox.find() if delivery.kind == "report"][-1]

    assert words(card_of(revised)).startswith("Revised: office, October")


def two_levels(company: Company, *, deeper: int) -> None:
    """A head who leads three, one of whom leads others: two of the three are on target, of the others nobody is."""
    company.hire("head", role="head", locale="en")
    company.hire("ann", "bob", "lead", role="sales", locale="en", manager="head")
    company.hire(*(f"w{number}" for number in range(deeper)), role="sales", locale="en", manager="lead")
    for who, now in (
        ("ann", 24),
        ("bob", 20),
        ("lead", 20),
        *((f"w{number}", 10 + number) for number in range(deeper)),
    ):
        company.agree(who, "new_customers", OCTOBER, 20)
        company.read(who, "new_customers", OCTOBER, now)


@pytest.mark.parametrize(
    ("deeper", "said"),
    [(0, "106.7% of target"), (1, "106.7% of target"), (4, "106.7% of target"), (6, "77.2% of target")],
)
def test_people_further_down_count_in_a_report_only_where_they_are_at_least_five(
    storage: Storage, deeper: int, said: str
) -> None:
    """Otherwise the head, who knows three of the figures, would work out the rest."""
    with company_in(storage) as company:
        two_levels(company, deeper=deeper)
        company.settle()

        assert monthly(company.work, "office", MONTH, now=NOW)
        [sent] = [delivery for delivery in company.work.outbox.find() if delivery.kind == "report"]

    text = words(card_of(sent))
    assert f"New customers {said}" in text
    assert "nobody to talk with" in text, "of those who report to the head"
    assert ("3 of 3 met target" if deeper < 5 else f"3 of {3 + deeper} met target") in text
    assert not [f"w{number}" for number in range(deeper) if f"w{number}" in text]
    assert ("other teams" in everything(card_of(sent))) is (0 < deeper < 5)


def test_a_revised_report_does_not_differ_from_the_first_by_one_persons_late_figure(storage: Storage) -> None:
    """Whatever comes late for one person further down, the head reads the same."""
    heard = []
    for late in (4, 18):
        with company_in(storage) as company:
            two_levels(company, deeper=7)
            company.read("w5", "repurchase_rate", SEPTEMBER, 0.3)
            company.settle()
            monthly(company.work, "office", MONTH, now=NOW)
            company.work.connection.execute(
                sa.text("update reading set value = :late where value = 16"), {"late": late}
            )
            company.agree("w6", "new_customers", SEPTEMBER, 20)
            company.read("ann", "repurchase_rate", OCTOBER, 0.3)
            company.read("ann", "csat", OCTOBER, 0.9)
            company.agree("ann", "csat", OCTOBER, 0.8)
            company.changed |= Changed.of([company.key("new_customers", "w6", OCTOBER)])
            company.settle(now=NOW + timedelta(days=2))
            monthly(company.work, "office", MONTH, now=NOW + timedelta(days=2), revision=1)
            sent = [words(card_of(delivery)) for delivery in company.work.outbox.find() if delivery.kind == "report"]
            heard.append(sent)
            company.work.connection.rollback()

    assert len(heard[0]) == 2, "what came late of the head's own people is told"
    assert heard[0] == heard[1]


def test_a_department_without_figures_gets_no_report(storage: Storage) -> None:
    with company_in(storage) as company:
        company.hire("head", role="head", locale="en")

        assert not monthly(company.work, "office", MONTH, now=NOW)


def test_a_rate_that_should_be_low_is_reported_as_itself_beside_its_target(storage: Storage) -> None:
    with company_in(storage) as company:
        company.hire("head", role="head", locale="zh-CN")
        company.person("plant", name="office", kind="unit", department="office", manager_id="head")
        company.hire("ann", role="worker", locale="zh-CN", manager="head")
        for month, bad in ((SEPTEMBER, 60.0), (OCTOBER, 42.0)):
            company.agree("plant", "defect_rate", month, 0.05)
            company.agree("ann", "defect_rate", month, 0.03)
            company.read("ann", "defect_rate", month, bad / 1000, numerator=bad, denominator=1000.0)
        company.settle()

        assert monthly(company.work, "office", MONTH, now=NOW)
        [sent] = [delivery for delivery in company.work.outbox.find() if delivery.kind == "report"]

    text = words(card_of(sent))
    assert "office十月：次品率4.2%（目标5%），1人需要聊聊" in text
    assert "低于九月的6%" in text
    assert "ann 次品率4.2%（目标3%）·上月也是" in text


def test_a_week_is_summed_up_as_long_as_it_has_news(storage: Storage) -> None:
    with company_in(storage) as company:
        department(company, "en")
        company.settle()
        company.reach("head")
        head = company.work.people.get("head")
        weeks = [period_of(NOW.date() + timedelta(days=7 * number), Grain.WEEK) for number in range(4)]
        mornings = [NOW + timedelta(days=7 * number, hours=8) for number in range(1, 5)]

        assert weekly(company.work, head, weeks[0], now=mornings[0])
        [week] = [delivery for delivery in company.work.outbox.find() if delivery.kind == "week"]
        company.go_out(now=mornings[0])
        assert not weekly(company.work, head, weeks[1], now=mornings[1]), "the same talk waits: that is no news"
        company.restate("bob", "new_customers", OCTOBER, 11)
        company.settle(now=mornings[1])
        assert weekly(company.work, head, weeks[2], now=mornings[2]), "another has come"
        for who in ("ann", "bob"):
            company.work.one_on_ones.met(who, at=mornings[2])
        assert not weekly(company.work, head, weeks[3], now=mornings[3]), "nothing is open"

    assert "ann new customers, October: 70% of target" in words(card_of(week))


def test_one_sees_ones_own_numbers_with_arithmetic_peers_and_a_trend(storage: Storage) -> None:
    with company_in(storage) as company:
        department(company, "en")
        for month in (6, 7, 8):
            company.read("cat", "new_customers", date(2026, month, 1), 15 + month)
        company.settle()
        cat = company.work.people.get("cat")

        mine, _ = me(company.work, cat, now=NOW)
        card = view.me(company.work.words(cat.locale), cat, mine, today=NOW.date())

    [facts] = [block for block in card.blocks if isinstance(block, Facts)]
    beside = "target 20 → 110%, before 20, usually 21.5 (median of 4 months)"
    assert facts.lines == (FactLine("New customers", "22 customers", beside, Mood.GOOD),)
    assert "22 ÷ 20 = 110% of target" in everything(card)
    assert any(isinstance(block, Picture) for block in card.blocks)


def test_a_trend_goes_back_twelve_periods_and_shows_those_without_a_value_as_gaps(storage: Storage) -> None:
    with company_in(storage) as company:
        department(company, "en")
        for month in (date(2025, 9, 1), date(2025, 11, 1), date(2026, 6, 1), date(2026, 8, 1)):
            company.read("cat", "new_customers", month, 20)
        company.settle()
        cat = company.work.people.get("cat")

        mine, _ = me(company.work, cat, now=NOW)
        card = view.me(company.work.words(cat.locale), cat, mine, today=NOW.date())

    [picture] = [block for block in card.blocks if isinstance(block, Picture)]
    assert isinstance(picture.chart, Chart)
    known = {
        label for label, value in zip(picture.chart.labels, picture.chart.values, strict=True) if value is not None
    }
    assert len(picture.chart.labels) == 12, "September of last year is too long ago"
    assert (picture.chart.labels[0], picture.chart.labels[-1]) == ("Nov", "Oct")
    assert known == {"Nov", "Jun", "Aug", "Sep", "Oct"}
    assert picture.alt.count("no data") == 7


def test_without_numbers_one_is_told_so(storage: Storage) -> None:
    with company_in(storage) as company:
        company.hire("new", role="sales", locale="zh-CN")
        person = company.work.people.get("new")

        mine, _ = me(company.work, person, now=NOW)
        card = view.me(company.work.words(person.locale), person, mine, today=NOW.date())

    assert isinstance(card.blocks[0], Heading)
    assert card.blocks[0].text == "还没有你的数据"


@pytest.mark.parametrize(
    ("locale", "said"),
    [
        (
            "en",
            [
                "office, October: new customers 55 together, nobody to talk with",
                "up from 53 in September, 2 of 3 better, 1 worse",
                "Repurchase rate 28% down from 30% in September",
                "Data gaps: no repurchase rate yet for one person.",
            ],
        ),
        (
            "zh-CN",
            [
                "office十月：新客户开发合计55家，没有人需要聊聊",
                "高于九月的53家，3人中2人变好、1人变差",
                "老客户复购率 28% 低于九月的30%",
                "数据缺口：老客户复购率还差1人。",
            ],
        ),
    ],
)
def test_a_department_without_targets_reads_its_figures_trends_and_gaps(
    storage: Storage, locale: str, said: list[str]
) -> None:
    with company_in(storage) as company:
        company.hire("head", role="head", locale=locale, names={"head": "周婷"})
        company.hire("ann", "bob", "cat", role="sales", locale=locale, manager="head")
        for who, before, now in (("ann", 15, 14), ("bob", 18, 19), ("cat", 20, 22)):
            company.read(who, "new_customers", SEPTEMBER, before)
            company.read(who, "new_customers", OCTOBER, now)
        company.read("ann", "repurchase_rate", SEPTEMBER, 0.3, numerator=30, denominator=100)
        company.read("bob", "repurchase_rate", SEPTEMBER, 0.3, numerator=3, denominator=10)
        company.read("ann", "repurchase_rate", OCTOBER, 0.28, numerator=28, denominator=100)
        company.settle()

        assert monthly(company.work, "office", MONTH, now=NOW)
        [sent] = [delivery for delivery in company.work.outbox.find() if delivery.kind == "report"]

    text = words(card_of(sent))
    assert [line for line in said if line not in text] == [], text


def test_who_is_missing_in_a_month_is_no_fall_of_the_department(storage: Storage) -> None:
    with company_in(storage) as company:
        company.hire("head", role="head", locale="en")
        company.hire("ann", "bob", role="sales", locale="en", manager="head")
        for who in ("ann", "bob"):
            company.read(who, "new_customers", SEPTEMBER, 20)
        company.read("ann", "new_customers", OCTOBER, 20)
        company.settle()

        monthly(company.work, "office", MONTH, now=NOW)
        [sent] = [delivery for delivery in company.work.outbox.find() if delivery.kind == "report"]

    assert "down from" not in words(card_of(sent))
