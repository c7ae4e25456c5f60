"""A round of reviews in a test's company: people who lead and are led, a cycle that runs, and what they write."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Final

from bot.kit.period import Period
from bot.messages.card import Action
from bot.people.domain.permission import Role
from bot.reviews.domain.answer import AnswerVersion
from bot.reviews.domain.cycle import Cycle, FillOrder, Schedule
from bot.reviews.domain.form_template import Filler
from bot.reviews.domain.review import sent_in
from bot.reviews.domain.score import said_parts
from bot.reviews.services import cycle as cycles
from bot.reviews.services import form_template
from handlers import tick
from tests.chat import button, give

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.messages.inbound import Reply
    from tests.chat import Chat

Texts = dict[str, str]
CREW: Final = "Crew 1"
TALK: Final = {"en": "review talk", "zh-CN": "绩效面谈"}
"""The words for the talk of a review."""
STRENGTH: Final[dict[str, Texts]] = {
    "en": {
        "strengths.1.project": "Project A",
        "strengths.1.completion": "120%",
        "strengths.1.behaviour": "Led the work on the core module",
        "strengths.1.contribution": "It cut the team's costs by 15%",
    },
    "zh-CN": {
        "strengths.1.project": "项目A",
        "strengths.1.completion": "120%",
        "strengths.1.behaviour": "主导了核心模块开发",
        "strengths.1.contribution": "帮助团队降低成本15%",
    },
}
IMPROVEMENT: Final[dict[str, Texts]] = {
    "en": {
        "improvements.1.event": "Project B: I told the test team of the change too late",
        "improvements.1.impact": "The fix came 2 days late, so that the release slipped",
        "improvements.1.shortfall": "I had not agreed a time to compare notes",
    },
    "zh-CN": {
        "improvements.1.event": "项目B：因未及时与测试团队沟通",
        "improvements.1.impact": "导致bug修复延迟2天，影响项目上线时间",
        "improvements.1.shortfall": "没有约定和测试团队同步的时间",
    },
}
PLAN: Final[dict[str, Texts]] = {
    "en": {
        "plan.1.goal": "Cut bug fix time by 50% within 3 months",
        "plan.1.steps": "Learn the tool, then use it on project B",
        "plan.1.milestones": "Month 1: learn the tool. Month 2: use it on the project. Month 3: sum up and improve.",
        "plan.1.support": "A place on the test tool course",
    },
    "zh-CN": {
        "plan.1.goal": "3个月内将bug修复时间缩短50%",
        "plan.1.steps": "先学会测试工具，再用到项目B",
        "plan.1.milestones": "第1个月完成工具学习，第2个月应用于项目，第3个月总结优化",
        "plan.1.support": "申请测试工具培训名额",
    },
}
VIEW: Final[dict[str, Texts]] = {
    "en": {
        "view.strengths": "On project A you led the core module and cut costs by 15%.",
        "view.improvements": "On project B the test team heard of the change 2 days late.",
    },
    "zh-CN": {
        "view.strengths": "项目A里你主导了核心模块，成本降低了15%。",
        "view.improvements": "项目B的改动晚了2天才告诉测试团队，影响了上线。",
    },
}
"""The filled-in samples of the default form, which pass as specific."""
PROMPTED: Final = {
    "goals_due": date(2026, 11, 13),
    "midway": date(2026, 12, 15),
    "opens": date(2027, 1, 4),
    "self_due": date(2027, 1, 11),
    "manager_due": date(2027, 1, 15),
    "meet_by": date(2027, 1, 22),
    "closes": date(2027, 1, 29),
}
"""The days of a cycle that has just begun, with goals and a check-in before the forms."""


def self_review(locale: str) -> Texts:
    """Return a whole self-review that passes as specific (R69, R71, R73 to R75)."""
    return {**STRENGTH[locale], **IMPROVEMENT[locale], **PLAN[locale]}


def schedule(**days: date) -> Schedule:
    """Return the days of a cycle in November 2026, around the morning on which stories begin."""
    usual = Schedule(
        opens=date(2026, 11, 2),
        self_due=date(2026, 11, 9),
        manager_due=date(2026, 11, 13),
        meet_by=date(2026, 11, 20),
        closes=date(2026, 11, 30),
    )
    return replace(usual, **days)  # type: ignore[arg-type]


def begin(
    talk: Chat,
    order: FillOrder = FillOrder.EMPLOYEE_FIRST,
    *,
    days: Mapping[str, date] | None = None,
    parts: str = "",
) -> Cycle:
    """Hire Ana, who leads Wei and Min, and Ha of HR, and let a cycle run; ``parts`` are those of its score."""
    talk.hire("ana", "pat")
    talk.hire("ha", department="HR")
    talk.hire("wei", "min", manager="ana", unit=CREW)
    with talk.work() as work:
        give(work, "ha", Role.HR)
        form_template.seed(work, now=talk.clock.now())
        author = work.people.get("ha")
        assert author
        draft = Cycle(
            no=0,
            name="H2 2026" if talk.locale == "en" else "2026下半年",
            period=Period(date(2026, 5, 1), date(2026, 10, 31)),
            template="self_review",
            template_version=1,
            schedule=schedule(**(days or {})),
            order=order,
            units=(CREW,),
            parts=said_parts(parts),
        )
        planned = cycles.plan(work, author, draft, now=talk.clock.now())
        return cycles.start(work, author, planned.no, now=talk.clock.now())


WORD: Final = {"en": "review", "zh-CN": "考核"}


async def write(talk: Chat, who: str, whose: str = "", **values: str) -> Reply:
    """Let somebody fill in their part of a review, their own or (by a name's last word) somebody else's."""
    shown = await talk.say(who, f"{WORD[talk.locale]} {f'Name {whose}' if whose else ''}".strip())
    form = await talk.click(who, button(shown, "review.write"))
    return await talk.submit(who, form, **values)


def review_no(talk: Chat, person: str = "wei") -> int:
    """Return the number of somebody's only review."""
    with talk.work() as work:
        (found,) = work.reviews.of(person)
    return found.no


def wrote(talk: Chat, filler: Filler, values: Texts, person: str = "wei") -> None:
    """Let one of the two have sent in their part, as of now, without the way there."""
    at = talk.clock.now()
    with talk.work() as work:
        (review,) = work.reviews.of(person)
        by = person if filler is Filler.EMPLOYEE else "ana"
        version = AnswerVersion(
            review_no=review.no, filler=filler, version=0, by=by, at=at, values=values, template_version=1
        )
        work.review_answers.add(version)
        work.reviews.save(sent_in(review, filler, at))


def clock_ticks(talk: Chat) -> list[str]:
    """Let the clock ask once what is due; returns what was done about reviews."""
    with talk.work() as work:
        done = tick(work, now=talk.clock.now())
    return [line for line in done if line.startswith("review ")]


PEERS: Final = ("bo", "eva", "jo", "li", "sam")
"""Colleagues of Wei's with the same manager, who have no review themselves."""
KEY: Final = b"a key that is not in the database"
OPINION: Final[dict[str, str]] = {
    "en": "On project B your Friday notes told us 2 days ahead what was late, so that we moved the test.",
    "zh-CN": "项目B里你每周五发进展，我们提前2天知道哪里延迟，测试就没有耽误。",
}


def begin_with_peers(talk: Chat, *, parts: str = "KPI 60, OKR 30, 360 10") -> int:
    """Let a cycle run in which colleagues are asked too; returns the number of Wei's review."""
    talk.storage.shared.audit_key = KEY
    begin(talk, parts=parts)
    talk.hire(*PEERS, manager="ana")
    return review_no(talk)


async def ask_peers(talk: Chat, *peers: str, about: str = "wei") -> None:
    """Let somebody name colleagues, and Ana agree."""
    no = (("no", str(review_no(talk, about))),)
    form = await talk.click(about, Action("peer_review.name", no))
    await talk.submit(about, form, team=peers)
    await talk.click("ana", Action("peer_review.agree", no))


async def give_opinion(talk: Chat, peer: str, *, points: str = "5", text: str = "", change: str = "") -> Reply:
    """Let a colleague answer about Wei."""
    form = await talk.click(peer, Action("peer_review.answer", (("no", str(review_no(talk))),)))
    values = {"colleague.together": points, "colleague.keep": text or OPINION[talk.locale]}
    return await talk.submit(peer, form, **values, **({"colleague.change": change} if change else {}))
