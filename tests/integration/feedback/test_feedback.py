"""Figures go in, words come out: the worked examples of the requirements, and what keeps messages worth reading."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.feedback.domain.feedback import Occasion, Pick, Stage
from bot.feedback.services.approval import draft
from bot.feedback.services.evidence import why
from bot.feedback.services.feedback import rate
from bot.feedback.services.feedback_pending import SETTLE
from bot.feedback.services.outline import outline
from bot.feedback.views.feedback import rated
from bot.figures.domain.delta import Changed
from bot.kit.errors import Denied, NotFound
from bot.messages.card import Chart, Choices, Heading, Picture
from bot.messages.codec import card_from_json
from bot.messages.text import plain
from bot.people.services.permission import actor
from tests.cards import card_of, everything, words
from tests.company import NOW, OCTOBER, company_in

if TYPE_CHECKING:
    from bot.delivery.domain.delivery import Delivery
    from bot.people.domain.permission import Actor
    from bot.people.domain.person import Person
    from storage.storage import Storage
    from tests.company import Company

AUGUST, SEPTEMBER = date(2026, 8, 1), date(2026, 9, 1)
OTHERS = ("P1", "P2", "P3", "P4", "P5", "P6")


def sales(company: Company, locale: str) -> None:
    """A month of a salesperson among six others: 23 new customers for 20, repurchases 31 % for 35 % and falling."""
    company.hire("boss", role="head", locale=locale, names={"boss": "周婷" if locale == "zh-CN" else "Ana Silva"})
    company.hire("min", *OTHERS, role="sales", locale=locale, manager="boss", names={"min": "张敏"})
    for month, new, again in ((AUGUST, 18, 0.35), (SEPTEMBER, 19, 0.33), (OCTOBER, 23, 0.31)):
        company.read("min", "new_customers", month, new)
        company.read("min", "repurchase_rate", month, again)
    company.agree("min", "new_customers", OCTOBER, 20)
    company.agree("min", "repurchase_rate", OCTOBER, 0.35)
    for name, value in zip(OTHERS, (15, 17, 18, 20, 21, 25), strict=True):
        company.read(name, "new_customers", OCTOBER, value)


def developer(company: Company, locale: str) -> None:
    """A month of a developer: 0.8 defects per KLOC where the role has 1.3, replies to other teams 9.5 h for 6 h."""
    company.hire("boss", role="head", locale=locale)
    company.hire("dev", *OTHERS, role="developer", locale=locale, manager="boss")
    for month, defects, hours in ((SEPTEMBER, 1.1, 7), (OCTOBER, 0.8, 9.5)):
        company.read("dev", "code_defects", month, defects)
        company.read("dev", "cross_team_response", month, hours)
    company.agree("dev", "cross_team_response", OCTOBER, 6)
    for name, value in zip(OTHERS, (0.9, 1.0, 1.2, 1.4, 1.6, 2.0), strict=True):
        company.read(name, "code_defects", OCTOBER, value)


def to(deliveries: list[Delivery], person: str) -> list[Delivery]:
    return [delivery for delivery in deliveries if delivery.person_id == person]


def test_sales_in_chinese_hears_the_overshoot_the_gap_and_both_steps_in_one_message(storage: Storage) -> None:
    with company_in(storage) as company:
        sales(company, "zh-CN")

        [mine] = to(company.settle(), "min")

    text = words(card_of(mine))
    assert "十月新客户开发完成率115%" in text  # R16
    assert "超额15%" in text
    assert "团队" in text
    assert "老客户复购率" in text  # R17
    assert "31%" in text
    assert "略低于目标35%" in text
    assert "售后" in text
    assert "跟进" in text


def test_sales_in_english_hears_the_overshoot_the_gap_and_both_steps_in_one_message(storage: Storage) -> None:
    with company_in(storage) as company:
        sales(company, "en")

        [mine] = to(company.settle(), "min")

    text = words(card_of(mine))
    assert "New customers, October: 115% of target" in text
    assert "15% over the target of 20" in text
    assert "team" in text
    assert "slightly under the target of 35%" in text
    assert "after-sales follow-up" in text.lower()


@pytest.mark.parametrize(
    ("locale", "defects", "share", "replies", "hours"),
    [
        ("en", "below the role median of 1.3", "tech share", "Replies to other teams", "9.5 h"),
        ("zh-CN", "低于同岗中位数1.3", "技术分享", "跨部门协作响应时间", "9.5小时"),
    ],
)
def test_a_developer_hears_of_few_defects_a_tech_share_and_slow_replies_with_their_number(
    storage: Storage, locale: str, defects: str, share: str, replies: str, hours: str
) -> None:
    with company_in(storage) as company:
        developer(company, locale)

        [mine] = to(company.settle(), "dev")

    card = card_of(mine)
    text = words(card)
    assert defects in text  # R18
    assert share in text
    assert f"{replies} {hours}" in text  # R19
    assert text.index(defects) < text.index(replies), "the strength comes first"
    assert "0.8" in plain(next(block.text for block in card.blocks if isinstance(block, Heading)))


@pytest.mark.parametrize(
    ("locale", "gap"),
    [("en", "replies to other teams at 9.5 h, over the target of 6"), ("zh-CN", "响应时间9.5小时，超出目标6小时")],
)
def test_a_manager_is_asked_to_talk_after_the_person_has_the_numbers(storage: Storage, locale: str, gap: str) -> None:
    with company_in(storage) as company:
        developer(company, locale)

        deliveries = company.settle()

    [own], [nudge] = to(deliveries, "dev"), to(deliveries, "boss")
    assert nudge.kind == Occasion.NUDGE
    assert nudge.after == own.key
    card = card_of(nudge)
    assert gap in words(card)
    assert "63.2%" not in words(card), "less is better here, and a share of the target would say the contrary"
    assert "9.5" not in card.summary, "what a lock screen shows is neutral"
    assert [block.buttons[0].action.name for block in card.blocks if isinstance(block, Choices)] == ["one_on_one.book"]


def test_a_gap_alone_has_a_neutral_headline(storage: Storage) -> None:
    with company_in(storage) as company:
        company.hire("boss", role="head", locale="en")
        company.hire("dev", role="developer", locale="en", manager="boss")
        company.read("dev", "cross_team_response", OCTOBER, 9.5)
        company.agree("dev", "cross_team_response", OCTOBER, 6)

        [mine] = to(company.settle(), "dev")

    card = card_of(mine)
    assert card.summary == "Your numbers for October are in"
    assert plain(next(block.text for block in card.blocks if isinstance(block, Heading))) == card.summary


def test_with_nothing_to_say_nothing_is_said(storage: Storage) -> None:
    with company_in(storage) as company:
        company.hire("calm", role="sales", locale="en")
        for month in (SEPTEMBER, OCTOBER):
            company.read("calm", "new_customers", month, 20)

        assert company.settle() == []


def test_history_speaks_of_its_newest_month_only(storage: Storage) -> None:
    with company_in(storage) as company:
        company.hire("min", role="sales", locale="en")
        for month in range(1, 11):
            company.read("min", "new_customers", date(2026, month, 1), 10 + 3 * month)
            company.agree("min", "new_customers", date(2026, month, 1), 20)

        [mine] = company.settle()
        company.read("min", "new_customers", date(2025, 12, 1), 40)
        company.agree("min", "new_customers", date(2025, 12, 1), 20)
        later = company.settle(now=NOW + timedelta(days=1))

    assert "October" in card_of(mine).summary
    assert later == []


def test_files_that_arrive_together_make_one_message(storage: Storage) -> None:
    with company_in(storage) as company:
        sales(company, "en")
        touched = company.changed
        first = company.work.feedback.claim(owner="early", now=NOW + timedelta(minutes=14), lease=SETTLE)

        [mine] = to(company.settle(), "min")

    assert len(touched) > 0
    assert first is None
    assert mine.data_at == NOW


def test_the_same_figures_again_say_nothing_new(storage: Storage) -> None:
    with company_in(storage) as company:
        sales(company, "en")
        company.settle()
        company.changed = company.changed.of([(company.people["min"], company.metrics["new_customers"][0], 20362)])

        assert company.settle(now=NOW + timedelta(hours=3)) == []


def test_next_month_with_the_same_shape_reads_differently(storage: Storage) -> None:
    november = date(2026, 11, 1)
    with company_in(storage) as company:
        sales(company, "en")
        [before] = to(company.settle(), "min")
        company.read("min", "new_customers", november, 23)
        company.read("min", "repurchase_rate", november, 0.29)
        company.agree("min", "new_customers", november, 20)
        company.agree("min", "repurchase_rate", november, 0.33)

        [after] = to(company.settle(now=NOW + timedelta(days=30)), "min")

    steps = [words(card_of(delivery)).splitlines()[-1] for delivery in (before, after)]
    assert steps[0] != steps[1]


def test_a_corrected_value_that_overturns_what_was_said_is_corrected_to_everyone_who_heard(storage: Storage) -> None:
    with company_in(storage) as company:
        developer(company, "en")
        company.settle()
        company.all_out("dev", "boss")
        _correct(company, "dev", "cross_team_response", OCTOBER, 5.5)

        deliveries = company.settle(now=NOW + timedelta(days=1))

    corrections = {
        delivery.person_id: card_of(delivery) for delivery in deliveries if delivery.kind == Occasion.CORRECTION
    }
    assert set(corrections) == {"dev", "boss"}
    assert "October: 5.5 h, not 9.5 h" in words(corrections["dev"])
    assert "of dev" in words(corrections["boss"])


def test_the_day_of_a_correction_is_the_day_where_its_reader_is(storage: Storage) -> None:
    with company_in(storage) as company:
        developer(company, "en")
        company.settle()
        company.all_out("dev", "boss")
        company.work.people.put([{"id": "boss", "timezone": "Pacific/Honolulu"}])
        _correct(company, "dev", "cross_team_response", OCTOBER, 5.5)

        deliveries = company.settle(now=NOW + timedelta(days=1))

    told = {each.person_id: words(card_of(each)) for each in deliveries if each.kind == Occasion.CORRECTION}
    assert "on 3 Nov" in told["dev"]
    assert "on 2 Nov" in told["boss"], "it was still the day before on Hawaii"


def test_a_correction_that_changes_no_verdict_is_not_announced(storage: Storage) -> None:
    with company_in(storage) as company:
        developer(company, "en")
        company.settle()
        company.all_out("dev", "boss")
        _correct(company, "dev", "cross_team_response", OCTOBER, 9.4)

        deliveries = company.settle(now=NOW + timedelta(days=1))

    assert [delivery for delivery in deliveries if delivery.kind == Occasion.CORRECTION] == []


def test_who_was_told_of_a_target_that_leave_makes_another_hears_a_correction(storage: Storage) -> None:
    with company_in(storage) as company:
        seller(company, worked=70)
        company.settle()
        company.all_out("ben", "boss")
        company.work.people.put_absences([("ben", date(2026, 10, 12), date(2026, 10, 16), "")])
        company.changed = Changed()

        deliveries = company.settle(now=NOW + timedelta(days=1))

    corrections = {
        delivery.person_id: words(card_of(delivery)) for delivery in deliveries if delivery.kind == Occasion.CORRECTION
    }
    assert set(corrections) == {"ben", "boss"}
    assert "is 77.3" in corrections["ben"]
    assert "not 100" in corrections["ben"]
    assert "its share for the days worked" in corrections["boss"]
    assert not {delivery.kind for delivery in deliveries} & {Occasion.NUDGE, Occasion.PRAISE}


def test_leave_long_ago_tells_nobody_anything(storage: Storage) -> None:
    with company_in(storage) as company:
        seller(company, worked=70)
        company.read("ben", "seats", date(2026, 6, 1), 79)
        company.agree("ben", "seats", date(2026, 6, 1), 100)
        company.settle()
        company.all_out("ben", "boss")
        company.work.people.put_absences([("ben", date(2026, 6, 1), date(2026, 6, 3), "")])
        company.changed = Changed()

        assert company.settle(now=NOW + timedelta(days=1)) == []
        delta = next(iter(company.work.deltas.find(person_id="ben", start=date(2026, 6, 1))))
        assert delta.target == 86.363636363636


def seller(company: Company, *, worked: float) -> None:
    """Have a seller with so much of a target of 100 in October."""
    company.metric("seats", title_en="Seats", unit="", aggregate="sum")
    company.hire("boss", role="manager", locale="en")
    company.hire("ben", role="seller", locale="en", manager="boss")
    company.read("ben", "seats", OCTOBER, worked)
    company.agree("ben", "seats", OCTOBER, 100)


def _correct(company: Company, person: str, metric: str, month: date, value: float) -> None:
    """Replace a stored value as the importer does: the old one becomes a version."""
    key = {"person_no": company.people[person], "metric_no": company.metrics[metric][0]}
    connection = company.work.connection
    from sqlalchemy import and_, select
    from sqlmodel import SQLModel

    reading = SQLModel.metadata.tables["reading"]
    mine = and_(*(reading.c[name] == number for name, number in key.items()), reading.c.start == month)
    old = dict(connection.execute(select(reading).where(mine)).mappings().one())
    batch = company.insert("batch", kind="readings", received_at=NOW + timedelta(days=1), file="fix.csv")
    company.insert("reading_version", **old, replaced_by=batch)
    connection.execute(reading.update().where(mine).values(value=value, version=2, batch_no=batch))
    company.changed |= company.changed.of([company.key(metric, person, month)])


def test_why_shows_the_rows_the_rule_and_who_was_told_to_those_two_only(storage: Storage) -> None:
    with company_in(storage) as company:
        developer(company, "en")
        [nudge] = to(company.settle(), "boss")
        people = company.work.people
        boss, dev, other = people.get("boss"), people.get("dev"), people.get("P1")
        assert boss
        assert dev
        assert other

        def reads(person: Person) -> Actor:
            return actor(company.work, person, now=NOW)

        early = why(company.work, reads(boss), nudge.key, now=NOW)
        company.all_out("boss", "dev")
        found = why(company.work, reads(boss), nudge.key, now=NOW)

        assert early.readers == (), "nothing is out yet"
        assert {reader.id for reader in found.readers} == {"boss", "dev"}
        assert [rule.key for _, rule in found.rules] == ["talk-below-80"]
        assert found.grounds[0].versions[0].row == 2
        assert why(company.work, reads(dev), nudge.key, now=NOW) == found
        with pytest.raises(Denied):
            why(company.work, reads(other), nudge.key, now=NOW)
        with pytest.raises(NotFound):
            why(company.work, reads(boss), "nudge:none", now=NOW)


def test_an_opinion_is_counted_once_and_only_the_readers(storage: Storage) -> None:
    with company_in(storage) as company:
        sales(company, "zh-CN")
        [mine] = to(company.settle(), "min")
        reader, other = company.work.people.get("min"), company.work.people.get("boss")
        assert reader
        assert other

        rate(company.work, reader, mine.key, useful=False, now=NOW)
        kept = rate(company.work, reader, mine.key, useful=True, now=NOW)
        card = rated(company.work.words(reader.locale), card_from_json(kept.card), useful=True)

        assert company.work.feedback.opinions() == {"standing": (1, 1)}
        assert "已记下：有帮助。谢谢。" in words(card)
        left = [button.action.name for block in card.blocks if isinstance(block, Choices) for button in block.buttons]
        assert left[-1] == "feedback.why", "the evidence stays within reach"
        with pytest.raises(Denied):
            rate(company.work, other, mine.key, useful=True, now=NOW)
        with pytest.raises(NotFound):
            rate(company.work, reader, "standing:none", useful=True, now=NOW)


def test_only_a_pick_of_the_outline_becomes_words(storage: Storage) -> None:
    with company_in(storage) as company:
        sales(company, "en")
        company.settle()
        [feedback] = company.work.feedback.about("min", company.work.deltas.latest("min")[0].period, Occasion.STANDING)
        found = outline(company.work, feedback, now=NOW)
        assert found

        with pytest.raises(ValueError, match="unknown finding"):
            draft(company.work, feedback, found, Pick(("salary:gap:target",), ()), now=NOW)

    assert feedback.stage is Stage.SENT


def test_a_trend_is_drawn_once_there_are_enough_months(storage: Storage) -> None:
    with company_in(storage) as company:
        sales(company, "en")
        for month in (5, 6, 7):
            company.read("min", "new_customers", date(2026, month, 1), 12 + month)

        [mine] = to(company.settle(), "min")

    [picture] = [block for block in card_of(mine).blocks if isinstance(block, Picture)]
    assert isinstance(picture.chart, Chart)
    assert picture.chart.labels == ("May", "Jun", "Jul", "Aug", "Sep", "Oct")
    assert picture.chart.values[-1] == 23


def test_the_quiet_line_says_who_sees_it(storage: Storage) -> None:
    with company_in(storage) as company:
        sales(company, "en")

        [mine] = to(company.settle(), "min")

    assert "Data to 31 Oct · you and your manager see this" in everything(card_of(mine))


def line(company: Company, day: date, *, bad: int) -> None:
    """A line of three at two machines on one day; most of what is bad comes from one of them."""
    company.person("lead", role="head", locale="zh-CN", name="李志强", timezone="Asia/Shanghai")
    company.person("L2", role="line", locale="zh-CN", name="2号线", kind="unit", manager_id="lead")
    for who, name in (("w1", "陈伟"), ("w2", "何静"), ("w3", "赵永刚")):
        company.person(who, role="worker", locale="zh-CN", name=name, unit="L2", manager_id="lead")
    for who, mine in (("w1", bad), ("w2", 5), ("w3", 6)):
        company.read(who, "defect_rate", day, mine / 300, numerator=mine, denominator=300)


def test_a_line_alert_names_the_cases_and_who_had_most_and_pauses_the_others(storage: Storage) -> None:
    with company_in(storage) as company:
        line(company, OCTOBER, bad=60)

        deliveries = company.settle()

    [alert] = [delivery for delivery in deliveries if delivery.kind == Occasion.ALERT]
    text = words(card_of(alert))
    assert alert.person_id == "lead"
    assert "2号线" in text
    assert "次品率7.9%，超过5%" in text
    assert "900个样本里71个" in text
    assert "陈伟 300个样本里60个 占全部的84.5%" in text
    assert "先谈个人" not in text
    assert "个人提醒今天暂停" in text
    assert [delivery for delivery in deliveries if delivery.kind == Occasion.NUDGE] == []


def test_a_worker_above_three_percent_is_nudged_about_with_causes_to_rule_out(storage: Storage) -> None:
    with company_in(storage) as company:
        line(company, OCTOBER, bad=12)

        deliveries = company.settle()

    [nudge] = [delivery for delivery in deliveries if delivery.kind == Occasion.NUDGE]
    text = words(card_of(nudge))
    assert "陈伟十月次品率4%，超过3%" in text
    assert "设备" in text or "机台" in text
    assert "300个样本里12个" in text
    assert nudge.after == next(delivery.key for delivery in deliveries if delivery.person_id == "w1")


def test_exactly_three_percent_is_no_nudge(storage: Storage) -> None:
    with company_in(storage) as company:
        line(company, OCTOBER, bad=9)

        assert [delivery for delivery in company.settle() if delivery.kind == Occasion.NUDGE] == []


def test_praise_alone_is_a_message_of_its_own(storage: Storage) -> None:
    with company_in(storage) as company:
        company.hire("boss", role="head", locale="en")
        company.hire("min", *OTHERS, role="sales", locale="en", manager="boss")
        company.read("min", "new_customers", OCTOBER, 23)
        company.agree("min", "new_customers", OCTOBER, 20)
        for name in OTHERS:
            company.read(name, "new_customers", OCTOBER, 18)

        [mine] = to(company.settle(), "min")

    assert mine.kind == Occasion.PRAISE
    assert "115% of target" in card_of(mine).summary


def test_a_manager_is_asked_once_a_day_to_talk_with_somebody(storage: Storage) -> None:
    quarter = date(2026, 7, 1)
    with company_in(storage) as company:
        company.metric("quota", grain="quarter", unit="USD", title_en="Sales in the quarter")
        company.hire("boss", role="head", locale="en")
        company.hire("ann", role="sales", locale="en", manager="boss")
        company.agree("ann", "new_customers", OCTOBER, 20)
        company.agree("ann", "quota", quarter, 1000)
        company.read("ann", "new_customers", OCTOBER, 10)
        first = to(company.settle(), "boss")
        company.read("ann", "quota", quarter, 500)
        later = company.settle(now=NOW + timedelta(hours=2))

    assert [delivery.kind for delivery in first] == [Occasion.NUDGE]
    assert [(delivery.person_id, delivery.kind) for delivery in later] == [("ann", Occasion.STANDING)], (
        "the talk is on their list"
    )
