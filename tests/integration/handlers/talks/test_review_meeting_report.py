"""The report before a review talk: what the data says and no more, what follows, for whom it is, and once (R87-R89)."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from bot.feedback.domain.kudos import Kudos, Visibility
from bot.figures.domain.delta import Flag
from bot.figures.domain.event import EventKind
from bot.growth.domain.course import Course, CourseLevel
from bot.growth.domain.plan import Plan, PlanState, Proposal, ProposalKind
from bot.messages.card import Action, Card
from bot.messages.inbound import Notice
from bot.people.domain.permission import Role
from bot.privacy.domain.privacy import Ask, DataRequest, RequestState
from bot.reviews.domain.cycle import FillOrder
from bot.reviews.domain.form_template import Filler
from handlers import tick
from tests.chat import EVERYWHERE, MORNING, Chat, Way, buttons, chat, give, read
from tests.company import Company
from tests.events import happen
from tests.reviewing import TALK, begin, wrote

if TYPE_CHECKING:
    from bot.messages.inbound import Reply
    from storage.storage import Storage

QUARTER = date(2026, 7, 1)
DAYS = {"self_due": date(2026, 11, 2), "manager_due": date(2026, 11, 2), "meet_by": date(2026, 11, 20)}
TITLES = {
    "campaign_planning": ("Campaign planning", "季度活动策划"),
    "conversion": ("New-customer conversion", "新客户转化率"),
    "social_media": ("Social media", "社交媒体运营"),
}
COURSES = (
    Course(key="sm-1", title_en="Social media basics", title_zh="社交媒体入门", topics=("social media", "社交媒体")),
    Course(
        key="sm-3",
        title_en="Social media, advanced",
        title_zh="社交媒体高级课",
        topics=("social media", "社交媒体"),
        level=CourseLevel.ADVANCED,
    ),
)
RATE: dict[str, Any] = {"unit": "%"}
COUNT: dict[str, Any] = {"unit": "customers"}


def marketing(talk: Chat, *, conversion: dict[str, Any] = RATE) -> None:
    """Lay down the data of R88: 110 % of one target, up by 8, 70 % of another, and two trainings."""
    with talk.work() as work:
        company = Company(work)
        for key, (english, chinese) in TITLES.items():
            values = conversion if key == "conversion" else {}
            company.metric(key, title_en=english, title_zh=chinese, grain="quarter", **values)
        company.delta("wei", "campaign_planning", QUARTER, value=11.0, target=10.0, target_full=10.0, attainment=1.1)
        rate = conversion is RATE
        company.delta(
            "wei",
            "conversion",
            QUARTER,
            value=0.28 if rate else 54.0,
            previous=0.2 if rate else 50.0,
            change=0.08 if rate else 4.0,
            change_pct=0.4 if rate else 0.08,
            flags=Flag.NO_TARGET.value,
        )
        company.delta("wei", "social_media", QUARTER, value=7.0, target=10.0, target_full=10.0, attainment=0.7)
        work.courses.put(COURSES)
    trained(talk, "Social media basics", "Marketing strategy")


def trained(talk: Chat, *courses: str) -> None:
    """Let Wei have done trainings in the past year."""
    done = [
        {"id": f"t{place}", "person": "wei", "course": course, "day": "2026-03-10"}
        for place, course in enumerate(courses)
    ]
    happen(talk.storage, EventKind.TRAINING_DONE, *done, now=talk.clock.now())


def review_no(talk: Chat, person: str = "wei") -> int:
    with talk.work() as work:
        (review,) = work.reviews.of(person)
    return review.no


async def reported(talk: Chat, who: str = "ana") -> Reply:
    return await talk.click(who, Action("review_meeting.report", (("no", str(review_no(talk))),)))


def numbers(card: Reply, *, but: tuple[str, ...]) -> list[str]:
    """Return every number that is read on a card, in lines that hold none of some words."""
    lines = [line for line in read(card).splitlines() if not any(words in line for words in but)]
    labels = [found.text for found in buttons(card)]
    return re.findall(r"\d+(?:[.,]\d+)*", "\n".join([*lines, *labels]))


def look(talk: Chat) -> list[Card]:
    """Let the clock ask what is due, and return what reports came of it."""
    with talk.work() as work:
        tick(work, now=talk.clock.now())
    return [card for card in talk.inbox("ana") if card.kind == "review_report" and "Name wei" in card.summary]


@pytest.mark.parametrize("conversion", [RATE, COUNT], ids=["rate", "count"])
@EVERYWHERE
async def test_the_report_states_what_is_stored_and_no_other_number(
    storage: Storage, way: Way, conversion: dict[str, Any]
) -> None:
    async with chat(storage, way) as talk:
        cycle = begin(talk, days=DAYS)
        marketing(talk, conversion=conversion)
        talk.clock.move_to(MORNING + timedelta(days=14))

        [report] = look(talk)

        day = talk.t.day(DAYS["meet_by"], today=talk.clock.now().date())
        assert numbers(report, but=(cycle.name, day)) == ["110", "8", "70", "2"]
        words = read(report)
        assert "110%" in words
        assert "70%" in words
        sign = "+8%" if conversion is COUNT else "+8个百分点" if talk.t.chinese else "+8 percentage points"
        assert sign in words
        said = {line.label: line.against for block in report.blocks for line in getattr(block, "lines", ())}
        names = [TITLES[key][talk.t.chinese] for key in ("campaign_planning", "social_media")]
        assert [said[name] for name in names] == [talk.t("review-report-met"), talk.t("review-report-missed")]
        shown = [talk.t(f"review-report-{block}") for block in ("goals", "training", "talk")]
        assert [text for block in report.blocks if (text := getattr(block, "text", "")) in shown] == shown
        for block in ("events", "pay"):
            assert talk.t(f"review-report-{block}") not in [getattr(found, "text", "") for found in report.blocks]

        why = [found for found in buttons(report) if found.action.name == "why"]
        assert len(why) == 3
        for found in why:
            assert isinstance(await talk.click("ana", found), Card), "each number says what it rests on"


@EVERYWHERE
async def test_talking_points_follow_from_the_data(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as talk:
        begin(talk, days=DAYS)
        marketing(talk)

        report = await reported(talk)

        words, chinese = read(report), talk.t.chinese
        planning, social = (TITLES[key][chinese] for key in ("campaign_planning", "social_media"))
        praise = talk.t("review-report-praise", title=planning if chinese else "campaign planning")
        assert praise in words
        assert talk.t("review-report-short", title=social if chinese else "social media") in words
        assert COURSES[1].title(chinese=chinese) in words, "the advanced one"
        points = words.split(talk.t("review-report-talk").strip("*"))[1]
        recommended = points.split(COURSES[1].title(chinese=chinese))[0]
        assert COURSES[0].title(chinese=chinese) not in recommended, "not the one that was taken"

        trained(talk, "Social media basics", "sm-3")
        again = read(await reported(talk)).split(talk.t("review-report-talk").strip("*"))[1]
        assert COURSES[1].title(chinese=chinese) not in again, "who took the advanced one is not sent there again"


@EVERYWHERE
async def test_it_comes_once_and_again_only_when_a_figure_was_corrected(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as talk:
        begin(talk, days=DAYS)
        marketing(talk)
        assert not look(talk), "it is not so many days before the talk yet"
        talk.clock.move_to(MORNING + timedelta(days=14))
        assert len(look(talk)) == 1
        assert not look(talk)
        talk.pass_by(days=1)
        assert not look(talk), "the day after nothing has changed"

        with talk.work() as work:
            company = Company(work)
            company.delta("wei", "campaign_planning", date(2026, 4, 1), value=9.0, target=10.0, attainment=0.9)
            work.connection.exec_driver_sql("update delta set value = 8.0, attainment = 0.8 where value = 7.0")
        talk.pass_by(days=1)
        [report] = look(talk)
        heading = report.blocks[0]
        assert getattr(heading, "text", "").startswith("Corrected" if talk.locale == "en" else "数据有更正")
        assert "80%" in read(report)
        talk.pass_by(days=1)
        assert not look(talk)


@pytest.mark.postgresql
@EVERYWHERE
async def test_pay_is_for_those_who_may_read_it(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as talk:
        begin(talk, days=DAYS)
        goal = "Campaigns" if talk.locale == "en" else "活动策划"
        with talk.work() as work:
            plan = work.plans.add(
                Plan(person_id="wei", goal=goal, started=QUARTER, by="wei", at=MORNING, state=PlanState.DONE)
            )
            work.plans.propose(plan.no, Proposal(ProposalKind.RAISE, "ana", MORNING))

        assert goal not in read(await reported(talk)), "whoever leads them does not read it by that alone"
        with talk.work() as work:
            give(work, "ana", Role.HR)
        shown = read(await reported(talk))
        assert talk.t("review-report-proposal", kind="raise", state="proposed", goal=goal) in shown
        for who in ("wei", "min", "ha"):
            refused = await reported(talk, who)
            assert isinstance(refused, Notice), who
            assert refused.refused


@EVERYWHERE
async def test_key_events_are_those_that_whoever_leads_them_may_see(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as talk:
        begin(talk, days=DAYS)
        happen(
            talk.storage,
            EventKind.PROJECT_COMPLETED,
            {"id": "p1", "person": "wei", "project": "Atlas", "attainment": "120%", "day": "2026-09-18"},
            {"id": "p2", "person": "wei", "project": "Long ago", "attainment": "90%", "day": "2025-09-18"},
            now=talk.clock.now(),
        )
        at = datetime(2026, 9, 8, 2, 0, tzinfo=UTC)
        with talk.work() as work:
            work.kudos.add(Kudos("min", "wei", "Atlas", "You had every open point listed", Visibility.MANAGER, at))
            work.kudos.add(Kudos("min", "wei", "Birthday", "Between the two of us", Visibility.PERSON, at))

        shown = read(await reported(talk))
        assert "Atlas" in shown
        assert "You had every open point listed" in shown
        assert "Between the two of us" not in shown
        assert "Long ago" not in shown


@EVERYWHERE
async def test_who_has_stopped_the_use_of_their_data_has_none_in_it(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as talk:
        begin(talk, days=DAYS)
        marketing(talk)
        with talk.work() as work:
            asked = DataRequest("wei", Ask.RESTRICTION, "", MORNING, MORNING.date())
            no = work.privacy.ask(asked)
            work.privacy.decide(no, RequestState.GRANTED, frm=RequestState.OPEN, by="ha", at=MORNING, reason="")

        shown = read(await reported(talk))
        assert "110%" not in shown
        assert "70%" not in shown


TIMELY = {"en": "Customer complaints are handled in time.", "zh-CN": "客户反馈处理及时。"}
STILL_OPEN = {"en": "3 complaints are still open", "zh-CN": "仍有3个投诉未闭环"}
EARLY = {
    "en": "Your technical support on project C helped the team deliver two weeks early",
    "zh-CN": "你在项目C中的技术支持，帮助团队提前2周完成交付",
}


def complaints(talk: Chat, *states: str) -> None:
    found = [
        {"id": f"c{place}", "person": "wei", "product": "Atlas", "status": state, "day": "2026-09-20"}
        for place, state in enumerate(states)
    ]
    happen(talk.storage, EventKind.COMPLAINT, *found, now=talk.clock.now(), source="desk")


async def compared(talk: Chat, who: str) -> Reply:
    return await talk.click(who, Action("review_meeting.compare", (("no", str(review_no(talk))),)))


@EVERYWHERE
async def test_where_views_differ_is_highlighted_before_the_talk(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as talk:
        begin(talk, FillOrder.PARALLEL, days=DAYS | {"self_due": date(2026, 11, 13), "manager_due": date(2026, 11, 13)})
        heading = talk.t("review-gap-title").strip("*")
        wrote(talk, Filler.MANAGER, {"view.strengths": TIMELY[talk.locale]})
        hidden = read(await compared(talk, "wei"))
        assert TIMELY[talk.locale] not in hidden, "who has not handed in reads nothing of the other's"
        assert heading not in hidden
        assert heading not in read(await reported(talk))

        wrote(talk, Filler.EMPLOYEE, {"improvements.1.event": STILL_OPEN[talk.locale]})
        for who in ("ana", "wei"):
            shown = read(await compared(talk, who))
            assert heading in shown
            assert STILL_OPEN[talk.locale] in shown
            assert TIMELY[talk.locale].rstrip(".。") in shown
        assert heading in read(await reported(talk))


@EVERYWHERE
async def test_the_data_may_differ_from_what_is_said(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as talk:
        begin(talk, days=DAYS)
        wrote(talk, Filler.MANAGER, {"view.strengths": TIMELY[talk.locale]})
        complaints(talk, "open", "closed", "open", "pending")

        shown = read(await reported(talk))

        assert talk.t("review-gap-data", words=talk.t("review-gap-open", n=3)) in shown
        complaints(talk, "closed", "closed", "closed", "closed")
        assert talk.t("review-gap-title").strip("*") not in read(await reported(talk))


@EVERYWHERE
async def test_a_statement_stands_beside_the_delivery_that_it_names(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as talk:
        begin(talk, FillOrder.MANAGER_FIRST, days=DAYS)
        name = "Project C" if talk.locale == "en" else "项目C"
        project = {"id": "p3", "person": "wei", "project": name, "attainment": "100%"}
        days = {"day": "2026-09-04", "due": "2026-09-18"}
        happen(talk.storage, EventKind.PROJECT_COMPLETED, project | days, now=talk.clock.now())
        wrote(talk, Filler.MANAGER, {"view.strengths": EARLY[talk.locale]})

        for shown in (await reported(talk), await compared(talk, "wei")):
            assert talk.t("review-link-title").strip("*") in read(shown)
            assert talk.t("finished-early", n=14) in read(shown)
        late = {"day": "2026-10-02", "due": "2026-09-18"}
        happen(talk.storage, EventKind.PROJECT_COMPLETED, project | late, now=talk.clock.now())
        assert talk.t("review-gap-title").strip("*") in read(await reported(talk)), "the record says otherwise"


@pytest.mark.postgresql
@EVERYWHERE
async def test_side_by_side_is_for_the_two_alone(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as talk:
        begin(talk, FillOrder.PARALLEL, days=DAYS)
        wrote(talk, Filler.MANAGER, {"view.strengths": TIMELY[talk.locale]})
        talk.hire("boss", "root")
        talk.hire("ana", manager="boss")
        with talk.work() as work:
            give(work, "root", Role.ADMIN)
        for who in ("min", "ha", "boss", "root"):
            for asked in (await compared(talk, who), await reported(talk, who)):
                assert isinstance(asked, Notice), who
                assert asked.refused
        words = f"{TALK[talk.locale]} Name wei"
        assert TIMELY[talk.locale] not in read(await talk.say("boss", words))
