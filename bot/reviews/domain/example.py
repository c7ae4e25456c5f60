"""Examples: a cycle and a review with which every view of this area shows itself, in the gallery and in tests."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from bot.figures.domain.example import NOW, TODAY, people
from bot.kit.period import Period
from bot.reviews.domain.answer import AnswerComment, AnswerVersion
from bot.reviews.domain.cycle import Cycle, CycleState, FillOrder, Schedule
from bot.reviews.domain.default_form_template import SELF_REVIEW
from bot.reviews.domain.form_template import Bilingual, Filler, TemplateQuestion
from bot.reviews.domain.review import Review, reads, status, writing
from bot.reviews.domain.seen_review import SeenReview

if TYPE_CHECKING:
    from datetime import datetime

    from bot.messages.field import Values
    from bot.reviews.domain.form_template import FormTemplate

EMPLOYEE, LEADER = "S1", "M1"


def cycle(*, chinese: bool, order: FillOrder = FillOrder.EMPLOYEE_FIRST) -> Cycle:
    """Return a cycle that runs on the day of the examples."""
    return Cycle(
        no=3,
        name="2026下半年" if chinese else "H2 2026",
        period=Period(date(2026, 5, 1), date(2026, 10, 31)),
        template=SELF_REVIEW.key,
        template_version=1,
        schedule=Schedule(
            opens=TODAY,
            self_due=date(2026, 11, 9),
            manager_due=date(2026, 11, 13),
            meet_by=date(2026, 11, 20),
            closes=date(2026, 11, 30),
        ),
        order=order,
        state=CycleState.RUNNING,
    )


def self_review(*, chinese: bool) -> Values:
    """Return what somebody wrote about themselves (R69, R71, R73 to R75)."""
    words = _CHINESE if chinese else _ENGLISH
    paths = [
        f"{section.begins[0]}{question.key}" for section in SELF_REVIEW.sections[:3] for question in section.questions
    ]
    return dict(zip(paths, words, strict=True))


_ENGLISH = (
    *("Project A", "120%", "Led the work on the core module", "It cut the team's costs by 15%"),
    "Project B: I told the test team of the change too late",
    "The fix came 2 days late, and so did the release",
    "I had agreed no time to compare notes",
    *("Cut bug fix time by 50% within 3 months", "Learn the tool, then use it on project B"),
    "Month 1: learn the tool. Month 2: use it on the project. Month 3: sum up and improve.",
    "A place on the test tool course",
)
_CHINESE = (
    *("项目A", "120%", "主导了核心模块开发", "帮助团队降低成本15%"),
    *("项目B：因未及时与测试团队沟通", "导致bug修复延迟2天，影响项目上线时间", "没有约定和测试团队同步的时间"),
    *("3个月内将bug修复时间缩短50%", "先学会测试工具，再用到项目B"),
    *("第1个月完成工具学习，第2个月应用于项目，第3个月总结优化", "申请测试工具培训名额"),
)


def view(*, chinese: bool) -> Values:
    """Return what whoever leads them wrote."""
    if chinese:
        return {
            "view.strengths": "项目A里你主导了核心模块，成本降低了15%。",
            "view.improvements": "项目B的改动晚了2天才告诉测试团队。",
        }
    return {
        "view.strengths": "On project A you led the core module and cut costs by 15%.",
        "view.improvements": "On project B the test team heard of the change 2 days late.",
    }


def seen(
    side: Filler,
    *,
    chinese: bool,
    order: FillOrder = FillOrder.EMPLOYEE_FIRST,
    wrote: frozenset[Filler] = frozenset(),
    held: bool = False,
) -> SeenReview:
    """Return a review as one of the two sees it once some have written, or (``held``) once the two have talked."""
    who = people(chinese=chinese)
    earlier = NOW - timedelta(hours=2)
    round_ = cycle(chinese=chinese, order=order)
    review = Review(
        no=41,
        cycle_no=round_.no,
        person_id=EMPLOYEE,
        order=order,
        self_at=earlier if Filler.EMPLOYEE in wrote else None,
        manager_at=earlier if Filler.MANAGER in wrote else None,
        held_at=earlier if held else None,
    )
    other = Filler.MANAGER if side is Filler.EMPLOYEE else Filler.EMPLOYEE
    read = {side, *({other} if reads(review, round_, side, TODAY) else ())}
    versions = {filler: _version(filler, earlier, chinese=chinese) for filler in Filler if filler in wrote & read}
    return SeenReview(
        review=review,
        cycle=round_,
        template=SELF_REVIEW,
        side=side,
        person=who[EMPLOYEE].name,
        leader=who[LEADER].name,
        status=status(review, round_, TODAY),
        writing=writing(review, round_, TODAY),
        own=versions.get(side),
        other=versions.get(other),
        other_sent=other in wrote,
        versions=tuple(versions.values()),
    )


def _version(filler: Filler, at: datetime, *, chinese: bool) -> AnswerVersion:
    mine = filler is Filler.EMPLOYEE
    return AnswerVersion(
        review_no=41,
        filler=filler,
        version=1,
        by=EMPLOYEE if mine else LEADER,
        at=at,
        values=self_review(chinese=chinese) if mine else view(chinese=chinese),
        template_version=1,
    )


def commented(found: SeenReview, *, chinese: bool) -> SeenReview:
    """Return a review with a comment of whoever leads the person."""
    text = "先定一个每周同步的时间，好吗？" if chinese else "Shall we fix a weekly time to compare notes first?"
    said = AnswerComment(
        review_no=found.review.no, path="plan.1.goal", by=LEADER, filler=Filler.MANAGER, text=text, at=NOW, no=1
    )
    return replace(found, comments=(said,))


def added(found: SeenReview, *, chinese: bool) -> SeenReview:
    """Return a review to which whoever leads the person added something after the lock."""
    text = "项目C的交接也做得很好。" if chinese else "The handover of project C went as agreed, too."
    first = next(version for version in found.versions if version.filler is Filler.MANAGER)
    later = replace(first, version=2, at=NOW, values={"view.strengths": text}, addendum=True)
    return replace(agreed(found), versions=(*found.versions, later))


def agreed(found: SeenReview) -> SeenReview:
    """Return a review that both have confirmed, one of them only as seen."""
    at = found.review.held_at
    after = replace(
        found.review,
        employee_confirmed_at=at,
        employee_agrees=False,
        manager_confirmed_at=at,
        manager_agrees=True,
    )
    return replace(
        found,
        review=after,
        status=status(after, found.cycle, TODAY),
        writing=writing(after, found.cycle, TODAY),
    )


def revised(found: SeenReview, *, chinese: bool) -> SeenReview:
    """Return a review whose employee has changed their words twice: a number, then a plan and a second event."""
    first = found.of(Filler.EMPLOYEE)[0]
    behaviour, goal, events = _CHINESE_CHANGES if chinese else _ENGLISH_CHANGES
    second = replace(
        first,
        version=2,
        at=first.at + timedelta(minutes=20),
        values={**first.values, "strengths.1.completion": "110%", "strengths.1.behaviour": behaviour},
    )
    names = ("event", "impact", "shortfall")
    third = replace(
        second,
        version=3,
        at=first.at + timedelta(minutes=50),
        values={
            **second.values,
            "plan.1.goal": goal,
            **{f"improvements.2.{name}": said for name, said in zip(names, events, strict=True)},
        },
    )
    others = tuple(version for version in found.versions if version.filler is not Filler.EMPLOYEE)
    own = {"own" if found.side is Filler.EMPLOYEE else "other": third}
    return replace(found, versions=(first, *others, second, third), **own)  # type: ignore[arg-type]


_ENGLISH_CHANGES = (
    "Led the work on the core module with two colleagues",
    "Cut bug fix time by 40% within 6 months",
    ("Customer C: I answered after four days", "They asked twice", "I had no list of open questions"),
)
_CHINESE_CHANGES = (
    "和两位同事一起主导了核心模块开发",
    "6个月内将bug修复时间缩短40%",
    ("客户C：隔了4天才回复", "客户又问了两次", "没有把待回复的问题列出来"),
)


def changed_form() -> FormTemplate:
    """Return the form of the examples as HR changed it: one question more in one language, one less, one reworded."""
    strengths, improvements, *others = SELF_REVIEW.sections
    first, share, deed, _ = strengths.questions
    lesson = TemplateQuestion(key="lesson", label=Bilingual("What you would do again"), required=False)
    reworded = replace(share, label=Bilingual("Share of the goal reached", "目标达成率"))
    changed = replace(strengths, questions=(first, reworded, deed, lesson))
    return replace(SELF_REVIEW, version=2, sections=(changed, improvements, *others))


def copied_form() -> FormTemplate:
    """Return a second form."""
    return replace(SELF_REVIEW, key="probation", title=Bilingual("End of probation", "转正评估"), version=1)
